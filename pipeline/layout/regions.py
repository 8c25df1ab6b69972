"""The reading order of a page: columns side by side, from the left; zones one under the other.

A zone is the longest run of bands (groups parted by white paper) that share a gutter, a strip of white with text on
both sides. A line that crosses the gutter ends the zone, so columns may begin and end anywhere on the page, and a
paragraph break at one height in both columns does not cut them.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.layout.tokens import Token, bands, rows

Region = tuple[Token, ...]
"""Tokens that are read line by line, from the left margin to the right."""

MIN_COLUMN = 5.0
"""Least width of a column, in font sizes: bullets and numbers make none."""

MIN_GUTTER = ((6, 0.75), (4, 1.4), (2, 3.0))
"""Lines that a gutter needs beside it on both sides, and its least width in font sizes: fewer lines, wider."""

MAX_SPACE = 3.0
"""Word spaces of justified lines, in font sizes, get as wide as this where a long address does not break."""

MAX_HEADING_LINES = 3
"""Lines of a heading that stands over the text after a zone."""

MAX_TOKENS = 8_000
"""Words of a page beyond which no columns are looked for: the densest page of small print met had 2,400."""

MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Strip:
    """White paper from x0 to x1."""

    x0: float
    x1: float

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0


IsTable = Callable[[Region], bool]


def read_order(tokens: Sequence[Token], is_table: IsTable, depth: int = MAX_DEPTH) -> tuple[Region, ...]:
    """The regions of `tokens` in reading order; a region that `is_table` accepts is not cut into columns."""
    if len(tokens) < 4 or MAX_TOKENS < len(tokens) or depth == 0:
        return (tuple(tokens),) if tokens else ()
    size = statistics.median(token.size for token in tokens)
    whole = Strip(min(token.x0 for token in tokens), max(token.x1 for token in tokens))
    found: list[Region] = []
    plain: list[Token] = []
    groups = bands(tokens)
    covers = [sorted(run for row in rows(group) for run in runs(row)) for group in groups]
    at = 0
    while at < len(groups):
        end, strip = longest_zone(groups, covers, at, whole, size)
        if strip is None:
            plain.extend(groups[at])
            at += 1
            continue
        at, end = trim(groups, at, end, strip, plain)
        zone = tuple(token for group in groups[at:end] for token in group)
        if plain:
            found.append(tuple(plain))
            plain = []
        if is_table(zone):
            found.append(zone)
        else:
            left = [token for token in zone if (token.x0 + token.x1) / 2 < (strip.x0 + strip.x1) / 2]
            right = [token for token in zone if (token.x0 + token.x1) / 2 >= (strip.x0 + strip.x1) / 2]
            found.extend(read_order(left, is_table, depth - 1))
            found.extend(read_order(right, is_table, depth - 1))
        at = end
    if plain:
        found.append(tuple(plain))
    return tuple(found)


def longest_zone(
    groups: Sequence[Sequence[Token]],
    covers: Sequence[Sequence[tuple[float, float]]],
    start: int,
    whole: Strip,
    size: float,
) -> tuple[int, Strip | None]:
    """The end of the longest run of groups from `start` that share a gutter, and the gutter; None when none does.

    `covers` are what each group covers of the width of the `whole` region.
    """
    x0, x1 = whole.x0, whole.x1
    free: tuple[Strip, ...] = (whole,)
    ends: dict[tuple[Strip, ...], int] = {}
    for end in range(start + 1, len(groups) + 1):
        left = without(free, covers[end - 1])
        free = tuple(strip for strip in left if MIN_GUTTER[0][1] * size <= strip.width)
        if not free:
            break
        # while the white stays the same, more lines only make a gutter surer
        ends[tuple(strip for strip in free if x0 < strip.x0 and strip.x1 < x1)] = end
    for inner, end in sorted(ends.items(), key=lambda item: -item[1]):
        tokens = [token for group in groups[start:end] for token in group] if inner else []
        gutters = [strip for strip in inner if is_gutter(strip, tokens, size)]
        if gutters:
            return end, max(gutters, key=lambda strip: strip.width)
    return start, None


def without(free: Sequence[Strip], covered: Sequence[tuple[float, float]]) -> list[Strip]:
    """What the covered ranges, sorted, leave of the free strips."""
    left: list[Strip] = []
    for strip in free:
        at = strip.x0
        for x0, x1 in covered:
            if x1 <= at or strip.x1 <= x0:
                continue
            if at < x0:
                left.append(Strip(at, x0))
            at = max(at, x1)
        if at < strip.x1:
            left.append(Strip(at, strip.x1))
    return left


def runs(row: Sequence[Token]) -> list[tuple[float, float]]:
    """What a row covers: its words, and also the white between them in a row that is spaced out to fill its measure.

    There a gap as wide as a gutter is a word space like its neighbours.
    """
    covered = [(token.x0, token.x1) for token in row]
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    if len(gaps) < 4:
        return covered
    size = statistics.median(token.size for token in row)
    space = statistics.median(gaps)
    if not 0.5 * size < space:
        return covered
    limit = min(1.6 * space, MAX_SPACE * size)
    return covered + [(a.x1, b.x0) for (a, b), gap in zip(pairwise(row), gaps, strict=True) if gap <= limit]


def is_gutter(strip: Strip, tokens: Sequence[Token], size: float) -> bool:
    """Whether enough lines stand on both sides of the strip, in columns that are wide enough."""
    left = [token for token in tokens if token.x1 <= strip.x0 + 0.01]
    right = [token for token in tokens if strip.x1 - 0.01 <= token.x0]
    if len(left) < 4 or len(right) < 4 or min(_width(left), _width(right)) < MIN_COLUMN * size:
        return False
    top, bottom = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    beside = min(
        len(rows(token for token in side if top - size / 2 <= token.middle <= bottom + size / 2))
        for side in (left, right)
    )
    return any(count <= beside and width * size <= strip.width for count, width in MIN_GUTTER)


def trim(groups: Sequence[Sequence[Token]], start: int, end: int, strip: Strip, plain: list[Token]) -> tuple[int, int]:
    """The zone without what belongs to the lines above or below it.

    Lines on one side only at its top, apart from the column under them, go to `plain`, which is read before it. At
    its bottom they leave the zone when they stand nearer to what follows than to what precedes: a heading over the
    next full-width paragraph.
    """
    size = statistics.median(token.size for token in groups[start])
    while start + 1 < end and len(_sides(groups[start], strip)) == 1:
        side = min(_sides(groups[start], strip))
        below = [t for group in groups[start + 1 : end] for t in group if min(_sides((t,), strip)) == side]
        gap = _top(below) - _bottom(groups[start]) if below else size
        if gap < size and not (plain and _top(groups[start]) - _bottom(plain) < gap):
            # the column begins higher than its neighbour
            break
        plain.extend(groups[start])
        start += 1
    last = end
    while start < last and len(_sides(groups[last - 1], strip)) == 1:
        last -= 1
    if last == end or end == len(groups):
        return start, end
    for cut in range(max(last, end - MAX_HEADING_LINES), end):
        above = _top(groups[cut]) - max(_bottom(group) for group in groups[start:cut])
        if _top(groups[end]) - _bottom(groups[end - 1]) < above - 0.15 * size:
            return start, cut
    return start, end


def _sides(tokens: Sequence[Token], strip: Strip) -> set[bool]:
    """On which sides of the strip there are tokens: False is left."""
    middle = (strip.x0 + strip.x1) / 2
    return {middle < (token.x0 + token.x1) / 2 for token in tokens}


def _width(tokens: Sequence[Token]) -> float:
    return max(token.x1 for token in tokens) - min(token.x0 for token in tokens)


def _top(tokens: Sequence[Token]) -> float:
    return min(token.top for token in tokens)


def _bottom(tokens: Sequence[Token]) -> float:
    return max(token.bottom for token in tokens)
