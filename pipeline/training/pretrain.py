"""Teaches the embedding what words are like before it sees any annotation.

A share of the words of plain texts is hidden, and the embedding with a small layer on top has to say each word's vector
in another pipeline: the objective that spaCy calls PretrainVectors (https://spacy.io/api/architectures#pretrain).
The vectors themselves are not shipped.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence

from spacy.language import Language
from spacy.ml.models.multi_task import create_pretrain_vectors
from spacy.training.pretrain import create_pretraining_model, make_update
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, without stubs
from thinc.api import Adam

from pipeline.training.corpus.generate import Sentence
from pipeline.training.corpus.noise import vary

log = logging.getLogger(__name__)

LEARNING_RATE = 0.001
DROPOUT = 0.1
BATCH = 3000  # words
WARM_UP = 0.05  # share of the words
HIDDEN = 300


def pretrain(nlp: Language, vectors: Vectors, texts: Sequence[str], seed: int) -> bytes:
    """The weights of the pipe "tok2vec" of `nlp` after one reading of `texts`; `nlp` itself is left unusable.

    Some paragraphs are read in capitals, without accents or with misread characters, as `vary` has them.
    """
    nlp.vocab.vectors = vectors
    model = create_pretraining_model(  # type: ignore[no-untyped-call]
        nlp,
        {
            "component": "tok2vec",
            "layer": None,
            "objective": create_pretrain_vectors(maxout_pieces=3, hidden_size=HIDDEN, loss="cosine"),
            "dropout": DROPOUT,
        },
    )
    optimizer = Adam(LEARNING_RATE, L2=0.01, grad_clip=1.0)
    order = list(texts)
    random.Random(seed).shuffle(order)
    total = sum(len(text) for text in order)
    done = words = 0
    losses = 0.0
    started = time.monotonic()
    batch = []
    for i, text in enumerate(order):
        batch.append(nlp.make_doc(vary(Sentence(text, ()), seed + i).text))
        done += len(text)
        words += len(batch[-1])
        if sum(map(len, batch)) < BATCH and i + 1 < len(order):
            continue
        share = done / total
        optimizer.learn_rate = LEARNING_RATE * min(share / WARM_UP, 1 - share)
        losses += make_update(model, batch, optimizer, model.attrs["loss"])
        if words // 100_000 > (words - sum(map(len, batch))) // 100_000:
            log.info("%d words, loss %.0f, %.0f s", words, losses, time.monotonic() - started)
            losses = 0.0
        batch = []
    weights: bytes = model.get_ref("tok2vec").to_bytes()
    return weights
