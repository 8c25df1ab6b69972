"""Days whose month stands before them: "Le 4 mars, le puits a tari ; il a été rouvert le [19]".

Contract: from the tokens and a day that was printed with its month to the bare days after it in its paragraph, later
days of that month. A number is a day only between an article and a mark or a small word that no noun can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.annotators.dates.atoms import Tokens, at
from pipeline.annotators.dates.expression import Element
from pipeline.annotators.dates.lexicon import lexicon

REACH = 80
"""Tokens after a day among which another one takes its month: two or three sentences."""

_DAY: Final = re.compile(r"[1-9]|[12][0-9]|3[01]")


def read_following(tokens: Tokens, day: Element, until: int) -> Iterator[Element]:
    """The bare days after `day`, before the token `until`, each later than the one before."""
    last = day.day or 0
    for index in range(day.end, min(until, day.end + REACH)):
        if tokens[index].gap == "\n\n":
            return
        if tokens[index - 1].text != "le" or not _is_bare_day(tokens, index):
            continue
        number = int(at(tokens, index).text)
        if last < number:
            yield Element(start=index, end=index + 1, day=number, month=day.month, year=day.year)
            last = number


def _is_bare_day(tokens: Tokens, index: int) -> bool:
    """Whether a number after "le" stands as a day does: "le 19 par", "le 19,", but not "le 19 %" or "appelez le 15"."""
    token, after = at(tokens, index), at(tokens, index + 1)
    if token.guarded or not _DAY.fullmatch(token.text):
        return False
    known = lexicon().particles
    if any(at(tokens, index - back).text in known["calls"] for back in (2, 3, 4)):
        return False
    if at(tokens, index - 2).text in known["not_before_day"]:
        return False
    if after.text in known["day_marks"]:
        return after.gap == "" and not (at(tokens, index + 2).gap == "" and at(tokens, index + 2).text[:1].isalnum())
    return after.gap in (" ", "\n") and after.text in known["after_day"]
