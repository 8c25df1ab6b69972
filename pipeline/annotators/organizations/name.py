"""What is known of a name while it is read, and what may stand at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotators.organizations.grammar import (
    Grammar,
    Head,
    begins_office,
    head_at,
    is_plain_noun,
    is_plural,
    is_theme,
)
from pipeline.annotators.organizations.registry import Registry, place_at
from pipeline.annotators.organizations.tokens import (
    APOSTROPHES,
    ARTICLES,
    GAP_LINE,
    GAP_NONE,
    GAP_SPACE,
    Token,
    echoed_end,
    past_article,
)

_DIGITS = 2
_AFTER_NUMBER = frozenset({"dans", "qui", "est", "en", "pour", "sur", "par"})
_DE = frozenset({"de", "du", "des", "d"})
_NAMED = frozenset({"company", "foundation", "media", "network", "ngo", "research"})  # have names of their own
_FIELDS = 3  # bare nouns between an adjective and a name: "habitat patrimoine"
_HOUSES = frozenset({"hospital", "university"})
_WORLDWIDE = frozenset({"fund", "network", "ngo", "union", "igo", "research", "foundation", "federation"})
_FINISHED = frozenset({"ministry", "municipality", "government", "parliament", "court"})
"""Types of bodies whose name is over after a complement: what "pour", "sur" or "contre" adds is the sentence's."""
_SERVING = _FINISHED | {"agency"}
"""Types of bodies that serve: with a list of portfolios they are for something, not about it."""


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


def beside(tokens: Sequence[Token], i: int) -> Token | None:
    """The token at `i`, None behind the last one and where a line begins."""
    return tokens[i] if i < len(tokens) and tokens[i].gap < GAP_LINE else None


def past_preposed(tokens: Sequence[Token], grammar: Grammar, i: int) -> int:
    """Past adjectives that stand before their noun: "petites et moyennes entreprises", "Grands Travaux"."""
    words = grammar.words["preposed"]
    if not (token := beside(tokens, i)) or token.fold not in words or head_at(tokens, i, grammar):
        return i
    last = i + 1
    joint, other = beside(tokens, last), beside(tokens, last + 1)
    if joint and joint.fold == "et" and other and other.fold in words:
        last += 2
    noun = beside(tokens, last)
    if noun is None or not noun.word:
        return i
    named = noun.proper or is_plural(noun, grammar) or (token.capital and is_theme(noun, grammar))
    return last if named else i


def after_links(tokens: Sequence[Token], grammar: Grammar, i: int) -> tuple[int, bool]:
    """Past the preposition and article at token `i`; whether there was a preposition."""
    token = beside(tokens, i)
    repeated = token is not None and (token.fold in _DE or token.fold in grammar.words["aiming"])
    return past_article(tokens, i + repeated), repeated


def is_announced(tokens: Sequence[Token], registry: Registry, state: Name, head: Head) -> bool:
    """Whether a name follows a head and its one adjective, a nationality: Fondation suisse Graines de paix."""
    nation = tokens[state.last - 1].fold
    if "announces" in head.flags or head.type not in _NAMED or not is_demonym(nation, registry):
        return False
    token = tokens[state.last]
    called = state.parts == 1 and state.complements == 0 and token.proper and not token.upper
    return called and place_at(tokens, state.last, registry) is None


def is_demonym(word: str, registry: Registry) -> bool:
    """Whether a folded word is a nationality, in either number."""
    return word in registry.demonyms or word.removesuffix("s") in registry.demonyms


def is_over(tokens: Sequence[Token], grammar: Grammar, state: Name, head: Head, known_ends: frozenset[int]) -> bool:
    """Whether "pour", "sur", "contre" or "des" after the name so far leads on in the sentence, not in the name."""
    if tokens[state.last].fold not in grammar.words["aiming"]:
        return _is_given(tokens, state, head)
    i = past_article(tokens, state.last + 1)
    if i < len(tokens) and tokens[i].gap < GAP_LINE and tokens[i].fold in grammar.words["errands"]:
        return True  # … pour le compte de, sur présentation de
    if state.parts == 0 and "list" in head.flags and tokens[state.last].fold == "sur" and head.type in _SERVING:
        return True  # l'avis du Service sur la digue
    if head.type in _FINISHED and state.complements > 0:
        return True  # le Ministère de l'Eau et de la Pêche pour son accueil
    if "list" in head.flags and state.joined and state.proper:
        return True
    last = tokens[state.last - 1]
    town = last.capital and not last.shout and state.complements > 0 and state.last not in known_ends
    town = town and not (state.joined and is_theme(last, grammar))  # Initiative pour la Pêche et l'Aquaculture sur
    return town and tokens[state.last].fold != "pour"


def _is_given(tokens: Sequence[Token], state: Name, head: Head) -> bool:
    """Whether "des" and a small noun behind a house's town are the sentence's: "l'université de Tanda des outils"."""
    last, noun = tokens[state.last - 1], beside(tokens, state.last + 1)
    town = head.type in _HOUSES and state.complements > 0 and last.proper and not (state.small or state.joined)
    return town and tokens[state.last].fold == "des" and noun is not None and not noun.capital


def past_continent(tokens: Sequence[Token], i: int, grammar: Grammar, state: Name, head: Head) -> int | None:
    """Past a continent behind "en" and its side, where both end a name: "Alliance pour les semences en Afrique"."""
    settled = state.complements > 0 and (state.fixed or state.proper) and head.type in _WORLDWIDE
    token = beside(tokens, i)
    if token is None or not settled or not token.capital or token.fold not in grammar.words["continents"]:
        return None
    side = i + 1
    if (of := beside(tokens, side)) and of.fold in _DE:
        side = past_article(tokens, side + 1)
    told = beside(tokens, side)
    return _past_other_side(tokens, side + 1, grammar) if told and told.fold in grammar.words["sides"] else i + 1


def _past_other_side(tokens: Sequence[Token], i: int, grammar: Grammar) -> int:
    """Past what "et" adds to the side of a continent: "en Afrique de l'Ouest et du Centre"."""
    joint = beside(tokens, i)
    if joint is None or joint.fold != "et":
        return i
    of = beside(tokens, i + 1)
    side = past_article(tokens, i + 2) if of and of.fold in _DE else i + 1
    told = beside(tokens, side)
    return side + 1 if told and told.fold in grammar.words["sides"] else i


def is_participle(tokens: Sequence[Token], grammar: Grammar, i: int) -> bool:
    """Whether a participle at token `i` is an adjective: "travailleurs immigrés", not "maires réunis à …"."""
    closed = i + 1 >= len(tokens) or tokens[i + 1].fold not in grammar.words["prepositions"]
    return not tokens[i].capital and tokens[i].text.endswith(("és", "ées")) and closed


def past_role(tokens: Sequence[Token], grammar: Grammar, last: int) -> int:
    """Past the adjectives of a function: Représentante spéciale."""
    while (token := beside(tokens, last)) and token.fold in grammar.words["role_adjectives"]:
        last += 1
    return last


def past_repeated(tokens: Sequence[Token], first: int, last: int, pairs: frozenset[str]) -> int:
    """Past what goes on behind capitals: the same word, the second of `pairs`, a small number that counts nothing.

    "Main dans la Main", "Saône et Loire", "centrale Sarve Aval 2".
    """
    last = echoed_end(tokens, last)
    if " ".join(t.fold for t in tokens[last - 1 : last + 2]) in pairs and tokens[last].gap == tokens[last + 1].gap:
        return last + 2
    if last <= first + 1 or last >= len(tokens) or tokens[last].gap != GAP_SPACE or not tokens[last].text.isdigit():
        return last
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    ends = after is None or after.gap >= GAP_LINE or after.text in ").;,»" or after.fold in _AFTER_NUMBER
    return last + 1 if ends and len(tokens[last].text) <= _DIGITS else last


def is_many(words: Sequence[Token]) -> bool:
    """Whether what follows "des" is one word, or capitalised words in the plural: "des Milieux Lagunaires"."""
    return len(words) == 1 or all(t.capital and t.fold.endswith(("s", "x")) for t in words)


def is_pair(tokens: Sequence[Token], registry: Registry, state: Name, i: int) -> bool:
    """Two first names before a family name: Fondation Lucie et André Chagnon."""
    single = tokens[state.last - 2].gap != GAP_NONE or tokens[state.last - 1].gap != GAP_NONE
    person = i + 1 < len(tokens) and tokens[i + 1].proper and place_at(tokens, i + 1, registry) is None
    return state.parts == 1 and single and person


def is_last(tokens: Sequence[Token], grammar: Grammar, state: Name, i: int) -> bool:
    """Whether the noun at token `i` closes a list of complements in small letters, each with its article."""
    article = tokens[i - 1].text in APOSTROPHES or tokens[i - 1].fold in ARTICLES | {"du"}
    return article and not (state.place or state.proper) and is_plain_noun(tokens, i, grammar)


def begins_other(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Whether an office or an address begins at token `i` of a run of capitals: "Plan Avenue de la Paix"."""
    return tokens[i].fold in grammar.words["streets"] or begins_office(tokens, i, grammar)


def past_ending(tokens: Sequence[Token], last: int) -> int:
    """Past a feminine ending in brackets: "employé(e)s"."""
    ending = tokens[last : last + 3]
    glued = len(ending) == len("(e)") and all(t.gap == GAP_NONE for t in ending)
    if not glued or ending[0].text != "(" or ending[2].text != ")" or ending[1].capital:
        return last
    plural = tokens[last + 3 : last + 4]
    return last + 3 + any(t.gap == GAP_NONE and t.text == "s" for t in plural)


def is_in_charge(tokens: Sequence[Token], i: int) -> bool:
    """Whether "en charge de" stands at token `i`: Ministère en charge de la Santé."""
    words = [t.fold for t in tokens[i : i + 3] if t.gap < GAP_LINE]
    return words[:2] == ["en", "charge"] and words[-1] in _DE


def leads_to_charge(tokens: Sequence[Token], state: Name, head: Head) -> bool:
    """Whether "en charge de" goes on with a ministry, or, before a capital, with another name.

    "Ministère en charge de la Santé", "Bureau de la Commission en charge du Fleuve".
    """
    charged = is_in_charge(tokens, state.last)
    if head.type == "ministry" or not charged:
        return charged
    noun = beside(tokens, past_article(tokens, state.last + 3))
    return state.parts > 0 and noun is not None and noun.capital


def past_fields(tokens: Sequence[Token], grammar: Grammar, state: Name) -> int | None:
    """The name behind bare nouns that follow the name so far: "Agence locale habitat patrimoine Grand Sarve"."""
    i = state.last
    while i < len(tokens) and i - state.last < _FIELDS and not tokens[i].capital and is_theme(tokens[i], grammar):
        i += 1
    fields = tokens[state.last : i + 1]
    named = fields[-1].proper and fields[-1].word and len(fields) > 1
    named = named and state.parts == 1 and state.complements == 0
    return i if named and all(t.gap < GAP_LINE for t in fields) else None


def english_noun(tokens: Sequence[Token], grammar: Grammar, state: Name) -> int | None:
    """The capitalised word that "of", "for" or "and" joins to capitalised words, None where there is none."""
    words, i = grammar.words, state.last
    if i >= len(tokens) or tokens[i].fold not in words["english_links"] or tokens[i].capital:
        return None
    i += 1
    if i < len(tokens) and tokens[i].fold in words["english_articles"]:
        i += 1
    shown = i < len(tokens) and tokens[i].word and tokens[i].proper
    return i if shown and state.parts and tokens[state.last - 1].proper else None


def house_noun(tokens: Sequence[Token], grammar: Grammar, registry: Registry, state: Name, head: Head) -> int | None:
    """The noun by which a house is called with a small article: "hôpital la Roseraie", "lycée les Trois Fontaines"."""
    if state.parts or head.type not in _HOUSES or tokens[state.last].text not in ARTICLES:
        return None
    i = past_article(tokens, state.last)
    if i >= len(tokens) or not tokens[i].word or not tokens[i].proper or tokens[i].upper:
        return None
    return None if head_at(tokens, i, grammar) or place_at(tokens, i, registry) else i
