"""How a document sets its headings, told from all its lines, and what its series of numbered lines are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.layout.plain.credits import credits_of
from pipeline.layout.plain.headings import (
    SENTENCE_END,
    Group,
    announces,
    can_head,
    is_capital,
    is_numbered_heading,
    joined,
    number_path,
)
from pipeline.layout.plain.lines import NUMBER, column_width
from pipeline.layout.plain.narrow import margin_headings
from pipeline.layout.plain.opening import chronicle_of, days_of, news_of
from pipeline.layout.plain.siblings import (
    heads_figures,
    is_lonely,
    is_name_line,
    is_under,
    under,
)

MAX_MIXED_CHARACTERS = 70
"""Length of a heading in small letters that neither number nor fellows mark; longer isolated lines are sentences."""

UNWRAPPED = 150
"""Characters of a full line from which on it is no printed one, but a paragraph of a text without line ends."""

MIN_FELLOWS = 3
"""Headings of one look from which on the look tells something."""

TRUST = 0.6
"""Share of the short lines between blank ones that stand above text, from which on such lines are headings."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document sets its headings, told from all its lines."""

    marked: bool  # numbers or capitals mark headings
    small: bool  # short lines between blank ones do
    bare: bool  # so do they, though they are but two
    numbered_share: Mapping[int, float]  # of headings among the lines that count on, by the index of each
    news: frozenset[int]  # the headings that have a date under them, or open with one, above a text
    days: frozenset[int]  # dates alone on their lines that head a text
    credits: frozenset[int]  # lines that say who writes, speaks or acts in the text under them
    margin: frozenset[int]  # blocks of short lines that are headings in a margin
    whole: bool  # each paragraph is one line with blank ones around it, so that none cuts a sentence
    width: int  # characters of a full line
    opening: int  # where the running text begins
    dated: bool  # entries of a chronology open with their date and a colon
    colons: int  # short lines in small letters that end with a colon and announce nothing


def habits_of(groups: Sequence[Group], opening: int) -> Habits:
    """The habits of a document whose running text begins with group `opening`."""
    found = credits_of(groups)
    lonely = [at for at in range(opening, len(groups)) if at not in found and is_lonely(groups, at)]
    plain = [at for at in lonely if not is_aside_remark(joined(groups[at]))]
    heads = sum(
        is_under(below) or below[-1].text.endswith(":") or heads_figures(groups, at)
        for at in plain
        if (below := under(groups, at, found)) is not None
    )
    width = column_width([line for group in groups for line in group])
    marks = sum((group[0].is_numbered or group[0].is_capital) and can_head(group[0].text) for group in groups)
    return Habits(
        marked=MIN_FELLOWS <= marks,
        small=MIN_FELLOWS <= heads and TRUST * len(plain) <= heads,
        bare=MIN_FELLOWS - 1 <= heads and TRUST * len(plain) <= heads,
        numbered_share=numbered_shares(groups),
        news=news_of(groups) | chronicle_of(groups),
        days=days_of(groups),
        credits=found,
        margin=margin_headings(groups, opening, width),
        whole=UNWRAPPED <= width and is_parted(groups),
        width=width,
        opening=opening,
        dated=any(is_entry(group) for group in groups),
        colons=sum(is_colon_line(group) for group in groups[opening:]),
    )


def is_entry(group: Group) -> bool:
    """Whether a paragraph is an entry of a chronology: a date, a colon, and a sentence to its end."""
    text = joined(group)
    date = ENTRY.match(text)
    return date is not None and date.end() < len(text) and text.endswith((*SENTENCE_END, ";"))


ENTRY = re.compile(
    r"(?:(?:[^\W\d_]{5,8}\s)?\d{1,2}(?:er)?\s[^\W\d_]{3,9}(?:\s(?:1[5-9]|20)\d\d)?"
    r"|(?:[^\W\d_]{3,9}\s)?(?:1[5-9]|20)\d\d)\s?:"
)
"""How the entries of a chronology begin: "3 mai :", "Lundi 3 mai 2021 :", "Mai 2021 :", "2021 :"."""


def is_parted(groups: Sequence[Group]) -> bool:
    """Whether most paragraphs are one line, with blank lines before them where they are no items."""
    plain = [group for group in groups[1:] if not (group[0].is_bullet or group[0].is_row)]
    return PARTED_SHARE * len(plain) <= sum(len(group) == 1 and group[0].blanks > 0 for group in plain)


PARTED_SHARE = 0.8
"""Share of the paragraphs that are one line between blank ones, from which on the others are what broke by chance."""


def is_aside_remark(text: str) -> bool:
    """Whether a short line says nothing of how headings are set: it announces, counts, or names who signs."""
    return text.endswith(":") or text[0].isdigit() or is_name_line(text)


def is_colon_line(group: Group) -> bool:
    """Whether a short line in small letters ends with a colon and announces nothing."""
    text = joined(group)
    is_low_item = group[0].is_bullet and group[0].text.split(maxsplit=1)[-1][:1].islower()
    return (
        text.endswith(":")
        and not is_low_item
        and len(text) <= MAX_MIXED_CHARACTERS
        and can_head(text)
        and not (group[0].starts_low or group[0].is_numbered or is_capital(group))
        and not announces(text)
    )


@dataclass(slots=True)
class Series:
    """Numbered lines that count on from one another, and how many of them look like headings by themselves."""

    members: list[int]
    fits: int = 0


Next = tuple[bool, int, int]
"""What goes on with a series: whether it has digits, its level, and on the first level the next number, else 0."""


def next_of(path: tuple[int, ...], step: int, *, is_digits: bool) -> Next:
    """The key of a number and, with a step of 1, of the one after it: below the first level every number goes on."""
    return is_digits, len(path), path[-1] + step if len(path) == 1 else 0


def numbered_shares(groups: Sequence[Group]) -> Mapping[int, float]:
    """The share of headings in the series of each numbered group: a list under "4." does not speak for "5."."""
    found: list[Series] = []
    waiting: dict[tuple[Next, bool], list[Series]] = defaultdict(list)  # by what goes on and the last one's fit
    for at, group in enumerate(groups):
        number = NUMBER.match(group[0].text)
        if number is None or not group[0].is_numbered:
            continue
        before, after = groups[at - 1] if at else None, groups[at + 1] if at + 1 < len(groups) else None
        is_fit = after is not None and is_numbered_heading(group, number, before, after) and can_head(joined(group))
        path, is_digits = number_path(number), bool(number["digits"])
        here, following = (next_of(path, step, is_digits=is_digits) for step in (0, 1))
        # where both the list and the headings around it may count on, the alike do
        open_ = waiting[here, is_fit] or waiting[here, not is_fit]
        if open_:
            own = open_.pop()
        else:
            found.append(own := Series([]))
        own.members.append(at)
        own.fits += is_fit
        waiting[following, is_fit].append(own)
    return {at: s.fits / len(s.members) for s in found for at in s.members}
