"""What the named repairs may ask."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.clean.lexicon import Lexicon, read_data


@dataclass(frozen=True, slots=True)
class Facts:
    """The language, and what this document shows of its words and of the engine that read it."""

    lexicon: Lexicon
    counts: Counter[str]  # of each word as printed, in small letters
    noisy: bool  # whether an engine has left its marks on this text
    doubtful: bool  # whether it may have: it is noisy, or no accent that engines lose stands in it
    lossy: bool  # whether it has lost accents, as engines without French do


@cache
def compiled(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """What `make` returns, made once."""
    return make()


@cache
def words_of(name: str) -> tuple[str, ...]:
    """A list of fr/repairs.toml."""
    return tuple(tomllib.loads(read_data("repairs.toml").decode())[name])


@cache
def listed_words() -> Mapping[str, str]:
    """What engines make of some words, and the words."""
    return dict(tomllib.loads(read_data("repairs.toml").decode())["listed"])


SENTENCE_START = re.compile(r"(?:^|[.!?:»]\s+|\n\n|[•*+-]\s+)$")


LINE_START = re.compile(r"[^\w,;-]\n$")


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence, a block or an item begins at `at`."""
    return bool(SENTENCE_START.search(text[max(0, at - 12) : at]))


def may_start(text: str, at: int) -> bool:
    """Whether one may begin at `at`: there, or on a line after one that ends with a sign."""
    return starts_sentence(text, at) or bool(LINE_START.search(text[max(0, at - 2) : at]))
