"""Words that are French as they stand but not what was printed: a for à, ou for où, 4 for à, told by context."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.aligned import Span
from pipeline.clean.channel import MIN_HOPE
from pipeline.clean.context import PAIRS, marked_odds
from pipeline.clean.facts import words_of
from pipeline.clean.habits import Habits
from pipeline.clean.lexicon import VOWELS
from pipeline.clean.repair import Repair

TOKEN = re.compile(r"[^\W\d_]+['’]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,  ]\d+)*|[^\w\s]")

SHARE = {"a": 0.75, "ou": 0.3, "la": 0.02, "du": 0.002, "des": 0.005, "sur": 0.002}
"""How often the marked word of a pair is meant, of both, in French (counts in UD Sequoia and GSD)."""

MIN_RATE = 0.1
"""Share of lost marks under which a text is taken at its word: a born-digital text has its author's slips only."""

CALLING = frozenset({"a", "4", "&", "@"})
CALLED = 3.0
"""Log odds from which a context calls for an à."""

SIGNS = {"4": 0.15, "2": 0.005, "&": 0.05, "@": 0.013, "é": 0.005, "A": 0.01, "8": 0.003, "d": 0.006}
"""What engines without accents make of à alone, and how much of it (counts of confusions.tsv, over those of à)."""

RIGHT_SIGN = {"4": 0.01, "2": 0.012, "&": 0.004, "@": 0.0005, "é": 0.0001, "A": 0.01, "8": 0.01, "d": 0.001}
"""How often these stand for themselves, per use of à, in running text."""


def mend_real_words(text: str, habits: Habits) -> Iterator[Repair]:
    """Repairs, sure or not, for the words and signs that the context makes another word."""
    if habits.accent_rate < MIN_HOPE:
        return
    matches = list(TOKEN.finditer(text))
    words = [match.group() for match in matches]
    # an à that the context calls for is one more sign that this engine lost them
    wanted = sum(word in CALLING and marked_odds("a", words, at) >= CALLED for at, word in enumerate(words))
    habits = replace(habits, signs=habits.signs + wanted)
    if habits.accent_rate < MIN_RATE:
        return
    for at, word in enumerate(words):
        if word in PAIRS:
            yield from weighed(words, at, matches[at], habits)
        elif word in SIGNS:
            yield from signed(words, at, matches[at], habits)


def weighed(words: list[str], at: int, match: re.Match[str], habits: Habits) -> Iterator[Repair]:
    """A bare word that may be the marked one."""
    bare = words[at]
    share = SHARE[bare]
    prior = math.log(share * habits.accent_rate / (1 - share))
    chance = probability(prior + marked_odds(bare, words, at) - DISTRUST)
    if chance >= 0.5:
        yield Repair(Span(*match.span()), PAIRS[bare], "context-accent", chance)


def signed(words: list[str], at: int, match: re.Match[str], habits: Habits) -> Iterator[Repair]:
    """A sign that may be an à: between words, before one that no number stands before."""
    sign = words[at]
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if (
        not (before[-1:].isalpha() or before == ")")
        or not after[:1].isalpha()
        or match.string[match.end() : match.end() + 1] != " "
    ):
        return
    if sign == "&" and before[0].isupper() and after[0].isupper():
        return  # of a firm or a title
    if sign.isdigit() and is_number(before.lower(), after):
        return
    if sign == "A" and not (before.islower() and (after.islower() or after.istitle())):
        return  # capitals lose their accents in print
    right = RIGHT_SIGN[sign] * (BEFORE_NAME if sign.isdigit() and after[0].isupper() and before.islower() else 1.0)
    prior = math.log(SIGNS[sign] * habits.accent_rate / right)
    odds = marked_odds("a", words, at)
    chance = probability(prior + odds - CAUTION)
    if chance >= 0.5:
        yield Repair(Span(*match.span()), "à", "sign-for-à", chance)


def is_number(before: str, after: str) -> bool:
    """Whether a figure between the two words is one: what is counted, a unit, a month or the word before says so."""
    low = after.lower()
    return (
        (after.islower() and after.endswith(("s", "x")))
        or low in words_of("months")
        or not VOWELS.intersection(low)  # km, kg, h
        or before in words_of("counted")
    )


BEFORE_NAME = 0.1
"""How much rarer a number is before a capital, after a small letter."""

CAUTION = 1.0
"""Taken from the log odds of a sign: what it would mean as a number or sign is not modelled."""


DISTRUST = 0.8
"""Taken from the log odds of a bare word: without it, 17 instead of 10 right words were harmed in blind pairs, for 23
more that were mended."""


def probability(log_odds: float) -> float:
    """The chance behind natural log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
