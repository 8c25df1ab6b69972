"""A brief's JSON is held against the contract: the schema, and what a schema cannot say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from jsonschema import Draft202012Validator
from referencing import Registry

from pipeline.edtf import is_valid
from pipeline.errors import ContractError
from pipeline.export import Json

MAX_PROBLEMS = 50
"""Problems listed for one document; more help nobody."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach of the contract; `path` is a JSON path such as ``$.dates[3].edtf``."""

    path: str
    message: str


def schema_text() -> str:
    """The contract as shipped."""
    packaged = resources.files("pipeline").joinpath("brief.schema.json")
    return packaged.read_text("utf-8")


@cache
def validator() -> Draft202012Validator:
    """The compiled contract; it resolves no remote reference."""
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=Registry())


def validate(document: Mapping[str, Json], file: str) -> None:
    """Raises ContractError naming every breach of the contract."""
    found = problems(document)
    if found:
        listed = "; ".join(f"{problem.path}: {problem.message}" for problem in found)
        raise ContractError(file, f"the output breaks the schema: {listed}", "report this as a bug")


def problems(document: Mapping[str, Json]) -> tuple[Problem, ...]:
    """Every breach, schema first; invariants are only checked on what the schema accepts."""
    errors = sorted(validator().iter_errors(document), key=lambda error: error.json_path)
    if errors:
        return tuple(Problem(error.json_path, error.message[:200]) for error in errors[:MAX_PROBLEMS])
    return tuple(list(invariants(document))[:MAX_PROBLEMS])


def invariants(document: Mapping[str, Json]) -> Iterator[Problem]:
    """Breaches of: a range's text is its text; ids exist; raw ranges and boxes are inside; EDTF is valid."""
    text, raw = cast(str, document["text"]), cast(str, document["raw"])
    sections = cast(list[dict[str, Json]], document["sections"])
    ids = {section["id"] for section in sections}
    pages = cast(list[dict[str, Json]], cast(dict[str, Json], document["source"])["pages"])
    if len(ids) < len(sections):
        yield Problem("$.sections", "two sections share an id")
    bodies = {body["id"] for body in cast(list[dict[str, Json]], document["organizations"])}
    for index, acronym in enumerate(cast(list[dict[str, Json]], document["acronyms"])):
        if acronym["organization"] is not None and acronym["organization"] not in bodies:
            yield Problem(
                f"$.acronyms[{index}].organization", f"no organisation has the id {acronym['organization']!r}"
            )
    for path, item in items(document):
        if "start" in item and item.get("text", None) != text[cast(int, item["start"]) : cast(int, item["end"])]:
            yield Problem(path, f"text[{item['start']}:{item['end']}] is not the item's text")
        for key in ("section", "parent"):
            if item.get(key) is not None and item[key] not in ids:
                yield Problem(f"{path}.{key}", f"no section has the id {item[key]!r}")
        if "edtf" in item and not is_valid(cast(str, item["edtf"])):
            yield Problem(f"{path}.edtf", f"{item['edtf']!r} is not valid EDTF")
        yield from outside(path, item, len(raw), pages)


def outside(path: str, item: Mapping[str, Json], raw: int, pages: list[dict[str, Json]]) -> Iterator[Problem]:
    """Breaches of: provenance lies inside the raw text and the pages."""
    provenance = cast(dict[str, list[list[float]]], item.get("provenance") or {})
    for start, end in provenance.get("raw", []):
        if not 0 <= start < end <= raw:
            yield Problem(f"{path}.provenance.raw", f"[{start}, {end}) is outside the raw text")
    for number, x0, top, x1, bottom in provenance.get("boxes", []):
        page = next((p for p in pages if p["number"] == number), None)
        if page is None or page["width"] is None or page["height"] is None:
            yield Problem(f"{path}.provenance.boxes", f"page {number} has no size")
        elif not (inside(x0, x1, page["width"]) and inside(top, bottom, page["height"])):
            yield Problem(f"{path}.provenance.boxes", f"{[x0, top, x1, bottom]} is no box of page {number}")


def inside(low: float, high: float, size: Json) -> bool:
    """Whether a range of coordinates lies on a page of that size; a tenth of a point is lost in rounding."""
    return -0.1 <= low <= high <= cast(float, size) + 0.1


def items(document: Mapping[str, Json]) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Everything with a range or a place, with its JSON path."""
    if document["issued"] is not None:
        yield "$.issued", cast(dict[str, Json], document["issued"])
    for key in ("sections", "dates", "urls", "furniture", "corrections", "doubts"):
        for index, item in enumerate(cast(list[dict[str, Json]], document[key])):
            yield f"$.{key}[{index}]", item
    for key in ("organizations", "persons", "places"):
        for index, record in enumerate(cast(list[dict[str, Json]], document[key])):
            for at, mention in enumerate(cast(list[dict[str, Json]], record["mentions"])):
                yield f"$.{key}[{index}].mentions[{at}]", mention
    for index, acronym in enumerate(cast(list[dict[str, Json]], document["acronyms"])):
        yield f"$.acronyms[{index}].first", cast(dict[str, Json], acronym["first"])
