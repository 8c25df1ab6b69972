"""Pictures of pages become lines of words, by tesseract.

The engine reads a gray page made level; boxes come back in the points of the page as published. Its own lines are
kept as evidence; reading order is left to the layout.
"""

from __future__ import annotations

import os
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from PIL import Image

from pipeline.config import Config
from pipeline.errors import OcrError
from pipeline.imaging import Gray, Matrix, Picture, ink_color, map_box, prepare, turn
from pipeline.model import Box, Graphic
from pipeline.sheets import Draft, DraftLine
from pipeline.strokes import Stroke, find_strokes, stroke_width
from pipeline.tints import Tint, find_tints

SPECK_CONFIDENCE = 0.6
"""Marks without a letter or figure below this confidence are specks and pieces of rules."""

POOR_CONFIDENCE = 0.55
"""Mean confidence below which the page may be turned; upright pages reach 0.8, turned ones stay below 0.45."""

BOLD_LINE = 1.14
"""A line whose strokes are this many times as thick as usual is bold; measured on scans: regular up to 1.08, bold from
1.15, mostly 1.25."""

BOLD_WORD = 1.2
"""The same for a word and its neighbours, which are measured on fewer strokes."""

LEVEL_STROKE = 0.28
"""Pieces of ink wider than this many font sizes are level strokes; a heavy stem is 0.2."""

EVEN = 0.14
"""Relative difference up to which two measured sizes may be of one type."""

BULLET_MARKS = frozenset("•▪-–—*°«»➢>+¢©®")

ASCENDING = frozenset("bdfhklitéèêëàâäîïôöùûüÉÀÈÊABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÀÂÇÈÊËÎÏÔÖÙÛÜ/()[]|!?'’\"«»%&")
DESCENDING = frozenset("gjpqyçQÇ()[]/|,;")

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What OCR read on one page, in points of the page as published."""

    lines: tuple[DraftLine, ...]
    graphics: tuple[Graphic, ...]
    confidence: float  # mean over words, 0..1; 0 without words
    turned: int  # quarter turns clockwise that made it upright


@dataclass(frozen=True, slots=True)
class Found:
    """A word of tesseract, in pixels of the prepared picture."""

    text: str
    line: tuple[int, int, int]
    box: tuple[int, int, int, int]  # x0, top, x1, bottom
    confidence: float


def read_picture(picture: Picture, number: int, dpi: float, config: Config, name: str) -> OcrPage:
    """The words of a page picture at `dpi`; raises OcrError without tesseract or French, TimeoutError when too slow."""
    gray = picture.gray
    page = read_upright(gray, number, dpi, config, name)
    quarters = lying(page)
    if not quarters:
        if POOR_CONFIDENCE <= page.confidence:
            return colored(page, picture, dpi)
        quarters = find_turn(gray, name)
        if not quarters:
            return colored(page, picture, dpi)
    turned, back = turn(gray, quarters)
    other = read_upright(turned, number, dpi, config, name)
    if other.confidence <= page.confidence and not lying(page):
        return colored(page, picture, dpi)
    return colored(replace(moved(other, back, dpi), turned=quarters), picture, dpi)


def lying(page: OcrPage) -> int:
    """Quarter turns clockwise that make a page upright whose lines the engine read running up or down, else 0.

    It reads such lines well, but measures of their letters and strokes need them level.
    """
    down = [
        after.box.top - draft.box.top
        for line in page.lines
        for draft, after in pairwise(line)
        if len(draft.text) >= 3 and 1.5 * (draft.box.x1 - draft.box.x0) < draft.box.bottom - draft.box.top
    ]
    level = sum(len(line) for line in page.lines) - len(page.lines)
    if 2 * len(down) < level or not down:
        return 0
    return 3 if sum(down) > 0 else 1


def colored(page: OcrPage, picture: Picture, dpi: float) -> OcrPage:
    """The page with the ink of each word, when the picture has colours."""
    color = picture.color
    if color is None:
        return page

    def ink(box: Box) -> str | None:
        x0, top, x1, bottom = (max(0, round(value * dpi / 72)) for value in (box.x0, box.top, box.x1, box.bottom))
        return ink_color(color[top:bottom, x0:x1])

    lines = tuple(tuple(replace(draft, color=ink(draft.box)) for draft in line) for line in page.lines)
    return replace(page, lines=lines)


def read_upright(gray: Gray, number: int, dpi: float, config: Config, name: str) -> OcrPage:
    """The words of a picture that is upright or nearly."""
    ready = prepare(gray)
    found = [word for word in run_tesseract(ready.gray, config, name) if not is_speck(word)]
    scale = 72 / dpi
    lines: dict[tuple[int, int, int], list[Found]] = {}
    for word in found:
        lines.setdefault(word.line, []).append(word)
    groups = list(lines.values())
    sizes = even_sizes(groups)
    bolds = bold_words(ready.gray, groups, sizes)
    drafts = tuple(
        tuple(
            Draft(
                text=word.text,
                box=scaled(map_box(ready.back, word.box), scale, number),
                size=round(sizes[at] * scale, 1),
                bold=id(word) in bolds,
                confidence=round(word.confidence, 3),
            )
            for word in line
        )
        for at, line in enumerate(groups)
    )
    strokes = find_strokes(ready.gray, dpi)
    graphics = tuple(
        Graphic(kind, scaled(map_box(ready.back, (drawn.x0, drawn.top, drawn.x1, drawn.bottom)), scale, number), fill)
        for kind, fill, drawn in drawings(strokes, find_tints(ready.gray, dpi, strokes))
    )
    confidence = statistics.fmean(word.confidence for word in found) if found else 0.0
    return OcrPage(drafts, graphics, confidence, 0)


def drawings(
    strokes: Sequence[Stroke], tints: Sequence[Tint]
) -> Iterator[tuple[Literal["rect", "line"], str | None, Stroke | Tint]]:
    """What is drawn on a page as kind, fill and place."""
    for stroke in strokes:
        yield ("rect", "#000000", stroke) if stroke.filled else ("line", None, stroke)
    for tint in tints:
        yield "rect", "#dddddd", tint


def scaled(box: tuple[float, float, float, float], scale: float, number: int) -> Box:
    """A box in pixels as one in points."""
    x0, top, x1, bottom = (round(value * scale, 2) for value in box)
    return Box(number, x0, top, x1, bottom)


def moved(page: OcrPage, back: Matrix, dpi: float) -> OcrPage:
    """The page with its boxes led back to the picture before it was turned."""
    scale = 72 / dpi

    def lead(box: Box) -> Box:
        pixels = (box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)
        return scaled(map_box(back, pixels), scale, box.page)

    lines = tuple(tuple(replace(draft, box=lead(draft.box)) for draft in line) for line in page.lines)
    graphics = tuple(replace(graphic, box=lead(graphic.box)) for graphic in page.graphics)
    return replace(page, lines=lines, graphics=graphics)


def run_tesseract(gray: Gray, config: Config, name: str) -> list[Found]:
    """The words tesseract finds; raises OcrError or TimeoutError."""
    import pytesseract

    image = Image.fromarray(gray)
    # PNG packs for 0.2 s what is unpacked at once; a PGM costs nothing
    image.format = "PPM"
    try:
        with one_thread():
            table = pytesseract.image_to_data(
                image,
                lang=config.ocr_language,
                config="--psm 3",
                timeout=config.page_timeout_s,
                output_type=pytesseract.Output.DICT,
            )
    except pytesseract.TesseractNotFoundError as error:
        raise OcrError(name, "a page needs OCR and tesseract is not installed", INSTALL) from error
    except pytesseract.TesseractError as error:
        if "Failed loading language" in error.message or "Error opening data file" in error.message:
            raise OcrError(name, f"tesseract has no data for '{config.ocr_language}'", INSTALL) from error
        raise OcrError(name, f"tesseract failed ({error.message[:80]})", "save the page as another picture") from error
    except RuntimeError as error:
        # pytesseract's word for a child that was ended at the limit
        raise TimeoutError(f"OCR took longer than {config.page_timeout_s} s; scan the page again at 300 dpi") from error
    return [word for word in table_words(table) if word.text]


INSTALL = "install it: apt-get install tesseract-ocr tesseract-ocr-fra"


def table_words(table: dict[str, list[str | int]]) -> Iterator[Found]:
    """The rows of tesseract's table that are words; blanks within a word part it."""
    for at, text in enumerate(table["text"]):
        if float(table["conf"][at]) < 0:
            continue
        x0, top = int(table["left"][at]), int(table["top"][at])
        yield Found(
            text="".join(str(text).split()),
            line=(int(table["block_num"][at]), int(table["par_num"][at]), int(table["line_num"][at])),
            box=(x0, top, x0 + int(table["width"][at]), top + int(table["height"][at])),
            confidence=float(table["conf"][at]) / 100,
        )


@contextmanager
def one_thread() -> Iterator[None]:
    """Tesseract's children with one thread: its own threads cost 3 to 4 times the CPU and take longer (measured).

    pytesseract hands its children this process's environment and has no other way, so it is set for the call.
    """
    with _LOCK:
        before = os.environ.get("OMP_THREAD_LIMIT")
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ["OMP_THREAD_LIMIT"]
            else:
                os.environ["OMP_THREAD_LIMIT"] = before


def find_turn(gray: Gray, name: str) -> int:
    """Quarter turns clockwise that make the picture upright, 0 when it is or nobody can tell."""
    import pytesseract

    image = Image.fromarray(gray)
    image.format = "PPM"
    try:
        with one_thread():
            found = pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT, timeout=60)
    except (pytesseract.TesseractError, RuntimeError):
        # too few letters to tell, or no orientation data: the page is read as it lies
        return 0
    except pytesseract.TesseractNotFoundError as error:
        raise OcrError(name, "a page needs OCR and tesseract is not installed", INSTALL) from error
    return int(found["rotate"]) // 90 % 4


def is_speck(word: Found) -> bool:
    """Whether a find is dirt: no letter or figure and little confidence, or a mark of next to no confidence."""
    if any(c.isalnum() for c in word.text):
        return word.confidence < 0.08 and len(word.text) <= 2
    if word.text in BULLET_MARKS:
        return word.confidence < 0.1
    return word.confidence < SPECK_CONFIDENCE


def size_px(line: Sequence[Found]) -> float:
    """The font size of a line in pixels, from what its letters reach: median over its words.

    In the common text faces small letters are 0.52 of the size high, capitals and ascenders 0.72, and descenders
    reach 0.21 below.
    """
    sizes = []
    for word in line:
        letters = set(word.text)
        if not any(c.isalnum() for c in letters):
            continue
        reach = (0.72 if letters & ASCENDING else 0.52) + (0.21 if letters & DESCENDING else 0)
        sizes.append((word.box[3] - word.box[1]) / reach)
    return statistics.median(sizes) if sizes else float(max(word.box[3] - word.box[1] for word in line))


def even_sizes(lines: Sequence[Sequence[Found]]) -> dict[int, float]:
    """The font size in pixels of each line, by its index; those near the page's usual size are made equal to it.

    A line without descenders or capitals measures up to a seventh off.
    """
    sizes = alike_sizes(lines)
    weights = [sum(len(word.text) for word in line) for line in lines]
    if not sizes:
        return sizes
    usual = float(np.median(np.repeat(list(sizes.values()), weights)))
    # a word or two hold too few letters for a measure as good, and come out too small
    slack = [EVEN if len(line) > 2 else 1.6 * EVEN for line in lines]
    return {at: usual if -slack[at] < size / usual - 1 < EVEN else size for at, size in sizes.items()}


def alike_sizes(lines: Sequence[Sequence[Found]]) -> dict[int, float]:
    """The measured font size of each line; capital lines in a row that measure nearly alike get their mean.

    They are one heading, and without it the bounds of `even_sizes` may fall between its lines.
    """
    sizes = {at: size_px(line) for at, line in enumerate(lines)}
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and is_next_capital_line(lines[end - 1], lines[end], sizes[end] / sizes[end - 1]):
            end += 1
        mean = statistics.fmean(sizes[at] for at in range(start, end))
        sizes.update(dict.fromkeys(range(start, end), mean))
        start = end
    return sizes


def is_next_capital_line(before: Sequence[Found], line: Sequence[Found], ratio: float) -> bool:
    """Whether a line goes on a line of capitals right above it in type of nearly its size."""
    letters = [[c for word in words for c in word.text if c.isalpha()] for words in (before, line)]
    if not all(len(own) >= 4 and 0.85 * len(own) <= sum(c.isupper() for c in own) for own in letters):
        return False
    height = before[0].box[3] - before[0].box[1]
    below = 0 < line[0].box[1] - before[0].box[3] < height
    beside = line[0].box[0] < before[-1].box[2] and before[0].box[0] < line[-1].box[2]
    return below and beside and 1 - EVEN < ratio < 1 + EVEN


def bold_words(gray: Gray, lines: Sequence[Sequence[Found]], sizes: dict[int, float]) -> frozenset[int]:
    """The ids of words whose strokes are thicker, for their size, than the page's usual ones.

    A whole line is judged by its median, which is surer than each word alone.
    """
    ratios: list[list[tuple[Found, float]]] = []
    for at, line in enumerate(lines):
        ratios.append([])
        for word in line:
            x0, top, x1, bottom = word.box
            if sum(c.isalnum() for c in word.text) >= 2:
                width = stroke_width(gray[top:bottom, x0:x1], LEVEL_STROKE * sizes[at])
                ratios[-1].append((word, width / sizes[at]))
    every = [(ratio, len(word.text)) for line in ratios for word, ratio in line if ratio]
    if len(every) < 20:
        return frozenset()
    usual = float(np.median(np.repeat([r for r, _ in every], [n for _, n in every])))
    bold: set[int] = set()
    for at, line in enumerate(lines):
        own = [(word, ratio / usual) for word, ratio in ratios[at] if ratio]
        third = max(1, (len(own) + 2) // 3)
        thirds = (own, own[:third], own[-third:])
        if own and all(BOLD_LINE <= median_ratio(part) for part in thirds):
            bold.update(id(word) for word in line if word.text not in BULLET_MARKS)
            continue
        # bold openings of a line: each word with its neighbours
        smooth = [(word, median_ratio(own[max(0, i - 1) : i + 2])) for i, (word, _) in enumerate(own)]
        bold.update(id(word) for word, ratio in smooth if BOLD_WORD <= ratio)
    return frozenset(bold)


def median_ratio(words: Sequence[tuple[Found, float]]) -> float:
    """The median over the letters of some words."""
    return float(np.median(np.repeat([ratio for _, ratio in words], [len(word.text) for word, _ in words])))
