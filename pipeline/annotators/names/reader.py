"""The text as the finders of names read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pipeline.aligned import Span
from pipeline.annotators.names.lexicon import Names
from pipeline.annotators.organizations.registry import Registry
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_NONE, Token, one_line


@dataclass(frozen=True, slots=True)
class NameReader:
    """Tokens with what is known; `taken` tokens belong to something else; ranges are the model's proposals."""

    tokens: tuple[Token, ...]
    names: Names
    registry: Registry
    taken: frozenset[int]
    persons: tuple[range, ...]
    places: tuple[range, ...]

    def without(self, indices: Collection[int]) -> NameReader:
        """The same with more tokens taken."""
        return replace(self, taken=self.taken | frozenset(indices))

    def is_free(self, r: range) -> bool:
        """Whether no token of a range that is not empty is taken."""
        return bool(r) and self.taken.isdisjoint(r)

    def span(self, r: range) -> Span:
        """Its code points."""
        return Span(self.tokens[r.start].start, self.tokens[r.stop - 1].end)

    def folds(self, r: range) -> tuple[str, ...]:
        """Its words, folded, signs left out."""
        return tuple(t.fold for t in self.tokens[r.start : r.stop] if t.word)


def printed(tokens: Sequence[Token], r: range) -> str:
    """The tokens of a range as one line."""
    return one_line(tokens[r.start : r.stop])


def trimmed(tokens: Sequence[Token], r: range) -> range:
    """Without what is not capitalised at its beginning, without signs at its end, whole to the end of joined words."""
    first, last = r.start, r.stop
    while first < last and not tokens[first].capital:
        first += 1
    while first < last and not tokens[last - 1].word:
        last -= 1
    while (
        first < last
        and last + 1 < len(tokens)
        and tokens[last].text in "-'’"
        and tokens[last].gap == GAP_NONE
        and tokens[last + 1].gap == GAP_NONE
        and tokens[last + 1].word
    ):
        last += 2
    for i in range(first + 1, last):
        if tokens[i].gap > GAP_LINE:
            return range(first, i)
    return range(first, last)
