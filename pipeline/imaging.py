"""Pictures of pages made ready for OCR, and what can be measured on them.

A page picture is a gray array, 0 black to 255 white. Every change of geometry comes with the matrix that leads back
to the picture as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Gray = NDArray[np.uint8]
Matrix = NDArray[np.float64]

MAX_SKEW = 6.0
"""Degrees either way in which a skew is looked for; more is a turned page."""

MIN_SKEW = 0.08
"""Skews below this many degrees are left: turning blurs more than it helps."""

WORK_WIDTH = 900
"""Pixels across of the small copy on which skew and paper are measured."""


GRAY_INK = 45
"""Inks whose components differ by less have no colour; JPEG tints black by up to 30."""

LIGHT_INK = 150
"""Gray inks from here on are white on a dark ground."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in gray for the engine, and in colour for the ink; `color` is None for gray pictures."""

    gray: Gray
    color: NDArray[np.uint8] | None  # height, width, (red, green, blue)


def picture_of(image: Image.Image) -> Picture:
    """A picture of PIL as ours."""
    if image.mode in ("L", "1", "I;16", "I", "F"):
        return Picture(np.asarray(image.convert("L")), None)
    color = np.asarray(image.convert("RGB"))
    gray = np.asarray(image.convert("L"))
    sample = color[::16, ::16].astype(np.int16)
    colored = np.mean(sample.max(axis=2) - sample.min(axis=2) > 24)
    return Picture(gray, color if 0.0005 < colored else None)


def ink_color(color: NDArray[np.uint8]) -> str | None:
    """The colour of the ink in a picture of one word as "#rrggbb", None without contrast.

    The median of the twentieth of the pixels farthest from the paper, which is what most pixels are.
    """
    pixels = color.reshape(-1, 3).astype(np.int16)
    if not len(pixels):
        return None
    away = np.abs(pixels - np.median(pixels, axis=0)).sum(axis=1)
    if np.percentile(away, 95) < 90:
        return None
    ink = np.median(pixels[away >= np.percentile(away, 95)], axis=0)
    if ink.max() - ink.min() < GRAY_INK:
        return "#ffffff" if LIGHT_INK <= ink.min() else "#000000"
    # a scan tells shades of one ink apart that are one: steps of a fifth
    return "#" + "".join(f"{round(part / 51) * 51:02x}" for part in ink)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture fit for OCR; `back` maps its pixel (x, y, 1) to the picture it was made from."""

    gray: Gray
    back: Matrix


def prepare(gray: Gray) -> Prepared:
    """The picture with the paper squared up and level.

    Light and contrast are left: the engine reads the gray picture, and evening out the light or another threshold
    found no more words on a photo and three poor scans (219 of 219, 636 of 636, 376 and 382 of 382, 668 of 671).
    """
    squared, back = square_paper(gray)
    angle = find_skew(squared)
    if MIN_SKEW <= abs(angle):
        squared, turn = rotate(squared, angle)
        back = back @ turn
    return Prepared(squared, back)


def shrink(gray: Gray, width: int) -> Gray:
    """A smaller copy, at most `width` pixels across."""
    image = Image.fromarray(gray)
    if image.width <= width:
        return gray
    return np.asarray(image.resize((width, max(1, image.height * width // image.width)), Image.Resampling.BOX))


def otsu(gray: Gray) -> int:
    """The threshold that best parts dark from light (Otsu 1979)."""
    counts = np.bincount(gray.ravel(), minlength=256).astype(np.float64)
    total = counts.sum()
    levels = np.arange(256)
    weight = np.cumsum(counts)
    sums = np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * weight / total - sums) ** 2 / (weight * (total - weight))
    return int(np.argmax(np.nan_to_num(between, nan=0.0, posinf=0.0, neginf=0.0)))


def dark_pixels(gray: Gray) -> NDArray[np.bool_]:
    """Where ink is: darker than the paper around by a fifth; the light may differ across the page."""
    paper = paper_map(gray)
    return gray.astype(np.int16) < 0.72 * paper


def paper_map(gray: Gray) -> Gray:
    """The brightness of the paper at each pixel: the light pixels of its surroundings."""
    height, width = gray.shape
    step = max(8, width // 48)
    rows, columns = -(-height // step), -(-width // step)
    padded = np.pad(gray, ((0, rows * step - height), (0, columns * step - width)), mode="edge")
    tiles = padded.reshape(rows, step, columns, step).swapaxes(1, 2).reshape(rows, columns, step * step)
    light = np.percentile(tiles, 85, axis=2).astype(np.uint8)
    small = Image.fromarray(light)
    return np.asarray(small.resize((columns * step, rows * step), Image.Resampling.BILINEAR))[:height, :width]


def find_skew(gray: Gray) -> float:
    """Degrees by which lines rise to the right, from the profile of ink along slanted rows.

    The profile is sharpest along the text. Searched to 0.5 degrees, then 0.05.
    """
    small = shrink(gray, WORK_WIDTH)
    ink = dark_pixels(small)
    height, width = ink.shape
    margin_y, margin_x = height // 30, width // 30
    ys, xs = np.nonzero(ink[margin_y : height - margin_y, margin_x : width - margin_x])
    if len(ys) < 500 or 0.4 * ink.size < len(ys):
        return 0.0
    step = max(1, len(ys) // 120_000)
    ys, xs = ys[::step].astype(np.float64), xs[::step].astype(np.float64)

    def sharpness(angle: float) -> float:
        rows = ys + np.tan(np.radians(angle)) * xs
        profile = np.bincount((rows - rows.min()).astype(np.int64))
        return float(np.square(np.diff(profile.astype(np.float64))).sum())

    best = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5), key=sharpness)
    best = max(np.arange(best - 0.5, best + 0.51, 0.05), key=sharpness)
    return float(best) if 1.08 * sharpness(0.0) < sharpness(best) else 0.0


def rotate(gray: Gray, angle: float) -> tuple[Gray, Matrix]:
    """The picture turned clockwise by `angle` degrees about its centre, and the matrix back."""
    height, width = gray.shape
    radians = np.radians(angle)
    cos, sin = np.cos(radians), np.sin(radians)
    x, y = width / 2, height / 2
    # a pixel of the result comes from the source turned the other way
    back = np.array([[cos, sin, x - cos * x - sin * y], [-sin, cos, y + sin * x - cos * y], [0, 0, 1]])
    turned = Image.fromarray(gray).transform(
        (width, height),
        Image.Transform.AFFINE,
        tuple(back[:2].ravel()),
        resample=Image.Resampling.BICUBIC,
        fillcolor=int(np.percentile(gray, 80)),
    )
    return np.asarray(turned), back


def turn(gray: Gray, quarters: int) -> tuple[Gray, Matrix]:
    """The picture turned clockwise by `quarters` of a turn, and the matrix back."""
    height, width = gray.shape
    match quarters % 4:
        case 1:
            back = np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1]], dtype=np.float64)
        case 2:
            back = np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=np.float64)
        case 3:
            back = np.array([[0, -1, width], [1, 0, 0], [0, 0, 1]], dtype=np.float64)
        case _:
            back = np.eye(3)
    return np.ascontiguousarray(np.rot90(gray, -quarters)), back


def square_paper(gray: Gray) -> tuple[Gray, Matrix]:
    """The sheet of paper alone, squared up, when the picture shows it on something darker; else the picture.

    What a photo or a scanner with an open lid has around the sheet is cut off.
    """
    corners = find_paper(gray)
    if corners is None:
        return gray, np.eye(3)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners  # clockwise from the top left
    width = int(max(np.hypot(x1 - x0, y1 - y0), np.hypot(x2 - x3, y2 - y3)))
    height = int(max(np.hypot(x3 - x0, y3 - y0), np.hypot(x2 - x1, y2 - y1)))
    target = ((0, 0), (width, 0), (width, height), (0, height))
    back = homography(target, corners)
    squared = Image.fromarray(gray).transform(
        (width, height), Image.Transform.PERSPECTIVE, tuple(back.ravel()[:8]), resample=Image.Resampling.BICUBIC
    )
    return np.asarray(squared), back


Corner = tuple[float, float]


def find_paper(gray: Gray) -> tuple[Corner, Corner, Corner, Corner] | None:
    """The corners of a sheet on something darker, clockwise from the top left; None when it fills the picture.

    The sheet is what is light and hangs together with the middle of the picture.
    """
    small = shrink(gray, 400)
    height, width = small.shape
    rim = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    middle = small[height // 4 : -height // 4, width // 4 : -width // 4]
    if middle.size == 0 or np.mean(rim < 0.75 * np.percentile(middle, 75)) < 0.12:
        return None
    light = (small > otsu(small)).astype(np.uint8) * 255
    canvas = Image.fromarray(light).convert("L")
    seed = _light_seed(light)
    if seed is None:
        return None
    ImageDraw.floodfill(canvas, seed, 128)
    ys, xs = np.nonzero(np.asarray(canvas) == 128)
    share = len(ys) / small.size
    if not 0.3 < share < 0.97:
        return None
    extremes = (np.argmin(xs + ys), np.argmax(xs - ys), np.argmax(xs + ys), np.argmax(ys - xs))
    corners = tuple((float(xs[at]), float(ys[at])) for at in extremes)
    area = _area(corners)
    if area < 0.85 * len(ys) or area < 0.3 * small.size:
        return None
    scale = gray.shape[1] / width
    a, b, c, d = ((x * scale, y * scale) for x, y in corners)
    return a, b, c, d


def _light_seed(light: Gray) -> tuple[int, int] | None:
    """A light pixel near the middle."""
    height, width = light.shape
    ys, xs = np.nonzero(light)
    if not len(ys):
        return None
    at = int(np.argmin(np.hypot(ys - height / 2, xs - width / 2)))
    return int(xs[at]), int(ys[at])


def _area(corners: tuple[Corner, ...]) -> float:
    """The area of a polygon."""
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def homography(source: tuple[Corner, ...], target: tuple[Corner, ...]) -> Matrix:
    """The matrix that maps four points to four others."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), np.array([value for corner in target for value in corner]))
    return np.append(solved, 1.0).reshape(3, 3)


def map_box(back: Matrix, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The upright rectangle around the four mapped corners of a box (x0, top, x1, bottom)."""
    x0, top, x1, bottom = box
    points = back @ np.array([[x0, x1, x1, x0], [top, top, bottom, bottom], [1, 1, 1, 1]])
    xs, ys = points[0] / points[2], points[1] / points[2]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())
