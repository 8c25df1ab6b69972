"""What a user may choose: one frozen value, made by the command line or a caller."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every choice with its unit and reason; nothing else changes the result."""

    model: str | None = None
    """spaCy pipeline to use: None is the project's own, else an installed package or a folder."""
    ocr_language: str = "fra"
    """Languages of tesseract, joined by '+'."""
    ocr_dpi: int = 300
    """Resolution of pages rendered for OCR, dots per inch."""
    page_timeout_s: int = 180
    """Seconds of OCR per page; the worst page measured took 138 s of CPU (design/measured-performance)."""
    document_timeout_s: int = 900
    """Seconds per document in a batch, then its process is ended."""
    memory_mb: int = 4096
    """Address space per document in a batch, mebibytes; a page at 300 dpi needs about 1,000."""
    max_bytes: int = 200_000_000
    """Largest input; a brief has a few megabytes, scans of many pages rarely more than 100."""
