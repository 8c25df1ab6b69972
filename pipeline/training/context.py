"""Learns from true French which of two words that an engine confuses stands in a context, such as a or à.

    python -m pipeline.training.context SOURCE… > pipeline/language/fr/context.tsv

A source is a CoNLL-U file (its "# text" lines), a .bio file (a word and a tag a line), or a .txt file (a paragraph a
line, the project's annotated sentences too); one that is named three times counts three times. Used for the shipped
file: UD French Sequoia (LGPL-LR) three times, Europeana Newspapers FR (CC0), the three texts of
`pipeline.training.texts` (Licence Ouverte 2.0), and the sentences of `training/corpus/` five times, without those of
`tests/gold/misread.jsonl`.

One logistic regression per pair (L2, AdaGrad, full batch, fixed steps: the same corpora give the same weights).
Features are the words around and their endings, so that the model also serves words never seen. Both words of a pair
weigh the same: how often each is meant depends on what was printed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.context import PAIRS, features
from pipeline.clean.habits import WORD
from pipeline.clean.lexicon import load_lexicon
from pipeline.training.corpus.generate import unmark

STEPS, RATE, PENALTY = 300, 0.5, 0.4
MIN_COUNT = 5
"""Times a feature is seen before it gets a weight."""
MIN_WEIGHT = 0.1
MIN_MARKED = 5
"""Uses of the marked word without which a pair is not learned."""
TOKEN = re.compile(r"[^\W\d_]+['’]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
MOST = 10_000
"""Uses of each word of a pair that are learned from one source, spread evenly over it."""

Example = tuple[tuple[str, ...], bool]
"""The features of one use, and whether it is the marked word."""


def sentences(path: Path) -> Iterator[list[str]]:
    """The words of each sentence or paragraph of a source, elided articles apart as in running text."""
    if path.suffix == ".bio":
        yield from bio_sentences(path)
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if path.suffix == ".txt":
                if not line.startswith("#") and (words := annotated(line)):
                    yield words
            elif line.startswith("# text = "):
                yield TOKEN.findall(line.removeprefix("# text = "))


def annotated(line: str) -> list[str]:
    """The words of a line without its marks; none of an annotated one with unknown words: it imitates an OCR."""
    plain = unmark(line).text
    if plain != line and any(word.islower() and not load_lexicon().knows(word) for word in WORD.findall(plain)):
        return []
    return TOKEN.findall(plain)


def bio_sentences(path: Path) -> Iterator[list[str]]:
    """The words of a .bio file, a sentence ending at each full stop."""
    words: list[str] = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if field := line.split():
            words.append(field[0])
            if field[0] in ".!?":
                yield words
                words = []
    yield words


def examples(sources: Sequence[Sequence[Sequence[str]]], bare: str, marked: str) -> list[Example]:
    """Uses of the two words of a pair in small letters, at most MOST of each from one source."""
    found: list[Example] = []
    for source in sources:
        for form in (bare, marked):
            uses = [(words, at) for words in source for at, word in enumerate(words) if word == form]
            step = max(1.0, len(uses) / MOST)
            spread = (uses[int(i * step)] for i in range(int(len(uses) / step)))
            found += ((features(words, at), form == marked) for words, at in spread)
    return found


def learn(rows: Sequence[Example]) -> Mapping[str, float]:
    """Weights of the features; a positive sum says the marked word."""
    counts = Counter(name for names, _ in rows for name in names)
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= MIN_COUNT))}
    none = len(index)
    width = max(len(names) for names, _ in rows)
    places: NDArray[np.int32] = np.full((len(rows), width), none, dtype=np.int32)
    for row, (names, _) in enumerate(rows):
        known = [index[name] for name in names if name in index]
        places[row, : len(known)] = known
    truth = np.array([is_marked for _, is_marked in rows], dtype=np.float64)
    share = truth.mean()
    balance = np.where(truth == 1, 0.5 / share, 0.5 / (1 - share))
    weights = np.zeros(none + 1)
    squares = np.full(none + 1, 1e-8)
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-weights[places].sum(axis=1)))
        error = np.repeat(balance * (guess - truth), width)
        gradient = np.bincount(places.ravel(), weights=error, minlength=none + 1) + PENALTY * weights
        gradient[none] = 0
        squares += gradient**2
        weights -= RATE * gradient / np.sqrt(squares)
    return {name: float(weights[i]) for name, i in index.items() if abs(float(weights[i])) >= MIN_WEIGHT}


def main(paths: Sequence[str]) -> None:
    """Print the weights of every pair and, on standard error, how well a fifth held out is told.

    A source named several times stands on both sides of that split: the share is a check of the run, no measurement.
    """
    sources = [list(sentences(Path(path))) for path in paths]
    sys.stdout.write("pair\tfeature\tweight\n")
    for bare, marked in PAIRS.items():
        rows = examples(sources, bare, marked)
        if sum(is_marked for _, is_marked in rows) < MIN_MARKED:
            continue
        tried = learn([row for i, row in enumerate(rows) if i % 5])
        held = rows[::5]
        right = sum((sum(tried.get(n, 0.0) for n in names) > 0) == is_marked for names, is_marked in held)
        sys.stderr.write(f"{bare}/{marked}: {len(rows)} uses, held out {right}/{len(held)}\n")
        for name, value in sorted(learn(rows).items()):
            sys.stdout.write(f"{bare}\t{name}\t{value:.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
