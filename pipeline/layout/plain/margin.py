"""Headings in a margin, which an OCR read as the beginning of the line beside them, are set above that line.

The proof is the width: paragraphs whose first line is longer than any other line can be, by a few words that could be a
heading, with a capital or an item's sign behind them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.plain.columns import measure
from pipeline.layout.plain.headings import can_head
from pipeline.layout.plain.lines import NUMBER, PrintedLine
from pipeline.layout.plain.specks import cut

MIN_PROOFS = 3
"""First lines that are too long by a heading, from which on a document has headings in its margin.

More lines that are too long for another reason are two columns read across.
"""

MIN_FOLLOWING = 8
"""Lines that go on with a paragraph, from which on they tell how wide the text is, if paragraphs are not more."""

OVER = 1.08
"""Times the width of the text from which on a line holds more than text."""

FIT = (0.8, 1.03)
"""Share of the width that is left when the heading is off: an end that is not the last of its paragraph is near 1."""

MAX_WORDS, MAX_CHARACTERS = 6, 36
"""Size of one line of a heading in the margin."""

OPENS = re.compile(r"[\"“«+•*=–—-]|\(?[A-ZÀ-Þ\d]")
"""How the text beside a heading begins: with a capital, a figure, quotation marks or an item's sign."""


def set_margin(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines with the headings of the margin above the lines they were read with."""
    firsts = frozenset(at for at in range(len(lines)) if opens(lines, at))
    following = sorted(width_of(line) for at, line in enumerate(lines) if at and not line.blanks and at not in firsts)
    if len(following) < max(MIN_FOLLOWING, len(firsts)):
        return tuple(lines)
    width = following[int(0.9 * (len(following) - 1))]
    ends = {at: end for at in firsts if (end := heading_end(lines, at, width)) is not None}
    long = [at for at in firsts if OVER * width < width_of(lines[at])]
    proofs = [at for at in long if at in ends]
    others = len(long) - len(proofs) + sum(OVER * width < w for w in following)
    if len(proofs) < max(MIN_PROOFS, others):
        return tuple(lines)
    found: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        parts = list(halves(lines[at], ends[at])) if at in ends else [lines[at]]
        second = second_end(lines[at + 1], width) if at in ends and at + 1 < len(lines) else None
        if second is not None:
            at += 1
            rest, below = halves(lines[at], second)
            parts = [parts[0], replace(rest, blanks=0), parts[1], replace(below, blanks=0)]
        found += parts
        at += 1
    return tuple(found)


def width_of(line: PrintedLine) -> float:
    """The printed width of a line, in usual letters."""
    return measure(line, 0, len(line.words))


def halves(line: PrintedLine, end: int) -> tuple[PrintedLine, PrintedLine]:
    """A line cut in two."""
    first, second = (replace(cut(line, *part), is_row=False, cells=()) for part in ((0, end), (end, len(line.words))))
    return replace(first, blanks=max(1, line.blanks)), replace(second, blanks=1)


def opens(lines: Sequence[PrintedLine], at: int) -> bool:
    """Whether a paragraph may begin with a line."""
    line = lines[at]
    return not line.starts_low and (at == 0 or line.blanks > 0 or lines[at - 1].is_closed)


def heading_end(lines: Sequence[PrintedLine], at: int, width: float) -> int | None:
    """The number of words of the heading that the first line of a paragraph begins with, None without one."""
    line = lines[at]
    goes_on = at + 1 < len(lines) and second_end(lines[at + 1], width) is not None
    for end in range(1, min(MAX_WORDS + 1, len(line.words))):
        heading, text = halves(line, end)
        number = NUMBER.match(heading.text)
        bare = heading.text[number.end() :] if number else heading.text
        if MAX_CHARACTERS < len(heading.text):
            return None
        fits = FIT[0] * width <= width_of(text) <= FIT[1] * width
        is_whole = can_head(bare) and not heading.is_bullet and (goes_on or not heading.is_open)
        if fits and is_whole and OPENS.match(text.text):
            return end
    return None


def second_end(line: PrintedLine, width: float) -> int | None:
    """The number of words with which a heading goes on beside the second line, None where that holds text alone."""
    if width_of(line) < OVER * width or line.blanks > 1:
        return None
    for end in range(1, min(MAX_WORDS, len(line.words))):
        heading, text = halves(line, end)
        if width_of(text) <= FIT[1] * width:
            return None if MAX_CHARACTERS < len(heading.text) else next_closed(line, end)
    return None


def next_closed(line: PrintedLine, end: int) -> int:
    """The first number of words from `end` on behind which a heading may stop, `end` without one near."""
    near = range(end, min(end + 2, len(line.words)))
    return next((at for at in near if not cut(line, 0, at).is_open), end)
