"""The registry of known bodies, and where a text names them.

Names match whatever their case and accents; acronyms match as they are printed. Lookup goes through tables from
the first words, up to five of names, to the forms that begin with them, longest first, prepared once.
spaCy's PhraseMatcher would tie the names to one vocabulary and one tokenizer, and its vocabulary grows with the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from pipeline.annotators.organizations.tokens import GAP_BLOCK, Token, folded_words, printed_words
from pipeline.language import read_data, rows
from pipeline.nlp import fold

STOP_WORDS = frozenset(
    ["de", "du", "des", "d", "l", "la", "le", "les", "et", "en", "sur", "pour", "a", "au", "aux",
     "the", "of", "for", "and", "on", "in", "'", "-"]
)  # fmt: skip
"""Folded words that tell no two bodies apart."""

_UN = (frozenset({"organisation", "nations", "unies"}), frozenset({"nations", "unies"}), frozenset({"onu"}))
_OF_UN_WORDS = frozenset({"unies", "onu"})
COMMON = 0.012
"""Share of the names from which on a word in them tells no body from another."""
_KEY = 5  # words, apostrophes among them: "ministère de l'économie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the registry; acronyms and names without the star of ambiguous ones."""

    id: str
    name: str
    acronym: str | None
    acronyms: tuple[str, ...]
    names: tuple[str, ...]
    ambiguous: frozenset[str]
    type: str
    country: str | None  # ISO 3166 alpha-2
    identifiers: Mapping[str, str]  # by scheme: wikidata, iati
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country with what makes a text speak of it."""

    iso: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    acronyms: tuple[str, ...]


_Key = TypeVar("_Key")


class Form(NamedTuple):
    """One written form of a name or acronym, as tokens; a tuple because there are fifty thousand."""

    words: tuple[str, ...]  # folded for names, as printed for acronyms
    entry: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Registry:
    """All bodies with their lookup tables; immutable."""

    entries: Mapping[str, Entry]
    names: Mapping[tuple[str, ...], tuple[Form, ...]]  # by the first five folded words or all, longest first
    beginnings: frozenset[str]  # first folded words of the names
    acronyms: Mapping[str, tuple[Form, ...]]  # by first printed word, longest first
    keys: Mapping[frozenset[str], str]  # content words of a name → entry
    common: frozenset[str]  # content words that many names share: institut, national
    countries: tuple[Country, ...]
    places: Mapping[
        str, tuple[tuple[tuple[str, ...], str], ...]
    ]  # first folded word → names of countries and their iso
    demonyms: Mapping[str, str]  # folded → iso
    not_organizations: frozenset[str]  # acronyms

    def by_words(self, words: Iterable[str]) -> str | None:
        """The entry whose name has the same content words, "des Nations Unies" or not."""
        return self.keys.get(content(words))

    def by_name(self, words: Sequence[str]) -> tuple[str, ...]:
        """Ids of the entries that have a name of just these folded words."""
        return tuple(form.entry for form in self.names.get(tuple(words[:_KEY]), ()) if form.words == tuple(words))

    def by_acronym(self, acronym: str) -> tuple[str, ...]:
        """Ids of the entries that may be written `acronym`."""
        words = printed_words(acronym)
        forms = self.acronyms.get(words[0], ()) if words else ()
        return tuple(form.entry for form in forms if form.words == words)


def content(words: Iterable[str]) -> frozenset[str]:
    """The words of a name that tell it from others; "des Nations Unies" goes when enough is left.

    >>> sorted(content(["bureau", "des", "nations", "unies", "pour", "la", "coordination", "des", "secours"]))
    ['bureau', 'coordination', 'secours']
    """
    spoken = [word for word in words if word not in STOP_WORDS]
    kept = frozenset(spoken)
    if kept.isdisjoint(_OF_UN_WORDS):
        return kept
    for un in _UN:
        own = "organisation" in un and spoken[:1] == ["organisation"]  # … des Nations Unies pour l'éducation
        if un <= kept and len(kept - un) >= 2 and not own:
            return kept - un
    return kept


@cache
def load_registry() -> Registry:
    """The registry shipped with the program, prepared."""
    return prepare(read_entries(read_data("fr/organizations.tsv"), read_data("fr/organizations-ids.tsv")))


def read_entries(text: str, identifiers: str) -> tuple[Entry, ...]:
    """The entries of a registry file and a file of identifiers; the heads of both in `fr/` tell their columns."""
    elsewhere: dict[str, dict[str, str]] = {}
    for row in rows(identifiers):
        elsewhere.setdefault(row["id"], {})[row["scheme"]] = row["value"]
    entries: list[Entry] = []
    for row in rows(text):
        acronyms = [a for a in (row["acronym"], *parted(row["acronyms"])) if a]
        entries.append(
            Entry(
                id=row["id"],
                name=row["name"],
                acronym=row["acronym"].rstrip("*") or None,
                acronyms=tuple(a.rstrip("*") for a in parted(row["acronyms"])),
                names=tuple(name.rstrip("*") for name in parted(row["names"])),
                ambiguous=frozenset(a.rstrip("*") for a in (*acronyms, *parted(row["names"])) if a.endswith("*")),
                type=row["type"],
                country=row["country"] or None,
                identifiers=MappingProxyType(elsewhere.get(row["id"], {})),
                source=row["source"],
                licence=row["licence"],
            )
        )
    return tuple(entries)


def prepare(entries: Sequence[Entry]) -> Registry:
    """The lookup tables of `entries`."""
    names: dict[tuple[str, ...], list[Form]] = {}
    acronyms: dict[str, list[Form]] = {}
    keys: dict[frozenset[str], str] = {}
    contents: list[frozenset[str]] = []
    for entry in entries:
        for name in (entry.name, *entry.names):
            words = folded_words(name)
            names.setdefault(words[:_KEY], []).append(Form(words, entry.id, name in entry.ambiguous))
            key = content(words)
            contents.append(key)
            if len(key) > 1 and name not in entry.ambiguous:
                keys.setdefault(key, entry.id)
        for acronym in filter(None, (entry.acronym, *entry.acronyms)):
            words = printed_words(acronym)
            acronyms.setdefault(words[0], []).append(Form(words, entry.id, acronym in entry.ambiguous))
    counts = Counter(chain.from_iterable(contents))
    many = COMMON * sum(map(len, names.values()))
    countries = _read_countries(read_data("fr/organizations-countries.tsv"))
    return Registry(
        entries=MappingProxyType({entry.id: entry for entry in entries}),
        names=_longest_first(names),
        beginnings=frozenset(words[0] for words in names),
        acronyms=_longest_first(acronyms),
        keys=MappingProxyType(keys),
        common=frozenset(word for word, count in counts.items() if many < count),
        countries=countries,
        places=_places(countries),
        demonyms=_demonyms(countries, rows(read_data("fr/organizations-regions.tsv"))),
        not_organizations=frozenset(row["acronym"] for row in rows(read_data("fr/organizations-not.tsv"))),
    )


def _demonyms(countries: Sequence[Country], regions: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Folded nationalities, and peoples of regions with a government, with the ISO code of the State."""
    found = {fold(people): row["iso"] for row in regions for people in parted(row["demonyms"])}
    found |= {fold(people): country.iso for country in reversed(countries) for people in country.demonyms}
    return MappingProxyType(found)


def place_at(tokens: Sequence[Token], i: int, registry: Registry) -> tuple[int, str] | None:
    """The end (exclusive) and ISO code of the country whose name or acronym begins at token `i`."""
    for words, iso in registry.places.get(tokens[i].fold, ()):
        if fits(tokens, i, words) and tokens[i].capital:
            return i + len(words), iso
    return None


def countries_named(tokens: Sequence[Token], registry: Registry) -> Mapping[str, int]:
    """How often the text names each country, by name, acronym or nationality."""
    counts: dict[str, int] = {}
    for i, token in enumerate(tokens):
        place = place_at(tokens, i, registry)
        iso = place[1] if place else registry.demonyms.get(token.fold) or registry.demonyms.get(token.fold[:-1])
        if iso:
            counts[iso] = counts.get(iso, 0) + 1
    return counts


def parted(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(value for value in cell.split("; ") if value)


def forms_at(tokens: Sequence[Token], i: int, registry: Registry) -> Iterator[Form]:
    """The names that begin with the words at token `i`, longest first."""
    if tokens[i].fold not in registry.beginnings:
        return
    words = tuple(t.fold for t in tokens[i : i + _KEY])
    for length in range(len(words), 0, -1):
        yield from registry.names.get(words[:length], ())


def fits(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    """Whether the folded `words` stand at token `i`, a line end between them let through."""
    if len(tokens) < i + len(words):
        return False
    return all(
        token.fold == word and (k == 0 or token.gap < GAP_BLOCK)
        for k, (token, word) in enumerate(zip(tokens[i : i + len(words)], words, strict=True))
    )


def _longest_first(forms: Mapping[_Key, list[Form]]) -> Mapping[_Key, tuple[Form, ...]]:
    return MappingProxyType({k: tuple(sorted(v, key=lambda f: -len(f.words))) for k, v in forms.items()})


def _read_countries(text: str) -> tuple[Country, ...]:
    return tuple(
        Country(row["iso"], parted(row["names"]), parted(row["demonyms"]), parted(row["acronyms"]))
        for row in rows(text)
    )


def _places(countries: Sequence[Country]) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    places: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for country in countries:
        for name in (*country.names, *country.acronyms):
            words = folded_words(name)
            places.setdefault(words[0], []).append((words, country.iso))
    return MappingProxyType({k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in places.items()})
