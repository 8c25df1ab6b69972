"""What stands around a date that can tell its year: sentence, paragraph, section, the document's date, other dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.aligned import Span

_SENTENCE_END: Final = re.compile(r"[.!?…][»”\")]*\s+(?=[A-ZÀ-Þ«“(])|\n\n|\n(?=[•*] )")
_PARAGRAPH: Final = re.compile(r"\n\n")
_DOC_DATE: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")

PERIODS: Final = {
    "21": (3, 6), "22": (6, 9), "23": (9, 12), "24": (12, 14),
    "33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12),
    "37": (1, 4), "38": (5, 8), "39": (9, 12), "40": (1, 6), "41": (7, 12),
}  # fmt: skip
"""First and last month by EDTF code; a winter ends in the next year, in its month 14."""

MONTHS = 12
NEAR_YEARS = 3
"""A year further from the document's own is history or a target, not the year of a bare month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A date whose year is known."""

    span: Span
    year: int
    month: int | None
    day: int | None
    opens: int | None  # the month in which a range begins, else `month`
    exact: bool  # has a month at least
    spans: bool  # a range over several years


@dataclass(frozen=True, slots=True)
class Moment:
    """When the document was written, as far as it is known."""

    year: int
    month: int | None = None
    day: int | None = None
    until: int | None = None  # the last month of a quarter or season; `month` is its first
    told: bool = True  # printed or given, not guessed from the dates of the text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What can tell a year: the text's bounds of sentences, paragraphs and sections, its date, its certain dates."""

    text: str
    sentences: tuple[int, ...]  # where they begin
    paragraphs: tuple[int, ...]
    sections: tuple[tuple[Span | None, Span], ...]  # title and body
    now: Moment | None
    anchors: tuple[Anchor, ...]  # all dates with a year, in text order
    near: tuple[Anchor, ...]  # those within `NEAR_YEARS` of the document's year
    exact: tuple[Anchor, ...]  # those of them with a month, of one year

    @classmethod
    def of(
        cls,
        text: str,
        doc_date: str | None,
        sections: tuple[tuple[Span | None, Span], ...],
        anchors: tuple[Anchor, ...],
    ) -> Surroundings:
        """The surroundings of a text; `doc_date` is EDTF, of which the last point counts."""
        now = _moment(doc_date) or _guess(anchors)
        sentences = (0, *(match.end() for match in _SENTENCE_END.finditer(text)))
        paragraphs = (0, *(match.end() for match in _PARAGRAPH.finditer(text)))
        near = tuple(anchor for anchor in anchors if _is_near(now, anchor))
        exact = tuple(anchor for anchor in near if anchor.exact and not anchor.spans)
        return cls(text, sentences, paragraphs, sections, now, anchors, near, exact)

    def is_near(self, anchor: Anchor) -> bool:
        """Whether a date is one of `near`."""
        return _is_near(self.now, anchor)

    def sentence(self, place: int) -> Span:
        """The sentence around a place."""
        return _around(self.sentences, place, len(self.text))

    def paragraph(self, place: int) -> Span:
        """The paragraph around a place."""
        return _around(self.paragraphs, place, len(self.text))

    def section(self, place: int) -> tuple[Span | None, Span]:
        """Title and body of the section around a place; all the text when it stands in none."""
        for title, body in self.sections:
            if body.start <= place < body.end or (title and title.start <= place < title.end):
                return title, body
        return None, Span(0, len(self.text))


def before(anchors: Sequence[Anchor], place: int, start: int) -> Anchor | None:
    """The last anchor that begins before `place` but not before `start`."""
    last = bisect_left(anchors, place, key=_place) - 1
    return anchors[last] if 0 <= last and start <= anchors[last].span.start else None


def after(anchors: Sequence[Anchor], place: int, end: int) -> Anchor | None:
    """The first anchor that begins at `place` or later, before `end`."""
    first = bisect_left(anchors, place, key=_place)
    return anchors[first] if first < len(anchors) and anchors[first].span.start < end else None


def _place(anchor: Anchor) -> int:
    return anchor.span.start


def _moment(doc_date: str | None) -> Moment | None:
    parts = _DOC_DATE.match((doc_date or "").rpartition("/")[2])
    if parts is None:
        return None
    year, month, day = (int(part) if part else None for part in parts.group("year", "month", "day"))
    until = month
    if month is not None and MONTHS < month:
        month, until = PERIODS.get(str(month), (None, None))
    return Moment(year, month, day, until) if year else None


def _is_near(now: Moment | None, anchor: Anchor) -> bool:
    return now is None or abs(anchor.year - now.year) <= NEAR_YEARS


def _guess(anchors: Sequence[Anchor]) -> Moment | None:
    """The year that most exact dates have, days counting double; of two the later one. Bare years only for want."""
    weights: Counter[int] = Counter()
    for anchor in anchors:
        if anchor.exact:
            weights[anchor.year] += 1 if anchor.day is None else 2
    weights = weights or Counter(anchor.year for anchor in anchors)
    return Moment(max(weights, key=lambda y: (weights[y], y)), told=False) if weights else None


def _around(starts: Sequence[int], place: int, length: int) -> Span:
    index = bisect_right(starts, place)
    return Span(starts[index - 1], starts[index] if index < len(starts) else length)
