"""Tables: those that rules draw, and those that only columns and rows show."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.layout.frames import Grid, Rect
from pipeline.layout.paragraphs import opens_item
from pipeline.layout.tokens import Row, Token, rows

MAX_CELL_WORDS = 40
"""Mean words of the cells of a table; more is a page laid out with a table."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; each cell is its lines, and an empty cell has none."""

    cells: tuple[tuple[tuple[Row, ...], ...], ...]
    rect: Rect
    page: int
    aside: int | None = None


def ruled_table(grid: Grid, tokens: Sequence[Token], page: int) -> Table | None:
    """The table that a grid draws around `tokens`, None when it is a box or the frame of a layout."""
    filled: dict[int, dict[int, list[Token]]] = {}
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, token.middle
        cell = next((c for c in grid.cells if c.rect.holds(x, y)), None)
        if cell is not None:
            filled.setdefault(cell.row, {}).setdefault(cell.column, []).append(token)
    cells = [own for row in filled.values() for own in row.values()]
    columns = {column for row in filled.values() for column in row}
    if len(filled) < 2 or len(columns) < 2 or sum(len(row) > 1 for row in filled.values()) < 2:
        return None
    if MAX_CELL_WORDS < statistics.mean(len(own) for own in cells) or 3 * MAX_CELL_WORDS < max(map(len, cells)):
        return None
    return Table(
        tuple(tuple(rows(row[column]) for column in sorted(row)) for _, row in sorted(filled.items())),
        grid.rect,
        page,
    )


def columns_of(tokens: Sequence[Token], gap: float) -> list[list[Token]]:
    """The tokens parted where no token stands over a width of `gap` points or more, from the left."""
    columns: list[list[Token]] = []
    end = 0.0
    for token in sorted(tokens, key=lambda t: t.x0):
        if columns and token.x0 - end < gap:
            columns[-1].append(token)
        else:
            columns.append([token])
        end = max(end, token.x1) if columns[-1][0] is not token else token.x1
    return columns


def cell_starts(column: Sequence[Token]) -> list[tuple[float, int]]:
    """The height and number of words of each group of lines in a column that more white than usual parts."""
    lines = rows(column)
    starts: list[tuple[float, int]] = []
    before: Row | None = None
    for row in lines:
        size = statistics.median(token.size for token in row)
        top = statistics.median(token.middle for token in row)
        if before is not None and top - statistics.median(t.middle for t in before) < 1.35 * size:
            starts[-1] = (starts[-1][0], starts[-1][1] + len(row))
        else:
            starts.append((top, len(row)))
        before = row
    return starts


def is_open_table(tokens: Sequence[Token]) -> bool:
    """Whether columns without rules make a table: their cells begin at the same heights and are short.

    Columns of prose begin their paragraphs wherever they fall.
    """
    size = statistics.median(token.size for token in tokens)
    columns = columns_of(tokens, 0.75 * size)
    if len(columns) < 2:
        return False
    starts = [cell_starts(column) for column in columns]
    first = starts[0]
    if len(first) < 3 or any(len(other) < 3 for other in starts[1:2]):
        return False
    if max(statistics.mean(n for _, n in column) for column in starts) > MAX_CELL_WORDS / 2:
        return False
    shared = 0
    total = 0
    for column in starts[1:]:
        total += max(len(first), len(column))
        shared += sum(any(abs(top - other) < 0.5 * size for other, _ in column) for top, _ in first)
    return 0.8 * total <= shared


def open_table(tokens: Sequence[Token], page: int) -> Table:
    """The table of tokens that `is_open_table` accepted."""
    size = statistics.median(token.size for token in tokens)
    columns = columns_of(tokens, 0.75 * size)
    stops = [top - 0.5 * size for top, _ in cell_starts(columns[0])]
    table: list[list[list[Token]]] = [[[] for _ in columns] for _ in stops]
    for number, column in enumerate(columns):
        for token in column:
            at = max((i for i, stop in enumerate(stops) if stop <= token.middle), default=0)
            table[at][number].append(token)
    rect = Rect(
        min(t.x0 for t in tokens), min(t.top for t in tokens), max(t.x1 for t in tokens), max(t.bottom for t in tokens)
    )
    return Table(tuple(tuple(rows(cell) for cell in row if cell) for row in table), rect, page)


CELL_GAP = 1.5
"""White that parts cells of a row, in font sizes; word spaces of justified lines seldom reach it."""

MIN_ROWS = 3
"""Rows that make a table where nothing is drawn."""


TITLE_GAP = 0.55
"""White that parts the titles of narrow columns, in font sizes; a space has 0.25 to 0.33."""


def cells_of(row: Row, gap: float = CELL_GAP) -> list[Row]:
    """The row parted where white is wider than `gap` font sizes."""
    cells: list[list[Token]] = [[row[0]]]
    for before, token in pairwise(row):
        if gap * token.size < token.x0 - before.x1:
            cells.append([token])
        else:
            cells[-1].append(token)
    return [tuple(cell) for cell in cells]


def find_aligned_rows(lines: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """The runs [start, end) of `MIN_ROWS` and more rows whose cells stand in columns, with their wrapped lines."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        columns = [(cell[0].x0, cell[-1].x1) for cell in cells_of(lines[at])]
        end, full = at + 1, 1
        while len(columns) > 1 and end < len(lines) and not is_item(lines[at]):
            cells = [(cell[0].x0, cell[-1].x1) for cell in cells_of(lines[end])]
            homes = [_columns_under(cell, columns) for cell in cells]
            if any(len(home) != 1 for home in homes) or len({home[0] for home in homes}) < len(cells):
                break
            if len(cells) == 1 and not _is_wrapped(lines[end - 1], lines[end]):
                break
            for cell, home in zip(cells, homes, strict=True):
                x0, x1 = columns[home[0]]
                columns[home[0]] = (min(x0, cell[0]), max(x1, cell[1]))
            full += len(cells) > 1
            end += 1
        if MIN_ROWS <= full:
            found.append((at, end))
            at = end
        else:
            at += 1
    return tuple(found)


def is_item(row: Row) -> bool:
    """Whether a row is one text after a number that stands apart, as headings and items of lists have."""
    return len(row) > 1 and opens_item(row) and len(cells_of(row[1:])) == 1


def _columns_under(cell: tuple[float, float], columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a cell overlaps."""
    return [number for number, (x0, x1) in enumerate(columns) if cell[0] < x1 and x0 < cell[1]]


def names_columns(row: Row, table: Table) -> bool:
    """Whether a row right above a table titles its columns: over each, its parts with more than a space between."""
    if len(table.cells) < 2:
        return False
    lines = [[token for cell in line for part in cell for token in part] for line in table.cells[:2]]
    first, second = (statistics.median(token.middle for token in line) for line in lines)
    step = first - statistics.median(token.middle for token in row)
    if not 0 < step < 1.25 * (second - first):
        return False
    columns = [(min(t.x0 for p in cell for t in p), max(t.x1 for p in cell for t in p)) for cell in table.cells[0]]
    titles = cells_of(row, TITLE_GAP)
    over = {home for title in titles for home in _columns_under((title[0].x0, title[-1].x1), columns)}
    return 1 < len(columns) <= len(titles) and len(over) == len(columns)


def with_titles(row: Row, table: Table) -> Table:
    """The table with a row of titles that `names_columns` accepted."""
    top = min(token.top for token in row)
    titles = tuple((title,) for title in cells_of(row, TITLE_GAP))
    return replace(table, cells=(titles, *table.cells), rect=replace(table.rect, top=top))


def _is_wrapped(before: Row, row: Row) -> bool:
    """Whether a row of one cell goes on a cell of the row before: no more white than between lines."""
    size = statistics.median(token.size for token in row)
    return min(token.middle for token in row) - max(token.middle for token in before) < 1.35 * size


def aligned_table(lines: Sequence[Row], page: int) -> Table:
    """The table of rows that `find_aligned_rows` found."""
    table: list[list[list[Row]]] = []
    columns: list[tuple[float, float]] = []
    for row in lines:
        cells = cells_of(row)
        if len(cells) > 1 or not table:
            table.append([[cell] for cell in cells])
            columns = [(cell[0].x0, cell[-1].x1) for cell in cells]
            continue
        homes = _columns_under((cells[0][0].x0, cells[0][-1].x1), columns)
        table[-1][homes[0] if homes else -1].append(cells[0])
    tokens = [token for row in lines for token in row]
    rect = Rect(
        min(t.x0 for t in tokens), min(t.top for t in tokens), max(t.x1 for t in tokens), max(t.bottom for t in tokens)
    )
    return Table(tuple(tuple(tuple(cell) for cell in row) for row in table), rect, page)
