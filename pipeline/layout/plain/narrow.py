"""Headings in a margin of their own, which an OCR read as blocks of short lines apart from the texts they head."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.layout.plain.headings import BROKEN, Group, is_label, joined
from pipeline.layout.plain.lines import PrintedLine

NARROW = 0.36
"""Length of the longest line of a margin in that of a full line."""

MIN_LINES, MAX_LINES = 3, 16
"""Lines from which on a block shows how wide its column is, and of the longest heading there."""

MAX_CHARACTERS = 320
"""Length of the longest heading in a margin."""

MIN_FELLOWS = 3
"""Blocks of a margin that end no sentence, from which on a document has headings there."""


def is_narrow(line: PrintedLine, width: int) -> bool:
    """Whether a line may stand in a margin beside a column of `width` characters."""
    return len(line.text) <= NARROW * width and not line.is_row


def is_wrapped(group: Group, width: int) -> bool:
    """Whether lines are all narrow and broken amid their phrases, as those of an address or list are not."""
    breaks = sum(a.is_open or b.starts_low for a, b in pairwise(group))
    return MIN_LINES <= len(group) <= 3 * breaks + 1 and all(is_narrow(line, width) for line in group)


def goes_on_narrow(group: Group, line: PrintedLine, width: int) -> bool:
    """Whether a line goes on with a wrapped block of a margin, whatever its letters and number look like."""
    return len(group) < MAX_LINES and is_narrow(line, width) and is_wrapped([*group, line], width)


def margin_headings(groups: Sequence[Group], opening: int, width: int) -> frozenset[int]:
    """Indices of the blocks that are headings in a margin; empty when less than three are."""
    found = [at for at in range(opening, len(groups) - 1) if is_heading(groups[at], width)]
    whole = [at for at in found if not groups[at][-1].is_closed]
    return frozenset(found) if MIN_FELLOWS <= len(whole) else frozenset()


def is_heading(group: Group, width: int) -> bool:
    """Whether a block is a heading by itself: narrow, wrapped, with a capital first and no sentence before another."""
    text = joined(group)
    return (
        is_wrapped(group, width)
        and len(text) <= MAX_CHARACTERS
        and text[0].isalnum()
        and not (group[0].starts_low or group[0].is_bullet or group[-1].is_open)
        and not text.endswith((";", ":"))
        and not (BROKEN.search(text) or is_label(text))
    )
