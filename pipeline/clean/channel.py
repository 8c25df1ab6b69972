"""Unknown words: which French word an engine may have read so, by a noisy channel.

log10 P(meant | read) is the word's Zipf frequency less the cost of its confusions (`confusions.py`), against the chance
that the word is right as printed, a name or a term that no lexicon has. Method: Kernighan, Church & Gale 1990.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.aligned import Span
from pipeline.clean.confusions import Confusions, Reading, near, readings
from pipeline.clean.facts import may_start
from pipeline.clean.habits import Habits, is_reformed
from pipeline.clean.lexicon import MAX_WORD, VOWELS, Lexicon, fold
from pipeline.clean.repair import Repair

WORD = re.compile(r"(?<![\w|])[^\W\d_]+(?:[-'’][^\W\d_]+)*(?!\w)")

RIGHT_SMALL, RIGHT_NAME = 0.8, 3.2
"""log10 weight, on the Zipf scale, of a small-letter and a capitalised word being right though no lexicon has it."""

RIGHT_ENGLISH = 1.4
"""The same for an English word."""

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
    known: dict[tuple[str, bool], Choice | None] = {}
    for match in WORD.finditer(text):
        word = match.group()
        if not is_candidate(word, lexicon, habits):
            continue
        start = match.start() + max(word.rfind("'"), word.rfind("’")) + 1
        if lexicon.is_english(text[start : match.end()]) and in_foreign_company(text, match.start(), lexicon):
            continue
        part = text[start : match.end()]
        starts = part[0].isupper() and start == match.start() and may_start(text, start)
        if (part, starts) not in known:
            known[part, starts] = choose(part, lexicon, confusions, habits, starts=starts)
        choice = known[part, starts]
        if choice is not None and choice.word != part:
            yield Repair(Span(start, match.end()), choice.word, "word-misread", choice.confidence)


BEFORE = re.compile(r"[^\W\d_]+(?=[ \n]\Z)")


def in_foreign_company(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether the word before `at` is English or an unknown name: what follows is no French word without its mark."""
    before = BEFORE.search(text[max(0, at - MAX_WORD) : at])
    if before is None:
        return False
    return lexicon.is_english(before.group()) or (before.group()[0].isupper() and not lexicon.knows(before.group()))


def is_candidate(word: str, lexicon: Lexicon, habits: Habits) -> bool:
    """Whether a word is unknown and of a kind that may be mended: no acronym, no name, no foreign word."""
    if not 3 <= len(word) <= MAX_WORD or lexicon.knows(word) or word.isupper():
        return False
    last = re.split(r"['’]", word)[-1]
    if len(last) < 2 or lexicon.knows(last) or any(c.isupper() for c in last[1:]):
        return False
    if lexicon.zipf(last.lower().replace("oe", "œ")) is not None:
        return False  # oeuvre for œuvre is a way of printing, not a misreading
    if habits.accent_rate < ENGLISH_BREAK and is_reformed(last, lexicon):
        return False
    if lexicon.is_english(last) and (habits.accent_rate < ENGLISH_BREAK or len(last) < MIN_ENGLISH):
        return False
    return habits.counts[word.lower()] < FREQUENT or word.islower()


ENGLISH_BREAK = 0.3
"""Share of lost marks above which even an English word may be a French one without its mark: systeme, theme."""

MIN_ENGLISH = 5
"""Letters of an English word from which it may be a misread French one: "the" is no thé."""

FREQUENT = 4
"""Times from which on a capitalised unknown word is a name of this document."""


def choose(
    word: str, lexicon: Lexicon, confusions: Confusions, habits: Habits, *, starts: bool = False
) -> Choice | None:
    """The likeliest known word behind `word`, None when there is none; `starts`: it begins a sentence."""
    habits = habits.without(word)
    forms, capital = lexicon.forms, word[0].isupper()
    scores: dict[str, float] = {}
    for layer in rivals(word, confusions, habits):
        for reading in layer:
            shown = reading.word[0].upper() + reading.word[1:] if capital else reading.word
            if shown not in forms and reading.word not in forms and "-" not in shown:
                continue  # nearly all: asked first, since `frequency` tries more
            zipf = frequency(shown, lexicon)
            if zipf is not None:
                scores[shown] = max(scores.get(shown, -99.0), zipf - reading.cost)
        if scores and max(scores.values()) >= ENOUGH:
            break
    # in a text without misreadings Lamoureux is a name
    is_open = word[0].islower() or ((starts or word[0] in FUSED_CAPITALS) and is_doubtful(habits))
    elided = elisions(word, lexicon, confusions, habits) if is_open else {}
    if not scores and not elided:
        return None
    right = right_as_printed(word, habits)
    if lexicon.is_english(word):
        right = max(right, RIGHT_ENGLISH)
    if elided:
        right = min(right, RIGHT_FUSED)
        letter = FUSED[word[0]]
        if word[0] in FUSED_CAPITALS and starts:
            letter = letter.upper()
        scores |= {f"{letter}'{rest}": score for rest, score in elided.items()}
    best = max(scores, key=lambda w: (scores[w], w))
    slip = (frequency(best, lexicon) or 0.0) - (SLIP if fold(best) == fold(word) else SLIP_OF_HAND)
    total = sum(10**score for score in scores.values()) + 10**right + 10**slip
    return Choice(best, 10 ** scores[best] / total)


SLIP = 3.6
"""-log10 of how often an author writes a word as it is printed by mistake: then it is right as printed."""

FUSED_CAPITALS = frozenset("VTUIYP")
"""Capitals that engines make of an l' in the middle of a sentence."""


def is_doubtful(habits: Habits) -> bool:
    """Whether an engine may have misread the text."""
    return bool(habits.noise) or habits.accent_rate >= MIN_HOPE


MIN_HOPE = 0.03
"""Share of lost marks from which a text may be misread though nothing else shows it."""

SLIP_OF_HAND = 4.2
"""The same for other slips than of accents."""

ENOUGH = 3.0
"""Zipf frequency less cost from which no further readings are looked for."""


def rivals(word: str, confusions: Confusions, habits: Habits) -> Iterator[Iterator[Reading]]:
    """The readings of a word, likelier kinds first: by one confusion, by two, by any one letter."""
    low = word[0].lower() + word[1:]
    yield readings(low, confusions, habits.accent_cost, 1)
    if len(low) <= MAX_TWO:
        yield readings(low, confusions, habits.accent_cost, 2)
    if len(low) >= MIN_NEAR and habits.noise:
        yield near(low)


def elisions(word: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> dict[str, float]:
    """What may follow an elided article or pronoun that lost its apostrophe in `word`, with its score."""
    rest = word[1:]
    if word[0] not in FUSED or len(rest) < MIN_REST or fold(rest[0]) not in VOWELS:
        return {}
    zipf = lexicon.zipf(rest)
    if zipf is not None:
        return {rest: zipf - ELISION - FUSED_COST}
    scores: dict[str, float] = {}
    for reading in readings(rest, confusions, habits.accent_cost, 1):
        zipf = lexicon.zipf(reading.word)
        if zipf is not None:
            score = zipf - ELISION - FUSED_COST - reading.cost
            scores[reading.word] = max(scores.get(reading.word, -99.0), score)
    return {rest: score for rest, score in scores.items() if score >= 0}


MIN_REST = 4
"""Letters of a word before which a lost apostrophe is believed."""

RIGHT_FUSED = 1.2
"""The weight of a word's being right that would be French but for its first letter: few names are so made."""


def frequency(word: str, lexicon: Lexicon) -> float | None:
    """Zipf frequency of a word or a compound; None when it is not French."""
    zipf = lexicon.zipf(word)
    if zipf is None and "-" in word and lexicon.knows(word):
        return 1.0
    return zipf


def right_as_printed(word: str, habits: Habits) -> float:
    """On the Zipf scale, the weight of the word's being right though no lexicon has it.

    The longer a string, the less likely it is one letter from a French word by chance.
    """
    right = RIGHT_NAME if word[0].isupper() else RIGHT_SMALL
    quiet = 0.0 if habits.noise else QUIET
    right += SHORT * max(0, 4 - len(word))
    return right - min(MAX_LONG, LONG * max(0, len(word) - 6)) + quiet


LONG, MAX_LONG = 0.25, 1.5
"""Taken from a word's weight for each letter from the seventh on, and the most that is."""

SHORT = 0.5
"""Added for each letter under four: any three letters are one from a French word."""

MAX_TWO = 14
"""Letters up to which two confusions in one word are looked for: beyond, there are too many readings to be quick."""

ELISION, FUSED_COST = 0.7, 1.4
"""-log10 of how often a word stands after l', and of how often the apostrophe is lost (55 of 1,500 in the pairs)."""

FUSED = {
    "L": "L", "l": "l", "V": "l", "T": "l", "U": "l", "I": "l", "Y": "l", "P": "l", "f": "l", "J": "J", "j": "j",
    "D": "D", "d": "d", "N": "N", "n": "n", "S": "S", "s": "s", "C": "C", "c": "c", "m": "m",
}  # fmt: skip
"""First letters that may hide an elision: Lorganisme, Voffre, nest."""


RARE = 4.6
"""Zipf frequency from which a known word is right as printed unless its context speaks (`realwords.py`)."""


def mend_rare_words(text: str, lexicon: Lexicon, confusions: Confusions, habits: Habits) -> Iterator[Repair]:
    """Repairs of known words that are far likelier another word without its mark, in a text that loses marks."""
    if habits.accent_rate < ENGLISH_BREAK:
        return
    for match in WORD.finditer(text):
        word = match.group()
        zipf = lexicon.zipf(word) if word.islower() and 2 < len(word) <= MAX_WORD and "-" not in word else None
        if zipf is None or zipf >= RARE:
            continue
        options = {
            reading.word: (lexicon.zipf(reading.word) or 0.0) - reading.cost
            for reading in readings(word, confusions, habits.accent_cost, 1)
            if reading.accents and lexicon.zipf(reading.word) is not None
        }
        best = max(options, key=lambda w: (options[w], w), default=None)
        if best is not None and options[best] > zipf:
            chance = 10 ** options[best] / (10**zipf + sum(10**score for score in options.values()))
            yield Repair(Span(*match.span()), best, "word-accent", chance)
