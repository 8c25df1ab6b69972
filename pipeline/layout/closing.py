"""What closes a brief: addresses and who made it, in small print or under a heading of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.pieces import Piece
from pipeline.layout.roles import SMALL, Profile, is_enquiry
from pipeline.layout.words import contact_marks

MAX_CLOSING = 12
"""Paragraphs of the longest closing."""


def mark_imprint(pieces: Sequence[Piece], look: Profile) -> tuple[Piece, ...]:
    """The pieces with the small print that closes the brief made its imprint, unless a heading stands above it."""
    start = closing_start(pieces, look)
    if start == 0 or start == len(pieces) or pieces[start].role == "heading":
        return tuple(pieces)
    closing = (replace(piece, role="imprint") if piece.role == "body" else piece for piece in pieces[start:])
    return (*pieces[:start], *closing)


def closing_start(pieces: Sequence[Piece], look: Profile) -> int:
    """The index from which on pieces close the brief, their heading counted in; the number of pieces without any.

    They are small print with an address in it, or stand under a heading that announces contacts.
    """
    end = len(pieces)
    small = end
    while 0 < small and end - small < MAX_CLOSING and is_small_print(pieces[small - 1], look):
        small -= 1
    has_address = any(contact_marks(_text(piece)) for piece in pieces[small:])
    head = next((at for at in range(end - 1, max(-1, end - MAX_CLOSING), -1) if pieces[at].role == "heading"), None)
    if head is not None and (is_enquiry(_text(pieces[head])) or (head == small - 1 and has_address)):
        return head
    return small if has_address else end


def is_small_print(piece: Piece, look: Profile) -> bool:
    """Whether a piece is a paragraph in type smaller than running text, no heading, or an imprint."""
    part = piece.part
    if piece.aside is not None or not isinstance(part, Paragraph):
        return False
    is_small = piece.role in ("body", "contact", "footnote") and part.style.size <= SMALL * look.style.size
    return is_small or piece.role == "imprint"


def _text(piece: Piece) -> str:
    return piece.part.text if isinstance(piece.part, Paragraph) else ""
