"""The opening of a text file: the lines before its first running text, and which of them is the title.

The lines of a letterhead, the date and the number stand there too, above the title or under it, and look like headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.plain.credits import is_byline
from pipeline.layout.plain.headings import Group, can_head, is_acronym, is_capital, is_prose, joined
from pipeline.layout.plain.lines import fold, words_of
from pipeline.layout.titles import is_dateline, subject_marks
from pipeline.layout.words import contact_marks

MAX_LINES = 25
"""Lines from the top among which the title stands."""

REACHED = re.compile(
    r"\S@\S|https?:|www\.|(?:\d{2,4}[ .]){3}|\d[A-Z]?, (?:[A-Z]{1,2}-)?(?!(?:19|20)\d\d )\d{4,5} [^\W\d]", re.IGNORECASE
)
"""A mail or web address, a telephone number, or the number of a house and the code of its town."""


LABELLED = re.compile(r"[^\W\d_][^:.!?]{2,50} ?: ?\S")
"""A field of a letterhead: what it is, and its value."""


def opening_end(groups: Sequence[Group]) -> int:
    """Index of the first running text, item or numbered line: what stands before is the opening."""
    seen = 0
    groups = groups[: min(news_of(groups), default=len(groups))]
    for at, group in enumerate(groups):
        is_running = is_prose(group) or is_short_sentence(group)
        if MAX_LINES < seen or group[0].is_bullet or group[0].is_numbered:
            return at
        if is_running and not (at == 0 and (is_long_title(group) or is_headline(groups))):
            return at
        seen += len(group)
    return len(groups)


def is_short_sentence(group: Group) -> bool:
    """Whether a group is a sentence with its stop, too short to be told by its length."""
    text = joined(group)
    words = text.split()
    return text.endswith(".") and MIN_STOPPED_WORDS <= len(words) and not is_capital(group) and words[-1][-3:-2] != "."


MIN_STOPPED_WORDS = 6
"""Words of the shortest line of the opening that its stop makes running text; "Session ordinaire." is none."""


def is_long_title(group: Group) -> bool:
    """Whether the first lines of a text are a title though they are long: they end no sentence, nor break one off."""
    text = joined(group)
    is_whole = not (group[0].starts_low or group[-1].is_open or group[-1].is_closed)
    return is_whole and len(text) <= MAX_TITLE_CHARACTERS and can_head(text)


MAX_TITLE_CHARACTERS = 240
"""Length of the longest title in small letters."""


def is_headline(groups: Sequence[Group]) -> bool:
    """Whether the first group is one sentence with its stop over a line that says who wrote or when, as in news."""
    text = joined(groups[0])
    is_one = len(text) <= MAX_TITLE_CHARACTERS and text.endswith(".") and not re.search(r"[.!?]\s", text)
    return (
        is_one
        and len(groups) > 1
        and can_head(text[:-1])
        and (is_byline(joined(groups[1])) or is_date_alone(groups[1]))
    )


def news_of(groups: Sequence[Group]) -> frozenset[int]:
    """The headings of a collection of news, each with its date under it; empty for other briefs."""
    news = frozenset(at for at in range(1, len(groups)) if is_news(groups, at))
    return news if MIN_NEWS <= len(news) else frozenset()


def is_news(groups: Sequence[Group], at: int) -> bool:
    """Whether a group heads a piece of news: a line of its own above a date and a text."""
    if len(groups) <= at + 2 or not (groups[at][0].blanks and can_head(joined(groups[at]))):
        return False
    return is_date_alone(groups[at + 1]) and not is_date_alone(groups[at]) and is_prose(groups[at + 2])


def chronicle_of(groups: Sequence[Group]) -> frozenset[int]:
    """The headings that open with a month and year and stand above a text; empty when they are not two or more."""
    found = frozenset(at for at in range(len(groups) - 1) if is_chapter(groups[at], groups[at + 1]))
    return found if MIN_NEWS <= len(found) else frozenset()


def is_chapter(group: Group, after: Group) -> bool:
    """Whether lines without a stop open with when something was done, above a text that does not."""
    text = joined(group)
    return (
        group[0].blanks > 0
        and len(text) <= MAX_TITLE_CHARACTERS
        and CHAPTER.match(text) is not None
        and not group[-1].text.endswith((".", ";", ":", ","))
        and can_head(text)
        and is_prose(after)
        and after[-1].text.endswith((".", ":"))
        and CHAPTER.match(after[0].text) is None
    )


def days_of(groups: Sequence[Group]) -> frozenset[int]:
    """The dates that head the text under them, where other headings begin or end with one; else empty."""
    found = frozenset(at for at in range(1, len(groups) - 1) if is_day(groups, at))
    fellows = sum(
        groups[at][0].blanks > 0 and is_dated(groups[at]) and is_prose(groups[at + 1]) for at in range(len(groups) - 1)
    )
    return found if MIN_DATED <= fellows else frozenset()


def is_day(groups: Sequence[Group], at: int) -> bool:
    """Whether a group is a date and nothing else, between blank lines and two texts."""
    group, before, after = groups[at], groups[at - 1], groups[at + 1]
    is_between = is_prose(before) and before[-1].text.endswith(".") and is_prose(after) and after[-1].text.endswith(".")
    return is_between and group[0].blanks > 0 and after[0].blanks > 0 and BARE_DATE.fullmatch(joined(group)) is not None


def is_dated(group: Group) -> bool:
    """Whether a short line without a stop begins or ends with a month, or day and month, and a year."""
    text = joined(group)
    return len(text) <= MAX_TITLE_CHARACTERS // 2 and not group[-1].is_closed and DATED_LINE.search(text) is not None


BARE_DATE = re.compile(r"(?:[^\W\d_]{5,8} )?\d{1,2}(?:er)? [^\W\d_]{3,9} (?:1[5-9]|20)\d\d")
"""A date and nothing else: "3 mars 2021", "Lundi 3 mars 2021"."""

DATED_LINE = re.compile(
    r"^(?:[^\W\d_]{5,8} )?(?:\d{1,2}(?:er)? )?[^\W\d_]{3,9} (?:1[5-9]|20)\d\d\b"
    r"|\b\d{1,2}(?:er)? [^\W\d_]{3,9} (?:1[5-9]|20)\d\d$"
)
"""A line that begins with a month and year, perhaps a day, or ends with a full date."""

MIN_DATED = 4
"""Headings with a date, itself included, from which on a date alone is one too."""

CHAPTER = re.compile(r"(?:[^\W\d_]{3,9} )?(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\s?[-–—:]\s")
"""How the sections of a chronicle begin: "Mai 2021 : les pluies", "2019-2020 – Le port"."""

MIN_NEWS = 2
"""Pieces of news from which on a brief is a collection of them."""


def is_date_alone(group: Group) -> bool:
    """Whether a group is a short line with a full date."""
    text = joined(group)
    return len(text) <= MAX_DATE_CHARACTERS and is_dateline(text)


MAX_DATE_CHARACTERS = 40
"""Length of the longest line that only says when: "Publié le mercredi 25 septembre 2024 à Ouagadougou"."""


def is_place_and_date(text: str) -> bool:
    """Whether a line is only where and when a brief was written.

    >>> is_place_and_date("Gabou, le 3 mars 2021"), is_place_and_date("Le comité se réunit le 3 mars 2021")
    (True, False)
    """
    return len(text) <= MAX_DATE_CHARACTERS and text[:1].isupper() and "," in text and is_dateline(text)


def find_title(groups: Sequence[Group]) -> int | None:
    """Index of the title among the groups of the opening, None when none can be one; the first among equals."""
    fit = [at for at, group in enumerate(groups) if can_head(joined(group)) or (at == 0 and is_headline(groups))]
    fit = [at for at in fit if not is_place_and_date(joined(groups[at]))]
    if not fit:
        return None
    longest = max(fit, key=lambda at: (len(re.findall(r"[^\W_]+", joined(groups[at]))), -at))
    return max(fit, key=lambda at: (title_worth(groups[at], is_first=at == fit[0], is_longest=at == longest), -at))


def title_worth(group: Group, *, is_first: bool, is_longest: bool) -> int:
    """How much a group of the opening looks like the title."""
    text = joined(group)
    is_shouted = is_capital(group) and not is_acronym(text)
    return is_first + is_longest + is_shouted + subject_marks(text) - is_genre(text) - 2 * group[0].starts_low


def is_genre(text: str) -> bool:
    """Whether a line only says what kind of paper a brief is, letters of a logo apart.

    >>> is_genre("f Document d’information"), is_genre("Document d'information sur les ports")
    (True, False)
    """
    words = [word for word in re.findall(r"[^\W\d_]+", fold(text)) if word == "d" or len(word) > 1]
    return " ".join(words) in words_of("genres")


def is_contact(text: str) -> bool:
    """Whether a line gives an address: a telephone number, a mail or web address, or a street or box by name.

    >>> is_contact("APL Gabou, 3 rue Lamine, Gabou"), is_contact("Routes et ponts, une place pour tous")
    (True, False)
    """
    named = re.findall(r"[^\W\d_][\w.-]*(?= (?:n° ?)?[A-ZÀ-Þ\d])", text)
    return REACHED.search(text) is not None or ("," in text and any(contact_marks(word) for word in named))
