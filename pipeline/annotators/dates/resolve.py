"""Years that are not printed: taken from the same sentence, paragraph or section, else from the document's date.

The order is that of HeidelTime's two policies, news and narrative, put together (Strötgen & Gertz 2013): what is near
and certain first, then the document's date with the tense of the sentence, then XXXX.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.aligned import Span
from pipeline.annotators.dates.expression import Element
from pipeline.annotators.dates.lexicon import lexicon

_SENTENCE_END: Final = re.compile(r"[.!?…][»”\")]*\s+(?=[A-ZÀ-Þ«“(])|\n\n")
_LETTERS = re.compile(r"[^\W\d_]+")
NEAR_YEARS = 3
"""A bare year further from the document's own is history, not the year of a date beside it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date whose year is known."""

    span: Span
    year: int
    month: int | None
    exact: bool  # has a month at least


@dataclass(frozen=True, slots=True)
class Resolution:
    """A year and what it was taken from; None when nothing tells."""

    year: int | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What can tell a year: the text's bounds of sentences, paragraphs and sections, its date, its certain dates."""

    text: str
    sentences: tuple[int, ...]  # where they begin
    paragraphs: tuple[int, ...]
    sections: tuple[tuple[Span | None, Span], ...]  # title and body
    doc_year: int | None
    doc_month: int | None
    doc_day: int | None
    anchors: tuple[Anchor, ...]  # whose year others may take, in text order
    exact: tuple[Anchor, ...]  # those of them with a month
    commonest: int | None  # the year that most dates of the text have; of two the later one

    @classmethod
    def of(
        cls,
        text: str,
        doc_date: str | None,
        sections: tuple[tuple[Span | None, Span], ...],
        anchors: tuple[Anchor, ...],
    ) -> Surroundings:
        """The surroundings of a text; `doc_date` is EDTF, of which the first point counts."""
        parts = re.match(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?", doc_date or "")
        year, month, day = (int(part) if part else None for part in parts.groups()) if parts else (None, None, None)
        sentences = (0, *(match.end() for match in _SENTENCE_END.finditer(text)))
        paragraphs = (0, *(match.end() for match in re.finditer(r"\n\n", text)))
        usable = tuple(a for a in anchors if a.exact or year is None or abs(a.year - year) <= NEAR_YEARS)
        exact = tuple(anchor for anchor in usable if anchor.exact)
        years = Counter(anchor.year for anchor in anchors)
        commonest = max(years, key=lambda y: (years[y], y)) if years else None
        return cls(text, sentences, paragraphs, sections, year, month, day, usable, exact, commonest)

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


def _around(starts: Sequence[int], place: int, length: int) -> Span:
    index = bisect_right(starts, place)
    return Span(starts[index - 1], starts[index] if index < len(starts) else length)


def resolve(around: Surroundings, element: Element, span: Span) -> Resolution:
    """The year of an element without one, printed at `span`."""
    if element.shift and around.doc_year is not None:
        return _checked(element, Resolution(_shifted(around, element), "shift", 0.85))
    sentence = around.sentence(span.start)
    paragraph = around.paragraph(span.start)
    title, body = around.section(span.start)
    steps = (
        ("sentence", _nearest(around, span, sentence), 0.9),
        ("paragraph", _before(around, span, paragraph), 0.85),
        ("document", _of_document(around, element, sentence, span), 0.8),
        ("paragraph", _nearest(around, span, paragraph), 0.75),
        ("heading", _nearest(around, span, title) if title else None, 0.75),
        ("section", _before(around, span, body), 0.7),
        ("section", _nearest(around, span, body), 0.65),
        ("before", _before(around, span, Span(0, len(around.text))), 0.6),
        ("frequency", around.commonest, 0.55),
    )
    for rule, year, confidence in steps:
        if year is not None:
            return _checked(element, Resolution(year, rule, confidence))
    return Resolution(None, "unknown", 0.5)


def _nearest(around: Surroundings, span: Span, within: Span) -> int | None:
    """The year of the nearest certain date of a stretch, of those before it first."""
    before = _before(around, span, within)
    if before is not None:
        return before
    later = bisect_left(around.anchors, span.end, key=_place)
    if later < len(around.anchors) and around.anchors[later].span.start < within.end:
        return around.anchors[later].year
    return None


def _before(around: Surroundings, span: Span, within: Span) -> int | None:
    """The year of the last certain date of a stretch that stands before the span; exact ones count first."""
    for anchors in (around.exact, around.anchors):
        last = bisect_left(anchors, span.start, key=_place) - 1
        if 0 <= last and within.start <= anchors[last].span.start:
            return anchors[last].year
    return None


def _place(anchor: Anchor) -> int:
    return anchor.span.start


def _shifted(around: Surroundings, element: Element) -> int:
    """The year of "juin prochain" or "juin dernier", seen from the document's date."""
    year = around.doc_year or 0
    month = _month_of(element)
    if around.doc_month is None or month is None:
        return year
    is_day = element.day is not None and around.doc_day is not None
    here, now = (month, element.day if is_day else 0), (around.doc_month, around.doc_day if is_day else 0)
    if element.shift > 0:
        return year if now < here else year + 1
    return year if here < now else year - 1


def _of_document(around: Surroundings, element: Element, sentence: Span, span: Span) -> int | None:
    """The document's year, or the next or last one where the tense of the sentence says so."""
    if around.doc_year is None:
        return None
    month = _month_of(element)
    if around.doc_month is None or month is None:
        return around.doc_year
    here = (month, element.day or 0)
    now = (around.doc_month, (around.doc_day or 0) if element.day and around.doc_day else 0)
    near = Span(max(sentence.start, span.start - CLAUSE), min(sentence.end, span.end + CLAUSE))
    tense = _participle(around.text[near.start : span.start]) or _tense(around.text, near)
    if tense < 0 and now < here:
        return around.doc_year - 1
    if 0 < tense and here < now:
        return around.doc_year + 1
    return around.doc_year


def _month_of(element: Element) -> int | None:
    if element.month is not None or element.code is None:
        return element.month
    return {"21": 3, "22": 6, "23": 9, "24": 12}.get(element.code)


def _participle(before: str) -> int:
    """The tense of a participle right before the date, which weighs more than the sentence's verb; 0 without one.

    >>> _participle("Elle présentera une étude menée en "), _participle("La session sera organisée en ")
    (-1, 1)
    """
    words = _LETTERS.findall(before.lower())[-REACH:]
    for at in range(len(words) - 1, -1, -1):
        word, auxiliary = words[at], words[at - 1] if at else ""
        known = lexicon().tense
        if word in known.future or auxiliary in known.future or auxiliary.endswith(known.future_endings):
            return 1
        if len(word) > 3 and word.endswith(("é", "ée", "és", "ées")):
            return -1
    return 0


CLAUSE = 300
"""Characters on either side of a date in which its verb is looked for; a sentence cut short is an enumeration."""

REACH = 5
"""Words before a date among which its own participle stands: "menée en juin et en [septembre]"."""


def _tense(text: str, sentence: Span) -> int:
    """1 for a sentence of the future, -1 of the past, 0 when its words do not tell or tell both.

    Names are no verbs, and accents count: "à Tunis" is not "a mis", "opéra" is not "opera".
    """
    known = lexicon().tense
    words = [word.lower() for word in _LETTERS.findall(sentence.of(text)) if word.islower() or word.isupper()]
    future = any(word in known.future or (4 < len(word) and word.endswith(known.future_endings)) for word in words)
    past = any(5 < len(word) and word.endswith(known.narrative_endings) for word in words)
    verbs = [word for word in words if word not in known.adverbs]
    for before, first, second in zip(["", *verbs], verbs, verbs[1:], strict=False):
        is_past = first in known.past or (
            first in known.present and (before in lexicon().particles["reflexive"] or second in known.moving)
        )
        past = past or (is_past and second.endswith(known.past_endings))
    return (1 if future and not past else 0) - (1 if past and not future else 0)


def _checked(element: Element, resolution: Resolution) -> Resolution:
    """The resolution, or a neighbouring year that the printed weekday fits better."""
    year, weekday = resolution.year, element.weekday
    if year is None or weekday is None or element.day is None or element.month is None:
        return resolution
    for candidate in (year, year - 1, year + 1, year - 2, year + 2):
        try:
            fits = date(candidate, element.month, element.day).weekday() == weekday
        except ValueError:
            continue
        if fits:
            sure = 0.9 if candidate == year else min(resolution.confidence, 0.75)
            return Resolution(candidate, f"{resolution.rule}+weekday", sure)
    return resolution
