"""Floors under what cleaning mends and harms: they only rise.

`gold/misread.jsonl` holds 60 paragraphs of the project's own sentences as tesseract read them with English and with
French, made by `pipeline.training.confusions` and not used for tuning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.clean import Lexicon, correct, load_lexicon
from pipeline.model import Correction
from tests.conftest import ROOT
from tests.quality import plain

PAIRS = [json.loads(line) for line in (ROOT / "tests/gold/misread.jsonl").read_text("utf-8").splitlines()]
MIN_CUT = {"eng": 0.65, "fra": 0.56}
"""Share of the character errors that must go."""
MAX_HARM = 0.15
"""Words read right and made wrong, per 1,000."""
MIN_SURE_RIGHT = 0.98
"""Share of corrections of confidence 0.95 and more that must be right."""


@pytest.fixture(scope="module")
def cleaned(lexicon: Lexicon) -> list[tuple[str, tuple[Correction, ...]]]:
    return [correct(pair["ocr"], lexicon)[:2] for pair in PAIRS]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def right(text: str, gold: str) -> set[int]:
    """Places of the words of `gold` that `text` has."""
    found: set[int] = set()
    for op in Levenshtein.opcodes(text.split(), gold.split()):
        if op.tag == "equal":
            found.update(range(op.dest_start, op.dest_end))
    return found


@pytest.mark.parametrize("engine", MIN_CUT)
def test_errors_are_cut(cleaned: list[tuple[str, tuple[Correction, ...]]], engine: str) -> None:
    before = after = 0
    for pair, (text, _) in zip(PAIRS, cleaned, strict=True):
        if pair["engine"] == engine:
            before += Levenshtein.distance(plain(pair["ocr"]), plain(pair["gold"]))
            after += Levenshtein.distance(plain(text), plain(pair["gold"]))
    assert 1 - after / before >= MIN_CUT[engine]


def test_right_words_stay_right(cleaned: list[tuple[str, tuple[Correction, ...]]]) -> None:
    harmed = words = 0
    for pair, (text, _) in zip(PAIRS, cleaned, strict=True):
        gold = plain(pair["gold"])
        harmed += len(right(plain(pair["ocr"]), gold) - right(plain(text), gold))
        words += len(gold.split())
    assert 1000 * harmed / words <= MAX_HARM


def test_a_stated_confidence_is_kept(cleaned: list[tuple[str, tuple[Correction, ...]]]) -> None:
    verdicts = [
        verdict
        for pair, (text, corrections) in zip(PAIRS, cleaned, strict=True)
        for verdict in sure_verdicts(plain(pair["gold"]), text, corrections)
    ]
    assert len(verdicts) > 200
    assert sum(verdicts) / len(verdicts) >= MIN_SURE_RIGHT


def sure_verdicts(gold: str, text: str, corrections: tuple[Correction, ...]) -> Iterator[bool]:
    """Of each sure correction, whether undoing it alone makes the text worse."""
    distance = Levenshtein.distance(plain(text), gold)
    for c in corrections:
        if c.confidence >= 0.95:
            undone = plain(text[: c.span.start] + c.before + text[c.span.end :])
            yield Levenshtein.distance(undone, gold) > distance


def test_true_texts_pass_untouched(lexicon: Lexicon) -> None:
    assert [pair["id"] for pair in PAIRS if plain(correct(pair["gold"], lexicon)[0]) != plain(pair["gold"])] == []
