"""PDFs made on the spot: fictional briefs set in the ways that real ones are.

Each function returns the bytes of a PDF; `reportlab` is told to leave out the date, so the same call gives the same
bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph

WIDTH, HEIGHT = 595.0, 842.0

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, alignment=TA_JUSTIFY, spaceAfter=6)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=10, leading=12, spaceBefore=8, spaceAfter=3)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=17, leading=20)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=9.6, spaceAfter=3)
BOX = ParagraphStyle("box", fontName="Helvetica", fontSize=9, leading=11, spaceAfter=3)
BOX_HEADING = ParagraphStyle("boxheading", parent=BOX, fontName="Helvetica-Bold")
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=12, bulletIndent=0, spaceAfter=2)

ROADS = (
    "La Mission d'appui aux communes du fleuve a conduit entre janvier et mars une enquête auprès de trois cents "
    "familles installées sur la rive nord. Les réponses montrent que l'accès à l'eau reste la première difficulté, "
    "devant le logement et l'école.",
    "Les équipes mobiles ont visité onze localités. Dans sept d'entre elles, les puits creusés l'an dernier sont à "
    "sec pendant deux mois, et les habitants achètent l'eau à des vendeurs ambulants dont les prix ont doublé.",
)
SCHOOLS = (
    "Le Bureau des affaires scolaires estime que la moitié des enfants déplacés ne suivent aucune classe. Les "
    "maîtres bénévoles, formés par le Réseau des parents d'élèves, accueillent quatre-vingts enfants par salle.",
    "Une campagne d'inscription est prévue à la rentrée. Les communes fourniront les locaux et le Bureau les "
    "manuels, comme le prévoit l'accord conclu avec les autorités de la province.",
)
MONEY = (
    "Les dépenses engagées s'élèvent à deux millions de francs. Le solde sera versé par tranches après la remise "
    "de chaque rapport, selon le calendrier arrêté par le comité de suivi.",
)
TABLE = (
    ("Localité", "Familles", "Francs"),
    ("Arbaka", "112", "400 000"),
    ("Dolé", "87", "310 000"),
    ("Sirma", "45", "95 000"),
)
TITLE_TEXT = "Note sur l'accueil des familles déplacées dans les communes du fleuve"


def canvas() -> tuple[io.BytesIO, Canvas]:
    """An empty A4 document without a date."""
    buffer = io.BytesIO()
    return buffer, Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True)


Area = tuple[float, float, float, float]


def flow(page: Canvas, area: Area, content: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs set in an area (x, top, width, height; origin top left); what is left over."""
    x, top, width, height = area
    rest = list(content)
    Frame(x, HEIGHT - top - height, width, height, 0, 0, 0, 0).addFromList(rest, page)
    return rest


def body(texts: Sequence[str]) -> list[Paragraph]:
    """Running text."""
    return [Paragraph(text, BODY) for text in texts]


def article() -> list[Paragraph]:
    """Three headed sections."""
    return [
        Paragraph("L'EAU ET LES ROUTES", HEADING),
        *body(ROADS),
        Paragraph("L'ECOLE", HEADING),
        *body(SCHOOLS),
        Paragraph("LES MOYENS", HEADING),
        *body(MONEY),
    ]


def two_columns() -> bytes:
    """Title over two columns, a shaded box beside the title, a running footer; the columns are cut in mid-sentence."""
    buffer, page = canvas()
    flow(page, (50, 50, 300, 60), [Paragraph(TITLE_TEXT, TITLE)])
    page.setFillColor(HexColor("#e4ecf4"))
    page.rect(380, HEIGHT - 130, 165, 90, stroke=1, fill=1)
    page.setFillColor(black)
    box = [
        Paragraph("En bref", BOX_HEADING),
        Paragraph("Onze localités visitées, trois cents familles entendues, deux mois sans eau au puits.", BOX),
    ]
    flow(page, (388, 46, 150, 80), box)
    content = article()
    rest = flow(page, (50, 150, 235, 170), content)
    rest = flow(page, (310, 150, 235, 500), rest)
    assert not rest
    page.setFont("Helvetica", 8)
    page.drawString(50, 30, "Mission d'appui - Note n° 4")
    page.drawRightString(545, 30, "1")
    page.showPage()
    flow(page, (50, 60, 495, 400), [Paragraph("LA SUITE", HEADING), *body(MONEY)])
    page.setFont("Helvetica", 8)
    page.drawString(50, 30, "Mission d'appui - Note n° 4")
    page.drawRightString(545, 30, "2")
    page.save()
    return buffer.getvalue()


def wrapped_picture() -> bytes:
    """Text that runs beside a picture with a caption, then under it over the full width."""
    buffer, page = canvas()
    flow(page, (50, 50, 495, 60), [Paragraph(TITLE_TEXT, TITLE)])
    page.drawInlineImage(Image.new("RGB", (40, 30), "#88aa99"), 50, HEIGHT - 270, 200, 150)
    flow(page, (50, 275, 200, 30), [Paragraph("Figure 1. La rive nord vue du pont.", SMALL)])
    words = " ".join((*ROADS, *SCHOOLS, *MONEY, *ROADS))
    narrow = Paragraph(words, BODY)
    beside, below = narrow.split(285, 180)
    flow(page, (260, 120, 285, 182), [beside])
    flow(page, (50, 302, 495, 200), [below, *body(MONEY)])
    page.save()
    return buffer.getvalue()


def listed() -> bytes:
    """Numbered headings of two depths, items with bullets, a table without rules, a note under a short rule."""
    buffer, page = canvas()
    content = [
        Paragraph(TITLE_TEXT, TITLE),
        Paragraph("1. Constats", HEADING),
        *body(ROADS),
        Paragraph("1.1. Ce qui manque", HEADING),
        Paragraph("<bullet>&bull;</bullet>des pompes pour sept localités ;", ITEM),
        Paragraph(
            "<bullet>&bull;</bullet>un local pour chaque école, avec deux salles au moins, une cour fermée et un "
            "point d'eau qui serve aussi aux voisins ;",
            ITEM,
        ),
        Paragraph("<bullet>&bull;</bullet>des manuels.", ITEM),
        Paragraph("2. Dépenses", HEADING),
        *body(MONEY),
    ]
    flow(page, (70, 60, 455, 400), content)
    top = 440
    page.setFont("Times-Roman", 10)
    for row, cells in enumerate(TABLE):
        for x, cell in zip((70, 250, 400), cells, strict=True):
            page.drawString(x, HEIGHT - top - 18 * row, cell)
    page.line(70, 92, 170, 92)
    page.setFont("Times-Roman", 7)
    page.drawString(70, 80, "1  Enquête conduite avec l'aide des quartiers, voir www.mission-fleuve.example.org")
    page.save()
    return buffer.getvalue()


def bookmarked() -> bytes:
    """Headings set like running text that bookmarks name, one without its number; another bookmark names a slide."""
    buffer, page = canvas()
    content = [
        Paragraph(TITLE_TEXT, TITLE),
        Paragraph("Constats de l'enquête", BODY),
        *body(ROADS),
        Paragraph("2) Les écoles", BODY),
        *body(SCHOOLS),
        Paragraph("Dépenses à venir", HEADING),
        *body(MONEY),
    ]
    flow(page, (70, 60, 455, 600), content)
    marks = ((TITLE_TEXT, 0), ("Constats de l\N{RIGHT SINGLE QUOTATION MARK}enquête", 1), ("Les écoles", 2))
    for title, level in (*marks, ("Dépenses à venir", 1), ("Diapositive 2", 1)):
        page.bookmarkPage(title)
        page.addOutlineEntry(title, title, level)
    page.showPage()
    flow(page, (70, 60, 455, 600), [*body(ROADS), Paragraph("Les écoles", BODY), *body(MONEY)])
    page.save()
    return buffer.getvalue()


NOTES = (
    "Enquête conduite avec l'aide des quartiers, voir www.mission-fleuve.example.org/enquete",
    "Les puits de la rive sud ne sont pas comptés, faute de relevés.",
)


def noted() -> bytes:
    """Two notes at the very foot: the first in small print, its figure but little smaller; the second in text size."""
    buffer, page = canvas()
    called = f"{ROADS[0][:-1]}<super size=6>1</super>. {ROADS[1][:-1]}<super size=6>2</super>."
    content = [Paragraph(TITLE_TEXT, TITLE), Paragraph(called, BODY), Paragraph("1 Un puits sur trois.", BODY)]
    flow(page, (70, 60, 455, 400), [*content, *body(MONEY)])
    for y, size, figure, note in ((72, 10, 7, NOTES[1]), (48, 8, 7, NOTES[0])):
        page.setFont("Times-Roman", figure)
        page.drawString(70, y + 0.37 * size, "12"[size == 10])
        page.setFont("Times-Roman", size)
        page.drawString(75, y, note)
    page.setFont("Times-Roman", 8)
    page.drawRightString(545, 20, "Page 1 sur 1")
    page.save()
    return buffer.getvalue()


def turned(degrees: int) -> bytes:
    """A page that is upright when shown turned by `degrees` as it asks; its crop box is smaller than its media box.

    As shown it is 535 x 752 points, and its title begins 30 points from the left and 40 from the top.
    """
    buffer = io.BytesIO()
    # reportlab swaps the sides of a page that is shown turned by a quarter
    page = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
    page.setPageRotation(degrees)
    match degrees:
        case 90:
            page.translate(HEIGHT, 0)
        case 180:
            page.translate(WIDTH, HEIGHT)
        case 270:
            page.translate(0, WIDTH)
    page.rotate(degrees)
    # in the coordinates of the page as shown; the crop box is given in those of the file
    x0, y0, x1, y1 = 40.0, 60.0, 575.0, 812.0
    crop = {
        0: (x0, y0, x1, y1),
        90: (HEIGHT - y1, x0, HEIGHT - y0, x1),
        180: (WIDTH - x1, HEIGHT - y1, WIDTH - x0, HEIGHT - y0),
        270: (y0, WIDTH - x1, y1, WIDTH - x0),
    }
    page.setCropBox(crop[degrees])
    flow(page, (70, 70, 455, 400), [Paragraph(TITLE_TEXT, TITLE), *body(ROADS)])
    page.linkURL("https://fleuve.example.org/note", (70, HEIGHT - 110, 170, HEIGHT - 70), relative=1)
    page.save()
    return buffer.getvalue()


def hidden() -> bytes:
    """Text that nobody sees: white on white, invisible, tiny, off the page; and white on a dark band, which is seen."""
    buffer, page = canvas()
    page.setFillColor(HexColor("#102040"))
    page.rect(50, HEIGHT - 110, 495, 50, stroke=0, fill=1)
    page.setFillColor(white)
    page.setFont("Helvetica-Bold", 16)
    page.drawString(60, HEIGHT - 90, "Bulletin du comité de suivi")
    page.setFont("Helvetica", 10)
    page.drawString(60, HEIGHT - 700, "phrase blanche sur papier blanc")
    page.setFillColor(black)
    flow(page, (50, 130, 495, 200), body(ROADS))
    page.setFont("Helvetica", 1)
    page.drawString(60, HEIGHT - 720, "phrase minuscule")
    page.setFont("Helvetica", 10)
    page.drawString(60, HEIGHT + 40, "phrase hors de la page")
    text = page.beginText(60, HEIGHT - 740)
    text.setTextRenderMode(3)
    text.textOut("phrase sans encre")
    page.drawText(text)
    page.save()
    return buffer.getvalue()


def spaced_letters() -> bytes:
    """A heading whose letters are set apart."""
    buffer, page = canvas()
    page.setFont("Helvetica-Bold", 14)
    text = page.beginText(50, HEIGHT - 80)
    text.setCharSpace(6)
    text.textOut("LES PUITS A SEC")
    text.setCharSpace(0)
    page.drawText(text)
    flow(page, (50, 110, 495, 200), body(ROADS))
    page.save()
    return buffer.getvalue()


def garbled(table: dict[str, str]) -> bytes:
    """Running text whose accented letters are others, as a wrong ToUnicode map makes them."""
    buffer, page = canvas()
    page.setFont("Helvetica", 10)
    for at, line in enumerate(" ".join((*ROADS, *SCHOOLS)).split(". ")):
        page.drawString(50, HEIGHT - 80 - 14 * at, "".join(table.get(c, c) for c in line)[:110])
    page.save()
    return buffer.getvalue()


def outlined(texts: Sequence[str]) -> bytes:
    """A closed curve for each letter of `ROADS`, as where type is made outlines, and `texts` as text."""
    buffer, page = canvas()
    flow(page, (50, 400, 495, 300), body(texts))
    for at in range(sum(c.isalpha() for c in "".join(ROADS))):
        x, y = 50 + at % 80 * 6, HEIGHT - 60 - at // 80 * 13
        path = page.beginPath()
        path.moveTo(x, y)
        path.curveTo(x + 1, y + 6, x + 4, y + 6, x + 5, y)
        path.curveTo(x + 4, y + 3, x + 1, y + 3, x, y)
        page.drawPath(path, stroke=0, fill=1)
    page.save()
    return buffer.getvalue()


def without_text(picture: Image.Image) -> bytes:
    """A page that is a picture and nothing else."""
    buffer, page = canvas()
    page.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)
    page.save()
    return buffer.getvalue()


PASTED = (
    "Le conseil de la commune remercie les familles",
    "qui ont ouvert leur maison pendant les pluies.",
    "Il demande que les puits soient nettoyés avant",
    "la fin de la saison et que chaque quartier",
    "tienne le compte des personnes accueillies.",
)


def pasted_letter(picture: Image.Image | None = None) -> bytes:
    """Running text and under it a picture: a letter of five lines unless another is given."""
    buffer, page = canvas()
    flow(page, (50, 50, 495, 300), [Paragraph(TITLE_TEXT, TITLE), *body(ROADS)])
    page.drawInlineImage(picture or letter(PASTED), 60, HEIGHT - 480, 400, 160)
    page.save()
    return buffer.getvalue()


def letter(lines: Sequence[str], size: int = 36) -> Image.Image:
    """Lines of dark type on light paper."""
    image = Image.new("RGB", (1400, 560), "#fbfbf6")
    pen = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        pen.text((60, 50 + 46 * at), line, fill="#202020", font=ImageFont.load_default(size))
    return image


def locked() -> bytes:
    """A document that opens with a password only."""
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True, encrypt=StandardEncryption("ouvrir", strength=128))
    page.drawString(50, 700, "Note interne")
    page.save()
    return buffer.getvalue()


def cropped_away() -> bytes:
    """A page whose crop box lies outside of the sheet, which no renderer can show."""
    buffer, page = canvas()
    page.setCropBox((2 * WIDTH, 2 * HEIGHT, 3 * WIDTH, 3 * HEIGHT))
    page.rect(50, 50, WIDTH - 100, HEIGHT - 100, fill=1)
    page.showPage()
    page.save()
    return buffer.getvalue()
