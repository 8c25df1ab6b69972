"""A path or a stream of bytes becomes a Source: it exists, has a size, and a type told by its first bytes.

Never looks at the suffix to decide a type (a text file may be called .pdf), only to word the message.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import IngestError
from pipeline.model import Source

PDF, PNG, JPEG, TIFF, TEXT = "application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain"

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)
"""First bytes of the pictures that are read, with their media type."""

FOREIGN = (
    (b"PK\x03\x04", "a ZIP archive or an Office document", "save it as PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as PDF"),
    (b"{\\rtf", "a rich text document", "save it as PDF"),
    (b"GIF8", "a GIF picture", "save it as PNG"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
)
"""First bytes of types that nothing here reads: what they are, what to do."""

HEAD = 1024
"""Bytes within which a PDF's header may stand (ISO 32000-1, Annex H.3, note 13)."""


def ingest(path: Path, config: Config) -> Source:
    """The file at `path`, read once.

    Raises IngestError when it is absent, no regular file, empty, too large or of a type that nothing reads.
    """
    name = printable(path.name)
    try:
        # O_NONBLOCK: a pipe without a writer must not hold up the batch
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise IngestError(name, "not a regular file", "name a document")
            if config.max_bytes < status.st_size:
                raise IngestError(name, f"{status.st_size:,} bytes, over the limit of {config.max_bytes:,}", "split it")
            content = file.read(config.max_bytes + 1)
    except FileNotFoundError as error:
        raise IngestError(name, "no such file", "check the path") from error
    except IsADirectoryError as error:
        raise IngestError(name, "is a folder", "name the documents in it") from error
    except OSError as error:
        raise IngestError(name, f"cannot be opened ({error.strerror})", "check its permissions") from error
    return ingest_bytes(content, name)


def ingest_bytes(content: bytes, name: str) -> Source:
    """A Source from bytes at hand, e.g. standard input; raises IngestError as `ingest` does."""
    if not content.strip(b"\x00 \t\r\n\f"):
        raise IngestError(name, "empty", "export or scan it again")
    return Source(
        id=Path(name).stem or name,
        name=name,
        media_type=media_type(content, name),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def media_type(content: bytes, name: str) -> str:
    """The media type told by the content; raises IngestError for a type that nothing reads.

    >>> media_type(b"%PDF-1.7 ...", "brief.txt")
    'application/pdf'
    """
    if b"%PDF-" in content[:HEAD]:
        return PDF
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    for signature, fact, remedy in FOREIGN:
        if content.startswith(signature):
            raise IngestError(name, fact, remedy)
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise IngestError(name, "an HTML page", "save it as PDF")
    if name.lower().endswith(".pdf"):
        raise IngestError(name, "not a PDF (it has no %PDF header)", "download or export it again")
    return TEXT


def printable(name: str) -> str:
    """A file name that can stand in JSON and on a terminal: NFC, control and undecodable characters as '?'."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    return "".join(c if c.isprintable() else "?" for c in text)
