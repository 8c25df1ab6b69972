"""Which of the lines that stand out are the title and headings, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.layout.paragraphs import Paragraph, is_bulleted, style_of
from pipeline.layout.pieces import Piece
from pipeline.layout.roles import Profile, alike_in_color, depth_of_number, is_big, is_numbered, is_reversed
from pipeline.layout.titles import is_dateline, is_letterhead, subject_marks
from pipeline.layout.words import contact_marks, starts_with

TITLE_ZONE = 0.6
"""Share of the first page, from its top, within which its title begins."""

TEXT_WORDS, AFTER_TEXT = 30, 1.4
"""Words of a paragraph of running text, and how many times larger than what stands before it a title after it is."""

FILLED = 5.0
"""A last line that ends nearer than this to the right margin, in font sizes, may run on in the next."""

DATED = re.compile(r"\b(?:1[6-9]|20)\d\d\b|\b[nN](?:o\.?|°|º)\s*\d")
"""A year or a number "n° 3": what the line under a title has."""


REFERENCE = re.compile(r"\d{3}")
"""What the number of a file has, over the line that dates it."""

SUBJECT_WORDS, BYLINE_WORDS = 4, 6
"""Words of a title from which on, and of a line between it and a dateline up to which, that line says who issued the
brief; under "Communiqué de presse" stands its subject."""


def settle_headings(pieces: Sequence[Piece], look: Profile, first_height: float) -> tuple[Piece, ...]:
    """The pieces with headings joined, false ones taken back, the title found and levels given."""
    told = mark_lonely(pieces) if look.ocr else pieces
    joined = [take_back(piece, after) for piece, after in with_next(join_headings(like_siblings(told)))]
    title = find_title(joined, look, first_height)
    marked = [mark(piece, at, title, joined, look) for at, piece in enumerate(joined)]
    return give_levels(demote_runs(demote_subtitles(marked, title, joined)), look)


def mark_lonely(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a scan, where weight is not read surely, with short lines set apart above text made headings.

    They must be several, and most lines so set must stand above text: items of a list without signs do not.
    """
    apart = [at for at in range(1, len(pieces) - 1) if is_apart(pieces, at)]
    heads = {at for at in apart if is_above_text(pieces, at)}
    if len(heads) < MIN_LONELY or len(heads) < LONELY_SHARE * len(apart):
        return tuple(pieces)
    return tuple(Piece(piece.part, "heading") if at in heads else piece for at, piece in enumerate(pieces))


MIN_LONELY, LONELY_SHARE = 3, 0.6
"""Least number of short lines above text that make their look that of headings, and their share of all such lines."""


def is_apart(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a piece is a line of text of a few words that ends no sentence and fills less than half its column."""
    piece, part = pieces[at], pieces[at].part
    if piece.role not in ("body", "heading", "contact") or piece.aside is not None or not isinstance(part, Paragraph):
        return False
    text = part.text
    row = part.rows[0]
    return (
        len(part.rows) == 1
        and len(row) <= MAX_LONELY_WORDS
        and sum(c.isalpha() for c in text) >= MIN_LONELY_LETTERS
        and text[:1].isupper()
        and not text.endswith((".", ",", ";", ":", "-"))
        and 2 * (row[-1].x1 - row[0].x0) < part.right - part.left
        and not (DATED.search(text) or contact_marks(text) > 1 or is_letterhead(text))
    )


MAX_LONELY_WORDS, MIN_LONELY_LETTERS = 10, 5
"""Size of a heading that nothing but its place tells."""


def is_above_text(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line stands nearer to the running text under it than to what precedes it."""
    before, part, after = pieces[at - 1].part, pieces[at].part, pieces[at + 1].part
    if pieces[at + 1].role not in ("body", "list") or not isinstance(after, Paragraph) or after.page != part.page:
        return False
    if pieces[at + 1].aside is not None or not isinstance(part, Paragraph):
        return False
    is_long = len(after.rows) > 1 or pieces[at + 1].role == "list"
    is_enquiry = starts_with(part.text, "enquiry") and contact_marks(after.text) > 0
    below = after.top - part.bottom
    if below < 0 or not (is_long or is_enquiry):
        return False
    if not isinstance(before, Paragraph) or before.page != part.page or part.top < before.bottom:
        return True
    return MORE_ABOVE * below < part.top - before.bottom


MORE_ABOVE = 1.3
"""Times the white under a heading that stands above it."""


def with_next(pieces: Sequence[Piece]) -> Iterable[tuple[Piece, Piece | None]]:
    """Each piece with the one after it."""
    return zip_longest(pieces, pieces[1:])


def take_back(piece: Piece, after: Piece | None) -> Piece:
    """A heading made text again when its sentence began before it or goes on after it."""
    part = piece.part
    if piece.role != "heading" or not isinstance(part, Paragraph):
        return piece
    text = part.text
    if (text[:1].islower() and not is_numbered(text)) or text.endswith(("-", ",", ";")):
        return Piece(part, "body")
    if after is None or not isinstance(after.part, Paragraph) or after.aside != piece.aside or text.endswith(":"):
        return piece
    if text[0].isdigit() and after.part.text[0].isdigit() and not is_numbered(text):
        return Piece(part, "body")  # one of several lines of figures
    filled = part.right - part.rows[-1][-1].x1 < FILLED * part.style.size and not part.style.caps
    if filled and after.role == "body" and after.part.text[:1].islower() and after.part.page == part.page:
        return Piece(part, "list" if is_bulleted(text) else "body")
    return piece


def like_siblings(pieces: Sequence[Piece]) -> list[Piece]:
    """Items made headings when their mark is one that other headings have, and that opens short lines only."""
    marks: dict[str, list[Piece]] = {}
    for piece in pieces:
        if isinstance(piece.part, Paragraph) and is_bulleted(piece.part.text):
            marks.setdefault(piece.part.text[0], []).append(piece)
    heading_marks = {
        mark
        for mark, own in marks.items()
        if any(piece.role == "heading" for piece in own) and all(_is_short(piece) for piece in own)
    }
    return [
        Piece(piece.part, "heading")
        if isinstance(piece.part, Paragraph) and is_bulleted(piece.part.text) and piece.part.text[0] in heading_marks
        else piece
        for piece in pieces
    ]


def _is_short(piece: Piece) -> bool:
    """Whether a paragraph is one line that is no sentence."""
    part = piece.part
    return isinstance(part, Paragraph) and len(part.rows) == 1 and len(part.rows[0]) <= 9 and part.text[-1] not in ".;,"


def join_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings over several lines made one: same look, nothing between, the second without a number."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and goes_on(last, piece):
            a, b = last.part, piece.part
            assert isinstance(a, Paragraph) and isinstance(b, Paragraph)
            rows = (*a.rows, *b.rows)
            joined[-1] = Piece(replace(a, rows=rows, style=style_of([t for row in rows for t in row])), "heading")
        else:
            joined.append(piece)
    return joined


def goes_on(last: Piece, piece: Piece) -> bool:
    """Whether a heading is the next line of the one before."""
    a, b = last.part, piece.part
    if last.role != "heading" or piece.role != "heading" or last.aside != piece.aside:
        return False
    if not isinstance(a, Paragraph) or not isinstance(b, Paragraph) or a.page != b.page or is_numbered(b.text):
        return False
    size = b.style.size / a.style.size
    alike = 0.9 < size < 1.1 and a.style.caps == b.style.caps and (a.style.bold == b.style.bold or 0.97 < size < 1.03)
    near = -0.5 * a.style.size < b.top - a.bottom < 0.9 * a.style.size
    unfinished = not a.text.endswith((":", ".", "?", "!")) and not DATED.search(b.text)
    same_place = abs(a.x0 - b.x0) < 3 * a.style.size or a.x0 < b.x0
    return alike and near and unfinished and same_place and alike_in_color(a.style.color, b.style.color)


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


def demote_runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Three and more headings of one look in a row, with nothing between, are lines of text."""
    kept = list(pieces)
    at = 0
    while at < len(kept):
        end = at
        while end < len(kept) and kept[end].role == "heading" and _look(kept[end]) == _look(kept[at]):
            end += 1
        if 3 <= end - at:
            kept[at:end] = [Piece(piece.part, "body") for piece in kept[at:end]]
        at = max(end, at + 1)
    return kept


def _look(piece: Piece) -> tuple[float, bool, bool, int]:
    """What two headings of one rank share."""
    part = piece.part
    if not isinstance(part, Paragraph):
        return (0.0, False, False, 0)
    style = part.style
    return (round(style.size), style.bold, style.caps, depth_of_number(part.text))


def give_levels(pieces: Sequence[Piece], look: Profile) -> tuple[Piece, ...]:
    """The pieces with levels: 1 the title, then by size, weight and capitals, and deeper by the depth of numbers."""
    ranks = sorted({rank(piece, look) for piece in pieces if piece.role == "heading"}, reverse=True)
    level_of = {value: 2 + at for at, value in enumerate(ranks)}
    given: list[Piece] = []
    for piece in pieces:
        if piece.role == "heading":
            given.append(replace(piece, level=min(6, level_of[rank(piece, look)])))
        else:
            given.append(piece)
    return tuple(given)


def rank(piece: Piece, look: Profile) -> tuple[int, int, int]:
    """How high a heading stands, comparable within a document."""
    part = piece.part
    if not isinstance(part, Paragraph):
        return (0, 0, 0)
    style = part.style
    if look.ocr:
        # weights and small differences of size are not read surely enough to rank by
        return (round(style.size / (0.25 * look.style.size)), int(style.caps), -depth_of_number(part.text))
    size = round(style.size / (0.1 * look.style.size))
    return (size, 2 * style.bold + style.caps, -depth_of_number(part.text))
