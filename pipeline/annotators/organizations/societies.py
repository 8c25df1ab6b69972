"""The national Red Cross and Red Crescent societies, in the many forms that texts give them.

"Croix-Rouge du Bénin", "Croix-Rouge béninoise", "CR Bénin" and, in a row, "les Croix-Rouges béninoise et togolaise".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import Registry, place_at
from pipeline.annotators.organizations.tokens import APOSTROPHES, GAP_LINE, GAP_SPACE, Token, tokenize

_HEADS: Mapping[str, str] = {"croix": "Croix-Rouge", "croissant": "Croissant-Rouge"}
_RED = frozenset({"rouge", "rouges"})
_SHORT = frozenset({"CR", "CRs"})
_OF = frozenset({"de", "du", "des", "d"})
_JOINTS = frozenset({",", "et", "ou"})
_TYPE = "redcross"
_ENGLISH = "RC"
_LONGEST_COUNTRY = 5  # tokens


def find_societies(reader: Reader) -> Iterator[Candidate]:
    """Every society that a nationality or a country names, also behind "CR" where the text speaks of the Red Cross."""
    tokens = reader.tokens
    starts = [(i, _head(tokens, i)) for i, token in enumerate(tokens) if token.fold in _HEADS or token.text in _SHORT]
    spoken = any(head and head[1] for _, head in starts) or any(_is_of_movement(reader, i) for i in reader.known)
    entries = _entries(reader.registry) if starts or spoken else {}
    if spoken:
        yield from _english(reader, entries)
    for first, head in starts:
        if head is None or not (spoken or head[1]):
            continue
        last, kind = head
        member = _member(reader, last)
        begin = first
        while member:
            end, iso = member
            yield _candidate(reader, entries, (begin, end), kind or _HEADS["croix"], iso)
            if not _is_several(tokens, first, last) or end >= len(tokens) or tokens[end].fold not in _JOINTS:
                break
            begin = end + 1
            member = _member(reader, begin)
            while begin < len(tokens) and tokens[begin].fold in _OF:
                begin += 1


def _english(reader: Reader, entries: Mapping[str, str]) -> Iterator[Candidate]:
    """The societies with "RC" behind their country: "Togo RC"."""
    tokens = reader.tokens
    for i, token in enumerate(tokens):
        if token.text != _ENGLISH or token.gap != GAP_SPACE:
            continue
        for first in range(max(0, i - _LONGEST_COUNTRY), i):
            place = place_at(tokens, first, reader.registry)
            if place and place[0] == i:
                yield _candidate(reader, entries, (first, i + 1), _HEADS["croix"], place[1])
                break


def _head(tokens: Sequence[Token], i: int) -> tuple[int, str | None] | None:
    """The end of the head at token `i` and what it is in full, None for "CR"."""
    if tokens[i].text in _SHORT:
        return i + 1, None
    red = i + 2 < len(tokens) and tokens[i + 1].text in "-‑‐" and tokens[i + 2].fold in _RED
    return (i + 3, _HEADS[tokens[i].fold]) if red and tokens[i].capital else None


def _is_several(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the head is in the plural: "les CR", "Croix-Rouges"."""
    article = first > 0 and tokens[first - 1].fold in {"les", "des", "aux"}
    return article or tokens[first].text == "CRs" or tokens[last - 1].fold == "rouges"


def _is_of_movement(reader: Reader, i: int) -> bool:
    forms = reader.registry.acronyms.get(reader.tokens[i].text, ())
    return any(reader.registry.entries[f.entry].type == _TYPE for f in forms)


def _member(reader: Reader, i: int) -> tuple[int, str] | None:
    """The end and the code of the nationality or the country at token `i`, "du" and "de la" before it let through."""
    tokens = reader.tokens
    if i >= len(tokens) or tokens[i].gap >= GAP_LINE:
        return None
    demonym = tokens[i].fold
    for form in (demonym, demonym.removesuffix("s")):
        if form in reader.registry.demonyms and not tokens[i].capital:
            return i + 1, reader.registry.demonyms[form]
    if tokens[i].fold in _OF:
        i += 1
        while i < len(tokens) and (tokens[i].fold in {"la", "l"} or tokens[i].text in APOSTROPHES):
            i += 1
    return place_at(tokens, i, reader.registry) if i < len(tokens) and tokens[i].gap < GAP_LINE else None


def _candidate(reader: Reader, entries: Mapping[str, str], span: tuple[int, int], kind: str, iso: str) -> Candidate:
    """A mention of the society of a country: the registry's, else one with its nationality."""
    if iso in entries:
        return Candidate(*span, "registry", entries[iso], _TYPE)
    country = next(c for c in reader.registry.countries if c.iso == iso)
    of_one = country.demonyms[-1 if kind == _HEADS["croix"] else 0] if country.demonyms else country.names[0]
    return Candidate(*span, "head-noun", type=_TYPE, name=f"{kind} {of_one}")


def _entries(registry: Registry) -> Mapping[str, str]:
    """Code of a country → id of its society."""
    found: dict[str, str] = {}
    for entry in registry.entries.values():
        if entry.type != _TYPE:
            continue
        if entry.country:
            found.setdefault(entry.country, entry.id)
            continue
        words = tokenize(entry.name)
        for i, word in enumerate(words):
            place = place_at(words, i, registry)
            iso = place[1] if place else registry.demonyms.get(word.fold)
            if iso:
                found.setdefault(iso, entry.id)
    return found
