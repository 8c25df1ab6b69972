"""What the date grammar knows of French, read from `language/fr/dates.toml` and folded as texts are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from pipeline.annotators.dates.verbs import Tense, read_tense
from pipeline.annotators.dates.view import fold

Edge = Literal["start", "mid", "end"]
Modifier = Literal["start", "mid", "end", "before", "after", "approx"]
Words = tuple[str, ...]
"""The words of one phrase; an elision counts as a word: "d'ici" is ("d", "ici")."""

_BEGINNING_TABLES = (
    "months",
    "month_abbreviations",
    "month_misreadings",
    "month_lookalikes",
    "weekdays",
    "weekday_abbreviations",
    "seasons",
    "ordinals",
    "numbers",
    "edges",
    "edge_phrases",
)
_Table = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Guards:
    """Words that say of a number beside them that it is no date."""

    numbered: frozenset[str]
    contact: frozenset[str]
    names: frozenset[str]
    streets: frozenset[str]
    titles: frozenset[str]
    units: frozenset[str]
    quantities: frozenset[Words]
    small: frozenset[str]
    auxiliaries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every fact of the grammar; words are folded."""

    months: Mapping[str, int]  # 1..12
    abbreviations: Mapping[str, int]
    misreadings: Mapping[str, int]
    confused: Mapping[str, int]  # names with one pair of letters taken for another
    weekdays: Mapping[str, int]  # Monday is 0
    weekday_abbreviations: Mapping[str, int]
    seasons: Mapping[str, str]  # EDTF codes
    periods: Mapping[str, tuple[int, int]]  # first EDTF code, parts of a year
    period_letters: Mapping[str, tuple[int, int]]
    ordinals: Mapping[str, int]  # -1 is the last
    numbers: Mapping[str, int]
    edges: Mapping[str, Edge]
    edge_phrases: Mapping[Words, Edge]
    bounds: Mapping[Words, Modifier]
    shifts: Mapping[str, int]
    particles: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[Words]]
    guards: Guards
    tense: Tense
    issued: Mapping[str, re.Pattern[str]]  # any phrase of a list, whole, in folded text
    recurring: re.Pattern[str]  # what says that every year's month or season is meant, in folded text
    yearly_before: re.Pattern[str]  # at the end of what stands before a date: it is one of every year
    yearly_after: re.Pattern[str]  # at the beginning of what stands after one
    lasting_season: re.Pattern[str]  # "pendant l'hiver", in folded text
    yearly_season: re.Pattern[str]  # "la saison des pluies", in folded text, without a year or "cette"
    season_verbs: re.Pattern[str]  # what tells when such a season comes, in folded text
    in_decade: re.Pattern[str]  # "dans les années 1960", in folded text
    beginnings: frozenset[str]  # every word that a date can begin with

    def month(self, word: str) -> int | None:
        """The month a word names as it should be written, else None."""
        return self.months.get(word) or self.abbreviations.get(word)

    def misread_month(self, word: str, *, dated: bool) -> int | None:
        """The month a word most likely named before it was misread, else None.

        A letter may be wrong, in long names before a year (`dated`) two; only one month may be that near. Short names
        without a year are listed, not measured: too many words are like them.
        """
        if word in self.confused:
            return self.confused[word]
        if word in self.misreadings:
            return self.misreadings[word] or None  # 0 for a word that is near to a month's name by chance
        if dated and _LIKE_AOUT.fullmatch(word):
            return self.months["aout"]
        if len(word) < _SHORTEST or word.isdecimal():
            return None
        near = {
            number
            for name, number in self.months.items()
            if (dated or 4 < len(name)) and _is_near(word, name, dated=dated)
        }
        return near.pop() if len(near) == 1 else None


_SHORTEST = 3  # letters of "mai"
_LIKE_AOUT = re.compile(r"a[o0].{0,3}t")  # û is read as anything


def _is_near(word: str, name: str, *, dated: bool) -> bool:
    allowed = 2 if dated and 8 <= len(name) else 1
    if allowed < abs(len(word) - len(name)):
        return False
    size = len(name) // (allowed + 1)  # so many changes leave one of the pieces whole
    pieces = (name[i * size : (i + 1) * size] for i in range(allowed + 1))
    return any(piece in word for piece in pieces) and _distance(word, name) <= allowed


def _distance(left: str, right: str) -> int:
    """Levenshtein's distance: letters to put in, leave out or change."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def words_of(phrase: str) -> Words:
    """The folded words of a phrase, elisions parted.

    >>> words_of("D’ici à l’")
    ('d', 'ici', 'a', 'l')
    """
    return tuple(fold(phrase).replace("'", " ").split())


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    raw = cast(_Table, tomllib.loads(files("pipeline.language.fr").joinpath("dates.toml").read_text("utf-8")))
    pairs = {name: tuple(cast("list[int]", v)) for name, v in raw["periods"].items()}
    letters = {name: tuple(cast("list[int]", v)) for name, v in raw["period_letters"].items()}
    beginnings = {fold(word.split()[0]) for table in _BEGINNING_TABLES for word in raw[table]}
    return Lexicon(
        months=_numbers(raw, "months"),
        abbreviations=_numbers(raw, "month_abbreviations"),
        misreadings={**_numbers(raw, "month_misreadings"), **_numbers(raw, "month_lookalikes")},
        confused=_confused(_numbers(raw, "months"), cast("dict[str, list[str]]", raw["letter_confusions"])),
        weekdays=_numbers(raw, "weekdays"),
        weekday_abbreviations=_numbers(raw, "weekday_abbreviations"),
        seasons=MappingProxyType({k: str(v) for k, v in _numbers(raw, "seasons").items()}),
        periods=MappingProxyType({fold(k): (v[0], v[1]) for k, v in pairs.items()}),
        period_letters=MappingProxyType({fold(k): (v[0], v[1]) for k, v in letters.items()}),
        ordinals=_numbers(raw, "ordinals"),
        numbers=_numbers(raw, "numbers"),
        edges=MappingProxyType({fold(k): cast(Edge, v) for k, v in raw["edges"].items()}),
        edge_phrases=MappingProxyType({words_of(k): cast(Edge, v) for k, v in raw["edge_phrases"].items()}),
        bounds=MappingProxyType({words_of(k): cast(Modifier, v) for k, v in raw["bounds"].items()}),
        shifts=_numbers(raw, "shifts"),
        particles=MappingProxyType(
            {name: frozenset(map(fold, _list(raw, "particles", name))) for name in raw["particles"]}
        ),
        words=MappingProxyType({name: _phrases(raw, "words", name) for name in raw["words"]}),
        guards=_guards(raw),
        tense=read_tense(raw["tense"]),
        issued=MappingProxyType({name: _any_of(_list(raw, "issued", name)) for name in raw["issued"]}),
        recurring=_recurring(raw),
        yearly_before=_yearly_before(raw),
        yearly_after=re.compile(r"[^\S\n]*\n?" + _any_of(_list(raw, "recurring", "after")).pattern),
        lasting_season=_lasting(raw),
        yearly_season=_yearly(raw),
        season_verbs=_any_of(_list(raw, "recurring", "season_verbs")),
        in_decade=re.compile(
            _any_of(_list(raw, "recurring", "in_decade")).pattern + r" (?:[0-9]{2,3}0|[0-9]0|[a-z]+te\b)"
        ),
        beginnings=frozenset(beginnings | {fold(w) for w in _list(raw, "particles", "decade_heads")}),
    )


def _confused(months: Mapping[str, int], confusions: Mapping[str, list[str]]) -> Mapping[str, int]:
    """Every spelling of a long name in which some letters were taken for others once."""
    found = {
        name[: match.start()] + read + name[match.end() :]: number
        for name, number in months.items()
        if 4 < len(name)
        for printed, readings in confusions.items()
        for read in readings
        for match in re.finditer(printed, name)
    }
    return MappingProxyType(found)


def _guards(raw: _Table) -> Guards:
    def single(name: str) -> frozenset[str]:
        return frozenset(fold(w) for w in _list(raw, "guards", name))

    return Guards(
        numbered=single("numbered"),
        contact=single("contact"),
        names=single("names"),
        streets=single("streets"),
        titles=single("titles"),
        units=single("units"),
        quantities=_phrases(raw, "guards", "quantities"),
        small=single("small"),
        auxiliaries=single("auxiliaries"),
    )


def _numbers(raw: _Table, table: str) -> Mapping[str, int]:
    return MappingProxyType({fold(word): cast(int, number) for word, number in raw[table].items()})


def _list(raw: _Table, table: str, name: str) -> list[str]:
    return cast("list[str]", raw[table][name])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest first, with or without the s of the plural."""
    longest = sorted((fold(phrase) for phrase in phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})s?(?!\w)")


def _recurring(raw: _Table) -> re.Pattern[str]:
    """A marker of what comes every year, not after "comme"."""
    exceptions = "".join(f"(?<!{fold(word)} )" for word in _list(raw, "recurring", "exceptions"))
    return re.compile(exceptions + _any_of(_list(raw, "recurring", "markers")).pattern)


def _yearly_before(raw: _Table) -> re.Pattern[str]:
    """A marker, not after "comme", and then nothing but a comma and small words."""
    exceptions = "".join(f"(?<!{fold(word)} )" for word in _list(raw, "recurring", "exceptions"))
    markers = _any_of(_list(raw, "recurring", "before")).pattern
    links = "|".join(re.escape(fold(word)) for word in _list(raw, "recurring", "links"))
    return re.compile(rf"{exceptions}{markers},? ?(?:(?:{links}) ?)?$")


def _lasting(raw: _Table) -> re.Pattern[str]:
    """A season after a word for its length: "pendant l'hiver"; one with a year is none."""
    durations = "|".join(fold(phrase) for phrase in _list(raw, "recurring", "durations"))
    return re.compile(rf"(?<!\w)(?:{durations}) ?(?P<season>{'|'.join(map(fold, raw['seasons']))})(?!\w| [0-9])")


def _yearly(raw: _Table) -> re.Pattern[str]:
    """A season by its weather or work, without a year or a word that tells this one from others."""
    of_one = "".join(f"(?<!{fold(word)} )" for word in _list(raw, "recurring", "of_one"))
    return re.compile(of_one + _any_of(_list(raw, "recurring", "yearly")).pattern + r"(?! (?:[0-9]|derni|proch|passe))")


def _phrases(raw: _Table, table: str, name: str) -> frozenset[Words]:
    return frozenset(words_of(phrase) for phrase in _list(raw, table, name))
