"""One date of a text as printed: which fields it shows, and where. Nothing is added that is not in print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.annotators.dates.atoms import (
    Read,
    Tokens,
    at,
    past,
    read_day,
    read_month,
    read_number,
    read_spelled_year,
    read_split_year,
    read_year,
)
from pipeline.annotators.dates.eras import read_era
from pipeline.annotators.dates.expression import Element
from pipeline.annotators.dates.figures import read_figures
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.ordinals import LAST, counted_noun, read_ordinal

_LIKE_FIGURES: Final = re.compile(r"[il|o][0-9li|oer°®©]{0,3}|[ivxl1|]+(?:e|eme|er|°)?|[tsq][1-4]")
_LETTERED: Final = re.compile(r"(?P<letter>[tsq])(?P<number>[1-4])")
_LETTERS: Final = re.compile(r"[il|][il|o]?")
_SHORT: Final = re.compile(r"[0-9]{2}")
_PERIOD_MONTHS: Final = {3: ("33", "36"), 4: ("37", "39"), 6: ("40", "41")}
"""Codes of the first and last so many months of a year."""


def read_element(tokens: Tokens, index: int) -> Element | None:
    """The longest date that begins at the token `index`, with its edge word and weekday, or a bare day."""
    if at(tokens, index).guarded or not _may_begin(tokens, index):
        return None
    return _edged(tokens, index) or _plain(tokens, index)


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Whether a date can begin here at all, told fast: a figure, a word of the lexicon, or what a year may follow."""
    text = at(tokens, index).text
    if text[:1].isdecimal() or text in lexicon().beginnings or _LIKE_FIGURES.fullmatch(text):
        return True
    following = at(tokens, index + 1)
    if following.text[:1].isdecimal() or at(tokens, index + 2).text[:1].isdecimal():
        return text.isalnum()
    return following.text == "-" and at(tokens, index + 2).gap == "\n"


def _edged(tokens: Tokens, index: int) -> Element | None:
    """Reads "début 2018", "mi-mai", "fin de l'année 2017", "premiers mois de 2018", "six premiers mois de 2018"."""
    known = lexicon()
    if (counted := _counted_months(tokens, index)) is not None:
        return counted
    pair = (at(tokens, index).text, at(tokens, index + 1).text)
    edge, place = known.edge_phrases.get(pair), index + 2
    if edge is None:
        edge, place = known.edges.get(at(tokens, index).text), index + 1
    if edge is None:
        return None
    if at(tokens, place).text == "-":
        place += 1
    inner = _plain(tokens, past(tokens, place, known.particles["connectors"]))
    if inner is None or inner.day is not None:
        return None
    if inner.level == "year" and at(tokens, inner.start - 1).text == "des":  # "la moitié des 2000 élèves"
        return None
    if inner.level == "year" and place == index + 2 and pair[1] in known.particles["halves"]:
        return replace(inner, start=index, code=_PERIOD_MONTHS[6][edge == "end"])
    return replace(inner, start=index, edge=edge)


def _counted_months(tokens: Tokens, index: int) -> Element | None:
    count = read_number(tokens, index) or (
        Read(int(at(tokens, index).text), index + 1) if re.fullmatch(r"[1-9]|1[01]", at(tokens, index).text) else None
    )
    if count is None or at(tokens, count.end + 1).text != "mois":
        return None
    side = lexicon().edge_phrases.get((at(tokens, count.end).text, "mois"))
    year = read_year(tokens, past(tokens, count.end + 2, lexicon().particles["of_year"]))
    if side is None or year is None:
        return None
    if count.value in _PERIOD_MONTHS:
        code = _PERIOD_MONTHS[count.value][side == "end"]
        return Element(start=index, end=year.end, year=year.value, code=code)
    if side == "start" and count.value < 12:
        return Element(start=index, end=year.end, year=year.value, months=count.value)
    return None


def _plain(tokens: Tokens, index: int) -> Element | None:
    """A date without edge word."""
    if at(tokens, index).guarded:
        return None
    for reader in (_weekday, _numeric, _dated, _month, _season, _period, _third, read_era, _year, _bare_day):
        if (found := reader(tokens, index)) is not None:
            return found
    return None


def _weekday(tokens: Tokens, index: int) -> Element | None:
    """A weekday with what it belongs to: "mardi 28 novembre", "mer. 11 oct.", "lundi 4" of a range."""
    known = lexicon()
    name = at(tokens, index).text
    weekday, place = known.weekdays.get(name), index + 1
    if weekday is None:
        weekday = known.weekday_abbreviations.get(name)
        if weekday is None:
            return None
        if at(tokens, place).text == "." and at(tokens, place).gap == "":
            place += 1
    if at(tokens, place).text == ",":
        place += 1
    if at(tokens, place).text == "le":
        place += 1
    rest = _numeric(tokens, place) or _dated(tokens, place)
    if rest is None and name in known.weekdays:
        rest = _bare_day(tokens, place)
    return replace(rest, start=index, weekday=weekday) if rest and at(tokens, place).gap != "\n\n" else None


def _numeric(tokens: Tokens, index: int) -> Element | None:
    """A date in figures."""
    read = read_figures(tokens, index)
    if read is None:
        return None
    return Element(start=index, end=read.end, year=read.year, month=read.month, day=read.day, numeric=True)


def _dated(tokens: Tokens, index: int) -> Element | None:
    """A day with its month, and its year when it is there."""
    day = read_day(tokens, index)
    if day is None or at(tokens, day.end).gap == "\n\n":
        return None
    place = day.end
    if at(tokens, place).text == "." and at(tokens, place).gap == "" and not at(tokens, place + 1).capital:
        place += 1  # "18. octobre", a speck or German habit
    month = read_month(tokens, place, guess=True)
    if month is None or (day.end < place and read_year(tokens, month.end) is None):
        return None
    if not _is_believed(tokens, index):
        return None
    noisy = day.noisy or month.noisy
    return _completed(tokens, Element(start=index, end=month.end, day=day.value, month=month.value, noisy=noisy))


def _is_believed(tokens: Tokens, index: int) -> bool:
    """Whether a day without any figure may be one: "le il avril"; in "n° 12 | avril" the bar is a rule."""
    if not _LETTERS.fullmatch(at(tokens, index).text):
        return True
    kind = "before_letter" if len(at(tokens, index).text) == 1 else "before_letters"
    return at(tokens, index - 1).text in lexicon().particles[kind]


def _month(tokens: Tokens, index: int) -> Element | None:
    guess = any(read_year(tokens, index + ahead) is not None for ahead in (1, 2))
    month = read_month(tokens, index, guess=guess)
    if month is None:
        return None
    found = _completed(tokens, Element(start=index, end=month.end, month=month.value, noisy=month.noisy))
    is_short = at(tokens, index).text in lexicon().abbreviations
    is_name = "ï" in at(tokens, index).shown.lower()  # Maï-Ndombe, a province
    return None if (month.noisy or is_short or is_name) and found.year is None else found


def _completed(tokens: Tokens, found: Element) -> Element:
    """With the year or "prochain" that follows; a misread year is believed here."""
    place = past(tokens, found.end, lexicon().particles["of_year"])
    following = at(tokens, place)
    if following.gap == "\n\n" or at(tokens, found.end).gap == "\n\n":
        return found
    year = read_year(tokens, place, dated=found.day is not None)
    if year is None and found.day is not None:
        year = read_spelled_year(tokens, place)
    if year is None and found.month is not None:
        year = read_split_year(tokens, place)
    if year is None and found.day is not None:
        year = _apart(tokens, found.end)
    if year is not None:
        return replace(found, end=year.end, year=year.value, noisy=found.noisy or year.noisy, cut=year.cut)
    shift = lexicon().shifts.get(at(tokens, found.end).text, 0)
    return replace(found, end=found.end + 1, shift=shift) if shift else found


def _apart(tokens: Tokens, index: int) -> Read | None:
    """The year behind a comma, as English has it: "24 avril, 2023 à Gao", not "le 3 mai, 2000 élèves"."""
    year = read_year(tokens, index + 1) if at(tokens, index).text == "," and at(tokens, index + 1).gap == " " else None
    if year is None or year.noisy:
        return None
    after = at(tokens, year.end)
    goes_on = "\n" not in after.gap and after.text.isalpha() and after.text not in lexicon().particles["after_year"]
    return None if goes_on else year


def _season(tokens: Tokens, index: int) -> Element | None:
    """Reads "printemps 2018", "hiver 2015-2016" (of its first year), "l'été dernier", "l'hiver austral"."""
    known = lexicon()
    code = known.seasons.get(at(tokens, index).text)
    if code is None:
        return None
    side = at(tokens, index + 1).text
    end = index + 2 if side in known.particles["hemispheres"] else index + 1
    southern = side in known.particles["southern"]
    found = _completed(tokens, Element(start=index, end=end, code=code, southern=southern))
    if found.year is not None and at(tokens, found.end).text in ("-", "/") and at(tokens, found.end).gap == "":
        second = at(tokens, found.end + 1)
        if second.text in (str(found.year + 1), str(found.year + 1)[2:]):
            return replace(found, end=found.end + 2)
    return found


def _period(tokens: Tokens, index: int) -> Element | None:
    """Reads "deuxième trimestre de 2017", "1er semestre", "T2 2018"."""
    known = lexicon()
    token = at(tokens, index)
    if lettered := _LETTERED.fullmatch(token.text):
        first, count = known.period_letters[lettered["letter"]]
        place = index + 2 if at(tokens, index + 1).text in ("-", "/") else index + 1
        year = read_year(tokens, place)
        if year is None or count < int(lettered["number"]):
            return None
        return Element(start=index, end=year.end, year=year.value, code=str(first + int(lettered["number"]) - 1))
    order = read_ordinal(tokens, index)
    noun, end = counted_noun(tokens, order) if order else ("", index)
    if order is None or noun.removesuffix("s") not in known.periods:
        return None
    first, count = known.periods[noun.removesuffix("s")]
    number = count if order.value == LAST else order.value
    if count < number:
        return None
    found = Element(start=index, end=end, code=str(first + number - 1))
    return found if end == order.end else _completed(tokens, found)


def _third(tokens: Tokens, index: int) -> Element | None:
    """Reads "première décade de mai 2018", "3e décade d'avril"."""
    particles = lexicon().particles
    if not any(at(tokens, index + ahead).text in particles["thirds"] for ahead in (1, 2)):
        return None
    order = read_ordinal(tokens, index)
    if order is None or at(tokens, order.end).text not in particles["thirds"]:
        return None
    number = 3 if order.value == LAST else order.value
    place = past(tokens, order.end + 1, particles["connectors"])
    month = _month(tokens, place) if 1 <= number <= 3 else None
    return replace(month, start=index, third=number) if month else None


def _year(tokens: Tokens, index: int) -> Element | None:
    """A year alone, spelled only after "l'an"."""
    year = read_year(tokens, index)
    if at(tokens, index - 1).text == "an":  # "l'an deux mille sept, le 3 mai", as minutes begin
        year = year or read_spelled_year(tokens, index)
        place = past(tokens, year.end, frozenset({",", "le"})) if year else index
        day = _dated(tokens, place) if year and year.end < place else None
        if day is not None and day.year is None and year is not None:
            return replace(day, start=index, year=year.value)
    if year is None:
        return None
    found = Element(start=index, end=year.end, year=year.value, noisy=year.noisy)
    return replace(found, end=year.end + 2, until=until) if (until := _short_end(tokens, year)) else found


def _short_end(tokens: Tokens, year: Read) -> int | None:
    """The last year of "2017/18" and "2015-16"; "2017-12" is a month."""
    mark, short = at(tokens, year.end), at(tokens, year.end + 1)
    if mark.text not in ("/", "-") or mark.gap or short.gap or not _SHORT.fullmatch(short.text):
        return None
    beyond, after = at(tokens, year.end + 2), at(tokens, year.end + 3)
    if beyond.text in ("/", "-", ".") and beyond.gap == "" and after.gap == "" and after.text.isdecimal():
        return None
    until = year.value // 100 * 100 + int(short.text)
    is_next, is_later = until == year.value + 1, 12 < int(short.text) and year.value < until <= year.value + 20
    return until if is_next or is_later else None


def _bare_day(tokens: Tokens, index: int) -> Element | None:
    """A day whose month may follow later."""
    day = read_day(tokens, index)
    text = at(tokens, index).text
    if day is None or text in lexicon().numbers or text in lexicon().ordinals or not _is_believed(tokens, index):
        return None
    following = at(tokens, day.end)
    if following.gap == "" and _SHORT.fullmatch(following.text):
        return None
    return Element(start=index, end=day.end, day=day.value, noisy=day.noisy)
