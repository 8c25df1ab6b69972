"""Running headers, footers and page numbers: what repeats at the edges of pages, and the numbers that count them."""

from __future__ import annotations

import difflib
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layout.strays import strays
from pipeline.layout.tokens import Row, Token, rows, text_of
from pipeline.layout.words import contact_marks, fold, is_page_number

EDGE = 0.13
"""Share of a page's height at its top and its foot where furniture stands."""

FOOT = 0.07
"""Share of the height at the foot where an address is a footer although it stands on one page only."""

VERY_FOOT = 0.94
"""Share of the height below which a single line apart is a footer."""

VERY_TOP = 0.06
"""Share of the height above which a single line apart is a header, on a page that is not the first."""

EDGE_ROWS = 5
"""Rows at either end of a page that are compared."""

NOTE = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*]{1,2}[.)]?\s")
"""How a footnote begins, which is no footer though it holds an address."""

PAGED = re.compile(r"\W+(?:page|p\.?) ?#(?: ?(?:/|sur|de) ?#)?$")
"""The page number that ends a running header, its figures already "#"."""

APART = 6.0
"""White between a page number and the rest of its line, in font sizes."""

ALIKE = 0.84
"""Similarity from which two rows are the same line, read twice by an OCR."""


@dataclass(frozen=True, slots=True)
class PageTokens:
    """The tokens of a page with its size in points."""

    number: int
    width: float
    height: float
    tokens: tuple[Token, ...]


def find_furniture(pages: Sequence[PageTokens], body_size: float) -> tuple[tuple[Row, ...], ...]:
    """The rows of furniture of each page, from top to bottom, and the strays of an OCR after them."""
    edge_rows = [at_edges(page) for page in pages]
    title = large_text(pages[0], body_size) if pages else ""
    found: list[tuple[Row, ...]] = []
    for at, page in enumerate(pages):
        others = [row for j, own in enumerate(edge_rows) if j != at for row in own]
        mine = [
            row
            for row in edge_rows[at]
            if is_numbering(row, page)
            or (
                _size(row) <= 1.25 * body_size
                and (repeats(row, others, page.height) or (at > 0 and names_title(row, title, body_size)))
            )
        ]
        mine += header_line(page, mine, body_size) if at else []
        mine += footer_address(page, mine, body_size) or footer_line(page, mine, body_size)
        known = {id(token) for row in mine for token in row}
        found.append((*mine, *strays([token for token in page.tokens if id(token) not in known])))
    return tuple(found)


def large_text(page: PageTokens, body_size: float) -> str:
    """The folded text of a page that is larger than running text: its title."""
    return " ".join(row_key(row) for row in rows(page.tokens) if 1.12 * body_size <= _size(row))


def names_title(row: Row, title: str, body_size: float) -> bool:
    """Whether a row in no larger type is a part of the title: the running header of later pages."""
    return len(row) >= 3 and _size(row) <= body_size and row_key(row) in title


def at_edges(page: PageTokens) -> list[Row]:
    """The first and last rows that stand in the page's edges."""
    lines = rows(page.tokens)
    ends = [*lines[:EDGE_ROWS], *lines[max(EDGE_ROWS, len(lines) - EDGE_ROWS) :]]
    return [row for row in ends if not EDGE * page.height < _middle(row) < (1 - EDGE) * page.height]


def is_numbering(row: Row, page: PageTokens) -> bool:
    """Whether the row is a page number at the very edge."""
    if 0.1 * page.height < _middle(row) < 0.88 * page.height:
        return False
    if is_page_number(text_of(row)):
        return True
    # a number by itself at one end of a header or footer
    size = _size(row)
    first, last = row[0], row[-1]
    return len(row) > 1 and (
        (last.word.text.isdigit() and len(last.word.text) <= 3 and APART * size < last.x0 - row[-2].x1)
        or (first.word.text.isdigit() and len(first.word.text) <= 3 and APART * size < row[1].x0 - first.x1)
    )


def repeats(row: Row, others: Sequence[Row], height: float) -> bool:
    """Whether a row of another page has the same words at the same height; figures may differ."""
    key = row_key(row)
    if sum(c.isalpha() for c in key) < 3:
        return False
    level = [row_key(other) for other in others if abs(_middle(row) - _middle(other)) < 0.03 * height]
    if row[0].word.confidence is None:
        return key in level
    return any(difflib.SequenceMatcher(None, key, other, autojunk=False).ratio() >= ALIKE for other in level)


def row_key(row: Row) -> str:
    """The folded text of a row, at most 120 characters, every number "#", without a page number at its end."""
    return PAGED.sub("", re.sub(r"\d+", "#", fold(text_of(row))))[:120]


def footer_address(page: PageTokens, known: Sequence[Row], body_size: float) -> list[Row]:
    """The rows of an address at the foot of a page, set apart by white from the text above."""
    lines = [row for row in rows(page.tokens) if row not in known]
    foot: list[Row] = []
    for at in range(len(lines) - 1, -1, -1):
        if _middle(lines[at]) < (1 - FOOT) * page.height and not (foot and _step(lines[at], foot[0]) < 1.7 * body_size):
            break
        if len(foot) == 4 or _middle(lines[at]) < (1 - EDGE) * page.height:
            return []
        foot.insert(0, lines[at])
    if not foot or len(foot) == len(lines) or _step(lines[len(lines) - len(foot) - 1], foot[0]) < 1.5 * body_size:
        return []
    if not all(is_small_or_centred(row, page.width, body_size) for row in foot):
        return []
    if NOTE.match(text_of(foot[0])):
        return []
    return foot if contact_marks(" ".join(text_of(row) for row in foot)) >= 2 else []


def header_line(page: PageTokens, known: Sequence[Row], body_size: float) -> list[Row]:
    """One line of no larger type at the very top, with much white under it: a header, though of this page only."""
    lines = [row for row in rows(page.tokens) if row not in known]
    if len(lines) < 2 or VERY_TOP * page.height < _middle(lines[0]):
        return []
    apart = 2.5 * body_size < _step(lines[0], lines[1])
    return [lines[0]] if apart and _size(lines[0]) <= body_size and len(lines[0]) <= 14 else []


def footer_line(page: PageTokens, known: Sequence[Row], body_size: float) -> list[Row]:
    """One line of no larger type at the very foot, with much white above: a footer, on whatever page."""
    lines = [row for row in rows(page.tokens) if row not in known]
    if len(lines) < 2 or _middle(lines[-1]) < VERY_FOOT * page.height or NOTE.match(text_of(lines[-1])):
        return []
    apart = 3 * body_size < _step(lines[-2], lines[-1])
    return [lines[-1]] if apart and _size(lines[-1]) <= body_size and len(lines[-1]) <= 14 else []


def is_small_or_centred(row: Row, width: float, body_size: float) -> bool:
    """Whether a row is set as footers are."""
    centre = (row[0].x0 + row[-1].x1) / 2
    return _size(row) < 0.93 * body_size or abs(centre - width / 2) < 0.05 * width


def _step(upper: Row, lower: Row) -> float:
    return _middle(lower) - _middle(upper)


def _middle(row: Row) -> float:
    return statistics.median(token.middle for token in row)


def _size(row: Row) -> float:
    return statistics.median(token.size for token in row)
