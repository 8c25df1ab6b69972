"""The corpus of the training: marks, held-out parts, exchange of names, lines of a page, readers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.strings import hash_string  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, without stubs
from thinc.api import fix_random_seed

from pipeline.nlp import blank
from pipeline.training.corpora import chunks, read_quaero, read_tagged, read_treebank, read_words, treebank
from pipeline.training.corpus.generate import by_hand, genres, runs, unmark
from pipeline.training.corpus.noise import vary
from pipeline.training.corpus.page import lay_lines
from pipeline.training.corpus.swap import names, swap
from pipeline.training.french import build
from pipeline.training.pretrain import pretrain

TRAINED, TESTED = by_hand(held_out=False), by_hand(held_out=True)
READ, KEPT = (tuple(line for run in runs(held_out=kept) for line in run) for kept in (False, True))


def test_no_sentence_is_both_trained_and_tested() -> None:
    assert len(TRAINED) + len(TESTED) > 15000
    assert not {s.text for s in TRAINED} & {s.text for s in TESTED}
    assert len(TESTED) * 9 <= len(TRAINED) + 9 * len(genres())


def test_documents_are_read_in_order_and_every_tenth_run_is_kept_for_testing() -> None:
    assert len(READ) + len(KEPT) > 9000
    assert len(READ) > 8 * len(KEPT) > 0
    run = runs(held_out=False)[0]
    laid = " ".join(s.text for s, _ in lay_lines(run, 3, in_order=True))
    assert laid.split() == " ".join(s.text for s in run).split()


def test_every_mark_is_closed_and_every_name_is_trimmed() -> None:
    for sentence in (*TRAINED, *TESTED, *READ, *KEPT):
        assert not set("[]") & set(sentence.text), sentence.text
        for start, end, label in sentence.entities:
            assert label in {"ORG", "PER", "LOC"}
            assert sentence.text[start:end] == sentence.text[start:end].strip()


def test_pretraining_teaches_the_embedding_the_same_twice() -> None:
    vectors = Vectors(shape=(3, 4))
    for row, word in enumerate(("puits", "eau", "village")):
        vectors.add(hash_string(word), vector=np.eye(3, 4, dtype="float32")[row])
    texts = ["Le puits donne de l'eau au village.", "Au village, l'eau du puits est salée."] * 20

    def weights() -> bytes:
        fix_random_seed(1)
        return pretrain(build(8, 1), vectors, texts, seed=1)

    first = weights()
    untaught = build(8, 1)
    untaught.get_pipe("tok2vec").model.initialize(X=[untaught.make_doc("eau")])  # type: ignore[attr-defined]
    assert first == weights()
    assert first != untaught.get_pipe("tok2vec").model.to_bytes()  # type: ignore[attr-defined]


def test_words_are_drawn_up_to_a_number_and_alike(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("\n".join(f"Le paragraphe {n} " + "dit une chose " * 6 for n in range(50)), "utf-8")
    drawn = read_words(path, 100, seed=3)
    assert drawn == read_words(path, 100, seed=3) != read_words(path, 100, seed=4)
    assert 100 <= sum(len(text.split()) for text in drawn) < 100 + 21


def test_exchanged_names_keep_their_article() -> None:
    known = names(
        [unmark("Le [ORG Conseil] et la [ORG Ligue] siègent."), unmark("Le [ORG Bureau] et la [ORG Cour] votent.")]
    )
    for seed in range(20):
        text = swap(unmark("Demain, le [ORG Conseil] part."), known, seed).text
        assert text in {"Demain, le Conseil part.", "Demain, le Bureau part."}


def test_exchange_keeps_spans_on_names() -> None:
    known = names(TRAINED)
    every = {s.text[a:b] for s in TRAINED for a, b, _ in s.entities}
    for seed, sentence in enumerate(TRAINED[:200]):
        swapped = swap(sentence, known, seed)
        assert [label for _, _, label in swapped.entities] == [label for _, _, label in sentence.entities]
        assert {swapped.text[a:b] for a, b, _ in swapped.entities} <= every


def test_lines_of_a_page_keep_every_sentence_and_name() -> None:
    parts = list(lay_lines(TRAINED[:50], 3))
    assert sum(len(starts) for _, starts in parts) == 50
    assert sum(len(s.entities) for s, _ in parts) == sum(len(s.entities) for s in TRAINED[:50])


@pytest.mark.parametrize("seed", range(30))
def test_noise_keeps_the_length(seed: int) -> None:
    sentence = unmark("L'[ORG Œuvre de l'été] à [LOC Gao] coûte 3 €.")
    assert len(vary(sentence, seed).text) == len(sentence.text)


def test_a_treebank_has_contractions_as_printed(tmp_path: Path) -> None:
    rows = [
        "# text = Le bilan du mois.",
        "1\tLe\tle\tDET\t_\tDefinite=Def|Typo=Yes\t2\tdet\t_\t_",
        "2\tbilan\tbilan\tNOUN\t_\tNumber=Sing\t0\troot\t_\t_",
        "3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_",
        "3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_",
        "4\tle\tle\tDET\t_\tDefinite=Def\t5\tdet\t_\t_",
        "5\tmois\tmois\tNOUN\t_\tNumber=Sing\t2\tnmod\t_\tSpaceAfter=No",
        "6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_",
    ]
    file = tmp_path / "a.conllu"
    file.write_text("\n".join(rows) + "\n\n", "utf-8")
    (sentence,) = read_treebank(file)
    assert sentence.text == "Le bilan du mois. "
    assert sentence.pos == ("DET", "NOUN", "ADP", "NOUN", "PUNCT")
    assert sentence.morphs[:3] == ("Definite=Def", "Number=Sing", "Definite=Def")
    (example,) = treebank(blank(), [sentence], 1, noise=False)
    assert example.get_aligned("POS", as_string=True) == list(sentence.pos)


def test_tagged_files_become_whole_entities(tmp_path: Path) -> None:
    file = tmp_path / "a.bio"
    file.write_text("# a comment\nAwa I-PER\nDiop I-PER\nvient O\nde O\nGao B-LOC\nhier B-TIME\n", "utf-8")
    (example,) = chunks(blank(), read_tagged(file, " "))
    assert [(e.text, e.label_) for e in example.reference.ents] == [("Awa Diop", "PER"), ("Gao", "LOC")]


def test_quaero_types_become_three_labels(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text("#Text=x\n1-1\t0-2\tLe\t_\t\n1-2\t3-6\tHCR\torg.ent[1]\t\n1-3\t7-9\t10\tamount[2]\t\n", "utf-8")
    assert list(read_quaero(file)) == [("Le", ""), ("HCR", "ORG"), ("10", "")]
