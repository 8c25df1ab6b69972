"""What the tests share: one pipeline for the session, and values built by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.aligned import Aligned, Edit, Span
from pipeline.model import Block, Cleaned, Page, Reading, Word
from pipeline.readers.text import words
from pipeline.transcript import transcribe

if TYPE_CHECKING:
    from pipeline import Pipeline

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    from pipeline import Pipeline

    return Pipeline.build()


def plain(text: str) -> Reading:
    """A Reading of one page of plain text."""
    return Reading(text, (Page(number=1, width=None, height=None, method="plain", words=words(text, 0, 1)),))


def block(reading: Reading, role: str, start: str, end: str, **options: object) -> Block:
    """The block of the reading's lines from the one that begins with `start` to the one that ends with `end`."""
    lines: dict[int, list[Word]] = {}
    for word in reading.pages[0].words:
        lines.setdefault(word.line, []).append(word)
    texts = [" ".join(word.text for word in line) for line in lines.values()]
    first = next(i for i, text in enumerate(texts) if text.startswith(start))
    last = next(i for i, text in enumerate(texts) if i >= first and text.endswith(end))
    chosen = tuple(tuple(line) for line in list(lines.values())[first : last + 1])
    return Block(role=role, lines=chosen, **options)  # type: ignore[arg-type]


def uncleaned(reading: Reading, blocks: tuple[Block, ...], edits: tuple[Edit, ...] = ()) -> Cleaned:
    """The transcript of the blocks, changed only by `edits`."""
    transcript = transcribe(reading, blocks)
    return Cleaned(transcript, Aligned.of(transcript.text.text).edit(edits), (), ())


__all__ = ["ROOT", "SAMPLES", "Span", "block", "plain", "uncleaned"]
