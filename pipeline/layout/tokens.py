"""Words on a straightened page, and the rows they stand in.

The layout works on `Token`s: a word and its rectangle after the page's slant is taken out. A scan keeps the
coordinates it was published with in `Word.box`; only here is it made level.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Box, Graphic, Page, Word

CORE = 0.3
"""Share of a word's height left out above and below when rows are told apart, so that accents do not tie lines."""

CALL = re.compile(r"\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3}")
"""What calls a note, and opens it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in level coordinates (points, origin top-left)."""

    word: Word
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    is_side: bool = False  # of a heading beside its text

    @property
    def middle(self) -> float:
        """Its vertical middle."""
        return (self.top + self.bottom) / 2


class Rectangle(NamedTuple):
    """A rectangle in points, origin top-left."""

    x0: float
    top: float
    x1: float
    bottom: float


Row = tuple[Token, ...]
"""Tokens of one printed line of a region, left to right; never empty."""


@dataclass(frozen=True, slots=True)
class Leveling:
    """How the coordinates of a page as published become those in which its lines run level to the right."""

    turn: int  # quarter turns clockwise by which the text lies on the page
    width: float  # of the page when its text is upright, points
    height: float
    slant: float  # rise of the lines then, points per point

    def rectangle(self, box: Box) -> Rectangle:
        """A box as (x0, top, x1, bottom) when the page is upright, its slant still there."""
        match self.turn:
            case 1:
                return Rectangle(box.top, self.height - box.x1, box.bottom, self.height - box.x0)
            case 2:
                return Rectangle(
                    self.width - box.x1, self.height - box.bottom, self.width - box.x0, self.height - box.top
                )
            case 3:
                return Rectangle(self.width - box.bottom, box.x0, self.width - box.top, box.x1)
            case _:
                return Rectangle(box.x0, box.top, box.x1, box.bottom)

    def shift(self, x0: float, x1: float) -> float:
        """How much lower the slant sets what stands between x0 and x1."""
        return self.slant * ((x0 + x1) / 2 - self.width / 2)


def leveling(page: Page) -> Leveling:
    """How a page is made upright and level, told by the lines its reader saw."""
    turn = text_turn(page.words)
    width, height = page.width or 0.0, page.height or 0.0
    if turn % 2:
        width, height = height, width
    upright = Leveling(turn, width, height, 0.0)
    if page.method != "ocr":
        return upright
    return replace(upright, slant=page_slant(page.words, upright))


def text_turn(words: Sequence[Word]) -> int:
    """Quarter turns clockwise by which the text lies, from the way its lines run."""
    right = down = 0.0
    for before, word in pairwise(words):
        if before.line == word.line and before.box is not None and word.box is not None:
            right += word.box.x0 + word.box.x1 - before.box.x0 - before.box.x1
            down += word.box.top + word.box.bottom - before.box.top - before.box.bottom
    if 2 * abs(right) < abs(down):
        return 1 if down > 0 else 3
    return 2 if right < 0 and 2 * abs(down) < abs(right) else 0


def level_tokens(page: Page, to: Leveling) -> tuple[Token, ...]:
    """The page's words in level coordinates."""
    tokens = []
    for word in page.words:
        if word.box is None:
            continue
        x0, top, x1, bottom = to.rectangle(word.box)
        # the slant moves x as well, but on a page that was made level for OCR by under a point
        shift = to.shift(x0, x1)
        tokens.append(Token(word, x0, top - shift, x1, bottom - shift, word.size or max(1.0, bottom - top)))
    return tuple(tokens)


def page_slant(words: Sequence[Word], to: Leveling) -> float:
    """Rise of the lines in points per point, median over lines of at least five words."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    slopes = []
    for line in lines.values():
        boxes = [to.rectangle(word.box) for word in line if word.box is not None]
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
    """Whether one token is a note's call or an exponent of the other: smaller, beside it, within its height.

    What is no more than a call, and stands higher, may be nearly as large: producers set 7 pt before a note in 8 pt.
    """
    is_call = CALL.fullmatch(small.word.text) is not None and small.middle < large.middle
    if (0.95 if is_call else 0.75) * (large.bottom - large.top) < small.bottom - small.top:
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


def level_graphics(page: Page, to: Leveling) -> tuple[Graphic, ...]:
    """The page's graphics moved as its tokens are, each about its own middle."""
    moved = []
    for graphic in page.graphics:
        x0, top, x1, bottom = to.rectangle(graphic.box)
        shift = to.shift(x0, x1)
        # the box around a slanted line or frame is higher than the line by its slant
        slack = min(abs(to.slant) * (x1 - x0) / 2, (bottom - top) / 2)
        box = replace(graphic.box, x0=x0, top=top - shift + slack, x1=x1, bottom=bottom - shift - slack)
        moved.append(replace(graphic, box=box))
    return tuple(moved)
