"""The smallest parts of a date, each read from tokens: a day, a month, a year, written in any way French has.

Every reader takes the tokens and a place, and returns the value with the place after it, or None. `noisy` says that the
print had to be guessed at, which only a neighbour that is sure can justify.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.tokens import END, Token

Tokens = Sequence[Token]

FIRST_YEAR, LAST_YEAR = 1500, 2100
"""What a number of four digits may mean as a year."""

MAX_NUMBER_WORDS = 16
"""Words and hyphens of the longest number below ten thousand."""

_CONFUSED: Final = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0", "s": "5", "b": "8", "z": "2", "q": "9"})
_FIRST: Final = re.compile(r"[1|](?:[°®©][re]?|e|er|re|ere|cr|ef|et|[2ec]°)|[il](?:[°®©][re]?|er)")
_DIGITS: Final = re.compile(r"[0-9]{1,2}")
_NOISY_DAY: Final = re.compile(r"(?=.*[0-9])[0-9li|osz]{2}|[il|][il|o]?")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_NOISY_YEAR: Final = re.compile(r"(?=.*[0-9].*[0-9])[12li|z][0-9li|osbzq]{3}")
_TAILED_YEAR: Final = re.compile(r"(?P<year>[12][0-9]{3})(?:[0-9]|[a-z]{2,})")
_SPLIT_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MISREAD_RAISED: Final = frozenset("\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}#*!°®©")
_RAISED_MARKS: Final = frozenset("\"'°®©*")


@dataclass(frozen=True, slots=True)
class Read:
    """A value and the place after the tokens it was read from."""

    value: int
    end: int
    noisy: bool = False
    cut: int = 0  # characters of the last token that are not of the value


def at(tokens: Tokens, index: int) -> Token:
    """The token at `index`, or `END` outside the text."""
    return tokens[index] if 0 <= index < len(tokens) else END


def past(tokens: Tokens, place: int, words: frozenset[str]) -> int:
    """The place after at most six of the words, on one paragraph."""
    for _ in range(6):
        if at(tokens, place).text not in words or at(tokens, place).gap == "\n\n":
            break
        place += 1
    return place


def read_day(tokens: Tokens, index: int) -> Read | None:
    """A day of the month: "13", "1er", "1 er", "vingt-huit", "|0"."""
    token = at(tokens, index)
    if token.guarded:
        return None
    if _DIGITS.fullmatch(token.text):
        value = int(token.text)
        following = at(tokens, index + 1)
        if value == 1 and following.text in ("er", "°", "e", "®") and following.gap in ("", " "):
            return Read(1, _past_marks(tokens, index + 2))
        if value == 1 and (end := past_misread_raised(tokens, index + 1)) and at(tokens, end).text in lexicon().months:
            return Read(1, end, noisy=True)
        return Read(value, index + 1) if 1 <= value <= 31 else None
    if _FIRST.fullmatch(token.text):
        noisy = token.text not in ("1er", "1ere", "1°")
        return Read(1, _past_marks(tokens, index + 1), noisy)
    if _NOISY_DAY.fullmatch(token.text):
        value = int(token.text.translate(_CONFUSED))
        return Read(value, index + 1, noisy=True) if 1 <= value <= 31 else None
    spelled = read_number(tokens, index)
    if spelled and 1 <= spelled.value <= 31:
        return spelled
    return Read(1, index + 1) if token.text == "premier" else None


def past_misread_raised(tokens: Tokens, index: int) -> int | None:
    """The place after marks glued to a figure that a raised "er" or "e" was misread as: 1“, XIX*; None without any."""
    end = index
    while end < index + 2 and at(tokens, end).text in _MISREAD_RAISED and at(tokens, end).gap == "":
        end += 1
    return end if index < end and at(tokens, end).gap else None


def _past_marks(tokens: Tokens, index: int) -> int:
    """The place after what is left of a raised "er"."""
    while at(tokens, index).text in _RAISED_MARKS and at(tokens, index).gap == "":
        index += 1
    return index


def read_month(tokens: Tokens, index: int, *, guess: bool) -> Read | None:
    """A month by its name: "décembre", "déc."; also a misread one, "aot", "nov embre", if it may be guessed at."""
    token, following = at(tokens, index), at(tokens, index + 1)
    if token.guarded or not token.text[:1].isalnum():
        return None
    known = lexicon()
    if token.text in known.months:
        return Read(known.months[token.text], index + 1)
    if following.text == "-" and following.gap == "" and at(tokens, index + 2).gap == "\n":  # hyphenated
        whole = token.text + at(tokens, index + 2).text
        if whole in known.months:
            return Read(known.months[whole], index + 3)
    if guess and following.gap in (" ", "\n") and token.text + following.text in known.months:
        return Read(known.months[token.text + following.text], index + 2, noisy=True)
    if token.text in known.abbreviations:
        dotted = following.text == "." and following.gap == ""
        return Read(known.abbreviations[token.text], index + 2 if dotted else index + 1)
    guessed = known.misread_month(token.text, dated=_YEAR.fullmatch(following.text) is not None) if guess else None
    return Read(guessed, index + 1, noisy=True) if guessed else None


def read_year(tokens: Tokens, index: int, *, dated: bool = False) -> Read | None:
    """A year in full; after a day and month (`dated`) also one with a footnote's call or a word glued to it."""
    token = at(tokens, index)
    if token.guarded:
        return None
    if _YEAR.fullmatch(token.text):
        return _in_range(int(token.text), index + 1, noisy=False)
    if _NOISY_YEAR.fullmatch(token.text):
        return _in_range(int(token.text.translate(_CONFUSED)), index + 1, noisy=True)
    if dated and (tailed := _TAILED_YEAR.fullmatch(token.text)):
        read = _in_range(int(tailed["year"]), index + 1, noisy=True)
        return replace(read, cut=len(token.text) - len(tailed["year"])) if read else None
    return None


def read_spelled_year(tokens: Tokens, index: int) -> Read | None:
    """A year in words: "deux mille dix-sept", "mil neuf cent quatre-vingt-dix"."""
    read = read_number(tokens, index)
    return _in_range(read.value, read.end, noisy=False) if read else None


def read_split_year(tokens: Tokens, index: int) -> Read | None:
    """A year that spaces part: "20 17", "201 7"; only after a month, where nothing else is likely."""
    shown = ""
    for place in range(index, index + 4):
        token = at(tokens, place)
        if token.guarded or not token.text.isdecimal() or (shown and token.gap != " "):
            break
        shown += token.text
        if len(shown) >= 4:
            following = at(tokens, place + 1)
            is_counted = following.gap == " " and following.text in lexicon().guards.units
            return Read(int(shown), place + 1, noisy=True) if _SPLIT_YEAR.fullmatch(shown) and not is_counted else None
    return None


def _in_range(year: int, end: int, *, noisy: bool) -> Read | None:
    return Read(year, end, noisy) if FIRST_YEAR <= year <= LAST_YEAR else None


def read_number(tokens: Tokens, index: int) -> Read | None:
    """A number in words, below a million: "vingt et un", "quatre-vingt-dix-sept", "mil huit cent"."""
    numbers = lexicon().numbers
    total = group = 0
    last = index
    place = index
    while place < index + MAX_NUMBER_WORDS:
        token = at(tokens, place)
        if token.guarded or token.text not in numbers:
            break
        value = numbers[token.text]
        if value == 1000:
            total, group = max(group, 1) * 1000, 0
        elif value == 100 or (value == 20 and group % 100 == 4):
            group = group - group % 100 + max(group % 100, 1) * value if value == 20 else max(group, 1) * value
        elif _adds(group % 100, value):
            group += value
        else:
            break
        last = place = place + 1
        mark, following = at(tokens, place).text, at(tokens, place + 1).text
        if following in numbers and (mark == "-" or (mark == "et" and numbers[following] in (1, 11))):
            place += 1
    return Read(total + group, last) if index < last else None


def _adds(tens: int, value: int) -> bool:
    """Whether a word goes on with what is below a hundred: "soixante" with "dix", "vingt" not with "trente"."""
    if value < 10:
        return tens % 10 == 0
    return tens in (0, 60, 80) if value < 20 else tens == 0
