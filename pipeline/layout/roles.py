"""What each paragraph is to the reader: title, heading, item, note, caption, contact, imprint or running text.

A heading is short and stands out from the running text by size, weight, capitals, colour or number; how much of the
document looks that way decides how much a look is worth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.layout.paragraphs import NOTE_CALL, NUMBER, Paragraph, Style, is_bulleted, style_of
from pipeline.layout.tables import cells_of
from pipeline.layout.tokens import Row, Token
from pipeline.layout.words import contact_marks, fold, has_web_address, is_date_line, starts_with
from pipeline.model import Role

BIG = 1.12
"""Times the size of running text from which a line stands out; OCR sizes vary by 6 % from line to line."""

LARGE = 1.4
"""Times the size of running text from which a line is no row of a table, however it is spaced."""

MAX_HEADING_WORDS = 32

MIN_CELLS = 3
"""Parts of a line with wide white between them, from which on it is a row of a table."""

SURE = 0.6
"""Mean confidence below which what an OCR read in a logo or signature cannot be a heading."""

NOISE = 0.42
"""Mean confidence below which a short line of an OCR is no text."""

LIGHT = 0xB0
"""Least component of an ink that can only be read on a dark ground."""

NOTE_ZONE, NOTE_SIZE, NOTE_WORDS = 0.84, 0.8, 5
"""Where notes without a sign stand, by the share of the page's height, how small they are and their fewest words."""

SMALL = 0.93
"""Times the size of running text up to which a paragraph is small print."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How the running text of a document looks."""

    style: Style
    bold_share: float  # of all characters
    color_share: float  # of the commonest colour
    ocr: bool


def profile(tokens: Sequence[Token]) -> Profile:
    """The look of most characters of the document."""
    style = style_of(tokens) if tokens else Style(10.0, bold=False, italic=False, caps=False, color=None)
    sizes = Counter[float]()
    for token in tokens:
        sizes[round(2 * token.size) / 2] += len(token.word.text)
    size = sizes.most_common(1)[0][0] if sizes else style.size
    plain = [token for token in tokens if token.size < BIG * size]
    weight = sum(len(token.word.text) for token in plain if token.word.bold)
    total = sum(len(token.word.text) for token in plain) or 1
    colors = Counter(token.word.color for token in tokens for _ in token.word.text)
    return Profile(
        style=Style(size, 2 * weight > total, style.italic, caps=False, color=style.color),
        bold_share=weight / total,
        color_share=colors.most_common(1)[0][1] / sum(colors.values()) if colors else 1.0,
        ocr=any(token.word.confidence is not None for token in tokens[:50]),
    )


def is_big(style: Style, look: Profile) -> bool:
    """Whether the type is larger than running text."""
    return BIG * look.style.size <= style.size


def is_heading(paragraph: Paragraph, look: Profile) -> bool:
    """Whether a paragraph heads what follows, by its look alone."""
    text = paragraph.text
    count = sum(len(row) for row in paragraph.rows)
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or MAX_HEADING_WORDS < count or 2 * letters < len(text.replace(" ", "")):
        return False
    if paragraph.rows[0][0].is_side and not is_date_line(text):
        return True
    is_large = LARGE * look.style.size <= paragraph.style.size
    if paragraph.confidence < SURE or (not is_large and any(is_table_row(row) for row in paragraph.rows)):
        return False
    if is_bulleted(text) and not stands_out_in_color(paragraph.style, look):
        return False
    if is_enquiry(text):
        return True
    if ";" in text.rstrip(" ;"):
        return False
    if is_date_line(text) or contact_marks(text) >= 2 or has_web_address(text):
        return False
    if text.endswith(".") and not (is_big(paragraph.style, look) or is_reversed(paragraph.style)):
        return False
    return prominence(paragraph, look, count) >= 2


def is_table_row(row: Row) -> bool:
    """Whether white much wider than the row's word spaces parts it into cells; spaced-out type is wide throughout."""
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(row))
    return MIN_CELLS <= len(cells_of(row)) and 2 * gaps[len(gaps) // 2] < gaps[1 - MIN_CELLS]


def prominence(paragraph: Paragraph, look: Profile, count: int) -> int:
    """How much a short paragraph stands out; 2 and more is a heading."""
    style = paragraph.style
    points = 0
    if is_big(style, look) and BIG * paragraph.local <= style.size:
        points += 2
    if style.bold and look.bold_share < 0.5:
        points += 2
    if style.caps and count >= 2 and count <= 16:
        points += 1 if look.ocr and count < 3 else 2
    if stands_out_in_color(style, look) and count <= 14:
        points += 2
    if count <= 14:
        # "5.1" is hardly ever but a heading's number, "5." may count items
        points += min(2, depth_of_number(paragraph.text))
    if is_reversed(style):
        points += 2
    if style.italic and not look.style.italic:
        points += 1
    return points


def is_enquiry(text: str) -> bool:
    """Whether a line of its own announces contacts: "Contact presse :", "Contact et abonnement"."""
    plain = fold(text)
    if BARE_ENQUIRY.fullmatch(plain):
        return True
    if not plain.rstrip().endswith(":") or len(text.split()) > 9:
        return False
    asks = "contact" in plain or "renseignement" in plain
    return asks and (starts_with(text, "enquiry") or (plain.startswith("pour ") and "information" in plain))


BARE_ENQUIRY = re.compile(r"contacts?(?: [a-z'’]+){0,4}")
"""A line that begins with "contact" and has neither a name in it nor an address."""


def is_reversed(style: Style) -> bool:
    """Whether the ink is light, which takes a dark ground: a banner."""
    return style.color is not None and min(int(style.color[at : at + 2], 16) for at in (1, 3, 5)) >= LIGHT


def stands_out_in_color(style: Style, look: Profile) -> bool:
    """Whether the ink is another than that of running text, in a document where one ink prevails."""
    if style.color is None or look.style.color is None or look.color_share < 0.6:
        return False
    return color_distance(style.color, look.style.color) > 90


def alike_in_color(a: str | None, b: str | None) -> bool:
    """Whether two inks are one, as far as a scan shows."""
    return a == b or a is None or b is None or color_distance(a, b) < 60


def color_distance(a: str, b: str) -> int:
    """The largest difference of a component of two colours, 0..255."""
    return max(abs(int(a[at : at + 2], 16) - int(b[at : at + 2], 16)) for at in (1, 3, 5))


def is_numbered(text: str) -> bool:
    """Whether the text begins with a number and goes on with a capital, as numbered headings do."""
    number = NUMBER.match(text)
    if number is None or (number.group("mark") is None and "." not in number.group("number")):
        return False
    return text[number.end() :].lstrip()[:1].isupper()


def depth_of_number(text: str) -> int:
    """How deep a heading's number goes: 1 for "2." or "II.", 2 for "2.1", 0 without a number."""
    return 1 + NUMBER.match(text).group("number").count(".") if is_numbered(text) else 0  # type: ignore[union-attr]


def plain_role(paragraph: Paragraph, look: Profile, height: float) -> Role:
    """The role of a paragraph that is no heading."""
    text = paragraph.text
    if paragraph.confidence < NOISE and len(text) < 40 and not contact_marks(text):
        return "furniture"
    small = paragraph.style.size <= SMALL * look.style.size
    if is_footnote(paragraph, look, height):
        return "footnote"
    if starts_with(text, "caption") and len(text) < 200 and (small or any(c.isdigit() for c in text[:14])):
        return "caption"
    if is_bulleted(text):
        return "list"
    if NUMBER.match(text) and NUMBER.match(text).group("mark"):  # type: ignore[union-attr]
        return "list"
    if starts_with(text, "imprint") and len(text) < 300 and (small or paragraph.style.italic):
        return "imprint"
    if starts_with(text, "enquiry") and contact_marks(text):
        return "contact"
    return "body"


def is_unsigned_note(paragraph: Paragraph, look: Profile, height: float) -> bool:
    """Whether an OCR read a note at the foot of a page, whose superior figure it reads as any mark or not at all."""
    text = paragraph.text
    is_foot = NOTE_ZONE * height <= paragraph.top and paragraph.style.size <= NOTE_SIZE * look.style.size
    if not look.ocr or not is_foot or len(text.split()) < NOTE_WORDS or paragraph.aside is not None:
        return False
    return not contact_marks(text) and not starts_with(text, "caption") and not starts_with(text, "imprint")


def is_footnote(paragraph: Paragraph, look: Profile, height: float) -> bool:
    """Whether small print in the lower part of a page begins with a note's number."""
    if SMALL * look.style.size < paragraph.style.size or paragraph.top < 0.45 * height:
        return False
    text = paragraph.text
    number = NUMBER.match(text)
    if NOTE_CALL.match(text) is not None:
        return True
    # "61 800 personnes" in a box of figures is no note
    is_count = paragraph.aside is not None or (number is not None and text[number.end() :].lstrip()[:1].isdigit())
    return number is not None and number.group("number").isdigit() and not is_count
