"""Dates: cases with inline markup, then properties that hold for any text."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.aligned import Span
from pipeline.annotators.dates import DateContext, find_dates, find_issued
from pipeline.edtf import is_valid

CASES = Path(__file__).parent / "cases" / "dates"
MARK = re.compile(r"<d (?P<edtf>[^ >]+)(?: (?P<modifier>\w+))?>(?P<shown>[^<]*)</d>")


def load(name: str) -> list[pytest.param]:
    cases = tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["label"]) for case in cases]


def unmark(marked: str) -> tuple[str, list[tuple[int, str, str, str | None]]]:
    """The text without marks, and where each date is, as printed, with its value and modifier."""
    text, last, found = "", 0, []
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        found.append((len(text), match["shown"], match["edtf"], match["modifier"]))
        text += match["shown"]
        last = match.end()
    return text + marked[last:], found


def sections_of(text: str) -> tuple[tuple[Span | None, Span], ...]:
    """A section for each paragraph that begins with "# ", with the paragraphs after it."""
    starts = [match.start() for match in re.finditer(r"(?m)^# .*\n", text)]
    found = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        title_end = text.index("\n", start)
        found.append((Span(start, title_end), Span(title_end, end)))
    return tuple(found)


@pytest.mark.parametrize(
    "case",
    [
        case
        for name in (
            "single",
            "ranges",
            "coordination",
            "parts",
            "bounds",
            "context",
            "chronology",
            "tense",
            "seasons",
            "misread",
            "negative",
            "institutional",
        )
        for case in load(f"{name}.toml")
    ],
)
def test_every_date_is_found_with_its_value(case: dict[str, str]) -> None:
    text, expected = unmark(case["text"])
    mentions = find_dates(text, DateContext(case.get("doc_date"), sections_of(text)))
    assert [(m.span.start, m.span.of(text), m.edtf, m.modifier) for m in mentions] == expected


@pytest.mark.parametrize("case", load("issued.toml"))
def test_the_date_of_the_brief_is_told_from_the_dates_it_speaks_of(case: dict[str, str]) -> None:
    text, expected = unmark(case["text"])
    issued = find_issued(text)
    shown = [(issued.span.start, issued.span.of(text), issued.edtf, issued.modifier)] if issued else []
    assert shown == expected


@pytest.mark.parametrize(
    ("text", "rule", "most"),
    [
        ("Gao, le 3 mai 2018\n\nTexte.", "dateline", 0.9),
        ("Bulletin n° 4 – mai 2018\n\nTexte.", "masthead", 0.7),
        ("Semaine du 3 au 9 mai 2018\n\nTexte.", "period", 0.55),
        ("Le forum s'est tenu à Gao le 3 mai 2018.", "meeting", 0.5),
    ],
)
def test_what_tells_the_date_of_the_brief_says_how_sure_it_is(text: str, rule: str, most: float) -> None:
    issued = find_issued(text)
    assert issued is not None
    assert (issued.rule.rpartition("/")[2], issued.confidence) == (rule, most)


def test_what_was_guessed_at_is_less_sure_than_what_is_printed() -> None:
    printed, misread, resolved = (
        find_dates(text)[0].confidence
        for text in ("le 18 mai 2016", "le l8 mai 2OI6", "En 2016, tout changea. Le 18 mai, on signa.")
    )
    assert misread < printed
    assert resolved < 1
    assert find_dates("le 18 mai, puis le 3 juin")[0].confidence < misread


def test_a_weekday_that_does_not_fit_lowers_the_confidence() -> None:
    right, wrong = (find_dates(f"{day} 13 avril 2017")[0].confidence for day in ("jeudi", "lundi"))
    assert wrong < right


NOISE = (
    "1",
    " ",
    "-",
    "a",
    "1 ",
    "1er ",
    "mai ",
    "12/",
    "2017-",
    "3, ",
    "et 3 ",
    "cent ",
    "1.000",
    "le 3 mai, ",
    "2018\n\n",
    "3 mai 2017, en avril, ",
    "20 17 ",
)


@pytest.mark.parametrize("noise", NOISE)
def test_hostile_text_takes_no_longer_than_its_length(noise: str) -> None:
    short, long = (timed(noise * (size // len(noise))) for size in (4_000, 16_000))
    assert long < 8 * short + 0.2  # linear is 4


def timed(text: str) -> float:
    started = time.process_time()
    find_dates(text, DateContext("2018-05-03"))
    return time.process_time() - started


ISSUED_NOISE = (
    "Fait à Gao, le ",
    "Fait à Gao, le 3 mai\n",
    "Le ",
    "A, ",
    "A – ",
    "d'A ",
    "ce ",
    "3 mai 2018, ",
    "réunis le 3 et ",
)


@pytest.mark.parametrize("noise", ISSUED_NOISE)
def test_the_search_for_the_date_of_the_brief_takes_no_longer_than_its_length(noise: str) -> None:
    short, long = (timed_issued(noise * (size // len(noise))) for size in (8_000, 32_000))
    assert long < 8 * short + 0.2


def timed_issued(text: str) -> float:
    started = time.process_time()
    find_issued(text)
    return time.process_time() - started


WORDS = (
    "3 13 1er 31 2017 2018 mai avril février et au du - / , en fin lundi trimestre deuxième été années 50 "
    "siècle XIXe entre . l' prochain 03/05 2017/18 1®\" |0 \u00b2"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join))
def test_mentions_are_valid_ordered_and_apart(text: str) -> None:
    mentions = find_dates(text, DateContext("2017-06-15"))
    assert all(is_valid(m.edtf) and 0 < m.confidence <= 1 for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(m.span.of(text).strip() == m.span.of(text) != "" for m in mentions)
