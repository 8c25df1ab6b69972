from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline import Config, Pipeline
from pipeline import batch as batch_module
from pipeline.batch import Job, Outcome, process_all, process_one
from pipeline.model import Brief, Source
from tests import pdfs

GOOD = "COMMUNIQUE DU RESEAU\n\nLe Réseau se réunira à Gabou le 3 mai 2021 pour examiner son budget annuel.\n"


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    found = []
    for name in ("a", "mort", "b", "lent", "c"):
        path = tmp_path / f"{name}.txt"
        path.write_text(GOOD, "utf-8")
        found.append(Job(path=path, stem=name))
    return found


def results(pipeline: Pipeline, jobs: list[Job], workers: int) -> dict[str, Outcome]:
    return {outcome.stem: outcome for outcome in process_all(pipeline, jobs, workers)}


def sabotage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make one document kill its process, and one hang, as hostile files do to parsers."""
    process = Pipeline.process_source

    def hostile(self: Pipeline, source: Source) -> Brief:
        if source.name == "mort.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        if source.name == "lent.txt":
            time.sleep(60)
        return process(self, source)

    monkeypatch.setattr(Pipeline, "process_source", hostile)
    monkeypatch.setattr(batch_module, "POLL_S", 0.1)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_crash_and_a_hang_cost_only_their_own_document(
    pipeline: Pipeline, jobs: list[Job], workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = results(pipeline, [job for job in jobs if job.stem in "abc"], 1)
    sabotage(monkeypatch)
    hurried = replace(pipeline, config=Config(document_timeout_s=8))
    found = results(hurried, jobs, workers)
    assert {stem: outcome.status for stem, outcome in found.items()} == {
        "a": "ok",
        "mort": "failed",
        "b": "ok",
        "lent": "failed",
        "c": "ok",
    }
    assert "died" in (found["mort"].reason or "")
    assert "8 s" in (found["lent"].reason or "")
    assert {s: found[s].content for s in "abc"} == {s: alone[s].content for s in "abc"}


def test_an_error_of_ours_is_told_as_a_bug(
    pipeline: Pipeline, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Pipeline, source: Source) -> Brief:
        raise KeyError("oups")

    monkeypatch.setattr(Pipeline, "process_source", broken)
    (outcome,) = process_all(pipeline, jobs[:1], 1)
    assert outcome.status == "failed"
    assert outcome.stage == "internal"
    assert "report this as a bug" in (outcome.reason or "")


def test_a_document_that_wants_too_much_memory_fails_by_name(
    pipeline: Pipeline, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(self: Pipeline, source: Source) -> Brief:
        return bytearray(2**36)  # type: ignore[return-value]

    monkeypatch.setattr(Pipeline, "process_source", greedy)
    (outcome,) = process_all(pipeline, jobs[:1], 1)
    assert outcome.status == "failed"
    assert outcome.stage == "limit"


def test_a_page_that_cannot_be_shown_tells_file_fact_and_remedy_once(pipeline: Pipeline) -> None:
    outcome = process_one(pipeline, Job(path=Path("note.pdf"), stem="note", content=pdfs.cropped_away()))
    assert outcome.status == "partial"
    assert outcome.reason is not None
    assert outcome.reason.startswith("note.pdf: page 1: cannot be rendered (")
    assert outcome.reason.endswith("print it to a new PDF")
    assert outcome.reason.count("page 1") == 1


HEADS = [b"", b"%PDF-1.4\n1 0 obj\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"\xef\xbb\xbf", b"PK\x03\x04"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(HEADS), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(b"II*\x00", b"\x08\x00\x00\x00")
def test_any_bytes_end_as_a_brief_or_a_clear_failure(pipeline: Pipeline, head: bytes, rest: bytes) -> None:
    outcome = process_one(pipeline, Job(path=Path("note.txt"), stem="note", content=head + rest))
    assert outcome.status in ("ok", "partial", "failed")
    assert outcome.stage != "internal", outcome.reason
    assert (outcome.reason is None) == (outcome.status == "ok")
