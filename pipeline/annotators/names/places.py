"""Places: the model and a known name, a preposition or a noun such as "province" have to agree; countries stand alone.

Places in the names of texts, meetings and programmes ("Convention de Genève") are no mentions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.annotators.names.reader import NameReader, printed, trimmed
from pipeline.annotators.organizations.grammar import load_grammar
from pipeline.annotators.organizations.registry import place_at
from pipeline.annotators.organizations.resolve import distinct, slug
from pipeline.annotators.organizations.tokens import GAP_BLOCK, GAP_SPACE
from pipeline.language import confidences
from pipeline.model import NameMention, Toponym

_LONGEST = 7  # words of a name
_ARTICLES = frozenset({"l", "le", "la", "les", "'", "’"})
_LINKS = frozenset({"de", "du", "d", "des"})
_REACH = 4  # tokens between "Convention" and the place in its name


@dataclass(frozen=True, slots=True)
class _Found:
    place: range
    evidence: str
    key: str  # the same for one place
    name: str | None  # in French, when it is known
    iso: str | None


def find_places(reader: NameReader) -> tuple[Toponym, ...]:
    """The places with all their mentions, in the order of the first."""
    found: list[_Found] = []
    taken: set[int] = set()
    for candidate in sorted((*_known(reader), *_proposed(reader)), key=lambda f: -len(f.place)):
        if taken.isdisjoint(candidate.place) and not _is_in_title(reader, candidate.place.start):
            found.append(candidate)
            taken.update(candidate.place)
    return _records(reader, _regions(reader, sorted(found, key=lambda f: f.place.start)))


def _regions(reader: NameReader, found: list[_Found]) -> list[_Found]:
    """The same, a country's name that the text also gives to a region ("province de l'Équateur") being the region's."""
    tokens, names = reader.tokens, reader.names
    countries = {f.place.start for f in found if f.iso}
    regions: set[str] = set()
    for f in found:
        bracket = f.place.stop < len(tokens) and tokens[f.place.stop].text == "("
        inside = bracket and f.place.stop + 1 in countries
        if f.iso and len(f.place) == 1 and (inside or _noun_before(reader, f.place) in names.region_nouns):
            regions.add(f.key)
    return [
        replace(f, iso=None, name=None if tokens[f.place.start].shout else f.name)
        if f.key in regions and len(f.place) == 1
        else f
        for f in found
    ]


def _known(reader: NameReader) -> Iterator[_Found]:
    """Countries anywhere; other known places where the model or a word before agrees."""
    proposed = {i for r in reader.places for i in r}
    for i, token in enumerate(reader.tokens):
        if not token.word or not token.capital or i in reader.taken:
            continue
        found = _known_at(reader, i)
        if not found or not reader.is_free(found.place) or _runs_on(reader, found.place):
            continue
        if found.iso or i in proposed or _support(reader, found.place):
            yield found


def _known_at(reader: NameReader, i: int) -> _Found | None:
    country = place_at(reader.tokens, i, reader.registry)
    for known in reader.names.places.get(reader.tokens[i].fold, ()):
        r = range(i, i + len(known.words))
        if country and country[0] >= r.stop:
            break
        words = tuple(t.fold for t in reader.tokens[r.start : r.stop])
        if words == known.words and all(t.gap < GAP_BLOCK for t in reader.tokens[i + 1 : r.stop]):
            return _Found(r, "gazetteer", known.iso or " ".join(reader.folds(r)), known.name, known.iso)
    if not country or not _is_written_so(reader, i, country):
        return None
    return _Found(range(i, country[0]), "gazetteer", country[1], _official(reader, country[1]), country[1])


def _is_written_so(reader: NameReader, i: int, country: tuple[int, str]) -> bool:
    """Whether what matches a country's acronym is one: "EAU" in ordinary text, not "Eau" nor a line in capitals."""
    token = reader.tokens[i]
    if country[0] > i + 1:
        return True
    acronyms = next(c.acronyms for c in reader.registry.countries if c.iso == country[1])
    bracketed = i > 0 and reader.tokens[i - 1].text == "("
    return token.fold not in {a.lower() for a in acronyms} or (
        token.text in acronyms and (bracketed or not token.shout)
    )


def _official(reader: NameReader, iso: str) -> str | None:
    return next((country.names[0] for country in reader.registry.countries if country.iso == iso), None)


def _runs_on(reader: NameReader, r: range) -> bool:
    """Whether a capitalised word is joined to it, so that it is only part of a name ("Niger-Delta", "Paris SA")."""
    tokens = reader.tokens
    after = tokens[r.stop] if r.stop < len(tokens) else None
    before = tokens[r.start - 1] if r.start else None
    first = tokens[r.start]
    if first.shout:
        return False
    if after and ((after.text in "-&" and after.gap == 0) or (after.proper and after.gap < 2 and not after.upper)):
        return True
    return bool(
        before
        and first.gap < 2
        and (before.text in "-&" or before.fold == "of" or (before.proper and not before.upper))
    )


def _proposed(reader: NameReader) -> Iterator[_Found]:
    """What the model calls a place and a word before supports, or what it calls so throughout."""
    likely = [_whole(reader, trimmed(reader.tokens, r)) for r in reader.places]
    supported = {reader.folds(r) for r in likely if reader.is_free(r) and _is_name(reader, r) and _support(reader, r)}
    for r in likely:
        if not reader.is_free(r) or not _is_name(reader, r):
            continue
        if _is_shouted(reader, r) and _noun_before(reader, r) is None:
            continue
        evidence = _support(reader, r) or ("repeated" if reader.folds(r) in supported else None)
        if evidence:
            yield _Found(r, evidence, " ".join(reader.folds(r)), None, None)


def _is_name(reader: NameReader, r: range) -> bool:
    tokens = reader.tokens
    words = [tokens[i] for i in r if tokens[i].word]
    if not words or len(words) > _LONGEST or any(c.isdigit() for t in words for c in t.text):
        return False
    if words[0].fold in reader.names.roles or words[0].fold in reader.names.named_after:
        return False
    if words[0].fold in load_grammar().heads or (len(words) == 1 and words[0].upper and not words[0].shout):
        return False
    if any(t.fold in reader.names.named_after for t in words) or words[0].fold in reader.names.directions:
        return False
    signs = [i for i in r if not tokens[i].word and i + 1 < r.stop]
    if any(tokens[i].text == "-" and tokens[i + 1].gap for i in signs):
        return False
    return sum(c.isalpha() for t in words for c in t.text) > 2


def _support(reader: NameReader, r: range) -> str | None:
    """What stands before: "province de", "à", "en"."""
    if _noun_before(reader, r):
        return "place-noun"
    i = _before(reader, r)
    if i is None:
        return None
    return "preposition" if reader.tokens[i].fold in reader.names.prepositions or reader.tokens[i].text == "(" else None


def _whole(reader: NameReader, r: range) -> range:
    """With the noun before it that is part of such names: lac Tchad, golfe de Guinée."""
    tokens = reader.tokens
    i = r.start - 1
    if i > 0 and tokens[i].fold in _LINKS and tokens[r.start].gap == GAP_SPACE:
        i -= 1
    is_part = bool(r) and i >= 0 and tokens[i].fold in reader.names.whole_nouns and tokens[i + 1].gap == GAP_SPACE
    return range(i, r.stop) if is_part else r


def _before(reader: NameReader, r: range) -> int | None:
    """The token before the name and its article, in the same paragraph."""
    tokens = reader.tokens
    i = r.start - 1
    while i >= 0 and tokens[i].fold in _ARTICLES and tokens[i + 1].gap < GAP_BLOCK:
        i -= 1
    return i if i >= 0 and tokens[i + 1].gap < GAP_BLOCK else None


def _noun_before(reader: NameReader, r: range) -> str | None:
    """The noun such as "province" that the name belongs to."""
    i = _before(reader, r)
    if i is None:
        return None
    if reader.tokens[i].fold in _LINKS and i:
        i -= 1
    return reader.tokens[i].fold if reader.tokens[i].fold in reader.names.place_nouns else None


def _is_shouted(reader: NameReader, r: range) -> bool:
    """Whether the range stands in a line of capitals, where a capital proves nothing."""
    return any(reader.tokens[i].shout for i in r)


def _is_in_title(reader: NameReader, first: int) -> bool:
    """Whether "Convention de", "Pacte pour le" or the like leads to the place."""
    tokens = reader.tokens
    i = first - 1
    while i >= max(0, first - _REACH) and tokens[i + 1].gap < GAP_BLOCK:
        if tokens[i].fold in reader.names.named_after:
            return first - i <= 3 and tokens[i + 1].fold in _LINKS and (tokens[i].capital or first - i == 2)
        if tokens[i].fold not in _LINKS and tokens[i].fold not in _ARTICLES:
            return False
        i -= 1
    return False


def _records(reader: NameReader, found: list[_Found]) -> tuple[Toponym, ...]:
    groups: dict[str, list[_Found]] = {}
    for candidate in found:
        groups.setdefault(candidate.key, []).append(candidate)
    places = [_toponym(reader, group) for group in groups.values()]
    ids = distinct(place.id for place in places)
    return tuple(replace(place, id=one) for place, one in zip(places, ids, strict=True))


def _toponym(reader: NameReader, group: list[_Found]) -> Toponym:
    shown = max(group, key=lambda f: not reader.tokens[f.place.start].shout)
    known = group[0].name
    name = known or printed(reader.tokens, shown.place)
    mentions = tuple(
        NameMention(span=reader.span(f.place), evidence=f.evidence, confidence=confidences("names")[f.evidence])
        for f in group
    )
    return Toponym(id=slug(name), name=name, country=group[0].iso, mentions=mentions)
