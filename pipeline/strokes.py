"""What is drawn on a page picture besides letters, and how thick letters are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.imaging import Gray, dark_pixels

MIN_RULE_IN = 0.35
"""Shortest rule that is looked for, inches; letters of a heading are up to 0.3 high and wide."""

MAX_RULE_IN = 0.035
"""A rule is at most this thick, inches."""

TILE_IN = 0.06
"""Tiles by which dark areas are found, inches: half a line, so that a tile of text on paper is mostly light."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule or a filled box, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    filled: bool


def find_strokes(gray: Gray, dpi: float) -> tuple[Stroke, ...]:
    """Rules across and down, and dark boxes, of a level page; what lies within a dark box is part of its letters."""
    step = max(1, round(dpi / 150))
    scale = dpi / step
    small = gray if step == 1 else _darkest(gray, step)
    ink = dark_pixels(small)
    boxes = dark_boxes(small, scale)
    length, thickness = int(MIN_RULE_IN * scale), int(MAX_RULE_IN * scale) + 1
    rules = [Stroke(x0, y0, x1, y1, filled=False) for x0, y0, x1, y1 in _runs(ink, length, thickness)]
    rules += [Stroke(x0, y0, x1, y1, filled=False) for y0, x0, y1, x1 in _runs(ink.T, length, thickness)]
    free = [rule for rule in rules if not any(_inside(rule, box) for box in boxes)]
    return tuple(Stroke(r.x0 * step, r.top * step, r.x1 * step, r.bottom * step, r.filled) for r in (*free, *boxes))


def _inside(rule: Stroke, box: Stroke) -> bool:
    """Whether the middle of a rule lies in a box."""
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def dark_boxes(gray: Gray, dpi: float) -> list[Stroke]:
    """The areas filled with a dark colour, with or without light letters on it, as rectangles."""
    tile = max(2, int(TILE_IN * dpi))
    height, width = gray.shape[0] // tile, gray.shape[1] // tile
    paper = np.percentile(gray, 90)
    dark = gray[: height * tile, : width * tile] < 0.6 * paper
    share = dark.reshape(height, tile, width, tile).mean(axis=(1, 3))
    filled = share > 0.5
    boxes: list[list[int]] = []
    for y in range(height):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], filled[y].astype(np.int8), [0]))))
        for x0, x1 in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            home = next((b for b in boxes if b[3] in (y, y - 1) and x0 < b[2] and b[0] < x1), None)
            if home is None:
                boxes.append([x0, y, x1, y + 1])
            else:
                home[0], home[2], home[3] = min(home[0], x0), max(home[2], x1), y + 1
    return [
        Stroke(x0 * tile, y0 * tile, x1 * tile, y1 * tile, filled=True)
        for x0, y0, x1, y1 in boxes
        if (x1 - x0) * TILE_IN >= 1 and (y1 - y0) * TILE_IN >= 0.15 and filled[y0:y1, x0:x1].mean() > 0.7
    ]


def _darkest(gray: Gray, step: int) -> Gray:
    """The picture reduced by `step`, each pixel the darkest of its tile, so that thin rules stay."""
    height, width = gray.shape[0] // step * step, gray.shape[1] // step * step
    tiles = gray[:height, :width].reshape(height // step, step, width // step, step)
    darkest: Gray = tiles.min(axis=(1, 3))
    return darkest


def _runs(ink: NDArray[np.bool_], length: int, thickness: int) -> list[tuple[int, int, int, int]]:
    """The long thin runs of ink along rows as (x0, y0, x1, y1), runs of touching rows made one."""
    width = ink.shape[1]
    if width <= length:
        return []
    # a rule that is not quite level steps from row to row: two rows together are unbroken
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    sums = np.cumsum(np.pad(thick, ((0, 0), (1, 0))).astype(np.int32), axis=1)
    full = sums[:, length:] - sums[:, :-length] == length
    open_boxes: list[list[int]] = []
    done: list[list[int]] = []
    for y in np.nonzero(full.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], full[y].astype(np.int8), [0]))))
        for x0, end in zip(edges[::2], edges[1::2], strict=True):
            x1 = int(end) + length - 1
            home = next((b for b in open_boxes if y - b[3] <= 2 and x0 <= b[2] + 4 and b[0] - 4 <= x1), None)
            if home is None:
                open_boxes.append([int(x0), int(y), x1, int(y)])
            else:
                home[0], home[2], home[3] = min(home[0], int(x0)), max(home[2], x1), int(y)
        done += [b for b in open_boxes if y - b[3] > 2]
        open_boxes = [b for b in open_boxes if y - b[3] <= 2]
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in (*done, *open_boxes) if y1 - y0 <= thickness]


def stroke_width(gray: Gray, longest: float) -> float:
    """The usual width in pixels of upright strokes in a picture of one word; 0 without contrast or strokes.

    Rows are cut where ink begins, and the darkness of each piece summed, so that blur, which spreads ink and keeps
    its amount, does not widen strokes. Pieces over `longest` pixels are level strokes and are left out. Light letters
    on a dark ground are measured as well.
    """
    if gray.size == 0:
        return 0.0
    dark, light = np.percentile(gray, 3), np.percentile(gray, 97)
    if light - dark < 40:
        return 0.0
    ink = np.clip((light - gray) / (light - dark), 0, 1)
    if 0.55 < np.median(ink):
        ink = 1 - ink
    # a light column ends each row, so that no stroke runs on into the next
    flat = np.pad(ink, ((0, 0), (0, 1))).ravel()
    core = flat > 0.5
    starts = np.flatnonzero(core[1:] & ~core[:-1]) + 1
    ends = np.flatnonzero(core[:-1] & ~core[1:]) + 1
    if not len(starts) or not len(ends):
        return 0.0
    ends = ends[ends > starts[0]]
    starts = starts[: len(ends)]
    lengths = ends - starts
    masses = np.add.reduceat(flat, starts)
    short = masses[lengths <= longest]
    return float(np.median(short)) if len(short) else 0.0
