"""Page numbers, running headers and specks of a text file: kept, but out of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from itertools import zip_longest

from pipeline.layout.plain.lines import PrintedLine, fold, words_of
from pipeline.layout.plain.opening import is_genre

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
    found |= interruptions(lines) | running_headers(lines)
    found |= running_genres(lines, found)
    tops = [page[: min(EDGE_LINES, -(-len(page) // 2))] for page in pages.values()]
    ends = [page[-min(EDGE_LINES, len(page) // 2) :] if len(page) > 1 else [] for page in pages.values()]
    for edges in (tops, ends):
        found |= {line for edge in edges for line in edge if PAGE_NUMBER.fullmatch(line.text)}
        # a header that two pages share is no text; a single page has none, and a title is not the footer under it
        times = Counter(name for edge in edges for name in {shape(line) for line in edge})
        found |= {line for edge in edges for line in edge if 1 < times[shape(line)] and len(shape(line)) > MIN_SHAPE}
    return frozenset(found)


SURE_NUMBER = re.compile(
    r"(?:page|p\.?)\s*\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3}(?: \S{1,2})?)?\.?|\d{1,2}\s?/\s?\d{1,2}", re.IGNORECASE
)
"""A line that can only be a page number, wherever it stands: a text without form feeds has them in its midst."""

PAGED = re.compile(r"[\W_]\s?page \d{1,3}(?: ?(?:/|sur|de) ?\d{1,3})?\W*$", re.IGNORECASE)
"""The page number that ends a running header or footer."""

SEPARATED = re.compile(r"\s[–—|•/;~-]{1,2}\s")
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


CUT = re.compile(r"(?:\.\.|…)[\W\d]*$|(?P<last>[^\W\d_]+)\.(?![.…])[\W\d]*$")
"""The end of a running header that had no room for the whole title; of its dots an OCR may leave one."""

ALIKE = 0.85
"""Likeness of two lines from which on they are one, read twice."""

MIN_HEADER_WORDS = 2
"""Long words of a running header that the line under it repeats."""


def running_headers(lines: Sequence[PrintedLine]) -> set[PrintedLine]:
    """The lines that repeat the title, whole or cut by dots, alone or behind a name: one above it, others anywhere."""
    head = lines[:HEAD_LINES]
    shapes = [shape(line) for line in head]
    starts = ["".join(shapes[at : at + 2]) for at in range(len(head))]
    first = next((at for at in range(len(head) - 1) if repeats_start(head[at], shapes[at + 1], starts[at + 1])), None)
    found = {line for line in lines[1:] if is_cut_title(line, starts)}
    if first is None:
        return found
    return found | {head[first]} | {line for line in lines[first + 2 :] if is_alike(shape(line), shapes[first])}


def running_genres(lines: Sequence[PrintedLine], found: Set[PrintedLine]) -> set[PrintedLine]:
    """The lines that only say what kind of paper a brief is, when one stands amid a sentence or by a page number."""
    genres = [at for at in range(HEAD_LINES, len(lines) - 1) if is_genre(lines[at].text)]
    is_sure = any(
        lines[at - 1] in found
        or lines[at + 1] in found
        or (lines[at + 1].starts_low and not (lines[at - 1].is_closed or lines[at].starts_low))
        for at in genres
    )
    return {lines[at] for at in genres} if is_sure else set()


def is_cut_short(text: str) -> bool:
    """Whether dots end a text, or one stop behind a word that ends no sentence.

    >>> is_cut_short("Les digues du..."), is_cut_short("Les digues du. 4"), is_cut_short("La séance est ouverte.")
    (True, True, False)
    """
    end = CUT.search(text)
    return end is not None and (end["last"] is None or fold(end["last"]) in words_of("never_last"))


def repeats_start(line: PrintedLine, whole: str, start: str) -> bool:
    """Whether a line, or what stands behind a dash in it, is the next line or, cut by dots, the start of it."""
    parts = [part for part in (line.text, *SEPARATED.split(line.text)) if MIN_HEADER_WORDS <= len(words_in(part))]
    is_dotted = is_cut_short(line.text)
    return any(shape_of(part) == whole or (is_dotted and start.startswith(shape_of(part))) for part in parts)


def is_cut_title(line: PrintedLine, starts: Sequence[str]) -> bool:
    """Whether a line is a name, a dash and the start of a line of the head, cut by dots."""
    if HEADER_CHARACTERS < len(line.text) or not is_cut_short(line.text):
        return False
    part = SEPARATED.split(line.text)[-1]
    is_long = part != line.text and MIN_HEADER_WORDS <= len(words_in(part))
    return is_long and any(start.startswith(shape_of(part)) for start in starts)


def is_alike(a: str, b: str) -> bool:
    """Whether two shapes are one, but for some letters that were misread."""
    if a == b:
        return True
    near = abs(len(a) - len(b)) <= (1 - ALIKE) * len(b) and len(b) <= MAX_EDGE_CHARACTERS
    return near and ALIKE <= SequenceMatcher(None, a, b, autojunk=False).ratio()


def is_name(line: PrintedLine) -> bool:
    """Whether a line of the head may be repeated on every page: sentences are not."""
    return len(line.text) <= MAX_EDGE_CHARACTERS and not line.is_closed


def repeats(words: Sequence[str], head: Sequence[frozenset[str]]) -> bool:
    """Whether all words stand on one line of the head, or on two that follow one another."""
    return any(a.union(b).issuperset(words) for a, b in zip_longest(head, head[1:], fillvalue=frozenset[str]()))


def long_words(line: PrintedLine) -> list[str]:
    """The words of a line that mean something, folded."""
    return words_in(line.text)


def words_in(text: str) -> list[str]:
    """The words of a text that mean something, folded."""
    return [fold(word) for word in re.findall(r"[^\W_]{4,}", text)]


def shape(line: PrintedLine) -> str:
    """The line without digits and signs, so that "Page 1 sur 2" and "Page 2 sur 2" are one."""
    return shape_of(line.text)


def shape_of(text: str) -> str:
    """A text without digits and signs, folded."""
    return fold(re.sub(r"[\W\d_]+", "", text))


def is_speck(line: PrintedLine) -> bool:
    """Whether nothing on the line can be meant."""
    letters = sum(c.isalpha() for c in line.text)
    return letters < MIN_SPECK_LETTERS and not any(c.isdigit() for c in line.text)
