"""What is known of the surroundings of names: `names.toml` and `places.tsv`, folded and ready to ask."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.annotators.organizations.registry import parted
from pipeline.annotators.organizations.tokens import tokenize
from pipeline.language import read_data, rows
from pipeline.nlp import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A written form of a place, as folded words; iso and the name in French."""

    words: tuple[str, ...]
    iso: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """The words of `names.toml`, folded but for the titles, and places by first word, longest first."""

    titles: frozenset[str]  # as printed, without a full stop
    roles: frozenset[str]
    role_words: frozenset[str]
    sayings: frozenset[str]
    particles: frozenset[str]
    given_names: frozenset[str]
    place_nouns: frozenset[str]
    region_nouns: frozenset[str]  # of those: parts of a country
    whole_nouns: frozenset[str]  # of those: part of the name itself
    directions: frozenset[str]
    prepositions: frozenset[str]
    named_after: frozenset[str]
    places: Mapping[str, tuple[Known, ...]]

    @property
    def beginnings(self) -> frozenset[str]:
        """Folded words that names of persons and places begin with."""
        return self.given_names | self.place_nouns | self.directions


@cache
def load_names() -> Names:
    """What is shipped with the program."""
    data = tomllib.loads(read_data("fr/names.toml"))
    folded = {key: frozenset(fold(word) for word in words) for key, words in data.items()}
    return Names(
        titles=frozenset(data["titles"]),
        roles=folded["roles"],
        role_words=folded["role_words"],
        sayings=folded["sayings"],
        particles=folded["particles"],
        given_names=folded["given_names"],
        place_nouns=folded["place_nouns"],
        region_nouns=folded["region_nouns"],
        whole_nouns=folded["whole_nouns"],
        directions=folded["directions"],
        prepositions=folded["prepositions"],
        named_after=folded["named_after"],
        places=_places(),
    )


def _places() -> Mapping[str, tuple[Known, ...]]:
    places: dict[str, list[Known]] = {}
    for row in rows(read_data("fr/places.tsv")):
        names = parted(row["names"])
        for name in names:
            words = tuple(t.fold for t in tokenize(name))
            places.setdefault(words[0], []).append(Known(words, row["iso"] or None, names[0] if row["iso"] else name))
    return MappingProxyType({k: tuple(sorted(v, key=lambda p: -len(p.words))) for k, v in places.items()})
