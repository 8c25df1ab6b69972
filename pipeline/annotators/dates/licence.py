"""Whether a number or name that could be a date is one: what stands around it decides."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from pipeline.annotators.dates.atoms import Tokens, at
from pipeline.annotators.dates.expression import Element, Expression
from pipeline.annotators.dates.lexicon import Words, lexicon

PLAIN_YEARS = range(1800, 2051)
"""Numbers that are read as years without a word that says so."""

_JOINING: Final = frozenset("/-_.:=+&#@\\")
_GLUE: Final = frozenset("/-_=+#@\\")


def is_licensed(tokens: Tokens, expressions: Sequence[Expression]) -> bool:
    """Whether what stands around the enumeration allows it to be dates."""
    first, last = expressions[0].first, expressions[-1].last or expressions[-1].first
    if _is_glued_after(tokens, last.end):
        return False
    elements = [element for e in expressions for element in (e.first, e.last) if element is not None]
    if not all(_is_season(tokens, element) for element in elements):
        return False
    if any(e.level in ("day", "part", "era") and e.year is not None for e in elements):
        return True
    if first.level == "year":
        return all(
            _is_year(tokens, element, alone=len(elements) == 1) for element in elements if element.level == "year"
        )
    if first.level == "month":
        return any(e.year for e in elements) or _is_month(tokens, first, single=len(elements) == 1)
    if first.level == "part":
        return _is_part(tokens, first)
    return first.level == "era" or not _is_street(tokens, first)


def is_glued_before(tokens: Tokens, start: int) -> bool:
    """Whether what begins here only goes on with something printed without space, as a file's name or a reference."""
    before = at(tokens, start - 1)
    if at(tokens, start).gap or not before.text or before.text == "'":
        return False
    inner = before.text in _JOINING and before.gap == "" and at(tokens, start - 2).text[-1:].isalnum()
    return inner or before.text in _GLUE


def _is_glued_after(tokens: Tokens, end: int) -> bool:
    """Whether something goes on without space after what ends here."""
    after, following = at(tokens, end), at(tokens, end + 1)
    return (
        bool(after.text)
        and after.gap == ""
        and after.text in _GLUE
        and following.gap == ""
        and following.text.isalnum()
    )


LONGEST: Final = 5
"""Words of the longest phrase: "au plus tard à la"."""


def _ends_with(tokens: Tokens, end: int, phrases: Container[Words]) -> bool:
    """Whether the words before the token `end` are one of the phrases; apostrophes are no words."""
    words: list[str] = []
    place = end - 1
    while len(words) < LONGEST and at(tokens, place).text:
        if at(tokens, place).text != "'":
            words.insert(0, at(tokens, place).text)
        place -= 1
    return any(tuple(words[start:]) in phrases for start in range(len(words)))


def _is_year(tokens: Tokens, element: Element, *, alone: bool) -> bool:
    """Whether a number of four figures is a year here: not one that counts, orders or names."""
    known = lexicon()
    year = element.year or 0
    if element.edge or element.shift:
        return True
    before, after = at(tokens, element.start - 1), at(tokens, element.end)
    strong = _ends_with(tokens, element.start, known.words["year_licences"]) or (
        before.text == "(" and after.text == ")"
    )
    is_quantity = _ends_with(tokens, element.start, known.guards.quantities)
    is_counted = alone and _is_counted(tokens, element.end)
    is_bound = _ends_with(tokens, element.start, known.bounds)
    strong = strong or (is_bound and not (is_quantity and is_counted))  # "jusqu'à 2000 ménages"
    if is_counted and before.shown.lower() == "des":  # not "dès"
        return False
    if _has_unit(tokens, element.end, strong=strong):
        return False
    if strong:
        return True
    if element.noisy and not _ends_with(tokens, element.start, known.words["year_weak_licences"]):
        return False
    if is_quantity or is_counted:
        return False
    if alone and (before.text in known.guards.names or _is_postcode(tokens, element)):
        return False
    return year in PLAIN_YEARS or not alone


def _has_unit(tokens: Tokens, index: int, *, strong: bool) -> bool:
    """Whether a unit follows, also after the second of two numbers: "2000 à 2015 km"."""
    particles = lexicon().particles
    if at(tokens, index).text in particles["year_links"] and re.fullmatch(r"[0-9]{4}", at(tokens, index + 1).text):
        index += 2
    token = at(tokens, index)
    if token.gap not in (" ", "\n") or token.text not in lexicon().guards.units:
        return False
    return not (strong and token.text in particles["unit_lookalikes"])


def _is_postcode(tokens: Tokens, element: Element) -> bool:
    """Whether the number begins the second half of an address: "12, rue des Tanneurs, 2000 Neuchâtel"."""
    following = at(tokens, element.end)
    if not following.capital or following.gap != " " or at(tokens, element.start - 1).text not in (",", "-", ";"):
        return False
    return any(at(tokens, element.start - back).text in lexicon().guards.streets for back in range(2, STREET_WORDS))


STREET_WORDS = 9
"""Words and marks of a street's name before the postcode."""


def _is_counted(tokens: Tokens, index: int) -> bool:
    """Whether the word at `index` looks like a noun in the plural, so that a number before it counts."""
    token = at(tokens, index)
    if token.gap not in (" ", "\n") or not token.text.isalpha() or token.text in lexicon().guards.small:
        return False
    return 3 < len(token.text) and token.text[-1] in "sx"


def _is_month(tokens: Tokens, element: Element, *, single: bool) -> bool:
    """Whether a month without day and year is meant, not a person or a place."""
    if element.edge or element.shift or element.third:
        return True
    words = lexicon().words
    if _ends_with(tokens, element.start, words["month_licences"]):
        return True
    if at(tokens, element.start).capital:
        return False
    return not single or _ends_with(tokens, element.start, words["month_weak_licences"])


def _is_part(tokens: Tokens, element: Element) -> bool:
    """Whether a season or part of a year stands for one: after an article that names it."""
    if element.edge or element.shift or (element.code and 33 <= int(element.code)):
        return True
    words = lexicon().words
    if _ends_with(tokens, element.start, words["season_licences"]):
        return True
    return not at(tokens, element.start).capital and _ends_with(tokens, element.start, words["season_weak_licences"])


def _is_season(tokens: Tokens, element: Element) -> bool:
    """Whether the name of a season is none of "a été": a year after it, or an article before it, says so."""
    known = lexicon()
    name = at(tokens, element.end - 1).text
    if element.code is not None and name in known.seasons:
        return _is_part(tokens, element)
    shown = at(tokens, element.start).text
    return known.seasons.get(shown) != "22" or at(tokens, element.start - 1).text not in known.guards.auxiliaries


def _is_street(tokens: Tokens, element: Element) -> bool:
    """Whether a day is the name of a street or a school: "rue du 4 septembre"."""
    streets = lexicon().guards.streets
    return any(
        at(tokens, element.start - back).text in streets
        for back in (1, 2, 3)
        if at(tokens, element.start - 1).text in lexicon().particles["street_links"]
    )
