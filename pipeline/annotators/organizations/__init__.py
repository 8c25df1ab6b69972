"""Organisations: from the clean text to one record for each body it names, however it is written.

Five kinds of evidence hand over candidates: what the text itself defines, the registry, head nouns with their
complements, the words beside a name, the trained model. `resolve` alone decides between them. Persons, roles,
agreements, programmes, places and generic plurals are no organisations.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.aligned import Span
from pipeline.annotators.organizations.acronyms import list_acronyms
from pipeline.annotators.organizations.actors import find_actors, planned
from pipeline.annotators.organizations.borders import learned_ends
from pipeline.annotators.organizations.branches import find_branches
from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.cues import (
    find_announced,
    find_companies,
    find_english,
    find_tailed,
)
from pipeline.annotators.organizations.defining import find_definitions
from pipeline.annotators.organizations.grammar import load_grammar
from pipeline.annotators.organizations.heads import find_headed
from pipeline.annotators.organizations.initials import printed
from pipeline.annotators.organizations.letterheads import find_letterheads
from pipeline.annotators.organizations.lists import Others, find_listed, rows_of
from pipeline.annotators.organizations.lookup import find_known
from pipeline.annotators.organizations.model import Nobody, confirmed, find_learned
from pipeline.annotators.organizations.partners import find_partners
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import Registry, load_registry
from pipeline.annotators.organizations.repeats import find_repeated
from pipeline.annotators.organizations.resolve import resolve
from pipeline.annotators.organizations.roles import outside_offices
from pipeline.annotators.organizations.rosters import People, find_affiliations, find_columns
from pipeline.annotators.organizations.societies import find_societies
from pipeline.annotators.organizations.tokens import GAP_NONE, Token, tokenize, tokens_within
from pipeline.model import Acronym, Doubt, Organization

__all__ = ["OrganizationContext", "Registry", "find_organizations", "load_registry"]


@dataclass(frozen=True, slots=True)
class OrganizationContext:
    """What stands around the text: the registry, where titles are, and what is taken by addresses.

    `beginnings` are folded words that names of persons and places begin with, `given` given names.
    """

    registry: Registry
    titles: tuple[Span, ...] = ()
    taken: tuple[Span, ...] = ()
    beginnings: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The organisations in the order of their first mention, what a reviewer should look at, and all acronyms."""

    organizations: tuple[Organization, ...]
    doubts: tuple[Doubt, ...]
    acronyms: tuple[Acronym, ...]


def find_organizations(doc: Doc, context: OrganizationContext) -> Found:
    """The organisations and the acronyms of `doc`.

    Spans are code points of `doc.text`; an article before the name is outside. Nothing inside `context.taken`.
    """
    tokens = _outside(tokenize(doc.text), context.taken)
    registry, grammar = context.registry, load_grammar()
    known = tuple(find_known(tokens, registry, grammar))
    ends = _ends(known)
    small = frozenset(t.fold for t in tokens if t.word and not t.capital)
    reader = Reader(tokens, grammar, registry, ends, frozenset(ends.values()), small)
    definitions = tuple(find_definitions(reader))
    blocked = registry.not_organizations | frozenset(printed(tokens, *d.acronym) for d in definitions)
    blocked |= _titled(tokens, grammar.words["titles"]) | planned(reader)
    headed = tuple(outside_offices(reader, find_headed(reader, learned_ends(doc, tokens))))
    people = _people(doc, tokens, context.given)
    if doc.has_annotation("ENT_IOB"):  # a recogniser has read it
        headed = tuple(confirmed(tokens, headed, people.bodies))
    candidates = [
        *known,
        *(c for d in definitions if d.organization for c in d.candidates()),
        *find_branches(reader, known),
        *headed,
        *find_announced(reader),
        *find_english(reader),
        *find_companies(reader),
        *find_tailed(reader),
        *find_societies(reader),
        *find_actors(reader, blocked, headed),
    ]
    candidates += find_letterheads(reader, candidates)
    rows = rows_of(reader, candidates, Others(context.beginnings, people.persons, people.places))
    candidates += [*find_listed(rows), *find_partners(rows)]
    candidates += find_repeated(reader, candidates)
    candidates += find_affiliations(reader, people, blocked)
    candidates += find_columns(reader, doc.text, people, blocked)
    beginnings = context.beginnings | grammar.words["roles"] | grammar.words["officials"] | grammar.words["buildings"]
    learned = find_learned(doc, reader, candidates, Nobody(blocked, beginnings), context.titles)
    candidates += outside_offices(reader, learned)
    organizations, doubts = resolve(reader, definitions, candidates)
    return Found(organizations, doubts, list_acronyms(doc.text, tokens, organizations, definitions))


def _people(doc: Doc, tokens: tuple[Token, ...], given: frozenset[str]) -> People:
    """What the model and the given names say of persons, bodies and places."""
    called: dict[str, set[int]] = {"PER": set(), "ORG": set(), "LOC": set()}
    for entity in doc.ents:
        if entity.label_ in called:
            called[entity.label_].update(tokens_within(tokens, Span(entity.start_char, entity.end_char)))
    return People(given, *(frozenset(called[label]) for label in ("PER", "ORG", "LOC")))


def _titled(tokens: tuple[Token, ...], titles: frozenset[str]) -> frozenset[str]:
    """Names of persons in capitals, which are no acronyms where they stand without a title: "Madame Awa VIREUX"."""
    found: set[str] = set()
    for i, token in enumerate(tokens):
        if token.fold not in titles:
            continue
        k = i + 1 + (tokens[i + 1 : i + 2] != () and tokens[i + 1].text == ".")
        family = _past_given(tokens, k)
        found |= {t.text for t in tokens[family : family + 1] if t.upper and (family > k or len(token.fold) > 1)}
    return frozenset(found)


def _past_given(tokens: tuple[Token, ...], i: int) -> int:
    """Past the given name at token `i`, if one stands there: "Awa", "Jean-Pierre"."""
    while i < len(tokens) and tokens[i].capital and not tokens[i].upper:
        i += 1
        if i + 1 >= len(tokens) or tokens[i].text != "-" or tokens[i].gap != GAP_NONE:
            break
        i += 1
    return i


def _ends(known: tuple[Candidate, ...]) -> dict[int, int]:
    """First token → end of the known names, those inside a longer one left out."""
    ends: dict[int, int] = {}
    reach = 0
    for candidate in known:
        if candidate.last > reach:
            ends[candidate.first] = candidate.last
            reach = candidate.last
    return ends


def _outside(tokens: tuple[Token, ...], taken: tuple[Span, ...]) -> tuple[Token, ...]:
    """The tokens that no address covers."""
    if not taken:
        return tokens
    spans = sorted(taken)
    kept: list[Token] = []
    k = 0
    for token in tokens:
        while k < len(spans) and spans[k].end <= token.start:
            k += 1
        if k == len(spans) or token.end <= spans[k].start:
            kept.append(token)
    return tuple(kept)
