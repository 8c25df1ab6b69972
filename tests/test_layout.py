"""Pages drawn with characters, laid out."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import replace

import pytest

from pipeline.layout.pages import lay_out_pages
from pipeline.model import Block, Box, Graphic, Page, Word
from tests.conftest import ROOT

ACROSS, DOWN = 5.0, 12.0
CASES = tomllib.loads((ROOT / "tests/cases/layout/pages.toml").read_text("utf-8"))["case"]


def draw(text: str, *, scale: float = 1.0) -> tuple[Page, ...]:
    """The pages that a drawing shows; see the head of pages.toml."""
    pages = []
    start = 0
    for number, drawing in enumerate(text.split("---page---\n"), 1):
        words = []
        for line, row in enumerate(drawing.split("\n")):
            given = re.match(r"@(\d+)\|", row)
            size = float(given.group(1)) if given else 10.0
            for match in re.finditer(r"\S+", row[given.end() :] if given else row):
                letters = match.group().strip("*")
                x0, top = 50 + match.start() * ACROSS * size / 10, 40 + line * DOWN
                box = Box(number, x0, top, x0 + len(letters) * ACROSS * size / 10 * 0.98, top + size)
                words.append(
                    Word(
                        text=letters,
                        start=start,
                        page=number,
                        line=line,
                        box=scaled(box, scale),
                        size=size * scale,
                        bold=match.group().startswith("*"),
                    )
                )
                start += len(letters) + 1
        rows = drawing.count("\n")
        height = 70 + DOWN * rows if rows > 30 else 842.0
        pages.append(Page(number=number, width=595 * scale, height=height * scale, method="text", words=tuple(words)))
    return tuple(pages)


def scaled(box: Box, scale: float) -> Box:
    return Box(box.page, box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


def text_of(block: Block) -> str:
    return " ".join(word.text for line in block.lines for word in line)


def matches(block: Block, expected: str) -> bool:
    role, _, words = expected.partition(": ")
    first, _, last = words.partition(" … ")
    text = text_of(block)
    told = f"{block.role}{block.level}" if role[-1].isdigit() else block.role
    return told == role and (text.startswith(first) and text.endswith(last) if last else text == first)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_page_is_laid_out(case: dict[str, object]) -> None:
    blocks = lay_out_pages(draw(str(case["page"])))
    main = [block for block in blocks if block.role != "furniture"]
    expected = case["blocks"]
    assert isinstance(expected, list)
    seen = [f"{block.role}{block.level or ''}: {text_of(block)}" for block in main]
    assert len(main) == len(expected) and all(map(matches, main, expected)), "\n".join(seen)
    assert [text_of(block) for block in blocks if block.role == "furniture"] == case.get("furniture", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_every_word_stands_in_one_block(case: dict[str, object]) -> None:
    pages = draw(str(case["page"]))
    placed = sorted(word.start for block in lay_out_pages(pages) for line in block.lines for word in line)
    assert placed == sorted(word.start for page in pages for word in page.words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_size_of_the_page_does_not_matter(case: dict[str, object]) -> None:
    small, large = (
        [(block.role, block.level, text_of(block)) for block in lay_out_pages(draw(str(case["page"]), scale=scale))]
        for scale in (1.0, 1.7)
    )
    assert small == large


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_order_in_which_lines_are_drawn_does_not_matter(case: dict[str, object]) -> None:
    pages = draw(str(case["page"]))
    shuffled = []
    for page in pages:
        lines = [[word for word in page.words if word.line == line] for line in {word.line for word in page.words}]
        random.Random(1).shuffle(lines)
        shuffled.append(replace(page, words=tuple(word for line in lines for word in line)))
    assert lay_out_pages(tuple(shuffled)) == lay_out_pages(pages)


BOXED = """
@18|*Note*  *sur*  *les*  *puits*

Les puits de la rive sont à sec       *En* *bref*
pendant deux mois et les gens de      Onze quartiers, deux mois
la ville achètent l'eau. Le           sans eau, sept pompes en
comité a visité les quartiers         panne depuis mars.
et compte rendre un avis avant
la fin du mois de juin, après que les maires auront été entendus par le bureau.

*La* *suite*
Le solde sera versé par tranches après la remise de chaque rapport.
"""


def test_box_is_beside_the_flow() -> None:
    (page,) = draw(BOXED)
    frame = Graphic("rect", Box(1, 50 + 37 * ACROSS, 74, 50 + 70 * ACROSS, 125), "#e0e0e0")
    blocks = lay_out_pages((replace(page, graphics=(frame,)),))
    told = [(block.role, block.aside, text_of(block).split()[0], text_of(block).split()[-1]) for block in blocks]
    assert told == [
        ("title", None, "Note", "puits"),
        ("body", None, "Les", "bureau."),
        ("heading", 1, "En", "bref"),
        ("body", 1, "Onze", "mars."),
        ("heading", None, "La", "suite"),
        ("body", None, "Le", "rapport."),
    ]


CUT = """
@18|*Note*  *sur*  *les*  *puits*

*La* *visite*
Les puits de la rive sont à sec       *En* *bref*
pendant deux mois et les gens de      Onze quartiers, deux mois
la ville achètent l'eau. Le           sans eau, sept pompes en
comité a visité les quartiers.        panne depuis mars.

L'avis sera rendu avant la fin du mois de juin, quand les maires auront parlé.

*La* *suite*
Le solde sera versé par tranches après la remise de chaque rapport.
"""


def test_box_with_a_heading_does_not_cut_the_section_it_stands_in() -> None:
    (page,) = draw(CUT)
    frame = Graphic("rect", Box(1, 50 + 37 * ACROSS, 86, 50 + 70 * ACROSS, 137), "#e0e0e0")
    blocks = lay_out_pages((replace(page, graphics=(frame,)),))
    told = [(block.role, block.aside, text_of(block).split()[0], text_of(block).split()[-1]) for block in blocks]
    assert told == [
        ("title", None, "Note", "puits"),
        ("heading", None, "La", "visite"),
        ("body", None, "Les", "quartiers."),
        ("body", None, "L'avis", "parlé."),
        ("heading", 1, "En", "bref"),
        ("body", 1, "Onze", "mars."),
        ("heading", None, "La", "suite"),
        ("body", None, "Le", "rapport."),
    ]


def test_box_that_begins_above_a_heading_beside_it_is_read_before_that_section() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

Ligue des puits, 3 mars 2019
                                              *En* *bref*
*La* *visite*                                     Onze quartiers
Le comité a visité les puits de la plaine     manquent d'eau.
et compte rendre un avis sur les prix de      Trois pompes ont
l'eau avant la fin du mois de juin. Les       été réparées.
vendeurs viennent de la ville chaque matin.
"""
    (page,) = draw(drawn)
    frame = Graphic("rect", Box(1, 275, 84, 380, 152), None)
    blocks = lay_out_pages((replace(page, graphics=(frame,)),))
    assert [text_of(block) for block in blocks if block.role == "heading"] == ["En bref", "La visite"]


def test_band_under_a_heading_is_no_box() -> None:
    text = "Les puits de la rive sont à sec.\n\n*Ce* *que* *dit* *la* *loi* *de* *l'eau*\n\nL'eau est à tous."
    (page,) = draw("\n" + text)
    band = Graphic("rect", Box(1, 50, 74, 300, 86), "#e0e0e0")
    blocks = lay_out_pages((replace(page, graphics=(band,)),))
    assert all(block.aside is None for block in blocks)


def test_frame_around_the_page_is_no_box() -> None:
    (page,) = draw(BOXED)
    frame = Graphic("rect", Box(1, 20, 20, 575, 820))
    blocks = lay_out_pages((replace(page, graphics=(frame,)),))
    assert all(block.aside is None for block in blocks)


def test_rules_make_a_table_of_cells() -> None:
    (page,) = draw("\nQuartier      Somme\nArbaka        400 000\nDolé          310 000\n")
    lines = [Graphic("line", Box(1, 45, y, 200, y)) for y in (50, 62.5, 74.5, 87)]
    lines += [Graphic("line", Box(1, x, 50, x, 87)) for x in (45, 110, 200)]
    (table,) = lay_out_pages((replace(page, graphics=tuple(lines)),))
    assert table.cells is not None
    assert [[" ".join(word.text for word in cell) for cell in row] for row in table.cells] == [
        ["Quartier", "Somme"],
        ["Arbaka", "400 000"],
        ["Dolé", "310 000"],
    ]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_text_that_lies_on_its_side_is_read_along_its_lines(quarters: int) -> None:
    pages = draw(str(CASES[0]["page"]))
    (page,) = pages
    width, height = page.width or 0, page.height or 0

    def lie(box: Box) -> Box:
        match quarters:
            case 1:
                return replace(box, x0=height - box.bottom, top=box.x0, x1=height - box.top, bottom=box.x1)
            case 2:
                return replace(
                    box, x0=width - box.x1, top=height - box.bottom, x1=width - box.x0, bottom=height - box.top
                )
            case _:
                return replace(box, x0=box.top, top=width - box.x1, x1=box.bottom, bottom=width - box.x0)

    words = tuple(replace(word, box=lie(word.box)) for word in page.words if word.box is not None)
    if quarters % 2:
        width, height = height, width
    lying = lay_out_pages((replace(page, width=width, height=height, words=words),))
    assert [text_of(block) for block in lying] == [text_of(block) for block in lay_out_pages(pages)]


def test_pages_without_words_have_no_blocks() -> None:
    assert lay_out_pages((Page(number=1, width=595, height=842, method="ocr", problem="too slow"),)) == ()


SCANNED = """
@18|Note  sur  les  puits

La ligue a visité les puits de la plaine et compte rendre un avis
avant la fin du mois de juin.


Un toit
Les margelles seront couvertes pour que les troupeaux ne viennent
plus boire au même endroit que les enfants.


De l'eau propre
Les onze puits seront nettoyés et chaulés avant les pluies par les
ouvriers des communes et ceux de la ligue.


À manger
Les familles recevront du mil et de l'huile jusqu'aux récoltes qui
viendront plus tard que les autres années.
"""


def scanned(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    return tuple(
        replace(page, method="ocr", words=tuple(replace(word, confidence=0.95) for word in page.words))
        for page in pages
    )


def test_short_lines_apart_above_text_are_headings_in_a_scan() -> None:
    blocks = lay_out_pages(scanned(draw(SCANNED)))
    assert [text_of(block) for block in blocks if block.role == "heading"] == ["Un toit", "De l'eau propre", "À manger"]


def test_one_short_line_in_a_scan_is_no_heading() -> None:
    blocks = lay_out_pages(scanned(draw(SCANNED.partition("\n\n\nDe l'eau")[0])))
    assert all(block.role != "heading" for block in blocks)


BESIDE = """
@18|*Note*  *sur*  *les*  *puits*

*Ce* *qui*          Les pompes sont en panne dans sept quartiers sur
*manque*            onze, et les pièces n'arrivent que tous les deux
                    mois par la route du nord.

                    Les vendeurs viennent de la ville chaque matin.

*La* *suite*

*Au* *sud*            Quatre quartiers ont encore de l'eau toute l'année
                    grâce aux forages creusés par les entreprises.

*Au* *nord*           Le second forage sera ouvert avant les pluies, et
                    les anciens puits seront couverts d'une margelle.
"""


def test_headings_beside_their_text_are_read_above_it() -> None:
    blocks = lay_out_pages(draw(BESIDE))
    assert [(block.role, text_of(block)) for block in blocks if block.role != "body"] == [
        ("title", "Note sur les puits"),
        ("heading", "Ce qui manque"),
        ("heading", "La suite"),
        ("heading", "Au sud"),
        ("heading", "Au nord"),
    ]
    assert [text_of(block).split()[0] for block in blocks if block.role == "body"] == ["Les", "Les", "Quatre", "Le"]


def test_long_heading_in_bold_beside_its_text_is_read_above_it_and_a_long_remark_is_none() -> None:
    lines = [
        "Réponse du",
        "président de",
        "la ligue aux",
        "questions des",
        "communes de",
        "la plaine sur",
        "les puits :",
    ]
    text = [
        "Les pompes sont en panne dans sept quartiers sur",
        *["onze, et les pièces n'arrivent que par la route"] * 6,
    ]

    def drawn(mark: str) -> str:
        side = [" ".join(f"{mark}{word}{mark}" for word in line.split()) for line in lines]
        rows = [f"{head:<20}{row}" for head, row in zip(side, text, strict=True)]
        return BESIDE + "\n" + "\n".join(rows) + "\n"

    heads = [text_of(block) for block in lay_out_pages(draw(drawn("*"))) if block.role == "heading"]
    assert heads[-1].startswith("Réponse du président") and len(heads) == 5
    assert all("président" not in text_of(b) for b in lay_out_pages(draw(drawn(""))) if b.role == "heading")


def test_headings_in_lighter_type_beside_their_text_are_read_like_their_bold_neighbours() -> None:
    drawn = BESIDE.replace("*Au* *sud*  ", "Au sud      ").replace("*Au* *nord*  ", "Au nord      ")
    blocks = lay_out_pages(scanned(draw(drawn)))
    assert [text_of(block) for block in blocks if block.role == "heading"] == [
        "Ce qui manque",
        "La suite",
        "Au sud",
        "Au nord",
    ]


def test_table_beside_a_heading_in_the_margin_is_read_under_it() -> None:
    drawn = BESIDE.replace(
        "*La* *suite*\n", "*Les*               Quartier      Somme\n*sommes*            Dolé          310 000\n"
    )
    (page,) = draw(drawn)
    lines = [Graphic("line", Box(1, 138, y, 300, y)) for y in (146, 159, 171)]
    lines += [Graphic("line", Box(1, x, 146, x, 171)) for x in (145, 215, 300)]
    blocks = lay_out_pages((replace(page, graphics=tuple(lines)),))
    at = next(number for number, block in enumerate(blocks) if block.role == "table")
    assert text_of(blocks[at - 1]) == "Les sommes"
    assert text_of(blocks[at + 1]) == "Au sud"


def test_column_with_text_of_its_own_is_no_margin_of_headings() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

*En* *bref*           Les pompes sont en panne dans sept quartiers sur
Onze quartiers      onze, et les pièces n'arrivent que tous les deux
deux mois           mois par la route du nord.
sans eau
                    Les vendeurs viennent de la ville chaque matin et
*Qui* *paie*          repartent à midi.
La commune et
les gens            Quatre quartiers ont encore de l'eau toute l'année
eux-mêmes         grâce aux forages creusés par les entreprises.
"""
    words = [text_of(block) for block in lay_out_pages(draw(drawn))]
    assert words.index("Qui paie") < next(at for at, text in enumerate(words) if text.startswith("Les pompes"))


def test_table_in_a_box_belongs_to_the_box() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

*La* *visite*
Les puits de la rive sont à sec       *En* *bref*
pendant deux mois et les gens de
la ville achètent l'eau. Le           Puits       onze
comité a visité les quartiers         Pompes      sept
et compte rendre un avis.

*La* *suite*
Le solde sera versé par tranches après la remise de chaque rapport.
"""
    (page,) = draw(drawn)
    left, right = 50 + 37 * ACROSS, 50 + 60 * ACROSS
    lines = [Graphic("line", Box(1, left + 2, y, right - 2, y)) for y in (110.5, 122.5, 135)]
    lines += [Graphic("line", Box(1, x, 110.5, x, 135)) for x in (left + 2, left + 60, right - 2)]
    frame = Graphic("rect", Box(1, left - 4, 86, right + 4, 140), "#e0e0e0")
    blocks = lay_out_pages((replace(page, graphics=(*lines, frame)),))
    assert [(block.role, text_of(block)) for block in blocks if block.aside] == [
        ("heading", "En bref"),
        ("table", "Puits onze Pompes sept"),
    ]


def test_shaded_rows_of_a_table_are_no_boxes_and_the_heading_over_them_no_row() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

Le tableau donne les étapes que le comité a arrêtées pour la saison.

*II.*  *Calendrier*

*Date*              *Étape*                     *Qui*

3 mars            Visite des puits          Le comité

9 avril           Avis sur les prix         Le bureau

1er mai           Choix du foreur           Le conseil

8 juin            Premier forage            La commune

*III.*  *Suite*
Le solde sera versé par tranches après la remise de chaque rapport.
"""
    (page,) = draw(drawn)
    bands = tuple(Graphic("rect", Box(1, 45, y, 300, y + 12), "#e0e0e0") for y in (132, 180))
    blocks = lay_out_pages((replace(page, graphics=bands),))
    assert [block.role for block in blocks] == ["title", "body", "heading", "table", "heading", "body"]
    assert [text_of(block) for block in blocks if block.role == "heading"] == ["II. Calendrier", "III. Suite"]


FOOT = (
    """
@18|*Note*  *sur*  *les*  *puits*

*La* *visite*
Le comité a visité les puits de la plaine¹ et compte rendre un avis
avant la fin du mois de juin.
"""
    + "\n" * 48
)


def test_note_at_the_foot_of_a_page_stands_at_the_end() -> None:
    drawn = (
        FOOT
        + "@8|¹ Arrêté de la commune de Dolé.\n---page---\nLe bureau a suivi.\n\n*La* *suite*\nLe solde sera versé."
    )
    blocks = lay_out_pages(draw(drawn))
    assert [block.role for block in blocks] == ["title", "heading", "body", "body", "heading", "body", "footnote"]


def test_notes_stand_in_order_before_the_small_print_that_closes_the_brief() -> None:
    drawn = (
        FOOT
        + "@8|¹ Arrêté de la commune de Dolé.\n---page---\nLe bureau a suivi² l'avis du comité sur les prix de l'eau.\n"
        + "\n@8|Ligue des puits, rue du Bac, Dolé - tél. : 01 02 03 04 05\n@8|Rédaction : bureau de la ligue"
        + "\n" * 45
        + "@8|² Avis du comité."
    )
    blocks = lay_out_pages(draw(drawn))
    assert [text_of(block) for block in blocks if block.role == "footnote"] == [
        "¹ Arrêté de la commune de Dolé.",
        "² Avis du comité.",
    ]
    assert [block.role for block in blocks][-4:] == ["body", "footnote", "footnote", "imprint"]


def test_small_print_without_an_address_closes_nothing() -> None:
    drawn = FOOT.rstrip("\n") + "\n\n@8|Les prix de la plaine sont ceux du mois de mars."
    assert [block.role for block in lay_out_pages(draw(drawn))] == ["title", "heading", "body", "body"]


def test_note_under_its_own_heading_stays_there() -> None:
    drawn = (
        FOOT
        + "*Notes*\n@8|¹ Arrêté de la commune de Dolé.\n---page---\n*La* *suite*\nLe solde sera versé par tranches."
    )
    blocks = lay_out_pages(draw(drawn))
    assert [block.role for block in blocks] == ["title", "heading", "body", "heading", "footnote", "heading", "body"]


def test_line_with_an_address_in_bold_is_no_heading() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

Le comité a visité les onze quartiers et compte rendre son avis avant
la fin du mois de juin, après que les maires auront été entendus.

*Contacts*

*Bureau* *:* *puits@lirou.example*
Le bureau répond le matin aux gens de la plaine et de la ville.
"""
    assert [text_of(block) for block in lay_out_pages(draw(drawn)) if block.role == "heading"] == ["Contacts"]


def test_line_at_the_very_top_of_a_later_page_is_a_header() -> None:
    title = "\n@18|*Note*  *sur*  *les*  *puits*\n\nLes puits sont à sec.\n"
    (first, second) = draw(title + "---page---\nPuits de 2019\n\n\n\nLe solde sera versé.\n")
    raised = tuple(
        replace(word, box=replace(word.box, top=word.box.top - 15, bottom=word.box.bottom - 15))
        if word.line == 0
        else word
        for word in second.words
    )
    blocks = lay_out_pages((first, replace(second, words=raised)))
    assert [text_of(block) for block in blocks if block.role == "furniture"] == ["Puits de 2019"]


def test_title_stands_before_the_running_text_unless_much_larger_type_follows() -> None:
    drawn = """
@12|*Les*  *puits*  *de*  *la*  *plaine*

Le comité a visité les onze quartiers et compte rendre son avis avant la fin
du mois. Les vendeurs viennent de la ville chaque matin, et les habitants de
la rive attendent depuis mars une réponse de la commune et de la province.

@14|*La*  *suite*

Le second forage sera ouvert avant les pluies.
"""
    assert [b.role for b in lay_out_pages(draw(drawn))] == ["title", "body", "heading", "body"]
    larger = lay_out_pages(draw(drawn.replace("@14", "@20")))
    assert [text_of(block) for block in larger if block.role == "title"] == ["La suite"]


def test_letters_of_a_logo_beside_the_title_are_no_part_of_it() -> None:
    (page,) = scanned(draw("\n@18|*Note*  *sur*  *les*  *puits*\n\n" + SCANNED.partition("puits\n")[2]))
    *_, last = (word for word in page.words if word.line == page.words[0].line)
    assert last.box is not None
    logo = replace(last, text="UN", start=9_999, box=Box(1, 500, 40, 530, 90), confidence=0.4)
    blocks = lay_out_pages((replace(page, words=(*page.words, logo)),))
    assert [text_of(block) for block in blocks if block.role == "title"] == ["Note sur les puits"]
    sure = lay_out_pages((replace(page, words=(*page.words, replace(logo, confidence=0.9))),))
    assert "UN" not in [text_of(block) for block in sure if block.role == "furniture"]


def test_line_between_the_title_and_a_dateline_is_no_heading() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

*LIGUE* *DES* *PUITS*

Dolé, le 3 mars 2019

Le comité a visité les onze quartiers et compte rendre son avis avant
la fin du mois.
"""
    assert [b.role for b in lay_out_pages(draw(drawn))] == ["title", "body", "body", "body"]


def test_small_print_at_the_foot_of_a_scan_is_a_note_whatever_mark_opens_it() -> None:
    drawn = FOOT + "@7|! Arrêté de la commune de Dolé.\n\n\n\n\n---page---\n*La* *suite*\nLe solde sera versé."
    blocks = lay_out_pages(scanned(draw(drawn)))
    assert blocks[-1].role == "footnote"
    addressed = lay_out_pages(scanned(draw(drawn.replace("! Arrêté", "Tél. : 01 02 03 04 05"))))
    assert all(block.role != "footnote" for block in addressed)


def test_short_last_line_of_a_heading_in_a_scan_keeps_its_weight() -> None:
    drawn = """
@18|*Note*  *sur*  *les*  *puits*

*Quels* *sont* *les* *quartiers* *de* *la* *plaine* *que* *le* *comité* *va* *voir* *avant*
la pluie ?
Le comité a visité les onze quartiers et compte rendre son avis avant la fin
du mois. Les vendeurs viennent de la ville chaque matin, et les habitants de
la rive attendent depuis mars une réponse de la commune et de la province.
"""
    blocks = lay_out_pages(scanned(draw(drawn)))
    assert [text_of(b) for b in blocks if b.role == "heading"] == [
        "Quels sont les quartiers de la plaine que le comité va voir avant la pluie ?"
    ]


def test_small_letter_goes_on_in_a_heading_whatever_size_an_ocr_gave_it() -> None:
    drawn = """
@20|*Reprise*  *du*  *marché*  *de*  *Dolé* :  *le*  *comité*  *en*  *visite*
@17|*avec*  *ses*  *voisins*

Le comité a visité les onze quartiers et compte rendre son avis avant la fin
du mois. Les vendeurs viennent de la ville chaque matin.
"""
    blocks = lay_out_pages(scanned(draw(drawn)))
    assert text_of(blocks[0]) == "Reprise du marché de Dolé : le comité en visite avec ses voisins"


ANNOUNCED = """
@18|*Note*  *sur*  *les*  *puits*

*Quartiers* *hauts*
Le comité a visité les onze quartiers et compte rendre son avis avant la fin
du mois. Les vendeurs viennent de la ville chaque matin.
Pour toutes les rues :

CHAMBRE DES PUITS

Chaque quartier dépose sa demande au bureau de la commune avant la fin du
mois, et le bureau rend son avis en mars.
"""


def test_capitals_that_a_colon_announces_are_no_heading_and_bold_ones_are() -> None:
    headings = [text_of(b) for b in lay_out_pages(draw(ANNOUNCED)) if b.role == "heading"]
    assert headings == ["Quartiers hauts"]
    bold = ANNOUNCED.replace("CHAMBRE DES PUITS", "*CHAMBRE* *DES* *PUITS*")
    assert "CHAMBRE DES PUITS" in [text_of(b) for b in lay_out_pages(draw(bold)) if b.role == "heading"]
    closed = ANNOUNCED.replace("rues :", "rues.")
    assert "CHAMBRE DES PUITS" in [text_of(b) for b in lay_out_pages(draw(closed)) if b.role == "heading"]


LABELLED = """
@18|*Note*  *sur*  *les*  *puits*

Le comité a visité les onze quartiers et compte rendre son avis avant la fin
du mois. Les vendeurs viennent de la ville chaque matin.

LES PUITS EN COMMUN
Dolo et fils

Le solde sera versé par tranches après la remise de chaque rapport, quand les
maires auront parlé.
"""


def test_label_in_capitals_in_a_box_is_no_heading_and_one_over_text_is() -> None:
    def headings(text: str) -> list[str]:
        (page,) = draw(text)
        label = next(word for word in page.words if word.text == "LES")
        box = Box(1, 45, label.box.top - 2, 400, label.box.bottom + 14)
        blocks = lay_out_pages((replace(page, graphics=(Graphic("rect", box, "#e0e0e0"),)),))
        assert next(text_of(b) for b in blocks if b.aside is not None) == "LES PUITS EN COMMUN"
        return [text_of(b) for b in blocks if b.role == "heading"]

    assert headings(LABELLED) == []
    assert headings(LABELLED.replace("Dolo et fils", "Onze quartiers vivent sans eau depuis mars")) == [
        "LES PUITS EN COMMUN"
    ]
