from __future__ import annotations

from pipeline.aligned import Edit, Span
from pipeline.model import Block, Reading
from pipeline.segment import clean_spans, segment
from tests.conftest import block, plain, uncleaned

TEXT = """\
NOTE SUR LES PORTS
Autorité des ports
Un premier paragraphe.
CONTEXTE
Le contexte est pré-
senté ici.
Encadré
Le texte de l'encadré.
Suite du contexte.
1 Une note.
"""


def blocks(reading: Reading) -> tuple[Block, ...]:
    return (
        block(reading, "title", "NOTE", "PORTS", level=1),
        block(reading, "masthead", "Autorité", "ports"),
        block(reading, "body", "Un", "paragraphe."),
        block(reading, "heading", "CONTEXTE", "CONTEXTE", level=2),
        block(reading, "body", "Le contexte", "ici."),
        block(reading, "heading", "Encadré", "Encadré", level=2, aside=1),
        block(reading, "body", "Le texte", "encadré.", aside=1),
        block(reading, "body", "Suite", "contexte."),
        block(reading, "footnote", "1", "note."),
    )


def test_every_block_stands_in_one_section_of_its_kind() -> None:
    reading = plain(TEXT)
    cleaned = uncleaned(reading, blocks(reading))
    text = cleaned.text.text
    found = [
        (section.kind, section.title.of(text) if section.title else None, section.body.of(text))
        for section in segment(cleaned)
    ]
    assert found == [
        ("title", "NOTE SUR LES PORTS", ""),
        ("masthead", None, "Autorité des ports"),
        ("body", None, "Un premier paragraphe."),
        ("body", "CONTEXTE", "Le contexte est pré-\nsenté ici."),
        ("sidebar", "Encadré", "Le texte de l'encadré."),
        ("body", None, "Suite du contexte."),
        ("footnotes", None, "1 Une note."),
    ]


def test_levels_nest_under_the_title() -> None:
    reading = plain(TEXT)
    sections = segment(uncleaned(reading, blocks(reading)))
    assert [section.level for section in sections] == [1, 2, 2, 2, 2, 2, 2]
    assert {section.parent for section in sections[1:]} == {"s1"}


def test_borders_of_blocks_survive_cleaning() -> None:
    reading = plain(TEXT)
    whole = uncleaned(reading, blocks(reading))
    cut = whole.transcript.text.text.index("-\nsenté")
    cleaned = uncleaned(reading, blocks(reading), (Edit(Span(cut, cut + 2), ""),))
    texts = [span.of(cleaned.text.text) for span in clean_spans(cleaned)]
    assert texts[4] == "Le contexte est présenté ici."
    assert texts[5] == "Encadré"


def test_an_empty_document_has_no_section() -> None:
    assert segment(uncleaned(plain(""), ())) == ()
