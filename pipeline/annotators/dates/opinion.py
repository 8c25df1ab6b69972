"""A second opinion on single dates, from dateparser: it values what the grammar found, it never searches."""

from __future__ import annotations

import logging
from datetime import date
from functools import cache, lru_cache

from dateparser.date import DateDataParser

log = logging.getLogger(__name__)

KNOWN = 4096
"""How many printed dates are remembered; a batch of briefs repeats few thousand."""


@cache
def _parser() -> DateDataParser:
    return DateDataParser(
        languages=["fr"],
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "PREFER_DAY_OF_MONTH": "first",
            "REQUIRE_PARTS": ["month", "year"],
        },
    )


@lru_cache(maxsize=KNOWN)
def agrees(shown: str, edtf: str) -> bool:
    """Whether dateparser reads the same day or month in `shown`, or nothing at all.

    >>> agrees("13 avril 2017", "2017-04-13"), agrees("13 avril 2017", "2017-04-14")
    (True, False)
    """
    found = _parser().get_date_data(" ".join(shown.split())).date_obj
    if found is None:
        return True
    day: date = found.date()
    same = day.isoformat().startswith(edtf)
    if not same:
        log.debug("dateparser reads %r as %s, the grammar as %s", shown, day, edtf)
    return same
