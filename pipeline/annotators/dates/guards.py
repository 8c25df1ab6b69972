"""Ranges of a text in which figures are no dates: symbols, addresses, telephones, amounts, numbered things.

Contract: from a view to ranges of it, sorted. A guard never hides a date that stands outside its own figures:
of "décret n° 2017-889 du 6 mai 2017" only "n° 2017-889" is guarded.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.annotators.dates.lexicon import Lexicon, lexicon

_SHAPES: Final = re.compile(
    r"""
    https?:?/[^\s]+ | www\.[^\s]+ | [\w.+-]+@[\w.-]+ | doi[ :][^\s]+ | 10\.[0-9]{4,9}/[^\s]+
  | \b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|int|fr|eu|ch|be|ca|info|html?|php|aspx?|pdf|docx?)\b(?:/[^\s]*)?
  | \b(?!(?:et|ou)/)(?P<head>[a-z][a-z0-9]*)\.?(?P<tail>(?:/[\w.()-]+)+)       # A/RES/71/280, GB.328/INS/17/6
  | \b[a-z]{2,}\.[0-9]+(?:/[\w.()]+)+
  | \b[a-z]{2,}[ ]?\([0-9]{4}\)[ ]?[0-9]+[\w./-]*                               # COM(2016) 468, Res(2002)6
  | \((?:ue|ce|cee|euratom|eu)\)[ ]*(?:n[o°][ ]*)?[0-9]+/[0-9]+                 # (UE) no 516/2014
  | \b[0-9]{1,4}/[0-9]{1,4}/(?:[a-z]{2,4})\b                                    # 2008/381/CE
  | \b[0-9]{1,4}-[0-9]{1,4}/[0-9]{1,4}\b(?!/)                                   # 04-17/223
  | (?<![0-9.,])[0-9]{1,3}(?:[ .,][0-9]{3})+(?![0-9]|\.[0-9])                   # 1 500 000
  | (?<![0-9.,])[0-9]+[.,](?!(?:19|20)[0-9]{2}\b)[0-9]+(?![0-9]|[.,/-][0-9])      # 1,19
  | \+[0-9][0-9 ().-]{6,20}[0-9]                                                # +32 2 287 70 00
  | (?<![0-9/.-])(?:[0-9]{2,4}[ .-]){3,6}[0-9]{2,4}(?![0-9])                     # 06 12 34 56 78
  | \b[a-z]{2}[0-9]{2}(?:[ ]?[0-9a-z]{4}){3,8}(?:[ ]?[0-9a-z]{1,3})?\b          # IBAN
  | \b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b
  | [0-9]{1,3}[ ]?°[ ]?[0-9]{1,2}[ ]?'[^\s]*                                    # 6° 8' 14"
  | (?<![\w/])[0-9]{1,2}[ ]?(?:h|heures?)(?:[ ]?[0-9]{2})?\b(?![ ]?[a-z])?      # 10 h 30
  | \b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\b
    """,
    re.VERBOSE,
)
_DATE_HEAD = re.compile(r"[tsq][1-4]")


@cache
def _cued() -> re.Pattern[str]:
    """Numbers behind a word that counts, orders or names; also lists and ranges of them."""
    guards = lexicon().guards
    cues = "|".join(sorted(map(re.escape, guards.numbered), key=len, reverse=True))
    contacts = "|".join(sorted(map(re.escape, guards.contact), key=len, reverse=True))
    number = r"[0-9]+(?:[./-][0-9]+)*[a-z]?\b(?![ ]?(?:er|e)\b)"
    return re.compile(
        rf"""
        (?P<list>(?<![\w'])(?:{cues})(?:[ ]?[.:]|[ ]n[o°])?[ ]?(?={number})
          {number}(?:[ ]?(?:,|et|ou|a|-)[ ]?{number})*)
      | (?<![\w])(?:{contacts})\b[^0-9\n+]{{0,15}}[0-9+(][0-9 ().+/-]{{4,40}}
        """,
        re.VERBOSE,
    )


def guarded(folded: str, original: str) -> tuple[tuple[int, int], ...]:
    """The guarded ranges of a folded text, sorted; `original` is the same text, or one as long, with its capitals."""
    ranges = [span for match in _SHAPES.finditer(folded) if (span := _shape(match, lexicon()))]
    ranges += [_until_date(match, lexicon()) for match in _cued().finditer(folded)]
    ranges += [match.span() for match in _named().finditer(folded) if original[match.start()].isupper()]
    return tuple(sorted(ranges))


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, lexicon().guards.names), key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{names})[ ](?:de[ ]l[a'][ ]?)?20[0-9]{{2}}\b(?!-)")


def _shape(match: re.Match[str], lexicon: Lexicon) -> tuple[int, int] | None:
    head = match["head"]
    if head is not None:
        written = lexicon.month(head) is not None or head in lexicon.seasons or _DATE_HEAD.fullmatch(head)
        if written or not any(c.isdigit() for c in match["tail"]):
            return None
    return match.span()


def _until_date(match: re.Match[str], lexicon: Lexicon) -> tuple[int, int]:
    """Without a last number that a month follows: "n° 4, 13 avril" guards the 4 alone."""
    start, end = match.span()
    if match["list"] is None:
        return _contact_end(match, lexicon)
    following = re.match(r"\s*([a-z]+)", match.string[end : end + 20])
    if following and lexicon.month(following[1]):
        last = list(re.finditer(r"[^0-9a-z]+(?:et |ou |a )?[0-9]+$", match.string[start:end]))
        if last and re.search(r"[0-9]", match.string[start : start + last[0].start()]):
            return start, start + last[0].start()
    return start, end


def _contact_end(match: re.Match[str], lexicon: Lexicon) -> tuple[int, int]:
    start, end = match.span()
    following = re.match(r"\s*([a-z]+)", match.string[end : end + 20])
    if following and lexicon.month(following[1]):
        day = re.search(r"[0-9]{1,2}\s*$", match.string[start:end])
        if day:
            return start, start + day.start()
    return start, end
