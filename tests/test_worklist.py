from __future__ import annotations

import json
from pathlib import Path

from pipeline.worklist import find_inputs, plan


def touch(folder: Path, *names: str) -> list[Path]:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return [folder / name for name in names]


def test_a_folder_gives_its_documents_in_order_and_nothing_else(tmp_path: Path) -> None:
    touch(tmp_path, "b.pdf", "a.txt", "README.md", ".hidden/c.pdf", "sous/é tude.TIF", "report.json")
    found = [path.relative_to(tmp_path).as_posix() for path in find_inputs([str(tmp_path)])]
    assert found == ["a.txt", "b.pdf", "sous/é tude.TIF"]


def test_a_pattern_is_expanded_and_an_absent_name_is_kept_to_fail_by_name(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b.txt")
    assert len(list(find_inputs([f"{tmp_path}/*.txt"]))) == 2
    assert list(find_inputs([f"{tmp_path}/absent.pdf"])) == [tmp_path / "absent.pdf"]


def test_inputs_of_one_stem_never_share_an_output(tmp_path: Path) -> None:
    paths = touch(tmp_path, "x/note.pdf", "x/note.txt", "y/note.pdf", "x/Note.png", "x/seul.pdf")
    stems = [job.stem for job in plan(paths, tmp_path / "out")]
    assert len({stem.casefold() for stem in stems}) == len(paths)
    assert stems[-1] == "seul"
    assert stems == [job.stem for job in plan(paths, tmp_path / "out")]


def test_an_earlier_brief_from_another_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "note.json").write_text(json.dumps({"source": {"file": "note.pdf"}}))
    (text,) = touch(tmp_path, "note.txt")
    (pdf,) = touch(tmp_path, "note.pdf")
    assert [job.stem for job in plan([text], tmp_path)] == ["note.txt"]
    assert [job.stem for job in plan([pdf], tmp_path)] == ["note"]


def test_a_document_called_report_leaves_the_report_alone(tmp_path: Path) -> None:
    assert [job.stem for job in plan(touch(tmp_path, "report.txt"), tmp_path)] == ["report.txt"]


def test_a_document_named_twice_is_done_once(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "note.txt")
    assert len(plan([path, path], tmp_path)) == 1
