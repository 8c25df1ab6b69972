"""Sentences set as a page has them: one after another, broken into lines, parted by line breaks and blank lines."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from pipeline.training.corpus.generate import Sentence

_JOINTS = (" ", "\n", "\n\n")
_JOINT_WEIGHTS = (4, 2, 3)
_LINES = (0, 1, 2)  # of the lines of a document
_LONGEST = 4  # sentences of one part
_BROKEN = 0.1  # share of the sentences that a line break cuts
_COLUMN = 60  # characters of a line, at least
_BOUND = re.compile(r"(?:(?<=[^\W\d_]{3}[.!?…])|(?<=[\d»%)][.!?…])|(?<=[.!?…] »)) (?=(?:« )?[A-ZÀ-Þ])")


def lay_lines(
    sentences: Sequence[Sentence], seed: int, *, in_order: bool = False
) -> Iterator[tuple[Sentence, tuple[int, ...]]]:
    """Parts of one to four sentences, each with the offsets where its sentences begin.

    In random order; `in_order` they are the lines of a document: they follow each other, each on a line of its own.
    """
    rng = random.Random(seed)
    order = list(reversed(sentences))
    if not in_order:
        rng.shuffle(order)
    while order:
        text = ""
        entities: list[tuple[int, int, str]] = []
        starts: list[int] = []
        for _ in range(min(len(order), rng.randint(1, _LONGEST))):
            if text:
                text += rng.choices(_JOINTS, _LINES if in_order else _JOINT_WEIGHTS)[0]
            sentence = order.pop()
            starts += [len(text) + at for at in sentence_starts(sentence.text)]
            entities += [(len(text) + a, len(text) + b, label) for a, b, label in sentence.entities]
            text += _broken(sentence.text, rng)
        yield Sentence(text, tuple(entities)), tuple(starts)


def sentence_starts(text: str) -> tuple[int, ...]:
    """Where the sentences of an item begin: at 0, and after a full stop that ends no abbreviation, before a capital.

    >>> sentence_starts("Mme A. Ba est absente. L'OIM aussi !")
    (0, 23)
    """
    return (0, *(match.end() for match in _BOUND.finditer(text)))


def _broken(text: str, rng: random.Random) -> str:
    at = text.find(" ", rng.randint(_COLUMN, _COLUMN + 30)) if rng.random() < _BROKEN else -1
    return text if at < 0 else f"{text[:at]}\n{text[at + 1 :]}"
