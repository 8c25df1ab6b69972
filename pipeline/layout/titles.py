"""The title of a brief and the lines around it: what it is about, who says it, when."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from pipeline.language import read_data, rows
from pipeline.layout.paragraphs import Paragraph
from pipeline.layout.pieces import Piece
from pipeline.layout.roles import Profile, is_big, is_numbered, is_reversed
from pipeline.layout.words import fold

TITLE_ZONE = 0.6
"""Share of the first page, from its top, within which its title begins."""

TEXT_WORDS, AFTER_TEXT = 30, 1.4
"""Words of a paragraph of running text, and how many times larger than what stands before it a title after it is."""

DATED = re.compile(r"\b(?:1[6-9]|20)\d\d\b|\b[nN](?:o\.?|°|º)\s*\d")
"""A year or a number "n° 3": what the line under a title has."""

REFERENCE = re.compile(r"\d{3}")
"""What the number of a file has, over the line that dates it."""

SUBJECT_WORDS, BYLINE_WORDS = 4, 6
"""Words of a title from which on, and of a line between it and a dateline up to which, that line says who issued the
brief; under "Communiqué de presse" stands its subject."""

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


def find_title(pieces: Sequence[Piece], look: Profile, height: float) -> int | None:
    """The index of the title: the largest heading in the upper part of the first page.

    Among equals the one whose words tell the subject, then the first. After running text only much larger type is one.
    """
    first_page = min((piece.part.page for piece in pieces), default=1)
    candidates: list[tuple[int, int, int, int]] = []
    least = 0.0
    for at, piece in enumerate(pieces):
        part = piece.part
        if piece.aside is not None or not isinstance(part, Paragraph) or part.page != first_page:
            continue
        if piece.role == "body" and TEXT_WORDS <= sum(len(row) for row in part.rows):
            least = max((AFTER_TEXT * other[0] for other in candidates if 0 <= other[2]), default=0.0)
        if piece.role != "heading" or TITLE_ZONE * height < part.top or is_numbered(part.text):
            continue
        size = part.style.size if is_big(part.style, look) else look.style.size
        # an OCR's sizes of equal type differ by some percent
        rank = (round(size / (0.08 * look.style.size)), part.style.caps + part.style.bold)
        if least <= rank[0]:
            candidates.append((*rank, subject_marks(part.text), -at))
    return -max(candidates)[-1] if candidates else None


def mark(piece: Piece, at: int, title: int | None, pieces: Sequence[Piece], look: Profile) -> Piece:
    """The piece as title, as masthead before it, or with a dated line under the title taken back."""
    if title is None or piece.aside is not None or piece.role in ("table", "footnote", "caption", "list", "furniture"):
        return piece
    if at == title:
        return Piece(piece.part, "title", 1)
    if at < title:
        return piece if stands_alone(piece, look) else Piece(piece.part, "masthead")
    between = pieces[title + 1 : at]
    text = piece.part.text if isinstance(piece.part, Paragraph) else ""
    if piece.role == "heading" and DATED.search(text) and not is_numbered(text) and at - title <= 3:
        only_lines = all(isinstance(p.part, Paragraph) and len(p.part.rows) <= 2 for p in between)
        return Piece(piece.part, "body") if only_lines else piece
    return piece


def demote_subtitles(marked: Sequence[Piece], title: int | None, before: Sequence[Piece]) -> list[Piece]:
    """Who issued the brief and when, right under the title, made text: headings with a dated one, and a letterhead.

    The last of the headings stays when it heads the first text.
    """
    kept = list(marked)
    if title is None:
        return kept
    end = title + 1
    while end < len(kept) and before[end].role == "heading" and before[end].aside is None:
        end += 1
    is_dated = end - title > 2 and any(kept[at].role == "body" for at in range(title + 1, end))
    while end < len(kept) and is_opening_line(before[end]):
        end += 1
    for at in range(title + 1, end):
        text = _text(before[at])
        heads_text = at == end - 1 < len(kept) - 1 and not DATED.search(text)
        is_in_run = is_dated and all(before[other].role == "heading" for other in range(title + 1, at + 1))
        dated_next = at + 1 < len(before) and is_dateline(_text(before[at + 1]))
        is_reference = dated_next and REFERENCE.search(text) is not None
        tells_subject = SUBJECT_WORDS <= len(_text(before[title]).split())
        is_byline = dated_next and at == title + 1 and tells_subject and len(text.split()) <= BYLINE_WORDS
        is_name = is_letterhead(text) or is_reference or is_byline or (is_in_run and not heads_text)
        if kept[at].role == "heading" and is_name and not is_numbered(text):
            kept[at] = Piece(kept[at].part, "body")
    return kept


def is_opening_line(piece: Piece) -> bool:
    """Whether a piece is a heading or a line or two of the main flow that end no sentence, as around a title."""
    part = piece.part
    if piece.aside is not None or not isinstance(part, Paragraph) or is_numbered(part.text):
        return False
    return piece.role == "heading" or (piece.role == "body" and len(part.rows) <= 2 and part.text[-1] not in ".:;")


def _text(piece: Piece) -> str:
    return piece.part.text if isinstance(piece.part, Paragraph) else ""


def stands_alone(piece: Piece, look: Profile) -> bool:
    """Whether a heading before the title is more than a letterhead: a banner, or large and of some words."""
    part = piece.part
    if piece.role != "heading" or not isinstance(part, Paragraph) or sum(len(row) for row in part.rows) < 3:
        return False
    if subject_marks(part.text) < 0:
        return False
    return is_reversed(part.style) or part.style.size >= 1.4 * look.style.size
