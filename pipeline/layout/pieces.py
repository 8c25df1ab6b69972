"""A part of the document with its role, and the whole document as a row of such pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.layout.flow import Box, Part, aside_parts, read_flow
from pipeline.layout.furniture import PageTokens
from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.roles import Profile, is_heading, plain_role
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
    """All pages in reading order; each box stands at the end of the section that runs beside it."""
    pieces: list[Piece] = []
    waiting: list[tuple[float, int, Box]] = []
    count = 0
    for page in pages:
        flow = read_flow(page, graphics.get(page.number, ()), look)
        height = page.height or 1.0
        boxes = list(flow.boxes)
        for part in flow.main:
            piece = make_piece(part, look, height)
            if piece.role == "heading" and isinstance(part, Paragraph):
                # a box that begins above a heading belongs to the section before it; so does one of an earlier page
                above = [box for box in boxes if box.rect.top < part.top]
                boxes = [box for box in boxes if box not in above]
                opens = not pieces or pieces[-1].role == "heading"
                if opens and above:
                    waiting.extend((height, page.number, box) for box in above)
                else:
                    pieces.extend(_boxed(waiting, above, count, look, height))
                    count += len(waiting) + len(above)
                    waiting = []
            pieces.append(piece)
        waiting.extend((height, page.number, box) for box in boxes)
    pieces.extend(_boxed(waiting, [], count, look, 1.0))
    return tuple(pieces)


def _boxed(
    waiting: Sequence[tuple[float, int, Box]], above: Sequence[Box], count: int, look: Profile, height: float
) -> list[Piece]:
    """The pieces of the boxes, numbered on from `count`."""
    boxes = [*((h, box) for h, _, box in waiting), *((height, box) for box in above)]
    return [
        make_piece(part, look, h)
        for number, (h, box) in enumerate(boxes, count + 1)
        for part in aside_parts(box, number)
    ]


def make_piece(part: Part, look: Profile, height: float) -> Piece:
    """The part with the role its look gives it."""
    if isinstance(part, Table):
        return Piece(part, "table")
    return Piece(part, "heading" if is_heading(part, look) else plain_role(part, look, height))
