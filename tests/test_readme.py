"""The README's promises are run."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from pipeline import Pipeline
from pipeline.cli import parser
from pipeline.export import to_json
from tests.conftest import ROOT, SAMPLES

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_python_example_runs() -> None:
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "2024-01-08/2024-01-19" in done.stdout


def test_the_excerpts_are_real(pipeline: Pipeline) -> None:
    raw = (SAMPLES / "iom-pacte-mondial-2017.ocr.txt").read_text("utf-8")
    for excerpt in blocks("text"):
        assert excerpt.strip() in raw
    brief = json.loads(json.dumps(to_json(pipeline.process(SAMPLES / "iom-pacte-mondial-2017.ocr.txt"))))
    for shown in map(json.loads, blocks("json")):
        assert any(
            shown.items() <= {k: v for k, v in item.items() if k != "provenance"}.items()
            for item in [*brief["dates"], *brief["corrections"]]
        )


@pytest.mark.parametrize("command", ["extract", "validate", "schema", "clean", "annotate", "timeline", "debug"])
def test_every_command_is_documented(command: str) -> None:
    assert f"`briefs {command}" in README
    assert command in parser().format_help()


def test_every_file_named_exists() -> None:
    for path in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (ROOT / path).exists(), path
