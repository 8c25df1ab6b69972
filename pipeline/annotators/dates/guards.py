"""Stretches of a text whose numbers are no dates: addresses, symbols, telephone numbers, amounts, times of day.

Contract: from a folded text to its ranges, sorted and apart. A date may stand between two ranges, never in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.annotators.dates.lexicon import lexicon

_ADDRESS = r"""
    (?<!\w)(?:https?:|www\.)\S+
    | (?<![\w.%+-])[\w.%+-]{1,64}+@[\w.-]{1,253}
    | (?<![\w/.-])(?:[a-z0-9-]{1,63}+\.){1,4}(?:org|com|net|int|info|fr|ch|be|ca|eu)/\S*
"""
_SYMBOL = r"""
    (?<![\w/])(?!(?:%(months)s)\b)[a-z]{1,6}(?:[./-][a-z0-9]{1,9}){0,4}/  # A/RES/71/1
        (?=[a-z0-9().-]{0,30}[0-9])[a-z0-9()./-]+  # GB.328/INS/17/6
    | (?<!\w)[a-z]{2,6}\([0-9]{4}\)\ ?[0-9]{1,4}(?!\w)  # COM(2016) 468
    | (?<!\w)[0-9]{2,4}/[0-9]{1,4}/[a-z]{2,5}(?!\w)  # 2008/381/CE
    | (?<!\w)(?![zli][0-9]{3}(?!\w))[a-z]{1,4}[0-9]{3,}[a-z0-9]*  # JUSC1703741D
    | (?<!\w)(?:ch|be|b|l|f|fr|d)-[0-9]{4,5}(?!\w)  # CH-1211
    | (?<!\w)(?:resolution|decision|declaration|recommandation)s?\ (?:n[o°]\.?\ ?)?[0-9/]{1,8}\ ?\([0-9]{4}\)
"""
_NUMBERED = r"""
    (?<!\w)(?:%(numbered)s)(?!\w)\.?\ ?(?:\([a-z]{2,4}\)\ ?)?(?:n[o°]s?\.?\ ?)?
    %(no_date)s[0-9][0-9./-]*(?!\ ?(?:%(months)s)\b)(?!\w)
    (?:(?:,\ |\ et\ |\ a\ |\ ou\ |\ ?-\ ?)%(no_date)s[0-9][0-9./-]*(?!\ ?(?:%(months)s)\b|\w))*
"""
_CONTACT = r"""
    (?<!\w)(?:%(contact)s)(?!\w)[ .:)\n]{0,4}[+(]?[0-9][0-9 .()/-]{5,24}
    | (?<![\w+])(?:\+|00)\ ?[0-9][0-9 .()/-]{6,24}
    | (?<![\w.,/-])[0-9]{2,3}(?:[ .-][0-9]{2,3}){3,6}(?![\w/])
    | (?<!\w)[a-z]{2}[0-9]{2}(?:\ [0-9]{4}){2,8}(?:\ [0-9]{1,4})?(?!\w)
    | (?<!\w)97[89][ -]?(?:[0-9][ -]?){9}[0-9x](?!\w)
"""
_AMOUNT = r"""
    (?<![\w.,/-])(?!%(spaced_year)s)[0-9]{1,3}(?:[ .,'][0-9]{3})+(?![0-9]|[.,][0-9])
        (?:-[0-9]{1,3}(?:[ .,'][0-9]{3})+)?  # 37 000-38 000
    | (?<![\w/.-])(?!%(days)s)[0-9]+[.,](?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]+(?!\w|[./-][0-9])  # 0,48 but 12.2017
    | (?<![\w.,/-])[0-9]{1,9}(?:[ .][0-9]{3}){0,4}(?:[.,][0-9]{1,9})?\ ?(?:%%|‰|[$€£])
"""
_MONEY = r"[$€£]\ ?[0-9]{1,9}(?:[ .][0-9]{3}){0,4}(?:[.,][0-9]{1,9})?"
_TIME = r"""
    (?<![\w.,/-])(?:de\ )?[0-2]?[0-9](?:\ (?:a|et|-)\ |-)[0-2]?[0-9]\ ?h(?:eures?)?(?![a-z])
    | (?<![\w.,/-])[0-2]?[0-9]\ ?(?:h|heures?)(?:\ ?[0-5][0-9](?!\ ?(?:%(months)s)\b)(?:\ ?(?:mn|min(?:utes)?))?)?(?!\w)
    | (?<![\w.,/-])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?!\w)
    | (?<![\w])[0-9]{1,3}(?:°|\ degres)\ ?[0-9]{1,2}(?:[',.][ 0-9'".]{0,12})?\ ?[nseow]?(?!\w)
"""


@cache
def _patterns() -> re.Pattern[str]:
    known = lexicon()
    after_month = "|".join(rf"(?<={name}\ )" for name in sorted(known.months))  # "mars 2 020"
    facts = {
        "no_date": r"(?![0-3]?[0-9][/.-][01]?[0-9][/.-][12][0-9]{3}(?![0-9]))",
        "months": "|".join(sorted({*known.months, *known.abbreviations}, key=lambda name: (-len(name), name))),
        # 2,3 et 4 mai
        "days": rf"(?:[0-3]?[0-9],){{1,6}}[0-3]?[0-9]\ et\ [0-3]?[0-9]\ (?:{'|'.join(sorted(known.months))})(?!\w)",
        "spaced_year": rf"(?:{after_month})[12]\ [09][0-9]{{2}}(?![\w %])",
        "numbered": "|".join(re.escape(word).replace(r"\.", r"\.?") for word in sorted(known.guards.numbered)),
        "contact": "|".join(sorted(known.guards.contact)),
    }
    groups = (_ADDRESS, _SYMBOL % facts, _NUMBERED % facts, _CONTACT % facts, _AMOUNT % facts, _TIME % facts)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})|{_MONEY}", re.VERBOSE)


def guarded(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of a stretch of the folded text in which nothing is a date, in order, apart from each other."""
    return (match.span() for match in _patterns().finditer(folded, start, end))
