"""The schema, the program and the README tell the same story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline import Pipeline
from pipeline.export import to_bytes, to_json
from pipeline.validate import problems
from tests.conftest import ROOT, SAMPLES

SCHEMA = json.loads((ROOT / "schemas/brief.schema.json").read_text("utf-8"))
TEXT_SAMPLE = SAMPLES / "iom-pacte-mondial-2017.ocr.txt"


def test_the_schema_is_valid_versioned_and_described_throughout() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert SCHEMA["$id"].endswith(SCHEMA["properties"]["schema_version"]["const"])

    def walk(node: object, path: str) -> None:
        if isinstance(node, dict):
            for name, value in node.get("properties", {}).items():
                assert value.get("description"), f"{path}.{name} has no description"
            for name, value in node.items():
                walk(value, f"{path}.{name}")
        elif isinstance(node, list):
            for value in node:
                walk(value, path)

    walk(SCHEMA, "$")


def test_the_package_ships_the_very_schema() -> None:
    assert (ROOT / "pipeline/brief.schema.json").read_bytes() == (ROOT / "schemas/brief.schema.json").read_bytes()


@pytest.mark.parametrize(
    "name", ["iom-pacte-mondial-2017.ocr.txt", "iom-pacte-mondial-2017.pdf", "note-retour-volontaire-2024.pdf"]
)
def test_a_sample_keeps_the_contract_and_gives_the_same_bytes_twice(pipeline: Pipeline, name: str) -> None:
    first, second = (to_bytes(to_json(pipeline.process(SAMPLES / name))) for _ in range(2))
    assert first == second
    assert problems(json.loads(first)) == ()


def test_nothing_of_this_machine_is_in_the_output(pipeline: Pipeline) -> None:
    content = to_bytes(to_json(pipeline.process(TEXT_SAMPLE))).decode()
    assert str(ROOT) not in content
    assert str(Path.home()) not in content


def test_a_broken_output_is_told_by_its_path(pipeline: Pipeline) -> None:
    document = json.loads(to_bytes(to_json(pipeline.process(TEXT_SAMPLE))))
    document["dates"][0]["edtf"] = "2017-13-45"
    document["sections"][1]["start"] += 1
    document["urls"][0]["section"] = "s999"
    document["corrections"][0]["provenance"]["raw"] = [[0, 10**9]]
    paths = {problem.path for problem in problems(document)}
    assert {"$.dates[0].edtf", "$.sections[1]", "$.urls[0].section", "$.corrections[0].provenance.raw"} <= paths
    del document["title"]
    assert [problem.path for problem in problems(document)] == ["$"]


def test_raw_ranges_are_places_in_the_file(pipeline: Pipeline) -> None:
    brief = to_json(pipeline.process(TEXT_SAMPLE))
    assert brief["raw"] == TEXT_SAMPLE.read_text("utf-8")


def test_undoing_all_corrections_gives_the_printed_words(pipeline: Pipeline) -> None:
    brief = pipeline.process(TEXT_SAMPLE)
    text = brief.text
    for correction in reversed(brief.corrections):
        assert text[correction.span.start : correction.span.end] == correction.value.after
        text = text[: correction.span.start] + correction.value.before + text[correction.span.end :]
    printed = [brief.raw[s.start : s.end] for item in brief.furniture for s in item.place.raw]
    assert sorted(text.split() + " ".join(printed).split()) == sorted(brief.raw.split())
