from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.errors import IngestError
from pipeline.ingest import PDF, PNG, TEXT, ingest, ingest_bytes, printable


def test_the_type_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    for name, content, expected in (
        ("note.txt", b"%PDF-1.4\n...", PDF),
        ("note.tif", b"\x89PNG\r\n\x1a\n...", PNG),
        ("note.jpg", "Genève".encode(), TEXT),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert ingest(path, Config()).media_type == expected


@pytest.mark.parametrize(
    ("name", "content", "fact"),
    [
        ("vide.txt", b" \n\n", "empty"),
        ("page.pdf", b"<!DOCTYPE html><html>", "HTML page"),
        ("faux.pdf", b"bonjour", "not a PDF"),
        ("note.docx", b"PK\x03\x04...", "Office"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(tmp_path: Path, name: str, content: bytes, fact: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(IngestError, match=fact) as caught:
        ingest(path, Config())
    assert str(caught.value).startswith(name)
    assert "; " in str(caught.value)


def test_an_absent_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no such file"):
        ingest(tmp_path / "absent.pdf", Config())
    with pytest.raises(IngestError, match=r"folder|regular"):
        ingest(tmp_path, Config())


def test_a_pipe_does_not_hold_up_the_batch(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.txt")
    with pytest.raises(IngestError, match="not a regular file"):
        ingest(tmp_path / "tube.txt", Config())


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gros.txt").write_bytes(b"x" * 11)
    with pytest.raises(IngestError, match="over the limit"):
        ingest(tmp_path / "gros.txt", Config(max_bytes=10))


def test_identity_is_the_content() -> None:
    a, b = ingest_bytes(b"un", "a.txt"), ingest_bytes(b"un", "b.txt")
    assert a.sha256 == b.sha256
    assert a.id == "a"


def test_a_name_is_made_printable() -> None:
    assert printable("e\u0301tude\n\x1b.pdf") == "étude??.pdf"
