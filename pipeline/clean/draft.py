"""A text under repair: layer after layer changes it, and one list of patches says what became of the printed text.

However many layers touch a place, the patches stay sorted, apart from each other, and in the coordinates of the
printed text: applied to it, they give the text as it is now.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.aligned import Edit, Span
from pipeline.clean.repair import Repair
from pipeline.model import Correction


@dataclass(frozen=True, slots=True)
class Patch:
    """A stretch of the printed text and the stretch of the present text that stands for it."""

    printed: Span
    now: Span
    rules: tuple[str, ...]
    confidence: float  # of the least sure layer, 0..1


@dataclass(frozen=True, slots=True)
class Draft:
    """`printed` after `patches` is `text`."""

    printed: str
    text: str
    patches: tuple[Patch, ...] = ()

    @classmethod
    def of(cls, printed: str) -> Draft:
        """The text as printed, nothing changed."""
        return cls(printed, printed)

    def apply(self, repairs: Iterable[Repair]) -> Draft:
        """The draft after `repairs` of its present text; of two that overlap the earlier and longer one is made.

        A repair that touches an older patch is merged with it; a patch that ends where it began is dropped.
        """
        chosen = disjoint(repairs)
        if not chosen:
            return self
        parts: list[str] = []
        last = 0
        for repair in chosen:
            parts += self.text[last : repair.span.start], repair.after
            last = repair.span.end
        text = "".join((*parts, self.text[last:]))
        patches = (
            patch for patch in merged(self.patches, chosen) if patch.printed.of(self.printed) != patch.now.of(text)
        )
        return Draft(self.printed, text, tuple(patches))

    def printed_span(self, span: Span) -> Span:
        """Where the printed text has what the present text has at `span`, widened to whole patches."""
        return carried(span, [(patch.now, patch.printed) for patch in self.patches])

    def present_span(self, printed: Span) -> Span:
        """Where the present text has what the printed text has at `printed`, widened to whole patches."""
        return carried(printed, [(patch.printed, patch.now) for patch in self.patches])

    def corrections(self) -> tuple[Correction, ...]:
        """The patches as the record that a reader of the clean text gets."""
        return tuple(
            Correction(
                span=patch.now,
                printed=patch.printed,
                before=patch.printed.of(self.printed),
                after=patch.now.of(self.text),
                rule="+".join(patch.rules),
                confidence=round(patch.confidence, 3),
            )
            for patch in self.patches
        )


def carried(span: Span, moves: Sequence[tuple[Span, Span]]) -> Span:
    """`span` of a text in the text after `moves`, each a range of the first and what stands for it in the second.

    >>> carried(Span(6, 8), [(Span(2, 4), Span(2, 3)), (Span(7, 9), Span(6, 9))])
    Span(start=5, end=9)
    """
    before = bisect_right(moves, span.start, key=lambda move: move[0].start) - 1
    last = bisect_left(moves, span.end, key=lambda move: move[0].start) - 1
    start, end = span.start, span.end
    if before >= 0:
        old, new = moves[before]
        start = new.start if start < old.end else start + new.end - old.end
    if last >= 0:
        old, new = moves[last]
        end = new.end if end < old.end else end + new.end - old.end
    return Span(start, max(start, end))


def disjoint(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """The repairs in text order without those that begin before the previous one ended."""
    chosen: list[Repair] = []
    for repair in sorted(repairs, key=lambda r: (r.span.start, -r.span.end)):
        if not chosen or chosen[-1].span.end <= repair.span.start != chosen[-1].span.start:
            chosen.append(repair)
    return tuple(chosen)


def merged(patches: Sequence[Patch], repairs: Sequence[Repair]) -> Iterable[Patch]:
    """The patches after the repairs; `patches[i].now` and `repairs[i].span` are both in the text before them."""
    moves: list[Patch | Repair] = sorted([*patches, *repairs], key=place)
    behind = 0  # how far the text before the repairs has moved from the printed one
    ahead = 0  # how far the text after them will have moved from the text before
    i = 0
    while i < len(moves):
        start, end = place(moves[i])
        j = i + 1
        while j < len(moves) and place(moves[j])[0] <= end:
            end = max(end, place(moves[j])[1])
            j += 1
        group = moves[i:j]
        old = [m for m in group if isinstance(m, Patch)]
        new = [m for m in group if isinstance(m, Repair)]
        grown = sum(len(m.now) - len(m.printed) for m in old)
        added = sum(len(m.after) - len(m.span) for m in new)
        rules = [rule for m in old for rule in m.rules] + [m.rule for m in new]
        yield Patch(
            Span(start - behind, end - behind - grown),
            Span(start + ahead, end + ahead + added),
            tuple(dict.fromkeys(rules)),
            min(m.confidence for m in group),
        )
        behind += grown
        ahead += added
        i = j


def place(move: Patch | Repair) -> tuple[int, int]:
    """Where a move stands in the text before the repairs."""
    span = move.now if isinstance(move, Patch) else move.span
    return span.start, span.end


def tight(before: str, after: str, start: int) -> Edit:
    """The smallest edit that turns `before`, which stands at `start`, into `after`: characters kept keep their origin.

    >>> tight("siires", "sûres", 10)
    Edit(span=Span(start=11, end=13), after='û')
    """
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Edit(Span(start + head, start + len(before) - tail), after[head : len(after) - tail])
