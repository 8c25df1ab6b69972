"""Which lines of a text file are headings, and how high they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.plain.lines import NUMBER, URL_START, PrintedLine, fold, words_of

MAX_WORDS = 45
"""Words of the longest heading; titles in capitals run over five lines."""

MAX_MIXED_CHARACTERS = 70
"""Length of a heading in small letters without a number; longer isolated lines are sentences."""

MAX_NUMBERED_CHARACTERS = 100
"""Length of a heading that its number, or the list under it, marks as one."""

MIN_BODY_CHARACTERS = 60
"""Length of a paragraph that can only be running text; what follows a heading is such a paragraph or a list."""

Group = Sequence[PrintedLine]
"""Lines that were joined: a paragraph, an item or a heading."""

SENTENCE_END = (".", "!", "?", ".»", ". »", ".)")

DATE = re.compile(r"\b(?:1[5-9]|20)\d\d\b")

ODD = re.compile(r"[^\w\s'’.,:;?!()«»\"“”&/°–—+-]")
"""Signs that headings do not hold but logos read by an OCR do."""


def can_head(text: str) -> bool:
    """Whether text looks like a heading by itself."""
    letters = sum(c.isalpha() for c in text)
    return (
        3 <= letters
        and len(text.split()) <= MAX_WORDS
        and not text.endswith((".", ",", ";", "…"))
        and not URL_START.search(text)
        and "@" not in text
        and len(ODD.findall(text)) < 2
        and letters * 2 > sum(not c.isspace() for c in text)
    )


def rank(group: Group, before: Group | None, after: Group | None, *, in_run: bool) -> int:
    """Height of a group of lines as a heading: 2 in capitals, more for numbered and small ones, 0 for no heading.

    `before` and `after` are the groups around it, None at the ends of the text; `in_run` says that the one before is
    an item, so that only a number, a colon or capitals make a heading unless a full stop ended the list.
    """
    text = joined(group)
    if group[0].is_bullet:
        # the items under a marked heading have another sign, or none
        alike = after is not None and after[0].is_bullet and after[0].text[0] == group[0].text[0]
        return 3 if after is not None and not alike and is_marked_heading(text) else 0
    if not can_head(text) or group[0].starts_low or after is None:
        return 0
    number = NUMBER.match(group[0].text)
    if all(line.is_capital for line in group) and (not is_acronym(text) or (is_text(after) and not in_run)):
        return 2 + ((number["digits"] or "").count(".") if number else 0)
    if number and is_numbered_heading(group, number, before, after):
        return 2 + (number["digits"] or "").count(".")
    in_list = in_run and not (group[0].blanks and before is not None and before[-1].text.endswith(SENTENCE_END))
    if is_usual(text) or ((not in_list or text.endswith(":")) and is_small_heading(text, group, before, after)):
        return 3
    return 0


def is_marked_heading(text: str) -> bool:
    """Whether an item is a heading with a sign before it: "➢ Au niveau national :", "• Prochaines étapes".

    >>> is_marked_heading("© Au niveau national :"), is_marked_heading("• Les membres sont :")
    (True, False)
    """
    bare = text.split(maxsplit=1)[-1]
    short = len(bare.split()) <= MAX_MARKED_WORDS and not any(c.isdigit() for c in bare)
    return is_usual(bare) or (short and bare.endswith(":") and not announces(bare))


MAX_MARKED_WORDS = 7
"""Words of the longest heading that only its sign and a colon mark."""


def announces(text: str) -> bool:
    """Whether a line with a colon leads over to a list rather than heading it."""
    return any(fold(word) in words_of("announces") for word in re.findall(r"[^\W_]+", text))


def joined(group: Group) -> str:
    """The text of a group on one line."""
    return " ".join(line.text for line in group)


def is_numbered_heading(group: Group, number: re.Match[str], before: Group | None, after: Group) -> bool:
    """Whether a numbered line heads what follows, rather than being an item among others."""
    text = joined(group)
    rest = text[number.end() :]
    neighbours = [NUMBER.match(near[0].text) for near in (before, after) if near and near[0].is_numbered]
    is_item = any(near is not None and sibling(number, near) for near in neighbours)
    free = before is None or not before[-1].is_open
    return (
        rest[:1].isupper()
        and len(rest) <= MAX_NUMBERED_CHARACTERS
        and free
        and not is_item
        and not after[0].starts_low
        and (is_text(after) or (group[0].blanks > 0 and after[0].blanks > 0))
    )


def sibling(a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether two numbers are of one depth, as those of a list's items are."""
    return bool(a["digits"]) == bool(b["digits"]) and (a["digits"] or "").count(".") == (b["digits"] or "").count(".")


def is_small_heading(text: str, group: Group, before: Group | None, after: Group) -> bool:
    """Whether lines in small letters stand alone above a text."""
    first = group[0]
    word = re.match(r"(?:\W*|\d[\d ]* )([^\W\d_]+)", text)  # 180 places ouvertes, but no 3. of a list
    opens_list = after[0].is_bullet
    colon = text.endswith(":")
    if colon and announces(text):
        return False
    alone = (first.blanks > 0 or colon) and (after[0].blanks > 0 or opens_list or colon)
    return (
        alone
        and len(text) <= (MAX_NUMBERED_CHARACTERS if opens_list else MAX_MIXED_CHARACTERS)
        and not group[-1].is_open
        and (before is None or not before[-1].is_open)
        and not first.starts_low
        and word is not None
        and fold(word.group(1)) not in words_of("contact")
        and (opens_list or not DATE.search(text))
        and not after[0].starts_low
        and (is_text(after) or after[0].text.endswith(":"))
    )


def is_text(group: Group) -> bool:
    """Whether a group is what stands under a heading: an item, a numbered line or running text."""
    first = group[0]
    return not URL_START.match(first.text) and (
        first.is_bullet or first.is_numbered or MIN_BODY_CHARACTERS <= len(joined(group))
    )


def is_item(group: Group) -> bool:
    """Whether a group is an item of a list, with or without its sign: a few lines that end no sentence."""
    text = joined(group)
    return group[0].is_bullet or (
        len(group) <= MAX_ITEM_LINES
        and len(text) <= MAX_ITEM_CHARACTERS
        and (text.endswith((";", ",")) or not group[-1].is_closed)
        and not DATE.search(text)
    )


MAX_ITEM_LINES, MAX_ITEM_CHARACTERS = 3, 160
"""Size of the longest item without a sign."""


def is_usual(text: str) -> bool:
    """Whether the text is a heading that many briefs have, its number apart.

    >>> is_usual("3. Prochaines étapes :")
    True
    """
    number = NUMBER.match(text)
    words = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text[number.end() :] if number else text)
    return fold(" ".join(words)) in words_of("usual_headings")


def is_acronym(text: str) -> bool:
    """Whether the text is a single short word in capitals, as organisations in a list are."""
    return len(text.split()) == 1 and len(text) <= MAX_ACRONYM


MAX_ACRONYM = 8
"""Letters of the longest usual acronym; "CONTEXTE" alone on its line has eight and text under it."""
