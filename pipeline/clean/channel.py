"""Unknown words: which French word an engine may have read so, by a noisy channel.

log10 P(meant | read) is the word's Zipf frequency less the cost of its confusions (`confusions.py`), against the chance
that the word is right as printed, a name or a term that no lexicon has. Method: Kernighan, Church & Gale 1990.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.aligned import Span
from pipeline.clean.confusions import Confusions, near, readings
from pipeline.clean.habits import Habits
from pipeline.clean.lexicon import Lexicon
from pipeline.clean.repair import Repair

WORD = re.compile(r"(?<![\w|])[^\W\d_]+(?:[-'’][^\W\d_]+)*(?!\w)")

RIGHT_SMALL, RIGHT_NAME = 0.8, 3.2
"""log10 weight, on the Zipf scale, of a small-letter and a capitalised word being right though no lexicon has it."""

QUIET = 1.2
"""Added to them in a text that shows no other misreading."""

MIN_NEAR = 7
"""Letters from which on a word one letter away is looked for; shorter ones have too many neighbours."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest word, and its share of all chances, 0..1."""

    word: str
    confidence: float


def mend_words(text: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> Iterator[Repair]:
    """A repair, sure or not, for each unknown word that can be read as a known one."""
    known: dict[str, Choice | None] = {}
    for match in WORD.finditer(text):
        word = match.group()
        if not is_candidate(word, lexicon, habits):
            continue
        start = match.start() + max(word.rfind("'"), word.rfind("’")) + 1
        part = text[start : match.end()]
        if part not in known:
            known[part] = choose(part, lexicon, confusions, habits)
        choice = known[part]
        if choice is not None and choice.word != part:
            yield Repair(Span(start, match.end()), choice.word, "word-misread", choice.confidence)


def is_candidate(word: str, lexicon: Lexicon, habits: Habits) -> bool:
    """Whether a word is unknown and of a kind that may be mended: no acronym, no name, no foreign word."""
    if len(word) < 3 or lexicon.knows(word) or word.isupper():
        return False
    last = re.split(r"['’]", word)[-1]
    if len(last) < 2 or lexicon.knows(last) or any(c.isupper() for c in last[1:]):
        return False
    if lexicon.zipf(last.lower().replace("oe", "œ")) is not None:
        return False  # oeuvre for œuvre is a way of printing, not a misreading
    if lexicon.is_english(last) and habits.accent_rate < ENGLISH_BREAK:
        return False
    return habits.counts[word.lower()] < FREQUENT or word.islower()


ENGLISH_BREAK = 0.3
"""Share of lost marks above which even an English word may be a French one without its mark: systeme, theme."""

FREQUENT = 4
"""Times from which on a capitalised unknown word is a name of this document."""


def choose(word: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> Choice | None:
    """The likeliest known word behind `word`, None when there is none."""
    low = word.lower()
    scores: dict[str, float] = {}
    limit = 2 if len(low) <= 14 else 1
    for reading in readings(low, confusions, habits.accent_cost, limit):
        weigh(scores, reading.word, reading.cost, lexicon)
    if not scores and len(low) >= MIN_NEAR and habits.noise:
        for reading in near(low):
            weigh(scores, reading.word, reading.cost, lexicon)
    if not scores:
        return None
    right = (RIGHT_NAME if word[0].isupper() else RIGHT_SMALL) + (0.0 if habits.noise else QUIET)
    total = sum(10**score for score in scores.values()) + 10**right
    best = max(scores, key=lambda w: (scores[w], w))
    shown = best[0].upper() + best[1:] if word[0].isupper() else best
    return Choice(shown, 10 ** scores[best] / total)


def weigh(scores: dict[str, float], word: str, cost: float, lexicon: Lexicon) -> None:
    """Note the best score of a known word."""
    zipf = lexicon.zipf(word)
    if zipf is None and "-" in word and lexicon.knows(word):
        zipf = 1.0
    if zipf is not None:
        scores[word] = max(scores.get(word, -99.0), zipf - cost)


RARE, GAIN = 3.4, 1.4
"""A known word under the first Zipf value gives way to one that its lost mark makes 10^1.4 times commoner: dés, dès."""


def mend_rare_words(text: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> Iterator[Repair]:
    """Repairs of known words that are far likelier another word without its mark, in a text that loses marks."""
    if habits.accent_rate < ENGLISH_BREAK:
        return
    for match in WORD.finditer(text):
        word = match.group()
        zipf = lexicon.zipf(word) if word.islower() and len(word) > 2 and "-" not in word else None
        if zipf is None or zipf >= RARE:
            continue
        options = {
            reading.word: (lexicon.zipf(reading.word) or 0.0) - reading.cost
            for reading in readings(word, confusions, habits.accent_cost, 1)
            if reading.accents and lexicon.zipf(reading.word) is not None
        }
        best = max(options, key=lambda w: (options[w], w), default=None)
        if best is not None and options[best] >= zipf + GAIN:
            chance = 10 ** options[best] / (10**zipf + sum(10**score for score in options.values()))
            yield Repair(Span(*match.span()), best, "word-accent", chance)
