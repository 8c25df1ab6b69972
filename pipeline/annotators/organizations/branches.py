"""Branches of known bodies: by country ("HCR Burundi"), region ("Insee Bretagne") or letters ("MSF-F")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.heads import spelled_out
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import place_at
from pipeline.annotators.organizations.tokens import (
    APOSTROPHES,
    ARTICLES,
    GAP_LINE,
    GAP_NONE,
    GAP_SPACE,
    hyphened_end,
)

_ARTICLES = ARTICLES | APOSTROPHES | {"d", "de", "du"}
_CENTRED = "FR"  # whose research bodies have a centre in each of several towns: Inria Lille
_OF_COUNTRY = frozenset({"de", "du", "d", "au", "en"})
_NATIONAL = frozenset(
    {"court", "parliament", "bank", "agency", "ministry", "army", "union", "redcross", "research", "company"}
)
_WORLDWIDE = frozenset({"ngo", "redcross", "un"})
_UNIONS = frozenset({"eu", "igo"})  # of States: "la coopération UE-Togo" has two sides
_LETTERED = frozenset({"ngo", "redcross"})
_LONGEST_LETTERS = 3
_LONGEST_REGION = 9  # tokens: Provence-Alpes-Côte d'Azur
_ABROAD = frozenset({"ngo", "redcross", "un", "eu", "donor"})


def find_branches(reader: Reader, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """National branches of known bodies: "Plan International Bénin", "HCR Haïti", "Ordre de Malte au Liban"."""
    tokens = reader.tokens
    for candidate in known:
        last = candidate.last
        if _is_hyphened_branch(reader, candidate) or _is_lettered_branch(reader, candidate):
            yield spelled_out(reader, Candidate(candidate.first, last + 2, "registry", type=candidate.type))
        if end := _spaced_branch_end(reader, candidate):
            yield Candidate(candidate.first, end, "registry", type=candidate.type)
        if len(tokens) <= last or tokens[last].gap != GAP_SPACE:
            continue
        if place := place_at(tokens, last, reader.registry):
            yield Candidate(candidate.first, place[0], "registry", type=candidate.type)
        elif candidate.evidence == "acronym" and (end := _region_end(reader, candidate)):
            yield spelled_out(reader, Candidate(candidate.first, end, "registry", type=candidate.type))
        elif _is_many(reader, candidate) and _is_own_word(reader, last):
            end = hyphened_end(tokens, last + 1, reader.grammar.words["eliding"])
            yield Candidate(candidate.first, end, "registry", type=candidate.type)
        elif candidate.evidence == "registry" and tokens[last].fold in _OF_COUNTRY:
            i = last + 1
            while i < len(tokens) and tokens[i].fold in _ARTICLES and tokens[i].gap < GAP_LINE:
                i += 1
            wanted = _NATIONAL if tokens[last].fold in {"de", "du", "d"} else _ABROAD
            place = place_at(tokens, i, reader.registry) if i < len(tokens) and candidate.type in wanted else None
            if place and not (wanted is _ABROAD and _is_at_home(reader, candidate, place[1])):
                yield Candidate(candidate.first, place[0], "registry", type=candidate.type)


def _region_end(reader: Reader, candidate: Candidate) -> int | None:
    """The end of the region or part of the world right behind an acronym: "ADEME Grand Est", "FICR Afrique"."""
    tokens, words, last = reader.tokens, reader.grammar.words, candidate.last
    if tokens[last].fold in words["continents"] and tokens[last].proper and candidate.type in _WORLDWIDE:
        return last + 1
    spelled, found = "", None
    for i in range(last, min(len(tokens), last + _LONGEST_REGION)):
        if tokens[i].gap >= GAP_LINE:
            break
        spelled = f"{spelled} {tokens[i].fold}".strip() if tokens[i].word else spelled
        found = i + 1 if tokens[i].capital and spelled in words["french_regions"] else found
    return found


def _is_many(reader: Reader, candidate: Candidate) -> bool:
    """Whether a body has branches named by one word: "Caritas Europa", centres of French research, "Inria Lille"."""
    if candidate.type == "research":
        return _is_at_home(reader, candidate, _CENTRED)
    return candidate.evidence == "registry" and candidate.type in {"ngo", "media"}


def _is_at_home(reader: Reader, candidate: Candidate, iso: str) -> bool:
    """Whether a body is of that country anyway, so that "au Bénin" only says where: no branch has that name."""
    return candidate.entry is not None and reader.registry.entries[candidate.entry].country == iso


def _is_hyphened_branch(reader: Reader, candidate: Candidate) -> bool:
    """Whether a hyphen and a word with one capital follow: "CSC-Santé", "MSF-Togo", "Emmaüs-Mali", not "MSP-OMS"."""
    tokens, last = reader.tokens, candidate.last
    if last + 1 >= len(tokens) or tokens[last].text != "-" or tokens[last + 1].gap != GAP_NONE:
        return False
    own = tokens[last + 1]
    shown = own.word and own.capital and not own.upper and candidate.type not in _UNIONS
    country = len(candidate) == 1 and place_at(tokens, last + 1, reader.registry) is not None
    parent = tokens[last - 1].upper or country
    return tokens[last].gap == GAP_NONE and shown and parent


def _is_lettered_branch(reader: Reader, candidate: Candidate) -> bool:
    """Whether a hyphen and letters of a country or of an operational centre follow: "MSF-F", "ACF-E", "MSF-OCB"."""
    tokens, i = reader.tokens, candidate.last + 1
    if i >= len(tokens) or candidate.evidence != "acronym" or candidate.type not in _LETTERED:
        return False
    close = tokens[i - 1].text == "-" and tokens[i - 1].gap == tokens[i].gap == GAP_NONE
    return close and tokens[i].upper and len(tokens[i].text) <= _LONGEST_LETTERS and i not in reader.known


def _spaced_branch_end(reader: Reader, candidate: Candidate) -> int | None:
    """The end of the country behind an acronym and a hyphen with one space: "OIM- Niger", "OIM -Niger"."""
    tokens, i = reader.tokens, candidate.last + 1
    if i >= len(tokens) or candidate.evidence != "acronym" or tokens[i - 1].text != "-":
        return None
    if {tokens[i - 1].gap, tokens[i].gap} != {GAP_NONE, GAP_SPACE}:
        return None
    place = place_at(tokens, i, reader.registry)
    return place[0] if place else None


def _is_own_word(reader: Reader, i: int) -> bool:
    """Whether token `i` is a single word with a capital, as in "Caritas Europa"; two may be a person or a town."""
    tokens = reader.tokens
    token, known = tokens[i], i in reader.known
    words = reader.grammar.words
    if not token.proper or token.upper or known or head_at(tokens, i, reader.grammar):
        return False
    if token.fold in words["roles"] | words["role_adjectives"] | words["functions"] | words["officials"]:
        return False  # "la directrice du Cirad Adjointe"
    end = hyphened_end(tokens, i + 1, words["eliding"])
    return end == len(tokens) or not (
        tokens[end].proper or (tokens[end].gap == GAP_NONE and tokens[end].text in APOSTROPHES)
    )
