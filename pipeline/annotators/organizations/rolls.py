"""Bodies one a line behind bullets, under a line that calls them so: "Nous remercions nos partenaires :"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.lists import CONFIDENCE, Item, Rows, read_item
from pipeline.annotators.organizations.tokens import GAP_LINE

_BULLETS = frozenset("•-–*▪●■○◦➢✓")
_QUOTES = frozenset("«»“”\"'")
_LONGEST_HEADING = 14  # tokens of the line over the row
_LONGEST_LINE = 12  # tokens of a line that holds nothing but a name
_SHORTEST_ROW = 4  # lines
_KNOWN = 4  # one line in so many is a body without the row
_NAMED = 0.6  # share of the lines that may be a name
_ABROAD = frozenset({"au", "aux", "en", "à"})


def find_rolls(rows: Rows) -> Iterator[Candidate]:
    """The names of all such rows that nothing else found."""
    starts = [i for i, token in enumerate(rows.reader.tokens) if i == 0 or token.gap >= GAP_LINE]
    lines = list(pairwise([*starts, len(rows.reader.tokens)]))
    k = 0
    while k < len(lines):
        end = k + 1
        if _is_heading(rows, *lines[k]):
            while end < len(lines) and rows.reader.tokens[lines[end][0]].text in _BULLETS:
                end += 1
            yield from _names(rows, lines[k + 1 : end])
        k = end


def _is_heading(rows: Rows, first: int, last: int) -> bool:
    """Whether a short line without a full stop has a plural word for bodies."""
    tokens = rows.reader.tokens
    if last - first > _LONGEST_HEADING or tokens[last - 1].text == "." or tokens[first].text in _BULLETS:
        return False
    return any(t.fold in rows.reader.grammar.words["classes"] for t in tokens[first:last])


def _names(rows: Rows, lines: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    if len(lines) < _SHORTEST_ROW:
        return
    items = [item for first, last in lines if (item := _line(rows, first + 1, last))]
    known = sum(item.found for item in items)
    if len(items) < _NAMED * len(lines) or _KNOWN * known < len(lines):
        return
    yield from (Candidate(x.first, x.last, "cue", confidence=CONFIDENCE) for x in items if not x.found)


def _line(rows: Rows, first: int, last: int) -> Item | None:
    """The one name of a line, a country or a bracket behind it let through; None where more is said."""
    tokens = rows.reader.tokens
    while first < last and tokens[last - 1].text in ",;.":
        last -= 1
    if first < last and tokens[first].text in _QUOTES and tokens[last - 1].text in _QUOTES:
        return Item(first + 1, last - 1, found=False) if 0 < last - first - 2 < _LONGEST_LINE else None
    item = read_item(rows, first, alone=True) if first < last and last - first < _LONGEST_LINE else None
    if item is None or item.person or item.last > last:
        return None
    after = item.last
    while after < last and tokens[after].text in _QUOTES:
        after += 1
    rest = tokens[after:last]
    if not rest or rest[0].text == "(" or rest[0].fold in _ABROAD:
        return item
    if rest[0].fold == "et" and all(t.capital for t in rest[1:] if t.word):
        return Item(item.first, last, found=False)  # Association Rives et Partage
    return None
