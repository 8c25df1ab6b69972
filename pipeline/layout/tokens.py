"""Words on a straightened page, and the rows they stand in.

The layout works on `Token`s: a word and its rectangle after the page's slant is taken out. A scan keeps the
coordinates it was published with in `Word.box`; only here is it made level.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Graphic, Page, Word

CORE = 0.3
"""Share of a word's height left out above and below when rows are told apart, so that accents do not tie lines."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in level coordinates (points, origin top-left)."""

    word: Word
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Its vertical middle."""
        return (self.top + self.bottom) / 2


Row = tuple[Token, ...]
"""Tokens of one printed line of a region, left to right; never empty."""


def level_tokens(page: Page) -> tuple[Token, ...]:
    """The page's words, rotated about its centre by the slant that the lines of its OCR show.

    Words whose box is tall and narrow (text that runs up the page) are kept as they are.
    """
    slant = page_slant(page.words) if page.method == "ocr" else 0.0
    width = page.width or 0.0
    tokens = []
    for word in page.words:
        if word.box is None:
            continue
        shift = slant * ((word.box.x0 + word.box.x1) / 2 - width / 2)
        size = word.size or max(1.0, word.box.bottom - word.box.top)
        # half the shift in y also moves x on a page turned by a small angle; below 1 degree it is under a point
        tokens.append(Token(word, word.box.x0, word.box.top - shift, word.box.x1, word.box.bottom - shift, size))
    return tuple(tokens)


def page_slant(words: Sequence[Word]) -> float:
    """Rise of the lines in points per point, median over lines of at least five words."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    slopes = []
    for line in lines.values():
        boxes = [word.box for word in line if word.box is not None]
        if len(boxes) < 5 or boxes[-1].x0 - boxes[0].x0 < 100:
            continue
        third = max(2, len(boxes) // 3)
        left, right = boxes[:third], boxes[-third:]
        rise = statistics.median(b.bottom for b in right) - statistics.median(b.bottom for b in left)
        run = statistics.mean(b.x0 for b in right) - statistics.mean(b.x0 for b in left)
        if 50 < run:
            slopes.append(rise / run)
    return statistics.median(slopes) if len(slopes) >= 3 else 0.0


def rows(tokens: Iterable[Token]) -> tuple[Row, ...]:
    """The tokens as printed lines from top to bottom: a token joins the row whose core it overlaps most."""
    found: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.middle, t.x0)):
        home = next((row for row in reversed(found[-4:]) if _level_with(row, token)), None)
        if home is None:
            found.append([token])
        else:
            home.append(token)
    ordered = [tuple(sorted(row, key=lambda t: t.x0)) for row in found]
    return tuple(sorted(ordered, key=lambda row: statistics.median(t.middle for t in row)))


def _level_with(row: Sequence[Token], token: Token) -> bool:
    """Whether `token` stands on the line of `row`: against its nearest words, so that a slant does no harm."""
    near = sorted(row, key=lambda t: abs(t.x0 - token.x0))[:3]
    if any(_raised(token, t) or _raised(t, token) for t in near[:1]):
        return True
    middle = statistics.median(t.middle for t in near)
    size = min(token.size, statistics.median(t.size for t in near))
    if abs(middle - token.middle) < 0.45 * size:
        return True
    # a large word (a drop capital, a figure) holds the small ones within its height only on its baseline
    bottom = statistics.median(t.bottom for t in near)
    return abs(bottom - token.bottom) < 0.25 * size


def _raised(small: Token, large: Token) -> bool:
    """Whether one token is a note's call or an exponent of the other: smaller, beside it, within its height."""
    if 0.75 * (large.bottom - large.top) < small.bottom - small.top:
        return False
    shared = min(small.bottom, large.bottom) - max(small.top, large.top)
    gap = max(small.x0 - large.x1, large.x0 - small.x1)
    return 0.5 * (small.bottom - small.top) < shared and gap < 0.7 * large.size


def bands(tokens: Iterable[Token]) -> tuple[tuple[Token, ...], ...]:
    """The tokens in groups that a horizontal line through white paper parts, from top to bottom."""
    groups: list[list[Token]] = []
    end = 0.0
    for token in sorted(tokens, key=lambda t: t.top + CORE * (t.bottom - t.top)):
        inset = CORE * (token.bottom - token.top)
        if groups and token.top + inset < end:
            groups[-1].append(token)
            end = max(end, token.bottom - inset)
        else:
            groups.append([token])
            end = token.bottom - inset
    return tuple(tuple(group) for group in groups)


def text_of(tokens: Iterable[Token]) -> str:
    """The words parted by spaces."""
    return " ".join(token.word.text for token in tokens)


def level_graphics(page: Page) -> tuple[Graphic, ...]:
    """The page's graphics moved as its tokens are, each about its own middle."""
    slant = page_slant(page.words) if page.method == "ocr" else 0.0
    if not slant:
        return page.graphics
    moved = []
    for graphic in page.graphics:
        box = graphic.box
        shift = slant * ((box.x0 + box.x1) / 2 - (page.width or 0.0) / 2)
        # the box around a slanted line or frame is higher than the line by its slant
        slack = abs(slant) * (box.x1 - box.x0) / 2
        height = box.bottom - box.top
        slack = slack if 2 * slack < height else height / 2
        moved.append(replace(graphic, box=replace(box, top=box.top - shift + slack, bottom=box.bottom - shift - slack)))
    return tuple(moved)
