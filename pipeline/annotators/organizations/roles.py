"""Where a text names a person by office: the portfolio of a minister or a director is no body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Head, head_at
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.tokens import GAP_LINE, past_article

_OFFICE = frozenset({"list", "to"})  # what the portfolios of an office may be joined by
_LEADS = frozenset({"du", "des", "aux", "au"})
_ARTICLES = frozenset({"la", "l", "les", "le"})
_OF = frozenset({"de", "du", "des", "d"})
_JOINTS = frozenset({"et", ","})
_WORDS = frozenset({"de", "d", "a"}) | _LEADS | _ARTICLES | {"'", "\N{RIGHT SINGLE QUOTATION MARK}"}
_ADJECTIVES = 4  # behind the word for an office: secrétaire général adjoint chargé
_LEADING = 4  # tokens between "et" and a noun: de, l, '


def outside_offices(reader: Reader, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates that are no part of an office: "Ministre de l'Eau, de la Souveraineté alimentaire et du Plan".

    A body that the office belongs to stays ("Directeur de l'Agence …"), as what the registry or the text knows.
    """
    portfolios = _portfolios(reader)
    for candidate in candidates:
        unsure = candidate.evidence == "model" or (candidate.evidence == "head-noun" and _is_joined(reader, candidate))
        if not (unsure and candidate.first in portfolios):
            yield candidate


def _portfolios(reader: Reader) -> frozenset[int]:
    """The tokens of portfolios: what follows the word for an office and its adjectives."""
    tokens, words = reader.tokens, reader.grammar.words
    offices = words["roles"] | words["officials"]
    found: set[int] = set()
    for i, token in enumerate(tokens):
        if i in found or not token.word or not {token.fold, token.fold.removesuffix("s")} & offices:
            continue
        start = i + 1
        stop = min(len(tokens), start + _ADJECTIVES)
        while start < stop and tokens[start].gap < GAP_LINE and reader.is_adjective(tokens[start]):
            start += 1
        noun = past_article(reader.tokens, start + 1)
        if noun >= len(tokens) or noun in reader.known or head_at(tokens, noun, reader.grammar):
            continue
        article = tokens[start].fold in _LEADS or (noun > start + 1 and tokens[start + 1].fold in _ARTICLES)
        if article and tokens[start].gap < GAP_LINE:
            office = Head((token.fold,), "office", _OFFICE)
            last = reader.name(i, office).last
            found.update(range(start, last))
            found.update(_others(reader, last))
    return frozenset(found)


def _others(reader: Reader, last: int) -> Iterator[int]:
    """The tokens of more portfolios, nouns that may head a body among them: "… et de la Coopération internationale"."""
    tokens = reader.tokens
    while last + 1 < len(tokens) and tokens[last].fold in _JOINTS and tokens[last + 1].fold in _OF:
        noun = past_article(reader.tokens, last + 2)
        if noun >= len(tokens) or tokens[noun].gap >= GAP_LINE or noun in reader.known:
            return
        head = head_at(tokens, noun, reader.grammar)
        if head and "strict" not in head.flags:
            return
        last = reader.name(noun, Head((tokens[noun].fold,), "office", _OFFICE)).last
        yield from range(noun, last)


def _is_joined(reader: Reader, candidate: Candidate) -> bool:
    """Whether "et" or a comma stands before the articles and prepositions before the candidate."""
    i = candidate.first
    while i and candidate.first - i < _LEADING and reader.tokens[i - 1].fold in _WORDS:
        i -= 1
    return i > 0 and i < candidate.first and reader.tokens[i - 1].fold in _JOINTS
