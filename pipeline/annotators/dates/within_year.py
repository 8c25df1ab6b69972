"""Where a date without its year stands: against another date, and against the day a text was written."""

from __future__ import annotations

from datetime import date
from typing import Final

from pipeline.annotators.dates.expression import Element
from pipeline.annotators.dates.surroundings import MONTHS, PERIODS, Anchor, Moment

DAYS_OF_MONTH = 31
SLACK = 10
"""So many days from the document's date, a day is not held to contradict the tense: texts are dated when published."""
_OPPOSITE: Final = {"21": "23", "22": "24", "23": "21", "24": "22"}
"""The season of the north, by its EDTF code, at the time of one of the south."""


def is_after(element: Element, anchor: Anchor) -> bool:
    """Whether the element stands after the anchor within one year."""
    months = months_of(element)
    if months is None or anchor.month is None:
        return False
    if element.day is None or anchor.day is None:
        return anchor.month < months[0]
    return (anchor.month, anchor.day) < (months[0], element.day)


def is_before(element: Element, anchor: Anchor) -> bool:
    """Whether the element stands before the anchor within one year."""
    months = months_of(element)
    if months is None or anchor.month is None:
        return False
    if not anchor.spans and anchor.opens is not None and anchor.opens < anchor.month:
        return months[1] < anchor.opens
    if element.day is None or anchor.day is None:
        return months[1] < anchor.month
    return (months[0], element.day) < (anchor.month, anchor.day)


def first_month(element: Element) -> int | None:
    """The month that an element begins with, None for a year."""
    months = months_of(element)
    return months[0] if months else None


def months_of(element: Element) -> tuple[int, int] | None:
    """The first and last month of an element."""
    if element.month is not None:
        return element.month, element.month
    code = _OPPOSITE.get(element.code or "") if element.southern else element.code
    return PERIODS.get(code) if code else None


def side_of(now: Moment, element: Element, year: int) -> int:
    """-1 when the element in that year is before the document's date, 1 when after it, 0 when about the same."""
    months = months_of(element)
    if now.month is None or now.until is None or months is None:
        return (year > now.year) - (year < now.year)
    first, last = (year - now.year) * MONTHS + months[0] - now.until, (year - now.year) * MONTHS + months[1] - now.month
    if element.day is not None and now.day is not None:
        away = first * DAYS_OF_MONTH + element.day - now.day
        return (SLACK < away) - (away < -SLACK)
    return (0 < first) - (last < 0)


def shifted(now: Moment, element: Element) -> int:
    """The year of "juin prochain" or "juin dernier", seen from the document's date."""
    months = months_of(element)
    if now.month is None or months is None:
        return now.year
    is_day = element.day is not None and now.day is not None
    here, there = (now.month, now.day if is_day else 0), (months[0], element.day if is_day else 0)
    if element.shift > 0:
        return now.year if here < there else now.year + 1
    return now.year if there < here else now.year - 1


def fits(element: Element, year: int) -> bool:
    """Whether the printed weekday is that of the day in that year."""
    try:
        return date(year, element.month or 0, element.day or 0).weekday() == element.weekday
    except ValueError:
        return False
