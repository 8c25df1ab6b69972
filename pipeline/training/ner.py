"""Trains the entity recogniser that is shipped: persons, places and organisations in French institutional text.

    python -m pipeline.training.ner --europeana F --newseye F... --sequoia F --output pipeline/language/fr/model

Input: the project's own sentences (`corpus/`); the French part of Europeana Newspapers NER (enp_FR.bnf.bio, commit
6bf838d2, CC0); NewsEye French (HIPE-2022 v2.1 dev and dev2, CC BY 4.0); UD_French-Sequoia train (f5b04960, LGPL-LR),
its organisations found by the rules. Output: a spaCy pipeline and, beside it, `metrics.json`. Seeded; the same
machine and thread count give the same weights.
Architecture: that of spaCy's small models (MultiHashEmbed, four convolutions of width 96, transition-based NER).
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, minibatch
from thinc.api import compounding, fix_random_seed

from pipeline.annotators.organizations import OrganizationContext, find_organizations, load_registry
from pipeline.nlp import blank
from pipeline.training.corpus.generate import Sentence, by_hand, generate
from pipeline.training.corpus.noise import vary

log = logging.getLogger(__name__)

SEED = 20
GENERATED = 7000
HELD_OUT = 400
CHUNK = 30  # tokens of press text that make a training example; its sentences are not marked
STEPS = 3000
LABELS = ("ORG", "PER", "LOC")

META: dict[str, object] = {
    "name": "briefs",
    "version": "1.0.0",
    "description": "Persons, places and organisations in French institutional text.",
    "license": "LGPL-LR",
    "sources": [
        {"name": "sentences of this project", "license": "MIT"},
        {"name": "Europeana Newspapers NER, French", "license": "CC0-1.0"},
        {"name": "NewsEye French (HIPE-2022 v2.1)", "license": "CC-BY-4.0"},
        {"name": "UD French Sequoia", "license": "LGPL-LR"},
    ],
}
MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}


def example(nlp: Language, sentence: Sentence) -> Example:
    """A sentence as spaCy learns from it; entities that cut a token are widened to it."""
    doc = nlp.make_doc(sentence.text)
    reference = doc.copy()
    spans = (reference.char_span(a, b, label, alignment_mode="expand") for a, b, label in sentence.entities)
    reference.ents = tuple(filter_spans([s for s in spans if s is not None]))
    return Example(doc, reference)


def read_tagged(path: Path, separator: str) -> Iterator[tuple[str, str]]:
    """(token, label or "") of a file with one token and tag a line; tags IO or BIO, other labels are none."""
    for line in path.read_text("utf-8").splitlines():
        cells = line.split(separator)
        if line.startswith("#") or len(cells) < 2 or cells[0] == "TOKEN" or not cells[0].strip():
            continue
        label = cells[1].rpartition("-")[2].upper()
        yield cells[0].replace(" ", ""), label if label in LABELS else ""


def chunks(nlp: Language, tagged: Iterable[tuple[str, str]]) -> Iterator[Example]:
    """Examples of about `CHUNK` tokens, never cut inside an entity."""
    words: list[str] = []
    labels: list[str] = []
    for word, label in tagged:
        words.append(word)
        labels.append(label)
        if not label and len(words) >= CHUNK:
            yield _tagged_example(nlp, words, labels)
            words, labels = [], []
    if words:
        yield _tagged_example(nlp, words, labels)


def _tagged_example(nlp: Language, words: Sequence[str], labels: Sequence[str]) -> Example:
    doc = Doc(nlp.vocab, words=list(words))
    reference = doc.copy()
    spans: list[Span] = []
    start = 0
    for i in range(1, len(labels) + 1):
        if i == len(labels) or labels[i] != labels[start]:
            if labels[start]:
                spans.append(Span(reference, start, i, label=labels[start]))
            start = i
    reference.ents = tuple(spans)
    return Example(doc, reference)


def read_sentences(path: Path) -> Iterator[str]:
    """The sentences of a CoNLL-U file as they are printed."""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")


def by_rules(nlp: Language, text: str, context: OrganizationContext) -> Example:
    """A sentence with the organisations that the rules find.

    Words in small letters outside them are no entities; of capitalised words nothing is known, so nothing is learned.
    """
    doc = nlp.make_doc(text)
    reference = doc.copy()
    organizations, _ = find_organizations(doc, context)
    spans = [
        reference.char_span(m.span.start, m.span.end, "ORG", alignment_mode="expand")
        for o in organizations
        for m in o.mentions
    ]
    found = filter_spans([s for s in spans if s is not None])
    inside = {token.i for span in found for token in span}
    unknown = [reference[t.i : t.i + 1] for t in reference if t.i not in inside and t.text[0].isupper()]
    reference.set_ents(found, missing=unknown, default="outside")
    return Example(doc, reference)


def train(nlp: Language, examples: list[Example], steps: int) -> None:
    """Fit the entity recogniser of `nlp`, batches growing from 16 to 64 examples."""
    rng = random.Random(SEED)
    optimizer = nlp.initialize(lambda: examples[:2000])
    done = 0
    started = time.monotonic()
    while done < steps:
        rng.shuffle(examples)
        for batch in minibatch(examples, size=compounding(16, 64, 1.001)):  # type: ignore[no-untyped-call]
            losses: dict[str, float] = {}
            nlp.update(batch, drop=0.1, sgd=optimizer, losses=losses)
            done += 1
            if done % 250 == 0:
                log.info("step %d, loss %.1f, %.0f s", done, losses["ner"], time.monotonic() - started)
            if done == steps:
                return


def score(nlp: Language, examples: Sequence[Example]) -> dict[str, float]:
    """Precision, recall and F of exact spans, of all labels and of ORG."""
    for item in examples:
        item.predicted = nlp(item.reference.copy() if item.predicted.has_annotation("ENT_IOB") else item.predicted)
    result = Scorer().score(list(examples))
    organization = result["ents_per_type"]["ORG"]
    return {
        "f": round(result["ents_f"], 3),
        "org_p": round(organization["p"], 3),
        "org_r": round(organization["r"], 3),
        "org_f": round(organization["f"], 3),
    }


def write(nlp: Language, folder: Path, f: float) -> None:
    """The pipeline as a folder, without the words of the corpora: the weights know them by hash alone."""
    clean = blank()
    clean.add_pipe("ner", config={"model": MODEL}).from_bytes(nlp.get_pipe("ner").to_bytes(exclude=["vocab"]))  # type: ignore[attr-defined]
    clean.meta.update(META)
    clean.meta["performance"] = {"ents_f": f}
    clean.to_disk(folder)


def main() -> None:
    """Train, measure on what was held out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--europeana", type=Path, required=True)
    parser.add_argument("--newseye", type=Path, nargs="+", required=True)
    parser.add_argument("--sequoia", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=STEPS)
    choice = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    fix_random_seed(SEED)
    nlp = blank()
    recognizer = nlp.add_pipe("ner", config={"model": MODEL})
    for label in LABELS:
        recognizer.add_label(label)  # type: ignore[attr-defined]  # a Pipe to mypy
    own = [*generate(GENERATED, SEED), *(s for s in by_hand(held_out=False) for _ in range(10))]
    varied = [vary(sentence, i) for i, sentence in enumerate(own)]
    press = list(chunks(nlp, read_tagged(choice.europeana, " ")))
    cut = len(press) // 10
    examples = [example(nlp, s) for s in varied] + press[cut:]
    for path in choice.newseye:
        examples += chunks(nlp, read_tagged(path, "\t"))
    context = OrganizationContext(load_registry())
    examples += [by_rules(nlp, text, context) for text in read_sentences(choice.sequoia)]
    log.info("%d examples", len(examples))
    train(nlp, examples, choice.steps)
    held_out = [*generate(HELD_OUT, SEED + 1, held_out=True), *by_hand(held_out=True)]
    own_scores = score(nlp, [example(nlp, s) for s in held_out])
    metrics = {
        "own_held_out": own_scores,
        "europeana_held_out": score(nlp, press[:cut]),
        "examples": len(examples),
        "steps": choice.steps,
    }
    write(nlp, choice.output, own_scores["f"])
    (choice.output / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")
    log.info("%s", metrics)


if __name__ == "__main__":
    main()
