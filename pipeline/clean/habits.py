"""How this document was read: which share of its marks the engine lost, how much of it is misread.

A text that an engine read without accents has many unknown words that an accent makes known, and few accents; a text
made on a computer has none of the first. So the text itself tells whether "a" may stand for "à" in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace

from pipeline.clean.lexicon import MAX_WORD, Lexicon, accented, fold

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
MARKED = re.compile(r"[èêëàâçôîïûùœ]")
MISREAD_ELISION = re.compile(r"(?<![^\s(«\"])[I|!\]}1]['’](?=[^\W\d_])|(?<=\w)['’]{2}(?=\w)|(?<![\w'’])\|(?!\w)")

PRIOR = -3.0
"""Log odds, before anything was seen, that an engine without French marks read the text."""

KEPT, LOST, SIGNS = (0.057, 0.004), (0.0003, 0.030), (0.0001, 0.006)
"""Per word, of an engine with French marks and of one without: words with a mark kept, words whose mark was lost for
sure, other signs of misreading (16,000 words of `pipeline.training.confusions` each; a zero as a small share)."""

KEEPS = 0.003
"""Share of marks that an engine with French marks loses (same pages)."""

MANY = 5
"""Lost marks from which one more or less changes nothing."""

MIN_BARE = 3
"""Uses of a and ou from which on a text without à and où is one that lost them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What one document shows of the engine that read it."""

    lost: float  # words whose mark was lost for sure
    kept: int  # words with a mark that the engine could have lost
    signs: int  # other misread places, an I' for an l' above all
    words: int
    counts: Counter[str]  # of each word as printed, in small letters

    @property
    def noise(self) -> float:
        """Misread places for sure, per word."""
        return (self.lost + self.signs) / max(1, self.words)

    @property
    def accent_rate(self) -> float:
        """The share of marks lost, 0..1: that of an engine without French, as likely as such an engine read this."""
        odds = PRIOR
        for seen, (with_marks, without) in ((self.kept, KEPT), (self.lost, LOST), (self.signs, SIGNS)):
            odds += seen * math.log(without / with_marks) - self.words * (without - with_marks)
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
        share = (self.lost + 1.7) / (self.lost + self.kept + 2)
        return chance * share + (1 - chance) * KEEPS

    def without(self, word: str) -> Habits:
        """What the rest of the text shows: a word is no witness of its own misreading."""
        if self.lost > MANY:
            return self
        return replace(self, lost=max(0.0, self.lost - self.counts[word.lower()]))

    @property
    def accent_cost(self) -> float:
        """-log10 of `accent_rate`: what each lost mark costs a reading in this document."""
        return -math.log10(self.accent_rate)


def observe(text: str, lexicon: Lexicon) -> Habits:
    """What the text shows; unknown words that an accent makes known are marks lost for sure."""
    words = Counter(match.group() for match in WORD.finditer(text))
    lost, kept, signs = 0.0, 0, len(MISREAD_ELISION.findall(text))
    for word, times in words.items():
        if word.isupper() or not 3 <= len(word) <= MAX_WORD:
            continue
        if lexicon.knows(word):
            kept += times * bool(MARKED.search(word))
        elif (
            word.islower()
            and gains_mark(word, lexicon)
            and not (lexicon.is_english(word) or is_reformed(word, lexicon))
        ):
            lost += times
    # à and où stand in every French text; one without them has lost them all
    bare, marked = words["a"] + words["ou"], words["à"] + words["où"]
    if bare > MIN_BARE and not marked:
        lost += bare / 2
        signs += 1
    counts: Counter[str] = Counter()
    for word, times in words.items():
        counts[word.lower()] += times
    return Habits(lost, kept + marked, signs, words.total(), counts)


def gains_mark(word: str, lexicon: Lexicon) -> bool:
    """Whether another mark makes the word known."""
    return any(lexicon.zipf(other) is not None for other in accented(fold(word)))


def is_reformed(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is spelt as since 1990, without the circumflex of i and u: connaitre, aout."""
    low = word.lower()
    return any(
        lexicon.zipf(low[:at] + mark + low[at + 1 :]) is not None
        for at, letter in enumerate(low)
        for plain, mark in (("i", "î"), ("u", "û"))
        if letter == plain
    )
