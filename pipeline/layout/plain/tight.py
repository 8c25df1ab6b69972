"""Where a dark edge ran all lines of a page together, the ends of lines part its paragraphs instead of blank lines.

A line that ends early, though the first word of the next would have fitted, ends a paragraph or a heading; a blank line
behind a full line that no stop ends was made by the dirt beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.plain.columns import measure
from pipeline.layout.plain.lines import PrintedLine

ROOM = 0.93
"""Share of the width that a line and the next word fill, up to which the word would have fitted: widths are guesses."""

FULL = 0.9
"""Share of the lines that are no wider than the text; the others hold more than it."""

MIN_LINES = 12
"""Lines at dark edges from which on they tell how wide the text is."""


def part_tight(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines with a blank one before those that begin a paragraph at a dark edge, and none inside a sentence."""
    widths = sorted(width_of(line) for line in lines if line.is_dark)
    if len(widths) < MIN_LINES:
        return tuple(lines)
    width = widths[int(FULL * (len(widths) - 1))]
    ends = [at + 1 < len(lines) and ends_early(lines[at], lines[at + 1], width) for at in range(len(lines))]
    return tuple(
        replace(line, blanks=blanks_before(lines, at, ends)) if at and line.is_dark else line
        for at, line in enumerate(lines)
    )


def ends_early(line: PrintedLine, after: PrintedLine, width: float) -> bool:
    """Whether the first word of the next line would have fitted, though the sentence does not go on there."""
    has_room = width_of(line) + measure(after, 0, 1) < ROOM * width
    return has_room and not (after.starts_low or line.is_open)


def blanks_before(lines: Sequence[PrintedLine], at: int, ends: Sequence[bool]) -> int:
    """The blank lines before line `at` that its sentence and the room behind the line before it call for."""
    before, line = lines[at - 1], lines[at]
    if line.page != before.page or line.is_row or before.is_row or line.is_bullet:
        return line.blanks
    # under a last line that is full
    heads = before.is_closed and ends[at] and (not line.is_closed or line.text.endswith(("?", ":")))
    if ends[at - 1] or heads:
        return max(1, line.blanks)
    return line.blanks if before.is_closed else 0


def width_of(line: PrintedLine) -> float:
    """The printed width of a line, in usual letters."""
    return measure(line, 0, len(line.words))
