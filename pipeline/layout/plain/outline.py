"""The headings of a text file: what a line is by itself, what stands around it, and what its fellows are.

The headings of one document are alike. Where most short lines between blank ones stand above running text, that is how
the document sets its headings, and one of them may also stand above another; where most lines with one kind of number
are items, so are all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.layout.plain.credits import credits_of
from pipeline.layout.plain.headings import (
    DATE,
    MAX_NUMBERED_CHARACTERS,
    SENTENCE_END,
    Group,
    announces,
    can_head,
    is_acronym,
    is_answer,
    is_capital,
    is_item,
    is_label,
    is_marked_heading,
    is_numbered_heading,
    is_prose,
    is_quotation,
    is_sentence,
    is_text,
    is_usual,
    joined,
    number_path,
)
from pipeline.layout.plain.lines import NUMBER, column_width, fold, words_of
from pipeline.layout.plain.narrow import margin_headings
from pipeline.layout.plain.opening import LABELLED, chronicle_of, is_contact, is_genre, news_of
from pipeline.layout.plain.siblings import (
    heads_figures,
    is_above_heading,
    is_among_items,
    is_lonely,
    is_name_line,
    is_over_lead_in,
    is_parallel,
    is_run,
    is_set_apart,
    is_set_large,
    is_under,
    under,
)
from pipeline.layout.titles import is_dateline, is_letterhead

MAX_MIXED_CHARACTERS = 70
"""Length of a heading in small letters that neither number nor fellows mark; longer isolated lines are sentences."""

UNWRAPPED = 150
"""Characters of a full line from which on it is no printed one, but a paragraph of a text without line ends."""

SHORT_SHARE = 0.7
"""Length of a last line in that of a full one, below which no blank line cuts a sentence after it."""

MAX_LONG_CHARACTERS = 150
"""Length of a heading in small letters above a text, where its fellows mark headings and no sentence can be cut."""

MIN_FELLOWS = 3
"""Headings of one look from which on the look tells something."""

TRUST = 0.6
"""Share of the short lines between blank ones that stand above text, from which on such lines are headings."""

MIN_HEADING_SHARE = 0.5
"""Share of headings among the lines with one kind of number, below which all are items."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document sets its headings, told from all its lines."""

    marked: bool  # numbers or capitals mark headings
    small: bool  # short lines between blank ones do
    bare: bool  # so do they, though they are but two
    numbered_share: Mapping[int, float]  # of headings among the lines that count on, by the index of each
    news: frozenset[int]  # the headings that have a date under them, or open with one, above a text
    credits: frozenset[int]  # lines that say who writes, speaks or acts in the text under them
    margin: frozenset[int]  # blocks of short lines that are headings in a margin
    whole: bool  # each paragraph is one line with blank ones around it, so that none cuts a sentence
    width: int  # characters of a full line
    opening: int  # where the running text begins
    colons: int  # short lines in small letters that end with a colon and announce nothing


def rank_all(groups: Sequence[Group], opening: int) -> list[int]:
    """Height of each group as a heading: 2 in capitals, more for numbered and small ones, 0 for no heading.

    Groups before `opening` are headings only right above the text.
    """
    habits = habits_of(groups, opening)
    ranks: list[int] = []
    for at in range(len(groups)):
        ranks.append(rank(groups, at, habits, ranks, is_early=is_early(groups, at, opening, habits.credits)))
    return ranks


def is_early(groups: Sequence[Group], at: int, opening: int, names: frozenset[int]) -> bool:
    """Whether a group stands around the title, where only what heads the first text may be a heading."""
    if not (at < opening and all(between in names for between in range(at + 1, opening))):
        return at < opening
    after = under(groups, at, names)
    text = joined(groups[at])
    if at and LABELLED.match(text) and LABELLED.match(joined(groups[at - 1])):
        return True  # what the brief is about, field by field
    is_dated = DATE.search(text) is not None and not NUMBER.match(text)
    return after is None or not is_text(after) or is_letterhead(text) or is_dated


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
        credits=found,
        margin=margin_headings(groups, opening, width),
        whole=UNWRAPPED <= width and is_parted(groups),
        width=width,
        opening=opening,
        colons=sum(is_colon_line(group) for group in groups[opening:]),
    )


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


def rank(groups: Sequence[Group], at: int, habits: Habits, ranks: Sequence[int], *, is_early: bool) -> int:
    """Height of group `at`; `ranks` are those of the groups before it, `is_early` marks lines around the title."""
    group, before, after = groups[at], groups[at - 1] if at else None, under(groups, at, habits.credits)
    text = joined(group)
    if at in habits.credits:
        return 0
    if at in habits.margin:
        return 3
    if group[0].is_bullet:
        # the items under a marked heading have another sign, or none
        alike = after is not None and after[0].is_bullet and after[0].text[0] == group[0].text[0]
        return 3 if after is not None and not alike and is_marked_heading(text) else 0
    if after is None or not can_head(text) or group[0].starts_low or group[0].is_row:
        return 0
    number = NUMBER.match(group[0].text)
    if not (number or is_early or is_usual(text)) and is_capital(group) and is_set_apart(groups, at, ranks):
        return 0
    depth = len(number_path(number)) - 1 if number else 0
    in_run = habits.opening <= at - 2 and is_run(groups, at, ranks)
    if (
        is_capital(group)
        and (number or not is_early)
        and (not is_acronym(text) or text.endswith(":") or (is_text(after) and not in_run))
    ):
        return 2 + depth
    if number and is_numbered_heading(group, number, before, after):
        return 2 + depth if MIN_HEADING_SHARE <= habits.numbered_share[at] else 0
    if (is_usual(text) and not (is_early and is_genre(text))) or at in habits.news:
        return 3
    if is_early or (is_dateline(text) and len(text) <= MAX_DATED_CHARACTERS):
        return 0
    # the third of three short lines in a row is an item of a list without signs; where numbers or capitals mark the
    # headings, so is a bare line between two items or under a numbered heading
    is_headed = bool(at and ranks[-1] and after[0].is_bullet)  # the list of the second of two headings
    bare = before is not None and ((is_item(before) and not is_headed) or before[0].is_numbered) and is_item(after)
    in_list = in_run and not (group[0].blanks and before is not None and before[-1].text.endswith(SENTENCE_END))
    if (in_list or (habits.marked and bare)) and not text.endswith(":"):
        return 0
    if habits.whole and is_alone(groups, at, habits, ranks):
        return 3
    return 3 if is_small_heading(groups, at, habits, ranks) else 0


MAX_DATED_CHARACTERS = 60
"""Length of the longest line that only says where and when; longer ones tell what happens then."""


def is_alone(groups: Sequence[Group], at: int, habits: Habits, ranks: Sequence[int]) -> bool:
    """Whether a line without a stop stands above a sentence with one, or a list, where each paragraph is one line."""
    group, after = groups[at], under(groups, at, habits.credits) or groups[at + 1]
    text = joined(group)
    if (
        not (group[0].blanks > 0 and (after[0].blanks > 0 or after[0].is_bullet))
        or MAX_LONG_CHARACTERS < len(text)
        or group[-1].is_closed
        or group[-1].is_open
        or group[0].is_numbered
        or after[0].starts_low
        or not is_named(text)
        or is_name_line(text)
        or is_sentence(text)
        or is_fellow(group, after)
        or (at and not ranks[-1] and is_fellow(group, groups[at - 1]))
    ):
        return False
    below = joined(after)
    is_ended = below.endswith(SENTENCE_END) and MIN_SENTENCE_WORDS <= len(below.split())
    return after[0].is_bullet or (is_ended and not is_contact(below)) or is_prose(after)


def is_fellow(group: Group, other: Group) -> bool:
    """Whether two lines open alike and neither is a sentence with its stop."""
    return is_parallel(group, other) and not joined(other).endswith(".")


MIN_SENTENCE_WORDS = 2
"""Words of the shortest sentence: "Librement accessible."."""


def is_small_heading(groups: Sequence[Group], at: int, habits: Habits, ranks: Sequence[int]) -> bool:
    """Whether lines in small letters stand alone above a text, or above the heading of one."""
    group, before = groups[at], groups[at - 1] if at else None
    after = under(groups, at, habits.credits) or groups[at + 1]
    text, first = joined(group), group[0]
    opens_list, colon = after[0].is_bullet, text.endswith(":")
    is_lead_in = habits.colons == 1 and (habits.marked or habits.bare)
    if colon and (announces(text) or is_lead_in):
        return False
    is_over = is_over_lead_in(groups, at)
    is_apart = after[0].blanks > 0 or opens_list or colon or is_over or is_short_of(group, after, habits.width)
    alone = (first.blanks > 0 or colon) and is_apart
    limit = MAX_NUMBERED_CHARACTERS if opens_list or habits.small else MAX_MIXED_CHARACTERS
    is_whole = habits.whole or len(group[-1].text) < SHORT_SHARE * habits.width
    is_after = before is not None and before[-1].text.endswith(SENTENCE_END)
    is_field = is_letterhead(text.partition(" : ")[2])  # Maître d'œuvre : Agence du port
    is_wrapped = len(group) > 1 and is_after and not (colon or is_field)
    if (habits.small or is_wrapped) and is_whole and is_prose(after):
        limit = MAX_LONG_CHARACTERS
    is_cut = group[-1].is_open or (before is not None and before[-1].is_open) or after[0].starts_low
    if alone and not is_cut and is_named(text) and is_set_large(group, after, habits.width):
        return True
    if not alone or limit < len(text) or is_cut or is_quotation(text) or not is_named(text):
        return False
    if not opens_list and is_sentence(text):
        return False
    if text.endswith("?") and is_answer(joined(after)):
        return False
    if DATE.search(text) and not (opens_list or habits.small or habits.whole or YEARS.match(text)):
        return False
    if is_contact(joined(after)) and before is not None and ranks[-1]:
        return False  # who to ask, under the heading that says so
    if habits.small and is_above_heading(groups, at, ranks):
        return True
    if not colon and (is_parallel(group, after) if opens_list else is_among_items(groups, at, ranks)):
        return False
    leads_over = after[0].text.endswith(":") and not after[0].is_capital  # capitals are a heading of their own
    return is_under(after) or leads_over or heads_figures(groups, at) or is_over


def is_short_of(group: Group, after: Group, width: int) -> bool:
    """Whether a line ends though the first words of the paragraph right under it would have fitted."""
    is_paragraph = is_prose(after) or after[-1].text.endswith(":")
    return is_paragraph and len(group) == 1 and len(group[0].text) < MAX_SHARE * width


MAX_SHARE = 0.6
"""Length of a line without a stop, in that of a full one, up to which its break was meant."""


SUPERIORS = frozenset("¹²³⁴⁵⁶⁷⁸⁹")
"""How a note begins."""

MIN_LETTERS = 5
"""Letters of the shortest heading in small letters; less is a speck that an OCR read."""


YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\s?[-–—:.]\s")
"""Years that a dash or colon parts from what was done then, at the start of a heading: "2019-2020 – Le port"."""

NAMED = re.compile(rf"(?:\W*|\d[\d ]* |{YEARS.pattern})([^\W\d_]+)")
"""How a heading begins, perhaps with a figure or years: "180 places ouvertes", but no "3." of a list."""


def is_named(text: str) -> bool:
    """Whether a line begins with a word that may begin a heading, and is no address."""
    word = NAMED.match(text)
    if sum(c.isalpha() for c in text) < MIN_LETTERS or text[0] in SUPERIORS or is_label(text):
        return False
    return word is not None and fold(word.group(1)) not in words_of("contact") and not is_contact(text)
