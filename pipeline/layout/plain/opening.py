"""The opening of a text file: the lines before its first running text, and which of them is the title.

The lines of a letterhead, the date and the number stand there too, above the title or under it, and look like headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.language import read_data
from pipeline.layout.plain.headings import Group, can_head, is_capital, is_prose, joined
from pipeline.layout.plain.lines import fold
from pipeline.layout.words import contact_marks

MAX_LINES = 25
"""Lines from the top among which the title stands."""

COUNTED = re.compile(
    r"(?:1[89]|20)\d\d\W*$|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\bn\s?[°ºo]\s?[\d/-]+\W*$|^\W*n\s?[°º]", re.IGNORECASE
)
"""What ends with a year or a number, or begins with "N°": the line that dates or counts a brief."""

DATELINE = re.compile(
    r"(?:^|[,–-] ?|\ble |\b(?:lun|mar|mercre|jeu|vendre|same)di |\bdimanche )"
    r"\d{1,2}(?:er)? [^\W\d_]{3,10}\.? (?:1[89]|20)\d\d\W*$",
    re.IGNORECASE,
)
"""A full date at the end of a line, after nothing, a comma, an article or the day of the week."""

REACHED = re.compile(r"\S@\S|https?:|www\.|(?:\d{2,4}[ .]){3}", re.IGNORECASE)
"""A mail or web address, or a telephone number."""

STATE = frozenset({"republique", "royaume", "principaute", "confederation"})
"""Nouns that a state's name begins with."""


def opening_end(groups: Sequence[Group]) -> int:
    """Index of the first running text, item or numbered line: what stands before is the opening."""
    seen = 0
    for at, group in enumerate(groups):
        if MAX_LINES < seen or is_prose(group) or group[0].is_bullet or group[0].is_numbered:
            return at
        seen += len(group)
    return len(groups)


def find_title(groups: Sequence[Group]) -> int | None:
    """Index of the title among the groups of the opening, None when none can be one; the first among equals."""
    fit = [at for at, group in enumerate(groups) if can_head(joined(group))]
    if not fit:
        return None
    longest = max(fit, key=lambda at: (len(re.findall(r"[^\W_]+", joined(groups[at]))), -at))
    return max(fit, key=lambda at: (title_worth(groups[at], is_first=at == fit[0], is_longest=at == longest), -at))


def title_worth(group: Group, *, is_first: bool, is_longest: bool) -> int:
    """How much a group of the opening looks like the title: what a brief is about rather than who says it and when."""
    text = joined(group)
    worth = is_first + is_longest + is_capital(group) + bool(re.search(r"\w ?: \w|\?", text))
    return worth - 2 * is_letterhead(text) - 2 * is_dateline(text) - (bool(COUNTED.search(text)) and ":" not in text)


def is_letterhead(text: str) -> bool:
    """Whether the text is the name of an institution, by the noun that heads it.

    >>> is_letterhead("PRÉFECTURE DU LIROU"), is_letterhead("Crue du Lirou : la préfecture alerte")
    (True, False)
    """
    words = tuple(fold(word) for word in re.findall(r"[^\W\d_]+", text))
    heads = bool(words) and (words[0] in STATE or any(words[:length] in head_nouns() for length in range(1, 5)))
    return heads and not re.search(r"[:?!](?:\s|$)|\d", text)


@cache
def head_nouns() -> frozenset[tuple[str, ...]]:
    """The folded words of the nouns that head the name of an organisation."""
    rows = (line.split("\t") for line in read_data("fr/heads.tsv").splitlines() if line and not line.startswith("#"))
    return frozenset(tuple(re.findall(r"[^\W\d_]+", fold(row[0]))) for row in rows)


def is_dateline(text: str) -> bool:
    """Whether a line says when, and perhaps where, a brief was made.

    >>> [is_dateline(text) for text in ("Lomé, le lundi 3 mars 2019", "Fait à Lomé le 1er mars 2019", "Bilan 2019")]
    [True, True, False]
    """
    return DATELINE.search(text) is not None


def is_contact(text: str) -> bool:
    """Whether a line gives an address: a telephone number, a mail or web address, or a street or box by name.

    >>> is_contact("APL Gabou, 3 rue Lamine, Gabou"), is_contact("Routes et ponts, une place pour tous")
    (True, False)
    """
    named = re.findall(r"[^\W\d_][\w.-]*(?= (?:n° ?)?[A-ZÀ-Þ\d])", text)
    return REACHED.search(text) is not None or ("," in text and any(contact_marks(word) for word in named))
