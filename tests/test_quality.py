"""Floors under the quality of the samples: they only rise (tests/floors.json)."""

from __future__ import annotations

import json

import pytest

from pipeline import Pipeline
from pipeline.export import to_json
from tests.conftest import ROOT, SAMPLES
from tests.quality import figures

FLOORS = json.loads((ROOT / "tests/floors.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.ocr if "ocr" in floors else ()) for name, floors in FLOORS.items()]
)
def test_a_sample_is_as_good_as_it_ever_was(pipeline: Pipeline, name: str) -> None:
    floors = FLOORS[name]
    gold = json.loads((ROOT / "tests/gold" / f"{floors['gold']}.gold.json").read_text("utf-8"))
    got = figures(gold, json.loads(json.dumps(to_json(pipeline.process(SAMPLES / name)))))
    worse = {
        k: (round(got[k], 4), v) for k, v in floors["figures"].items() if (got[k] > v if k == "cer" else got[k] < v)
    }
    assert not worse


def test_the_figures_fall_when_the_output_is_damaged() -> None:
    gold = json.loads((ROOT / "tests/gold/note-retour-volontaire-2024.gold.json").read_text("utf-8"))
    perfect = {
        **gold,
        "organizations": [{**o, "mentions": [{"text": m} for m in o["mentions"]]} for o in gold["organizations"]],
        "urls": [{"url": url} for url in gold["urls"]],
    }
    whole = figures(gold, perfect)
    assert whole == {"cer": 0, "titles": 1, "order": 1, "bodies": 1, "dates": 1, "organizations": 1, "urls": 1}
    damaged = figures(
        gold,
        {
            "sections": [{**s, "text": s["text"][:-9]} for s in perfect["sections"][::-1][:-1]],
            "dates": [{**d, "modifier": "approx"} for d in perfect["dates"]],
            "organizations": perfect["organizations"][1:],
            "urls": [{"url": url[:-1]} for url in gold["urls"]],
        },
    )
    assert all(damaged[k] < whole[k] for k in whole if k != "cer")
    assert damaged["cer"] > 0
