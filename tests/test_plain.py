from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import PipelineError
from pipeline.ingest import ingest_bytes
from pipeline.layout import lay_out
from pipeline.layout.plain import lay_out_plain
from pipeline.model import Block
from pipeline.readers.text import read_text

CASES = tomllib.loads((Path(__file__).parent / "cases/plain/layout.toml").read_text("utf-8"))["case"]


def laid_out(text: str) -> tuple[Block, ...]:
    return lay_out(read_text(ingest_bytes(text.encode(), "note.txt"), Config()))


def shown(block: Block) -> str:
    text = " / ".join(" ".join(word.text for word in line) for line in block.lines)
    return f"{'> ' if block.aside else ''}{block.role}: {text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_lines_become_blocks(case: dict[str, object]) -> None:
    assert [shown(block) for block in laid_out(str(case["text"]))] == case["blocks"]


LINES = st.lists(
    st.text(alphabet="aeiouLMNé -.,:;()1|\n\f", max_size=30)
    | st.sampled_from(["LE TITRE", "1. Contexte", "• item", ""]),
    max_size=25,
)


@given(LINES)
def test_every_word_stands_in_exactly_one_block(lines: list[str]) -> None:
    try:
        reading = read_text(ingest_bytes("\n".join(lines).encode(), "note.txt"), Config())
    except PipelineError:
        return
    starts = sorted(word.start for block in lay_out(reading) for line in block.lines for word in line)
    assert starts == [word.start for page in reading.pages for word in page.words]


NOISE = {
    "dirt behind a word": "fin " + "| " * 20000,
    "printed signs behind a word": "de " + ": " * 20000,
    "dirt before a word": "| " * 20000 + "fin",
    "one number again and again": "5. Objet\n" * 6000,
    "one numbered section again and again": "5. Objet\n\nLe comité du lac en a rendu compte à la province.\n\n" * 500,
    "numbers that count on": "\n\n".join(f"{n % 99}. Objet" for n in range(3000)),
    "one capital line again and again": "LE LAC DU NORD\n\n" * 2500,
    "one short line again and again": "Le comité du lac\n\n" * 2000,
    "lines of one letter": "a\n" * 20000,
    "form feeds": "le lac\f" * 4000,
    "rows": "Nom    Prix    Lieu\n" * 2000,
}


@pytest.mark.parametrize("text", NOISE.values(), ids=NOISE.keys())
def test_noise_is_laid_out_in_linear_time(text: str) -> None:
    reading = read_text(ingest_bytes(text.encode(), "note.txt"), Config())
    start = time.process_time()
    lay_out_plain(reading)
    assert time.process_time() - start < MAX_S


MAX_S = 4.0
"""Processor time of 40 kB; what is quadratic in words or lines takes 10 s."""
