"""Text that remembers where each of its characters came from.

Contract: an `Aligned` is made from a source text and changed only by `edit`, `join` and slicing,
each of which returns a new value. It never looks at what the text means.
The idea is that of `NormalizedString` in HuggingFace tokenizers and `TextMap` in pdfplumber.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INSERTED = -1
"""Origin of a character that stands nowhere in the source."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points, `start` included and `end` not.

    >>> Span(1, 3).of("abcd")
    'bc'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of a text by `after`."""

    span: Span
    after: str


@dataclass(frozen=True, slots=True)
class Aligned:
    r"""A text and, for each of its characters, the index of the source character behind it.

    `origin[i]` is the 0-based code point in the source of `text[i]`, or `INSERTED`.

    >>> a = Aligned.of("pré-\nsentant").edit([Edit(Span(3, 5), "")])
    >>> a.text, a.source(Span(0, 10))
    ('présentant', (Span(start=0, end=3), Span(start=5, end=12)))
    """

    text: str
    origin: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origin):
            raise ValueError(f"{len(self.text)} characters but {len(self.origin)} origins")

    @classmethod
    def of(cls, text: str, start: int = 0) -> Aligned:
        """`text` as the source has it from code point `start` on."""
        return cls(text, tuple(range(start, start + len(text))))

    @classmethod
    def join(cls, parts: Iterable[Aligned], separator: str = "") -> Aligned:
        """The parts in a row; the characters of `separator` have no origin."""
        texts: list[str] = []
        origin: list[int] = []
        for part in parts:
            if texts:
                texts.append(separator)
                origin.extend([INSERTED] * len(separator))
            texts.append(part.text)
            origin.extend(part.origin)
        return cls("".join(texts), tuple(origin))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, span: Span) -> Aligned:
        """The characters of `span` with their origins."""
        return Aligned(span.of(self.text), self.origin[span.start : span.end])

    def edit(self, edits: Sequence[Edit]) -> Aligned:
        """The text after all `edits`, which are sorted and do not overlap.

        A replacement of equal length is aligned one to one; otherwise every new character takes the
        first origin of what it replaces (`INSERTED` where it replaces nothing).
        Raises ValueError when edits overlap, are unsorted or lie outside the text.
        """
        texts: list[str] = []
        origin: list[int] = []
        last = 0
        for edit in edits:
            if edit.span.start < last or len(self.text) < edit.span.end:
                raise ValueError(f"edit out of order or range: {edit}")
            texts += self.text[last : edit.span.start], edit.after
            origin += self.origin[last : edit.span.start]
            old = self.origin[edit.span.start : edit.span.end]
            if len(edit.after) == len(old):
                origin += old
            else:
                first = next((o for o in old if o != INSERTED), INSERTED)
                origin += [first] * len(edit.after)
            last = edit.span.end
        texts.append(self.text[last:])
        origin += self.origin[last:]
        return Aligned("".join(texts), tuple(origin))

    def source(self, span: Span) -> tuple[Span, ...]:
        """The source ranges behind `span`, in text order, neighbours merged.

        Holes are kept: "migration" printed "migra-⏎tion" gives two ranges.
        """
        runs: list[Span] = []
        for o in self.origin[span.start : span.end]:
            if o == INSERTED:
                continue
            if runs and runs[-1].start <= o <= runs[-1].end:
                runs[-1] = Span(runs[-1].start, max(runs[-1].end, o + 1))
            else:
                runs.append(Span(o, o + 1))
        return tuple(runs)

    def over(self, source: Aligned) -> Aligned:
        """The same text with origins one step further back: those of `source`, whose text this one was made from."""
        return Aligned(self.text, tuple(INSERTED if o == INSERTED else source.origin[o] for o in self.origin))
