"""Sets the samples: PDFs in three layouts from the texts of tests/gold, and scans of two of them.

Run by ``make samples``; the same texts give the same bytes. Line-end hyphens come from pyphen's French patterns, as a
typesetter's would.
"""

from __future__ import annotations

import io
import json
import random
from html import escape
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter
from reportlab import rl_config
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph, Spacer, Table, TableStyle

HERE = Path(__file__).parent
GOLD = HERE.parent / "tests" / "gold"
WIDTH, HEIGHT = A4
MARGIN = 45.0  # points
BLUE = HexColor("#0033a0")
SCAN_DPI = 200
SEED = 7

BODY = ParagraphStyle(
    "body",
    fontName="Times-Roman",
    fontSize=9.5,
    leading=11.6,
    alignment=TA_JUSTIFY,
    spaceAfter=5,
    hyphenationLang="fr_FR",
    embeddedHyphenation=1,
)
HEADING = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=10, leading=12, textColor=BLUE, spaceBefore=5, spaceAfter=3
)
SUBHEADING = ParagraphStyle("subheading", parent=HEADING, fontName="Helvetica-BoldOblique", textColor=black)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=15, leading=18, textColor=BLUE)
MASTHEAD = ParagraphStyle("masthead", fontName="Helvetica", fontSize=9, leading=11)
LEAD = ParagraphStyle("lead", fontName="Helvetica-Bold", fontSize=9, leading=11.5, textColor=BLUE)
SIDEBAR = ParagraphStyle("sidebar", fontName="Helvetica", fontSize=8, leading=10, spaceAfter=4)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=12, bulletIndent=2)


def main() -> None:
    """Write every sample."""
    brief, note, release = (
        load(name)
        for name in ("iom-pacte-mondial-2017", "note-retour-volontaire-2024", "communique-assises-littoral-2023")
    )
    two_columns = set_two_columns(brief)
    (HERE / "iom-pacte-mondial-2017.pdf").write_bytes(two_columns)
    (HERE / "iom-pacte-mondial-2017.scan.pdf").write_bytes(scan(two_columns))
    (HERE / "note-retour-volontaire-2024.pdf").write_bytes(set_one_column(note))
    (HERE / "communique-assises-littoral-2023.jpg").write_bytes(picture(set_letter(release)))


def load(name: str) -> dict:
    """The gold of a sample."""
    return json.loads((GOLD / f"{name}.gold.json").read_text("utf-8"))


def canvas(buffer: io.BytesIO, title: str) -> Canvas:
    """A canvas whose bytes hold no date."""
    rl_config.invariant = 1
    page = Canvas(buffer, pagesize=A4, invariant=1)
    page.setTitle(title)
    return page


def paragraphs(text: str, style: ParagraphStyle) -> list[Flowable]:
    """The paragraphs, items and tables of a section's text."""
    found: list[Flowable] = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        if any("\t" in line for line in lines):
            found.append(table([line.split("\t") for line in lines]))
        elif lines[0].startswith("• "):
            found += [Paragraph(escape(line.removeprefix("• ")), ITEM, bulletText="•") for line in lines]
        else:
            found += [Paragraph(escape(line), style) for line in lines]
    return found


def table(rows: list[list[str]]) -> Table:
    """A ruled table with a shaded first row."""
    made = Table(rows, hAlign="LEFT", spaceBefore=4, spaceAfter=6)
    made.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, black),
                ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8.5),
                ("FONT", (0, 1), (-1, -1), "Helvetica", 8.5),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor("#dde3f0")),
            ]
        )
    )
    return made


def fill(page: Canvas, x: float, bottom: float, size: tuple[float, float], story: list[Flowable]) -> None:
    """Put as much of `story` as fits in a frame; what is left stays in the list."""
    frame = Frame(x, bottom, *size, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    frame.addFromList(story, page)


def fit(page: Canvas, x: float, bottom: float, size: tuple[float, float], story: list[Flowable]) -> None:
    """Put all of `story` in a frame; raises ValueError when it is too small."""
    fill(page, x, bottom, size, story)
    if story:
        raise ValueError(f"does not fit in {size}: {story[0]}")


def set_two_columns(gold: dict) -> bytes:
    """The user's brief: title over the page, lead beside a framed sidebar, then two columns."""
    buffer = io.BytesIO()
    page = canvas(buffer, gold["title"])
    sections = gold["sections"]
    masthead, lead = sections[0]["text"].split("\n\n")
    full = WIDTH - 2 * MARGIN
    fit(page, MARGIN, HEIGHT - 110, (full, 70), [Paragraph(escape(gold["title"]), TITLE)])
    fit(page, MARGIN, HEIGHT - 150, (full, 30), [Paragraph(escape(line), MASTHEAD) for line in masthead.split("\n")])
    fit(page, MARGIN, HEIGHT - 285, (300, 125), [Paragraph(escape(lead), LEAD)])
    side = sections[1]
    page.setFillColor(HexColor("#eef2fa"))
    page.setStrokeColor(BLUE)
    page.rect(MARGIN + 315, HEIGHT - 290, full - 315, 135, fill=1)
    story: list[Flowable] = [Paragraph(escape(side["title"]), HEADING), *paragraphs(side["text"], SIDEBAR)]
    fit(page, MARGIN + 323, HEIGHT - 287, (full - 331, 128), story)
    fit(page, MARGIN, HEIGHT - 340, (full, 42), paragraphs(sections[2]["text"], BODY))
    story = []
    for section in sections[3:]:
        story += [Paragraph(escape(section["title"]), HEADING), *paragraphs(section["text"], BODY)]
    column = (full - 20) / 2
    top = HEIGHT - 350
    number = 1
    while story:
        for x in (MARGIN, MARGIN + column + 20):
            fill(page, x, 50, (column, top - 50), story)
        page.setFont("Helvetica", 8)
        page.setFillColor(black)
        page.drawCentredString(WIDTH / 2, 28, str(number))
        page.showPage()
        top = HEIGHT - 45
        number += 1
    page.save()
    return buffer.getvalue()


def set_one_column(gold: dict) -> bytes:
    """A numbered note: running header and footer, headings of two levels, items, a table."""
    buffer = io.BytesIO()
    page = canvas(buffer, gold["title"])
    style = ParagraphStyle("wide", parent=BODY, fontSize=13, leading=18, spaceAfter=8)
    story: list[Flowable] = []
    for section in gold["sections"]:
        kind = {1: TITLE, 2: HEADING}.get(section["level"], SUBHEADING)
        story.append(Paragraph(escape(section["title"]), kind))
        story.append(Spacer(1, 4))
        story += paragraphs(section["text"], style) if section["text"] else []
    number = 1
    while story:
        page.setFillColor(black)
        page.setFont("Helvetica-Oblique", 8)
        page.drawString(70, HEIGHT - 32, gold["header"])
        page.drawString(70, 30, gold["footer"])
        page.drawRightString(WIDTH - 70, 30, str(number))
        page.line(70, HEIGHT - 38, WIDTH - 70, HEIGHT - 38)
        fill(page, 70, 60, (WIDTH - 140, HEIGHT - 120 if number > 1 else HEIGHT - 150), story)
        page.showPage()
        number += 1
    page.save()
    return buffer.getvalue()


def set_letter(gold: dict) -> bytes:
    """A press release on one page: letterhead, title on a dark band."""
    buffer = io.BytesIO()
    page = canvas(buffer, gold["title"])
    masthead, title, *rest = gold["sections"]
    style = ParagraphStyle("letter", parent=BODY, fontSize=11.5, leading=15, spaceAfter=8)
    fit(page, 60, HEIGHT - 95, (300, 40), [Paragraph(escape(line), MASTHEAD) for line in masthead["text"].split("\n")])
    page.setFillColor(BLUE)
    page.rect(60, HEIGHT - 165, WIDTH - 120, 46, fill=1, stroke=0)
    band = ParagraphStyle("band", parent=TITLE, textColor=white, fontSize=14)
    fit(page, 70, HEIGHT - 162, (WIDTH - 140, 40), [Paragraph(escape(title["title"]), band)])
    story = paragraphs(title["text"], style)
    for section in rest:
        story += [Paragraph(escape(section["title"]), HEADING), *paragraphs(section["text"], style)]
    fit(page, 60, 60, (WIDTH - 120, HEIGHT - 260), story)
    page.save()
    return buffer.getvalue()


def pictures(content: bytes) -> list[Image.Image]:
    """The pages as a flat-bed scanner gives them: grey, a little askew, soft and grainy."""
    chance = random.Random(SEED)
    document = pypdfium2.PdfDocument(content)
    found = []
    for at in range(len(document)):
        image = document[at].render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
        image = image.rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(0.7))
        grain = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
        found.append(Image.blend(image, grain, 0.06))
    return found


def scan(content: bytes) -> bytes:
    """A PDF of images only."""
    buffer = io.BytesIO()
    page = canvas(buffer, "")
    for image in pictures(content):
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=70)
        packed.seek(0)
        page.drawImage(ImageReader(packed), 0, 0, WIDTH, HEIGHT)
        page.showPage()
    page.save()
    return buffer.getvalue()


def picture(content: bytes) -> bytes:
    """The first page as a JPEG."""
    buffer = io.BytesIO()
    pictures(content)[0].save(buffer, "JPEG", quality=70, dpi=(SCAN_DPI, SCAN_DPI))
    return buffer.getvalue()


if __name__ == "__main__":
    main()
