"""Frames and tables that rules and shading draw on a page.

Edges of rectangles and rules that touch make one grid; its lines part cells, and cells that no line parts are one.
A grid of one cell is a panel (a box of text), one of rows and columns may be a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Graphic

TOUCH_PT = 3.0
"""Edges nearer than this touch; producers leave 0.5 to 2 pt between the rules of a table."""

MAX_EDGES = 500
"""Longest edges of each direction that are looked at; a table of 40 rows has 120, maps have thousands."""

MIN_EDGE_PT = 12.0
"""Shorter edges are bullets, underlines of a letter, or drawing."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in level page coordinates, points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    @property
    def area(self) -> float:
        """In square points."""
        return (self.x1 - self.x0) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight edge: at `at` on the one axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, by its first row and column."""

    row: int
    column: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges that touch and the cells between them."""

    rect: Rect
    cells: tuple[Cell, ...]


def find_grids(graphics: Sequence[Graphic]) -> tuple[Grid, ...]:
    """The grids of a page, smallest first."""
    across, down = edges(graphics)
    parents = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if _within(v.at, h) and _within(h.at, v):
                parents[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    grids = (make_grid(hs, vs) for hs, vs in groups.values())
    return tuple(sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.rect.area))


def edges(graphics: Sequence[Graphic]) -> tuple[list[Edge], list[Edge]]:
    """The horizontal and the vertical edges, collinear pieces joined, the longest first."""
    across: list[Edge] = []
    down: list[Edge] = []
    for graphic in graphics:
        box = graphic.box
        if graphic.kind == "rect":
            across += Edge(box.top, box.x0, box.x1), Edge(box.bottom, box.x0, box.x1)
            down += Edge(box.x0, box.top, box.bottom), Edge(box.x1, box.top, box.bottom)
        elif graphic.kind == "line" and box.bottom - box.top <= box.x1 - box.x0:
            across.append(Edge((box.top + box.bottom) / 2, box.x0, box.x1))
        elif graphic.kind == "line":
            down.append(Edge((box.x0 + box.x1) / 2, box.top, box.bottom))
    return _joined(across), _joined(down)


def _joined(found: Sequence[Edge]) -> list[Edge]:
    """Collinear edges that touch made one; the `MAX_EDGES` longest."""
    joined: list[Edge] = []
    for edge in sorted(found, key=lambda e: (round(e.at / TOUCH_PT), e.start)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.at - edge.at) <= TOUCH_PT and edge.start <= last.end + TOUCH_PT:
            joined[-1] = Edge(last.at, last.start, max(last.end, edge.end))
        else:
            joined.append(edge)
    long = [edge for edge in joined if MIN_EDGE_PT <= edge.end - edge.start]
    return sorted(long, key=lambda e: e.start - e.end)[:MAX_EDGES]


def _within(at: float, edge: Edge) -> bool:
    """Whether `at` lies on the length of the edge."""
    return edge.start - TOUCH_PT <= at <= edge.end + TOUCH_PT


def make_grid(across: Sequence[Edge], down: Sequence[Edge]) -> Grid | None:
    """The grid that touching edges make, None when they close no cell."""
    ys, xs = _stops(across), _stops(down)
    if len(ys) < 2 or len(xs) < 2:
        return None
    owner = {(i, j): (i, j) for i in range(len(ys) - 1) for j in range(len(xs) - 1)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for i, j in list(owner):
        if (i, j + 1) in owner and not _drawn(down, xs[j + 1], ys[i], ys[i + 1]):
            a, b = sorted((root((i, j)), root((i, j + 1))))
            owner[b] = a
        if (i + 1, j) in owner and not _drawn(across, ys[i + 1], xs[j], xs[j + 1]):
            a, b = sorted((root((i, j)), root((i + 1, j))))
            owner[b] = a
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in owner:
        members.setdefault(root(cell), []).append(cell)
    cells = tuple(
        Cell(first[0], first[1], Rect(xs[min(j for _, j in own)], ys[min(i for i, _ in own)],
                                      xs[max(j for _, j in own) + 1], ys[max(i for i, _ in own) + 1]))
        for first, own in sorted(members.items())
    )  # fmt: skip
    return Grid(Rect(xs[0], ys[0], xs[-1], ys[-1]), cells)


def _stops(found: Sequence[Edge]) -> list[float]:
    """Where edges stand, those that touch once."""
    stops: list[float] = []
    for at in sorted(edge.at for edge in found):
        if not stops or TOUCH_PT < at - stops[-1]:
            stops.append(at)
    return stops


def _drawn(found: Sequence[Edge], at: float, start: float, end: float) -> bool:
    """Whether an edge at `at` parts most of the way from `start` to `end`."""
    return any(
        abs(edge.at - at) <= TOUCH_PT and 0.6 * (end - start) <= min(edge.end, end) - max(edge.start, start)
        for edge in found
    )
