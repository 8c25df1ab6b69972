"""The layout stage: the words of the pages become blocks with roles, in the order a person reads them.

Pages with geometry (text layer or OCR) and plain text have little in common but the result.
"""

from __future__ import annotations

from pipeline.layout.opening import name_opening
from pipeline.layout.pages import lay_out_pages
from pipeline.layout.plain import lay_out_plain
from pipeline.model import Block, Reading


def lay_out(reading: Reading) -> tuple[Block, ...]:
    """The blocks of the document in reading order; every word stands in exactly one of them."""
    is_plain = any(page.method == "plain" for page in reading.pages)
    return name_opening(lay_out_plain(reading) if is_plain else lay_out_pages(reading.pages))
