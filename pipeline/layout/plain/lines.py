"""One printed line of a text file, and what can be seen on it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline.language import read_data
from pipeline.model import Line, Reading, Word

CAPS_SHARE = 0.6
"""Share of all-capital words that makes a line a capital one: "LES MIGRANTS DANS LES VILLES (ONU-Habitat)" has 0.86."""

LETTERS = re.compile(r"[^\W\d_]{2,}")

BULLET = re.compile(
    r"(?!\W\s+\d{1,2}\.\d?\s?)(?:[•▪➢✓◊■●○·*+=>»°¢–—-]|[eos©](?=\s+\W?[A-ZÀ-Þ\d])|\.(?=\s)|\(?[a-h]\))\s+\S|[«“_.•*+°][•*+°_]+\s*\w"
)
"""An item's sign, as printed or as an OCR reads a bullet: "e Porter un masque", "+ Santé", "° Pour", or its letter."""

MISREAD_BULLET = re.compile(r"(?:[eos]|«(?![^»]*»))\s+[a-zà-ÿ]")
"""An item's sign where a paragraph may begin, read as a letter or as quotation marks that nothing closes."""

NUMBER = re.compile(
    r"(?:[.:°•*]\s+)?(?:\(?(?P<digits>\d{1,2}(?:\.\d{1,2}){0,3})"
    r"(?:[.)]|\s*[-–](?=\s)|(?<=\d\.\d)(?=\s+[A-ZÀ-Þ])|(?<=\d\.\d\d)(?=\s+[A-ZÀ-Þ]))"
    r"|(?P<roman>[IVXl|]{1,5})(?:[.)]|\s*[-–](?=\s))|(?P<letter>[A-H])(?:\)|\.(?!\w\.)))\s*"
)
"""A heading's or item's number at the start of a line: "5.1.", "5.1", "II.", "A)", not "C.R.I."; l, | are misread I."""

CELLS = re.compile(r"[^\W\d_]{2}.*?(?<=\S)(?:\s*\t\s*| {4,})\S|\t.*\S.*\t")
"""White that parts the cells of a table's row; a tab after an item's sign or number parts none."""

URL_START = re.compile(r"(?:https?:|www\.|/\w)", re.IGNORECASE)

MISREAD = ("ll", "lls")
"""How an OCR reads "Il" and "Ils" at the beginning of a sentence."""

CLOSED = (".", "!", "?", ":", ";", "…", ".»", "»", ".)")
"""Ends of a line after which a new paragraph may begin."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """The words of a line, its text, and how many blank lines stand before it."""

    words: Line
    text: str
    blanks: int
    is_row: bool = False  # tabs or wide white part it into the cells of a table
    cells: tuple[Line, ...] = ()  # of a row that tabs part
    is_dark: bool = False  # at a dark edge, whose dirt hid the blank lines or made some

    @property
    def page(self) -> int:
        """Page it stands on, from 1."""
        return self.words[0].page

    @property
    def is_capital(self) -> bool:
        """Whether it is set in capitals."""
        words = [w for w in LETTERS.findall(self.text) if w.strip("IVX")]  # roman numbers are capitals anywhere
        return bool(words) and CAPS_SHARE * len(words) <= sum(map(str.isupper, words))

    @property
    def is_bullet(self) -> bool:
        """Whether it opens an item of a list."""
        return bool(BULLET.match(self.text)) or (self.blanks > 0 and MISREAD_BULLET.match(self.text) is not None)

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a number and a capital word, as headings and items do."""
        number = NUMBER.match(self.text)
        return number is not None and self.text[number.end() :][:1].isupper()

    @property
    def is_closed(self) -> bool:
        """Whether its sentence may end with it."""
        return self.text.endswith(CLOSED)

    @property
    def is_cut(self) -> bool:
        """Whether a hyphen ends it, so that its last word goes on."""
        return len(self.text) > 1 and self.text[-1] in "-­‐¬" and self.text[-2].isalpha()

    @property
    def is_open(self) -> bool:
        """Whether it certainly goes on: a cut word, a comma, or a word that ends no sentence."""
        last = [] if self.text.endswith(":") else re.findall(r"[^\W_]+", self.text)[-1:]  # "Les axes sont :" is whole
        is_acronym = bool(last) and len(last[0]) > 1 and last[0].isupper() and not self.is_capital  # UN, no article
        unfinished = bool(last) and not is_acronym and fold(last[0]) in words_of("never_last")
        return self.is_cut or self.text.endswith((",", "(", "«")) or unfinished

    @property
    def starts_low(self) -> bool:
        """Whether its first letter is a small one, signs before it apart."""
        first = re.search(r"\w+", self.text)
        if first is None or first.group() in MISREAD:
            return False
        return first.group()[0].islower() and not (self.is_bullet or self.is_numbered)

    @property
    def goes_on(self) -> bool:
        """Whether it certainly continues something, by its first letter, sign or word."""
        first = re.match(r"\W{0,2}([^\W_]+)", self.text)
        return (
            self.starts_low
            or self.text.startswith((":", ")", ",", "(", "»", "/"))
            or (self.is_capital and first is not None and fold(first.group(1)) in words_of("never_first"))
        )


def printed_lines(reading: Reading) -> tuple[PrintedLine, ...]:
    """The lines of all pages that hold words."""
    lines = []
    last = (0, -1)
    for (page, number), group in groupby((w for p in reading.pages for w in p.words), key=lambda w: (w.page, w.line)):
        words = tuple(group)
        blanks = number - last[1] - 1 if page == last[0] else 1 + number
        text = reading.raw[words[0].start : words[-1].span.end]
        cells = tabbed(reading.raw, words) if "\t" in text else ()
        lines.append(PrintedLine(words, " ".join(text.split()), blanks, is_row=has_cells(text), cells=cells))
        last = (page, number)
    return tuple(lines)


def tabbed(raw: str, words: Line) -> tuple[Line, ...]:
    """The words of a line parted where a tab stands between them."""
    cells: list[list[Word]] = []
    for word in words:
        if cells and "\t" not in raw[cells[-1][-1].span.end : word.start]:
            cells[-1].append(word)
        else:
            cells.append([word])
    return tuple(tuple(cell) for cell in cells)


def has_cells(text: str) -> bool:
    """Whether tabs or wide white part a line into cells."""
    if "\t" not in text and "    " not in text:
        return False
    number = NUMBER.match(text)
    return CELLS.search(text, number.end() if number else 0) is not None


def column_width(lines: Sequence[PrintedLine]) -> int:
    """Characters of a full line: the length that a tenth of the lines exceed."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def fold(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of fr/lines.toml."""
    return frozenset(tomllib.loads(read_data("fr/lines.toml"))[name])
