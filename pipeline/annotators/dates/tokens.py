"""The view of a text cut into the few kinds of token that the date grammar tells apart.

Contract: from a view, and the ranges of it that are guarded, to tokens in order. White space gives no token; each
token knows what stood before it. Ranges are in the view.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.annotators.dates.lexicon import Lexicon

Kind = Literal["word", "number", "ordinal", "numeric", "mark", "barrier"]
Gap = Literal["", " ", "\n", "\n\n"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number (also misread), "1er", "13/04/2017", one mark, or a guarded range."""

    kind: Kind
    text: str  # folded
    start: int
    end: int
    gap: Gap  # white space before it
    value: int = -1  # of numbers and ordinals
    noisy: bool = False  # digits were misread

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words."""
        return self.kind == "word" and self.text in words

    def is_mark(self, marks: str) -> bool:
        """Whether it is one of these marks."""
        return self.kind == "mark" and self.text in marks


_LEX = re.compile(
    r"""
    (?P<barrier>\x00+)
  | (?P<numeric>(?<![\w.,/|])[0-9oil|]{1,4}[ ]?(?P<sep>[./-])[ ]?[0-9oil|]{1,2}[ ]?(?P=sep)[ ]?[0-9oil|]{2,4}
      (?=t[0-9]{2}:|(?![\w|]|[./][0-9])))
  | (?P<partial>(?<![\w.,/|-])[0-9oil|]{1,4}[./-][0-9oil|]{1,4}(?![\w|]|[./-][0-9]))
  | (?P<first>(?<![\w|])(?:[1il|][ ]?(?:er|re)\b|[1|][ ]?e\b|[1il|][ ]?[®°][\"'”]?[ ]?r?|[1|]['\"”]+r?)
      \.?(?=\s?[a-z0]{3}))
  | (?P<run>[a-z0-9|œæ]+)
  | (?P<mark>[^\s\w|])
    """,
    re.VERBOSE,
)
_DIGITS: Final = str.maketrans("oqil|zsb", "00111258")  # what tesseract takes digits for
_MISREAD = re.compile(r"[0-9oqil|zsb]{1,5}")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:er|re|ere|e|eme|ieme|nd|nde)")
_GLUED = re.compile(r"([0-9]{1,5})([a-z]{3,})|([a-z]{3,})([0-9]{1,5})")


def tokenize(folded: str, guarded: Sequence[tuple[int, int]], lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of a folded text; each guarded range is one barrier."""
    masked = _mask(folded, guarded)
    tokens: list[Token] = []
    position = 0
    while match := _LEX.search(masked, position):
        gap = _gap(masked[position : match.start()])
        if match.lastgroup == "partial" and not _has_figure(match.group()):
            match = _RUN.match(masked, match.start()) or match
        tokens += _tokens(match, gap, lexicon)
        position = tokens[-1].end
    return tuple(tokens)


_RUN = re.compile(r"(?P<run>[a-z0-9|œæ]+)")


def _mask(folded: str, guarded: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in guarded:
        if position < end:
            parts += folded[position : max(position, start)], "\x00" * (end - max(position, start))
            position = end
    return "".join((*parts, folded[position:]))


def _gap(space: str) -> Gap:
    breaks = space.count("\n")
    if breaks:
        return "\n" if breaks == 1 else "\n\n"
    return " " if space else ""


def _has_figure(text: str) -> bool:
    return any(c.isdigit() or c == "|" for c in text)


def _tokens(match: re.Match[str], gap: Gap, lexicon: Lexicon) -> list[Token]:
    text, start, end = match.group(), match.start(), match.end()
    match match.lastgroup:
        case "barrier":
            return [Token("barrier", text, start, end, gap)]
        case "numeric" | "partial" if _has_figure(text):
            return [Token("numeric", text, start, end, gap, noisy=not _is_plain(text))]
        case "first":
            plain = re.fullmatch(r"1 ?(?:er|re)\.?", text) is not None
            return [Token("ordinal", text, start, end, gap, 1, noisy=not plain)]
        case "mark":
            return [Token("mark", text, start, end, gap)]
        case _:
            return _run(_RUN.match(match.string, start) or match, gap, lexicon)


def _is_plain(text: str) -> bool:
    return not re.search(r"[oil|]", text)


def _run(match: re.Match[str], gap: Gap, lexicon: Lexicon) -> list[Token]:
    text, start, end = match.group(), match.start(), match.end()
    if text.isdigit():
        return [Token("number", text, start, end, gap, int(text) if len(text) < 10 else -1)]
    if text.isalpha():
        return [Token("word", text, start, end, gap)]
    if ordinal := _ORDINAL.fullmatch(text):
        return [Token("ordinal", text, start, end, gap, int(ordinal[1]))]
    if _MISREAD.fullmatch(text) and _has_figure(text):
        return [Token("number", text, start, end, gap, int(text.translate(_DIGITS)), noisy=True)]
    glued = _GLUED.fullmatch(text)
    if glued and _parts(glued, lexicon):
        border = glued.end(1) if glued[1] else glued.end(3)
        left, right = text[:border], text[border:]
        border += start
        return [_plain(left, start, border, gap), _plain(right, border, end, "")]
    return [Token("word", text, start, end, gap)]


def _parts(glued: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a month stands beside the digits, or a word after a year ("2014relative")."""
    word = glued[2] or glued[3]
    return lexicon.month(word) is not None or (glued[2] is not None and len(glued[1]) == 4)


def _plain(text: str, start: int, end: int, gap: Gap) -> Token:
    if text.isdigit():
        return Token("number", text, start, end, gap, int(text))
    return Token("word", text, start, end, gap)
