"""A PDF becomes a Reading: page by page its text layer, or OCR where the layer is no good.

Quality decides, not presence. A page that cannot be read keeps its number and says why; the others go on.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.config import Config
from pipeline.errors import EncryptedError, ReadError
from pipeline.model import Reading, Source
from pipeline.ocr import read_picture
from pipeline.readers.pictures import add_pictured_text
from pipeline.readers.quality import layer_fault, worth
from pipeline.readers.textlayer import Layer, read_layer
from pipeline.rendering import REPRINT, count_pages, read_outline, render_page
from pipeline.sheets import Sheet, write_down

log = logging.getLogger(__name__)

UNREADABLE = (
    PDFException,
    PSException,
    PdfminerException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on damaged pages: 9 kinds met in 400 mutants of a good file."""

MAX_PAGES = 2_000
"""More pages are no brief; a page tree may name one page a million times."""


def read_pdf(source: Source, config: Config) -> Reading:
    """The pages of a PDF; raises EncryptedError for one that needs a password, ReadError when no page can be had.

    What pdfminer cannot open is tried with PDFium, which mends more, and then read by OCR.
    """
    try:
        with pdfplumber.open(io.BytesIO(source.content)) as document:
            sheets = tuple(read_page(page, source, config) for page in numbered_pages(document, source))
    except UNREADABLE as error:
        if is_password(error):
            raise EncryptedError(source.name, "needs a password", "save it without one") from error
        sheets = read_damaged(source, config)
    if not sheets:
        raise ReadError(source.name, "has no pages", "export it again")
    outline = read_outline(source.content)
    return write_down(
        tuple(
            replace(sheet, bookmarks=tuple(mark for page, mark in outline if page == sheet.number)) for sheet in sheets
        )
    )


def is_password(error: BaseException) -> bool:
    """Whether a document could not be opened for want of a password."""
    return isinstance(error, PDFPasswordIncorrect) or any(isinstance(a, PDFPasswordIncorrect) for a in error.args)


def read_damaged(source: Source, config: Config) -> tuple[Sheet, ...]:
    """The pages of a PDF whose structure only PDFium can follow; raises ReadError when not even that can."""
    try:
        count = count_pages(source.content)
    except ValueError as error:
        raise ReadError(source.name, "damaged beyond reading", REPRINT) from error
    check_count(count, source)
    return tuple(
        read_by_ocr(number, None, "the structure of the file is damaged", source, config)
        for number in range(1, count + 1)
    )


def check_count(count: int, source: Source) -> None:
    """Raise ReadError for more pages than a brief can have."""
    if MAX_PAGES < count:
        raise ReadError(source.name, f"{count:,} pages, over the limit of {MAX_PAGES:,}", "split it")


def numbered_pages(document: PDF, source: Source) -> Iterator[PlumberPage]:
    """The pages one after the other, each closed when done with; a broken page tree ends them."""
    pages = document.pages
    check_count(len(pages), source)
    for page in pages:
        yield page
        page.close()


def read_page(page: PlumberPage, source: Source, config: Config) -> Sheet:
    """One page by the better of text layer and OCR; its `problem` says why it is empty when it could not be read."""
    number = page.page_number
    try:
        layer = read_layer(page)
    except UNREADABLE as error:
        log.debug("%s: page %d: %r", source.name, number, error)
        return read_by_ocr(number, None, "its text layer is damaged", source, config)
    fault = layer_fault(layer)
    if fault is None:
        return add_pictured_text(layer_sheet(number, layer), source.content, config, source.name)
    return read_by_ocr(number, layer, fault, source, config)


def read_by_ocr(number: int, layer: Layer | None, fault: str, source: Source, config: Config) -> Sheet:
    """The page by OCR, or its layer where OCR reads no better."""
    kept = None if layer is None else layer_sheet(number, layer)
    try:
        picture, dpi = render_page(source.content, number, config.ocr_dpi)
        page = read_picture(picture, number, dpi, config, source.name)
    except (ValueError, TimeoutError) as error:
        if kept is not None and kept.lines:
            return replace(kept, notes=(*kept.notes, f"kept the text layer ({fault}): the page {error}"))
        width, height = (layer.width, layer.height) if layer is not None else (0.0, 0.0)
        return Sheet(number=number, width=width, height=height, method="ocr", problem=str(error))
    if kept is not None and worth(page.lines) <= worth(kept.lines):
        return replace(kept, notes=(*kept.notes, f"kept the text layer ({fault}): OCR reads no better"))
    return Sheet(
        number=number,
        width=picture.gray.shape[1] * 72 / dpi if layer is None else layer.width,
        height=picture.gray.shape[0] * 72 / dpi if layer is None else layer.height,
        method="ocr",
        lines=page.lines,
        graphics=page.graphics if layer is None else (*page.graphics, *layer.graphics),
        links=() if layer is None else layer.links,
        notes=(f"read by OCR: {fault}",),
    )


def layer_sheet(number: int, layer: Layer) -> Sheet:
    """The page as its text layer has it."""
    notes = (f"{layer.unseen} words that cannot be seen were left out",) if layer.unseen else ()
    return Sheet(
        number=number,
        width=layer.width,
        height=layer.height,
        method="text",
        lines=layer.lines,
        graphics=layer.graphics,
        links=layer.links,
        notes=notes,
    )
