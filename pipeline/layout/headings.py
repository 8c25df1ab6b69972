"""Which of the lines that stand out are the title and headings, and how they nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.layout.flow import tokens_of
from pipeline.layout.paragraphs import Paragraph, is_bulleted, style_of
from pipeline.layout.pieces import Piece
from pipeline.layout.roles import Profile, alike_in_color, depth_of_number, is_numbered, prominence
from pipeline.layout.titles import DATED, demote_subtitles, find_title, is_letterhead, mark
from pipeline.layout.words import contact_marks, starts_with

FILLED = 5.0
"""A last line that ends nearer than this to the right margin, in font sizes, may run on in the next."""


def settle_headings(pieces: Sequence[Piece], look: Profile, first_height: float) -> tuple[Piece, ...]:
    """The pieces with headings joined, false ones taken back, the title found and levels given."""
    told = take_back_capitals(mark_lonely(pieces) if look.ocr else pieces, look)
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


def take_back_capitals(pieces: Sequence[Piece], look: Profile) -> tuple[Piece, ...]:
    """The pieces with headings that capitals alone make taken back where they head nothing.

    Under a line that ends with a colon they are what it announces; in a box with fewer words under them than theirs, a
    label.
    """
    kept = list(pieces)
    for at, piece in enumerate(pieces):
        if not has_capitals_alone(piece, look):
            continue
        before = pieces[at - 1] if at else piece
        is_announced = before.role == "body" and before.aside == piece.aside and is_open(before, piece)
        if is_announced or (piece.aside is not None and is_label(pieces, at)):
            kept[at] = Piece(piece.part, "body")
    return tuple(kept)


def is_label(pieces: Sequence[Piece], at: int) -> bool:
    """Whether fewer words stand under a piece in its box than in itself."""
    under = (other for other in pieces[at + 1 :] if other.aside == pieces[at].aside)
    return sum(map(count_words, under)) < count_words(pieces[at])


def is_open(before: Piece, piece: Piece) -> bool:
    """Whether a line ends with a colon right above another in its column."""
    a, b = before.part, piece.part
    if not isinstance(a, Paragraph) or not isinstance(b, Paragraph) or a.page != b.page:
        return False
    return a.text.endswith(":") and a.left < b.right and b.left < a.right and b.top - a.bottom < MAX_OPEN * b.style.size


MAX_OPEN = 2.0
"""White under a colon up to which a line answers it, in font sizes."""


def has_capitals_alone(piece: Piece, look: Profile) -> bool:
    """Whether a heading would be none in small letters."""
    part = piece.part
    if piece.role != "heading" or not isinstance(part, Paragraph) or not part.style.caps or part.rows[0][0].is_side:
        return False
    return prominence(replace(part, style=replace(part.style, caps=False)), look, count_words(piece)) < 2


def count_words(piece: Piece) -> int:
    """The words of a paragraph or table."""
    part = piece.part
    return sum(map(len, part.rows)) if isinstance(part, Paragraph) else len(tokens_of((part,)))


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
    # an OCR measures lines without capitals or strokes below too small; a small letter begins no heading
    alike = alike or (0.75 < size < 1.33 and b.text[:1].islower())
    near = -0.5 * a.style.size < b.top - a.bottom < 0.9 * a.style.size
    unfinished = not a.text.endswith((":", ".", "?", "!")) and not DATED.search(b.text)
    same_place = abs(a.x0 - b.x0) < 3 * a.style.size or a.x0 < b.x0
    return alike and near and unfinished and same_place and alike_in_color(a.style.color, b.style.color)


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
