"""Addresses: repairs of a transcript, and mentions in the clean text; then properties that hold for any text."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.aligned import Aligned, Edit, Span
from pipeline.annotators.urls import find_urls
from pipeline.clean.urls import mend_urls, protected

CASES = Path(__file__).parent / "cases" / "urls"
MARK = re.compile(r"<u (?P<url>[^ >]+) (?P<status>\w+)>(?P<shown>[^<]*)</u>")


def load(name: str) -> list[pytest.param]:
    cases = tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["label"]) for case in cases]


def mend(text: str) -> str:
    return Aligned.of(text).edit([Edit(repair.span, repair.after) for repair in mend_urls(text)]).text


def unmark(marked: str) -> tuple[str, list[tuple[int, str, str, str]]]:
    """The text without marks, and where each address is, as printed, with its address and status."""
    text, last, found = "", 0, []
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        found.append((len(text), match["shown"], match["url"], match["status"]))
        text += match["shown"]
        last = match.end()
    return text + marked[last:], found


@pytest.mark.parametrize("case", load("mend.toml"))
def test_a_cut_or_misread_address_is_made_whole(case: dict[str, str]) -> None:
    assert mend(case["before"]) == case.get("after", case["before"])


@pytest.mark.parametrize("case", load("mend.toml"))
def test_a_mended_text_needs_no_mending(case: dict[str, str]) -> None:
    assert mend_urls(case.get("after", case["before"])) == ()


@pytest.mark.parametrize("case", load("find.toml"))
def test_every_address_is_found_whole(case: dict[str, object]) -> None:
    text, expected = unmark(str(case["text"]))
    links = tuple((Span(start, end), uri) for start, end, uri in case.get("links", ()))
    mended = (Span(*case["mended"]),) if "mended" in case else ()
    assert [(m.span.start, m.span.of(text), m.url, m.status) for m in find_urls(text, links, mended)] == expected


@pytest.mark.parametrize("case", load("digital.toml"))
def test_what_an_author_may_have_meant_stays_in_a_digital_text(case: dict[str, str]) -> None:
    assert mend_urls(case["before"], guesses=False) == ()


def test_addresses_and_symbols_are_kept_from_other_repairs() -> None:
    text = "voir https://exemple.org/a-b. Ou nom@exemple.org, doi:10.1000/182 et www.exemple.int/x (iom.int)"
    shown = ["https://exemple.org/a-b", "nom@exemple.org", "doi:10.1000/182", "www.exemple.int/x", "iom.int"]
    assert [span.of(text) for span in protected(text)] == shown


NOISE = (
    *("1", " ", "-", "a", "a.", "www.", "http://", "a@", "http://x.org/a-\n", "h ", "http:\n", "a b@", "x-\ny", "/"),
    *("http://x.org/?a-b&", "http://x.org/a/ b", "http://x.org/a__b", "•", "—a@", "a0a", "/fr", "x.org/?1D=", "? a=b"),
)
LONG = ("http://x.org/{}", "http://x.org/?{}", "http://x.org/{}-\nb", "http://x.org/a_{}\nb.pdf", "Ab.net {}")


@pytest.mark.parametrize("noise", NOISE)
def test_hostile_text_takes_no_longer_than_its_length(noise: str) -> None:
    short, long = (timed(noise * (size // len(noise))) for size in (10_000, 40_000))
    assert long < 8 * short + 0.2  # linear is 4


@pytest.mark.parametrize("noise", ["a", "1", "_", "-", "a0", "&a-b", "/fr", "2a="])
@pytest.mark.parametrize("frame", LONG)
def test_a_hostile_address_takes_no_longer_than_its_length(frame: str, noise: str) -> None:
    short, long = (timed(frame.format(noise * (size // len(noise)))) for size in (10_000, 40_000))
    assert long < 8 * short + 0.2  # linear is 4


def timed(text: str) -> float:
    started = time.process_time()
    mend_urls(text)
    protected(text)
    find_urls(text)
    return time.process_time() - started


PIECES = (
    "http://",
    "https:/",
    "www.",
    "exemple",
    ".org",
    ".fr",
    "/-_&",
    "\n",
    "\n\n",
    "plan 2018",
    ".pdf",
    "@",
    "(",
    "),|é",
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_repairs_and_mentions_are_ordered_and_apart(text: str) -> None:
    repairs, mentions = mend_urls(text), find_urls(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(repairs))
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(repair.span.of(text) != repair.after and 0 < repair.confidence <= 1 for repair in repairs)
