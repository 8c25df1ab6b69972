"""Ranges and coordinations of dates: which elements belong to one expression, and what each takes from the others.

"3 au 5 et 10 mai 2018" is a range and a date; both have the month and the year of the last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.annotators.dates.atoms import Tokens, at
from pipeline.annotators.dates.elements import read_element
from pipeline.annotators.dates.eras import read_decade
from pipeline.annotators.dates.expression import Element, Expression
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.licence import is_glued_before, is_licensed

MAX_ELEMENTS = 16
"""Dates of one enumeration; more are read as further expressions."""

Join = Literal["range", "and"]


@dataclass(frozen=True, slots=True)
class _Link:
    join: Join
    worded: bool  # "au", "et"; a dash is not
    element: Element


def read_expressions(tokens: Tokens, index: int) -> tuple[tuple[Expression, ...], int]:
    """The dates of the enumeration that begins at the token `index`, if any, and the token where reading goes on."""
    first = read_element(tokens, index)
    if first is None or is_glued_before(tokens, index):
        return (), index + 1
    opened = _is_opened(tokens, index)
    elements, joins = [first], list[Join]()
    while len(elements) < MAX_ELEMENTS:
        link = _link(tokens, elements[-1], opened)
        if link is None:
            break
        elements.append(link.element)
        joins.append(link.join)
    beyond = elements[-1].start
    while elements and elements[-1].month is None and elements[-1].day is not None:  # nothing after it has its month
        elements.pop()
    if not elements:
        return (), max(beyond, index + 1)
    for size in range(len(elements), 0, -1):
        expressions = _assemble(tokens, elements[:size], joins[: size - 1])
        if expressions:
            return expressions, expressions[-1].end
    return (), index + 1


def _is_opened(tokens: Tokens, index: int) -> str:
    """The word before, when it can open a range: "de", "du", "entre", "depuis"; else nothing."""
    before = index - 1
    while at(tokens, before).text in lexicon().particles["definite"] and index - before < 4:
        before -= 1
    word = at(tokens, before).text
    return word if word in lexicon().particles["openings"] else ""


def _link(tokens: Tokens, left: Element, opened: str) -> _Link | None:
    """What follows `left` if it goes on with another date."""
    token = at(tokens, left.end)
    if token.gap == "\n\n" or token.guarded:
        return None
    particles = lexicon().particles
    word, place = token.text, left.end + 1
    if word in particles["until"]:
        join: Join = "range"
        worded = True
    elif word in particles["range_links"]:
        join, worded = "range", True
    elif word in ("-", "/"):
        join, worded = "range", False
    elif word in particles["arrows"]:
        join, worded = "range", True
    elif word in particles["joins"]:
        join, worded = ("range" if word == "et" and opened in particles["between"] else "and"), True
    else:
        return None
    element = None
    for _ in range(4):
        if at(tokens, place).gap == "\n\n":
            return None
        element = (read_decade(tokens, place) if _is_decade(left) else None) or read_element(tokens, place)
        if element is not None or at(tokens, place).text not in particles["articles"]:
            break
        place += 1
    if element is None:
        return None
    whole = word in particles["arrows"] and left.year is not None and element.year is not None
    if join == "range" and not whole and not _is_range(left, element, opened, worded=worded):
        return None
    return _Link(join, worded, element)


def _is_decade(element: Element) -> bool:
    """Whether a number after it may be a decade too: "années 80 et 90"."""
    return element.era is not None and element.era[2] != "X"


def _is_range(left: Element, right: Element, opened: str, *, worded: bool) -> bool:
    """Whether the two can be ends of one range: of one fineness, unless a word opened it."""
    if left.level == right.level:
        return True
    if left.edge or right.edge:
        return worded or (left.year is not None and right.year is not None)
    return bool(opened) and worded and left.level != "era" and right.level != "era"


def _assemble(tokens: Tokens, elements: list[Element], joins: list[Join]) -> tuple[Expression, ...]:
    """The expressions of a chain whose elements all have what they need, else none."""
    filled = _fill(elements)
    if any(element.day is not None and element.month is None for element in filled):
        return ()
    expressions: list[Expression] = []
    position = 0
    while position < len(filled):
        last = position
        while last < len(joins) and joins[last] == "range":
            last += 1
        if last == position:
            borrowed = filled[position].year != elements[position].year
            expressions.append(_single(filled[position], borrowed=borrowed))
        else:
            pair = _order(elements[position], filled[position], filled[last])
            if pair is None:
                return ()
            expressions.append(Expression(*pair, borrowed=elements[position].year is None))
        position = last + 1
    return tuple(expressions) if is_licensed(tokens, expressions) else ()


def _single(element: Element, *, borrowed: bool) -> Expression:
    """The expression of one element; "2017/18" is a range by itself."""
    if element.until is None:
        return Expression(element, None, borrowed)
    return Expression(replace(element, until=None), replace(element, year=element.until, until=None))


def _fill(elements: list[Element]) -> list[Element]:
    """Each element with the month and year that only a later one shows."""
    filled = list(elements)
    for i in range(len(filled) - 2, -1, -1):
        here, following = filled[i], filled[i + 1]
        if here.day is not None and here.month is None and following.day is not None and following.month is not None:
            here = replace(here, month=following.month)
            if here.year is None:
                here = replace(here, year=following.year, shift=following.shift)
        needs_year = here.year is None and here.era is None and (here.day is None or here.month is not None)
        if needs_year and following.year is not None and following.level != "year" and not here.shift:
            here = replace(here, year=following.year)
        filled[i] = here
    return filled


def _order(printed: Element, first: Element, last: Element) -> tuple[Element, Element] | None:
    """The ends in their order in time, years put right where one is not printed; None when they cannot be a range."""
    if last.year is None and first.year is not None and last.era is None:
        last = replace(last, year=first.year)
        if _key(last) < _key(first):
            last = replace(last, year=first.year + 1)
    if first.year is not None and last.year is not None and _key(last) < _key(first):
        if printed.year is not None:
            return None
        first = replace(first, year=first.year - 1)
        if _key(last) < _key(first):
            return None
    return first, last


def _key(element: Element) -> tuple[int, int, int]:
    """Where an element begins, for comparing two of one range; seasons by their codes."""
    codes = {"21": 3, "22": 6, "23": 9, "24": 12}
    month = element.month or (codes.get(element.code) if element.code else None) or 0
    if element.code and not month:
        month = int(element.code) - 32
    return element.year or 0, month, element.day or 0
