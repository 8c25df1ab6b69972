"""From tokens to mentions: scan, resolve years, write EDTF, ask for a second opinion."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.aligned import Span
from pipeline.annotators.dates.atoms import Tokens, at
from pipeline.annotators.dates.expression import Element, Expression
from pipeline.annotators.dates.follow import read_following
from pipeline.annotators.dates.grammar import read_expressions
from pipeline.annotators.dates.lexicon import Modifier, lexicon
from pipeline.annotators.dates.opinion import agrees
from pipeline.annotators.dates.resolve import EVERY_YEAR, Resolution, resolve
from pipeline.annotators.dates.surroundings import Anchor, Surroundings
from pipeline.annotators.dates.tokens import tokenize
from pipeline.annotators.dates.view import View, view
from pipeline.annotators.dates.within_year import first_month
from pipeline.edtf import days_in, is_valid
from pipeline.model import DateMention

log = logging.getLogger(__name__)

PRINTED = Resolution(None, "printed", 0.97)
MISREAD = 0.85
"""Confidence of a date whose letters or figures were guessed at."""
DISPUTED = 0.6
"""Confidence where dateparser or the printed weekday says otherwise."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known of the document: its date in EDTF, perhaps in part ("2017"), its sections' titles and bodies."""

    doc_date: str | None = None
    sections: tuple[tuple[Span | None, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class _Printed:
    """An expression with its place in the text."""

    expression: Expression
    span: Span
    follows: bool = False  # takes month and year from the one before


def find_dates(text: str, context: DateContext = DateContext()) -> tuple[DateMention, ...]:
    """The dates of `text` in order, none overlapping another; those without a possible value are left out.

    >>> [(m.span.of("du 28 au 30 mai 2018"), m.edtf) for m in find_dates("du 28 au 30 mai 2018")]
    [('28 au 30 mai 2018', '2018-05-28/2018-05-30')]
    """
    seen = view(text)
    tokens = tokenize(seen)
    printed = _with_following(seen, tokens, _scan(seen, tokens))
    anchors = tuple(anchor for item in printed if (anchor := _anchor(item)) is not None)
    around = Surroundings.of(text, context.doc_date, context.sections, anchors)
    mentions: list[DateMention] = []
    for item in printed:
        told = _told(item, mentions[-1]) if item.follows and mentions else item
        if (mention := _mention(around, tokens, told)) is not None:
            mentions.append(mention)
    return tuple(mentions)


def _scan(seen: View, tokens: Tokens) -> list[_Printed]:
    found: list[_Printed] = []
    index = 0
    while index < len(tokens):
        expressions, index = read_expressions(tokens, index)
        for expression in expressions:
            start, end = tokens[expression.first.start].start, tokens[expression.end - 1].end - expression.cut
            found.append(_Printed(expression, seen.span(start, end)))
    return found


def _with_following(seen: View, tokens: Tokens, printed: list[_Printed]) -> list[_Printed]:
    """With the bare days that take their month from the date before them, in order."""
    found: list[_Printed] = []
    for index, item in enumerate(printed):
        found.append(item)
        until = printed[index + 1].expression.first.start if index + 1 < len(printed) else len(tokens)
        leader = item.expression.last or item.expression.first
        if leader.day is None or leader.month is None:
            continue
        for day in read_following(tokens, leader, until):
            place = tokens[day.start]
            found.append(_Printed(Expression(day), seen.span(place.start, place.end), follows=True))
    return found


def _told(item: _Printed, before: DateMention) -> _Printed:
    """The bare day with the year that was found for the date before it."""
    year = before.edtf.rpartition("/")[2][:4]
    first = replace(item.expression.first, year=int(year) if year.isdecimal() else None)
    return replace(item, expression=replace(item.expression, first=first))


def _anchor(item: _Printed) -> Anchor | None:
    """What the expression tells others of the year; decades and centuries tell nothing."""
    first, element = item.expression.first, item.expression.last or item.expression.first
    if element.year is None or element.era is not None:
        return None
    return Anchor(
        span=item.span,
        year=element.year,
        month=element.month or first_month(element),
        opens=first.month or first_month(first),
        day=element.day,
        exact=element.level in ("day", "month", "part"),
        spans=first.year is not None and first.year != element.year,
    )


def _mention(around: Surroundings, tokens: Tokens, item: _Printed) -> DateMention | None:
    """The mention of an expression, None when no day of the calendar fits it."""
    expression, resolution = _dated(around, item)
    first, last = expression.first, expression.last
    if resolution is EVERY_YEAR and last is None and first.month is None:
        return None  # "en hiver, la piste est coupée" tells a habit
    value = _point(first) if last is None else f"{_start(first)}/{_end(last)}"
    if not is_valid(value):
        log.debug("no such date: %r, %s", item.span.of(around.text), value)
        return None
    confidence = resolution.confidence
    if first.noisy or (last and last.noisy):
        confidence = min(confidence, MISREAD)
    elif last is None and not _is_sure(first, item.span.of(around.text), value):
        confidence = min(confidence, DISPUTED)
    kind = "range" if last else "numeric" if first.numeric else first.level
    return DateMention(
        span=item.span,
        edtf=value,
        modifier=_modifier(tokens, expression),
        rule=f"{kind}/{resolution.rule}",
        confidence=confidence,
    )


def _dated(around: Surroundings, item: _Printed) -> tuple[Expression, Resolution]:
    """The expression with its years, and where they are from."""
    expression = item.expression
    first, last = expression.first, expression.last
    known = last or first
    if known.year is not None or known.era is not None:
        return expression, replace(PRINTED, rule="expression", confidence=0.95) if expression.borrowed else PRINTED
    asked = known if known.weekday is not None or last is None else replace(known, weekday=None)
    resolution = resolve(around, asked, item.span, ranged=last is not None)
    year = resolution.year
    if last is None:
        return Expression(replace(first, year=year)), resolution
    end = replace(last, year=year)
    later = year is not None and (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
    start = first if first.year is not None else replace(first, year=year - 1 if later and year is not None else year)
    return Expression(start, end), resolution


def _point(element: Element) -> str:
    if element.months is not None:
        return f"{element.year}-01/{element.year}-{element.months:02}"
    return _start(element) if element.third is None else f"{_start(element)}/{_end(element)}"


def _start(element: Element) -> str:
    """EDTF of one element; XXXX for a year that nothing tells."""
    if element.era is not None:
        return element.era
    year = "XXXX" if element.year is None else f"{element.year:04}"
    if element.code is not None:
        return f"{year}-{element.code}"
    if element.month is None:
        return year
    if element.third is not None:
        return f"{year}-{element.month:02}-{10 * element.third - 9:02}"
    return f"{year}-{element.month:02}" if element.day is None else f"{year}-{element.month:02}-{element.day:02}"


def _end(element: Element) -> str:
    """The same for the end of a range: of ten days of a month the last."""
    if element.third is None or element.month is None:
        return _start(element)
    day = days_in(element.year, element.month) if element.third == 3 else 10 * element.third
    return _start(replace(element, third=None, day=day))


def _is_sure(element: Element, shown: str, value: str) -> bool:
    """Whether the printed weekday, and dateparser, say the same as the value."""
    if element.level not in ("day", "month") or element.year is None:
        return True
    if element.weekday is not None and element.day is not None and element.month is not None:
        return date(element.year, element.month, element.day).weekday() == element.weekday
    is_whole = str(element.year) in shown and element.edge is None
    return not is_whole or agrees(shown, value)


def _modifier(tokens: Tokens, expression: Expression) -> Modifier | None:
    """The edge word of a single date, else the bound before it; the ends of a range are in its value."""
    first = expression.first
    if expression.last is None and first.edge is not None:
        return first.edge
    if expression.last is None or expression.last.edge is None:
        bound = _bound(tokens, first.start)
        if expression.last is None or bound in ("approx", "before"):
            return bound
    return None


def _bound(tokens: Tokens, index: int) -> Modifier | None:
    """What the longest phrase that ends before the token `index` says of the date after it."""
    if at(tokens, index - 1).shown.lower() == "des":  # not "dès"
        return None
    words: list[str] = []
    place = index - 1
    while len(words) < 6 and at(tokens, place).text and at(tokens, place + 1).gap != "\n\n":
        if at(tokens, place).text != "'":
            words.insert(0, at(tokens, place).text)
        place -= 1
    while words and (words[-1] in lexicon().particles["period_nouns"] or words[-2:] == ["mois", words[-1]]):
        words.pop()  # "depuis l'année 2009", "depuis le mois de mai"
    return _longest(words)


def _longest(words: Sequence[str]) -> Modifier | None:
    bounds = lexicon().bounds
    suffixes = (tuple(words[start:]) for start in range(len(words)))
    return next((bounds[suffix] for suffix in suffixes if suffix in bounds), None)
