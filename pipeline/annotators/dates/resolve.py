"""Years that are not printed: each thing that could tell one votes for it, as a careful reader would weigh it.

The document's date votes in the direction that the tense gives, the dates beside the bare one vote by how near they
stand and whether they belong to the same narrative. The two policies are those of HeidelTime for news and for
narratives (Strötgen & Gertz 2013), which it keeps apart. Without any vote the year is XXXX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.aligned import Span
from pipeline.annotators.dates.expression import Element
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.surroundings import MONTHS, Anchor, Moment, Surroundings, after, before
from pipeline.annotators.dates.tense import Direction, clause, direction, is_of_old, is_yearly, recurs
from pipeline.annotators.dates.within_year import DAYS_OF_MONTH, fits, is_after, is_before, months_of, shifted, side_of

DIRECTED = 3.0
"""Weight of the document's date when the tense says on which side of it the date lies."""
UNDIRECTED = 1.5
"""Its weight when nothing says so."""
CLOSE, CLOSE_PAST = 1.5, 0.5
"""Added for a day that is but `CLOSE_DAYS` from the document's date; a past one may as well be of an older story."""
CLOSE_DAYS = 45
GUESSED = 1.0
"""Weight of the commonest year of a text without a date of its own."""

SENTENCE = 4.0
"""Weight of a date before this one in its sentence; after it, a little less."""
SENTENCE_AFTER = 3.0
PARAGRAPH = 2.6
"""Weight of the last date with a month in the sentences of the paragraph before."""
PARAGRAPH_AFTER = 1.2
HEADING = 3.5
"""Weight of a year in the heading, which names the period that the section tells of."""
SECTION = 1.4
BEFORE = 0.6

IN_ORDER = 1.0
"""Added when this date follows the paragraph's last one within its year: the narrative goes on."""
FRAME = 2.0
"""Added for a bare year that opens its sentence ("En 2017, …"): it frames what follows."""

YEAR_ONLY = 0.45
"""Times the weight of a bare year in another sentence: most are side remarks."""
OTHER_CLAUSE = 0.4
"""Times the weight of what stands beyond a semicolon, colon or dash."""
SIDE = 0.3
"""Times the weight of a year in a comparison or limit: "contre 22 en 2022", "d'ici à 2030"."""
SEVERAL_YEARS = 0.4
"""Times the weight of a range over several years."""
CONTRADICTED = 0.25
"""Times the weight of a year that puts an event of the past after the document's date, or the reverse."""

SIDE_CHARACTERS, SIDE_WORDS = 40, 4
"""How far before a year a word of comparison may stand."""
FITS_WEEKDAY = 5.0
"""Added for a year of which the printed weekday is true."""
FAR_MONTHS = 10
"""So many months from the document's, a month without tense is the one of the neighbouring year."""
NEAR_MONTHS = 8
"""The same where the tense says that it lies on either side but near."""

_CONFIDENCE: Final = {"sentence": 0.9, "paragraph": 0.85, "document": 0.8, "heading": 0.75, "section": 0.7}
_LEAST: Final = 0.55
_WORD: Final = re.compile(r"[^\W\d_]+")
_OPENING: Final = re.compile(r"[\W_]*(?:[^\W\d_]+\W+){0,3}\Z")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A year and what it was taken from; None when nothing tells."""

    year: int | None
    rule: str
    confidence: float


EVERY_YEAR: Final = Resolution(None, "recurring", 0.5)
"""Of a month or season in a general statement, which has no year."""


@dataclass(frozen=True, slots=True)
class _Vote:
    year: int
    weight: float
    rule: str


def resolve(around: Surroundings, element: Element, span: Span, *, ranged: bool = False) -> Resolution:
    """The year of an element without one, printed at `span`; `ranged` if it is the last one of a range."""
    now = around.now
    if element.shift and now is not None and now.told:
        return _checked(element, Resolution(shifted(now, element), "shift", 0.85), now, Direction(0))
    if is_yearly(around.text, around.sentence(span.start), span):
        return EVERY_YEAR
    told = direction(around.text, around.sentence(span.start), span)
    if element.day is None and _is_of_every_year(around, told, span, ranged=ranged):
        return EVERY_YEAR
    if told.bounded and element.day is not None:
        told = Direction(0, near=True)
    votes = [_weighed(vote, element, told, now) for vote in _votes(around, element, span, told)]
    if not votes:
        return Resolution(None, "unknown", 0.5)
    totals: dict[int, float] = {}
    for vote in votes:
        totals[vote.year] = totals.get(vote.year, 0.0) + vote.weight
    for year in totals:
        if element.weekday is not None and fits(element, year):
            totals[year] += FITS_WEEKDAY
    year = max(totals, key=lambda y: (totals[y], y))
    rule = max((vote for vote in votes if vote.year == year), key=lambda vote: vote.weight).rule
    share = totals[year] / sum(totals.values())
    confidence = _CONFIDENCE.get(rule.partition("-")[0], _LEAST)
    return _checked(
        element, Resolution(year, rule, round(max(_LEAST, confidence * min(1.0, share + 0.25)), 2)), now, told
    )


def _is_of_every_year(around: Surroundings, told: Direction, span: Span, *, ranged: bool) -> bool:
    """Whether the month or season of every year is meant, or of every year of a decade."""
    sentence = around.sentence(span.start)
    if told.sign == 0 and not told.near and recurs(around.text, sentence, span, ranged=ranged):
        return True
    alone = before(around.anchors, sentence.end, sentence.start) is None
    return alone and is_of_old(around.text, sentence, span)


def _weighed(vote: _Vote, element: Element, told: Direction, now: Moment | None) -> _Vote:
    """The vote, worth less when it contradicts the tense."""
    if now is None or not now.told or told.sign == 0 or side_of(now, element, vote.year) * told.sign >= 0:
        return vote
    return _Vote(vote.year, vote.weight * CONTRADICTED, vote.rule)


def _votes(around: Surroundings, element: Element, span: Span, told: Direction) -> Iterator[_Vote]:
    if around.now is not None:
        yield _of_document(around.now, element, told)
    sentence, paragraph = around.sentence(span.start), around.paragraph(span.start)
    title, body = around.section(span.start)
    yield from _of_sentence(around, element, span, told)
    if last := before(around.near, sentence.start, paragraph.start):
        yield _of_paragraph(around, last, element, told)
    elif following := after(around.near, sentence.end, paragraph.end):
        yield _Vote(following.year, PARAGRAPH_AFTER * _grain(following), "paragraph")
    if title and (named := after(around.near, title.start, title.end)) and named.span != span:
        yield _Vote(named.year, HEADING, "heading")
    earlier = before(around.exact, paragraph.start, body.start) or before(around.near, paragraph.start, body.start)
    if earlier:
        yield _Vote(earlier.year, SECTION * _grain(earlier), "section")
    elif later := after(around.near, paragraph.end, body.end):
        yield _Vote(later.year, BEFORE * _grain(later), "section")
    if last := before(around.exact, paragraph.start, 0):
        yield _Vote(last.year, BEFORE, "before")


def _of_document(now: Moment, element: Element, told: Direction) -> _Vote:
    """The document's year, or the next or last one where the tense says so."""
    if not now.told:
        return _Vote(now.year, GUESSED, "frequency")
    side = side_of(now, element, now.year)
    if told.sign < 0:
        year = now.year - 1 if 0 < side else now.year
        return _Vote(year, DIRECTED + (CLOSE_PAST if _is_close(now, element, year) else 0.0), "document-past")
    if 0 < told.sign:
        year = now.year + 1 if side < 0 else now.year
        return _Vote(year, DIRECTED + (CLOSE if _is_close(now, element, year) else 0.0), "document-future")
    months = months_of(element)
    away = months[0] - now.month if months and now.month else 0
    far = NEAR_MONTHS if told.near else FAR_MONTHS
    year = now.year + (-1 if far <= away else 1 if away <= -far else 0)
    weight = DIRECTED if told.near else UNDIRECTED
    return _Vote(year, weight + (CLOSE if _is_close(now, element, year) else 0.0), "document")


def _is_close(now: Moment, element: Element, year: int) -> bool:
    """Whether a day in that year is but few weeks from the document's."""
    if element.day is None or element.month is None or now.day is None or now.month is None:
        return False
    months = (year - now.year) * MONTHS + element.month - now.month
    return abs(months * DAYS_OF_MONTH + element.day - now.day) <= CLOSE_DAYS


def _of_sentence(around: Surroundings, element: Element, span: Span, told: Direction) -> Iterator[_Vote]:
    """Votes of the nearest dates of the sentence; history too when it stands in the same clause."""
    sentence = around.sentence(span.start)
    near = clause(around.text, sentence, span)
    left, right = before(around.anchors, span.start, sentence.start), after(around.anchors, span.end, sentence.end)
    for anchor, full in ((left, SENTENCE), (right, SENTENCE_AFTER)):
        if anchor is None:
            continue
        inside = near.start <= anchor.span.start < near.end
        if not around.is_near(anchor) and (not inside or anchor is right or told.since or not anchor.exact):
            continue
        weight = full * (1.0 if inside else OTHER_CLAUSE) * (SIDE if _is_side(around, anchor) else 1.0)
        weight *= SEVERAL_YEARS if anchor.spans else 1.0
        year = anchor.year
        if anchor is left and told.prior and anchor.month is not None:
            year -= is_after(element, anchor)
        elif anchor is left:
            year = _going_on(around.now, anchor, element, told)
        yield _Vote(year, weight, "sentence")


def _of_paragraph(around: Surroundings, anchor: Anchor, element: Element, told: Direction) -> _Vote:
    """The vote of the last date before the sentence, in its paragraph."""
    weight = PARAGRAPH * _grain(anchor)
    opened = around.sentence(anchor.span.start)
    if not anchor.exact and _OPENING.match(around.text[opened.start : anchor.span.start][:80]):
        weight += FRAME
    if _is_side(around, anchor):
        weight *= SIDE
    elif anchor.exact and not anchor.spans and not is_before(element, anchor):
        weight += IN_ORDER
    return _Vote(anchor.year if told.prior else _going_on(around.now, anchor, element, told), weight, "paragraph")


def _grain(anchor: Anchor) -> float:
    return (1.0 if anchor.exact else YEAR_ONLY) * (SEVERAL_YEARS if anchor.spans else 1.0)


def _is_side(around: Surroundings, anchor: Anchor) -> bool:
    """Whether a bare year is one compared with or a limit: "contre 22 en [2022]", "d'ici à [2030]"."""
    words = _WORD.findall(around.text[max(0, anchor.span.start - SIDE_CHARACTERS) : anchor.span.start].lower())
    return any(word in lexicon().tense.side for word in words[-SIDE_WORDS:])


def _going_on(now: Moment | None, anchor: Anchor, element: Element, told: Direction) -> int:
    """The year of an element told after a certain date: the same, or the next one where time went on."""
    if told.sign == 0 or not is_before(element, anchor):
        return anchor.year
    if told.sign < 0 and (now is None or not now.told or 0 < side_of(now, element, anchor.year + 1)):
        return anchor.year
    return anchor.year + 1


def _checked(element: Element, resolution: Resolution, now: Moment | None, told: Direction) -> Resolution:
    """The resolution, or a neighbouring year that the printed weekday fits better.

    Authors mistake weekdays too: what is past for the document is not put years ahead of it for one, and what is to
    come not years behind it.
    """
    year = resolution.year
    if year is None or element.weekday is None or element.day is None or element.month is None:
        return resolution
    for candidate in (year, year - 1, year + 1, year - 2, year + 2):
        present = now.year if now is not None and now.told else year
        is_ahead = year <= present < candidate - 1
        is_behind = 0 < told.sign and candidate < min(year, present)
        if fits(element, candidate) and not (is_ahead or is_behind):
            sure = 0.9 if candidate == year else min(resolution.confidence, 0.75)
            return Resolution(candidate, f"{resolution.rule}+weekday", sure)
    return resolution
