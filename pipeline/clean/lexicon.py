"""What French words there are and how common they are."""

from __future__ import annotations

import lzma
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FOLDER = "pipeline.language.fr"

UNKNOWN = 0.3
"""Zipf frequency of a form that the dictionary has and the frequency list has not."""

MAX_WORD = 40
"""Characters of the longest word that is looked into; the longest of the lexicon has 34."""

ELIDED = re.compile(r"(?i:(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)['’])")
VOWELS = frozenset("aeiouyhàâäéèêëîïôöûùüœæ")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """French forms with their Zipf frequency (log10 of uses per 10^9 words, times ten), and some English words."""

    forms: Mapping[str, int]
    english: frozenset[str]
    prefixes: tuple[str, ...]  # that make words of words without a hyphen, the longest first
    hyphen_prefixes: frozenset[str]  # that keep their hyphen
    clitics: frozenset[str]  # that follow a verb after a hyphen

    def zipf(self, word: str) -> float | None:
        """How common the form is, its case as given or in small letters; None for a form that is not French."""
        tenths = self.forms.get(word)
        if tenths is None and word[:1].isupper():
            tenths = self.forms.get(word.lower())
            if tenths is None and word.isupper():
                tenths = self.forms.get(word.title())
        return None if tenths is None else max(UNKNOWN, tenths / 10)

    def knows(self, word: str) -> bool:
        """Whether the word is French: a form, an elision of one, a compound or a derivation of known ones."""
        if self.zipf(word) is not None:
            return True
        if len(word) > MAX_WORD:
            return False
        if elision := ELIDED.match(word):
            rest = word[elision.end() :]
            return rest[:1].lower() in VOWELS and self.knows(rest)
        if "-" in word:
            parts = [p for p in word.split("-") if p]
            return len(parts) > 1 and all(p == "t" or p.lower() in self.hyphen_prefixes or self.knows(p) for p in parts)
        return self.derived(word) is not None

    def derived(self, word: str) -> float | None:
        """How common the word is that a productive prefix is set before, less one; None when there is none."""
        lower = word.lower()
        if not lower.startswith(self.prefixes):
            return None
        for prefix in self.prefixes:
            if lower.startswith(prefix) and len(lower) >= len(prefix) + 5:
                zipf = self.forms.get(lower[len(prefix) :])
                return None if zipf is None else max(UNKNOWN, zipf / 10 - 1)
        return None

    def knows_capitals(self, word: str) -> bool:
        """Whether a word in capitals is French, its accents left out as printers do."""
        if len(word) > MAX_WORD:
            return False
        return self.knows(word) or any(self.knows(v) for v in accented(word.lower()))

    def is_english(self, word: str) -> bool:
        """Whether the word is a common English and no French one."""
        return word.lower() in self.english


ACCENTS = {"e": "éèêë", "a": "àâ", "i": "îï", "o": "ô", "u": "ùûü", "c": "ç"}


def accented(word: str) -> Iterable[str]:
    """The word with one or two accents set.

    >>> "élevé" in accented("eleve")
    True
    """
    if len(word) > MAX_WORD:
        return
    once = [word[:i] + a + word[i + 1 :] for i, c in enumerate(word) for a in ACCENTS.get(c, "")]
    yield from once
    for first in once:
        for i, c in enumerate(first):
            if c in ACCENTS:
                for a in ACCENTS[c]:
                    yield first[:i] + a + first[i + 1 :]


def fold(text: str) -> str:
    """Small letters without accents.

    >>> fold("Œuvre reçue À")
    'oeuvre recue a'
    """
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def read_data(name: str) -> bytes:
    """A file of the French language folder."""
    return files(FOLDER).joinpath(name).read_bytes()


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that the package ships (see `lexicon.md` beside it for source and licence)."""
    forms: dict[str, int] = {}
    for line in lzma.decompress(read_data("lexicon.txt.xz")).decode().splitlines():
        zipf, _, words = line.partition("\t")
        forms.update(dict.fromkeys(words.split(" "), int(zipf)))
    english = frozenset(lzma.decompress(read_data("lexicon-english.txt.xz")).decode().split())
    parts = tomllib.loads(read_data("hyphens.toml").decode())
    return Lexicon(
        MappingProxyType(forms),
        english,
        tuple(sorted(parts["joined_prefixes"], key=lambda p: (-len(p), p))),
        frozenset(parts["hyphen_prefixes"]),
        frozenset(parts["clitics"]),
    )
