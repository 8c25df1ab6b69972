"""Which names of a text are one body: it was renamed ("X (anciennement Y)"), or a noun announces it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.cues import proper_end
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.initials import printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import place_at
from pipeline.annotators.organizations.tokens import GAP_LINE

_CLIPPED = frozenset({"ex", "anc"})
_LINKS = 7  # tokens between the two names: ", connue auparavant sous le nom de"
_SIGNS = frozenset({"(", ")", ",", "-", "«", '"', "'", "\N{RIGHT SINGLE QUOTATION MARK}", "–", "hui"})


def find_renamed(reader: Reader, found: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of a body's present name and its former one, one of `found` and a name right behind it.

    "Humus (ex-Terre Verte)", "Terre Verte, devenue Humus"; the second may be found by nothing else.
    """
    words, tokens = reader.grammar.words, reader.tokens
    by_first = {c.first: c for c in sorted(found, key=len)}
    for candidate in found:
        start, way = _behind(reader, candidate.last)
        if way is None or start >= len(tokens):
            continue
        other = by_first.get(start) or _unknown(reader, start)
        if other and other.first > candidate.last:
            yield (other, candidate) if way in words["renamed"] else (candidate, other)


def _behind(reader: Reader, i: int) -> tuple[int, str | None]:
    """Past the words that say that a name was or will be another, and the first that says so; None when none does."""
    tokens, words = reader.tokens, reader.grammar.words
    told: str | None = None
    start = i
    while i < min(len(tokens), start + _LINKS) and tokens[i].gap < GAP_LINE:
        token = tokens[i]
        if token.fold in words["renamed"] | words["formerly"]:
            told = told or token.fold
        elif told and token.text == "." and tokens[i - 1].fold in _CLIPPED:
            pass  # "OMSA, ex. OIE"
        elif token.capital or not (token.text in _SIGNS or token.fold in words["named_links"]):
            break
        i += 1
    return i, told


def _unknown(reader: Reader, i: int) -> Candidate | None:
    """The capitalised name at token `i`, when it is neither a country nor a role, and no head noun."""
    tokens = reader.tokens
    token = tokens[i]
    if not token.word or not token.capital or token.shout or token.gap >= GAP_LINE or len(token.text) < len("abc"):
        return None
    common = token.fold in reader.grammar.words["roles"] or head_at(tokens, i, reader.grammar)
    if common or place_at(tokens, i, reader.registry):
        return None
    last = proper_end(reader, i)
    described = last < len(tokens) and not tokens[last].capital and reader.is_adjective(tokens[last])
    return None if described else Candidate(i, last, "cue")  # "devenue Institution spécialisée"


def find_announced_again(reader: Reader, kept: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of a name alone and the same name with the noun that announces it: "Kawtal", "l'Association Kawtal"."""
    tokens = reader.tokens
    alone: dict[str, Candidate] = {}
    for candidate in kept:
        alone.setdefault(printed(tokens, candidate.first, candidate.last), candidate)
    for candidate in kept:
        head = head_at(tokens, candidate.first, reader.grammar)
        if head is None or not ("announces" in head.flags or head.type == "company"):
            continue
        name = printed(tokens, candidate.first + len(head.words), candidate.last)
        if name in alone:
            yield alone[name], candidate
