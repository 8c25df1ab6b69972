"""The words of institution names: head nouns and what may stand in their complements, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.annotators.organizations.tokens import APOSTROPHES, ARTICLES, GAP_LINE, Token, tokenize
from pipeline.language import read_data, rows
from pipeline.nlp import fold

_STEM = 5  # letters
_SHORTEST_NOUN = 3
_INFINITIVES = ("er", "ir", "re")
_PARTICIPLES = ("és", "ées", "is", "us")  # "des maires réunis à Gao": no part of the name


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun with what it allows; see `heads.tsv`."""

    words: tuple[str, ...]
    type: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of the grammar, folded, but legal forms and "Ministère" as printed."""

    heads: Mapping[str, tuple[Head, ...]]  # by first word, longest first
    acronyms: Mapping[str, str]  # what those heads stand for that are acronyms, as printed
    departments: Mapping[str, str]  # number of a French department → what "de" makes of its name
    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    generic: frozenset[tuple[str, ...]]
    kinds: frozenset[tuple[str, ...]]  # the same, each word without its plural
    generic_beginnings: frozenset[tuple[str, ...]]


@cache
def load_grammar() -> Grammar:
    """The grammar of French institution names shipped with the program."""
    heads: dict[str, list[Head]] = {}
    for row in rows(read_data("fr/heads.tsv")):
        words = tuple(t.fold for t in tokenize(row["head"]))
        heads.setdefault(words[0], []).append(Head(words, row["type"], frozenset(row["flags"].split())))
    lists: dict[str, list[str]] = tomllib.loads(read_data("fr/heads.toml"))
    words_of = {k: frozenset(map(fold, v)) for k, v in lists.items() if not k.startswith(("endings", "generic"))}
    words_of |= {k: frozenset(lists[k]) for k in ("forms", "leading_forms", "partners", "ministries")}
    generic = frozenset(tuple(t.fold for t in tokenize(g) if t.word) for g in lists["generic"])
    return Grammar(
        heads=MappingProxyType({k: tuple(sorted(v, key=lambda h: -len(h.words))) for k, v in heads.items()}),
        acronyms=MappingProxyType({row["head"]: row["name"] for row in rows(read_data("fr/heads-acronyms.tsv"))}),
        departments=MappingProxyType({row["number"]: row["of"] for row in rows(read_data("fr/departments.tsv"))}),
        words=MappingProxyType(words_of),
        endings=MappingProxyType({k: tuple(v) for k, v in lists.items() if k.startswith("endings")}),
        generic=generic,
        kinds=frozenset(tuple(word.removesuffix("s") for word in kind) for kind in generic),
        generic_beginnings=frozenset(tuple(t.fold for t in tokenize(g) if t.word) for g in lists["generic_beginnings"]),
    )


def head_at(tokens: Sequence[Token], i: int, grammar: Grammar) -> Head | None:
    """The longest head noun that begins at token `i`."""
    for head in grammar.heads.get(tokens[i].fold, ()):
        found = tokens[i : i + len(head.words)]
        if tuple(t.fold for t in found) == head.words and all(t.gap < GAP_LINE for t in found[1:]):
            return head
    return None


def begins_office(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Whether an office's name begins at token `i`, as inside a run of capitals that joins lines of a letterhead."""
    head = head_at(tokens, i, grammar)
    return head is not None and "list" in head.flags and head.type == "agency"


def is_generic(words: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the words are a common noun: "Organisation non-gouvernementale", "Société civile pour l'accès …"."""
    spoken = tuple(t.fold for t in words if t.word)
    single = tuple(word.removesuffix("s") for word in spoken)
    kind = spoken in grammar.generic or single in grammar.generic
    return kind or any(spoken[: len(g)] == g for g in grammar.generic_beginnings)


def is_kind_of_deed(tokens: Sequence[Token], first: int, last: int, grammar: Grammar) -> bool:
    """Whether [first, last) is what is done ("Transferts Monétaires") or a part of the world, so no body."""
    words = [t.fold for t in tokens[first:last] if t.word and len(t.fold) > 1]
    sides = grammar.words["regions"] | grammar.words["sides"] | grammar.words["particles"]
    return words[0] in grammar.words["deeds"] or (words[0] in grammar.words["regions"] and sides.issuperset(words))


def is_honour(tokens: Sequence[Token], first: int, grammar: Grammar) -> bool:
    """Whether an order at token `first` is what somebody is decorated with: "Officier de l'Ordre du Mérite"."""
    if tokens[first].fold != "ordre":
        return False
    return tokens[before_links(tokens, first)].fold in grammar.words["decorated"]


def before_links(tokens: Sequence[Token], first: int) -> int:
    """The token before the articles and "de" before token `first`; the first one where nothing else stands there."""
    i = first - 1
    while i > 0 and (tokens[i].fold in ARTICLES | {"d", "de"} or tokens[i].text in APOSTROPHES):
        i -= 1
    return max(0, i)


def is_theme(token: Token, grammar: Grammar) -> bool:
    """Whether a word in small letters is a noun that a complement of a name may have."""
    words = grammar.words
    if token.fold in words["themes"] or (len(token.fold) > _STEM and token.fold + "s" in words["themes"]):
        return True
    return (
        len(token.fold) > _STEM and _ends(token, grammar.endings["endings_noun"]) and token.fold not in words["never"]
    )


def is_adjective(token: Token, grammar: Grammar) -> bool:
    """Whether a word is an adjective of the lists, in either number, or ends like one."""
    words = grammar.words
    for word in (token.fold, token.fold.removesuffix("s")):
        if word in words["adjectives"] or word in words["institutional"]:
            return True
    return token.fold not in words["not_adjective"] and _ends(token, grammar.endings["endings_adjective"])


def is_plural(token: Token, grammar: Grammar) -> bool:
    """Whether a word may be an adjective in the plural, whatever its ending: femmes leaders, maires ruraux."""
    if token.capital or len(token.fold) < _STEM or not token.text.endswith(("s", "x")):
        return False
    words = grammar.words
    if token.text.endswith(_PARTICIPLES):
        return False
    return token.fold not in words["not_adjective"] and token.fold not in words["never"]


def _ends(token: Token, endings: tuple[str, ...]) -> bool:
    """Whether the word has such an ending; accents count ("ravivé" is no "vive") but in capitals."""
    if token.shout:
        return token.fold.endswith(tuple(map(fold, endings)))
    return token.text.lower().endswith(endings)


def is_plain_noun(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Whether a word in small letters right after a preposition is a noun: no time word, no infinitive."""
    token, before = tokens[i], tokens[i - 1]
    if token.capital or len(token.text) < _SHORTEST_NOUN or token.fold in grammar.words["never"]:
        return False
    if token.text[0].isdigit():
        return False  # le Comité de l'eau pour 2031
    bare = tokens[i - 2].fold if before.text in APOSTROPHES else before.fold
    return not (bare in {"de", "d", "pour"} and token.fold.endswith(_INFINITIVES))
