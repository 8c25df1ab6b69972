"""Paragraphs that the end of a column or page cuts in two, and sections that a box cuts, are put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.closing import closing_start
from pipeline.layout.flow import extent
from pipeline.layout.paragraphs import BULLET, NUMBER, SENTENCE_END, Paragraph
from pipeline.layout.pieces import Piece
from pipeline.layout.roles import Profile

CARRIED_OVER = ("footnote", "caption", "table", "imprint")
"""What may stand between the halves of a cut paragraph."""

LOOK_BACK = 6
"""Pieces that are looked through for the first half."""


def join_cut(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with halves of paragraphs joined at the place of the first half."""
    joined: list[Piece] = []
    for piece in pieces:
        at = first_half(joined, piece)
        if at is None:
            joined.append(piece)
        else:
            a, b = joined[at].part, piece.part
            assert isinstance(a, Paragraph) and isinstance(b, Paragraph)
            joined[at] = replace(joined[at], part=replace(b, rows=(*a.rows, *b.rows), style=a.style, left=a.left))
    return tuple(joined)


def keep_whole(pieces: Sequence[Piece], look: Profile) -> tuple[Piece, ...]:
    """The pieces with boxes that have a heading moved from amid a section to its end, and notes to that of the brief.

    Notes stand at the foot of a page wherever the text has got to; who made the brief is read after them. Under the
    title, where no section has begun, a box stays where it stands.
    """
    kept: list[Piece] = []
    waiting: list[Piece] = []
    notes: list[Piece] = []
    is_section = False
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        end = at + 1
        while piece.aside is not None and end < len(pieces) and pieces[end].aside == piece.aside:
            end += 1
        if is_foot_note(pieces, at):
            notes.append(piece)
        elif piece.aside is not None and piece.role == "heading" and is_section:
            waiting += pieces[at:end]
        else:
            if piece.aside is None and piece.role in ENDS_SECTION:
                kept += waiting
                waiting = []
                is_section = piece.role == "heading"
            kept += pieces[at:end]
        at = end
    whole = [*kept, *waiting]
    end = closing_start(whole, look) if notes else len(whole)
    return (*whole[:end], *notes, *whole[end:])


def is_foot_note(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a piece is a note of the main flow with no text of its column under it, and not under its heading."""
    note = pieces[at]
    if note.role != "footnote" or note.aside is not None:
        return False
    before = next((p for p in reversed(pieces[:at]) if p.role != "footnote"), None)
    if before is not None and before.role == "heading" and before.aside is None:
        return False
    after = next((p for p in pieces[at + 1 :] if p.aside is None and p.role != "footnote"), None)
    return after is None or after.part.page != note.part.page or extent(after.part).bottom < extent(note.part).top


ENDS_SECTION = ("title", "heading", "contact", "imprint")
"""What ends the section before it."""


def first_half(before: Sequence[Piece], piece: Piece) -> int | None:
    """The index of the piece that `piece` goes on, None when it begins something."""
    if piece.role != "body" or not isinstance(piece.part, Paragraph):
        return None
    for at in range(len(before) - 1, max(-1, len(before) - 1 - LOOK_BACK), -1):
        other = before[at]
        if other.aside != piece.aside:
            if piece.aside is None:
                continue
            return None
        if other.role in ("body", "list") and isinstance(other.part, Paragraph):
            return at if is_cut(other.part, piece.part) else None
        if other.role not in CARRIED_OVER:
            return None
    return None


def is_cut(first: Paragraph, second: Paragraph) -> bool:
    """Whether the second paragraph goes on the sentence of the first, in another column or on another page."""
    moved = first.page != second.page or second.top < first.bottom - first.style.size or second.left != first.left
    below = -0.5 < (second.top - first.bottom) / first.style.size < 0.7
    if not moved and not (below and second.text[:1].islower()):
        return False
    if not 0.88 < second.style.size / first.style.size < 1.14:
        return False
    last = first.rows[-1][-1].word.text
    opening = second.rows[0][0].word.text
    if last.endswith(SENTENCE_END) or BULLET.match(second.text):
        return False
    if opening[:1].islower() or opening.startswith("(") or last.endswith("-"):
        return True
    # names and figures go on a sentence too, when its line is full
    full = first.right - first.rows[-1][-1].x1 < 2 * first.style.size
    number = NUMBER.match(second.text)
    return full and (number is None or number.group("mark") is None)
