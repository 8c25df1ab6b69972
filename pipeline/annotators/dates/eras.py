"""Decades and centuries, which have no year: "années 50", "décennie 2010", "XIXe siècle"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.annotators.dates.atoms import Tokens, at, read_number, read_year
from pipeline.annotators.dates.expression import Element
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.ordinals import counted_noun, read_ordinal


def read_era(tokens: Tokens, index: int) -> Element | None:
    """Reads "années 50", "années 1870", "années trente", "XIXe siècle"."""
    known = lexicon()
    if at(tokens, index).text in known.particles["decade_heads"]:
        if _lists_years(tokens, index + 1, plural=at(tokens, index).text in known.particles["plural_heads"]):
            return None
        decade = read_decade(tokens, index + 1)
        return replace(decade, start=index) if decade else None
    order = read_ordinal(tokens, index)
    noun, end = counted_noun(tokens, order) if order else ("", index)
    if order and noun in known.particles["centuries"] and 1 < order.value < 22:
        if noun == "s" and at(tokens, end).text != ".":
            return None
        return Element(start=index, end=end, era=f"{order.value - 1:02}XX")
    return None


def read_decade(tokens: Tokens, index: int) -> Element | None:
    """What stands for a decade after "années": "50", "1870", "quatre-vingt-dix"."""
    token = at(tokens, index)
    if token.guarded:
        return None
    if re.fullmatch(r"[2-9]0", token.text):
        return Element(start=index, end=index + 1, era=f"19{token.text[0]}X")
    year = read_year(tokens, index)
    if year is not None:
        return Element(start=index, end=year.end, era=f"{year.value // 10}X") if year.value % 10 == 0 else None
    spelled = read_number(tokens, index)
    if spelled is None or spelled.value not in range(20, 100, 10):
        return None
    return Element(start=index, end=spelled.end, era=f"19{spelled.value // 10}X")


def _lists_years(tokens: Tokens, index: int, *, plural: bool) -> bool:
    """Whether years of their own begin here, as after "les années": "2010 à 2015", but not "1980 et 1990".

    After "la décennie" they are its ends: "2010-2020".
    """
    first, second = read_year(tokens, index), read_year(tokens, index + 2)
    if first is None or second is None or at(tokens, index + 1).text not in lexicon().particles["year_links"]:
        return False
    return second.value % 10 != 0 or (not plural and at(tokens, index + 1).text != "et")
