"""Organisations that only the trained recogniser sees: coined names without head noun, acronym or definition.

It fills gaps: what overlaps a candidate of the rules is left to them, and what a rule knows to be something else
(country, disease, document, word in a line of capitals) is not asked for. A name counts when the model finds it again
wherever it stands; see `AGREEMENT`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.aligned import Span
from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.definitions import joined_end, printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, Token, tokens_within

AGREEMENT = 0.5
"""Share of the places of a name where the model must call it an organisation."""

_LONGEST = 8  # tokens: a longer name without head noun is an error of the model
_SHORTEST = 3  # letters
_LABEL = "ORG"


def find_learned(doc: Doc, reader: Reader, found: Sequence[Candidate], blocked: frozenset[str]) -> Iterator[Candidate]:
    """Names that the model calls organisations where no rule found anything."""
    tokens = reader.tokens
    taken = frozenset(i for c in found for i in range(c.first, c.last))
    ranges = [
        _trimmed(tokens, tokens_within(tokens, Span(e.start_char, e.end_char))) for e in doc.ents if e.label_ == _LABEL
    ]
    named = Counter(_key(tokens, r) for r in ranges)
    everywhere = _occurrences(tokens, frozenset(named))
    for r in ranges:
        key = _key(tokens, r)
        if not taken.isdisjoint(r) or not _is_likely(reader, r, blocked):
            continue
        if named[key] >= AGREEMENT * everywhere[key]:
            yield Candidate(r.start, r.stop, "model")


def _is_likely(reader: Reader, r: range, blocked: frozenset[str]) -> bool:
    tokens = reader.tokens
    words = [tokens[i] for i in r]
    if not words or len(words) > _LONGEST or any(t.gap >= GAP_LINE for t in words[1:]):
        return False
    text = printed(tokens, r.start, r.stop)
    if text in blocked or any(t.shout for t in words) or sum(c.isalpha() for c in text) < _SHORTEST:
        return False
    if place_at(tokens, r.start, reader.registry) or not words[0].capital:
        return False
    return any(t.proper for t in words) or _is_coined(text)


def _is_coined(text: str) -> bool:
    """Whether a capital stands inside a word that has small letters: AfricaVoix, RadioB."""
    return any(a.islower() and b.isupper() for a, b in pairwise(text))


def _trimmed(tokens: Sequence[Token], r: range) -> range:
    """Without articles and signs at its ends, whole where hyphens and apostrophes join."""
    first, last = r.start, r.stop
    while first < last and (not tokens[first].word or tokens[first].fold in STOP_WORDS):
        first += 1
    while first < last and not tokens[last - 1].word:
        last -= 1
    return range(first, max(last, joined_end(tokens, last - 1)) if first < last else last)


def _key(tokens: Sequence[Token], r: range) -> tuple[str, ...]:
    return tuple(tokens[i].fold for i in r)


def _occurrences(tokens: Sequence[Token], keys: frozenset[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """How often each of these names stands in the text."""
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for key in keys:
        if key:
            firsts.setdefault(key[0], []).append(key)
    counts: Counter[tuple[str, ...]] = Counter()
    for i, token in enumerate(tokens):
        for key in firsts.get(token.fold, ()):
            counts[key] += tuple(t.fold for t in tokens[i : i + len(key)]) == key
    return counts
