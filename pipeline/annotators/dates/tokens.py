"""The words, numbers and marks of a text, as the date grammar takes them up one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    """The tokens of `view`, in order, without paragraphs that can have no date; "13avril2017" is three, "1er" one."""
    tokens: list[Token] = []
    for start, end in _stretches(view.folded):
        tokens += _tokens(view, start, end)
    return tuple(tokens)


def _stretches(folded: str) -> Iterator[tuple[int, int]]:
    """The paragraphs that have a figure or a word without which there is no date, as half-open ranges."""
    end = 0
    while found := _signals().search(folded, end):
        start = max(end, folded.rfind("\n\n", end, found.start()))
        end = folded.find("\n\n", found.end())
        if end < 0:
            end = len(folded)
        yield start, end


@cache
def _signals() -> re.Pattern[str]:
    known = lexicon()
    words = {*known.months, *known.misreadings, *known.confused, *known.seasons, *known.periods}
    words |= {*known.particles["decade_heads"], *known.particles["signals"]}
    names = "|".join(sorted(re.escape(word) for word in words))
    return re.compile(rf"[0-9]|(?<!\w)(?:{names})s?(?!\w)|[a-z]-\n[a-z]")  # a word may be hyphenated


def _tokens(view: View, start: int, end: int) -> Iterator[Token]:
    """The tokens of a stretch, which begins a paragraph."""
    zones = guarded(view.folded, start, end)
    zone = next(zones, None)
    last = start
    gap: Gap = "\n\n"
    for match in _TOKEN.finditer(view.folded, start, end):
        if start < last:
            gap = _gap(view.folded[last : match.start()])
        last = match.end()
        while zone is not None and zone[1] <= match.start():
            zone = next(zones, None)
        inside = zone is not None and zone[0] < last
        for begin, stop in _parts(match):
            shown = view.text[begin:stop] if view.origin is None else view.span(begin, stop).of(view.text)
            yield Token(view.folded[begin:stop], begin, stop, gap, inside, shown)
            gap = ""


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
