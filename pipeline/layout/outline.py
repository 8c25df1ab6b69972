"""The bookmarks of a PDF as evidence: what they name is a heading, and how they nest is how headings do.

Many producers write them from the styles of headings; others name slides ("Diapositive 1") or nothing of the text,
so a bookmark counts only where a whole paragraph of its page says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.layout.paragraphs import NUMBER, Paragraph
from pipeline.layout.pieces import Piece
from pipeline.layout.words import fold
from pipeline.model import Page

MAX_ROWS = 4
"""Rows of the longest heading that a bookmark may name."""

MIN_LETTERS = 3

Outline = Mapping[tuple[int, str], int]
"""The depth, 0 the highest, of each bookmark by its page and the key of its title."""


def outline_of(pages: Sequence[Page]) -> Outline:
    """The bookmarks of all pages; of two with one name on one page the higher."""
    outline: dict[tuple[int, str], int] = {}
    for page in pages:
        for mark in page.bookmarks:
            place = (page.number, title_key(mark.title))
            outline[place] = min(mark.depth, outline.get(place, mark.depth))
    return outline


def mark_outlined(pieces: Sequence[Piece], outline: Outline) -> tuple[Piece, ...]:
    """The pieces with those made headings that a bookmark names."""
    return tuple(
        replace(piece, role="heading")
        if piece.role in ("body", "list") and depth_of(piece, outline) is not None
        else piece
        for piece in pieces
    )


def nest(pieces: Sequence[Piece], outline: Outline) -> tuple[Piece, ...]:
    """The headings levelled as the bookmarks are, when those name every heading of the main flow."""
    depths = {at: depth_of(piece, outline) for at, piece in enumerate(pieces) if piece.role == "heading"}
    main = [depth for at, depth in depths.items() if pieces[at].aside is None]
    known = [depth for depth in main if depth is not None]
    if not known or len(known) < len(main):
        return tuple(pieces)
    highest = min(known)
    nested = list(pieces)
    for at, depth in depths.items():
        if depth is not None:
            nested[at] = replace(pieces[at], level=max(2, min(6, 2 + depth - highest)))
    return tuple(nested)


def depth_of(piece: Piece, outline: Outline) -> int | None:
    """The depth of the bookmark that names the piece, with or without the number that opens it."""
    part = piece.part
    if not outline or not isinstance(part, Paragraph) or MAX_ROWS < len(part.rows):
        return None
    number = NUMBER.match(part.text)
    keys = [title_key(part.text), title_key(part.text[number.end() :] if number else "")]
    found = (outline.get((part.page, key)) for key in keys if sum(c.isalpha() for c in key) >= MIN_LETTERS)
    return next((depth for depth in found if depth is not None), None)


def title_key(text: str) -> str:
    """The letters and figures of a title, folded.

    >>> title_key("2.1. L\N{RIGHT SINGLE QUOTATION MARK}Été")
    '21lete'
    """
    return "".join(c for c in fold(text) if c.isalnum())
