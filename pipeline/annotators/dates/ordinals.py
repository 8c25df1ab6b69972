"""Ordinal numbers, and what they count: "2e", "XIXe", "vingt et unième", "dernier"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.annotators.dates.atoms import Read, Tokens, at, past, past_misread_raised, read_number
from pipeline.annotators.dates.lexicon import lexicon

LAST: Final = -1
"""Value of "dernier"."""

_ROMAN: Final = re.compile(r"(?P<roman>(?=[l1|]*[ivx])[ivxl1|]+)(?:e|eme|er|°)")
_ARABIC: Final = re.compile(r"(?P<arabic>[0-9]{1,2})(?:e|er|re|eme|nd|nde|ere|°)")
_FIGURES: Final = re.compile(r"[0-9]{1,2}|[ivxl1|]+")
_ENDINGS: Final = frozenset({"e", "er", "re", "eme", "nd"})


def read_ordinal(tokens: Tokens, index: int) -> Read | None:
    """Reads "premier", "1er", "2 e", "IIe", "XIX e", "dix-neuvième"; "dernier" is `LAST`."""
    ordinals = lexicon().ordinals
    text, following = at(tokens, index).text, at(tokens, index + 1).text
    if text in ordinals:
        return Read(ordinals[text], index + 1)
    if (tens := read_number(tokens, index)) is not None:
        return _compound(tokens, tens)
    whole, end = text, index + 1
    if following in _ENDINGS and _FIGURES.fullmatch(text):
        whole, end = text + following, index + 2
    elif _FIGURES.fullmatch(text) and (marked := past_misread_raised(tokens, index + 1)):
        counted = at(tokens, marked).text
        if counted.removesuffix("s") in lexicon().periods or counted in lexicon().particles["centuries"]:
            whole, end = text + "e", marked
    if number := _ARABIC.fullmatch(whole):
        return Read(int(number["arabic"]), end)
    roman = _ROMAN.fullmatch(whole)
    return Read(_roman(roman["roman"]), end) if roman else None


def _compound(tokens: Tokens, tens: Read) -> Read | None:
    """Reads what makes an ordinal of a number in words: "dix" with "-neuvième"."""
    unit = lexicon().ordinals.get(at(tokens, tens.end + 1).text, 0)
    if at(tokens, tens.end).text not in ("-", "et") or tens.value not in (10, 20) or not 0 < unit < 10:
        return None
    return Read(tens.value + unit, tens.end + 2)


def _roman(letters: str) -> int:
    """The value of a Roman number below forty; an L, 1 or bar among its letters is an I that was misread."""
    values = [{"i": 1, "v": 5, "x": 10}.get(letter, 1) for letter in letters]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def counted_noun(tokens: Tokens, order: Read) -> tuple[str, int]:
    """What an ordinal counts, and the token after; "XVIIIe" of "XVIIIe et XIXe siècles" ends before its noun."""
    particles = lexicon().particles
    word = at(tokens, order.end).text
    if word not in particles["joins"] and word not in particles["range_links"] and word != "-":
        return word, order.end + 1
    second = read_ordinal(tokens, past(tokens, order.end + 1, particles["articles"]))
    return (at(tokens, second.end).text, order.end) if second else ("", order.end)
