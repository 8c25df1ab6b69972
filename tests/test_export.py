from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import ExportError
from pipeline.export import to_bytes, write


def test_a_file_appears_whole_and_replaces_a_link_without_following_it(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("intact")
    (tmp_path / "x.json").symlink_to(victim)
    write(b"{}", tmp_path / "x.json")
    assert victim.read_text() == "intact"
    assert (tmp_path / "x.json").read_bytes() == b"{}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["victim", "x.json"]


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExportError, match="No space left"):
        write(b"{}", tmp_path / "x.json")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="another folder"):
        write(b"{}", tmp_path / "x.json")


def test_lone_surrogates_and_control_characters_make_valid_utf8() -> None:
    content = to_bytes({"a": "\ud800\x00é"})
    assert content.decode("utf-8") == '{\n "a": "?\\u0000é"\n}\n'
