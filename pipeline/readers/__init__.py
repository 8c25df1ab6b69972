"""The reading stage: a Source becomes a Reading, whatever its format.

To add a format, write a module with a `read_…(source, config) -> Reading` and name it in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.config import Config
from pipeline.ingest import JPEG, PDF, PNG, TEXT, TIFF
from pipeline.model import Reading, Source
from pipeline.readers.image import read_image
from pipeline.readers.pdf import read_pdf
from pipeline.readers.text import read_text

READERS: Mapping[str, Callable[[Source, Config], Reading]] = MappingProxyType(
    {TEXT: read_text, PDF: read_pdf, PNG: read_image, JPEG: read_image, TIFF: read_image}
)


def read(source: Source, config: Config) -> Reading:
    """The raw text and pages of `source`; raises ReadError when nothing of it can be read."""
    return READERS[source.media_type](source, config)
