"""JSONL in, JSONL out: cleaning and annotation of texts that come without pages.

A line that cannot be read is a value in the stream, so that the lines after it are still served.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.annotators import Hints, annotate
from pipeline.annotators.organizations import load_registry
from pipeline.clean import Lexicon, correct, load_lexicon
from pipeline.export import Json
from pipeline.model import (
    Correction,
    DateMention,
    Doubt,
    NameMention,
    Organization,
    OrganizationMention,
    Person,
    Toponym,
    UrlMention,
)
from pipeline.nlp import build_nlp

CONTEXT = 30
"""Characters shown on either side of a correction."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the input that is no record; `number` counts from 1."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f'line {self.number}: {self.reason}; give one {{"id", "text"}} object per line'


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the input."""

    id: Json
    text: str
    doc_date: str | None


def parse(lines: Iterable[bytes]) -> Iterator[Item | BadLine]:
    """The records of a JSONL stream; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadLine(number, f"not JSON ({error})")
            continue
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            yield BadLine(number, "no text")
        else:
            date = data.get("doc_date")
            yield Item(data.get("id"), data["text"], date if isinstance(date, str) else None)


def clean_lines(lines: Iterable[bytes], without: frozenset[str]) -> Iterator[str | BadLine]:
    """A JSON line {id, text, corrections, doubts} per record; ranges are in the clean text.

    Rules in `without` are switched off, here and below.
    """
    lexicon = load_lexicon()
    for item in parse(lines):
        if isinstance(item, BadLine):
            yield item
            continue
        text, corrections, doubts = correct(item.text, lexicon, without)
        yield dump(
            {
                "id": item.id,
                "text": text,
                "corrections": [correction_json(correction) for correction in corrections],
                "doubts": [doubt_json(doubt) for doubt in doubts],
            }
        )


def clean_text(text: str, without: frozenset[str]) -> str:
    """The clean form of one plain text."""
    clean, _, _ = correct(text, load_lexicon(), without)
    return clean


def explain(lines: Iterable[bytes], without: frozenset[str]) -> Iterator[str | BadLine]:
    """For a person: every correction with its surroundings, rule and confidence, then the doubts."""
    lexicon = load_lexicon()
    for item in parse(lines):
        if isinstance(item, BadLine):
            yield item
            continue
        yield from explained(item, lexicon, without)


def explain_text(text: str, without: frozenset[str]) -> Iterator[str]:
    """The same for one plain text."""
    return explained(Item(None, text, None), load_lexicon(), without)


def explained(item: Item, lexicon: Lexicon, without: frozenset[str]) -> Iterator[str]:
    """The lines about one text."""
    text, corrections, doubts = correct(item.text, lexicon, without)
    if item.id is not None:
        yield f"== {item.id}"
    for c in corrections:
        left, right = text[max(0, c.span.start - CONTEXT) : c.span.start], text[c.span.end : c.span.end + CONTEXT]
        shown = f"{left}[{c.before} -> {c.after}]{right}".replace("\n", "⏎")
        yield f"{c.confidence:.2f}  {c.rule:<22}  {shown}"
    for doubt in doubts:
        yield f"doubt {doubt.span.of(text)!r}: {doubt.reason}"


def annotate_lines(lines: Iterable[bytes], model: str | None) -> Iterator[str | BadLine]:
    """A JSON line {id, dates, organizations, persons, places, urls} per record; ranges are in its text."""
    nlp, registry = build_nlp(model), load_registry()
    for item in parse(lines):
        if isinstance(item, BadLine):
            yield item
            continue
        found = annotate(item.text, (), nlp, registry, Hints(doc_date=item.doc_date))
        yield dump(
            {
                "id": item.id,
                "dates": [date_json(date, item.text) for date in found.dates],
                "organizations": [organization_json(o, item.text) for o in found.organizations],
                "persons": [person_json(person, item.text) for person in found.persons],
                "places": [place_json(place, item.text) for place in found.places],
                "urls": [url_json(url, item.text) for url in found.urls],
            }
        )


def dump(record: dict[str, Json]) -> str:
    """One line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def correction_json(c: Correction) -> dict[str, Json]:
    """One correction; `raw` is its range of the input text."""
    return {
        "start": c.span.start,
        "end": c.span.end,
        "raw": [c.printed.start, c.printed.end],
        "before": c.before,
        "after": c.after,
        "rule": c.rule,
        "confidence": round(c.confidence, 3),
    }


def doubt_json(doubt: Doubt) -> dict[str, Json]:
    """One doubt."""
    return {"start": doubt.span.start, "end": doubt.span.end, "reason": doubt.reason}


def date_json(date: DateMention, text: str) -> dict[str, Json]:
    """One date."""
    return {
        "text": date.span.of(text),
        "start": date.span.start,
        "end": date.span.end,
        "edtf": date.edtf,
        "modifier": date.modifier,
        "rule": date.rule,
        "confidence": round(date.confidence, 3),
    }


def organization_json(organization: Organization, text: str) -> dict[str, Json]:
    """One organisation with its mentions."""
    return {
        "id": organization.id,
        "name": organization.name,
        "acronym": organization.acronym,
        "mentions": mentions_json(organization.mentions, text),
    }


def person_json(person: Person, text: str) -> dict[str, Json]:
    """One person with the mentions."""
    return {"id": person.id, "name": person.name, "mentions": mentions_json(person.mentions, text)}


def place_json(place: Toponym, text: str) -> dict[str, Json]:
    """One place with its mentions."""
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "mentions": mentions_json(place.mentions, text),
    }


def mentions_json(mentions: Iterable[OrganizationMention | NameMention], text: str) -> list[Json]:
    """Where the mentions stand."""
    return [{"text": m.span.of(text), "start": m.span.start, "end": m.span.end} for m in mentions]


def url_json(url: UrlMention, text: str) -> dict[str, Json]:
    """One address."""
    return {
        "text": url.span.of(text),
        "start": url.span.start,
        "end": url.span.end,
        "url": url.url,
        "status": url.status,
    }
