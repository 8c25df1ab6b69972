"""What is read of one date in print, and of a range of two: which fields are shown, and by which tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.annotators.dates.lexicon import Edge

Level = Literal["day", "month", "part", "year", "era"]
"""How fine a date is: `part` is a season or a part of a year, `era` a decade or century."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """The fields that tokens `start` to `end` show; None where nothing is shown."""

    start: int  # token
    end: int  # token, not included
    weekday: int | None = None  # Monday is 0
    day: int | None = None
    month: int | None = None
    year: int | None = None
    code: str | None = None  # EDTF season code, needs a year
    southern: bool = False  # a season of the other half of the earth
    third: int | None = None  # ten days of the month, 1 to 3; the last go to its end
    era: str | None = None  # EDTF of a decade or century
    until: int | None = None  # last year of "2017/18", which begins in `year`
    months: int | None = None  # "neuf premiers mois": from January to this month
    edge: Edge | None = None
    shift: int = 0  # "juin prochain" is 1, "juin dernier" -1
    numeric: bool = False
    noisy: bool = False
    cut: int = 0  # characters of the last token that are not of the date

    @property
    def level(self) -> Level:
        """How fine it is; "3" of "3 et 5 mai" is a day."""
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month"
        if self.code is not None or self.months is not None:
            return "part"
        return "year" if self.era is None else "era"


@dataclass(frozen=True, slots=True)
class Expression:
    """One date or range; `borrowed` says that the year of an element is that of another."""

    first: Element
    last: Element | None = None  # of a range
    borrowed: bool = False

    @property
    def end(self) -> int:
        """The token after it."""
        return self.last.end if self.last else self.first.end

    @property
    def cut(self) -> int:
        """Characters of its last token that are not of it."""
        return self.last.cut if self.last else self.first.cut
