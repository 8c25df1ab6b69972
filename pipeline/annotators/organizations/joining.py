"""Which records of one text are one body: renamed, announced, worded otherwise, named by acronym and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.identity import Identity, folded, is_prefix, spoken
from pipeline.annotators.organizations.initials import is_acronym, printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.nlp import fold

_GENERAL = frozenset({"parliament", "government", "court"})
_SHORTEST_SAME = 4  # letters
_STEM = 5  # letters
_STEMS = 2  # words that do not suffice

Records = dict[tuple[str, str], "Record"]
"""Kind and key of an identity → its record."""


@dataclass(slots=True)
class Record:
    """A body of the text with its mentions so far."""

    identity: Identity
    candidates: list[Candidate] = field(default_factory=list)
    former: set[Candidate] = field(default_factory=set)  # of those, under a name that it has no longer


def join_wordings(records: Records, reader: Reader) -> None:
    """Put the records to one that name the same body in other words."""
    _join_same(records, reader)
    _join_announced(records, reader)
    _join_alike(records, reader)
    _join_local(records, reader)
    _join_variants(records, reader)


def _join_same(records: Records, reader: Reader) -> None:
    """Put what differs by capitals, accents and hyphens only to one record: "ONG SORVA", "l'ONG Sorva"."""
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for key, record in list(records.items()):
        if record.identity.kind not in {"name", "acronym"}:
            continue
        spellings = {tuple(words_of(c, reader)) for c in record.candidates}
        same = {first.setdefault(words, key) for words in sorted(spellings) if sum(map(len, words)) >= _SHORTEST_SAME}
        others = sorted(other for other in same if other != key)
        if others:
            moved = records.pop(key)
            records[others[0]].candidates.extend(moved.candidates)
            records[others[0]].former |= moved.former
            first |= dict.fromkeys(spellings, others[0])


def join_equals(records: Records, pairs: Iterable[tuple[Candidate, Candidate]], *, former: bool) -> None:
    """Put the records of the second names of `pairs` to those of the first."""
    places = {candidate: key for key, record in records.items() for candidate in record.candidates}
    for present, other in pairs:
        key, old = places.get(present), places.get(other)
        if key is None or old is None or key == old:
            continue
        moved = records.pop(old)
        records[key].candidates += moved.candidates
        records[key].former |= {*moved.candidates} if former else moved.former
        places |= dict.fromkeys(moved.candidates, key)


def _join_announced(records: Records, reader: Reader) -> None:
    """Put "l'association Rivages", whose noun stays outside, to "Association Rivages" elsewhere in the text."""
    whole: dict[tuple[str, ...], tuple[str, str]] = {}
    for key, record in records.items():
        for candidate in record.candidates:
            words = tuple(words_of(candidate, reader))
            if record.identity.kind == "name" and len(words) > 1 and words[0] in reader.grammar.words["cues"]:
                whole[words[1:]] = key
    for key, record in list(records.items()):
        if record.identity.kind != "name" or not all(c.evidence in {"cue", "model"} for c in record.candidates):
            continue
        longer = whole.get(tuple(words_of(record.candidates[0], reader)))
        if longer is not None and longer != key:
            records[longer].candidates.extend(records.pop(key).candidates)


def _join_alike(records: Records, reader: Reader) -> None:
    """Put names to one record whose words differ by their endings only: "Réseau (des) syndicats africains".

    The town hall and the municipality of one place are one body too.
    """
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for key, record in list(records.items()):
        if record.identity.kind != "name":
            continue
        words = words_of(max(record.candidates, key=len), reader)
        if len(words) > 1 and words[0] in reader.grammar.words["town_halls"]:
            words = ["", *words[1:]]
        elif len(words) <= _STEMS or record.candidates[0].evidence not in {"head-noun", "definition"}:
            continue
        stems = (*(word[:_STEM] for word in words[:-1]), words[-1].removesuffix("s"))  # the last may be a town
        other = first.setdefault(stems, key)
        if other != key:
            defined = any(c.evidence == "definition" for c in record.candidates)
            kept, gone = (key, other) if defined else (other, key)  # the acronym belongs to the defined one
            records[kept].candidates.extend(records.pop(gone).candidates)
            first[stems] = kept


def _join_local(records: Records, reader: Reader) -> None:
    """Put the bare acronym of a kind of local bodies to the one that the text names: "DREAL Bretagne", "la DREAL"."""
    local: dict[str, set[tuple[str, str]]] = {}
    for key, record in records.items():
        for candidate in record.candidates:
            first = reader.tokens[candidate.first]
            numbered = len(candidate) > 1 and reader.tokens[candidate.first + 1].text[0].isdigit()
            named = len(candidate) > 1 and not (numbered and candidate.name is None)
            if named and first.capital and first.fold in reader.grammar.acronyms:
                local.setdefault(first.fold, set()).add(key)
    for key, record in list(records.items()):
        texts = {fold(printed(reader.tokens, c.first, c.last)) for c in record.candidates}
        found = local.get(min(texts), set()) if len(texts) == 1 else set()
        if len(found) == 1 and key not in found and not any(_is_another(c, reader) for c in record.candidates):
            records[next(iter(found))].candidates.extend(records.pop(key).candidates)


def _is_another(candidate: Candidate, reader: Reader) -> bool:
    """Whether the words before say that several or another one is meant: "les DREAL", "ceux du SDIS"."""
    words = reader.grammar.words
    before = [t.fold for t in reader.tokens[max(0, candidate.first - 2) : candidate.first]]
    return before[-1:] != [] and (before[-1] in words["plurals"] or before[0] in words["contrasted"])


def _join_variants(records: Records, reader: Reader) -> None:
    """Put a shorter wording ("Bureau de la Représentante spéciale") to the nearest longer one of the text.

    One with an acronym joins a State's body with the same: "Office de l'eau (OE)", "… du Togo".
    """
    for key, record in list(records.items()):
        if not _may_join(record, reader):
            continue
        spelled = [words_of(c, reader) for c in record.candidates if not _is_letters(c, reader)]
        shorter = min(spelled, key=len, default=[])
        if len(shorter) <= 1:
            continue
        own = _acronyms(record, reader)
        others = {other: r for other, r in records.items() if other != key and _may_have(r, own, reader)}
        places = [
            (c.first, other)
            for other, longer in others.items()
            for c in longer.candidates
            if is_prefix(shorter, words_of(c, reader)) and not _is_branch(c, reader)
        ] or _of_official(shorter, others, reader)
        if places:
            for candidate in record.candidates:
                before = [p for p in places if p[0] < candidate.first]
                records[(max(before) if before else min(places))[1]].candidates.append(candidate)
            del records[key]


def _is_branch(candidate: Candidate, reader: Reader) -> bool:
    """Whether a country stands right behind the name that an announcing noun showed: "Terre des jeunes Togo"."""
    tokens = reader.tokens
    if candidate.evidence != "cue":
        return False
    for i in range(candidate.first + 1, candidate.last):
        place = place_at(tokens, i, reader.registry)
        if place and place[0] == candidate.last:
            return tokens[i - 1].word and tokens[i - 1].fold not in STOP_WORDS
    region = len(candidate) > 1 and tokens[candidate.last - 1].fold in reader.grammar.words["french_regions"]
    return region and tokens[candidate.last - 2].fold not in STOP_WORDS


def _of_official(
    shorter: Sequence[str], records: Mapping[tuple[str, str], Record], reader: Reader
) -> list[tuple[int, tuple[str, str]]]:
    """The one body whose name in the registry begins so, if it is in the text."""
    bodies = [
        (record.candidates[0].first, key)
        for key, record in records.items()
        if record.identity.kind == "entry"
        and is_prefix(shorter, spoken(folded(reader.registry.entries[record.identity.key].name)))
    ]
    return bodies if len(bodies) == 1 else []


def _may_join(record: Record, reader: Reader) -> bool:
    if record.identity.kind == "name":
        return True
    if record.identity.kind != "entry":
        return False
    entry = reader.registry.entries[record.identity.key]
    return entry.country is None and (entry.type in _GENERAL or entry.acronym is not None)


def _acronyms(record: Record, reader: Reader) -> frozenset[str]:
    """The acronyms that the text has for a record, and that of its entry."""
    own = {printed(reader.tokens, c.first, c.last) for c in record.candidates if _is_letters(c, reader)}
    entry = reader.registry.entries[record.identity.key] if record.identity.kind == "entry" else None
    return frozenset({*own, entry.acronym} if entry and entry.acronym else own)


def _may_have(record: Record, acronyms: frozenset[str], reader: Reader) -> bool:
    """Whether these are none, or acronyms of the State's body that the record is in the registry."""
    if not acronyms:
        return True
    body = reader.registry.entries[record.identity.key] if record.identity.kind == "entry" else None
    return body is not None and body.country is not None and acronyms <= {body.acronym, *body.acronyms}


def words_of(candidate: Candidate, reader: Reader) -> list[str]:
    """The folded words of a mention that count, or of its name in full."""
    if candidate.name:
        return spoken(folded(candidate.name))
    return spoken(t.fold for t in reader.tokens[candidate.first : candidate.last] if t.word)


def _is_letters(candidate: Candidate, reader: Reader) -> bool:
    """Whether the mention is an acronym alone."""
    text = printed(reader.tokens, candidate.first, candidate.last)
    return is_acronym(text) and " " not in text
