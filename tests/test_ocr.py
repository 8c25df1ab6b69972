"""OCR: pictures made ready, answers of the engine turned into words, and one run of the real engine."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.config import Config
from pipeline.debug import draw_pages
from pipeline.errors import OcrError, ReadError
from pipeline.imaging import (
    Gray,
    Picture,
    find_paper,
    find_skew,
    homography,
    ink_color,
    map_box,
    prepare,
    rotate,
    turn,
)
from pipeline.ingest import ingest_bytes
from pipeline.layout.pages import lay_out_pages
from pipeline.ocr import Found, even_sizes, read_picture
from pipeline.readers.image import read_image
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pictures import is_ink_on_paper
from pipeline.rendering import render_page
from pipeline.strokes import Stroke, dark_boxes, find_strokes, stroke_width
from pipeline.tints import MOST_EDGES, edges, find_tints
from tests import pdfs
from tests.conftest import ROOT

needs_engine = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def page_of_lines(width: int = 800, height: int = 1000) -> Gray:
    """Dark bars where a page has words."""
    image = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(image)
    for line in range(100, height - 100, 30):
        for word in range(8):
            x = 100 + word * 75 + (line * 7) % 20
            pen.rectangle((x, line, x + 55, line + 10), fill=20)
    return np.asarray(image)


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.4, 2.5])
def test_skew_is_found_and_taken_out(angle: float) -> None:
    slanted, _ = rotate(page_of_lines(), -angle)
    assert abs(find_skew(slanted) - angle) < 0.15
    assert abs(find_skew(prepare(slanted).gray)) < 0.15


def test_level_page_and_noise_have_no_skew() -> None:
    assert find_skew(page_of_lines()) == 0.0
    noise = np.random.default_rng(3).integers(0, 255, (600, 500)).astype(np.uint8)
    assert prepare(noise).gray.shape == noise.shape


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_turning_leads_back_to_the_same_pixel(quarters: int) -> None:
    gray = np.full((60, 90), 255, np.uint8)
    gray[10, 70] = 0
    turned, back = turn(gray, quarters)
    y, x = np.argwhere(turned == 0)[0]
    x0, top, x1, bottom = map_box(back, (float(x), float(y), float(x + 1), float(y + 1)))
    assert (x0, top, x1, bottom) == (70.0, 10.0, 71.0, 11.0)


def photo() -> tuple[Gray, tuple[tuple[float, float], ...]]:
    """A page that lies askew on a dark table, and its corners."""
    page = Image.fromarray(page_of_lines())
    corners = ((150.0, 90.0), (930.0, 120.0), (980.0, 1150.0), (80.0, 1120.0))
    edges = ((0.0, 0.0), (800.0, 0.0), (800.0, 1000.0), (0.0, 1000.0))
    way = homography(corners, edges)
    warped = page.transform((1050, 1250), Image.Transform.PERSPECTIVE, tuple(way.ravel()[:8]), fillcolor=60)
    return np.asarray(warped), corners


def test_paper_on_a_table_is_squared_up() -> None:
    gray, corners = photo()
    found = find_paper(gray)
    assert found is not None
    assert np.abs(np.array(found) - np.array(corners)).max() < 12
    ready = prepare(gray)
    assert ready.gray.mean() > 190  # the dark table is gone
    x0, top, _, _ = map_box(ready.back, (0, 0, 1, 1))
    assert abs(x0 - 150) < 15 and abs(top - 90) < 15


def test_page_that_fills_the_picture_is_left() -> None:
    assert find_paper(page_of_lines()) is None


def test_rules_and_dark_boxes_are_found_and_letters_are_not() -> None:
    image = Image.fromarray(page_of_lines())
    pen = ImageDraw.Draw(image)
    pen.line((80, 60, 720, 60), fill=0, width=2)
    pen.line((760, 100, 760, 800), fill=0, width=2)
    pen.rectangle((100, 860, 700, 940), fill=40)
    pen.rectangle((150, 890, 300, 900), fill=250)
    strokes = find_strokes(np.asarray(image), 100)
    across = [s for s in strokes if not s.filled and s.bottom - s.top < s.x1 - s.x0 and s.x1 - s.x0 > 300]
    down = [s for s in strokes if not s.filled and s.bottom - s.top > 300]
    assert len(across) == 1 and abs(across[0].top - 60) < 4
    assert len(down) == 1 and abs(down[0].x0 - 760) < 4
    (box,) = dark_boxes(np.asarray(image), 100)
    assert abs(box.x0 - 100) < 12 and abs(box.bottom - 940) < 12


def unevenly_lit_page() -> Gray:
    """A noisy page of lines at 100 dpi that falls off by a fifth from corner to corner, without boxes."""
    noise = np.random.default_rng(7).normal(0, 3, (1000, 800))
    fall = 1 - 0.2 * np.add.outer(np.arange(1000) / 1000, np.arange(800) / 800) / 2
    lit: Gray = np.clip(page_of_lines() * fall + noise - 10, 0, 255).astype(np.uint8)
    return lit


def tinted(gray: Gray, box: tuple[int, int, int, int], share: float) -> Gray:
    """The page with a box (x0, top, x1, bottom) darker by a share of its light."""
    x0, top, x1, bottom = box
    page = gray.astype(np.float64)
    page[top:bottom, x0:x1] *= 1 - share
    return page.astype(np.uint8)


@pytest.mark.parametrize("share", [0.03, 0.1, 0.25])
def test_light_box_is_found_on_a_page_that_is_lit_unevenly(share: float) -> None:
    page = tinted(unevenly_lit_page(), (420, 300, 700, 620), share)
    (tint,) = find_tints(page, 100, ())
    places = zip((tint.x0, tint.top, tint.x1, tint.bottom), (420, 300, 700, 620), strict=True)
    assert all(abs(found - drawn) <= 10 for found, drawn in places)


def test_uneven_light_a_band_behind_a_line_a_shade_and_a_photo_are_no_light_boxes() -> None:
    page = unevenly_lit_page()
    assert find_tints(page, 100, ()) == ()
    assert find_tints(tinted(page, (100, 300, 700, 325), 0.1), 100, ()) == ()
    shade = page * np.linspace(1, 0.8, 800)
    shade[:, 500:] *= 0.95  # the fold of an open book has one edge
    assert find_tints(shade.astype(np.uint8), 100, ()) == ()
    photo = page.copy()
    photo[300:600, 200:600] = np.random.default_rng(3).integers(90, 220, (10, 20)).repeat(30, 0).repeat(20, 1)
    assert find_tints(photo, 100, ()) == ()
    assert find_tints(page[:3, :9], 100, ()) == ()


def test_a_page_that_is_a_picture_all_over_has_no_edges_of_tints() -> None:
    few = np.zeros((60, 40))
    few[10:50, [5, 15, 25]] = 0.1
    assert len(edges(few, 10)) == 3
    many = np.zeros((60, 4 * MOST_EDGES))
    many[10:50, ::3] = 0.1
    assert edges(many, 10) == []


def test_light_box_that_rules_frame_is_left_to_them() -> None:
    page = tinted(unevenly_lit_page(), (420, 300, 700, 620), 0.1)
    sides = ((420, 300, 700, 301), (420, 620, 700, 621), (420, 300, 421, 620), (700, 300, 701, 620))
    frame = tuple(Stroke(*side, filled=False) for side in sides)
    assert len(find_tints(page, 100, frame[:1])) == 1
    assert find_tints(page, 100, frame) == ()


def test_bold_strokes_measure_wider_whatever_the_blur() -> None:
    def letters(width: int, blur: float) -> Gray:
        image = Image.new("L", (240, 60), 250)
        pen = ImageDraw.Draw(image)
        for x in range(10, 220, 20):
            pen.rectangle((x, 10, x + width - 1, 50), fill=10)
        small = image.resize((int(240 / blur), int(60 / blur)), Image.Resampling.BOX)
        return np.asarray(small.resize((240, 60), Image.Resampling.BICUBIC))

    for blur in (1.0, 2.0):
        assert abs(stroke_width(letters(4, blur), 15) - 4) < 0.8
        assert abs(stroke_width(letters(7, blur), 15) - 7) < 0.8
    assert abs(stroke_width(255 - letters(5, 1.0), 15) - 5) < 0.8  # light letters on a dark ground
    assert stroke_width(np.full((20, 50), 200, np.uint8), 15) == 0.0


def found(text: str, top: int, height: int) -> tuple[Found, ...]:
    return tuple(
        Found(word, (1, 1, top), (100 + 90 * at, top, 180 + 90 * at, top + height), 0.9)
        for at, word in enumerate(text.split())
    )


def test_capital_lines_of_one_heading_have_one_size() -> None:
    text = [found("grands puits dépôts quand pluie", 300 + 40 * n, 27) for n in range(9)]
    # 27 px with descenders are 29 px type; 23 and 26 px of capitals measure 32 and 36, either side of the bound
    sizes = even_sizes([found("APPUI AUX COMMUNES", 100, 23), found("DU FLEUVE ET DES PLAINES", 135, 26), *text])
    assert sizes[0] == sizes[1] > 1.1 * sizes[2]
    apart = even_sizes([found("APPUI AUX COMMUNES", 100, 23), found("DU FLEUVE ET DES PLAINES", 230, 26), *text])
    assert apart[0] == apart[2] < apart[1]


def test_ink_is_told_in_colour() -> None:
    word = np.full((20, 60, 3), 245, np.uint8)
    word[5:15, 10:20] = (200, 20, 30)
    assert ink_color(word) == "#cc0000" or ink_color(word) == "#cc0033"
    word[5:15, 10:20] = (25, 20, 30)
    assert ink_color(word) == "#000000"
    assert ink_color(np.full((20, 60, 3), 245, np.uint8)) is None


Answer = Callable[..., dict[str, list[str]]]


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's answer for the first page of `two_columns` at 200 dpi, recorded in tests/ocr."""
    import pytesseract

    text = (ROOT / "tests/ocr/two-columns.tsv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    table = {name: [row[name] for row in rows] for name in rows[0]}
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *args, **kwargs: table)


@pytest.mark.usefixtures("recorded")
def test_recorded_answer_becomes_blocks() -> None:
    picture, dpi = render_page(pdfs.two_columns(), 1, 200)
    page = read_picture(picture, 1, dpi, Config(), "note.png")
    assert page.confidence > 0.8
    words = [draft for line in page.lines for draft in line]
    assert all(0 < draft.box.x0 < draft.box.x1 < 595 and draft.confidence is not None for draft in words)
    bold = " ".join(draft.text for draft in words if draft.bold)
    assert "ROUTES" in bold and "MOYENS" in bold and "enquête" not in bold
    sizes = [draft.size for draft in words if draft.text in ("enquête", "calendrier")]
    assert len(sizes) == 2 and all(9 < size < 10.5 for size in sizes)


def failing(error: Exception) -> Answer:
    def answer(*args: object, **kwargs: object) -> dict[str, list[str]]:
        raise error

    return answer


def test_engine_that_is_absent_is_told_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import pytesseract

    monkeypatch.setattr(pytesseract, "image_to_data", failing(pytesseract.TesseractNotFoundError()))
    scan = pdfs.without_text(Image.fromarray(page_of_lines()))
    with pytest.raises(OcrError, match="apt-get install tesseract-ocr"):
        read_pdf(ingest_bytes(scan, "scan.pdf"), Config())


def test_page_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import pytesseract

    monkeypatch.setattr(pytesseract, "image_to_data", failing(RuntimeError("Tesseract process timeout")))
    (page,) = read_pdf(ingest_bytes(pdfs.without_text(Image.fromarray(page_of_lines())), "scan.pdf"), Config()).pages
    assert page.words == () and page.problem is not None and "longer than 180 s" in page.problem


@pytest.mark.usefixtures("recorded")
def test_each_page_of_a_tiff_is_read_at_its_own_size() -> None:
    picture, _ = render_page(pdfs.two_columns(), 1, 200)
    first = Image.fromarray(picture.gray)
    out = io.BytesIO()
    wide = first.resize((first.width // 2, first.height // 2)).rotate(90, expand=True)
    first.save(out, "TIFF", save_all=True, append_images=[wide], dpi=(200, 200), compression="tiff_lzw")
    reading = read_image(ingest_bytes(out.getvalue(), "scan.tiff"), Config())
    assert [page.number for page in reading.pages] == [1, 2]
    assert [round(page.width or 0) for page in reading.pages] == [595, 421]
    assert {word.page for word in reading.pages[1].words} == {2}
    assert all(word.span.of(reading.raw) == word.text for page in reading.pages for word in page.words)
    assert reading.raw.count("\f") == 1


def test_damaged_picture_is_a_clear_error() -> None:
    out = io.BytesIO()
    Image.fromarray(page_of_lines()).save(out, "PNG")
    with pytest.raises(ReadError, match="damaged picture"):
        read_image(ingest_bytes(out.getvalue()[:400], "scan.png"), Config())


@pytest.mark.usefixtures("recorded")
def test_pages_are_drawn_with_their_blocks() -> None:
    source = ingest_bytes(pdfs.two_columns(), "note.pdf")
    pages = read_pdf(source, Config()).pages
    pictures = list(draw_pages(source, pages, lay_out_pages(pages)))
    assert [number for number, _ in pictures] == [1, 2]
    assert Image.open(io.BytesIO(pictures[0][1])).size == (826, 1169)


def gradient() -> Image.Image:
    """All tones, as in a photo."""
    return Image.fromarray(np.tile(np.linspace(0, 255, 600).astype(np.uint8), (300, 1)))


def test_pictures_of_print_are_told_from_photos_and_flat_ones() -> None:
    assert is_ink_on_paper(np.asarray(pdfs.letter(pdfs.PASTED).convert("L")))
    assert is_ink_on_paper(255 - np.asarray(pdfs.letter(pdfs.PASTED).convert("L")))
    noise = np.random.default_rng(5).integers(0, 255, (300, 300)).astype(np.uint8)
    for other in (np.asarray(gradient()), noise, np.full((200, 300), 200, np.uint8), np.zeros((0, 5), np.uint8)):
        assert not is_ink_on_paper(other)


def test_without_engine_the_layer_stays_and_the_picture_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    import pytesseract

    monkeypatch.setattr(pytesseract, "image_to_data", failing(pytesseract.TesseractNotFoundError()))
    (page,) = read_pdf(ingest_bytes(pdfs.pasted_letter(), "note.pdf"), Config()).pages
    assert page.method == "text" and len(page.words) > 80
    assert len(page.notes) == 1 and "tesseract is not installed" in page.notes[0]
    (page,) = read_pdf(ingest_bytes(pdfs.pasted_letter(gradient()), "note.pdf"), Config()).pages
    assert page.notes == ()


@needs_engine
@pytest.mark.ocr
def test_real_engine_reads_a_pasted_letter_and_leaves_labels() -> None:
    reading = read_pdf(ingest_bytes(pdfs.pasted_letter(), "note.pdf"), Config())
    (page,) = reading.pages
    assert page.method == "text" and "words of a picture were read by OCR" in page.notes[0]
    added = [word for word in page.words if word.confidence is not None]
    assert sum(word.text in " ".join(pdfs.PASTED) for word in added) > 30
    assert all(w.box is not None and 60 < w.box.x0 < w.box.x1 < 460 and 320 < w.box.top < 480 for w in added)
    assert all(word.span.of(reading.raw) == word.text for word in page.words)
    labels = pdfs.letter(("Arbaka          Dolé", "Sirma", "Baran        Tolo", "Kesso", "Mirani"))
    (page,) = read_pdf(ingest_bytes(pdfs.pasted_letter(labels), "note.pdf"), Config()).pages
    assert all(word.confidence is None for word in page.words)


@needs_engine
@pytest.mark.ocr
@pytest.mark.parametrize("quarters", [0, 1])
def test_real_engine_reads_a_slanted_and_a_turned_scan(quarters: int) -> None:
    picture, dpi = render_page(pdfs.two_columns(), 1, 150)
    slanted, _ = rotate(picture.gray, 1.2)
    lying, _ = turn(slanted, quarters)
    page = read_picture(Picture(lying, None), 1, dpi, Config(), "note.png")
    words = [draft.text for line in page.lines for draft in line]
    assert sum(word in " ".join((pdfs.TITLE_TEXT, *pdfs.ROADS, *pdfs.SCHOOLS, *pdfs.MONEY)) for word in words) > 180
    assert page.turned == (4 - quarters) % 4
