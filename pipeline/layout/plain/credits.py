"""Lines between a heading and its text that say who speaks there: authors, speakers and the bodies behind a project."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.language import read_data
from pipeline.layout.plain.headings import Group, can_head, is_prose, joined
from pipeline.layout.plain.lines import fold, words_of
from pipeline.layout.titles import is_letterhead

MIN_CREDITS = 2
"""Texts with a name between them and their heading from which on a document sets names so."""

MAX_CREDITS = 4
"""Lines of names under one heading."""

MAX_CREDIT_CHARACTERS = 100
"""Length of the longest line that only names somebody."""

BY = re.compile(r"[Pp]ar (?:[A-ZÀ-Þ][\w.’'-]* ){1,3}[A-ZÀ-Þ]|[Pp]ar la rédaction\b")
"""How a line begins that says who wrote."""

PERSON = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?: (?:[A-ZÀ-Þ][\w.’'-]*|d[eu]|la|le|van|von|el|ben|ould)){1,4}")
"""Words that are all names, with the small ones that stand in them."""

SURNAME = re.compile(r"[A-ZÀ-Þ’'-]{2,}")
"""A name set in capitals."""


def credits_of(groups: Sequence[Group]) -> frozenset[int]:
    """Indices of the lines that say who wrote, speaks or acts in the text under them."""
    bylines = frozenset(at for at, group in enumerate(groups) if is_byline(joined(group)))
    persons = chains(groups, [is_person(joined(group)) for group in groups])
    bodies = chains(groups, [is_letterhead(joined(group)) and is_short(group) for group in groups])
    return bylines.union(*(flat(found) for found in (persons, bodies) if MIN_CREDITS <= len(found)))


def flat(found: Iterable[range]) -> set[int]:
    """All indices of some ranges."""
    return {at for part in found for at in part}


def chains(groups: Sequence[Group], is_name: Sequence[bool]) -> list[range]:
    """The runs of names between a short line and a text; none when as many stand above a text without such a line."""
    found: list[range] = []
    others = 0
    at = 1
    while at < len(groups) - 1:
        if not is_name[at]:
            at += 1
            continue
        end = at
        while end < len(groups) and is_name[end]:
            end += 1
        if end < len(groups) and is_prose(groups[end]) and end - at <= MAX_CREDITS:
            is_headed = is_short(groups[at - 1])
            found += [range(at, end)] * is_headed
            others += not is_headed
        at = end
    return found if others < len(found) else []


def is_short(group: Group) -> bool:
    """Whether a group is a short line that could be a heading."""
    text = joined(group)
    is_line = len(text) <= MAX_CREDIT_CHARACTERS and not text.endswith(":") and not group[0].is_bullet
    return is_line and can_head(text)


def is_byline(text: str) -> bool:
    """Whether a line says who wrote a text, or when it was put up.

    >>> is_byline("Par Awa Traoré"), is_byline("Publié le 3 mai 2021"), is_byline("Par région")
    (True, True, False)
    """
    if MAX_CREDIT_CHARACTERS < len(text) or text.endswith("."):
        return False
    return BY.match(text) is not None or fold(text).startswith(tuple(words_of("bylines")))


def is_person(text: str) -> bool:
    """Whether a line is nothing but somebody's name, perhaps with the town.

    >>> is_person("ANNE LEGOFF Lorient"), is_person("Moussa Diallo"), is_person("Santé Maternelle")
    (True, True, False)
    """
    if PERSON.fullmatch(text) is None:
        return False
    words = text.split()
    surnames = [SURNAME.fullmatch(word) is not None for word in words]
    return fold(words[0]) in given_names() or (sum(surnames) == 2 and all(surnames[:2]) and len(words) > 2)


@cache
def given_names() -> frozenset[str]:
    """The folded given names of fr/names.toml."""
    return frozenset(fold(name) for name in tomllib.loads(read_data("fr/names.toml"))["given_names"])
