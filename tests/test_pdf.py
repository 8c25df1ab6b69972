"""PDFs set by tests/pdfs.py, read and laid out."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from pipeline.config import Config
from pipeline.errors import EncryptedError, ReadError
from pipeline.ingest import ingest_bytes
from pipeline.layout.pages import lay_out_pages
from pipeline.model import Block, Reading
from pipeline.readers.pdf import read_pdf
from pipeline.readers.quality import layer_fault
from pipeline.readers.textlayer import read_layer
from tests import pdfs


def read(content: bytes) -> Reading:
    return read_pdf(ingest_bytes(content, "note.pdf"), Config())


def texts(blocks: tuple[Block, ...], role: str) -> list[str]:
    return [" ".join(word.text for line in block.lines for word in line) for block in blocks if block.role == role]


def test_words_stand_where_the_raw_text_has_them() -> None:
    reading = read(pdfs.two_columns())
    words = [word for page in reading.pages for word in page.words]
    assert len(words) > 200
    assert all(word.span.of(reading.raw) == word.text for word in words)
    assert all(word.box is not None and 0 <= word.box.x0 <= word.box.x1 <= 595 for word in words)
    assert reading.raw.count("\f") == len(reading.pages) - 1


def test_two_columns_with_a_box_read_as_a_person_reads_them() -> None:
    blocks = lay_out_pages(read(pdfs.two_columns()).pages)
    assert texts(blocks, "title") == [pdfs.TITLE_TEXT]
    headings = [text for text in texts(blocks, "heading") if text != "En bref"]
    assert headings == ["L'EAU ET LES ROUTES", "L'ECOLE", "LES MOYENS", "LA SUITE"]
    assert texts(blocks, "body")[1:] == [*pdfs.ROADS, *pdfs.SCHOOLS, *pdfs.MONEY, *pdfs.MONEY]
    assert [block.aside for block in blocks if block.aside] == [1, 1]
    assert [text[:15] for text in texts(blocks, "furniture")] == ["Mission d'appui"] * 2


def test_text_beside_a_picture_goes_on_under_it() -> None:
    blocks = lay_out_pages(read(pdfs.wrapped_picture()).pages)
    assert texts(blocks, "body") == [" ".join((*pdfs.ROADS, *pdfs.SCHOOLS, *pdfs.MONEY, *pdfs.ROADS)), *pdfs.MONEY]
    assert texts(blocks, "caption") == ["Figure 1. La rive nord vue du pont."]


def test_items_table_and_note_keep_their_shape() -> None:
    blocks = lay_out_pages(read(pdfs.listed()).pages)
    assert [(block.level, text) for block, text in zip(
        [b for b in blocks if b.role == "heading"], texts(blocks, "heading"), strict=True
    )] == [(2, "1. Constats"), (3, "1.1. Ce qui manque"), (2, "2. Dépenses")]  # fmt: skip
    assert len(texts(blocks, "list")) == 3
    (table,) = (block for block in blocks if block.role == "table")
    assert table.cells is not None
    assert tuple(tuple(" ".join(w.text for w in cell) for cell in row) for row in table.cells) == pdfs.TABLE
    assert texts(blocks, "footnote")[0].startswith("1 Enquête")


def test_bookmarks_name_headings_of_their_page_and_nest_them() -> None:
    blocks = lay_out_pages(read(pdfs.bookmarked()).pages)
    headings = [block for block in blocks if block.role == "heading"]
    assert texts(blocks, "heading") == ["Constats de l'enquête", "2) Les écoles", "Dépenses à venir"]
    assert [block.level for block in headings] == [2, 3, 2]
    assert "Les écoles" in texts(blocks, "body")


def test_notes_are_told_by_their_raised_figures_and_calls() -> None:
    blocks = lay_out_pages(read(pdfs.noted()).pages)
    assert texts(blocks, "footnote") == [f"2 {pdfs.NOTES[1]}", f"1 {pdfs.NOTES[0]}"]
    assert texts(blocks, "furniture") == ["Page 1 sur 1"]
    assert texts(blocks, "body")[-2:] == ["1 Un puits sur trois.", *pdfs.MONEY]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_shown(degrees: int) -> None:
    (page,) = read(pdfs.turned(degrees)).pages
    assert (page.width, page.height) == (535, 752)
    first = page.words[0].box
    assert page.words[0].text == "Note"
    assert first is not None and abs(first.x0 - 30) < 1 and 38 < first.top < 46
    (link,) = page.links
    assert link.uri == "https://fleuve.example.org/note"
    assert abs(link.box.x0 - 30) < 1 and abs(link.box.top - 40) < 1
    blocks = lay_out_pages((page,))
    assert texts(blocks, "body") == list(pdfs.ROADS)


def test_text_that_nobody_sees_is_left_out_and_told() -> None:
    reading = read(pdfs.hidden())
    assert "phrase" not in reading.raw
    assert "Bulletin du comité" in reading.raw
    assert any("cannot be seen" in note for note in reading.pages[0].notes)


MAC = {"é": "Ž", "è": "™", "à": "ˆ", "ê": "Ž"}
TEX = {"é": "Ø", "è": "Ł"}
LATIN = {c: c.encode().decode("latin-1") for c in "éèàêô"}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (pdfs.garbled(TEX), "its accented letters are garbled"),
        (pdfs.garbled(MAC), "its accented letters are garbled"),
        (pdfs.garbled(LATIN), "its accented letters are garbled"),
        (pdfs.garbled({}), None),
        (pdfs.garbled({"M": "Ø"}), None),
        (pdfs.outlined(()), "its text is drawn as outlines"),
        (pdfs.outlined(pdfs.ROADS), None),
        (pdfs.spaced_letters(), None),
        (pdfs.hidden(), None),
    ],
    ids=["tex", "mac", "utf-8 as latin-1", "sound", "a name", "outlines", "a drawing by text", "spaced", "hidden"],
)
def test_layers_that_cannot_be_trusted_are_told(content: bytes, fault: str | None) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        assert layer_fault(read_layer(document.pages[0])) == fault


def test_letters_set_apart_are_words() -> None:
    assert read(pdfs.spaced_letters()).raw.startswith("LES PUITS A SEC")


def test_same_bytes_give_the_same_reading() -> None:
    assert read(pdfs.two_columns()) == read(pdfs.two_columns())


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4 and nothing more", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"],
)
def test_no_page_is_a_clear_error(content: bytes) -> None:
    with pytest.raises(ReadError, match=r"note\.pdf: "):
        read(content)


def test_password_is_asked_for() -> None:
    with pytest.raises(EncryptedError, match="password"):
        read(pdfs.locked())
