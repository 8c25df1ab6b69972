"""The headings of a text file: what a line is by itself, what stands around it, and what its fellows are.

The headings of one document are alike. Where most short lines between blank ones stand above running text, that is how
the document sets its headings, and one of them may also stand above another; where most lines with one kind of number
are items, so are all.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.plain.habits import ENTRY, Habits, habits_of
from pipeline.layout.plain.headings import (
    DATE,
    SENTENCE_END,
    Group,
    can_head,
    is_acronym,
    is_capital,
    is_item,
    is_marked_heading,
    is_numbered_heading,
    is_prose,
    is_text,
    is_usual,
    joined,
    number_path,
)
from pipeline.layout.plain.lines import NUMBER
from pipeline.layout.plain.opening import LABELLED, is_genre
from pipeline.layout.plain.siblings import (
    is_counted_heading,
    is_run,
    is_set_apart,
    under,
)
from pipeline.layout.plain.small import is_alone, is_small_heading
from pipeline.layout.titles import is_dateline, is_letterhead

MIN_HEADING_SHARE = 0.5
"""Share of headings among the lines with one kind of number, below which all are items."""


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


def rank(groups: Sequence[Group], at: int, habits: Habits, ranks: Sequence[int], *, is_early: bool) -> int:
    """Height of group `at`; `ranks` are those of the groups before it, `is_early` marks lines around the title."""
    group, before, after = groups[at], groups[at - 1] if at else None, under(groups, at, habits.credits)
    text = joined(group)
    if at in habits.credits:
        return 0
    if at in habits.margin or at in habits.days:
        return 3
    if group[0].is_bullet:
        # the items under a marked heading have another sign, or none
        alike = after is not None and after[0].is_bullet and after[0].text[0] == group[0].text[0]
        return 3 if after is not None and not alike and is_marked_heading(text) else 0
    if after is None or not can_head(text) or group[0].starts_low or group[0].is_row:
        return 0
    if habits.dated and ENTRY.fullmatch(text):
        return 0  # the date of an entry whose text is a list
    number = NUMBER.match(group[0].text)
    if not (number or is_early or is_usual(text)) and is_capital(group) and is_set_apart(groups, at, ranks):
        return 0
    depth = len(number_path(number)) - 1 if number else 0
    # where no item's sign was lost, or text follows, the list ended above the line before
    is_behind_list = (habits.whole or is_prose(after)) and at > 1 and groups[at - 2][0].is_bullet
    in_run = habits.opening <= at - 2 and is_run(groups, at, ranks) and not is_behind_list
    if (
        is_capital(group)
        and (number or not is_early)
        and (not is_acronym(text) or text.endswith(":") or (is_text(after) and not in_run))
    ):
        return 2 + depth
    if number and is_numbered_heading(group, number, before, after):
        return 2 + depth if MIN_HEADING_SHARE <= habits.numbered_share[at] else 0
    is_known = is_usual(text) and not (is_early and is_genre(text))
    if is_known or at in habits.news or (not is_early and is_counted_heading(groups, at)):
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
