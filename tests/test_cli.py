from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main

TEXT = "COMMUNIQUE DU RESEAU\n\nLe Réseau se réunira à Gabou le 3 mai 2021 pour examiner son budget annuel.\n"


def feed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))


def test_good_and_bad_inputs_each_get_a_line_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "à lire.txt").write_text(TEXT, "utf-8")
    (tmp_path / "vide.pdf").write_bytes(b"")
    out = tmp_path / "résultats ici"
    assert main(["extract", str(tmp_path), str(tmp_path / "absent.pdf"), "-o", str(out), "--jobs", "2"]) == 3
    report = json.loads((out / "report.json").read_text("utf-8"))["documents"]
    assert [(Path(line["input"]).name, line["status"], line["stage"]) for line in report] == [
        ("vide.pdf", "failed", "ingest"),
        ("à lire.txt", "ok", None),
        ("absent.pdf", "failed", "ingest"),
    ]
    assert json.loads((out / "à lire.json").read_text("utf-8"))["dates"][0]["edtf"] == "2021-05-03"
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "vide.pdf: empty; export or scan it again" in captured.err
    assert main(["validate", str(out)]) == 0


def test_standard_input_is_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, TEXT)
    assert main(["extract", "-", "-o", str(tmp_path)]) == 0
    assert json.loads((tmp_path / "stdin.json").read_text("utf-8"))["title"] == "COMMUNIQUE DU RESEAU"


def test_a_folder_without_documents_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    assert "no documents" in capsys.readouterr().err


def test_a_broken_output_has_its_own_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text('{"id": 3}')
    assert main(["validate", str(tmp_path / "x.json")]) == 4
    assert "x.json: $" in capsys.readouterr().err
    (tmp_path / "y.json").write_text("{")
    assert main(["validate", str(tmp_path / "y.json")]) == 3


def test_the_schema_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Brief"


def test_streams_serve_good_lines_and_name_bad_ones(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = [
        json.dumps({"id": 1, "text": "le 3 mai 2021"}),
        "{",
        json.dumps({"id": 2}),
        json.dumps({"id": 3, "text": ""}),
    ]
    for command in ("annotate", "clean"):
        feed(monkeypatch, "\n".join(lines))
        assert main([command]) == 3
        captured = capfdbinary.readouterr()
        assert [json.loads(line)["id"] for line in captured.out.splitlines()] == [1, 3]
        assert [line.split(":")[0] for line in captured.err.decode().splitlines()] == ["line 2", "line 3"]


def test_help_shows_examples_and_needs_no_heavy_library() -> None:
    code = "import sys; from pipeline.cli import parser; print(parser().format_help()); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "examples:" in done.stdout
    assert done.stdout.splitlines()[-1] == "False"


def test_a_wrong_call_exits_with_two() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["extract"])
    assert caught.value.code == 2
