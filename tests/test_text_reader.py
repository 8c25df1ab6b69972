from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import PipelineError, ReadError
from pipeline.ingest import ingest_bytes
from pipeline.readers.text import read_text

SENTENCE = "Le Comité régional se réunit à Genève où siègent les États : l’été s’achève, « voilà » œuvre."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_older_encodings_are_read(encoding: str) -> None:
    reading = read_text(ingest_bytes(SENTENCE.encode(encoding), "note.txt"), Config())
    assert reading.raw == SENTENCE


def test_form_feeds_part_pages_and_the_last_one_opens_none() -> None:
    reading = read_text(ingest_bytes(b"un deux\nbis\ftrois\n\f", "note.txt"), Config())
    assert [[word.text for word in page.words] for page in reading.pages] == [["un", "deux", "bis"], ["trois"]]
    assert [page.number for page in reading.pages] == [1, 2]
    assert [word.line for word in reading.pages[0].words] == [0, 0, 1]


def test_binary_data_is_no_text() -> None:
    with pytest.raises(ReadError, match="binary"):
        read_text(ingest_bytes(bytes(range(32)) * 20, "données.txt"), Config())


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_words_in_place_or_a_clear_failure(content: bytes) -> None:
    try:
        reading = read_text(ingest_bytes(content, "note.txt"), Config())
    except PipelineError:
        return
    for page in reading.pages:
        for word in page.words:
            assert word.span.of(reading.raw) == word.text
