"""Later short forms: "l'Organisation", "le Bureau", "le Groupe" stand for the nearest body that begins so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.tokens import GAP_LINE

_DEFINITE = frozenset(
    {"le", "la", "l", "du", "au", "'", "’", "ledit", "ladite", "dudit", "son", "sa", "notre", "votre"}
)


def find_short(reader: Reader, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Token ranges of capitalised head nouns after a definite article, without complement and not yet taken."""
    tokens = reader.tokens
    for i, token in enumerate(tokens):
        if i in taken or not token.word or not token.capital or token.shout or i == 0:
            continue
        head = head_at(tokens, i, reader.grammar)
        if head is None or "short" not in head.flags or token.gap >= GAP_LINE:
            continue
        if tokens[i - 1].fold not in _DEFINITE:
            continue
        opened = i + 1 < len(tokens) and tokens[i + 1].fold == "ouvert"  # le Gouvernement ouvert
        if reader.name(i, head).parts == 0 and not opened:
            yield i, i + len(head.words)


def antecedent(
    first_words: Sequence[str], position: int, bodies: Mapping[str, Sequence[tuple[int, Sequence[str]]]]
) -> str | None:
    """The record whose latest mention before `position` begins with `first_words`, None when there is none.

    `bodies` gives for each record its mentions: first token and folded words.
    """
    best: tuple[int, str] | None = None
    for record, mentions in bodies.items():
        for first, words in mentions:
            fits = tuple(words[: len(first_words)]) == tuple(first_words) and len(words) > len(first_words)
            if fits and first < position and (best is None or first > best[0]):
                best = (first, record)
    return best[1] if best else None
