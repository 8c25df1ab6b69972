"""What the engine's usual misreadings are, and which words a misread one may have been."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.clean.lexicon import fold, read_data


@dataclass(frozen=True, slots=True)
class Confusion:
    """`printed` may stand for `meant`; `cost` is -log10 of how often it does."""

    printed: str
    meant: str
    cost: float
    is_accent: bool  # the meant letter has a mark that the engine's alphabet lacks


Confusions = Mapping[str, tuple[Confusion, ...]]
"""By the printed string; the empty string holds what engines leave out."""


@cache
def load_confusions() -> Confusions:
    """The learned table and the added one, of each pair the likelier."""
    best: dict[tuple[str, str], float] = {}
    for name in ("confusions.tsv", "confusions-added.tsv"):
        for line in read_data(name).decode().splitlines()[1:]:
            printed, meant, share = line.split("\t")[:3]
            if is_inner(printed) and is_letters(meant):
                best[printed, meant] = max(best.get((printed, meant), 0.0), min(0.95, float(share)))
    table: dict[str, list[Confusion]] = {}
    for (printed, meant), rate in sorted(best.items()):
        confusion = Confusion(printed, meant, -math.log10(rate), is_accent(printed, meant))
        table.setdefault(printed, []).append(confusion)
    return MappingProxyType({printed: tuple(rows) for printed, rows in table.items()})


def is_letters(meant: str) -> bool:
    """Whether a word may hold `meant`; capitals lose their accents in print, so marked ones are never restored."""
    return all(c.isalpha() and (c.isascii() or c.islower()) for c in meant) and not meant.isupper()


def is_inner(printed: str) -> bool:
    """Whether `printed` may stand inside a word: no space, no punctuation that also stands beside words."""
    return not any(c.isspace() or c in ".,;:-\"*'" or (c.isupper() and not c.isascii()) for c in printed)


def is_accent(printed: str, meant: str) -> bool:
    """Whether the confusion loses a mark: é for è, ce for œ, ii for û."""
    return not meant.isascii() and (printed.isascii() or fold(printed) == fold(meant))


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that may have been meant, and the cost of its misreading."""

    word: str
    cost: float
    changes: int
    accents: int  # of the changes


def readings(word: str, confusions: Confusions, accent_cost: float, changes: int) -> Iterator[Reading]:
    """All words that just `changes` confusions, 1 or 2, turn into `word`; `accent_cost` is added for each lost mark."""
    places = misreadings(word, confusions, accent_cost)
    if changes == 1:
        for p in places:
            if p.cost <= COST_LIMIT:
                yield Reading(word[: p.start] + p.meant + word[p.end :], p.cost, 1, p.accents)
        return
    for one in places:
        for two in places:
            cost = one.cost + two.cost
            if cost > COST_TWO:
                break
            if one.end <= two.start:
                whole = word[: one.start] + one.meant + word[one.end : two.start] + two.meant + word[two.end :]
                yield Reading(whole, cost, 2, one.accents + two.accents)


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a word that may have been `meant`."""

    start: int
    end: int
    meant: str
    cost: float
    accents: int  # 1 for a lost mark


def misreadings(word: str, confusions: Confusions, accent_cost: float) -> list[Place]:
    """Where in `word` what may have been misread, the likeliest first; nothing is lost before its first letter."""
    places = []
    for start in range(len(word)):
        for end in range(start if start else 1, min(start + MAX_PRINTED, len(word)) + 1):
            for c in confusions.get(word[start:end], ()):
                cost = c.cost + (accent_cost if c.is_accent else 0.0)
                places.append(Place(start, end, c.meant, cost, int(c.is_accent)))
    places.sort(key=lambda p: p.cost)
    return places


MAX_PRINTED = 3
"""Letters of the longest misreading that is looked for."""

COST_LIMIT = 5.5
"""Readings less likely than 10^-5.5 of their words' uses are not looked at: no French word is common enough."""

COST_TWO = 4.2
"""The same for two changes: rarer still, and there are hundreds of times as many."""

ALPHABET = "abcdefghijklmnopqrstuvwxyzàâçèéêëîïôùûœ"
ANY_COST = 4.6
"""Of one letter for any other, lost or added: 26 of 33,000 letters in the pairs, over some 40 to choose from."""


def near(word: str) -> Iterator[Reading]:
    """All words one letter away: replaced, lost, added, or two swapped."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        for c in ALPHABET:
            yield Reading(head + c + tail, ANY_COST, 1, 0)
            if tail:
                yield Reading(head + c + tail[1:], ANY_COST, 1, 0)
        if tail:
            yield Reading(head + tail[1:], ANY_COST, 1, 0)
        if len(tail) > 1:
            yield Reading(head + tail[1] + tail[0] + tail[2:], ANY_COST, 1, 0)
