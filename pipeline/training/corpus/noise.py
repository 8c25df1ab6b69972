"""Sentences as they may also be printed or read: in capitals, without accents, with misread characters."""

from __future__ import annotations

import random

from pipeline.training.corpus.generate import Sentence

_MISREAD = {"é": "e", "è": "é", "ê": "é", "l": "I", "I": "l", "'": "’", "o": "0", "i": "í", "à": "a", "ç": "c"}
_PLAIN = str.maketrans("éèêëàâîïôöùûüçÉÈÊÀÂÎÔÙÛÇ", "eeeeaaiioouuucEEEAAIOUUC")
_NOISE = 0.02  # of the characters: an average scan


def vary(sentence: Sentence, seed: int) -> Sentence:
    """The sentence, by `seed` unchanged (70 %), in capitals, without accents, or with misread characters.

    Every change keeps its length, so that entities keep their place.
    """
    rng = random.Random(seed)
    choice = rng.random()
    text = sentence.text
    if choice < 0.08:
        text = text.upper().translate(_PLAIN) if choice < 0.04 else text.upper()
    elif choice < 0.15:
        text = text.translate(_PLAIN)
    elif choice < 0.30:
        text = "".join(_MISREAD.get(c, c) if rng.random() < _NOISE * 5 else c for c in text)
    return Sentence(text, sentence.entities) if len(text) == len(sentence.text) else sentence
