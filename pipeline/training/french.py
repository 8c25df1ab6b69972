"""Trains the spaCy pipeline that is shipped: parts of speech, features, sentence bounds, names.

    python -m pipeline.training.french --corpora FOLDER --plain FILE... --teacher fr_core_news_md --output FOLDER

Input: the project's own sentences and documents (`corpus/`) and, in FOLDER, the French part of Europeana Newspapers NER
(europeana-fr/, commit 6bf838d2, CC0), NewsEye French (newseye-fr/, HIPE-2022 v2.1, CC BY 4.0), UD French Sequoia train
(ud-sequoia/, f5b04960, LGPL-LR); for testing alone UD French GSD dev (ud-gsd/, CC BY-SA 4.0) and FENEC (fenec/).
`--plain` texts, a paragraph a line, get organisations from the rules, persons and places from the teacher, whose word
vectors also teach the embedding before all else (`pretrain.py`).
Output: a spaCy pipeline and, beside it, `metrics.json`. Everything drawn is seeded.

One embedding is shared by all pipes and learns from each in turn: a batch teaches only the pipes that its corpus
annotates. Every tenth sentence, frame or run of a corpus is held out.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from pipeline.annotators.organizations import OrganizationContext, load_registry
from pipeline.nlp import build_nlp, tokens
from pipeline.training.corpora import chunks, read_plain, read_quaero, read_tagged, read_treebank, read_words, treebank
from pipeline.training.corpus.generate import by_hand, generate, genres, of_genre, runs
from pipeline.training.corpus.noise import vary
from pipeline.training.examples import by_rules, example, own_documents, own_examples
from pipeline.training.pretrain import pretrain

log = logging.getLogger(__name__)

SEED = 20
GENERATED = 5000
HELD_OUT = 400  # generated sentences for testing
STEPS = 12_000
LAST = (
    (1_000, 0.0003, ((0, 1), (1, 1), (-1, 1))),
    (1_000, 0.0003, ((0, 1), (1, 1), (-1, 2))),
    (800, 0.0004, ((0, 1), (1, 1), (-1, 4))),
)
"""Stages on the project's sentences and documents and the treebank alone: steps, rate, streams and how often.

The tags come more and more often, as they lag behind till then.
"""
BATCH = 900  # words
WARM_UP = 250  # steps
LEARNING_RATE = 0.0015
DROPOUT = 0.2
MASKED = 0.12  # share of words whose embedding is one of no word
TENTH = 10
PLAIN = 2000  # paragraphs of each plain text
READ = (1_600_000, 600_000, 1_800_000)  # words of each plain text that the embedding reads first
DRAW = 1  # seed of their paragraphs
RUN = 20  # sentences of a treebank that are held out together

META: dict[str, object] = {
    "name": "briefs",
    "version": "8.0.0",
    "description": "Tags, sentence bounds, persons, places and organisations in French institutional text.",
    "license": "LGPL-LR",
    "sources": [
        {"name": "sentences of this project", "license": "MIT"},
        {"name": "Europeana Newspapers NER, French", "license": "CC0-1.0"},
        {"name": "NewsEye French (HIPE-2022 v2.1)", "license": "CC-BY-4.0"},
        {"name": "UD French Sequoia", "license": "LGPL-LR"},
        {
            "name": "service-public.fr, Code du travail numérique, Légifrance (DILA, ministère du Travail)",
            "license": "etalab-2.0",
        },
        {"name": "fr_core_news_md 3.8.0 (persons, places and word vectors)", "license": "LGPL-LR"},
    ],
}
WIDTH = 80
DEPTH = 4
PIPES = ("tok2vec", "morphologizer", "senter", "ner")


@dataclass(frozen=True, slots=True)
class Stream:
    """Examples of one kind, the pipes they teach, and how often they are drawn."""

    examples: list[Example]
    pipes: frozenset[str]
    weight: int


def build(width: int, depth: int) -> Language:
    """The pipeline before training."""
    nlp = tokens()
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": width,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [20000, 1000, 4000, 2500, 50, 50],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": width,
        "depth": depth,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": shared, "normalize": False}
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": shared,
    }
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe("blocks")
    nlp.add_pipe("senter", config={"model": tagger})
    nlp.add_pipe("ner", config={"model": parser})
    return nlp


def batches(examples: Sequence[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Batches of about `BATCH` words, without end; every round in another order."""
    order = list(examples)
    while True:
        rng.shuffle(order)
        batch: list[Example] = []
        size = 0
        for item in order:
            batch.append(item)
            size += len(item.predicted)
            if size >= BATCH:
                yield batch
                batch, size = [], 0


def train(nlp: Language, streams: Sequence[Stream], steps: int, embedding: bytes | None) -> None:
    """Begin with the weights of `embedding` and fit all pipes to all `streams`."""
    nlp.initialize(lambda: [e for s in streams for e in s.examples])
    if embedding is not None:
        nlp.get_pipe("tok2vec").model.from_bytes(embedding)  # type: ignore[attr-defined]
    fit(nlp, streams, steps, LEARNING_RATE)


def fit(nlp: Language, streams: Sequence[Stream], steps: int, rate: float) -> None:
    """Step by step one stream is drawn by its weight and teaches its pipes and the shared embedding."""
    rng = random.Random(SEED)
    optimizer = Adam(rate, L2=0.01, grad_clip=1.0)
    tok2vec = nlp.get_pipe("tok2vec")
    listeners = dict(tok2vec.listener_map)  # type: ignore[attr-defined]
    sources = [batches(stream.examples, rng) for stream in streams]
    weights = [stream.weight for stream in streams]
    losses: dict[str, float] = {}
    started = time.monotonic()
    for step in range(steps):
        optimizer.learn_rate = rate * min(step / WARM_UP, 1 - step / steps)
        (chosen,) = rng.choices(range(len(streams)), weights)
        pipes = streams[chosen].pipes
        tok2vec.listener_map = {k: v for k, v in listeners.items() if k in pipes}  # type: ignore[attr-defined]
        exclude = [name for name in PIPES[1:] if name not in pipes]
        batch = [masked(item, rng) for item in next(sources[chosen])]
        nlp.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses, exclude=exclude)
        if (step + 1) % 250 == 0:
            log.info("step %d, losses %s, %.0f s", step + 1, _short(losses), time.monotonic() - started)
            losses = {}
    tok2vec.listener_map = listeners  # type: ignore[attr-defined]


def masked(item: Example, rng: random.Random) -> Example:
    """The example with some words made unknown, so that what they are built of and stand among has to tell.

    The share of words that training never saw is higher in new texts than in those it learns by heart; each time the
    example comes other words are masked.
    """
    doc = item.predicted.copy()
    for token in doc:
        if token.is_alpha and rng.random() < MASKED:
            token.norm_ = f"#{rng.getrandbits(32):x}"
    return Example(doc, item.reference)


def _short(losses: dict[str, float]) -> str:
    return ", ".join(f"{name} {loss:.0f}" for name, loss in losses.items())


def measured(nlp: Language, examples: Iterable[Example]) -> dict[str, float]:
    """Precision, recall and F of exact spans for each label; for treebanks, accuracy of tags and F of bounds."""
    result = nlp.evaluate(list(examples), batch_size=64)
    figures: dict[str, float] = {}
    for label, values in sorted((result.get("ents_per_type") or {}).items()):
        if label in {"ORG", "PER", "LOC"}:
            figures |= {f"{label}_{k}": round(values[k], 3) for k in ("p", "r", "f")}
    tags = {k: round(result[k], 3) for k in ("pos_acc", "morph_acc", "sents_f") if result.get(k)}
    return figures or tags  # sentence bounds count as known where an example is one word


def write(nlp: Language, folder: Path, metrics: dict[str, dict[str, float]]) -> None:
    """The pipeline as a folder, without the words of the corpora: the weights know them by hash alone."""
    clean = build(WIDTH, DEPTH)
    for name in PIPES:
        clean.get_pipe(name).from_bytes(nlp.get_pipe(name).to_bytes(exclude=["vocab"]))  # type: ignore[attr-defined]
    clean.meta.update(META)
    clean.meta["performance"] = {"ents_org_f": metrics.get("hand_written", {}).get("ORG_f")}
    clean.to_disk(folder)
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")


def _embedding(kept: Path | None, plain: Sequence[Path], teacher: Language | None) -> bytes | None:
    """The weights of an embedding that has read plain texts: those of the file `kept`, or made anew and kept there."""
    if kept and kept.exists():
        return kept.read_bytes()
    if teacher is None or not plain:
        return None
    fix_random_seed(SEED)
    texts = [t for path, words in zip(plain, READ, strict=True) for t in read_words(path, words, DRAW)]
    weights = pretrain(build(WIDTH, DEPTH), teacher.vocab.vectors, texts, SEED)
    if kept:
        kept.write_bytes(weights)
    return weights


def main() -> None:
    """Train, measure on what was held out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--plain", type=Path, nargs="*", default=[], help="texts, a paragraph a line")
    parser.add_argument("--teacher", default=None, help="spaCy pipeline that finds persons and places in them")
    parser.add_argument("--embedding", type=Path, default=None, help="weights to begin with, written when missing")
    parser.add_argument("--steps", type=int, default=STEPS)
    choice = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    teacher = spacy.load(choice.teacher) if choice.teacher else None
    embedding = _embedding(choice.embedding, choice.plain, teacher)
    fix_random_seed(SEED)
    nlp = build(WIDTH, DEPTH)
    newseye = choice.corpora / "newseye-fr"
    press = list(chunks(nlp, read_tagged(choice.corpora / "europeana-fr/enp_FR.bnf.bio", " ")))
    cut = len(press) // TENTH
    old = press[cut:]
    for part in ("dev", "dev2"):
        old += chunks(nlp, read_tagged(newseye / f"HIPE-2022-v2.1-newseye-{part}-fr.tsv", "\t"))
    tagged = list(read_treebank(choice.corpora / "ud-sequoia/fr_sequoia-ud-train.conllu"))
    seen = [s for i, s in enumerate(tagged) if i // RUN % TENTH != TENTH - 1]
    unseen = [s for i, s in enumerate(tagged) if i // RUN % TENTH == TENTH - 1]
    context = OrganizationContext(load_registry())
    plain = [s.text for s in seen] + [text for path in choice.plain for text in read_plain(path, PLAIN)]
    frames = [vary(s, SEED + i) for i, s in enumerate(generate(GENERATED, SEED))]
    tags = [e for copy in range(3) for e in treebank(nlp, seen, SEED + copy, noise=copy > 0)]
    streams = (
        Stream(list(own_examples(nlp, SEED)), frozenset({"ner", "senter"}), 16),
        Stream(list(own_documents(nlp, SEED)), frozenset({"ner", "senter"}), 12),
        Stream([example(nlp, s) for s in frames], frozenset({"ner"}), 2),
        Stream(old, frozenset({"ner"}), 3),
        Stream(
            [by_rules(nlp, text, context, teacher) for text in plain], frozenset({"ner"}), 1 + 3 * bool(choice.plain)
        ),
        Stream(tags, frozenset({"morphologizer", "senter"}), 5),
    )
    log.info("examples: %s", [len(s.examples) for s in streams])
    train(nlp, streams, choice.steps, embedding)
    for steps, rate, weights in LAST:
        write(nlp, choice.output, {})  # what took an hour is safe
        nlp = build_nlp(str(choice.output))
        fix_random_seed(SEED)
        fit(nlp, [replace(streams[i], weight=weight) for i, weight in weights], steps, rate)
    fenec = sorted((choice.corpora / "fenec").glob("*.tsv"))
    gsd = list(read_treebank(choice.corpora / "ud-gsd/fr_gsd-ud-dev.conllu"))
    test = newseye / "HIPE-2022-v2.1-newseye-test-fr.tsv"
    metrics = {
        "hand_written": measured(nlp, (example(nlp, s) for s in by_hand(held_out=True))),
        **{
            f"hand_written_{genre}": measured(nlp, (example(nlp, s) for s in of_genre(genre, held_out=True)))
            for genre in genres()
        },
        "documents": measured(nlp, (example(nlp, line) for run in runs(held_out=True) for line in run)),
        "frames": measured(nlp, (example(nlp, s) for s in generate(HELD_OUT, SEED + 1, held_out=True))),
        "europeana": measured(nlp, press[:cut]),
        "newseye_test": measured(nlp, chunks(nlp, read_tagged(test, "\t"))),
        "fenec": measured(nlp, (e for path in fenec for e in chunks(nlp, read_quaero(path)))),
        "sequoia": measured(nlp, treebank(nlp, unseen, SEED, noise=False)),
        "gsd_dev": measured(nlp, treebank(nlp, gsd, SEED, noise=False)),
    }
    write(nlp, choice.output, metrics)
    log.info("%s", json.dumps(metrics, indent=1))


if __name__ == "__main__":
    main()
