"""Text in the pictures of a page whose text layer is sound: read by OCR, that part of the page only.

A letter, a box or a table pasted as a bitmap is running text; logos, photos, charts and maps are not, and their
labels would only litter the page. So a picture must look like ink on paper, and what OCR finds must be lines of words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.config import Config
from pipeline.errors import OcrError
from pipeline.imaging import Gray, Picture
from pipeline.model import Box, Graphic
from pipeline.ocr import OcrPage, colored, read_upright
from pipeline.readers.quality import LETTERS, known_share
from pipeline.rendering import render_page
from pipeline.sheets import DraftLine, Sheet

MIN_SHARE = 0.03
"""Share of the page from which a picture may hold text that matters; logos have 0.01 to 0.03."""

MAX_LAYER_WORDS = 3
"""Words of the layer on a picture beyond which it is the ground of the text."""

MAX_PICTURES = 40
"""Largest pictures of a page that are looked at."""

LOOK_DPI = 100.0
"""Resolution at which pictures are looked at: 20 ms a page."""

PAPER, INK = 24, 80
"""Grays nearer to the commonest one than the first are paper, farther than the second are ink."""

MIN_WORDS = 12
LINE_WORDS = 4
MIN_IN_LINES = 0.6
"""Running text has this many words and more, most of them in lines of four and more; labels stand alone."""

MIN_CONFIDENCE = 0.75
MIN_KNOWN = 0.6


def add_pictured_text(sheet: Sheet, content: bytes, config: Config, name: str) -> Sheet:
    """The sheet with the words of its text pictures after its own, and a note of what was done or could not be."""
    boxes = text_less_pictures(sheet)
    if not boxes:
        return sheet
    lines: list[DraftLine] = []
    notes: list[str] = []
    try:
        small, small_dpi = render_page(content, sheet.number, LOOK_DPI)
        boxes = tuple(box for box in boxes if is_ink_on_paper(cut(small, box, small_dpi).gray))
        if boxes:
            picture, dpi = render_page(content, sheet.number, config.ocr_dpi)
            for box in boxes:
                lines += read_part(picture, box, dpi, config, name)
    except (ValueError, TimeoutError, OcrError) as error:
        fact = error.fact if isinstance(error, OcrError) else str(error)
        notes.append(f"a picture that may hold text was not read: {fact}")
    if lines:
        notes.append(f"{sum(len(line) for line in lines)} words of a picture were read by OCR")
    return replace(sheet, lines=(*sheet.lines, *lines), notes=(*sheet.notes, *notes))


def text_less_pictures(sheet: Sheet) -> tuple[Box, ...]:
    """The parts of the page under large pictures on which the layer has hardly a word, none over another."""
    drafts = [draft.box for line in sheet.lines for draft in line]
    found: list[Box] = []
    clipped = (clip(graphic, sheet) for graphic in sheet.graphics if graphic.kind == "image")
    for box in sorted(clipped, key=lambda b: -_area(b))[:MAX_PICTURES]:
        if _area(box) < MIN_SHARE * sheet.width * sheet.height:
            break
        within = sum(_holds(box, draft) for draft in drafts)
        if within <= MAX_LAYER_WORDS and not any(_overlap(box, other) for other in found):
            found.append(box)
    return tuple(sorted(found, key=lambda b: (b.top, b.x0)))


def clip(graphic: Graphic, sheet: Sheet) -> Box:
    """The part of a graphic that lies on the page."""
    box = graphic.box
    x0, top = min(max(0.0, box.x0), sheet.width), min(max(0.0, box.top), sheet.height)
    return replace(
        box, x0=x0, top=top, x1=max(x0, min(box.x1, sheet.width)), bottom=max(top, min(box.bottom, sheet.height))
    )


def is_ink_on_paper(gray: Gray) -> bool:
    """Whether a picture has the two tones of print: most of it paper, some ink, little between.

    Photos spread over all tones, and flat ornaments have no ink.
    """
    if gray.size == 0:
        return False
    paper = (int(np.argmax(np.bincount(gray.ravel() // 16, minlength=16))) * 16) + 8
    away = np.abs(gray.astype(np.int16) - paper)
    blank, ink = float(np.mean(away <= PAPER)), float(np.mean(away >= INK))
    return 0.5 <= blank and 0.01 <= ink <= 0.35 and 1 - blank - ink <= 0.3


def read_part(picture: Picture, box: Box, dpi: float, config: Config, name: str) -> tuple[DraftLine, ...]:
    """The lines that OCR reads in a part of a page, in points of the page; none when they are no running text."""
    part = cut(picture, box, dpi)
    page = read_upright(part.gray, box.page, dpi, config, name)
    if not is_running_text(page):
        return ()
    left, top = math.floor(box.x0 * dpi / 72) * 72 / dpi, math.floor(box.top * dpi / 72) * 72 / dpi
    return tuple(
        tuple(replace(draft, box=_moved(draft.box, left, top)) for draft in line)
        for line in colored(page, part, dpi).lines
    )


def is_running_text(page: OcrPage) -> bool:
    """Whether what OCR found is lines of words that exist, read with confidence."""
    total = sum(len(line) for line in page.lines)
    in_lines = sum(len(line) for line in page.lines if LINE_WORDS <= len(line))
    if total < MIN_WORDS or in_lines < MIN_IN_LINES * total or page.confidence < MIN_CONFIDENCE:
        return False
    return MIN_KNOWN <= known_share(words_of(page.lines))


def words_of(lines: Sequence[DraftLine]) -> list[str]:
    """The runs of letters in the lines."""
    return LETTERS.findall(" ".join(draft.text for line in lines for draft in line))


def cut(picture: Picture, box: Box, dpi: float) -> Picture:
    """The part of a page picture under a box in points."""
    x0, top = math.floor(box.x0 * dpi / 72), math.floor(box.top * dpi / 72)
    x1, bottom = math.ceil(box.x1 * dpi / 72), math.ceil(box.bottom * dpi / 72)
    color = None if picture.color is None else picture.color[top:bottom, x0:x1]
    return Picture(picture.gray[top:bottom, x0:x1], color)


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.page, box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _holds(box: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _overlap(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.top < other.bottom and other.top < box.bottom
