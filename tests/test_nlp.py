"""The spaCy Language: tokens of institutional French, sentences, bounded time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.nlp import blank, build_nlp, fold
from pipeline.training.corpus.generate import genres

NLP = blank()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l'OIM", ["l'", "OIM"]),
        ("L’État", ["L’", "État"]),
        ("jusqu'au 3 mai", ["jusqu'", "au", "3", "mai"]),
        ("qu'il", ["qu'", "il"]),
        ("mi-avril", ["mi-avril"]),
        ("ONU-Habitat", ["ONU-Habitat"]),
        ("OIM/PNUD", ["OIM", "/", "PNUD"]),
        ("(OIM).", ["(", "OIM", ")", "."]),
        ("I'Agence", ["I'", "Agence"]),
        ("aujourd'hui", ["aujourd'hui"]),
        ("« bien »", ["«", "bien", "»"]),
        ("Genève, Dakar", ["Genève", ",", "Dakar"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [t.text for t in NLP(text)] == tokens


def test_sentences_end_at_full_stops() -> None:
    doc = NLP("Le Conseil se réunit. La séance est levée.")
    assert [s.text for s in doc.sents] == ["Le Conseil se réunit.", "La séance est levée."]


def test_the_norm_has_no_accents_or_capitals() -> None:
    assert [t.norm_ for t in NLP("RÉFUGIÉS Œuvre")] == ["refugies", "oeuvre"]
    assert fold("D’Œuvre") == "d'oeuvre"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab'’(.-/ \n\u00a0é«l", max_size=900))
def test_no_character_is_lost(text: str) -> None:
    assert NLP(text).text == text


@pytest.mark.parametrize("noise", ["'" * 20_000, "(" * 20_000, "l'" * 10_000, "1" * 100_000])
def test_runs_without_spaces_take_linear_time(noise: str) -> None:
    start = time.process_time()
    assert NLP(noise).text == noise
    assert time.process_time() - start < 2


def test_an_absent_model_is_an_error() -> None:
    with pytest.raises(OSError, match="no_such_model"):
        build_nlp("no_such_model")


def test_the_shipped_language_does_not_load_spacys_french() -> None:
    code = "import sys; from pipeline.nlp import build_nlp; build_nlp(); sys.exit('spacy.lang.fr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SHIPPED = Path(str(files("pipeline").joinpath("language/fr/model")))


@pytest.fixture(scope="module")
def shipped() -> Language:
    return build_nlp()


def test_the_shipped_pipeline_is_small_and_names_its_sources() -> None:
    assert sum(f.stat().st_size for f in SHIPPED.rglob("*") if f.is_file()) < 20_000_000
    meta = json.loads((SHIPPED / "meta.json").read_text("utf-8"))
    assert meta["license"]
    assert len(meta["sources"]) >= 4


def test_the_shipped_pipeline_loads_fast() -> None:
    start = time.process_time()
    build_nlp()
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("Une mission conduite par Oumar Sidibé est arrivée à Gao.", "PER", "Oumar Sidibé"),
        ("Mariama Condé, porte-parole du HCR, a visité le camp de Gao.", "PER", "Mariama Condé"),
        ("Les équipes de Gao distribuent des vivres à Ménaka.", "LOC", "Gao"),
        ("Le HCR et le PAM ont signé un accord à Niamey.", "ORG", "HCR"),
        ("Le président de SavaneActive a remis le prix à Bamako.", "ORG", "SavaneActive"),
    ],
)
def test_the_shipped_pipeline_finds_entities(shipped: Language, text: str, label: str, name: str) -> None:
    assert (name, label) in {(e.text, e.label_) for e in shipped(text).ents}


def test_the_same_text_has_the_same_entities_twice(shipped: Language) -> None:
    text = "L'OIM et RiveDroite ont ouvert un centre à Kayes avec Paul Sarr."
    assert [(e.text, e.label_) for e in shipped(text).ents] == [(e.text, e.label_) for e in build_nlp()(text).ents]


@pytest.mark.parametrize(
    "text",
    [
        "Les enfants mangent du riz.",
        "Les experts visitent les villages.",
    ],
)
def test_the_shipped_pipeline_tags_words(shipped: Language, text: str) -> None:
    doc = shipped(text)
    assert [t.pos_ for t in doc[:2]] == ["DET", "NOUN"]
    assert doc[1].morph.get("Number") == ["Plur"]
    assert doc[2].pos_ == "VERB"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Le Conseil se réunit. La séance est levée.", 2),
        ("Le Dr Sarr est venu le 3 mai avec M. Diop.", 1),
        ("POINTS SAILLANTS\n\nles pluies ont repris\n\nles vivres sont arrivés", 3),
        ("Une ligne qui\nse poursuit sur la suivante.", 1),
    ],
)
def test_sentences_end_with_blocks_and_stops(shipped: Language, text: str, sentences: int) -> None:
    assert len([s for s in shipped(text).sents if s.text.strip()]) == sentences


def test_the_figures_of_the_training_stand_beside_the_model() -> None:
    metrics = json.loads((SHIPPED / "metrics.json").read_text("utf-8"))
    corpora = {"hand_written", "documents", "frames", "europeana", "newseye_test", "fenec", "sequoia", "gsd_dev"}
    assert corpora | {f"hand_written_{genre}" for genre in genres()} == metrics.keys()
    assert all(0 <= value <= 1 for figures in metrics.values() for value in figures.values())
