"""Page numbers, running headers and specks of a text file: kept, but out of the text."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.layout.plain.lines import PrintedLine, fold

PAGE_NUMBER = re.compile(
    r"(?:page|p\.?)?\s*\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?|[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}\s*\|\s*page", re.IGNORECASE
)

EDGE_LINES = 3
"""Lines at the top and bottom of a page among which running headers and page numbers stand."""

MIN_SPECK_LETTERS = 2
"""A line with fewer letters and no digit is dirt that the OCR read: "æ", "; .", "E '"."""


def find_furniture(lines: tuple[PrintedLine, ...]) -> frozenset[PrintedLine]:
    """The lines that are no part of the text."""
    pages: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    found = {line for line in lines if is_speck(line)}
    edges: dict[str, set[int]] = defaultdict(set)
    for number, page in pages.items():
        for line in edge(page):
            edges[shape(line)].add(number)
            if PAGE_NUMBER.fullmatch(line.text):
                found.add(line)
    for page in pages.values():
        # a header that two pages share is no text; a single page has none
        found |= {line for line in edge(page) if 1 < len(edges[shape(line)]) and len(shape(line)) > 3}
    return frozenset(found)


def edge(page: list[PrintedLine]) -> list[PrintedLine]:
    """The first and last lines of a page."""
    return page[:EDGE_LINES] + page[-EDGE_LINES:]


def shape(line: PrintedLine) -> str:
    """The line without digits and signs, so that "Page 1 sur 2" and "Page 2 sur 2" are one."""
    return fold(re.sub(r"[\W\d_]+", "", line.text))


def is_speck(line: PrintedLine) -> bool:
    """Whether nothing on the line can be meant."""
    letters = sum(c.isalpha() for c in line.text)
    return letters < MIN_SPECK_LETTERS and not any(c.isdigit() for c in line.text)
