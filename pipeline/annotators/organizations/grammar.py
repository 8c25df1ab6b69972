"""The words of institution names: head nouns and what may stand in their complements, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.annotators.organizations.registry import rows
from pipeline.annotators.organizations.tokens import GAP_LINE, Token, tokenize
from pipeline.language import read_data
from pipeline.nlp import fold


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun with what it allows; see `heads.tsv`."""

    words: tuple[str, ...]
    type: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of the grammar, folded, but legal forms as printed."""

    heads: Mapping[str, tuple[Head, ...]]  # by first word, longest first
    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    generic: frozenset[tuple[str, ...]]


@cache
def load_grammar() -> Grammar:
    """The grammar of French institution names shipped with the program."""
    heads: dict[str, list[Head]] = {}
    for row in rows(read_data("fr/heads.tsv")):
        words = tuple(t.fold for t in tokenize(row["head"]))
        heads.setdefault(words[0], []).append(Head(words, row["type"], frozenset(row["flags"].split())))
    lists: dict[str, list[str]] = tomllib.loads(read_data("fr/heads.toml"))
    words_of = {k: frozenset(map(fold, v)) for k, v in lists.items() if not k.startswith(("endings", "generic"))}
    words_of["forms"] = frozenset(lists["forms"])
    return Grammar(
        heads=MappingProxyType({k: tuple(sorted(v, key=lambda h: -len(h.words))) for k, v in heads.items()}),
        words=MappingProxyType(words_of),
        endings=MappingProxyType({k: tuple(v) for k, v in lists.items() if k.startswith("endings")}),
        generic=frozenset(tuple(t.fold for t in tokenize(g)) for g in lists["generic"]),
    )


def head_at(tokens: Sequence[Token], i: int, grammar: Grammar) -> Head | None:
    """The longest head noun that begins at token `i`."""
    for head in grammar.heads.get(tokens[i].fold, ()):
        found = tokens[i : i + len(head.words)]
        if tuple(t.fold for t in found) == head.words and all(t.gap < GAP_LINE for t in found[1:]):
            return head
    return None
