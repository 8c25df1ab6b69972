"""A text as the date grammar reads it: without case and accents, each character knowing where it stood.

Contract: from a text to a `View` of it. Nothing is judged here; spans of the view map back to spans of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from pipeline.aligned import Span

_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
_QUOTES = (
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}"
    "\N{GRAVE ACCENT}\N{PRIME}"
)
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{EN SPACE}\N{EM SPACE}\t\r\f\v"
_RAISED = {
    "\N{MODIFIER LETTER SMALL E}": "e",
    "\N{MODIFIER LETTER SMALL R}": "r",
    "\N{MASCULINE ORDINAL INDICATOR}": "°",
}
_NOTE_CALLS = "\N{SUPERSCRIPT ZERO}\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}" + "".join(
    chr(code) for code in range(ord("\N{SUPERSCRIPT FOUR}"), ord("\N{SUPERSCRIPT NINE}") + 1)
)
_GONE = frozenset(
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
_MARKS: Final = range(0x300, 0x370)  # combining diacritics, of text that was decomposed
_LATIN: Final = range(0xC0, 0x250)  # accented letters that the table folds one to one


def _table() -> dict[int, str]:
    table = {ord(c): "-" for c in _DASHES} | {ord(c): "'" for c in _QUOTES} | {ord(c): " " for c in _SPACES}
    table |= {ord(c): to for c, to in _RAISED.items()} | {ord(c): "*" for c in _NOTE_CALLS}
    for code in _LATIN:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    return table | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}


_TABLE: Final = _table()
_DROPPED = re.compile("[" + "".join(sorted(_GONE)) + chr(_MARKS.start) + "-" + chr(_MARKS.stop - 1) + "]")
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9] ){4,}[a-z0-9](?![a-z0-9])")  # "O C T O B R E"


@dataclass(frozen=True, slots=True)
class View:
    """A folded text; `origin[i]` is the place in the text of `folded[i]`, None where every character kept its place."""

    text: str
    folded: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """The range of the text behind a range of the view that is not empty."""
        if self.origin is None:
            return Span(start, end)
        return Span(self.origin[start], self.origin[end - 1] + 1)


def fold(text: str) -> str:
    """`text` in small letters without accents, as long as it was; dashes, quotes and spaces are of one kind.

    >>> fold("1\N{MODIFIER LETTER SMALL E}\N{MODIFIER LETTER SMALL R} Août")
    '1er aout'
    """
    return text.translate(_TABLE)


def view(text: str) -> View:
    """The view of `text`; invisible characters, and the spaces of letter-spaced words, are left out."""
    folded = fold(text)
    gone = {m.start() for m in _DROPPED.finditer(folded)}
    for spaced in _SPACED.finditer(folded):
        if sum(c.isalpha() for c in spaced.group()) >= 4:  # single figures in a row are a table
            gone.update(i for i in range(spaced.start(), spaced.end()) if folded[i] == " ")
    if not gone:
        return View(text, folded, None)
    kept = tuple(i for i in range(len(folded)) if i not in gone)
    return View(text, "".join(folded[i] for i in kept), kept)
