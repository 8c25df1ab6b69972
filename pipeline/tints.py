"""Areas of a page picture that are tinted: light boxes, set apart from the paper by their four edges alone.

A scan's light may differ across the page by more than a tint does, but it changes slowly: a tint is known by steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.imaging import Gray
from pipeline.strokes import Stroke

LOOK_DPI = 100
"""Resolution about which tints are looked for."""

TILE_PX = 5
"""Pixels of a tile at that resolution: less than the white between lines, so that a tile there is all ground."""

CLOSED_TILES = 7
"""Tiles across of the largest dark thing that is print on the ground: 0.35 inch."""

MIN_STEP = 0.012
"""Least step at an edge, natural logarithm; light grays step by 0.03 to 0.2, the light of scans by 0.002."""

MAX_STEP = 0.5
"""Greatest step: darker boxes are found as such, and their letters are light."""

MIN_WIDTH_IN, MIN_HEIGHT_IN = 1.2, 0.5
"""Least size of a tinted box: lower ones are bands behind a line."""

EDGED = 0.85
"""Share of each side on which the step must be."""

MAX_RULES = 2
"""Rules that may stand in a tinted box or at its side; more make a frame or a table of it, which are found by rules."""

MOST_EDGES = 300
"""Upright edges of a side from which on a page is a picture all over, before those beside better ones are left out."""

EVEN = 0.9
"""Share of the ground inside a tint that must be as even as paper: photos and maps are not."""

Map = NDArray[np.float64]

Edge = tuple[int, int, int]
"""Column, first row and end of an upright edge, in tiles."""

TileBox = tuple[int, int, int, int]
"""Left, top, right and bottom, in tiles, half-open."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A tinted box, in pixels of the picture, exact to a tile."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_tints(gray: Gray, dpi: float, strokes: Sequence[Stroke]) -> tuple[Tint, ...]:
    """The tinted boxes of a level page, from the top, none over another and none that `strokes` frame or divide."""
    factor = max(1, round(dpi / LOOK_DPI))
    tile_in = TILE_PX * factor / dpi
    small: Gray = np.asarray(Image.fromarray(gray).reduce(factor))
    if min(small.shape) < TILE_PX * CLOSED_TILES:
        return ()
    ground = ground_map(small)
    is_light = ground > np.percentile(ground, 90) - MAX_STEP
    across, down = steps(ground), steps(ground.T).T
    height, width = int(MIN_HEIGHT_IN / tile_in), int(MIN_WIDTH_IN / tile_in)
    lefts, rights = edges(-across, height), edges(across, height)
    found: list[TileBox] = []
    for left, right in product(lefts, rights):
        if width <= right[0] - left[0]:
            box = closed_box(left, right, down)
            is_flat = is_even(across, down, box) and is_light[box[1] : box[3], box[0] : box[2]].mean() > EVEN
            if height <= box[3] - box[1] and is_edged(across, down, box) and is_flat:
                found.append(box)
    found.sort(key=lambda box: (-contrast(across, down, box), box))
    apart = [box for at, box in enumerate(found) if not any(_overlap(box, other) for other in found[:at])]
    size = TILE_PX * factor
    tints = (Tint(*(value * size for value in box)) for box in sorted(apart, key=lambda b: (b[1], b[0])))
    return tuple(tint for tint in tints if count_rules(tint, strokes, size) <= MAX_RULES)


def count_rules(tint: Tint, strokes: Sequence[Stroke], slack_px: int) -> int:
    """How many rules stand in a tinted box or on its sides."""
    x0, top, x1, bottom = tint.x0 - slack_px, tint.top - slack_px, tint.x1 + slack_px, tint.bottom + slack_px
    middles = [((rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2) for rule in strokes if not rule.filled]
    return sum(x0 <= x <= x1 and top <= y <= bottom for x, y in middles)


def closed_box(left: Edge, right: Edge, down: Map) -> TileBox:
    """The box between two upright edges, from where it gets darker downwards at their tops to where lighter again."""
    x0, x1 = left[0], right[0]
    top = best(-down, (min(left[1], right[1]), max(left[1], right[1])), x0, x1)
    return x0, top, x1, best(down, (min(left[2], right[2]), max(left[2], right[2])), x0, x1)


def ground_map(small: Gray) -> Map:
    """The logarithm of the brightness of what is printed on, by tiles: letters are closed over."""
    rows, columns = small.shape[0] // TILE_PX, small.shape[1] // TILE_PX
    tiles = small[: rows * TILE_PX, : columns * TILE_PX].reshape(rows, TILE_PX, columns, TILE_PX).swapaxes(1, 2)
    light = np.percentile(tiles.reshape(rows, columns, TILE_PX**2), 70, axis=2)
    closed = -widest(-widest(light))
    ground: Map = np.log(np.maximum(closed, 1.0))
    return ground


def widest(values: Map) -> Map:
    """Each value replaced by the greatest of the square around it."""
    for axis in (0, 1):
        reach = CLOSED_TILES // 2
        padded = np.pad(values, [(reach, reach) if at == axis else (0, 0) for at in (0, 1)], mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, CLOSED_TILES, axis=axis)
        values = windows.max(axis=-1)
    return values


def steps(ground: Map) -> Map:
    """How much lighter each tile and the next are than the two before."""
    padded = np.pad(ground, ((0, 0), (2, 1)), mode="edge")
    before, after = padded[:, :-3] + padded[:, 1:-2], padded[:, 2:-1] + padded[:, 3:]
    return (after - before) / 2


def edges(step: Map, least: int) -> list[Edge]:
    """The upright edges at which `step` is great `least` rows long and more; none of a page that is a picture all over.

    Pages with tinted boxes have up to twenty; each is compared with each.
    """
    is_peak = (step >= MIN_STEP) & (step <= MAX_STEP)
    found: list[Edge] = []
    columns = np.flatnonzero(is_peak.sum(axis=0) >= EDGED * least)
    for x in columns.tolist():
        # an edge may lean by a tile and be broken for a few rows
        near = is_peak[:, max(0, x - 1) : x + 2].any(axis=1)
        closed = np.convolve(near, np.ones(5), mode="same") >= 3
        ends = np.flatnonzero(np.diff(np.concatenate(([0], closed.astype(np.int8), [0]))))
        found += [(x, a, b) for a, b in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True) if least <= b - a]
    if len(found) > MOST_EDGES:
        return []
    return [edge for edge in found if not any(_is_better(other, edge, step) for other in found)]


def _is_better(other: Edge, edge: Edge, step: Map) -> bool:
    """Whether another edge beside one and along it has the greater step."""
    if other == edge or 2 < abs(other[0] - edge[0]) or other[2] <= edge[1] or edge[2] <= other[1]:
        return False
    mine, its = (float(step[e[1] : e[2], e[0]].sum()) for e in (edge, other))
    return (mine, -edge[0]) < (its, -other[0])


def best(step: Map, rows: tuple[int, int], x0: int, x1: int) -> int:
    """The row among and next to `rows` at which the step from above is greatest between two columns."""
    first, end = max(0, rows[0] - 4), min(len(step), rows[1] + 5)
    return first + int(np.argmax(np.median(step[first:end, x0:x1], axis=1)))


def is_edged(across: Map, down: Map, box: TileBox) -> bool:
    """Whether it gets darker into a box and lighter out of it along its four sides."""
    return all(
        len(side) and EDGED <= np.mean((side >= MIN_STEP) & (side <= MAX_STEP)) for side in sides(across, down, box)
    )


def contrast(across: Map, down: Map, box: TileBox) -> float:
    """The usual step at the side of a box where it is least."""
    return min(float(np.median(side)) for side in sides(across, down, box))


def sides(across: Map, down: Map, box: TileBox) -> tuple[Map, Map, Map, Map]:
    """The steps out of a box along its left, right, upper and lower sides, each the greatest within a tile."""
    x0, top, x1, bottom = box
    return (
        -across[top + 1 : bottom - 1, max(0, x0 - 1) : x0 + 2].min(axis=1),
        across[top + 1 : bottom - 1, x1 - 1 : x1 + 2].max(axis=1),
        -down[max(0, top - 1) : top + 2, x0 + 1 : x1 - 1].min(axis=0),
        down[bottom - 1 : bottom + 2, x0 + 1 : x1 - 1].max(axis=0),
    )


def is_even(across: Map, down: Map, box: TileBox) -> bool:
    """Whether the ground inside a box has hardly a step."""
    x0, top, x1, bottom = box
    inside = np.s_[top + 2 : bottom - 2, x0 + 2 : x1 - 2]
    flat = (np.abs(across[inside]) < MIN_STEP) & (np.abs(down[inside]) < MIN_STEP)
    return flat.size > 0 and EVEN <= float(np.mean(flat))


def _overlap(box: TileBox, other: TileBox) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
