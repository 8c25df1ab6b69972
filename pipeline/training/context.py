"""Learns from true French which of two words that an engine confuses stands in a context: a or à, ou or où, …

    python -m pipeline.training.context CONLLU… > pipeline/language/fr/context.tsv

One logistic regression per pair (L2, full batch, fixed steps: the same corpora give the same weights). Features are the
words around, their endings, and whether they begin with a capital, so that the model also serves words never seen.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.clean.context import PAIRS, features

STEPS, RATE, PENALTY = 600, 0.5, 0.002
MIN_COUNT = 2
MIN_WEIGHT = 0.08
TOKEN = re.compile(r"[^\W\d_]+['’]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")


def sentences(paths: Sequence[Path]) -> Iterator[list[str]]:
    """The words of each sentence of CoNLL-U files, elided articles apart as in running text."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# text = "):
                yield TOKEN.findall(line.removeprefix("# text = "))


def learn(rows: list[tuple[tuple[str, ...], int]]) -> dict[str, float]:
    """Weights of the features; a positive sum says the marked word."""
    counts = Counter(name for names, _ in rows for name in names)
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= MIN_COUNT))}
    matrix = np.zeros((len(rows), len(index)), dtype=np.float32)
    for row, (names, _) in enumerate(rows):
        matrix[row, [index[name] for name in names if name in index]] = 1
    truth = np.array([label for _, label in rows], dtype=np.float32)
    # both words weigh the same: how often each is meant depends on what was printed, which the caller knows
    weight = np.where(truth == 1, 0.5 / max(1.0, truth.sum()), 0.5 / max(1.0, (1 - truth).sum())).astype(np.float32)
    beta = np.zeros(len(index), dtype=np.float32)
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-(matrix @ beta)))
        gradient = matrix.T @ (weight * (truth - guess)) - PENALTY / len(index) * beta
        beta += RATE * len(index) ** 0.5 * gradient
    return {name: float(beta[i]) for name, i in index.items() if abs(float(beta[i])) >= MIN_WEIGHT}


def main(paths: Sequence[str]) -> None:
    """Print the weights of every pair and, on standard error, how well a fifth held out is told."""
    corpus = list(sentences([Path(path) for path in paths]))
    print("pair\tfeature\tweight")
    for bare, marked in PAIRS.items():
        rows = []
        for words in corpus:
            for at, word in enumerate(words):
                if word.lower() in (bare, marked):
                    rows.append((features(words, at), int(word.lower() == marked)))
        if sum(label for _, label in rows) < 5:
            continue
        weights = learn([row for i, row in enumerate(rows) if i % 5])
        held = rows[::5]
        right = sum((sum(weights.get(n, 0.0) for n in names) > 0) == bool(label) for names, label in held)
        print(f"{bare}/{marked}: {len(rows)} uses, held out {right}/{len(held)}", file=sys.stderr)
        for name, value in sorted(learn(rows).items()):
            print(f"{bare}\t{name}\t{value:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
