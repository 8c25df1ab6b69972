"""Short lines of a text file compared with their neighbours: what is an item among others, and what heads them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.plain.credits import is_person
from pipeline.layout.plain.headings import (
    MAX_ITEM_CHARACTERS,
    MAX_NUMBERED_CHARACTERS,
    SENTENCE_END,
    Group,
    can_head,
    counted_noun,
    is_answer,
    is_capital,
    is_item,
    is_prose,
    is_text,
    joined,
    number_path,
)
from pipeline.layout.plain.lines import NUMBER
from pipeline.layout.plain.opening import is_contact, is_date_alone
from pipeline.layout.titles import is_dateline, is_letterhead

MIN_FIGURES = 3
"""Lines in a row that begin with a figure, from which on the line above them heads them."""

OPENING = re.compile(
    r"\W*(?:(?P<figure>\d+)|(?P<verb>[^\W\d_]{2,}(?:er|ir|dre|ire)|[^\W\d_]*mettre)"
    r"|(?P<noun>[^\W\d_]{3,}(?:tions?|sions?|ments?|ages?)))\b",
    re.IGNORECASE,
)
"""A first word that is a figure, or ends as infinitives or as nouns of action do."""


def under(groups: Sequence[Group], at: int, names: frozenset[int]) -> Group | None:
    """What stands under a group, `names` and a date alone on its line apart: they stand between heading and text."""
    if at not in names:
        while at + 2 < len(groups) and at + 1 in names:
            at += 1
    if at + 2 < len(groups) and is_date_alone(groups[at + 1]) and not is_date_alone(groups[at]):
        return groups[at + 2]
    return groups[at + 1] if at + 1 < len(groups) else None


def is_lonely(groups: Sequence[Group], at: int) -> bool:
    """Whether a group is a short line in small letters between blank lines, without sign or number."""
    group, after = groups[at], groups[at + 1] if at + 1 < len(groups) else None
    first, text = group[0], joined(group)
    return (
        first.blanks > 0
        and after is not None
        and (after[0].blanks > 0 or after[0].is_bullet)
        and len(text) <= MAX_NUMBERED_CHARACTERS
        and can_head(text)
        and not (first.is_row or first.is_bullet or first.is_numbered or first.starts_low)
        and not (is_capital(group) or group[-1].is_open)
    )


def is_set_large(group: Group, after: Group, width: int) -> bool:
    """Whether lines above a text all break off early, as those of larger type do."""
    return (
        1 < len(group) <= MAX_LARGE_LINES
        and all(len(line.text) < LARGE_SHARE * width for line in group)
        and len(joined(group)) <= MAX_LARGE_CHARACTERS
        and is_prose(after)
        and any(TEXT_SHARE * width <= len(line.text) for line in after)
    )


MAX_LARGE_LINES, MAX_LARGE_CHARACTERS = 9, 240
"""Size of the longest heading in larger type."""

LARGE_SHARE, TEXT_SHARE = 0.6, 0.75
"""Length of a line in that of a full one: up to which larger type may fill it, from which on it is of the text."""


def is_over_lead_in(groups: Sequence[Group], at: int) -> bool:
    """Whether a group stands above a short sentence that leads over to a list, or above the first question of many."""
    if at + 2 >= len(groups):
        return False
    line, items = groups[at + 1], groups[at + 2]
    is_question = joined(line).endswith("?") and is_answer(joined(items)) and not joined(groups[at]).endswith("?")
    leads_over = line[0].text.endswith((".", ":")) and (items[0].is_bullet or items[0].is_numbered)
    return is_question or (len(line) == 1 and leads_over)


def is_set_apart(groups: Sequence[Group], at: int, ranks: Sequence[int]) -> bool:
    """Whether capitals are no heading for what stands around them or for what they list."""
    text = joined(groups[at])
    return (
        follows_colon(groups, at, ranks)
        or is_last_words(groups, at)
        or is_above_address(groups, at)
        or (is_person(text) and not text.isupper())
        or CELLS.fullmatch(text) is not None
        or (len(text.split()) > MAX_SHORT_WORDS and LONG_WORD.search(text) is None)
        or MIN_COMMAS <= text.count(",")
    )


def follows_colon(groups: Sequence[Group], at: int, ranks: Sequence[int]) -> bool:
    """Whether a group is what a line with a colon, itself no heading, leads over to."""
    if at == 0 or ranks[-1]:
        return False
    before = groups[at - 1]
    return before[0].text[0].isupper() and before[-1].text.endswith(":")


def is_last_words(groups: Sequence[Group], at: int) -> bool:
    """Whether only one group follows, and it is neither text nor an address nor a closed sentence."""
    if at + 2 != len(groups):
        return False
    last = groups[at + 1]
    return not (is_text(last) or is_contact(joined(last)) or last[-1].is_closed)


def is_above_address(groups: Sequence[Group], at: int) -> bool:
    """Whether a group names the body whose address follows."""
    return at + 1 < len(groups) and is_letterhead(joined(groups[at])) and is_contact(joined(groups[at + 1]))


CELLS = re.compile(r"\W{0,2}\d{1,3}\s.*\s\d{1,3}\s?%?")
"""The row of a table from its number to its figure: "2 QUALITÉ DE L'OFFRE 30"."""

LONG_WORD = re.compile(r"[^\W\d_]{4}")

MAX_SHORT_WORDS = 3
"""Words of the longest heading that is made of short ones, "À LA UNE"; more are signs read as letters."""

MIN_COMMAS = 4
"""Commas from which on capital names are a list."""


def is_under(group: Group) -> bool:
    """Whether a group is what stands under a heading without a number: text, but not the second section of a series."""
    number = NUMBER.match(group[0].text) if group[0].is_numbered else None
    return is_text(group) and not (number is not None and number_path(number)[-1] > 1 and can_head(joined(group)))


def is_run(groups: Sequence[Group], at: int, ranks: Sequence[int]) -> bool:
    """Whether the group is the third of three short lines in a row: an item of a list without signs."""
    return (
        at > 1
        and not any(ranks[-2:])
        and is_item(groups[at - 1])
        and is_item(groups[at - 2])
        and not groups[at - 1][0].is_bullet
        and (groups[at][0].blanks > 0) == (groups[at - 1][0].blanks > 0)
        and len({group[0].text[0].isdigit() for group in groups[at - 2 : at + 1]}) == 1
    )


def is_among_items(groups: Sequence[Group], at: int, ranks: Sequence[int]) -> bool:
    """Whether a line is like its neighbours: it opens as they do, or no sentence ends before or after it."""
    before, after = groups[at - 1] if at else None, groups[at + 1]
    is_between = before is not None and before[-1].text.endswith(SENTENCE_END) and not groups[at][-1].is_closed
    is_over_text = is_between and is_prose(after) and after[-1].text.endswith(".")
    if is_parallel(groups[at], after) and not is_over_text:
        return True
    if before is not None and not ranks[-1] and is_parallel(groups[at], before):
        return True
    if after[0].is_bullet or after[0].is_numbered or after[0].is_row or after[-1].is_closed:
        return False
    return len(joined(after)) <= MAX_ITEM_CHARACTERS and (not is_ended(before) or bool(at and ranks[-1]))


def is_ended(before: Group | None) -> bool:
    """Whether nothing goes on after a group: its sentence ends, or it is an address, a date or a signature."""
    if before is None or before[-1].text.endswith(SENTENCE_END):
        return True
    text = joined(before)
    return is_contact(text) or (is_dateline(text) and not text[0].isdigit()) or is_name_line(text)


def is_parallel(a: Group, b: Group) -> bool:
    """Whether two groups open alike, as items do: figures, infinitives, nouns of action, a body's name or one word."""
    first, second = OPENING.match(a[0].text), OPENING.match(b[0].text)
    if first is not None and second is not None and first.lastgroup == second.lastgroup:
        return True
    counted = [counted_noun(joined(group)) for group in (a, b)]
    if counted[0] is not None and counted[0] == counted[1]:
        return True
    words = [re.match(r"\W*([^\W\d_]{4,})", group[0].text) for group in (a, b)]
    if all(is_letterhead(group[0].text) and not group[-1].is_closed for group in (a, b)):
        return True
    return words[0] is not None and words[1] is not None and words[0][1] == words[1][1] and not is_prose(b)


def heads_figures(groups: Sequence[Group], at: int) -> bool:
    """Whether a line without a figure stands above short lines that all begin with one, as "Agenda" does."""
    below = groups[at + 1 : at + 1 + MIN_FIGURES]
    return (
        len(below) == MIN_FIGURES
        and not groups[at][0].text[:1].isdigit()
        and all(re.match(r"\W{0,2}\d", group[0].text) for group in below)
        and all(len(joined(group)) <= MAX_NUMBERED_CHARACTERS for group in below)
    )


def is_counted_heading(groups: Sequence[Group], at: int) -> bool:
    """Whether a line like "Axe 2 : les écoles" stands between blank ones, and not among its like."""
    group, after = groups[at], groups[at + 1]
    noun = counted_noun(joined(group))
    if noun is None or not group[0].blanks or group[-1].is_closed or group[-1].is_open or after[0].starts_low:
        return False
    near = (groups[at - 1] if at else None, after)
    return (after[0].blanks > 0 or after[0].is_bullet) and all(
        other is None or counted_noun(joined(other)) != noun for other in near
    )


def is_above_heading(groups: Sequence[Group], at: int, ranks: Sequence[int]) -> bool:
    """Whether the next group, a date alone apart, is a lonely line above text, and this one its like."""
    next_ = at + 2 if at + 1 < len(groups) and is_date_alone(groups[at + 1]) else at + 1
    if next_ + 1 >= len(groups) or not is_lonely(groups, at) or not is_lonely(groups, next_):
        return False
    if at and not (ranks[-1] or groups[at - 1][0].is_bullet or is_ended(groups[at - 1])):
        return False
    below, text = groups[next_], groups[next_ + 1]
    # two lines that open alike are no list between two texts
    is_stopped = is_text(text) and text[-1].text.endswith(".") and not is_capital(text)
    is_two = bool(at) and is_ended(groups[at - 1]) and is_stopped and counted_noun(joined(below)) is None
    if (is_parallel(groups[at], below) and not is_two) or is_parallel(below, text) or is_name_line(joined(groups[at])):
        return False
    return is_under(text) and (text[0].is_bullet or text[0].is_numbered or is_stopped or is_prose(text))


def is_name_line(text: str) -> bool:
    """Whether a line is a person's name with what she is.

    >>> is_name_line("Awa Traoré, présidente de la ligue"), is_name_line("Écoles, marchés et routes")
    (True, False)
    """
    name, _, rest = text.partition(",")
    words = name.split()
    return bool(rest) and 2 <= len(words) <= MAX_NAME_WORDS and all(word[0].isupper() for word in words)


MAX_NAME_WORDS = 5
"""Words of the longest usual name."""
