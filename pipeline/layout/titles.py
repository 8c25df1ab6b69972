"""What the words of the lines at the top of a brief say: what it is about, who says it, when."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.language import read_data, rows
from pipeline.layout.words import fold

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


def subject_marks(text: str) -> int:
    """How much a line says what a brief is about rather than who says it and when; negative for a letterhead or date.

    >>> [subject_marks(text) for text in ("Crue du Lirou : le point", "Ministère des ports", "Note n° 12")]
    [1, -2, -1]
    """
    marks = int(bool(re.search(r"\w ?: \w|\?", text)))
    return marks - 2 * is_letterhead(text) - 2 * is_dateline(text) - (bool(COUNTED.search(text)) and ":" not in text)


def is_letterhead(text: str) -> bool:
    """Whether the text is the name of an institution, by the noun that heads it.

    >>> is_letterhead("PRÉFECTURE DU LIROU"), is_letterhead("Crue du Lirou : la préfecture alerte")
    (True, False)
    """
    words = tuple(fold(word) for word in re.findall(r"[^\W\d_]+", text))
    heads = bool(words) and (words[0] in states() or any(words[:length] in head_nouns() for length in range(1, 5)))
    return heads and not re.search(r"[:?!](?:\s|$)|\d", text)


@cache
def states() -> frozenset[str]:
    """The folded nouns that a state's name begins with."""
    return frozenset(tomllib.loads(read_data("fr/lines.toml"))["states"])


@cache
def head_nouns() -> frozenset[tuple[str, ...]]:
    """The folded words of the nouns that head the name of an organisation."""
    return frozenset(tuple(re.findall(r"[^\W\d_]+", fold(row["head"]))) for row in rows(read_data("fr/heads.tsv")))


def is_dateline(text: str) -> bool:
    """Whether a line says when, and perhaps where, a brief was made.

    >>> [is_dateline(text) for text in ("Lomé, le lundi 3 mars 2019", "Fait à Lomé le 1er mars 2019", "Bilan 2019")]
    [True, True, False]
    """
    return DATELINE.search(text) is not None
