"""Page numbers, running headers and specks of a text file: kept, but out of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import zip_longest

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
    found |= interruptions(lines)
    edges: dict[str, set[int]] = defaultdict(set)
    for number, page in pages.items():
        for line in edge(page):
            edges[shape(line)].add(number)
            if PAGE_NUMBER.fullmatch(line.text):
                found.add(line)
    for page in pages.values():
        # a header that two pages share is no text; a single page has none
        found |= {line for line in edge(page) if 1 < len(edges[shape(line)]) and len(shape(line)) > MIN_SHAPE}
    return frozenset(found)


SURE_NUMBER = re.compile(
    r"(?:page|p\.?)\s*\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?\.?|\d{1,2}\s?/\s?\d{1,2}", re.IGNORECASE
)
"""A line that can only be a page number, wherever it stands: a text without form feeds has them in its midst."""

PAGED = re.compile(r"[\W_]\s?page \d{1,3}(?: ?(?:/|sur|de) ?\d{1,3})?\W*$", re.IGNORECASE)
"""The page number that ends a running header or footer."""

SEPARATED = re.compile(r"\s[–—|•/;-]\s")
"""A sign that parts the names in a running header."""

HEAD_LINES = 8
"""Lines at the top of a document whose words a running header repeats."""

MIN_SHAPE = 3
"""Letters that a running header has more of."""

HEADER_CHARACTERS = 70
"""Characters of the longest running header."""

MAX_EDGE_CHARACTERS = 120
"""Characters of the longest one that opens a page: two lines of the head may be read as one."""


def interruptions(lines: tuple[PrintedLine, ...]) -> set[PrintedLine]:
    """Page numbers amid the text, and lines that repeat the head of the document after them or amid a sentence."""
    found = {line for line in lines[1:] if SURE_NUMBER.fullmatch(line.text)}
    found |= {line for line in lines if len(line.text) <= HEADER_CHARACTERS and PAGED.search(line.text)}
    # behind the head alone: a table of contents there names every section once
    times = Counter(shape(line) for line in lines[HEAD_LINES:] if len(shape(line)) > MIN_SHAPE)
    head = [frozenset(long_words(line)) if is_name(line) else frozenset[str]() for line in lines[:HEAD_LINES]]
    for at in range(2, len(lines) - 1):
        before, line, after = lines[at - 1 : at + 2]
        cuts = line.blanks > 0 and not before.is_closed and after.starts_low and not line.starts_low
        is_edge = line.page not in (before.page, 1)
        is_again = times[shape(line)] > 1 and line.blanks > 0 and not line.is_closed
        is_sure = before in found or cuts or SEPARATED.search(line.text) is not None
        limit = MAX_EDGE_CHARACTERS if is_edge else HEADER_CHARACTERS
        words = long_words(line)
        if limit < len(line.text) or len(words) < 2 or not (is_edge or is_sure or is_again):
            continue
        above = head[: at - 1]
        # where the place tells less, the words must stand together in the head
        if repeats(words, [frozenset().union(*above)] if is_sure else above):
            found.add(line)
    return found


def is_name(line: PrintedLine) -> bool:
    """Whether a line of the head may be repeated on every page: sentences are not."""
    return len(line.text) <= MAX_EDGE_CHARACTERS and not line.is_closed


def repeats(words: Sequence[str], head: Sequence[frozenset[str]]) -> bool:
    """Whether all words stand on one line of the head, or on two that follow one another."""
    return any(a.union(b).issuperset(words) for a, b in zip_longest(head, head[1:], fillvalue=frozenset[str]()))


def long_words(line: PrintedLine) -> list[str]:
    """The words of a line that mean something, folded."""
    return [fold(word) for word in re.findall(r"[^\W_]{4,}", line.text)]


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
