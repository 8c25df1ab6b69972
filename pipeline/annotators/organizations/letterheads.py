"""Bodies that a line of their own shows: "Service de l'eau" under the name of a town, over a dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Head, head_at, is_generic
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.tokens import GAP_LINE, Token

_LONGEST = 14  # tokens of a line that is nothing but a name
_ORDINARY = frozenset({"weak", "action"})  # a noun with a line of its own is no ordinary one
_OPENING = 6  # lines of a text, where two names one under the other are a letterhead
_DATELINE = 4  # tokens: Praia, le 3


def find_letterheads(reader: Reader, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Lines that hold a head noun with its complements and nothing else, beside another body's line or a dateline."""
    tokens = reader.tokens
    lines = _lines(tokens)
    whole = {(c.first, c.last) for c in found}
    heads = {k: head for k, line in enumerate(lines) if (head := _head_of(reader, line))}
    for k, head in heads.items():
        beside = [j for j in (k - 1, k + 1) if 0 <= j < len(lines)]
        shown = any(lines[j] in whole for j in beside) or any(k < _OPENING and j in heads for j in beside)
        dated = k + 1 < len(lines) and _is_dateline(tokens, lines[k + 1])
        if lines[k] not in whole and (shown or dated):
            yield Candidate(*lines[k], "head-noun", type=head.type)


def _lines(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    starts = [i for i, token in enumerate(tokens) if i == 0 or token.gap >= GAP_LINE]
    return list(pairwise([*starts, len(tokens)]))


def _head_of(reader: Reader, line: tuple[int, int]) -> Head | None:
    """The head noun of a line that is one name to its end."""
    first, last = line
    token = reader.tokens[first]
    if last - first > _LONGEST or not token.capital or token.shout or first in reader.known:
        return None
    head = head_at(reader.tokens, first, reader.grammar)
    if head is None or ("strict" in head.flags and "acts" not in head.flags):
        return None
    name = reader.name(first, replace(head, flags=head.flags - _ORDINARY))
    whole = name.parts > 0 and name.last == last
    return head if whole and not is_generic(reader.tokens[first:last], reader.grammar) else None


def _is_dateline(tokens: Sequence[Token], line: tuple[int, int]) -> bool:
    """Whether a line begins as "Praia, le 3"."""
    first, last = line
    words = tokens[first : min(last, first + _DATELINE)]
    folds = [t.fold for t in words]
    return len(folds) == _DATELINE and words[0].capital and folds[1:3] == [",", "le"] and folds[3][:1].isdigit()
