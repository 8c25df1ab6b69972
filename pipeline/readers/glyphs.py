"""The glyphs that a page draws become words: what stands close together on one baseline.

Works in the order of the content stream, in which each word is drawn in one go by every producer seen; the order of
lines and columns is left to the layout.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Box
from pipeline.sheets import Draft, DraftLine

WORD_GAP = 0.17
"""Width of a gap that parts words, in font sizes; a word space is 0.2 to 0.35, kerning stays below 0.1."""

SAME_BASELINE = 0.35
"""Vertical distance within which glyphs share a line, in font sizes."""

SUPERIOR = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Note calls are kept apart from the figures of the text as superior figures."""

AFTER_CALL = frozenset(".,;:!?)]»”")
"""Marks that go on a word after a note's call in it."""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

SPACING_ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "¸": "\u0327"}
"""Accents that old TeX fonts draw as a glyph of their own over or under the letter that follows."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"

PICTURE_FONTS = ("wingdings", "symbolmt", "symbol", "webdings", "zapfdingbats", "dingbats")

BULLETS = frozenset("·§ØüvqnluwÜàè¨o")
"""Codes under which picture fonts keep their bullets and check marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One character as drawn; coordinates in points from the top left of the page as published."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float  # vertical place of the baseline
    size: float
    font: str
    color: str | None
    upright: bool


def group_words(glyphs: Iterable[Glyph], page: int) -> tuple[DraftLine, ...]:
    """The lines of words that the glyphs of a page make, in the order they are drawn."""
    lines: list[list[list[Glyph]]] = []
    last: Glyph | None = None
    word: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.text.strip():
            word = []
            continue
        if last is not None and is_reprint(glyph, word):
            continue
        if word and last is not None and continues(last, glyph):
            word.append(glyph)
        else:
            word = [glyph]
            if last is not None and lines and same_line(last, glyph):
                lines[-1].append(word)
            else:
                lines.append([word])
        last = glyph
    return tuple(make_line(line, page) for line in lines)


def is_reprint(glyph: Glyph, word: Sequence[Glyph]) -> bool:
    """Whether the glyph repeats one just drawn in the same place, as some producers embolden."""
    return any(
        other.text == glyph.text and abs(other.x0 - glyph.x0) < 0.12 * glyph.size and abs(other.top - glyph.top) < 1
        for other in word[-3:]
    )


def continues(last: Glyph, glyph: Glyph) -> bool:
    """Whether `glyph` goes on the word that ends in `last`."""
    if not glyph.upright or not last.upright:
        return glyph.upright == last.upright and _near_when_turned(last, glyph)
    if is_superior(last, glyph):
        return glyph.x0 - last.x1 < WORD_GAP * last.size
    if is_superior(glyph, last) and glyph.text in AFTER_CALL:
        return glyph.x0 - last.x1 < WORD_GAP * glyph.size
    size = max(glyph.size, last.size)
    gap = glyph.x0 - last.x1
    level = abs(glyph.base - last.base) < SAME_BASELINE * size
    return level and -0.6 * size < gap < WORD_GAP * size and 1.6 * min(glyph.size, last.size) > size


def _near_when_turned(last: Glyph, glyph: Glyph) -> bool:
    """Whether two glyphs of text that runs up or down touch."""
    size = max(glyph.size, last.size)
    dx = max(glyph.x0 - last.x1, last.x0 - glyph.x1)
    dy = max(glyph.top - last.bottom, last.top - glyph.bottom)
    return dx < WORD_GAP * size and dy < WORD_GAP * size


def is_superior(last: Glyph, glyph: Glyph) -> bool:
    """Whether `glyph` stands above the line of `last` in smaller type."""
    return glyph.size < 0.85 * last.size and 0.15 * last.size < last.base - glyph.base < 0.8 * last.size


def same_line(last: Glyph, glyph: Glyph) -> bool:
    """Whether `glyph` stands to the right of `last` on its line."""
    if not glyph.upright or not last.upright:
        size = max(glyph.size, last.size)
        beside = abs(glyph.x0 + glyph.x1 - last.x0 - last.x1) / 2 < SAME_BASELINE * size
        apart = max(glyph.top - last.bottom, last.top - glyph.bottom)
        return glyph.upright == last.upright and beside and apart < 3 * size
    level = abs(glyph.base - last.base) < SAME_BASELINE * max(glyph.size, last.size) or is_superior(last, glyph)
    return level and -0.5 * last.size < glyph.x0 - last.x1


def make_line(words: Sequence[Sequence[Glyph]], page: int) -> DraftLine:
    """The words of one line; letters set apart for effect are put together again."""
    return tuple(make_word(word, page) for word in join_spaced_letters(words))


def join_spaced_letters(words: Sequence[Sequence[Glyph]]) -> list[Sequence[Glyph]]:
    """The words, with runs of single letters ("A U X") made words again where the wider gaps are.

    Only in a line of four and more words of which 60 % and more are single letters.
    """
    single = sum(len(word) == 1 and word[0].text.isalpha() for word in words)
    if len(words) < 4 or single < 0.6 * len(words):
        return list(words)
    gaps = [b[0].x0 - a[-1].x1 for a, b in pairwise(words)]
    limit = 1.6 * max(statistics.median(gaps), 0.05 * words[0][0].size)
    joined: list[list[Glyph]] = [list(words[0])]
    for gap, word in zip(gaps, words[1:], strict=True):
        if limit < gap:
            joined.append(list(word))
        else:
            joined[-1].extend(word)
    return [tuple(word) for word in joined]


def make_word(glyphs: Sequence[Glyph], page: int) -> Draft:
    """One word from its glyphs: the size is that of the largest, the style that of the most."""
    size = max(glyph.size for glyph in glyphs)
    base = statistics.median(glyph.base for glyph in glyphs)
    text = ""
    for at, glyph in enumerate(glyphs):
        small = glyph.size < 0.85 * size and 0.15 * size < base - glyph.base
        alone = len(glyphs) == 1 and at == 0
        text += read_glyph(glyph, superior=small and not alone)
    if text == UNKNOWN:
        text = "•"
    return Draft(
        text=compose(text),
        box=Box(
            page,
            min(glyph.x0 for glyph in glyphs),
            min(glyph.top for glyph in glyphs),
            max(glyph.x1 for glyph in glyphs),
            max(glyph.bottom for glyph in glyphs),
        ),
        size=round(size, 2),
        bold=2 * sum(is_bold(glyph.font) for glyph in glyphs) > len(glyphs),
        italic=2 * sum(is_italic(glyph.font) for glyph in glyphs) > len(glyphs),
        color=statistics.mode(glyph.color for glyph in glyphs),
    )


def read_glyph(glyph: Glyph, *, superior: bool) -> str:
    """The text of one glyph, without control characters, ligatures and private codes of bullets."""
    if glyph.text.startswith("(cid:"):
        # a lone glyph without a meaning opens items of a list; within words nobody knows
        return UNKNOWN
    text = "".join(LIGATURES.get(c, c) for c in glyph.text if unicodedata.category(c) not in {"Cc", "Cs"})
    if superior and text.isdigit():
        return text.translate(SUPERIOR)
    font = glyph.font.lower().replace(" ", "")
    if any("\uf000" <= c <= "\uf0ff" for c in text):
        return "•"
    if text in BULLETS and any(name in font for name in PICTURE_FONTS):
        return "•"
    return text.replace("\u00ad", "-")


def compose(text: str) -> str:
    """`text` in NFC, each spacing accent put on the letter after it; "?" when nothing is left.

    >>> compose("r´egion")
    'région'
    """
    parts: list[str] = []
    accent = ""
    for c in text:
        if c in SPACING_ACCENTS and not accent:
            accent = c
        elif accent:
            letter = {"ı": "i"}.get(c, c)
            joined = unicodedata.normalize("NFC", letter + SPACING_ACCENTS[accent])
            parts.append(joined if len(joined) == 1 else accent + c)
            accent = ""
        else:
            parts.append(c)
    return unicodedata.normalize("NFC", "".join(parts) + accent) or "?"


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold; semibold and heavier count."""
    name = font.lower()
    return any(mark in name for mark in ("bold", "black", "heavy", "demi", "-bd", "_bd")) and "nonbold" not in name


def is_italic(font: str) -> bool:
    """Whether a font's name says that it is slanted."""
    return any(mark in font.lower() for mark in ("italic", "oblique", "-it", "slanted"))
