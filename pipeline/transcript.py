"""Blocks become the text as printed, in reading order, each character with its place in the raw text."""

from __future__ import annotations

from pipeline.aligned import Aligned, Span
from pipeline.model import Block, Line, Reading, Transcript

BETWEEN_WORDS, BETWEEN_LINES, BETWEEN_CELLS, BETWEEN_BLOCKS = " ", "\n", "\t", "\n\n"


def transcribe(reading: Reading, blocks: tuple[Block, ...]) -> Transcript:
    """The text of all blocks but furniture, joined as Transcript says."""
    kept = tuple(block for block in blocks if block.role != "furniture")
    texts = [block_text(reading.raw, block) for block in kept]
    spans = []
    at = 0
    for text in texts:
        spans.append(Span(at, at + len(text)))
        at += len(text) + len(BETWEEN_BLOCKS)
    furniture = tuple(block for block in blocks if block.role == "furniture")
    return Transcript(Aligned.join(texts, BETWEEN_BLOCKS), kept, tuple(spans), furniture)


def block_text(raw: str, block: Block) -> Aligned:
    """The printed text of one block."""
    if block.cells is None:
        return Aligned.join((line_text(raw, line) for line in block.lines), BETWEEN_LINES)
    rows = (Aligned.join((line_text(raw, cell) for cell in row), BETWEEN_CELLS) for row in block.cells)
    return Aligned.join(rows, BETWEEN_LINES)


def line_text(raw: str, line: Line) -> Aligned:
    """The words of a line, parted by one space."""
    return Aligned.join((Aligned.of(word.span.of(raw), word.start) for word in line), BETWEEN_WORDS)
