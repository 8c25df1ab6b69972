"""What is known of a name while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotators.organizations.grammar import Grammar, Head, is_theme
from pipeline.annotators.organizations.tokens import GAP_LINE, Token, past_article

_FINISHED = frozenset({"ministry", "municipality", "government", "parliament", "court"})
"""Types of bodies whose name is over after a complement: what "pour", "sur" or "contre" adds is the sentence's."""


@dataclass(frozen=True, slots=True)
class Name:
    """How far a name reaches and what it is made of."""

    last: int  # exclusive token index
    proper: bool = False  # a capitalised word stands in the complements
    place: bool = False  # a country, a nationality or a name of the registry does
    institutional: bool = False  # an adjective such as "national"
    small: bool = False  # a complement in small letters
    parts: int = 0  # content words after the head
    complements: int = 0  # of those, introduced by a preposition
    joined: bool = False  # a coordination has been read, so a capital beside it is another line or a town
    limit: int = 0  # exclusive token index that it cannot pass
    plural: bool = False  # the last word is a plural noun after "des", so an adjective in -s may follow
    fixed: bool = False  # the head is surely that of a name, so its first complement belongs to it whatever its noun


def is_called(tokens: Sequence[Token], state: Name) -> bool:
    """Whether a name follows a head and its one adjective: Fondation suisse Graines de paix."""
    token = tokens[state.last]
    return state.parts == 1 and state.complements == 0 and token.proper and not token.upper


def is_over(tokens: Sequence[Token], grammar: Grammar, state: Name, head: Head, known_ends: frozenset[int]) -> bool:
    """Whether "pour", "sur" or "contre" after the name so far leads on in the sentence rather than in the name."""
    i = past_article(tokens, state.last + 1)
    if i < len(tokens) and tokens[i].gap < GAP_LINE and tokens[i].fold in grammar.words["errands"]:
        return True  # … pour le compte de, sur présentation de
    if head.type in _FINISHED and state.complements > 0:
        return True  # le Ministère de l'Eau et de la Pêche pour son accueil
    if "list" in head.flags and state.joined and state.proper:
        return True
    last = tokens[state.last - 1]
    town = last.capital and not last.shout and state.complements > 0 and state.last not in known_ends
    town = town and not (state.joined and is_theme(last, grammar))  # Initiative pour la Recherche et l'Innovation sur
    return town and tokens[state.last].fold != "pour"
