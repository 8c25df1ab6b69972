"""Headings in small letters, which neither number nor capitals mark: what they are by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.plain.habits import MAX_MIXED_CHARACTERS, Habits
from pipeline.layout.plain.headings import (
    DATE,
    MAX_NUMBERED_CHARACTERS,
    SENTENCE_END,
    Group,
    announces,
    is_answer,
    is_call,
    is_day_part,
    is_label,
    is_prose,
    is_quotation,
    is_sentence,
    joined,
)
from pipeline.layout.plain.lines import fold, words_of
from pipeline.layout.plain.opening import is_contact
from pipeline.layout.plain.siblings import (
    heads_figures,
    is_above_heading,
    is_among_items,
    is_name_line,
    is_over_lead_in,
    is_parallel,
    is_set_large,
    is_under,
    under,
)
from pipeline.layout.titles import is_letterhead

SHORT_SHARE = 0.7
"""Length of a last line in that of a full one, below which no blank line cuts a sentence after it."""

MAX_LONG_CHARACTERS = 150
"""Length of a heading in small letters above a text, where its fellows mark headings and no sentence can be cut."""


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
        or is_day_part(text)
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
    if is_day_part(text) or (colon and (announces(text) or is_lead_in or is_sentence(text))):
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
    if sum(c.isalpha() for c in text) < MIN_LETTERS or text[0] in SUPERIORS or is_label(text) or is_call(text):
        return False
    return word is not None and fold(word.group(1)) not in words_of("contact") and not is_contact(text)
