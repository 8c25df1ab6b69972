from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import PipelineError
from pipeline.ingest import ingest_bytes
from pipeline.layout import lay_out
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
