"""Which lines of a text file are headings, and how high they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.plain.lines import NUMBER, URL_START, PrintedLine, fold, words_of
from pipeline.layout.roles import is_enquiry

MAX_WORDS = 45
"""Words of the longest heading; titles in capitals run over five lines."""

MAX_CHARACTERS = 600
"""Length beyond which no text has as few words."""

MAX_NUMBERED_CHARACTERS = 100
"""Length of a heading that its number, the list under it, or its fellows mark as one."""

MAX_LONG_NUMBERED_CHARACTERS = 200
"""Length of a heading with a number and no stop, between blank lines above a text or list without numbers."""

MIN_BODY_CHARACTERS = 60
"""Length of a paragraph that can only be running text; what follows a heading is such a paragraph or a list."""

Group = Sequence[PrintedLine]
"""Lines that were joined: a paragraph, an item or a heading."""

SENTENCE_END = (".", "!", "?", ".»", ". »", ".)")

MIN_PROSE_CHARACTERS = 80
"""Length of a closed paragraph that no letterhead or title holds."""

DATE = re.compile(r"\b(?:1[5-9]|20)\d\d\b")

ODD = re.compile(r"[^\w\s'’.,:;?!()«»\"“”&/°–—+-]")
"""Signs that headings do not hold but logos read by an OCR do."""


def is_sentence(text: str) -> bool:
    """Whether a long line without a stop is a sentence all the same, by its first words; questions may be headings.

    >>> is_sentence("Il était une voie")
    False
    >>> is_sentence("Et demain ? Un second relevé en septembre et une réunion publique en octobre")
    False
    >>> is_sentence("Nous restons à votre écoute pour toutes les demandes que vous aurez à nous faire")
    True
    """
    if len(text) < MIN_SENTENCE_CHARACTERS or text.endswith("?") or ASKED.match(text):
        return False
    words = " ".join(re.findall(r"[^\W_]+", fold(text)[:MIN_SENTENCE_CHARACTERS]))
    openings = tuple(f"{first} " for first in words_of("sentence_first"))
    return words.startswith(openings) and not words.startswith("ce qu")  # Ce que font les partenaires


ASKED = re.compile(r"[^.!?:]{3,40}\? [A-ZÀ-Þ]")
"""A short question and what the heading says to it: "Et demain ? Un port ouvert toute l'année"."""

MIN_SENTENCE_CHARACTERS = 70
"""Length from which on a line that opens as sentences do is one; shorter headings are slogans."""


QUOTED = re.compile(r"«\s*(?:\S+\s+){5,}\S+\s*»|“(?:\S+\s+){5,}\S+”")
"""What somebody said, set alone."""


def is_quotation(text: str) -> bool:
    """Whether somebody's words are set alone: « Nous avons tout perdu en une nuit. »."""
    return QUOTED.fullmatch(text) is not None


ADDRESS = re.compile(r"(?i:https?:|www\.)|(?<!\S)/\w|/\d|/[A-ZÀ-Þ]{2}(?!(?:.* ){3})(?![\w/]*\)$)")
"""Where a web address begins or goes on, a reference or two bodies of a table's cell; "eau/assainissement" is none,
nor what a heading is called for short, "(EAU/EHA)".
"""


STOPPED = re.compile(r"[a-zà-ÿ]{4,}\. [A-ZÀ-Þ][a-zà-ÿ’']+ [^\W\d_]+ .*:$")
"""A sentence that ends and a next one with a colon: what is left of a paragraph that a blank line cut."""


BROKEN = re.compile(r"[a-zà-ÿ]{3}[ »]*[.?!] [A-ZÀ-Þ]")
"""A sentence that ends before a next one."""


ANSWER = re.compile(r"[«“]\s*(?:[^\s»”]+\s+){5}.*[»”]\W?")
"""A paragraph that is somebody's words from its first to its last."""


def is_answer(text: str) -> bool:
    """Whether a paragraph is all in quotation marks, as the answers of an interview are."""
    return ANSWER.fullmatch(text) is not None


LABEL = re.compile(r"(?P<word>[^\W\d_]+\.?)\s*\d{0,2}\s?[:.–—-]\s?\S")
"""A word, perhaps a number, and what they are the label of."""


def is_label(text: str) -> bool:
    """Whether a line is a caption or a courtesy of letters, by its first words.

    >>> is_label("Source : bureau du port"), is_label("Veuillez agréer mes salutations"), is_label("Sources")
    (True, True, False)
    """
    label = LABEL.match(text)
    is_caption = label is not None and fold(label["word"]).rstrip(".") in words_of("captions")
    return is_caption or fold(text).startswith(tuple(words_of("courtesies")))


def is_call(text: str) -> bool:
    """Whether a line of a web page bids its reader click on it.

    >>> is_call("Consulter le rapport moral"), is_call("Lire et écrire")
    (True, False)
    """
    return fold(text).replace("’", "'").startswith(tuple(words_of("calls")))


def can_head(text: str) -> bool:
    """Whether text looks like a heading by itself."""
    if text.endswith((".", ",", ";", "…")) or MAX_CHARACTERS < len(text) or "@" in text or STOPPED.search(text):
        return False
    letters = sum(map(str.isalpha, text))
    is_label = text.isupper() and text.endswith(":")  # OÙ :
    return (
        (2 if is_label else 3) <= letters
        and letters * 2 > len(text) - text.count(" ")
        and len(text.split()) <= MAX_WORDS
        and not ADDRESS.search(text)
        and len(ODD.findall(text)) < 2
    )


def is_marked_heading(text: str) -> bool:
    """Whether an item is a heading with a sign before it: "➢ Au niveau national :", "• Prochaines étapes".

    >>> is_marked_heading("© Au niveau national :"), is_marked_heading("• Les membres sont :")
    (True, False)
    """
    bare = text.split(maxsplit=1)[-1]
    short = len(bare.split()) <= MAX_MARKED_WORDS and not bare[:1].islower() and not any(c.isdigit() for c in bare)
    return is_usual(bare) or (short and bare.endswith(":") and not (announces(bare) or STOPPED.search(bare)))


MAX_MARKED_WORDS = 7
"""Words of the longest heading that only its sign and a colon mark."""


def counted_noun(text: str) -> str | None:
    """The folded noun of a part that is counted, with its name behind a sign, None for other lines.

    >>> counted_noun("Axe 2 : les écoles"), counted_noun("Jour 1 – Les ports"), counted_noun("Axe 2 du plan")
    ('axe', 'jour', None)
    """
    part = COUNTED.match(text)
    noun = fold(part["noun"]) if part and len(text) <= MAX_LONG_NUMBERED_CHARACTERS else ""
    return noun if noun in words_of("counted") else None


COUNTED = re.compile(r"(?P<noun>[^\W\d_]{3,12})\s(?:n\s?[°º]\s?)?(?:\d{1,2}|[IVX]{1,4})\s?[:–—-]\s?[\w«“\"]")
"""How a part that is counted is called: "Axe 2 : les écoles", "Jour 1 – Inspirer", "Annexe II - Budget"."""


def is_day_part(text: str) -> bool:
    """Whether a line only says which part of a day what follows is for.

    >>> is_day_part("Après-midi :"), is_day_part("Soirée"), is_day_part("Soirée des partenaires")
    (True, True, False)
    """
    return fold(" ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text))).replace("’", "'") in words_of("day_parts")


def announces(text: str) -> bool:
    """Whether a line with a colon leads over to a list rather than heading it, or says which part of a day it is for.

    >>> announces("Les membres sont :"), announces("Après-midi :"), announces("Les membres :")
    (True, True, False)
    """
    return is_day_part(text) or any(fold(word) in words_of("announces") for word in re.findall(r"[^\W_]+", text))


def is_capital(group: Group) -> bool:
    """Whether all lines are set in capitals."""
    return all(line.is_capital for line in group)


def joined(group: Group) -> str:
    """The text of a group on one line."""
    return " ".join(line.text for line in group)


def is_numbered_heading(group: Group, number: re.Match[str], before: Group | None, after: Group) -> bool:
    """Whether a numbered line heads what follows, rather than being an item among others."""
    text = joined(group)
    rest = text[number.end() :]
    # from a list set tight, or one whose items are sentences
    is_tight = before is not None and group[0].blanks > 0 == before[0].blanks
    is_other = before is not None and before[-1].text.endswith(SENTENCE_END) and not text.endswith(SENTENCE_END)
    is_apart = is_tight or (is_other and is_prose(after) and not after[0].is_numbered)
    above = [] if is_apart else [line for line in before or () if line.is_numbered]
    is_item = (bool(above) and counts_on(NUMBER.match(above[-1].text), number)) or counts_on(
        number, NUMBER.match(after[0].text)
    )
    free = before is None or not before[-1].is_open
    is_whole = not (group[-1].text.endswith((":", ";", "!")) or BROKEN.search(rest))
    is_long = is_whole and group[0].blanks > 0 and (is_prose(after) or after[0].is_bullet)
    limit = MAX_LONG_NUMBERED_CHARACTERS if is_long and not after[0].is_numbered else MAX_NUMBERED_CHARACTERS
    return (
        rest[:1].isupper()
        and len(rest) <= limit
        and free
        and not is_item
        and not after[0].starts_low
        and (is_text(after) or after[-1].text.endswith(":") or (group[0].blanks > 0 and after[0].blanks > 0))
    )


def counts_on(a: re.Match[str] | None, b: re.Match[str] | None) -> bool:
    """Whether the second number is the next after the first, as those of a list's items are."""
    if a is None or b is None:
        return False
    first, second = number_path(a), number_path(b)
    return len(first) == len(second) and first[:-1] == second[:-1] and second[-1] == first[-1] + 1


def number_path(number: re.Match[str]) -> tuple[int, ...]:
    """The parts of a number: (5, 1) for "5.1", (4,) for "IV." and for "D."."""
    if number["digits"]:
        return tuple(int(part) for part in number["digits"].split("."))
    if number["letter"]:
        return (ord(number["letter"]) - ord("A") + 1,)
    values = [{"V": 5, "X": 10}.get(sign, 1) for sign in number["roman"]]
    return (sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)),)


def is_text(group: Group) -> bool:
    """Whether a group is what stands under a heading: an item, a numbered line or running text."""
    first = group[0]
    return not URL_START.match(first.text) and (
        first.is_bullet or first.is_numbered or MIN_BODY_CHARACTERS <= len(joined(group))
    )


def is_prose(group: Group) -> bool:
    """Whether a group is running text: a closed sentence, or more than a title has; not in capitals."""
    text = joined(group)
    closed = text.endswith((".", "!", "?", ";", ":", "»"))
    long = (MIN_PROSE_CHARACTERS if closed else 2 * MIN_PROSE_CHARACTERS) <= len(text)
    return long and not is_capital(group)


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

    >>> is_usual("3. Prochaines étapes :"), is_usual("Conditions d’accès")
    (True, True)
    """
    number = NUMBER.match(text)
    words = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text[number.end() :] if number else text)
    return fold(" ".join(words)).replace("’", "'") in words_of("usual_headings") or is_enquiry(text)


def is_acronym(text: str) -> bool:
    """Whether the text is a single short word in capitals, as organisations in a list are."""
    return len(text.split()) == 1 and len(text) <= MAX_ACRONYM


MAX_ACRONYM = 8
"""Letters of the longest usual acronym; "CONTEXTE" alone on its line has eight and text under it."""
