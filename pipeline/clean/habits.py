"""How this document was read: which share of its marks the engine lost, how much of it is misread.

A text that an engine read without accents has many unknown words that an accent makes known, and few accents; a text
made on a computer has none of the first. So the text itself tells whether "a" may stand for "à" in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from pipeline.clean.lexicon import ELIDED, Lexicon, accented, fold

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
MARKED = re.compile(r"[èêëàâçôîïùûœ]")
MISREAD = re.compile(
    r"""
    (?<![^\s(«"])[I|!\]}]['’](?=[^\W\d_])   # I'OIM
    | (?<=[a-zI])['’]{2}(?=\w)              # qu''il
    | (?<![\w|])\|(?=[a-zà-ÿ0-9])           # |l, |0-11
    | (?<!\w)(?:lls?|Tl)(?!\w)              # lls
    | (?<![\w.])[&@4](?=[ ](?:la|le|les|l['’]|un|une|cette|son|sa)\b)
    """,
    re.VERBOSE,
)

PRIOR_LOST = 0.02
"""Share of lost marks expected before anything was seen."""
PRIOR_WEIGHT = 2.0
"""How many words the prior is worth."""
HINT = 0.5
"""How many lost marks a misread l' is worth: engines without French make both errors."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What one document shows of the engine that read it."""

    lost: float  # words whose mark was lost for sure
    kept: int  # words with a mark that the engine could have lost
    noise: float  # misread places for sure, per word
    counts: Mapping[str, int]  # of each word, in small letters

    @property
    def accent_rate(self) -> float:
        """The share of marks lost, 0..1, smoothed by the prior."""
        return (self.lost + PRIOR_LOST * PRIOR_WEIGHT) / (self.lost + self.kept + PRIOR_WEIGHT)

    @property
    def accent_cost(self) -> float:
        """-log10 of `accent_rate`: what a lost mark costs a reading in this document."""
        return -math.log10(self.accent_rate)


def observe(text: str, lexicon: Lexicon) -> Habits:
    """The habits that `text` shows."""
    counts = Counter(WORD.findall(text))
    low: Counter[str] = Counter()
    lost = 0
    kept = 0
    unknown = 0
    for word, count in counts.items():
        low[word.lower()] += count
        if MARKED.search(word):
            kept += count
            continue
        if lexicon.zipf(word) is not None or word.isupper() or len(word) < 3:
            continue
        elided = ELIDED.match(word)
        core = word[elided.end() :] if elided else word
        if not lexicon.knows(core) and core[:1].islower():
            unknown += count
            if any(lexicon.zipf(w) is not None for w in chain(remarked(core), accented(fold(core)))):
                lost += count
    signs = sum(1 for _ in MISREAD.finditer(text))
    return Habits(lost + HINT * signs, kept, (unknown + signs) / max(1, sum(counts.values())), low)


def remarked(word: str) -> tuple[str, ...]:
    """The word with one é as è, ê or e, or one g as ç: the commonest losses."""
    swaps = (("é", "è"), ("é", "ê"), ("é", "ô"), ("g", "ç"))
    return tuple(word[:i] + new + word[i + 1 :] for i, c in enumerate(word) for old, new in swaps if c == old)
