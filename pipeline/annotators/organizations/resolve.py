"""From candidates to records: which of overlapping candidates stand, and which mentions are one body.

Order of evidence: the longest span stands; at equal length what the text defines, then the registry, head nouns, words
beside it, the model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.aligned import Span
from pipeline.annotators.organizations.candidate import Candidate, Evidence
from pipeline.annotators.organizations.coreference import antecedent, find_short
from pipeline.annotators.organizations.definitions import Definition
from pipeline.annotators.organizations.equals import find_announced_again, find_renamed
from pipeline.annotators.organizations.identity import (
    Identifier,
    Identity,
    folded,
    identifier,
    initialled,
    spoken,
)
from pipeline.annotators.organizations.initials import is_acronym, joined_end, printed
from pipeline.annotators.organizations.joining import Record, Records, join_equals, join_wordings, words_of
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import Entry
from pipeline.annotators.organizations.tokens import one_line, tokenize
from pipeline.language import confidences
from pipeline.model import Doubt, Organization, OrganizationMention
from pipeline.nlp import fold

ORDER: Mapping[Evidence, int] = {
    "definition": 0, "registry": 1, "acronym": 2, "head-noun": 3, "cue": 4, "model": 5, "short-form": 6,
}  # fmt: skip
_UNSURE = 0.6
_OF_UNION = MappingProxyType({"conseil": "conseil de l union europeenne", "commission": "commission europeenne"})
_LEGISLATORS = ("parlement europeen", "conseil de l union europeenne")  # texts that name one are about the Union
_BODY_OF_STATE = frozenset({"gouvernement", "parlement", "senat"})
_SLUG = re.compile(r"[^a-z0-9]+")


def settle(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that stand, without overlaps, in text order."""
    pool = list(candidates)
    taken: set[int] = set()
    kept: list[Candidate] = []
    for candidate in sorted(pool, key=lambda c: (-len(c), ORDER[c.evidence], c.first)):
        if taken.isdisjoint(range(candidate.first, candidate.last)):
            kept.append(candidate)
            taken.update(range(candidate.first, candidate.last))
    return tuple(sorted(kept, key=lambda c: c.first))


def resolve(
    reader: Reader, definitions: Sequence[Definition], candidates: Iterable[Candidate]
) -> tuple[tuple[Organization, ...], tuple[Doubt, ...]]:
    """The organisations of a text with all their mentions, in the order of their first one."""
    tokens = reader.tokens
    blocked = frozenset(printed(tokens, *d.acronym) for d in definitions if not d.organization)
    wanted = [c for c in candidates if printed(tokens, c.first, c.last) not in blocked or c.evidence == "definition"]
    types = {printed(tokens, *d.acronym): d.type for d in definitions if d.organization}
    found = settle([*wanted, *_written_acronyms(reader, types)])
    renamed = tuple(find_renamed(reader, found))
    names = settle([*found, *(c for pair in renamed for c in pair)])
    initials = initialled(reader, [c for c in names if c.evidence in {"head-noun", "cue", "model"}])
    unwritten = {text: c.type for text, c in initials.items() if text not in types and text not in blocked}
    used = tuple(_written_acronyms(reader, unwritten))
    kept = settle([*names, *used])
    written = {printed(tokens, c.first, c.last) for c in used}
    former = frozenset(old.entry for _, old in renamed if old.entry)
    present = [c for c in kept if c.entry not in former]
    who = identifier(reader, definitions, present, {text: initials[text] for text in sorted(written)})
    records: Records = {}
    for candidate in kept:
        identity = who.of(candidate)
        records.setdefault((identity.kind, identity.key), Record(identity)).candidates.append(candidate)
    join_equals(records, renamed, former=True)
    join_equals(records, find_announced_again(reader, kept), former=False)
    join_wordings(records, reader)
    _add_short_forms(records, reader, kept)
    return _organizations(records, reader, who)


def _written_acronyms(reader: Reader, types: Mapping[str, str | None]) -> Iterator[Candidate]:
    """Every place that has one of these acronyms, alone or joined to others ("MSP-OMS")."""
    tokens = reader.tokens
    lengths: dict[str, set[int]] = {}
    for text in types:
        parts = tokenize(text)
        lengths.setdefault(parts[0].text, set()).add(len(parts))
    for i, token in enumerate(tokens):
        if token.text in lengths:
            for end in (joined_end(tokens, i), *(i + n for n in sorted(lengths[token.text], reverse=True))):
                text = printed(tokens, i, end)
                if text in types:
                    yield Candidate(i, end, "definition", type=types[text])
                    break


def _wordings(candidate: Candidate, record: Record, reader: Reader) -> list[tuple[int, list[str]]]:
    """Where a mention stands, with its words and those of its official name: "HCR" allows "le Haut-Commissariat"."""
    wordings = [(candidate.first, words_of(candidate, reader))]
    if record.identity.kind == "entry":
        wordings.append((candidate.first, spoken(folded(reader.registry.entries[record.identity.key].name))))
    return wordings


def _add_short_forms(records: Records, reader: Reader, kept: Sequence[Candidate]) -> None:
    taken = frozenset(i for c in kept for i in range(c.first, c.last))
    bodies = {
        f"{kind}:{key}": [place for c in record.candidates for place in _wordings(c, record, reader)]
        for (kind, key), record in records.items()
    }
    keys = {f"{kind}:{key}": (kind, key) for kind, key in records}
    for first, last in find_short(reader, taken):
        words = [t.fold for t in reader.tokens[first:last] if t.word]
        found = antecedent(spoken(words), first, bodies)
        candidate = Candidate(first, last, "short-form")
        if found:
            records[keys[found]].candidates.append(candidate)
        elif words[0] in _BODY_OF_STATE and len(later := _begun_later(words[0], bodies)) == 1:
            records[keys[later[0]]].candidates.append(candidate)
        elif entry := _of_union(words, records, reader):
            records.setdefault(("entry", entry), Record(Identity("entry", entry))).candidates.append(candidate)
        elif words[0] in _BODY_OF_STATE:
            identity = Identity("name", words[0])
            records.setdefault(("name", words[0]), Record(identity)).candidates.append(candidate)


def _of_union(words: Sequence[str], records: Mapping[tuple[str, str], Record], reader: Reader) -> str | None:
    """The institution of the Union that "le Conseil" or "la Commission" means where the text names another one."""
    legislators = {reader.registry.by_words(name.split()) for name in _LEGISLATORS}
    wanted = reader.registry.by_words(_OF_UNION.get(words[0], "").split()) if len(words) == 1 else None
    return wanted if wanted and any(("entry", entry) in records for entry in legislators - {wanted}) else None


def _begun_later(word: str, bodies: Mapping[str, Sequence[tuple[int, list[str]]]]) -> list[str]:
    """The records with a name that begins so and goes on: "le Gouvernement", then "le Gouvernement togolais"."""
    return [r for r, places in bodies.items() if any(words[:1] == [word] and len(words) > 1 for _, words in places)]


def _organizations(
    records: Mapping[tuple[str, str], Record], reader: Reader, who: Identifier
) -> tuple[tuple[Organization, ...], tuple[Doubt, ...]]:
    acronyms: dict[tuple[str, str], str] = {}
    for text, identity in who.defined.items():
        acronyms.setdefault((identity.kind, identity.key), text)
    organizations: list[Organization] = []
    doubts: list[Doubt] = [
        Doubt(Span(reader.tokens[c.first].start, reader.tokens[c.last - 1].end), record.identity.doubt or "")
        for record in records.values()
        if record.identity.kind == "none"
        for c in record.candidates[:1]
    ]
    for key, record in sorted(records.items(), key=lambda item: min(c.first for c in item[1].candidates)):
        if record.identity.kind == "none":
            continue
        organization = _organization(record, reader, acronyms.get(key))
        organizations.append(organization)
        reason = next((c.doubt for c in record.candidates if c.doubt), record.identity.doubt)
        if reason:
            doubts.append(Doubt(organization.mentions[0].span, reason))
    ids = distinct(o.id for o in organizations)
    named = tuple(replace(o, id=i) for o, i in zip(organizations, ids, strict=True))
    return named, tuple(sorted(doubts, key=lambda d: d.span))


def _organization(record: Record, reader: Reader, defined: str | None) -> Organization:
    entry: Entry | None = None
    if record.identity.kind == "entry":
        entry = reader.registry.entries[record.identity.key]
    own = record.identity.doubt is not None
    mentions = tuple(_mention(c, reader, own) for c in sorted(record.candidates, key=lambda c: c.first))
    name = entry.name if entry else _best_name(record, reader)
    acronym = (entry.acronym if entry else None) or defined
    acronym = acronym or next((c.acronym for c in record.candidates if c.acronym), None)
    if acronym is None and entry:
        texts = (printed(reader.tokens, c.first, c.last) for c in sorted(record.candidates, key=lambda c: c.first))
        acronym = next((text for text in texts if text in entry.acronyms), None)
    if acronym is None and is_acronym(name) and " " not in name:
        acronym = name
    kind = entry.type if entry else next((c.type for c in record.candidates if c.type), None)
    return Organization(
        id=entry.id if entry else slug(name),
        name=name,
        acronym=acronym,
        identifiers=dict(entry.identifiers) if entry else {},
        type=kind,
        mentions=mentions,
    )


def _mention(candidate: Candidate, reader: Reader, unsure: bool) -> OrganizationMention:
    confidence = candidate.confidence or confidences("organizations")[candidate.evidence]
    return OrganizationMention(
        span=Span(reader.tokens[candidate.first].start, reader.tokens[candidate.last - 1].end),
        evidence=candidate.evidence,
        confidence=min(confidence, _UNSURE) if unsure else confidence,
    )


def _best_name(record: Record, reader: Reader) -> str:
    """The fullest wording, one in ordinary letters before one in capitals; begins with a capital."""

    def rank(candidate: Candidate) -> tuple[bool, bool, bool, int]:
        letters = candidate.name is None and is_acronym(printed(reader.tokens, candidate.first, candidate.last))
        short = candidate.evidence == "short-form" or letters
        return short, reader.tokens[candidate.first].shout, candidate.name is not None, -len(candidate)

    best = min([c for c in record.candidates if c not in record.former], key=rank)
    words = reader.tokens[best.first : best.last]
    shown = best.name or one_line(words)
    letters = len(words) == 1 and is_acronym(shown)
    if words[0].shout and best.name is None and not letters:
        shown = shown.lower()
    return shown[0].upper() + shown[1:]


def slug(name: str) -> str:
    """A name as an id: small letters, digits and hyphens.

    >>> slug("Ministère de l'Eau")
    'ministere-de-l-eau'
    """
    return _SLUG.sub("-", fold(name)).strip("-") or "organisation"


def distinct(ids: Iterable[str]) -> Iterator[str]:
    """The ids in order, one that was there before with a number behind it.

    >>> list(distinct(["comite", "fonds", "comite"]))
    ['comite', 'fonds', 'comite-2']
    """
    seen: Counter[str] = Counter()
    for one in ids:
        seen[one] += 1
        yield one if seen[one] == 1 else f"{one}-{seen[one]}"
