"""Persons: a title, a function, a given name or a verb of saying has to agree with the model, or a title stands alone.

A later surname ("Mme Diop") goes to the person who was named in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.annotators.names.reader import NameReader, printed, trimmed
from pipeline.annotators.organizations.grammar import load_grammar
from pipeline.annotators.organizations.resolve import distinct, slug
from pipeline.annotators.organizations.tokens import GAP_BLOCK, GAP_LINE, GAP_NONE, GAP_SPACE
from pipeline.language import confidences, function_words
from pipeline.model import NameMention, Person

_LONGEST = 6  # words of a name
_SAINTS = frozenset({"saint", "sainte"})
_REACH = 6  # tokens between a function and the name
_SHORTEST_SURNAME = 3  # letters, to be known again without a title


@dataclass(frozen=True, slots=True)
class _Found:
    place: range
    evidence: str


def find_persons(reader: NameReader) -> tuple[Person, ...]:
    """The persons with all their mentions, in the order of the first."""
    found: list[_Found] = []
    taken: set[int] = set()
    for candidate in (*_titled(reader), *_proposed(reader)):
        if taken.isdisjoint(candidate.place):
            found.append(candidate)
            taken.update(candidate.place)
    found += _again(reader, found, taken)
    return _records(reader, sorted(found, key=lambda f: f.place.start))


def _titled(reader: NameReader) -> Iterator[_Found]:
    """The capitalised words after "M.", "Mme", "Dr" and their kin."""
    tokens = reader.tokens
    for i, token in enumerate(tokens):
        if token.text not in reader.names.titles:
            continue
        first = i + 1
        if first < len(tokens) and tokens[first].text == "." and tokens[first].gap == GAP_NONE:
            first += 1
        elif token.text in {"M", "MM"} and token.shout:
            continue
        r = range(first, _name_end(reader, first))
        if reader.is_free(r) and _is_name(reader, r):
            yield _Found(r, "title")


def _name_end(reader: NameReader, first: int) -> int:
    """The end of the run of capitalised words, initials and particles that begins at `first`."""
    tokens = reader.tokens
    last = i = first
    while i < len(tokens) and i - first < 2 * _LONGEST:
        token = tokens[i]
        joined = i > first and token.gap == GAP_NONE
        if i > first and token.gap >= GAP_LINE and (token.gap >= GAP_BLOCK or tokens[i - 1].text == "."):
            break
        if token.word and token.capital and token.fold not in reader.names.roles:
            last = i = i + 1
        elif (joined and (token.text in "-'’" or (token.text == "." and len(tokens[i - 1].text) <= 2))) or (
            token.fold in reader.names.particles and i > first
        ):
            i += 1
        else:
            break
    return last


def _is_name(reader: NameReader, r: range) -> bool:
    """Whether the words may be a person's: no function, head noun, acronym, country, digit."""
    tokens = reader.tokens
    words = [tokens[i] for i in r if tokens[i].word]
    if not words or len(words) > _LONGEST or any(c.isdigit() for t in words for c in t.text):
        return False
    if not any(len(t.text) > 1 and t.capital for t in words):
        return False
    grammar = load_grammar()
    first = words[0].fold
    if (
        first in _SAINTS
        or first in function_words()
        or first in reader.names.roles
        or first in grammar.heads
        or first in reader.names.named_after
    ):
        return False
    return words[-1].fold not in grammar.heads


def _proposed(reader: NameReader) -> Iterator[_Found]:
    """What the model calls a person and something beside it supports."""
    for proposal in reader.persons:
        r = _extended(reader, _untitled(reader, trimmed(reader.tokens, proposal)))
        if not reader.is_free(r) or not _is_name(reader, r):
            continue
        evidence = _support(reader, r)
        if evidence and (evidence == "title" or len(reader.folds(r)) > 1):
            yield _Found(r, evidence)


def _extended(reader: NameReader, r: range) -> range:
    """With the capitalised words before that belong to the name: "Ndèye Fatou Badji"."""
    tokens = reader.tokens
    first = r.start
    while r and first and tokens[first].gap == GAP_SPACE and first - 1 not in reader.taken:
        word = tokens[first - 1]
        known = word.fold in reader.names.given_names
        if not word.capital or not (known or word.proper) or word.text in reader.names.titles:
            break
        if word.upper or word.fold in reader.names.roles or word.fold in function_words():
            break
        first -= 1
    return range(first, r.stop)


def _untitled(reader: NameReader, r: range) -> range:
    first = r.start
    while first < r.stop and (
        reader.tokens[first].text in reader.names.titles
        or (
            first > r.start
            and reader.tokens[first].text == "."
            and reader.tokens[first - 1].text in reader.names.titles
        )
        or reader.tokens[first].fold in reader.names.roles
    ):
        first += 1
    return range(first, r.stop)


def _support(reader: NameReader, r: range) -> str | None:
    tokens, names = reader.tokens, reader.names
    before = tokens[r.start - 1] if r.start else None
    if before and before.text == "." and before.gap == GAP_NONE and r.start > 1:
        before = tokens[r.start - 2]
    if before and before.text in names.titles:
        return "title"
    folds = reader.folds(r)
    if any(word in names.given_names for word in folds[:3]) or folds[-1] in names.given_names:
        return "given-name"
    if before and before.fold in names.sayings:
        return "saying"
    return "role" if _is_after_role(reader, r.start) or _is_before_role(reader, r.stop) else None


def _is_after_role(reader: NameReader, first: int) -> bool:
    """Whether a function stands before: "le Directeur général, X", "la préfète X"."""
    tokens, names = reader.tokens, reader.names
    i = first - 1
    while i >= max(0, first - _REACH) and tokens[i + 1].gap < GAP_BLOCK:
        if tokens[i].fold in names.roles:
            return True
        if tokens[i].text != "," and tokens[i].fold not in names.role_words:
            return False
        i -= 1
    return False


def _is_before_role(reader: NameReader, last: int) -> bool:
    """Whether a function follows: "X, cheffe de mission", "X (directeur …)", "X – coordonnatrice"."""
    tokens = reader.tokens
    if last >= len(tokens) or tokens[last].text not in ",(–—-" or tokens[last].gap >= GAP_BLOCK:
        return False
    following = tokens[last + 1 : last + 5]
    return any(t.fold in reader.names.roles for t in following)


def _again(reader: NameReader, found: Sequence[_Found], taken: set[int]) -> list[_Found]:
    """Where the surname of a person stands again without a title."""
    tokens = reader.tokens
    surnames = {folds[-1] for f in found if len(folds := reader.folds(f.place)) > 1}
    surnames = {s for s in surnames if len(s) >= _SHORTEST_SURNAME and s not in reader.names.places}
    again: list[_Found] = []
    for i, token in enumerate(tokens):
        if token.fold not in surnames or not token.capital or token.shout or i in taken or i in reader.taken:
            continue
        before, after = tokens[max(0, i - 1)], tokens[min(i + 1, len(tokens) - 1)]
        joined = before.text in "-/&" or after.text in "-/&"
        if not joined and not (i and before.proper) and not after.proper:
            again.append(_Found(range(i, i + 1), "surname"))
    return again


@dataclass(slots=True)
class _Record:
    folds: tuple[str, ...]  # of its fullest wording
    found: list[_Found]


def _records(reader: NameReader, found: Sequence[_Found]) -> tuple[Person, ...]:
    records: list[_Record] = []
    for full in (True, False):
        for candidate in found:
            folds = reader.folds(candidate.place)
            if (len(folds) > 1) == full:
                record = _record_of(folds, candidate, records)
                if record is None:
                    record = _Record(folds, [])
                    records.append(record)
                record.folds = max(record.folds, folds, key=lambda words: sum(len(w) for w in words))
                record.found.append(candidate)
    records.sort(key=lambda record: min(f.place.start for f in record.found))
    persons = [_person(reader, record) for record in records]
    ids = distinct(person.id for person in persons)
    return tuple(replace(person, id=one) for person, one in zip(persons, ids, strict=True))


def _record_of(folds: tuple[str, ...], candidate: _Found, records: Sequence[_Record]) -> _Record | None:
    """The person with this name, or the nearest one before, else after, who may be called so."""
    same = [r for r in records if frozenset(r.folds) == frozenset(folds) or _is_short(folds, r.folds)]
    if not same:
        return None

    def distance(record: _Record) -> tuple[bool, int]:
        gaps = [candidate.place.start - f.place.start for f in record.found]
        return min((gap < 0, abs(gap)) for gap in gaps)

    return min(same, key=distance)


def _is_short(folds: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `folds` is the surname of `full`, or its given names are initials of those of `full`, or the reverse.

    >>> _is_short(("diop",), ("awa", "diop")), _is_short(("a", "diop"), ("awa", "diop"))
    (True, True)
    >>> _is_short(("fatou", "diop"), ("awa", "diop"))
    False
    """
    if len(folds) < len(full) and full[-len(folds) :] == folds:
        return True
    if len(folds) != len(full) or folds[-1] != full[-1]:
        return False
    pairs = list(zip(folds[:-1], full[:-1], strict=True))
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def _person(reader: NameReader, record: _Record) -> Person:
    fullest = max(record.found, key=lambda f: (len(reader.folds(f.place)), not _shouted(reader, f)))
    name = printed(reader.tokens, fullest.place)
    mentions = tuple(
        NameMention(span=reader.span(f.place), evidence=f.evidence, confidence=confidences("names")[f.evidence])
        for f in sorted(record.found, key=lambda f: f.place.start)
    )
    return Person(id=slug(name), name=name, mentions=mentions)


def _shouted(reader: NameReader, found: _Found) -> bool:
    return all(reader.tokens[i].upper for i in found.place if reader.tokens[i].word)
