"""Pieces of logos and specks that an OCR read as letters at an end of a line beside them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from pipeline.layout.tokens import Row, Token, rows

MAX_LETTERS = 3

MAX_CONFIDENCE = 0.6
"""Confidence below which few letters may be a logo; those met had 0.15 to 0.53, words of a title 0.7 and more."""

LOWER, TALLER = 0.35, 1.5
"""Times the usual height of the line's words below and above which letters are none of theirs."""

APART = 2.0
"""White between a stray and the line, in heights of its words."""


def strays(tokens: Sequence[Token]) -> tuple[Row, ...]:
    """The strays of a page, each a row of its own; none where no confidence is known."""
    found: list[Row] = []
    for row in rows(tokens):
        left = row
        while (stray := stray_of(left, is_known=left is not row)) is not None:
            found.append((stray,))
            left = tuple(token for token in left if token is not stray)
    return tuple(found)


def stray_of(row: Row, *, is_known: bool) -> Token | None:
    """A token at an end of the row that is no part of its text; beside one that `is_known` a mark is none either."""
    if len(row) < 3:
        return None
    height = statistics.median(token.bottom - token.top for token in row)
    first, last = row[0], row[-1]
    if is_stray(first, height) and APART * height < row[1].x0 - first.x1:
        return first
    if (is_stray(last, height) or (is_known and is_mark(last))) and APART * height < last.x0 - row[-2].x1:
        return last
    return None


def is_stray(token: Token, height: float) -> bool:
    """Whether a token is a few letters, read badly, and much taller or lower than its line."""
    confidence = token.word.confidence
    if confidence is None or MAX_CONFIDENCE < confidence or MAX_LETTERS < len(token.word.text) or is_mark(token):
        return False
    return not LOWER * height < token.bottom - token.top < TALLER * height


def is_mark(token: Token) -> bool:
    """Whether a token that an OCR read has neither letter nor figure."""
    return token.word.confidence is not None and not any(c.isalnum() for c in token.word.text)
