from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.aligned import Span
from pipeline.clean import Lexicon, clean, correct, load_lexicon
from pipeline.clean.draft import Draft
from pipeline.clean.repair import Repair
from pipeline.model import Block, Box, Correction, Page, Reading, Word
from pipeline.transcript import transcribe
from tests.conftest import SAMPLES, plain

CASES = tomllib.loads((Path(__file__).parent / "cases/clean/words.toml").read_text("utf-8"))["case"]
POSITIVE = [case for case in CASES if not case.get("negative")]
NEGATIVE = [case for case in CASES if case.get("negative")]
NOISY = (SAMPLES / "iom-pacte-mondial-2017.ocr.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def label(case: dict[str, object]) -> str:
    return str(case["label"])


def replay(text: str, corrections: tuple[Correction, ...]) -> str:
    """The printed text with every correction made, last first."""
    for c in reversed(corrections):
        assert c.printed.of(text) == c.before
        text = text[: c.printed.start] + c.after + text[c.printed.end :]
    return text


def undo(text: str, correction: Correction) -> str:
    assert correction.span.of(text) == correction.after
    return text[: correction.span.start] + correction.before + text[correction.span.end :]


@pytest.mark.parametrize("case", POSITIVE, ids=label)
def test_misreadings_are_mended_by_the_rule_named(case: dict[str, object], lexicon: Lexicon) -> None:
    text, corrections, _ = correct(str(case["before"]), lexicon)
    assert " ".join(text.split()) == case["after"]
    fired = "+".join(c.rule for c in corrections)
    assert all(rule in fired for rule in case["rules"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", NEGATIVE, ids=label)
def test_what_is_right_stays(case: dict[str, object], lexicon: Lexicon) -> None:
    text, corrections, _ = correct(str(case["before"]), lexicon)
    assert (text, corrections) == (case["before"], ())


@pytest.mark.parametrize("text", [NOISY, *(str(case["before"]) for case in CASES)], ids=lambda text: text[:20])
def test_corrections_replay_undo_and_leave_nothing_to_do(text: str, lexicon: Lexicon) -> None:
    cleaned, corrections, _ = correct(text, lexicon)
    assert replay(text, corrections) == cleaned
    undone = cleaned
    for c in reversed(corrections):
        undone = undo(undone, c)
    assert undone == text
    for c in corrections[:20]:
        assert undo(cleaned, c) == replay(text, tuple(other for other in corrections if other != c))
    assert correct(cleaned, lexicon)[0] == cleaned


FRAGMENTS = [
    "I'",
    "étre",
    " a ",
    "-\n",
    "\n\n",
    "ll ",
    "phase |",
    "www.a.",
    "org/b-\n",
    "pré",
    "sentant",
    "2 ",
    "ﬁ",
    "Ã¨",
    "«",
    " . ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=14).map("".join))
def test_any_text_can_be_replayed_and_undone(text: str) -> None:
    cleaned, corrections, doubts = correct(text, load_lexicon())
    assert replay(text, corrections) == cleaned
    for c in reversed(corrections):
        cleaned = undo(cleaned, c)
    assert cleaned == text
    assert all(0 <= d.span.start <= d.span.end for d in doubts)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="abc", min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text(alphabet="xy", max_size=2)), max_size=9),
)
def test_layers_of_repairs_are_one_list_of_corrections(text: str, moves: list[tuple[int, int, str]]) -> None:
    draft = Draft.of(text)
    for start, size, after in moves:
        begin = min(start, len(draft.text))
        draft = draft.apply([Repair(Span(begin, min(begin + size, len(draft.text))), after, "test", 0.9)])
    assert replay(text, draft.corrections()) == draft.text


def test_a_rule_can_be_switched_off(lexicon: Lexicon) -> None:
    text = "un docu-\nment de la matiere étre siires"
    assert "-\n" in correct(text, lexicon, frozenset({"hyphen"}))[0]
    assert "étre" in correct(text, lexicon, frozenset({"word-misread"}))[0]


def test_blocks_of_prose_are_unfolded_and_others_keep_their_lines(lexicon: Lexicon) -> None:
    reading = plain("Une phrase sur\ndeux lignes.\nRue du Port\nGabou")
    first, second, third, fourth = ([w for w in reading.pages[0].words if w.line == n] for n in range(4))
    blocks = (
        Block(role="body", lines=(tuple(first), tuple(second))),
        Block(role="contact", lines=(tuple(third), tuple(fourth))),
    )
    cleaned = clean(transcribe(reading, blocks), lexicon)
    assert cleaned.text.text == "Une phrase sur deux lignes.\n\nRue du Port\nGabou"


def test_a_misread_bullet_is_one_again(lexicon: Lexicon) -> None:
    reading = plain("e Se laver les mains\n* Porter un masque")
    lines = ([w for w in reading.pages[0].words if w.line == n] for n in range(2))
    blocks = tuple(Block(role="list", lines=(tuple(line),)) for line in lines)
    assert clean(transcribe(reading, blocks), lexicon).text.text == "• Se laver les mains\n\n• Porter un masque"


def test_guesses_at_signs_of_addresses_are_for_texts_that_an_engine_may_have_read(lexicon: Lexicon) -> None:
    printed = "https://exemple.org/plan__a"
    box = Box(page=1, x0=0, top=0, x1=9, bottom=9)
    for confidence, meant in ((None, printed), (0.9, "https://exemple.org/plan_a")):
        word = Word(text=printed, start=0, page=1, line=0, box=box, confidence=confidence)
        page = Page(number=1, width=9, height=9, method="text" if confidence is None else "ocr", words=(word,))
        blocks = (Block(role="body", lines=((word,),)),)
        assert clean(transcribe(Reading(printed, (page,)), blocks), lexicon).text.text == meant


@pytest.mark.parametrize("noise", ["'", "l'", "|l ", "-\n", "http://a.", "1 ", "é", "a ", "Ã¨", " .", "x@"])
def test_noise_takes_no_longer_than_its_length(noise: str, lexicon: Lexicon) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        correct((noise * size)[:size], lexicon)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(20_000) < 0.5 + 40 * seconds(2_000)  # quadratic would be 100 times
