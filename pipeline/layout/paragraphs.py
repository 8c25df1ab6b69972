"""The rows of a region become paragraphs: lines that belong together.

What parts them: more white than between lines, another style, a bullet or a number, an indent, and a line that ends
though the next word would have fitted.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.layout.tokens import Row, Token, rows, text_of
from pipeline.layout.words import is_date_line

BULLET = re.compile(r"[•▪▫◦●○■□◆◊➢➤►▶✓✔❖→·‣*]|[-–—o](?=\s)|[+°«»©¢e](?=\s[A-ZÀ-Þ0-9]\w)")
"""Marks that open an item of a list; the last ones are how an OCR misreads a bullet before a capital letter."""

NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVXl|]{1,5}|[A-Ha-h])(?P<mark>[.)\-–/°]{1,2})?(?=\s|$)",
)

DATED_LINE = re.compile(r"[nN](?:o\.?|°|º)\s*\d")
"""How the number line under a title begins."""

NOTE_CALL = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\(\d{1,2}\)|\[\d{1,2}\]|\*{1,3}(?=\s)")

SENTENCE_END = (".", "!", "?", ";", ":", "…", ".»", "»", "”", '"')

HANGING = frozenset("gjpqyçQ,;()")
"""Letters and marks that reach under the baseline, by about a fifth of the font size."""

MUCH_TEXT = 60
"""Words from which a region has a usual size of its own, such as a column in larger type."""

SHRUNK = 1.1
"""Times the size of the next line from which on a short line above it is a heading, although an OCR's sizes vary."""

MORE_WHITE = 1.28
"""A step from line to line this many times the usual one parts paragraphs; within one it varies by under 5 %, on
deskewed scans by 15 %."""


@dataclass(frozen=True, slots=True)
class Style:
    """How most of some tokens look."""

    size: float  # points
    bold: bool
    italic: bool
    caps: bool
    color: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that belong together, on one page, with the margins of their region."""

    rows: tuple[Row, ...]
    style: Style
    page: int
    left: float  # margins of the region, points
    right: float
    local: float = 0.0  # usual font size of its region, points; 0 when the region has too little text to tell
    aside: int | None = None

    @property
    def confidence(self) -> float:
        """Mean of its words' confidence, 1 where none is known."""
        known = [t.word.confidence for row in self.rows for t in row if t.word.confidence is not None]
        return statistics.fmean(known) if known else 1.0

    @property
    def text(self) -> str:
        """Its words, parted by spaces."""
        return " ".join(text_of(row) for row in self.rows)

    @property
    def top(self) -> float:
        """Upper edge, points."""
        return min(token.top for token in self.rows[0])

    @property
    def bottom(self) -> float:
        """Lower edge, points."""
        return max(token.bottom for token in self.rows[-1])

    @property
    def x0(self) -> float:
        """Left edge of its first row, points."""
        return self.rows[0][0].x0


def style_of(tokens: Sequence[Token]) -> Style:
    """The style of most characters; bold only when nine tenths are, of the words whose strokes an OCR measures."""
    weights = [max(1, len(token.word.text)) for token in tokens]
    total = sum(weights)
    sizes = Counter[float]()
    colors = Counter[str | None]()
    for token, weight in zip(tokens, weights, strict=True):
        sizes[round(token.size, 1)] += weight
        colors[token.word.color] += weight
    letters = [c for token in tokens for c in token.word.text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    measured = [(t, w) for t, w in zip(tokens, weights, strict=True) if t.word.confidence is None or is_measured(t)]
    heavy = sum(w for t, w in measured if t.word.bold)
    share = 0.85 if tokens[0].word.confidence is None else 0.7
    return Style(
        size=sizes.most_common(1)[0][0],
        bold=0 < heavy >= share * sum(w for _, w in measured),
        italic=0.85 * total <= sum(w for t, w in zip(tokens, weights, strict=True) if t.word.italic),
        caps=4 <= len(letters) and 0.85 * len(letters) <= upper,
        color=colors.most_common(1)[0][0],
    )


def is_measured(token: Token) -> bool:
    """Whether a word of an OCR has letters enough for the thickness of its strokes."""
    return sum(c.isalnum() for c in token.word.text) >= 2


@dataclass(frozen=True, slots=True)
class Setting:
    """How a region is set."""

    step: float  # usual distance of lines, in font sizes
    right: float  # right margin, points
    body: float  # font size of the document's running text, points


def split_paragraphs(
    region: Sequence[Token], page: int, body: float, aside: int | None = None
) -> tuple[Paragraph, ...]:
    """The paragraphs of a region from top to bottom; `body` is the size of running text."""
    lines = rows(region)
    if not lines:
        return ()
    left = min(row[0].x0 for row in lines)
    right = max(row[-1].x1 for row in lines)
    local = statistics.median(token.size for token in region) if len(region) >= MUCH_TEXT else 0.0
    setting = Setting(usual_step(lines), right, body)
    groups: list[list[Row]] = []
    styles = [style_of(row) for row in lines]
    for at, row in enumerate(lines):
        if at and not parts(groups[-1], row, (styles[at - 1], styles[at]), setting):
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(
        Paragraph(tuple(group), style_of([t for row in group for t in row]), page, left, right, local, aside)
        for group in groups
    )


def usual_step(lines: Sequence[Row]) -> float:
    """The distance between lines in font sizes: a low quartile, since white between paragraphs only adds."""
    steps = [(_base(b) - _base(a)) / _size(a) for a, b in pairwise(lines) if 0.85 < _size(b) / _size(a) < 1.18]
    steps = [step for step in steps if 0.8 < step < 2.6]
    if len(steps) < 2:
        return 1.2
    return min(1.8, max(1.0, statistics.quantiles(steps, n=4)[0]))


def parts(group: Sequence[Row], row: Row, styles: tuple[Style, Style], setting: Setting) -> bool:
    """Whether `row` opens a new paragraph after the rows of `group`."""
    last = group[-1]
    size = _size(last)
    before, after = styles
    if row[0].is_side != last[0].is_side:
        return True
    if MORE_WHITE * setting.step * max(size, _size(row) * 0.8) < _base(row) - _base(last):
        return True
    if not 0.86 < after.size / before.size < 1.16 and len(text_of(row)) > 2:
        return True
    if opens_item(row):
        return True
    ends_open = runs_on(last, row, setting.right)
    if before.caps != after.caps and min(len(last), len(row)) > 1 and not ends_open:
        return True
    banner = min(before.size, after.size) >= 1.12 * setting.body
    keeps_weight = row[0].word.bold == last[-1].word.bold or is_short_end(row, setting.right)
    if before.bold != after.bold and not banner and not (ends_open and keeps_weight):
        return True
    item = opens_item(group[0])
    if item and row[0].x0 < body_x0(group[0]) - 0.6 * size and len(group) > 1:
        return row[0].x0 < min(r[0].x0 for r in group[1:]) - 0.6 * size
    if last[-1].word.text.endswith("-"):
        return False
    if not item and indented(group, row, size):
        return True
    shrinks = SHRUNK * after.size <= before.size and breaks_early(last, row, setting.right)
    if not shrinks and (before.bold or 1.12 * setting.body <= before.size or (before.caps and fills(last, setting))):
        return is_date_line(text_of(row)) or DATED_LINE.match(text_of(row)) is not None
    return breaks_early(last, row, setting.right)


def is_short_end(row: Row, right: float) -> bool:
    """Whether a row that an OCR read is the end of a paragraph with too few words to tell its weight."""
    room = right - row[-1].x1
    return row[0].word.confidence is not None and len(row) <= 3 and row[-1].x1 - row[0].x0 < room


def fills(row: Row, setting: Setting) -> bool:
    """Whether a row takes up half of the region's width, as all but the last line of a title do."""
    return setting.right - row[-1].x1 < row[-1].x1 - row[0].x0


def runs_on(last: Row, row: Row, right: float) -> bool:
    """Whether the sentence of `last` plainly goes on in `row`."""
    end = last[-1].word.text
    if end.endswith("-"):
        return True
    return row[0].word.text[:1].islower() and not end.endswith(SENTENCE_END) and right - last[-1].x1 < 6 * _size(last)


def indented(group: Sequence[Row], row: Row, size: float) -> bool:
    """Whether `row` begins further in than the rows before it, as the first line of a paragraph does."""
    margin = min(r[0].x0 for r in group)
    return len(group) > 1 and 0.9 * size < row[0].x0 - margin < 5 * size and row[0].word.text[:1].isupper()


def breaks_early(last: Row, row: Row, right: float) -> bool:
    """Whether `last` ends though the first word of `row` would have fitted: the break was meant."""
    first = row[0]
    room = right - last[-1].x1
    if room < (first.x1 - first.x0) + 1.5 * _size(last):
        return False
    if last[-1].word.text.endswith(SENTENCE_END):
        return True
    # without a full stop only a capital and much room tell a meant break from ragged setting
    return not first.word.text[:1].islower() and 0.3 * (right - min(last[0].x0, first.x0)) < room


def opens_item(row: Row) -> bool:
    """Whether the row begins with a bullet, or with a number that counts items or headings."""
    text = text_of(row[:4])
    if BULLET.match(text):
        return True
    number = NUMBER.match(text)
    return number is not None and number.group("mark") is not None and len(row) > 1


def is_bulleted(text: str) -> bool:
    """Whether a paragraph's text begins with a bullet; a quotation that is closed has none."""
    return BULLET.match(text) is not None and not (text[0] == "«" and "»" in text)


def body_x0(row: Row) -> float:
    """Where the text of an item begins, after its mark."""
    return row[1].x0 if len(row) > 1 else row[0].x0


def _base(row: Row) -> float:
    """The height of the row's baseline; boxes of an OCR end lower under letters that hang."""
    return statistics.median(
        token.bottom - (0.2 * token.size if token.word.confidence is not None and HANGING & set(token.word.text) else 0)
        for token in row
    )


def _size(row: Row) -> float:
    return max(1.0, statistics.median(token.size for token in row))
