"""Which of two real words stands in a context, when an engine may have lost the accent that tells them apart."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from pipeline.clean.lexicon import read_data

PAIRS: Mapping[str, str] = MappingProxyType({"a": "à", "ou": "où", "la": "là", "du": "dû", "des": "dès", "sur": "sûr"})
"""The word without its mark, and the word that it may stand for."""

Weights = Mapping[str, Mapping[str, float]]
"""By the bare word: feature → weight; positive weights speak for the marked word."""


def features(words: Sequence[str], at: int) -> tuple[str, ...]:
    """What the context of `words[at]` shows: the two words before and the two after, alone and in pairs.

    Of each also the ending and, of the neighbours, whether it begins with a capital, for words never seen. An adverb
    that follows is a sign of its own, and passed over: "a d'ailleurs été" is as "a été".
    """
    found = ["bias"]
    behind = after_adverbs(words, at + 1)
    if behind > at + 1:
        found += "adverb", f"adverb={words[at + 1].lower()}"
    places = {-2: at - 2, -1: at - 1, 1: behind, 2: behind + 1}
    shown = {offset: words[place] if 0 <= place < len(words) else "¶" for offset, place in places.items()}
    low = {offset: word.lower().replace("’", "'") for offset, word in shown.items()}
    for offset, word in low.items():
        found += f"{offset:+d}={word}", f"{offset:+d}…{word[-3:]}"
        if abs(offset) == 1:
            found.append(f"{offset:+d}…{word[-2:]}" if word[-1:].isalpha() else f"{offset:+d}…{word[-1:]}")
            printed = shown[offset]
            found.append(f"{offset:+d}^{'A' if printed[:1].isupper() else 'a' if printed[:1].isalpha() else '0'}")
    before, after = low[-1], low[1]
    found += f"+12={after} {low[2]}", f"-12={low[-2]} {before}", f"±={before} {after}"
    found += f"±…{before[-3:]} {after[-3:]}", f"±…{before} {after[-2:]}", f"±…{before[-2:]} {after}"
    return tuple(found)


def after_adverbs(words: Sequence[str], at: int) -> int:
    """The place of the first word from `at` on that is no adverb as stands between an auxiliary and its participle."""
    if at >= len(words):
        return at
    low = words[at].lower().replace("’", "'")
    for phrase in load_adverbs().get(low, ()):
        if tuple(word.lower() for word in words[at + 1 : at + len(phrase)]) == phrase[1:]:
            return at + len(phrase)
    return at + 1 if len(low) >= MIN_ADVERB and low.endswith("ment") else at


MIN_ADVERB = 7
"""Letters from which a word in -ment is rather an adverb than a noun: récemment, moment."""


@cache
def load_adverbs() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The listed adverbs by their first word, the longest first."""
    phrases = sorted(tomllib.loads(read_data("context.toml").decode())["between"], key=len, reverse=True)
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        table.setdefault(phrase[0], []).append(tuple(phrase))
    return MappingProxyType({first: tuple(rest) for first, rest in table.items()})


@cache
def load_weights() -> Weights:
    """The weights that `pipeline.training.context` learned."""
    table: dict[str, dict[str, float]] = {}
    for line in read_data("context.tsv").decode().splitlines()[1:]:
        bare, name, weight = line.split("\t")
        table.setdefault(bare, {})[name] = float(weight)
    return MappingProxyType({bare: MappingProxyType(weights) for bare, weights in table.items()})


def marked_odds(bare: str, words: Sequence[str], at: int) -> float:
    """Natural log of the odds, by the context alone, that `words[at]` is the marked word of the pair of `bare`."""
    weights = load_weights().get(bare)
    if weights is None:
        return -math.inf
    return sum(weights.get(name, 0.0) for name in features(words, at))
