"""The noisy channel: of the words that may have been printed, which was most likely meant.

A reading's score is the Zipf frequency of its word less the cost of the misreading (both log10); the printed word
itself competes, with the frequency of an unknown word or a name when the lexicon lacks it. The confidence of the best
is its share of all scores. (Kernighan, Church, Gale 1990; Brill and Moore 2000 for edits of several letters.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.aligned import Span
from pipeline.clean.confusions import Confusions, Reading, near, readings
from pipeline.clean.habits import Habits
from pipeline.clean.lexicon import ELIDED, VOWELS, Lexicon, fold
from pipeline.clean.repair import Repair

UNKNOWN_WORD = 0.5
UNKNOWN_NAME = 3.2
UNKNOWN_ENGLISH = 2.6
"""Zipf frequencies at which a printed word that the lexicon lacks competes: in small letters, with a capital, English."""
REPEATED = 0.8
"""Added for a name that the document prints more than once."""
ELISION = 0.7
"""-log10 of how often l' stands before a word that can take it."""
FUSED_COST = 1.4
"""-log10 of how often the apostrophe of an elision is lost (55 of 1,500 in the pairs)."""

FUSED = {
    "L": "L’", "l": "l’", "V": "l’", "T": "l’", "U": "L’", "I": "l’", "f": "l’", "J": "J’", "j": "j’", "D": "D’",
    "d": "d’", "N": "N’", "n": "n’", "S": "S’", "s": "s’", "C": "C’", "c": "c’", "m": "m’",
}  # fmt: skip
"""First letters that may hide an elision: Lorganisme, Voffre, nest."""

MIN_NEAR = 6
"""Letters from which a word is compared with all that differ in any one letter."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest word behind a printed one."""

    word: str
    confidence: float  # 0..1
    accents_only: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """What readings are judged by: the language, the engines and this document."""

    lexicon: Lexicon
    confusions: Confusions
    habits: Habits

    def frequency(self, word: str) -> float | None:
        """Zipf frequency of a word, an elision, a derivation or a compound; None when it is not French."""
        zipf = self.lexicon.zipf(word)
        if zipf is not None:
            return zipf
        if elided := ELIDED.match(word):
            rest = word[elided.end() :]
            inner = self.frequency(rest) if rest[:1].lower() in VOWELS else None
            return None if inner is None else inner - ELISION
        if "-" in word and self.lexicon.knows(word):
            return min(self.lexicon.zipf(part) or 1.0 for part in word.split("-")) - 1.5
        return self.lexicon.derived(word)

    def choose(self, word: str, *, starts: bool) -> Choice | None:
        """The likeliest word for a printed one that the lexicon lacks, or None when the printed one is likeliest.

        `starts`: the word begins a sentence, so its capital says nothing.
        """
        scores: dict[str, float] = {}
        accents: dict[str, bool] = {}
        low = word[:1].lower() + word[1:]
        for reading in self.rivals(word, low):
            zipf = self.frequency(reading.word)
            if zipf is not None and zipf - reading.cost > scores.get(reading.word, MIN_SCORE):
                scores[reading.word] = zipf - reading.cost
                accents[reading.word] = reading.accents == reading.changes
        if not scores:
            return None
        keep = self.unknown(word, starts=starts)
        best = max(scores, key=lambda w: (scores[w], w))
        total = 10**keep + sum(10**s for s in scores.values())
        return Choice(recase(best, word), 10 ** scores[best] / total, accents[best])

    def remark(self, word: str, zipf: float) -> Choice | None:
        """The likeliest word of which `word` has lost marks, or None when `word` itself is likelier."""
        scores: dict[str, float] = {}
        for reading in readings(word, self.confusions, self.habits.accent_cost, 2):
            other = self.lexicon.zipf(reading.word) if reading.accents == reading.changes else None
            if other is not None:
                scores[reading.word] = max(other - reading.cost, scores.get(reading.word, MIN_SCORE))
        if not scores:
            return None
        best = max(scores, key=lambda w: (scores[w], w))
        return Choice(best, 10 ** scores[best] / (10**zipf + sum(10**s for s in scores.values())), accents_only=True)

    def rivals(self, word: str, low: str) -> Iterator[Reading]:
        """The readings of a word, by ever more changes until some are words."""
        cost = self.habits.accent_cost
        found = False
        for changes in (1, 2, 3):
            for reading in readings(low, self.confusions, cost, changes):
                if reading.changes == changes:
                    found = found or self.lexicon.zipf(reading.word) is not None
                    yield reading
            if (found and changes > 1) or (len(low) > MAX_THREE and changes == 2):
                break
        head = FUSED.get(word[:1])
        rest = word[1:]
        if head and len(rest) > 2 and fold(rest[0]) in VOWELS:
            yield Reading(head + rest, FUSED_COST, 1, 0)
            for reading in readings(rest, self.confusions, cost, 2):
                yield Reading(head + reading.word, FUSED_COST + reading.cost, 1 + reading.changes, reading.accents)
        if not found and len(low) >= MIN_NEAR:
            yield from near(low)

    def unknown(self, word: str, *, starts: bool) -> float:
        """The Zipf frequency at which the printed word competes with its readings."""
        if self.lexicon.is_english(word):
            return UNKNOWN_ENGLISH
        if not word[:1].isupper():
            return UNKNOWN_WORD
        name = UNKNOWN_NAME + (REPEATED if self.habits.counts.get(word.lower(), 0) > 1 else 0.0)
        return (UNKNOWN_WORD + name) / 2 if starts else name


MIN_SCORE = -2.0
"""Readings below this are no rivals: an unknown word is hundreds of times likelier."""
MAX_THREE = 14
"""Letters up to which three changes are looked at: beyond, there are too many readings to be quick."""


def recase(word: str, printed: str) -> str:
    """The word with the capital of the printed one, and its kind of apostrophe."""
    if printed[:1].isupper() and not (printed[0] in "VTI" and word[:2] == "l’"):
        word = word[:1].upper() + word[1:]
    return word


CHUNK = re.compile(r"[^\s-]+")
"""What stands between spaces and hyphens."""
OPENING = "([{«\"“‘'’<*•"
CLOSING = ")]}»\"”'’>,;:.!?…*"
CORE = re.compile(r"[^\W_]+")
ODD = frozenset("0145689¢€|")
"""Signs that engines put in words for the letters they look like."""
MAX_WORD = 30
"""Longest word that is looked at: French has none longer."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A word as printed, without its elision and the signs around it."""

    word: str
    span: Span
    starts: bool  # begins a sentence


def printed_words(text: str) -> Iterator[Printed]:
    """The words of a text that may be read by letters: no acronyms, numbers, addresses or codes."""
    starts = True
    for match in CHUNK.finditer(text):
        chunk = match.group()
        core = chunk.lstrip(OPENING)
        start = match.end() - len(core)
        core = core.rstrip(CLOSING)
        here, starts = starts, chunk[-1:] in ".!?:" or chunk[-1:] in "»*•"
        if not 2 <= len(core) <= MAX_WORD:
            continue
        if elided := ELIDED.match(core):
            start += elided.end()
            core = core[elided.end() :]
            here = False
        if is_word(core):
            yield Printed(core, Span(start, start + len(core)), here)


def is_word(core: str) -> bool:
    """Whether a string is letters, at most one of them a sign that looks like one, and in small letters but the first."""
    inner = core[1:]
    if not inner or inner != inner.lower():
        return False
    odd = sum(not c.isalpha() for c in core)
    return odd == 0 or (odd == 1 and len(core) > 3 and all(c.isalpha() or c in ODD for c in core))


def mend_words(text: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> Iterator[Repair]:
    """Repairs, sure or not, of words that are no French; runs of English words are left alone."""
    channel = Channel(lexicon, confusions, habits)
    chosen: dict[tuple[str, bool], Choice | None] = {}
    words = list(printed_words(text))
    for i, printed in enumerate(words):
        if channel.frequency(printed.word) is not None:
            continue
        around = words[max(0, i - 2) : i] + words[i + 1 : i + 3]
        if lexicon.is_english(printed.word) and any(lexicon.is_english(p.word) for p in around):
            continue
        key = printed.word, printed.starts
        if key not in chosen:
            chosen[key] = channel.choose(printed.word, starts=printed.starts)
        choice = chosen[key]
        if choice is not None:
            yield Repair(printed.span, choice.word, "accent" if choice.accents_only else "misread", choice.confidence)


RARE = 5.3
"""Zipf frequency from which a word is taken as printed unless a context rule speaks."""
MIN_RATE = 0.1
"""Share of lost marks under which known words are taken as printed."""


def mend_rare_words(text: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> Iterator[Repair]:
    """Repairs of French words that are far rarer than the word with its marks: dés for dès, where marks are lost."""
    if habits.accent_rate < MIN_RATE:
        return
    channel = Channel(lexicon, confusions, habits)
    chosen: dict[str, Choice | None] = {}
    for printed in printed_words(text):
        zipf = lexicon.zipf(printed.word)
        if zipf is None or zipf > RARE or not printed.word.islower():
            continue
        if printed.word not in chosen:
            chosen[printed.word] = channel.remark(printed.word, zipf)
        choice = chosen[printed.word]
        if choice is not None:
            yield Repair(printed.span, choice.word, "accent-rare", choice.confidence)
