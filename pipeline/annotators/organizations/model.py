"""Organisations that only the trained recogniser sees: names without head noun, acronym or definition that rules know.

It fills gaps: what overlaps a candidate of the rules is left to them, and what a rule knows to be something else
(country, disease, document, person, word in a line of capitals) is not asked for. Alone it is right in three of four of
these gaps of single sentences, but in hardly any of real briefs (`docs/organizations.md`), so something else has to
agree: a coined form with a capital inside (AfricaVoix), for acronyms and names with a head noun "et", a comma or a
slash between them and a known organisation, for capitalised words without one that they act as acronyms do (`actors`)
or end in what bodies do, for a head noun a capitalised word right beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.aligned import Span
from pipeline.annotators.organizations.actors import acts, is_one_of_many
from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import head_at, is_adjective, is_generic, is_honour, is_theme
from pipeline.annotators.organizations.initials import joined_end, printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, Token, tokens_within

AGREEMENT = 0.5
"""Share of the places of a name where the model must call it an organisation."""

_LONGEST = 16  # tokens: longer names are errors of the model
_SHORTEST = 3  # letters
_SHORTEST_COINED = 6
_JOINTS = frozenset({"et", ",", "/", "ou", "&"})
_ARTICLES = frozenset({"l", "le", "la", "'", "’", "d", "de", "du"})
_TITLE = 2  # tokens before a name: Dr. Awa
_ENGLISH = frozenset({"on", "in", "of", "for"})  # inside an English title, whose last word says nothing
_SAINTS = frozenset({"st", "ste", "saint", "sainte"})  # towns: St Germain
_WITH = frozenset({"par", "avec", "chez"})
_LABEL = "ORG"
_UNSEEN = frozenset({"university", "ministry"})  # types of bodies that the model misses too often to have a say


@dataclass(frozen=True, slots=True)
class Nobody:
    """What is no organisation: acronyms as printed, and folded words that names of persons and places begin with."""

    acronyms: frozenset[str]
    beginnings: frozenset[str]


def find_learned(
    doc: Doc, reader: Reader, found: Sequence[Candidate], nobody: Nobody, titles: Sequence[Span]
) -> Iterator[Candidate]:
    """Names that the model calls organisations where no rule found anything; titles give it no context."""
    tokens = reader.tokens
    taken = frozenset(i for c in found for i in range(c.first, c.last))
    taken |= {i for title in titles for i in tokens_within(tokens, title)}
    ranges = [
        trimmed(tokens, tokens_within(tokens, Span(e.start_char, e.end_char))) for e in doc.ents if e.label_ == _LABEL
    ]
    named = Counter(_key(tokens, r) for r in ranges)
    everywhere = _occurrences(tokens, frozenset(named))
    bodies = reader.known_ends | {c.last for c in found}
    free = [
        r for r in ranges if taken.isdisjoint(r) and named[_key(tokens, r)] >= AGREEMENT * everywhere[_key(tokens, r)]
    ]
    likely = {_key(tokens, r) for r in free if _is_likely(reader, r, nobody, bodies)}
    likely -= {_key(tokens, r) for r in free if r and tokens[r.start].upper and is_one_of_many(reader, r.start)}
    yield from (Candidate(r.start, r.stop, "model") for r in free if _key(tokens, r) in likely)


def confirmed(tokens: Sequence[Token], headed: Sequence[Candidate], bodies: frozenset[int]) -> Iterator[Candidate]:
    """The names of head nouns that the model calls organisations too, at one of their places in the text at least.

    Where it does so nowhere, in 256 real and invented briefs, 12 of 44 are right; schools by their names and ministries
    that one plural joins ("ministères du Plan et de l'Eau") it often misses. `bodies` are the tokens it calls so.
    """
    told = {_key(tokens, range(c.first, c.last)) for c in headed if not bodies.isdisjoint(range(c.first, c.last))}
    yield from (c for c in headed if c.type in _UNSEEN or _key(tokens, range(c.first, c.last)) in told)


def _is_likely(reader: Reader, r: range, nobody: Nobody, bodies: frozenset[int]) -> bool:
    tokens, grammar = reader.tokens, reader.grammar
    words = [tokens[i] for i in r]
    if not words or len(words) > _LONGEST or any(t.gap >= GAP_LINE for t in words[1:]):
        return False
    text = printed(tokens, r.start, r.stop)
    if text in nobody.acronyms or any(t.shout for t in words) or sum(c.isalpha() for c in text) < _SHORTEST:
        return False
    first = words[0]
    head = head_at(tokens, r.start, grammar) if len(words) == 1 and not first.upper else None
    if head and "short" in head.flags:
        return False  # "l'Assemblée" stands for a longer name
    if place_at(tokens, r.start, reader.registry) or first.fold in grammar.words["time"] or is_generic(words, grammar):
        return False
    if _is_coined(first.text):
        return True
    if first.fold in _SAINTS or first.fold in nobody.beginnings or first.fold in grammar.words["not_heads"]:
        return False
    if _is_apposed(reader, r, bodies):
        return True
    shown = first.capital and (text.isupper() or first.fold in grammar.heads)
    alone = _is_name_alone(reader, r)
    if alone and (_is_tailed(reader, r) or _is_with(reader, r) or acts(reader, bodies, r.start, r.stop)):
        return True
    return shown and _is_beside_known(reader, r)


def _is_apposed(reader: Reader, r: range, bodies: frozenset[int]) -> bool:
    """Whether a head noun with a capitalised word beside it, which rules read to the same end, stands there.

    A meeting ("Forum national Climat") has to act.
    """
    head = head_at(reader.tokens, r.start, reader.grammar)
    after = r.start + len(head.words) if head else r.stop
    if head is None or r.stop <= after or not reader.tokens[after].proper:
        return False
    if is_honour(reader.tokens, r.start, reader.grammar):
        return False
    if "event" in head.flags and not acts(reader, bodies, r.start, r.stop):
        return False
    return reader.name(r.start, head).last == r.stop


def _is_name_alone(reader: Reader, r: range) -> bool:
    """Whether capitalised words without a head noun stand there, which no rule has looked at, and no person's title."""
    tokens, words = reader.tokens, reader.grammar.words
    inside = {tokens[i].fold for i in r}
    before = next((t.fold for t in reversed(tokens[max(0, r.start - _TITLE) : r.start]) if t.text != "."), "")
    if head_at(tokens, r.start, reader.grammar) or {before, *inside} & (words["roles"] | words["officials"]):
        return False
    if before in words["titles"]:
        return False
    if len(r) == 1 and (tokens[r.start].fold in reader.small or is_theme(tokens[r.start], reader.grammar)):
        return False
    return all(tokens[i].capital or not tokens[i].word or tokens[i].fold in words["particles"] for i in r)


def _is_with(reader: Reader, r: range) -> bool:
    """Whether "par", "avec" or "chez" stands before several words: somebody, and the model takes it for no person."""
    tokens = reader.tokens
    return len(r) > 1 and r.start > 0 and tokens[r.start].gap < GAP_LINE and tokens[r.start - 1].fold in _WITH


def _is_tailed(reader: Reader, r: range) -> bool:
    """Whether a name ends in a noun of what bodies do: "Sarve Développement"; neither begins with a common word."""
    first, last = reader.tokens[r.start], reader.tokens[r.stop - 1]
    common = is_theme(first, reader.grammar) or is_adjective(first, reader.grammar) or first.fold in reader.small
    common = common or any(reader.tokens[i].fold in _ENGLISH for i in r)
    tails = reader.grammar.words["tails_unsure"]
    return len(r) > 1 and not common and last.capital and last.fold in tails and first.fold not in tails


def _is_coined(word: str) -> bool:
    """Whether a capital stands inside a word of small letters: AfricaVoix, but not ODbL or ReCo."""
    inner = sum(a.islower() and b.isupper() for a, b in pairwise(word))
    return len(word) >= _SHORTEST_COINED and 0 < inner <= 2 and sum(c.islower() for c in word) > len(word) // 2


def _is_beside_known(reader: Reader, r: range) -> bool:
    """Whether "et", a comma or a slash joins the name to a known organisation before or after it."""
    tokens = reader.tokens
    i = r.stop
    if i < len(tokens) and tokens[i].fold in _JOINTS and tokens[i].gap < GAP_LINE:
        i += 1
        while i < len(tokens) and tokens[i].fold in _ARTICLES and tokens[i].gap < GAP_LINE:
            i += 1
        if i in reader.known:
            return True
    i = r.start
    while i and tokens[i].gap < GAP_LINE and tokens[i - 1].fold in _ARTICLES:
        i -= 1
    return bool(i) and tokens[i - 1].fold in _JOINTS and (i - 1) in reader.known_ends


def trimmed(tokens: Sequence[Token], r: range) -> range:
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
