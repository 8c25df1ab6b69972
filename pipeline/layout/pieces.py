"""A part of the document with its role, and the whole document as a row of such pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.layout.flow import Box, Part, aside_parts, extent, read_flow
from pipeline.layout.furniture import PageTokens
from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.roles import Profile, is_heading, is_unsigned_note, plain_role
from pipeline.layout.tables import Table
from pipeline.model import Graphic, Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A part with its role; `level` is set on titles and headings."""

    part: Part
    role: Role
    level: int = 0

    @property
    def aside(self) -> int | None:
        """The number of its box, None in the main flow."""
        return self.part.aside


def make_pieces(
    pages: Sequence[PageTokens], graphics: Mapping[int, Sequence[Graphic]], look: Profile
) -> tuple[Piece, ...]:
    """All pages in reading order, each box after the part of the main flow that it stands beside or under."""
    pieces: list[Piece] = []
    count = 0
    for page in pages:
        flow = read_flow(page, graphics.get(page.number, ()), look)
        parts = list(flow.main)
        for box in flow.boxes:
            count += 1
            at = place_of(box, parts, look, is_first=page is pages[0])
            parts[at:at] = aside_parts(box, count)
        pieces.extend(make_piece(part, look, flow.height or 1.0) for part in parts)
    return tuple(pieces)


def place_of(box: Box, parts: Sequence[Part], look: Profile, *, is_first: bool) -> int:
    """The index in the main flow at which a box is read.

    After the last part above it in its column; without one, after the parts that begin beside it, but before a
    heading that begins no higher: a box is set where its top belongs.
    """
    middle = (box.rect.top + box.rect.bottom) / 2
    opening = end_of_opening(parts, look) if is_first else 0
    above = beside = 0
    for index, part in enumerate(parts):
        rect = extent(part)
        shared = min(box.rect.x1, rect.x1) - max(box.rect.x0, rect.x0)
        overlaps = 0.1 * (box.rect.x1 - box.rect.x0) < shared
        if part.aside is not None:
            if overlaps and (rect.top + rect.bottom) / 2 < middle:
                above = index + 1
            continue
        if overlaps and (rect.top + rect.bottom) / 2 < middle:
            above = index + 1
        heads = opening <= index and isinstance(part, Paragraph) and is_heading(part, look)
        if beside == index and rect.top < box.rect.bottom and not (heads and box.rect.top < rect.top):
            beside = index + 1
    return max(above, beside) if above == 0 or above < beside else above


def end_of_opening(parts: Sequence[Part], look: Profile) -> int:
    """The index of the heading of the first running text, or of that text: what precedes it is title and letterhead."""
    for at, part in enumerate(parts):
        if not isinstance(part, Paragraph) or (len(part.rows) > 1 and not is_heading(part, look)):
            above = parts[at - 1] if at else None
            return at - (isinstance(above, Paragraph) and is_heading(above, look))
    return 0


def make_piece(part: Part, look: Profile, height: float) -> Piece:
    """The part with the role its look gives it."""
    if isinstance(part, Table):
        return Piece(part, "table")
    if is_unsigned_note(part, look, height):
        return Piece(part, "footnote")
    return Piece(part, "heading" if is_heading(part, look) else plain_role(part, look, height))
