"""Organisations that the language itself shows: a head noun with its complements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Grammar, Head, head_at
from pipeline.annotators.organizations.reader import Name, Reader
from pipeline.annotators.organizations.tokens import Token

_PLURAL = frozenset({"les", "des", "ces", "leurs", "nos", "plusieurs", "autres", "aux"})
_EXTENDING = frozenset({"de", "du", "des", "d", "en", "au", "aux"})
_INDEFINITE = frozenset({"un", "une", "chaque", "tout", "toute", "aucun", "aucune", "cet", "cette", "ce"})


def find_headed(reader: Reader) -> Iterator[Candidate]:
    """Every name that a head noun begins, to its right border."""
    tokens, grammar = reader.tokens, reader.grammar
    i = 0
    while i < len(tokens):
        head = head_at(tokens, i, grammar) if tokens[i].word else None
        if head is None:
            i += 1
            continue
        name = reader.name(i, head)
        end = reader.known.get(i)
        if end and end < name.last and not _extends(reader, end):
            i = end
        elif is_name(reader, i, head, name):
            yield Candidate(i, name.last, "head-noun", type=head.type)
            i = name.last
        else:
            i += 1


def _extends(reader: Reader, end: int) -> bool:
    """Whether what follows a known name makes a longer one: "Assemblée nationale du Sénégal", but no coordination."""
    token = reader.tokens[end]
    return token.fold in _EXTENDING or token.fold in reader.registry.demonyms or token.proper


def is_name(reader: Reader, first: int, head: Head, name: Name) -> bool:
    """Whether head and complements are the name of one body rather than common words."""
    tokens = reader.tokens
    token = tokens[first]
    if name.parts == 0:
        return False
    if _is_generic(tokens[first : name.last], name, reader.grammar) or _is_indefinite(tokens, first, token):
        return False
    named = name.proper or name.place
    if not token.capital:
        return "lower" in head.flags and (named or (head.type == "ministry" and name.parts > 0))
    if "proper" in head.flags:
        return named
    if token.proper and "strict" not in head.flags:
        return True
    if named or name.institutional:
        return True
    return (
        "strict" not in head.flags
        and name.parts > 1
        and ("weak" not in head.flags if not token.shout else "action" not in head.flags)
    )


def _is_generic(words: Sequence[Token], name: Name, grammar: Grammar) -> bool:
    if name.place:
        return False
    folded = tuple(t.fold for t in words)
    return folded in grammar.generic


def _is_indefinite(tokens: Sequence[Token], first: int, token: Token) -> bool:
    """Whether an article before a small head says that any such body is meant ("un centre …", "des ministères …")."""
    before = tokens[first - 1].fold if first and token.gap < 2 else ""
    return before in _PLURAL or (before in _INDEFINITE and not token.proper)
