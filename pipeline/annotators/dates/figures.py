"""Dates in figures: "13/04/2017", "13. 4. 2017", "2017-04-13", "4/2018"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.annotators.dates.atoms import FIRST_YEAR, LAST_YEAR, Tokens, at
from pipeline.annotators.dates.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures show, and the token after them."""

    end: int
    year: int | None
    month: int
    day: int | None


def read_figures(tokens: Tokens, index: int) -> Figures | None:
    """A date in figures that begins at the token `index`; "13/04" is one whose year may follow later."""
    mark = at(tokens, index + 1).text
    if mark not in _SPACE_AFTER or not at(tokens, index).text.isdecimal() or at(tokens, index).guarded:
        return None
    parts, end = [at(tokens, index).text], index + 1
    while len(parts) < 3 and at(tokens, end).text == mark and at(tokens, end).gap == "":
        figure = at(tokens, end + 1)
        if figure.guarded or not figure.text.isdecimal() or figure.gap not in _SPACE_AFTER[mark]:
            break
        parts.append(figure.text)
        end += 2
    if len(parts) == 2 and at(tokens, end - 1).gap:
        return None
    fields = _numeric_fields(parts, mark)
    if fields is None:
        return None
    is_short = [len(part) for part in parts] == [2, 2, 2]
    before, after = at(tokens, index - 1).text, at(tokens, end).text
    bracketed = before == "(" and after == ")"  # le sommet (03.02.17)
    if is_short and mark != "/" and not bracketed and before not in lexicon().particles["before_short_year"]:
        return None
    return Figures(end, *fields)


_SPACE_AFTER: Final = {"/": ("",), "-": ("",), ".": ("", " ")}
"""Marks between the figures of a date, and what may part them from the next: "13. 4. 2017" is Swiss."""


def _numeric_fields(parts: list[str], mark: str) -> tuple[int | None, int, int | None] | None:
    """Year, month and day of figures in French order; two figures of a year are of 1950 to 2049."""
    sizes = [len(part) for part in parts]
    values = [int(part) for part in parts]
    match sizes:
        case [1 | 2, 1 | 2, 4 | 2] if _is_day(values[0], values[1]):
            year = values[2] if sizes[2] == 4 else values[2] + (2000 if values[2] < 50 else 1900)
            plausible = sizes[2] == 4 or sizes[0] == sizes[1] == 2 or mark == "/"
            return (year, values[1], values[0]) if plausible and FIRST_YEAR <= year <= LAST_YEAR else None
        case [4, 2, 1 | 2] if _is_day(values[2], values[1]) and FIRST_YEAR <= values[0] <= LAST_YEAR:
            return values[0], values[1], values[2]
        case [1 | 2, 4] if 1 <= values[0] <= 12 and 1800 <= values[1] <= LAST_YEAR:
            return values[1], values[0], None
        case [2, 2] if mark == "/" and _is_day(values[0], values[1]):
            return None, values[1], values[0]
    return None


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12
