"""A plain text file, such as the output of an OCR engine, becomes a Reading.

`Reading.raw` is the decoded file to the letter, so that raw spans are places in the file; form feeds part pages.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from pipeline.config import Config
from pipeline.errors import ReadError
from pipeline.model import Page, Reading, Source, Word

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

LEGACY = ["cp1252", "mac_roman", "cp850", "latin_1"]
"""Encodings in which French texts were saved before UTF-8, likeliest first."""

MAX_CONTROL_SHARE = 0.01
"""More control characters than this and the bytes are no text; measured: 0 in 40 OCR texts, above 0.05 in binaries."""

WORD = re.compile(r"[^\s\f]+")


def read_text(source: Source, config: Config) -> Reading:
    """The pages and words of a text file; raises ReadError when the bytes are no text."""
    del config  # nothing about a text file can be chosen
    raw = decode(source.content, source.name)
    pages = []
    start = 0
    for number, text in enumerate(split_pages(raw), 1):
        pages.append(Page(number=number, width=None, height=None, method="plain", words=words(text, start, number)))
        start += len(text) + 1
    return Reading(raw, tuple(pages))


def split_pages(raw: str) -> list[str]:
    """The text of each page; a form feed at the end of the file opens no page."""
    pages = raw.split("\f")
    if 1 < len(pages) and not pages[-1].strip():
        # the last separator stays in the raw text; only the empty page goes
        pages.pop()
    return pages


def words(text: str, start: int, page: int) -> tuple[Word, ...]:
    """The words of one page's text, which begins at code point `start` of the raw text."""
    return tuple(
        Word(text=match.group(), start=start + at + match.start(), page=page, line=number)
        for number, (at, line) in enumerate(lines(text))
        for match in WORD.finditer(line)
    )


def lines(text: str) -> list[tuple[int, str]]:
    """Each line with the offset at which it begins, whatever the line ending."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        found.append((at, line))
        at += len(line)
    return found


def decode(content: bytes, name: str) -> str:
    """The text of the bytes: UTF-8 or UTF-16 as marked, UTF-8 if valid, else the likeliest older encoding.

    Raises ReadError when too many control characters say that it is no text.
    """
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return checked(content.decode(encoding, "replace"), name)
    try:
        return checked(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=LEGACY).best()
        # without a winner cp1252 is the likeliest, and loses nothing that can be kept
        return checked(content.decode(best.encoding if best else "cp1252", "replace"), name)


def checked(text: str, name: str) -> str:
    """`text`, or ReadError when it is binary data under a text's name."""
    control = sum(unicodedata.category(c) == "Cc" and c not in "\n\r\t\f" for c in text)
    if MAX_CONTROL_SHARE * len(text) < control:
        raise ReadError(name, "binary data, not text", "give the PDF, the picture or the OCR text itself")
    return text
