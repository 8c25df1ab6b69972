"""The shape of the program: stages do not know each other, data flows one way, files stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"

STAGES = (
    "ingest",
    "readers",
    "layout",
    "transcript",
    "clean",
    "segment",
    "links",
    "annotators",
    "assemble",
    "validate",
    "export",
)
"""The backbone in order; what a stage needs of an earlier one it gets as a value."""

VALUES = {"aligned", "model", "errors", "config", "edtf", "language", "nlp"}
"""What every stage may import."""

LEAVES = {
    # an engine or a device below one stage only
    "readers": {"ingest", "ocr", "imaging", "rendering", "sheets", "strokes", "tints"},
    "assemble": set(),
    "validate": {"export"},  # the contract is about the exported form
}

MAX_LINES = 400


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The parts of the package that a file imports, by their first name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("pipeline.")}
    return found


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage(stage: str) -> None:
    for path in modules():
        if part(path) == stage:
            foreign = imports(path) - VALUES - LEAVES.get(stage, set()) - {stage}
            assert not foreign, f"{path.name} imports {foreign}"


def test_every_stage_is_called_by_the_pipeline_and_nothing_below_knows_it() -> None:
    called = imports(PACKAGE / "run.py")
    assert {
        "ingest",
        "readers",
        "layout",
        "transcript",
        "clean",
        "segment",
        "annotators",
        "assemble",
        "validate",
    } <= called
    for path in modules():
        if part(path) not in ("run", "batch", "cli", "__init__", "__main__", "training", "worklist"):
            assert not imports(path) & {"run", "batch", "cli"}, path.name


def test_only_the_command_line_prints() -> None:
    for path in modules():
        if part(path) in ("cli", "training"):
            continue
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path.name


def test_files_stay_small_and_are_named_after_their_subject() -> None:
    for path in modules():
        assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES, path
        assert path.stem not in ("utils", "util", "helpers", "common", "misc", "base", "manager"), path


def test_functions_take_few_parameters() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                count = len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])
                assert count <= 6, f"{path.name}: {node.name} takes {count}"  # five and self
