"""Notes tied to their calls: what opens with the superior figure that a word before it carries is a note.

The tie is surer than a note's look, which may be that of running text (endnotes, notes in the size of the text).
Only text layers tell superior figures; an OCR reads them as plain ones or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.pieces import Piece
from pipeline.layout.tokens import CALL

SUPERIOR = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")

PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

TIED = ("body", "list", "caption")
"""Roles given by look that a tie overrules."""


def tie_notes(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with those made footnotes whose opening figure was called before; each call has one note."""
    called = Counter[str]()
    tied: list[Piece] = []
    for piece in pieces:
        part = piece.part
        opening = note_opening(part) if isinstance(part, Paragraph) and piece.role in TIED else None
        if opening is not None and called[opening]:
            called[opening] -= 1
            tied.append(replace(piece, role="footnote"))
            continue
        tied.append(piece)
        called.update(calls_of(piece))
    return tuple(tied)


def calls_of(piece: Piece) -> tuple[str, ...]:
    """The superior figures in a piece: note calls, and powers such as "km²"."""
    part = piece.part
    if isinstance(part, Paragraph):
        words = [token.word.text for row in part.rows for token in row]
    else:
        words = [token.word.text for line in part.cells for cell in line for row in cell for token in row]
    return tuple(match.group().translate(PLAIN) for word in words for match in SUPERIOR.finditer(word))


def note_opening(part: Paragraph) -> str | None:
    """The figure that opens a paragraph as a note's: superior, or smaller and higher than the words after it."""
    row = part.rows[0]
    first = row[0]
    superior = re.match(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", first.word.text)
    if superior is not None:
        return superior.group().translate(PLAIN)
    if len(row) < 2 or CALL.fullmatch(first.word.text) is None:
        return None
    after = row[1]
    raised = first.size < 0.92 * after.size and first.middle < after.middle - 0.1 * after.size
    return first.word.text if raised else None
