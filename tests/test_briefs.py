"""Floors under the mean quality over invented whole briefs, as PDF and as raw OCR (tests/briefs)."""

from __future__ import annotations

import json
from statistics import mean

import pytest

from pipeline import Pipeline
from pipeline.export import to_json
from tests.conftest import ROOT
from tests.quality import figures

FOLDER = ROOT / "tests/briefs"
FLOORS = json.loads((FOLDER / "floors.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", FLOORS)
def test_briefs_are_read_as_well_as_they_ever_were(pipeline: Pipeline, kind: str) -> None:
    got: dict[str, list[float]] = {name: [] for name in FLOORS[kind]}
    for path in sorted(FOLDER.glob("*.gold.json")):
        document = path.with_name(path.name.replace(".gold.json", kind))
        output = json.loads(json.dumps(to_json(pipeline.process(document))))
        for name, value in figures(json.loads(path.read_text("utf-8")), output).items():
            got[name].append(value)
    means = {name: round(mean(values), 3) for name, values in got.items()}
    floors = FLOORS[kind]
    assert not {k: (means[k], v) for k, v in floors.items() if (means[k] > v if k == "cer" else means[k] < v)}
