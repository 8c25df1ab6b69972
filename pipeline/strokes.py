"""What is drawn on a page picture besides letters, and how thick letters are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.imaging import Gray, dark_pixels

MIN_RULE_IN = 0.35
"""Shortest rule that is looked for, inches; letters of a heading are up to 0.3 high and wide."""

MAX_RULE_IN = 0.035
"""A rule is at most this thick, inches; thicker is a filled box."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule or a filled box, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    filled: bool


def find_strokes(gray: Gray, dpi: float) -> tuple[Stroke, ...]:
    """Rules across and down, and dark boxes, of a level page."""
    step = max(1, round(dpi / 150))
    ink = dark_pixels(np.ascontiguousarray(gray[::step, ::step]) if step == 1 else _darkest(gray, step))
    scale = dpi / step
    across = _runs(ink, int(MIN_RULE_IN * scale), int(MAX_RULE_IN * scale) + 1)
    down = _runs(ink.T, int(MIN_RULE_IN * scale), int(MAX_RULE_IN * scale) + 1)
    rules = [Stroke(x0, y0, x1, y1, fill) for x0, y0, x1, y1, fill in across]
    rules += [Stroke(y0, x0, y1, x1, fill) for x0, y0, x1, y1, fill in down if not fill]
    return tuple(Stroke(r.x0 * step, r.top * step, r.x1 * step, r.bottom * step, r.filled) for r in rules)


def _darkest(gray: Gray, step: int) -> Gray:
    """The picture reduced by `step`, each pixel the darkest of its tile, so that thin rules stay."""
    height, width = gray.shape[0] // step * step, gray.shape[1] // step * step
    tiles = gray[:height, :width].reshape(height // step, step, width // step, step)
    darkest: Gray = tiles.min(axis=(1, 3))
    return darkest


def _runs(ink: NDArray[np.bool_], length: int, thickness: int) -> list[tuple[int, int, int, int, bool]]:
    """The long runs of ink along rows as (x0, y0, x1, y1, filled), runs of touching rows made one."""
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
    found = []
    for x0, y0, x1, y1 in [*done, *open_boxes]:
        deep = y1 - y0
        if deep <= thickness:
            found.append((x0, y0, x1, y1, False))
        elif 0.5 * (x1 - x0) * deep < ink[y0:y1, x0:x1].sum():
            found.append((x0, y0, x1, y1, True))
    return found


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
