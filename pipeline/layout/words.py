"""What the layout knows of words: those of captions, contacts, imprints and page numbers."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache

from pipeline.language import read_data

DATE_LINE = re.compile(r"(?:\S+,? )?(?:le )?\d{1,2}(?:er)? [^\W\d_]{3,10}\.? \d{4}", re.IGNORECASE)
"""A line that is no more than a place and a date; the month is any word."""

WEB_ADDRESS = re.compile(r"\S@\S+\.\w|https?:|www\.\w")

ADDRESS = re.compile(WEB_ADDRESS.pattern + r"|\+?\d(?:[ .\-()]?\d){7,13}")


@cache
def known(kind: str) -> frozenset[str]:
    """The words of one kind of `headings.toml`, folded."""
    return frozenset(fold(word) for word in tomllib.loads(read_data("fr/headings.toml"))[kind])


def fold(text: str) -> str:
    """Lower case without accents, typographic apostrophes straight.

    >>> fold("Tél. : l’Été")
    "tel. : l'ete"
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def starts_with(text: str, kind: str) -> bool:
    """Whether the text opens with a word or phrase of the kind, as a whole word."""
    plain = fold(text[:60])
    return any(plain.startswith(word) and not plain[len(word) : len(word) + 1].isalnum() for word in known(kind))


def contact_marks(text: str) -> int:
    """How many marks of an address the text has: words such as "tél", and addresses themselves."""
    plain = fold(text[:2_000])
    tokens = re.findall(r"[a-z][a-z.\-]*[a-z]|[a-z]", plain)
    return sum(token in known("contact") for token in tokens) + len(ADDRESS.findall(text[:2_000]))


def has_web_address(text: str) -> bool:
    """Whether the text has the address of a mailbox or page.

    >>> has_web_address("Bureau des puits : puits@lirou.example"), has_web_address("Écrire au 12 34 56 78 90")
    (True, False)
    """
    return WEB_ADDRESS.search(text) is not None


def is_page_number(text: str) -> bool:
    """Whether the text is a page number and nothing else.

    >>> [is_page_number(t) for t in ("12", "Page 1 sur 4", "- 3 -", "2/9", "12 cas", "1. Contexte")]
    [True, True, True, True, False, False]
    """
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s]", fold(text[:40]))
    numbers = [part for part in parts if part.isdigit()]
    words = [part for part in parts if part.isalpha()]
    if not 1 <= len(numbers) <= 2 or any(len(number) > 3 for number in numbers):
        return False
    marks = {part for part in parts if not part.isalnum()}
    return all(word in known("page") for word in words) and marks <= {"/", "-", "–", "—", "|", "."} and len(parts) <= 6


def is_date_line(text: str) -> bool:
    """Whether the text is a date, perhaps after a place, and nothing else.

    >>> is_date_line("Dakar, le 3 mars 2019"), is_date_line("Réunion du 3 mars 2019 à Dakar")
    (True, False)
    """
    return DATE_LINE.fullmatch(text.strip(" .,-–|")) is not None
