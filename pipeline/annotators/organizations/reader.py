"""How French builds the name of an institution: head noun, adjectives, complements, and where the name ends.

Pure functions over tokens. A name goes on as long as what follows is an adjective, a complement introduced by
"de", "pour", "sur", "contre"…, or a coordination of the same form; it ends before a verb, a function word, a sign, a
line end, and before a coordination that names something else ("le Ministère de la Santé et l'OMS").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.annotators.organizations.grammar import (
    Grammar,
    Head,
    head_at,
    is_adjective,
    is_plain_noun,
    is_plural,
    is_theme,
)
from pipeline.annotators.organizations.name import (
    Name,
    after_links,
    begins_other,
    beside,
    english_noun,
    house_noun,
    is_announced,
    is_demonym,
    is_in_charge,
    is_last,
    is_many,
    is_over,
    is_pair,
    is_participle,
    leads_to_charge,
    past_continent,
    past_ending,
    past_fields,
    past_preposed,
    past_repeated,
    past_role,
)
from pipeline.annotators.organizations.registry import Registry, place_at
from pipeline.annotators.organizations.tokens import (
    APOSTROPHES,
    ARTICLES,
    Token,
    hyphened_end,
    past_article,
)

LONGEST_NAME = 40
"""Tokens; the longest name of the registry has 19, lists of portfolios of a ministry have more."""

_DE = frozenset({"de", "du", "des", "d"})

_STATES = frozenset({"etat", "etats"})  # with a capital by spelling: a federation of any States
_STEM = 5
_SHORTEST_NAME = 2
_DEPTH = 2  # complements whose noun may be any: "Commission nationale de gestion des conflits"
_LONGEST_RUN = 12  # capitalised words in a row
_ABROAD = frozenset({"en", "au", "aux"})
_FIELD = frozenset({"action", "strict"})  # head nouns that are also what somebody is in charge of
_ACTIVITIES = frozenset({"weak", "action", "strict"})


@dataclass(frozen=True, slots=True)
class Reader:
    """The text with what is known of it, ready to be read as names."""

    tokens: Sequence[Token]
    grammar: Grammar
    registry: Registry
    known: Mapping[int, int]  # first token of a known organisation → its end
    known_ends: frozenset[int]
    small: frozenset[str] = frozenset()  # folded words that the text has in small letters too

    def name(self, first: int, head: Head, limit: int | None = None) -> Name:
        """The name that `head` begins at token `first`, to its right border, at most up to token `limit`."""
        limit = min(len(self.tokens), first + LONGEST_NAME) if limit is None else limit
        token = self.tokens[first]
        sure = token.proper or (token.capital and not token.shout and not head.flags & {"weak", "action"})
        state = Name(first + len(head.words), fixed=sure, limit=limit)
        while state.last < state.limit:
            longer = (
                self._adjective(state)
                or self._complement(state, head)
                or self._apposition(state, head)
                or self._coordination(state, head)
                or self._english(state)
            )
            if longer is None or state.limit < longer.last:
                break
            state = longer
        return state

    def _at(self, i: int) -> Token | None:
        return beside(self.tokens, i)

    def _hyphened(self, last: int) -> int:
        return hyphened_end(self.tokens, last, self.grammar.words["eliding"])

    def is_adjective(self, token: Token) -> bool:
        """Whether a word may be an adjective inside a name."""
        return is_adjective(token, self.grammar) or self.is_demonym(token.fold)

    def _is_theme(self, token: Token) -> bool:
        return is_theme(token, self.grammar)

    def is_demonym(self, word: str) -> bool:
        """Whether a folded word is a nationality, in either number."""
        return is_demonym(word, self.registry)

    def _adjective(self, state: Name) -> Name | None:
        token = self._at(state.last)
        if token is None or not token.word:
            return None
        last = self._hyphened(state.last + 1)
        tail = self.tokens[last - 1]
        whole = "".join(t.fold for t in self.tokens[state.last : last])
        demonym = any(map(self.is_demonym, (token.fold, whole, tail.fold)))
        tail_noun = state.parts > 0 and token.fold in self.grammar.words["apposed"] and not token.capital
        alike = tail_noun or (
            state.plural and (is_plural(token, self.grammar) or is_participle(self.tokens, self.grammar, state.last))
        )
        if not (demonym or alike or self.is_adjective(tail) or self.is_adjective(token)):
            return None
        return replace(
            state,
            last=last,
            parts=state.parts + 1,
            place=state.place or demonym,
            proper=state.proper or token.proper,
            institutional=state.institutional or token.fold in self.grammar.words["institutional"],
            fixed=state.fixed or demonym or token.fold in self.grammar.words["institutional"],
        )

    def _complement(self, state: Name, head: Head) -> Name | None:
        if (token := self._at(state.last)) is None:
            return None
        i = state.last + 1
        if longer := self._abroad(state, i, head):
            return longer
        if not self._leads(state, head):
            return None
        follow = self._at(i)
        if is_in_charge(self.tokens, state.last):
            i += 2
        elif token.fold in {"charge", "chargee", "aupres"} and follow and follow.fold in _DE:
            i += 1
        article = token.fold in {"des", "du", "aux"} or (follow is not None and follow.fold in {"la", "l", "les"})
        words, previous = self.grammar.words, self.tokens[state.last - 1].fold
        manner = token.fold == "a" and follow is not None and follow.fold in words["manner"]
        first = state.complements == 0 or (token.fold == "sur" and previous in words["about"])
        aimed = token.fold in _ABROAD | {"a"} and previous in words["aimed"]
        small = article and state.small and state.complements < _DEPTH
        plain = manner or (state.fixed and (first or aimed or small))
        longer = self._noun_phrase(state, i, plain)
        if longer is None:
            return None
        many = token.fold in {"des", "aux"} or (follow is not None and follow.fold == "les")
        noun = self.tokens[past_article(self.tokens, i) : longer.last]
        return replace(longer, complements=state.complements + 1, plural=many and is_many(noun))

    def _leads(self, state: Name, head: Head) -> bool:
        """Whether the word after the name so far leads to a complement."""
        token, previous = self.tokens[state.last], self.tokens[state.last - 1]
        follow = self._at(state.last + 1)
        if is_over(self.tokens, self.grammar, state, head, self.known_ends):
            return False
        in_charge = leads_to_charge(self.tokens, state, head)
        if in_charge or token.fold in _DE | self.grammar.words["aiming"] | {"charge", "chargee"}:
            return True
        if token.fold == "en":
            return previous.fold in self.grammar.words["fields"] and follow is not None and self._is_theme(follow)
        if token.fold == "aupres":
            return "abroad" in head.flags and follow is not None and follow.fold in _DE
        if token.fold == "pres":
            return "near" in head.flags and follow is not None and follow.fold in ARTICLES
        if token.fold not in {"a", "au", "aux"} or follow is None:
            return False
        if previous.fold in self.grammar.words["aimed"]:
            return True
        if token.fold == "a" and follow.fold in self.grammar.words["manner"]:
            return state.parts > 0
        if token.fold == "a" and follow.fold not in {"la", "l"}:
            return False
        noun = past_article(self.tokens, state.last + 1)
        if not (following := self._at(noun)) or place_at(self.tokens, noun, self.registry):
            return False
        if following.fold in self.grammar.words["outside"]:
            return state.parts > 0
        if "to" in head.flags and state.complements == 0:
            return True
        return token.fold == "aux" and (
            (state.parts == 0 and not _DE & set(head.words))  # le Conseil de la Saline aux points 3 et 4
            or previous.fold in self.grammar.words["institutional"] | self.grammar.words["before_to"]
            or (state.complements == 0 and self._is_theme(following))
        )

    def _abroad(self, state: Name, i: int, head: Head) -> Name | None:
        """With "au Niger" or "à Abéché" behind the name of an office, "en Haïti" behind that of a federation."""
        token, follow = self.tokens[state.last], self._at(i)
        if token.fold == "en" and (end := past_continent(self.tokens, i, self.grammar, state, head)):
            return replace(state, last=end, place=True, parts=state.parts + 1, limit=end)
        within = "within" in head.flags and state.complements > 0 and state.fixed
        seated = state.place or head_at(self.tokens, state.last - 1, self.grammar) is not None
        if follow is None or not follow.word or not ("abroad" in head.flags or within):
            return None
        last: int | None = None
        named = (
            follow.capital and not follow.shout and not follow.upper and head_at(self.tokens, i, self.grammar) is None
        )
        if token.fold in _ABROAD and (place := place_at(self.tokens, i, self.registry)):
            last = place[0]
        elif token.fold == "a" and not within and seated and named and i not in self.known:
            last = self._capitals(i)
        return replace(state, last=last, place=True, parts=state.parts + 1) if last else None

    def _noun_phrase(self, state: Name, i: int, plain: bool) -> Name | None:
        """What a complement may hold, from token `i`: a known name, a country, an institution, a capital, a theme."""
        i = past_preposed(self.tokens, self.grammar, past_article(self.tokens, i))
        token = self._at(i)
        if token is None or not token.word or token.fold in self.grammar.words["time"]:
            return None
        parts = state.parts + 1
        if i in self.known:
            return replace(state, last=self.known[i], place=True, proper=True, parts=parts)
        if place := place_at(self.tokens, i, self.registry):
            return replace(state, last=place[0], place=True, parts=parts)
        head = head_at(self.tokens, i, self.grammar)
        if head and i + len(head.words) < state.limit and self._hyphened(i + 1) == i + 1:
            inner = self.name(i, head, state.limit)
            if token.capital or ("lower" in head.flags and (inner.proper or inner.place)):
                return replace(inner, proper=True, parts=parts + inner.parts, fixed=state.fixed)
        if token.fold in self.grammar.words["roles"]:
            last = past_role(self.tokens, self.grammar, self._hyphened(i + 1))
            return replace(state, last=last, proper=state.proper or token.capital, parts=parts)
        if token.capital and (not token.shout or self._is_theme(token) or self.is_adjective(token) or token.upper):
            named = state.proper or not (token.shout or token.fold in _STATES)
            return replace(state, last=self._capitals(i), proper=named, parts=parts)
        if self._is_theme(token) or (plain and is_plain_noun(self.tokens, i, self.grammar)):
            return replace(state, last=self._hyphened(i + 1), small=True, parts=parts)
        return None

    def _capitals(self, i: int) -> int:
        """The end of a run of capitalised words from token `i`; in a shout only the first."""
        last = self._hyphened(i + 1)
        while (token := self._at(last)) and token.word and token.capital and not self.tokens[i].shout:
            if last in self.known or _LONGEST_RUN <= last - i or begins_other(self.tokens, last, self.grammar):
                break
            last = self._hyphened(last + 1)
        last = past_repeated(self.tokens, i, last, self.grammar.words["rivers"])
        closing = self._at(last)
        if closing and self.tokens[last - 1].fold in self.grammar.words["preposed"] and self._is_theme(closing):
            last = self._hyphened(last + 1)
        return last

    def _apposition(self, state: Name, head: Head) -> Name | None:
        """A name or theme set directly beside the head: Université Cheikh Anta Diop, Commission vérité et justice."""
        token = self._at(state.last)
        if token is None or not token.word or (state.last in self.known and not token.proper):
            return None
        i = house_noun(self.tokens, self.grammar, self.registry, state, head)
        if i and i not in self.known:
            return replace(state, last=self._capitals(i), proper=True, parts=1)
        if token.capital and not token.shout:
            if (
                state.joined
                or (state.parts and begins_other(self.tokens, state.last, self.grammar))
                or (state.place and not is_announced(self.tokens, self.registry, state, head))
                or len(token.text) < _SHORTEST_NAME
                or (state.small and self._is_theme(token))
            ):
                return None
            if token.upper and state.parts:  # "Direction du travail DREETS": the acronym is a name of its own
                return None
            return replace(state, last=self._capitals(state.last), proper=True, parts=state.parts + 1)
        beside = not head.flags & {"weak", "proper"} and head.type != "ministry"  # le ministère compte deux services
        if state.parts == 0 and self._is_theme(token) and beside:
            return replace(state, last=self._hyphened(state.last + 1), small=True, parts=1)
        i = past_fields(self.tokens, self.grammar, state) if beside else None
        if i and i not in self.known:
            return replace(state, last=self._capitals(i), small=True, proper=True, parts=state.parts + 1)
        return None

    def _english(self, state: Name) -> Name | None:
        """What "of", "for" or "and" adds to capitalised words: Consortium Global Atlas of Inland Ports."""
        i = english_noun(self.tokens, self.grammar, state)
        return replace(state, last=self._capitals(i), proper=True, parts=state.parts + 1) if i else None

    def _coordination(self, state: Name, head: Head) -> Name | None:
        """What "et" or a comma adds; a comma only within a list that "et" closes, and not behind "des ministres"."""
        token = self._at(state.last)
        if token is None or state.parts == 0 or token.fold not in {"et", ",", "&"}:
            return None
        if token.text == ",":
            return None if self.tokens[state.last - 1].fold == "ministres" else self._listed(state, head)
        return self._joined(state, state.last + 1, head)

    def _joined(self, state: Name, i: int, head: Head) -> Name | None:
        """One more member of a coordination, from the token after "et" or a comma."""
        linked, repeated = after_links(self.tokens, self.grammar, i)
        token = self._at(first := past_preposed(self.tokens, self.grammar, linked))
        if token is None or not token.word or self._names_another(first, head):
            return None
        last = self.tokens[state.last - 1]
        theme, adjective = self._is_theme(token), self.is_adjective(token)
        if token.capital and not token.shout:
            acronym = token.upper and len(token.text) > 1
            if acronym or not (state.proper or repeated) or last.fold in self.registry.demonyms:
                return None
            if not (
                theme
                or adjective
                or repeated
                or self.tokens[i - 1].text == "&"
                or is_pair(self.tokens, self.registry, state, first)
            ):
                return None
            end = self._portfolio(first) if theme else self._capitals(first)
            return replace(state, last=end, parts=state.parts + 1, joined=True)
        alike = state.small or token.shout or (state.proper and repeated)
        twin = state.plural and token.fold[:_STEM] == last.fold[:_STEM]  # des professeures et professeurs
        if twin:
            end = past_ending(self.tokens, self._hyphened(first + 1))
            return replace(state, last=end, small=True, parts=state.parts + 1, joined=True)
        if (theme and alike) or (adjective and first == i and self.is_adjective(last)):
            return replace(state, last=self._hyphened(first + 1), small=True, parts=state.parts + 1, joined=True)
        return None

    def _portfolio(self, i: int) -> int:
        """The end of a capitalised theme at token `i` with its adjectives; a town beside it is left out."""
        last = self._hyphened(i + 1)
        while (token := self._at(last)) and token.capital and (self.is_adjective(token) or self._is_theme(token)):
            last = self._hyphened(last + 1)
        return last

    def _names_another(self, i: int, outer: Head) -> bool:
        """Whether a body, country, role or plural of a head noun stands at token `i`: not part of the name before."""
        token = self.tokens[i]
        if i in self.known or place_at(self.tokens, i, self.registry) or token.fold in self.grammar.words["roles"]:
            return True
        head = head_at(self.tokens, i, self.grammar)
        article = self.tokens[i - 1].fold in ARTICLES or self.tokens[i - 1].text in APOSTROPHES
        sure = article and not (head and head.flags & _ACTIVITIES)
        if head and (token.capital or "lower" in head.flags or sure):
            # l'Afrique de l'Ouest et du Centre; Commission du Budget, de l'Administration et du Personnel
            field = token.fold == "centre" or (token.capital and _FIELD <= head.flags and len(head.words) == 1)
            portfolio = outer.type == "ministry" and "strict" in head.flags  # et de la Coopération internationale
            return not (portfolio or (field and self.name(i, head).parts == 0))
        single = (token.fold.removesuffix("s"),)
        plural = any(head.words == single for head in self.grammar.heads.get(single[0], ()))
        return (
            plural and token.fold.endswith("s") and not token.capital and token.fold not in self.grammar.words["themes"]
        )

    def _listed(self, state: Name, head: Head) -> Name | None:
        """The members after commas, when "et" closes the list: des A, de B et de C."""
        if "list" not in head.flags and not state.small:
            return None
        now = state
        for _ in range(6):
            token = self._at(now.last)
            if token is None:
                return None
            if token.fold == "et":
                return self._with_adjectives(self._joined(now, now.last + 1, head) or self._closing(now, head), head)
            if token.text != ",":
                return None
            following = self._joined(now, now.last + 1, head)
            if following is None:
                return None
            now = self._with_adjectives(following, head) or following
        return None

    def _closing(self, state: Name, head: Head) -> Name | None:
        """Any noun that "et de" adds to a list of complements: de la santé, du travail et de l'agenda social."""
        i, repeated = after_links(self.tokens, self.grammar, state.last + 1)
        if (
            not (repeated and self._at(i))
            or self._names_another(i, head)
            or not is_last(self.tokens, self.grammar, state, i)
        ):
            return None
        return replace(state, last=self._hyphened(i + 1), small=True, parts=state.parts + 1, joined=True)

    def _with_adjectives(self, state: Name | None, head: Head) -> Name | None:
        if state is None:
            return None
        inner = replace(head, flags=head.flags & {"list"})
        while longer := self._adjective(state) or self._complement(state, inner):
            state = longer
        return state
