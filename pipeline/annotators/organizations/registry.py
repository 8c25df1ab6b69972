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
from types import MappingProxyType
from typing import TypeVar

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.tokens import GAP_BLOCK, GAP_NONE, GAP_SPACE, Token, folded_words, printed_words
from pipeline.language import read_data, rows
from pipeline.nlp import fold

STOP_WORDS = frozenset(
    ["de", "du", "des", "d", "l", "la", "le", "les", "et", "en", "sur", "pour", "a", "au", "aux",
     "the", "of", "for", "and", "on", "in", "'", "-"]
)  # fmt: skip
"""Folded words that tell no two bodies apart."""

_UN = (frozenset({"nations", "unies"}), frozenset({"onu"}), frozenset({"organisation", "nations", "unies"}))
MISREAD = str.maketrans("l10", "IIO")  # what OCR makes of capitals: OlM, 0MS
_MISREAD_CONFIDENCE = 0.8
COMMON = 0.012
"""Share of the names from which on a word in them tells no body from another."""
_SHORTEST_SPOKEN = 5  # letters: of 580 such acronyms of the registry four are also a French word or a given name
_SHORTEST_ALONE = 2  # letters of an acronym: "67/548 CE" is the number of an act
_OF_ANY_STATE = frozenset({"government", "parliament", "court"})
_OF_UN = frozenset({"un", "igo-organ"})  # beside one of them a common name is that of an organ
_ANY = frozenset({"un", "une", "aucun", "tout", "chaque"})  # "un Sénat" is no chamber that exists
_LICENCES = frozenset({"licence", "licences"})
_ARTICLE_OF = frozenset({"du", "de", "la", "le"})
_PARTS = 4  # acronyms between the number of an act and the last one
_LONGEST_CONTRACT = 12  # tokens behind an acronym
_KEY = 5  # words, apostrophes among them: "ministère de l'économie"
_SURE_WORDS = 3  # content words that make a name unmistakable even in small letters


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


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a name or acronym, as tokens."""

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
    for un in sorted(_UN, key=len, reverse=True):
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
    counts: Counter[str] = Counter()
    for entry in entries:
        for name in (entry.name, *entry.names):
            words = folded_words(name)
            names.setdefault(words[:_KEY], []).append(Form(words, entry.id, name in entry.ambiguous))
            key = content(words)
            counts.update(key)
            if len(key) > 1 and name not in entry.ambiguous:
                keys.setdefault(key, entry.id)
        for acronym in filter(None, (entry.acronym, *entry.acronyms)):
            words = printed_words(acronym)
            acronyms.setdefault(words[0], []).append(Form(words, entry.id, acronym in entry.ambiguous))
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
        demonyms=MappingProxyType({fold(d): c.iso for c in reversed(countries) for d in c.demonyms}),
        not_organizations=frozenset(row["acronym"] for row in rows(read_data("fr/organizations-not.tsv"))),
    )


def find_known(tokens: Sequence[Token], registry: Registry) -> Iterator[Candidate]:
    """Every place that a form of the registry fits, the longest at each token."""
    spoken = frozenset(t.fold for t in tokens)
    all_found: list[Candidate] = []
    common: set[Candidate] = set()
    for i, token in enumerate(tokens):
        if not token.word:
            continue
        found, form = _name_at(tokens, i, registry) or (_acronym_at(tokens, i, registry), None)
        if (
            found is None
            or _is_product(tokens, found, registry)
            or (found.last == i + 1 and found.type in _OF_ANY_STATE and i and tokens[i - 1].fold in _ANY)
        ):
            continue
        all_found.append(found)
        if form and form.ambiguous and not _is_spoken_of(form, registry, spoken):
            common.add(found)
    un = any(c.type in _OF_UN for c in all_found if c not in common)
    countries = countries_named(tokens, registry) if common else {}
    for candidate in all_found:
        country = registry.entries[candidate.entry].country if candidate.entry else None
        if candidate not in common or (country in countries if country else un):
            yield candidate


def _is_product(tokens: Sequence[Token], found: Candidate, registry: Registry) -> bool:
    """Whether the word behind a company makes what it sells, or a licence has the name: "licence Creative Commons"."""
    if found.first and tokens[found.first - 1].fold in _LICENCES and tokens[found.first].gap == GAP_SPACE:
        return True
    sold = [t.text for t in tokens[found.first : found.last + 1]]
    return found.type == "company" and " ".join(sold) in registry.not_organizations


def place_at(tokens: Sequence[Token], i: int, registry: Registry) -> tuple[int, str] | None:
    """The end (exclusive) and ISO code of the country whose name or acronym begins at token `i`."""
    for words, iso in registry.places.get(tokens[i].fold, ()):
        if _fits(tokens, i, words) and tokens[i].capital:
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


def _name_at(tokens: Sequence[Token], i: int, registry: Registry) -> tuple[Candidate, Form] | None:
    for form in _forms_at(tokens, i, registry):
        if not _fits(tokens, i, form.words):
            continue
        last = i + len(form.words)
        sure = len(content(form.words)) >= _SURE_WORDS
        lead = next((k for k, word in enumerate(form.words) if word not in STOP_WORDS), 0)
        named = tokens[i].capital and tokens[i + lead].capital  # "Le devoir de protéger" names no newspaper
        kind = registry.entries[form.entry].type
        bank = kind == "bank"  # "la banque africaine de développement" means but one
        capital = any(t.capital for t in tokens[i:last])
        if named or (sure and (bank or capital)) or (kind == "ministry" and capital):
            return Candidate(i, last, "registry", form.entry, kind), form
    return None


def _forms_at(tokens: Sequence[Token], i: int, registry: Registry) -> Iterator[Form]:
    """The names that begin with the words at token `i`, longest first."""
    if tokens[i].fold not in registry.beginnings:
        return
    words = tuple(t.fold for t in tokens[i : i + _KEY])
    for length in range(len(words), 0, -1):
        yield from registry.names.get(words[:length], ())


def _is_spoken_of(form: Form, registry: Registry, spoken: frozenset[str]) -> bool:
    """Whether a text has what a longer name of a body adds to a common one: "Nations Unies" to "Assemblée générale"."""
    entry, own = registry.entries[form.entry], frozenset(form.words)
    longer = (frozenset(folded_words(name)) - STOP_WORDS for name in (entry.name, *entry.names))
    return any(own < words <= own | spoken for words in longer)


def _acronym_at(tokens: Sequence[Token], i: int, registry: Registry) -> Candidate | None:
    first = tokens[i].text
    misread = first.translate(MISREAD)
    if first not in registry.acronyms and misread != first and sum(c.isupper() for c in first) > 1:
        forms = tuple(f for f in registry.acronyms.get(misread, ()) if f.words == (misread,) and not f.ambiguous)
        return Candidate(i, i + 1, "acronym", forms[0].entry, confidence=_MISREAD_CONFIDENCE) if forms else None
    if first not in registry.acronyms and _is_spoken(tokens, i, registry):
        forms = tuple(f for f in registry.acronyms.get(tokens[i].fold.upper(), ()) if len(f.words) == 1)
        single = len(forms) == 1 and not forms[0].ambiguous
        return Candidate(i, i + 1, "acronym", forms[0].entry, confidence=_MISREAD_CONFIDENCE) if single else None
    for form in registry.acronyms.get(first, ()):
        last = i + len(form.words)
        printed = tuple(t.text for t in tokens[i:last])
        if printed != form.words or any(t.gap > 1 for t in tokens[i + 1 : last]):
            continue
        if tokens[i].shout and (form.ambiguous or len(tokens[i].text) < 3):
            continue
        if _is_of_act(tokens, i, last, registry):
            continue
        entry = registry.entries[form.entry]
        return Candidate(i, last, "acronym", None if form.ambiguous else entry.id, entry.type)
    return None


def _is_spoken(tokens: Sequence[Token], i: int, registry: Registry) -> bool:
    """Whether a word may be an acronym spoken as a word, so printed with one capital: "l'Unesco", "la Cédéao"."""
    token = tokens[i]
    if len(token.text) < _SHORTEST_SPOKEN or not token.capital or not token.text[1:].islower():
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    named = following is not None and following.gap == GAP_SPACE and following.capital and not following.upper
    return not named or place_at(tokens, i + 1, registry) is not None  # Irena Novak is a person


def _is_of_act(tokens: Sequence[Token], first: int, last: int, registry: Registry) -> bool:
    """Whether an acronym is part of the number of an act or of another acronym: "67/548 CE", "CUI-CAE"."""
    if first == 0:
        return False
    before, after = tokens[first - 1], [t.text for t in tokens[last : last + 2]]
    if before.fold in _ARTICLE_OF and _is_numbered(tokens, first - 1):
        return True
    if before.text in "/-" and tokens[first].gap == GAP_NONE and first > 1:
        other = tokens[first - 2].text
        if other.isdigit() or other in registry.not_organizations:
            return True
    if _is_contract(tokens, last) or _is_in_number(tokens, first - 1):
        return True
    if len(tokens[first].text) > _SHORTEST_ALONE:
        return False
    if before.text == "(":
        return after[:1] == [")"] and len(after) > 1 and (after[1] == "n" or after[1].isdigit())
    return before.text.isdigit() or (len(after) > 1 and after[0].isdigit() and after[1] == "/")


def _is_contract(tokens: Sequence[Token], i: int) -> bool:
    """Whether what is glued on from token `i` makes the number of a contract: "EuropeAid/ABC-FOOD/2016/376"."""
    if i >= len(tokens) or tokens[i].text != "/":
        return False
    numbers = slashes = 0
    end = min(len(tokens), i + _LONGEST_CONTRACT)
    while i < end and tokens[i].gap == GAP_NONE:
        slashes += tokens[i].text == "/"
        numbers += tokens[i].text.isdigit()
        i += 1
    return slashes > 1 and numbers > 0


def _is_in_number(tokens: Sequence[Token], slash: int) -> bool:
    """Whether slashes join a number before the acronym to it: "arrêté N° 2033-034 /PREF/SGAR"."""
    i, words = slash, 0
    while i > 0 and tokens[i].text == "/" and words < _PARTS:
        if tokens[i - 1].text.isdigit():
            return True
        i, words = i - 2, words + 1
    return False


def _is_numbered(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number of an article stands before the "du" at token `i`: "l'article 3 du RSI" is one of a text."""
    while i and tokens[i].fold in _ARTICLE_OF:
        i -= 1
    return i > 0 and tokens[i].text.isdigit() and tokens[i - 1].fold in {"article", "articles", "art"}


def _fits(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
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
