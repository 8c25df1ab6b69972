"""The parts of one page in reading order: paragraphs and tables of the main flow, and those of its boxes.

A box is beside the flow unless it holds most of the page, a heading, or a table without rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.layout.frames import Grid, Rect, find_grids
from pipeline.layout.furniture import PageTokens
from pipeline.layout.paragraphs import Paragraph, split_paragraphs, style_of
from pipeline.layout.regions import Region, read_order
from pipeline.layout.roles import Profile, is_big
from pipeline.layout.tables import (
    Table,
    aligned_table,
    find_aligned_rows,
    is_item,
    is_open_table,
    names_columns,
    open_table,
    ruled_table,
    with_titles,
)
from pipeline.layout.tokens import Row, Token, rows, text_of
from pipeline.layout.words import starts_with
from pipeline.model import Graphic

Part = Paragraph | Table

MAIN_SHARE = 0.5
"""Boxes that hold more than this share of a page's words are its main flow."""

MIN_PICTURE, MAX_PICTURE = 0.02, 0.6
"""Shares of the page between which a picture is an illustration: no icon, and no ground under the text."""

MAX_LABELS = 25
"""Words on a picture up to which they are labels; more is text set on it."""

MIN_BOX_WORDS = 6
"""Fewer words are a label or a field of a form."""


MAX_BANNER_LINES = 2
"""Lines of bold type up to which a panel holds a heading."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box beside the flow and its parts."""

    rect: Rect
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PageFlow:
    """One page in reading order."""

    number: int
    height: float
    main: tuple[Part, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What a frame or shading holds: words, and tables drawn in it."""

    rect: Rect
    tokens: list[Token]
    tables: list[Table]


def read_flow(page: PageTokens, graphics: Sequence[Graphic], look: Profile) -> PageFlow:
    """The flow of a page whose furniture is taken out."""
    body = look.style.size
    free = list(page.tokens)
    upright = [token for token in free if not is_turned(token)]
    turned = [token for token in free if is_turned(token)]
    free, pictured = take_pictured(upright, graphics, page, body)
    tables: list[Table] = []
    panels: list[Panel] = []
    for grid in find_grids(graphics):
        own, free = inside(free, grid.rect)
        table = ruled_table(grid, own, page.number)
        if table is not None:
            tables.append(table)
            continue
        for rect, tokens in panels_of(grid, own):
            within = [table for table in tables if surrounds(rect, table.rect)]
            if len(tokens) >= MIN_BOX_WORDS and not within and is_open_table(tokens):
                tables.append(replace(open_table(tokens, page.number), rect=rect))
            elif is_box(rect, [*tokens, *tokens_of(within)], page, look):
                panels.append(Panel(rect, tokens, within))
                tables = [table for table in tables if table not in within]
            else:
                free.extend(tokens)
    if MAIN_SHARE * len(page.tokens) < sum(len(panel.tokens) + len(tokens_of(panel.tables)) for panel in panels):
        free.extend(token for panel in panels for token in panel.tokens)
        tables.extend(table for panel in panels for table in panel.tables)
        panels = []
    main = insert_tables(flow_parts(free, page.number, body), tables)
    panels.extend(Panel(rect, tokens, []) for rect, tokens in pictured)
    boxes = tuple(
        Box(panel.rect, tuple(insert_tables(flow_parts(panel.tokens, page.number, body), panel.tables)))
        for panel in panels
    )
    if turned:
        main = [*main, *split_paragraphs(turned, page.number, body)]
    return PageFlow(page.number, page.height, tuple(main), tuple(sorted(boxes, key=lambda b: (b.rect.top, b.rect.x0))))


def take_pictured(
    tokens: Sequence[Token], graphics: Sequence[Graphic], page: PageTokens, body: float
) -> tuple[list[Token], list[tuple[Rect, list[Token]]]]:
    """The tokens without those of pictures, and each picture with its words: labels on it, a caption under it."""
    free = list(tokens)
    pictured = []
    for graphic in graphics:
        box = graphic.box
        rect = Rect(box.x0, box.top, box.x1, box.bottom)
        if graphic.kind != "image" or not MIN_PICTURE < rect.area / (page.width * page.height) < MAX_PICTURE:
            continue
        own, rest = inside(free, rect)
        if MAX_LABELS < len(own):
            continue
        caption, rest = inside(rest, Rect(rect.x0 - body, rect.bottom, rect.x1 + body, rect.bottom + 5 * body))
        lines = rows(caption)
        taken = caption_rows(lines, rect.bottom, body)
        own.extend(token for row in lines[:taken] for token in row)
        rest = [*rest, *(token for row in lines[taken:] for token in row)]
        if own:
            free = rest
            pictured.append((rect, own))
    return free, pictured


def caption_rows(lines: Sequence[Row], bottom: float, body: float) -> int:
    """How many of the rows under a picture are its caption: it says so, and no more white parts its lines."""
    if not lines or not starts_with(text_of(lines[0]), "caption") or 2 * body < lines[0][0].top - bottom:
        return 0
    count = 1
    while count < len(lines) and lines[count][0].middle - lines[count - 1][0].middle < 1.35 * lines[0][0].size:
        count += 1
    return count


def is_turned(token: Token) -> bool:
    """Whether a word runs up or down the page."""
    return len(token.word.text) > 2 and 1.5 * (token.x1 - token.x0) < token.bottom - token.top


def inside(tokens: Sequence[Token], rect: Rect) -> tuple[list[Token], list[Token]]:
    """The tokens whose middle the rectangle holds, and the others."""
    own = [token for token in tokens if rect.holds((token.x0 + token.x1) / 2, token.middle)]
    ids = {id(token) for token in own}
    return own, [token for token in tokens if id(token) not in ids]


def panels_of(grid: Grid, tokens: Sequence[Token]) -> list[tuple[Rect, list[Token]]]:
    """Each filled cell of the grid as a panel of its own; what lies between cells goes to the nearest."""
    filled: dict[Rect, list[Token]] = {}
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, token.middle
        cell = min(grid.cells, key=lambda c: _distance(c.rect, x, y))
        filled.setdefault(cell.rect, []).append(token)
    return list(filled.items())


def _distance(rect: Rect, x: float, y: float) -> float:
    return max(rect.x0 - x, x - rect.x1, 0.0) + max(rect.top - y, y - rect.bottom, 0.0)


def surrounds(rect: Rect, inner: Rect) -> bool:
    """Whether the middle of a rectangle lies in a larger one."""
    return inner.area < rect.area and rect.holds((inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2)


def tokens_of(tables: Sequence[Table]) -> list[Token]:
    """The tokens of some tables."""
    return [token for table in tables for line in table.cells for cell in line for row in cell for token in row]


def is_box(rect: Rect, tokens: Sequence[Token], page: PageTokens, look: Profile) -> bool:
    """Whether a panel stands beside the flow."""
    if len(tokens) < MIN_BOX_WORDS or 0.6 * page.height < rect.bottom - rect.top:
        return False
    lines = rows(tokens)
    styles = [style_of(row) for row in lines]
    words = [len(row) for row in lines]
    if len(lines) == 1:
        return False  # a band behind a line, such as every other row of a table has
    if len(lines) <= MAX_BANNER_LINES and all(style.bold and not look.style.bold for style in styles):
        return False  # a heading set on a band
    heads = sum(n for n, style in zip(words, styles, strict=True) if is_big(style, look) or (style.bold and style.caps))
    return heads < 0.5 * sum(words)


def flow_parts(tokens: Sequence[Token], page: int, body: float) -> list[Part]:
    """Paragraphs and open tables in reading order."""
    parts: list[Part] = []
    for region in read_order(tokens, is_table_region):
        if is_table_region(region):
            first = rows(region)[0]
            number = first if is_item(first) else ()  # of a heading, no cell
            parts.extend(split_paragraphs(number, page, body))
            parts.append(open_table([token for token in region if token not in number], page))
        else:
            parts.extend(rows_and_tables(region, page, body))
    return title_tables(parts)


def title_tables(parts: Sequence[Part]) -> list[Part]:
    """The parts with lines that title the columns of the table under them made its first row."""
    titled: list[Part] = []
    for part in parts:
        above = titled[-1] if titled else None
        row = above.rows[0] if isinstance(above, Paragraph) and len(above.rows) == 1 else None
        if isinstance(part, Table) and row is not None and names_columns(row, part):
            titled[-1] = with_titles(row, part)
        else:
            titled.append(part)
    return titled


def rows_and_tables(region: Region, page: int, body: float) -> list[Part]:
    """The paragraphs of a region, and between them the tables that aligned cells make."""
    lines = rows(region)
    parts: list[Part] = []
    at = 0
    for start, end in find_aligned_rows(lines):
        parts.extend(split_paragraphs([token for row in lines[at:start] for token in row], page, body))
        parts.append(aligned_table(lines[start:end], page))
        at = end
    parts.extend(split_paragraphs([token for row in lines[at:] for token in row], page, body))
    return parts


def is_table_region(region: Region) -> bool:
    """Whether the region is a table without rules."""
    return len(region) >= 6 and is_open_table(region)


def insert_tables(parts: Sequence[Part], tables: Sequence[Table]) -> list[Part]:
    """The parts with each table after the last part that stands above it in its columns."""
    ordered = list(parts)
    for table in sorted(tables, key=lambda t: t.rect.top):
        at = 0
        for index, part in enumerate(ordered):
            rect = extent(part)
            beside = rect.x1 < table.rect.x0 or table.rect.x1 < rect.x0
            if not beside and (rect.top + rect.bottom) / 2 < (table.rect.top + table.rect.bottom) / 2:
                at = index + 1
        ordered.insert(at, table)
    return ordered


def extent(part: Part) -> Rect:
    """The rectangle around a part."""
    if isinstance(part, Table):
        return part.rect
    tokens = [token for row in part.rows for token in row]
    return Rect(min(t.x0 for t in tokens), part.top, max(t.x1 for t in tokens), part.bottom)


def aside_parts(box: Box, number: int) -> tuple[Part, ...]:
    """The parts of a box, marked with its number."""
    return tuple(replace(part, aside=number) for part in box.parts)
