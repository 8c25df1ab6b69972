"""A Brief becomes the JSON of the contract, and files are written so that no reader ever sees half of one."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pipeline.aligned import Span
from pipeline.errors import ExportError
from pipeline.model import (
    Box,
    Brief,
    Correction,
    DateMention,
    Located,
    NameMention,
    OrganizationMention,
    Page,
    Place,
    Record,
    Section,
)

SCHEMA_VERSION = "1.1.0"
"""Version of the contract; adding a field raises the second number, changing one the first."""

T = TypeVar("T")
M = TypeVar("M", OrganizationMention, NameMention)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def to_json(brief: Brief) -> dict[str, Json]:
    """The brief as the object that `schemas/brief.schema.json` describes; coordinates are rounded to 0.1 point."""
    return {
        "schema_version": SCHEMA_VERSION,
        "id": brief.id,
        "status": brief.status,
        "source": {
            "file": brief.source.name,
            "sha256": brief.source.sha256,
            "bytes": len(brief.source.content),
            "media_type": brief.source.media_type,
            "pages": [page_json(page) for page in brief.pages],
        },
        "title": brief.title,
        "language": brief.language,
        "issued": None if brief.issued is None else date_json(brief.issued),
        "text": brief.text,
        "raw": brief.raw,
        "sections": [section_json(section, brief.text) for section in brief.sections],
        "dates": [date_json(date) | {"modifier": date.value.modifier} for date in brief.dates],
        "organizations": [record_json(record) for record in brief.organizations],
        "persons": [
            {"id": r.person.id, "name": r.person.name, "mentions": mentions_json(r.mentions)} for r in brief.persons
        ],
        "places": [
            {
                "id": r.toponym.id,
                "name": r.toponym.name,
                "country": r.toponym.country,
                "mentions": mentions_json(r.mentions),
            }
            for r in brief.places
        ],
        "acronyms": [
            {
                "acronym": a.value.acronym,
                "expansion": a.value.expansion,
                "organization": a.value.organization,
                "first": located_json(a),
            }
            for a in brief.acronyms
        ],
        "urls": [located_json(url) | {"url": url.value.url, "status": url.value.status} for url in brief.urls],
        "furniture": [
            {"text": item.text, "page": item.page, "provenance": place_json(item.place)} for item in brief.furniture
        ],
        "corrections": [correction_json(correction) for correction in brief.corrections],
        "doubts": [located_json(doubt) | {"reason": doubt.value.reason} for doubt in brief.doubts],
        "notes": [{"code": note.code, "message": note.message, "page": note.page} for note in brief.notes],
    }


def page_json(page: Page) -> dict[str, Json]:
    """One page of the source."""
    return {
        "number": page.number,
        "width": None if page.width is None else round(page.width, 1),
        "height": None if page.height is None else round(page.height, 1),
        "method": page.method,
        "problem": page.problem,
    }


def section_json(section: Located[Section], text: str) -> dict[str, Json]:
    """One section; its title's range stands beside the title."""
    title = section.value.title
    return {
        "id": section.value.id,
        "title": None if title is None else " ".join(title.of(text).split()),
        "title_start": None if title is None else title.start,
        "title_end": None if title is None else title.end,
        "level": section.value.level,
        "kind": section.value.kind,
        "parent": section.value.parent,
        "start": section.span.start,
        "end": section.span.end,
        "text": section.text,
        "provenance": place_json(section.place),
    }


def date_json(date: Located[DateMention]) -> dict[str, Json]:
    """One date, its modifier apart."""
    return located_json(date) | {
        "edtf": date.value.edtf,
        "rule": date.value.rule,
        "confidence": round(date.value.confidence, 3),
    }


def correction_json(correction: Located[Correction]) -> dict[str, Json]:
    """One correction."""
    return located_json(correction) | {
        "before": correction.value.before,
        "after": correction.value.after,
        "rule": correction.value.rule,
        "confidence": round(correction.value.confidence, 3),
    }


def record_json(record: Record) -> dict[str, Json]:
    """One organisation with its mentions."""
    organization = record.organization
    return {
        "id": organization.id,
        "name": organization.name,
        "acronym": organization.acronym,
        "type": organization.type,
        "identifiers": dict(sorted(organization.identifiers.items())),
        "mentions": mentions_json(record.mentions),
    }


def mentions_json(mentions: Iterable[Located[M]]) -> list[Json]:
    """Mentions with what says so and how sure it is."""
    return [
        located_json(mention) | {"evidence": mention.value.evidence, "confidence": round(mention.value.confidence, 3)}
        for mention in mentions
    ]


def located_json(item: Located[T]) -> dict[str, Json]:
    """What every found thing has."""
    return {
        "text": item.text,
        "start": item.span.start,
        "end": item.span.end,
        "section": item.section,
        "provenance": place_json(item.place),
    }


def place_json(place: Place) -> dict[str, Json]:
    """Ranges of the raw text and boxes of the pages."""
    return {"raw": [range_json(span) for span in place.raw], "boxes": [box_json(box) for box in place.boxes]}


def range_json(span: Span) -> list[Json]:
    """A half-open range."""
    return [span.start, span.end]


def box_json(box: Box) -> list[Json]:
    """Page, x0, top, x1, bottom."""
    return [box.page, *(round(value, 1) for value in (box.x0, box.top, box.x1, box.bottom))]


def to_bytes(document: Mapping[str, Json] | Iterable[Json]) -> bytes:
    """The UTF-8 bytes of a JSON document, the same for the same document."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "replace")


def write(content: bytes, path: Path) -> None:
    """Put `content` at `path` at once or not at all; raises ExportError when it cannot.

    A link at `path` is replaced, never followed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    except OSError as error:
        raise ExportError(str(path), f"cannot be written ({error.strerror})", "choose another folder") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise ExportError(str(path), f"cannot be written ({error.strerror})", "free disk space") from error
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
