"""Dates known in part, as EDTF (ISO 8601-2:2019): read, check and bound them.

The profile is what the annotators write: years, months, days, the season codes 21 to 41 of level 2 and intervals of
these, with `X` for digits that are not known (`199X`, `18XX`, `XXXX-04-13`). Nothing here reads a clock or a text.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

SEASON_MONTHS = {
    "21": (3, 5),  # spring
    "22": (6, 8),  # summer
    "23": (9, 11),  # autumn
    "24": (12, 14),  # winter begins in December and ends in February of the next year
    "33": (1, 3),  # quarters
    "34": (4, 6),
    "35": (7, 9),
    "36": (10, 12),
    "37": (1, 4),  # thirds of a year
    "38": (5, 8),
    "39": (9, 12),
    "40": (1, 6),  # half-years
    "41": (7, 12),
}
"""First and last month of each code, meteorological seasons of the northern half; 13 and 14 are in the next year."""

_POINT = re.compile(
    r"""
    (?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)
    (?:-(?P<month>0[1-9]|1[0-2]|2[1-4]|3[3-9]|4[01])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?
    """,
    re.VERBOSE,
)

_UNKNOWN = "XXXX"

Day = tuple[int, int, int]
"""Year, month and day; the year is 0 where no digit of it is known, and 1 at an end in the year after such a one."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """One point, or an interval of two.

    >>> Edtf.parse("2017-11-28/2017-12-01").bounds()
    ((2017, 11, 28), (2017, 12, 1))
    >>> Edtf.parse("XXXX-11/XXXX-02").bounds()
    ((0, 11, 1), (1, 2, 29))
    >>> str(Edtf.parse("199X")), Edtf.parse("199X").bounds()
    ('199X', ((1990, 1, 1), (1999, 12, 31)))
    """

    first: str
    last: str | None = None

    @classmethod
    def parse(cls, value: str) -> Edtf:
        """Read `value`; raises ValueError when it is no date of the profile or an interval ends before it begins."""
        first, slash, last = value.partition("/")
        edtf = cls(first, last if slash else None)
        low, high = edtf.bounds()
        if low > high:
            raise ValueError(f"ends before it begins: {value}")
        return edtf

    def __str__(self) -> str:
        return self.first if self.last is None else f"{self.first}/{self.last}"

    def bounds(self) -> tuple[Day, Day]:
        """First and last day it can mean, both included; raises ValueError on what is no date."""
        low, high = _bounds(self.first)
        if self.last is None:
            return low, high
        year, month, day = _bounds(self.last)[1]
        turns = self.first.startswith(_UNKNOWN) and self.last.startswith(_UNKNOWN) and (month, day) < low[1:]
        return low, (year + turns, month, day)


def is_valid(value: str) -> bool:
    """Whether `value` is a date of the profile.

    >>> is_valid("2017-02-29"), is_valid("2016-02-29"), is_valid("XXXX-04-13"), is_valid("13/04/2017")
    (False, True, True, False)
    """
    try:
        Edtf.parse(value)
    except ValueError:
        return False
    return True


def days_in(year: int | None, month: int) -> int:
    """Length of a month; 29 for February of a year that is not known."""
    return calendar.monthrange(2000 if year is None else year, month)[1]


def _bounds(point: str) -> tuple[Day, Day]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(f"no date: {point}")
    digits = match["year"]
    known = digits != _UNKNOWN
    first, last = (int(digits.replace("X", "0")), int(digits.replace("X", "9"))) if known else (0, 0)
    if known and first == 0:
        raise ValueError(f"no year: {point}")
    month, day = match["month"], match["day"]
    if month is None:
        return (first, 1, 1), (last, 12, 31)
    if month in SEASON_MONTHS:
        if day is not None:
            raise ValueError(f"a day of a season: {point}")
        start, end = SEASON_MONTHS[month]
        years, end = divmod(end - 1, 12)
        return (first, start, 1), (last + years, end + 1, days_in(last + years if known else None, end + 1))
    length = days_in(last if known else None, int(month))
    if day is None:
        return (first, int(month), 1), (last, int(month), length)
    if int(day) > length:
        raise ValueError(f"no such day: {point}")
    return (first, int(month), int(day)), (last, int(month), int(day))
