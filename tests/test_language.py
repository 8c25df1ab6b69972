from __future__ import annotations

import pytest

from pipeline.language import detect

TEXTS = {
    "fr": [
        "Les participants ont adopté le rapport de la session et remercié le Gouvernement de son accueil.",
        "ACTIVITES DE L'ORGANISATION A L'APPUI DE LA PHASE DU PROCESSUS DEVANT CONDUIRE AU PACTE",
        "Lorganisme a I'appui des Etats étre siires, régulieres et ordonnées dans les pays de la région.",
    ],
    None: [
        "The participants adopted the report of the session and thanked the Government for its hospitality.",
        "Los participantes aprobaron el informe del período de sesiones y agradecieron al Gobierno su acogida.",
        "Die Teilnehmer nahmen den Bericht an und dankten der Regierung für die Gastfreundschaft.",
        "",
        "12 34 56",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in TEXTS.items() for text in texts])
def test_french_is_told_from_its_neighbours(language: str | None, text: str) -> None:
    assert detect(text) == language
