"""Other names in the places of a written sentence, so that the model learns the place and not the name.

A name is exchanged only for one that stood, somewhere in the hand-written sentences, after the same word ("l'", "du",
"la" …) and is of the same make (acronym or words): article, elision and gender stay right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.annotators.organizations.registry import Entry
from pipeline.nlp import fold
from pipeline.training.corpus.generate import Sentence, gender_of

_BEFORE = re.compile(r"(\w+['’]|\w+\s|^|[^\w\s]\s?)$")
_CHANCE = 0.75

Key = tuple[str, str, str]


def names(sentences: Iterable[Sentence]) -> Mapping[Key, tuple[str, ...]]:
    """The names of the sentences by label, word before, and make; each as often as it stands there."""
    found: dict[Key, list[str]] = {}
    for sentence in sentences:
        for start, end, label in sentence.entities:
            found.setdefault(_key(sentence.text, start, end, label), []).append(sentence.text[start:end])
    return {key: tuple(values) for key, values in found.items()}


def with_registry(known: Mapping[Key, tuple[str, ...]], entries: Iterable[Entry]) -> Mapping[Key, tuple[str, ...]]:
    """The same with the names and acronyms of the registry at the articles that fit them, twice as many at most."""
    more: dict[Key, list[str]] = {}
    for entry in entries:
        gender = gender_of(entry.name, entry.type)
        acronym = entry.acronym if entry.acronym and entry.acronym not in entry.ambiguous else None
        for make, name in (("words", entry.name), ("acronym", acronym)):
            if name and (make == "words" or name.isupper()):
                for before in _articles(name, gender):
                    more.setdefault(("ORG", before, make), []).append(name)
    both = dict(known)
    for key, values in more.items():
        if key in known:
            both[key] = (*known[key] * max(1, len(values) // (2 * len(known[key]))), *values)
    return both


def _articles(name: str, gender: str) -> tuple[str, ...]:
    if gender == "n":
        return ("", "et", ",", "•", "par", "avec", "de")
    if fold(name)[0] in "aeiouyh":
        return ("l'", "•", "", "(")
    return ("la", "(", "•") if gender == "f" else ("le", "du", "au", "(", "•")


def swap(sentence: Sentence, known: Mapping[Key, Sequence[str]], seed: int) -> Sentence:
    """The sentence with about three in four of its names exchanged."""
    rng = random.Random(seed)
    text = ""
    last = 0
    entities: list[tuple[int, int, str]] = []
    for start, end, label in sentence.entities:
        text += sentence.text[last:start]
        name = sentence.text[start:end]
        choices = known.get(_key(sentence.text, start, end, label), ())
        if choices and rng.random() < _CHANCE:
            name = rng.choice(choices)
        entities.append((len(text), len(text) + len(name), label))
        text += name
        last = end
    return Sentence(text + sentence.text[last:], tuple(entities))


def _key(text: str, start: int, end: int, label: str) -> Key:
    before = _BEFORE.search(text[max(0, start - 20) : start])
    name = text[start:end]
    make = "acronym" if " " not in name and name.isupper() else "capitals" if name.isupper() else "words"
    if name[:1].islower():
        make = "small"
    return label, before[1].lower().strip() if before else "", make
