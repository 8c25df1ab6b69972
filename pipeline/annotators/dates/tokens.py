"""The words, numbers and marks of a text, as the date grammar takes them up one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from pipeline.annotators.dates.guards import guarded
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.view import View

_TOKEN: Final = re.compile(r"[\w|](?:[\w|]|[°®©](?![\d]))*|\S")
Gap = Literal["", " ", "\n", "\n\n"]
"""What parts two tokens: nothing, space, a line's end, a blank line."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of the view; `start` and `end` are places in the view."""

    text: str  # folded
    start: int
    end: int
    gap: Gap  # before it
    guarded: bool  # stands in a stretch without dates
    shown: str  # as printed

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.shown[:1].isupper()


END: Final = Token("", 0, 0, "\n\n", guarded=True, shown="")
"""What follows the last token and precedes the first: no part of any date."""


@cache
def _glued() -> re.Pattern[str]:
    months = "|".join(sorted(lexicon().months, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?P<day>[0-9]{{1,2}}(?:er)?)?(?P<month>{months})(?P<year>[12][0-9]{{3}})?")


def tokenize(view: View) -> tuple[Token, ...]:
    """The tokens of `view`, in order; "13avril2017" is three, "1er" one."""
    zones = guarded(view.folded)
    zone = 0
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(view.folded):
        gap = _gap(view.folded[last : match.start()])
        last = match.end()
        while zone < len(zones) and zones[zone][1] <= match.start():
            zone += 1
        inside = zone < len(zones) and zones[zone][0] < match.end()
        for start, end in _parts(match):
            shown = view.text[start:end] if view.origin is None else view.span(start, end).of(view.text)
            tokens.append(Token(view.folded[start:end], start, end, gap, inside, shown))
            gap = ""
    return tuple(tokens)


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the token stands, or the day, month and year that were printed without space."""
    shown = match.group()
    glued = _glued().fullmatch(shown) if shown[0].isdigit() or shown[-1].isdigit() else None
    if glued is None:
        return [match.span()]
    parts = [glued.span(name) for name in ("day", "month", "year") if glued[name]]
    return [(start + match.start(), end + match.start()) for start, end in parts]


def _gap(between: str) -> Gap:
    lines = between.count("\n")
    return "\n\n" if 1 < lines else "\n" if lines else " " if between else ""
