"""Pages with geometry (text layer or OCR) become blocks in reading order.

Furniture is told from the text first, since a page number under two columns would end them. Then each page is put in
order, roles are given by how the whole document looks, and paragraphs that a column or page cuts are joined.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout.closing import mark_imprint
from pipeline.layout.furniture import PageTokens, find_furniture
from pipeline.layout.headings import settle_headings
from pipeline.layout.join import join_cut, keep_whole
from pipeline.layout.margin import unfold_margins
from pipeline.layout.notes import tie_notes
from pipeline.layout.outline import mark_outlined, nest, outline_of
from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.pieces import Piece, make_pieces
from pipeline.layout.roles import profile
from pipeline.layout.tables import Table
from pipeline.layout.tokens import Row, level_graphics, level_tokens, leveling
from pipeline.model import Block, Line, Page


def lay_out_pages(pages: tuple[Page, ...]) -> tuple[Block, ...]:
    """The blocks of the document in reading order, furniture last; every word stands in exactly one."""
    ways = [(page, leveling(page)) for page in pages if page.words]
    leveled = [PageTokens(page.number, way.width, way.height, level_tokens(page, way)) for page, way in ways]
    everything = [token for page in leveled for token in page.tokens]
    furniture = find_furniture(leveled, profile(everything).style.size)
    cleared = [without(page, rows) for page, rows in zip(leveled, furniture, strict=True)]
    look = profile([token for page in cleared for token in page.tokens])
    graphics = {page.number: level_graphics(page, way) for page, way in ways}
    pieces = make_pieces(*unfold_margins(cleared, graphics, look), look)
    height = leveled[0].height if leveled else 0.0
    outline = outline_of(pages)
    settled = settle_headings(mark_outlined(tie_notes(pieces), outline), look, height)
    whole = keep_whole(mark_imprint(nest(settled, outline), look), look)
    blocks = (make_block(piece) for piece in join_cut(whole))
    aside = (Block(role="furniture", lines=(line_of(row),)) for rows in furniture for row in rows)
    return (*blocks, *aside)


def without(page: PageTokens, rows: tuple[Row, ...]) -> PageTokens:
    """The page without the tokens of its furniture."""
    gone = {id(token) for row in rows for token in row}
    return replace(page, tokens=tuple(token for token in page.tokens if id(token) not in gone))


def make_block(piece: Piece) -> Block:
    """The piece as a block."""
    part = piece.part
    if isinstance(part, Paragraph):
        lines = tuple(line_of(row) for row in part.rows)
        return Block(role=piece.role, lines=lines, level=piece.level, aside=piece.aside)
    return table_block(part)


def table_block(table: Table) -> Block:
    """A table as a block: each cell one line, whatever lines it is printed in."""
    cells = tuple(
        tuple(tuple(word for row in cell for word in line_of(row)) for cell in line if cell) for line in table.cells
    )
    return Block(
        role="table",
        lines=tuple(tuple(word for cell in row for word in cell) for row in cells),
        aside=table.aside,
        cells=cells,
    )


def line_of(row: Row) -> Line:
    """The words of a row."""
    return tuple(token.word for token in row)
