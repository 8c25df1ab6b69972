"""Pages of a PDF as gray pictures, and its bookmarks, by PDFium."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipeline.imaging import Picture, picture_of
from pipeline.model import Bookmark

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PIXELS = 60_000_000
"""A page of A2 at 300 dpi has 35 million; larger ones are rendered at a lower resolution."""


MAX_BOOKMARKS = 2_000

REPRINT = "open it in a viewer and print it to a new PDF"


def open_document(content: bytes) -> PdfDocument:
    """The PDF opened by PDFium, to be closed by the caller; raises ValueError when it cannot."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"cannot be rendered ({error}); {REPRINT}") from error


def count_pages(content: bytes) -> int:
    """The number of pages that PDFium finds; raises ValueError when it cannot open the PDF."""
    document = open_document(content)
    try:
        return len(document)
    finally:
        document.close()


def read_outline(content: bytes) -> tuple[tuple[int, Bookmark], ...]:
    """The bookmarks with the page (1-based) that each leads to; none when the outline cannot be followed."""
    import pypdfium2

    found: list[tuple[int, Bookmark]] = []
    try:
        document = open_document(content)
    except ValueError:
        return ()
    try:
        for mark in islice(document.get_toc(), MAX_BOOKMARKS):
            target = mark.get_dest()
            index = target.get_index() if target is not None else None
            if index is not None and 0 <= index:
                found.append((index + 1, Bookmark(mark.get_title(), mark.level)))
    except (pypdfium2.PdfiumError, ValueError):
        return ()
    finally:
        document.close()
    return tuple(found)


def render_page(content: bytes, number: int, dpi: float) -> tuple[Picture, float]:
    """Page `number` (1-based) of a PDF as it is shown, and its resolution; raises ValueError when PDFium cannot."""
    import pypdfium2

    document = open_document(content)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        dpi = min(dpi, 72 * (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        return picture_of(page.render(scale=dpi / 72).to_pil()), dpi
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise ValueError(f"cannot be rendered ({error}); {REPRINT}") from error
    finally:
        document.close()
