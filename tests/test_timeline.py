from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.errors import ReadError
from pipeline.timeline import as_svg, as_text, entries, read_briefs


def brief(name: str, text: str, *dates: tuple[str, str]) -> dict[str, object]:
    found = [
        {"text": t, "start": text.index(t), "end": text.index(t) + len(t), "edtf": edtf, "section": "s1"}
        for t, edtf in dates
    ]
    return {"id": name, "text": text, "sections": [{"id": "s1", "title": "Ports & quais"}], "dates": found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    a = brief(
        "a",
        "Le quai a ouvert en mars 2019. Il fermera à l'automne 2021 <sic>.",
        ("mars 2019", "2019-03"),
        ("automne 2021", "2021-23"),
    )
    b = brief("b", "Réunion le 3 mai. Autre le 2 avril 2019.", ("3 mai", "XXXX-05-03"), ("2 avril 2019", "2019-04-02"))
    for document in (a, b):
        (tmp_path / f"{document['id']}.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "report.json").write_text('{"documents": []}')
    return tmp_path


def test_sentences_of_all_briefs_stand_in_order_of_date(folder: Path) -> None:
    assert as_text(entries(read_briefs(folder))).splitlines() == [
        "2019-03\tLe quai a ouvert en mars 2019.\tPorts & quais\ta",
        "2019-04-02\tAutre le 2 avril 2019.\tPorts & quais\tb",
        "2021-23\tIl fermera à l'automne 2021 <sic>.\tPorts & quais\ta",
    ]


def test_the_picture_is_well_formed_and_shows_every_date(folder: Path) -> None:
    root = ElementTree.fromstring(as_svg(entries(read_briefs(folder))))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[::3] == ["2019-03", "2019-04-02", "2021-23"]
    assert "Il fermera à l'automne 2021 <sic>." in texts


def test_a_folder_without_briefs_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no briefs"):
        read_briefs(tmp_path)
