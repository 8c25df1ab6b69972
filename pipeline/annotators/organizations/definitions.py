"""Acronyms and the names they stand for: what initials are, and where a name with these initials begins.

After Schwartz & Hearst (2003), A simple algorithm for identifying abbreviation definitions: the letters of the acronym
are matched with the words of the name; here with initials, French function words free to take part or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Head, head_at, is_generic, is_kind_of_deed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS
from pipeline.annotators.organizations.tokens import APOSTROPHES, GAP_LINE, GAP_NONE, Token, one_line
from pipeline.nlp import fold

REACH = 30
"""Tokens looked back for the beginning of a name."""

_LONGEST_ACRONYM = 15  # characters
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_LONGEST_CLIPPED = 10  # letters
_SHORTEST_HUMP = 1  # a part has more letters: Am-Cham, but not an i-Phone
_DEAREST = 4  # what initials may cost: two content words left out, or four syllables (CO-NA-RE-F)
_QUOTES = frozenset('«"“')
_SKIP, _SYLLABLE = 2, 1
_CHEAP = 2  # what the letters of an acronym spoken as a word may cost
_SHORTEST_SPOKEN = 4  # letters
_SHORTEST_OWN = 3  # letters behind the acronym of a parent: UA-BRA
_LONGEST_KIND = 5  # words of a common noun: centre de santé
_UNSURE = 0.9  # where the letters do not fit a head noun's name: 30 of 30 of the hand-written sentences
# After a comma these begin another name: l'UA, par son Bureau … (UA-BRA).
_MINISTER, _MINISTRY = "ministre", "Ministère"
_DETERMINERS = frozenset({"le", "la", "du", "au", "les", "des", "une", "un"})
_ANOTHER = frozenset({"par", "son", "sa", "ses", "leur", "leurs", "dont", "qui", "via"})


@dataclass(frozen=True, slots=True)
class Definition:
    """A name and the acronym the text gives it; token ranges, ends exclusive."""

    name: tuple[int, int]
    acronym: tuple[int, int]
    organization: bool  # False: a disease, a plan, a place … so its acronym is none either
    type: str | None
    sure: bool  # the letters fit, or the registry knows the pair
    english: tuple[int, int] | None = None  # the same name in English, in the bracket beside the acronym
    body: str | None = None  # the name where the text has that of the office: "ministre de l'Eau (MEAU)"

    def candidates(self) -> Iterator[Candidate]:
        """Its mentions."""
        confidence = None if self.sure else _UNSURE
        if self.body:
            yield Candidate(*self.acronym, "definition", type=self.type, name=self.body)
            return
        yield Candidate(*self.name, "definition", type=self.type, confidence=confidence)
        yield Candidate(*self.acronym, "definition", type=self.type, confidence=confidence)
        if self.english:
            yield Candidate(*self.english, "definition", type=self.type, confidence=confidence)


def is_acronym(text: str) -> bool:
    """Whether `text` looks like a set of initials: at least two capitals, and half its letters.

    >>> [is_acronym(w) for w in ("OIM", "RF-EFH", "SpF", "Oxfam", "2017", "A")]
    [True, True, True, False, False, False]
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= capitals and len(letters) <= 2 * capitals and len(text) <= _LONGEST_ACRONYM


def is_clipped(text: str) -> bool:
    """Whether `text` is put together from the beginnings of words: two capitals, the first letter and one inside.

    >>> [is_clipped(w) for w in ("AmCham", "MinAgri", "Oxfam", "OIM", "iPhone", "deVries", "macOS")]
    [True, True, False, False, False, False, False]
    """
    letters = [c for c in text if c.isalpha()]
    parts = [part for part in _HUMP.split(text) if part]
    short = len(letters) <= _LONGEST_CLIPPED and letters == list(text) and text[:1].isupper()
    return short and len(parts) > 1 and all(len(part) > _SHORTEST_HUMP for part in parts)


def is_spoken(reader: Reader, words: Sequence[Token], acronym: Sequence[Token]) -> bool:
    """Whether one word with one capital is the acronym of a head noun's name: "Centre d'études du littoral (Cedul)"."""
    if len(acronym) != 1 or not words:
        return False
    text = acronym[0].text
    if not (text[:1].isupper() and text[1:].islower() and len(text) >= _SHORTEST_SPOKEN):
        return False
    spoken = [t.fold for t in words if t.word]
    cost = initials_cost(letters_of(text), spoken)
    return cost is not None and cost <= _CHEAP and head_at(words, 0, reader.grammar) is not None


def joined_end(tokens: Sequence[Token], i: int) -> int:
    """The end of the tokens printed without a space from token `i` on, hyphens, slashes and dots between them."""
    last, limit = i + 1, min(len(tokens), i + _LONGEST_ACRONYM)
    while last + 1 < limit and tokens[last].gap == GAP_NONE and tokens[last].text in "-&.’'":
        following = tokens[last + 1]
        if following.gap != GAP_NONE or not following.word or (tokens[last].text == "." and len(following.text) > 1):
            break
        last += 2
    return last


def printed(tokens: Sequence[Token], first: int, last: int) -> str:
    """The tokens as they stand on one line."""
    return one_line(tokens[first:last])


def initials_cost(letters: str, words: Sequence[str]) -> int | None:
    """How badly the initials fit, None when not at all: two for each content word left out, one for each syllable.

    The first letter must be that of the first word. A word may give its first two or three letters.

    >>> initials_cost("oim", ["organisation", "internationale", "pour", "les", "migrations"])
    0
    >>> initials_cost("cicr", ["comite", "international", "de", "la", "croix", "rouge"])
    0
    >>> initials_cost("conaref", ["commission", "nationale", "de", "reforme", "fonciere"])
    3
    >>> initials_cost("oms", ["organisation", "internationale", "du", "travail"]) is None
    True
    """
    if not letters or not words or not words[0].startswith(letters[0]):
        return None
    costs: dict[int, int] = {0: 0}  # letters used → least cost, after the words so far
    for word in words:
        free = word in STOP_WORDS
        step: dict[int, int] = {}
        for used, cost in costs.items():
            if used or free:
                _lower(step, used, cost + (0 if free else _SKIP))
            run = 0
            while used + run < len(letters) and run < len(word) and run < 3 and letters[used + run] == word[run]:
                run += 1
                _lower(step, used + run, cost + _SYLLABLE * (run > 1))
        costs = step
    return costs.get(len(letters))


def _lower(costs: dict[int, int], key: int, cost: int) -> None:
    if cost < costs.get(key, cost + 1):
        costs[key] = cost


def letters_of(acronym: str) -> str:
    """The letters that stand for words, folded."""
    return "".join(c for c in fold(acronym) if c.isalpha())


def name_start(reader: Reader, end: int, acronym: str) -> int | None:
    """Where the name that ends at `end` and has these initials begins: known names first, then initials, then heads."""
    floor = max(0, end - REACH)
    known = next((i for i in range(floor, end) if reader.known.get(i) == end), None)
    headed = headed_start(reader, floor, end)
    fitting = fitting_start(reader, floor, end, acronym)
    choices = [c for c in (known, fitting) if c is not None]
    if choices:
        first = min(choices)
        return headed if headed is not None and headed < first and known is not None and fitting is None else first
    return headed


def headed_start(reader: Reader, floor: int, end: int) -> int | None:
    """The earliest capitalised head noun whose name reaches exactly to `end`."""
    for i in range(floor, end):
        if reader.tokens[i].word and (reader.tokens[i].capital or i + 1 < end):
            head = head_at(reader.tokens, i, reader.grammar)
            if head and (reader.tokens[i].capital or "lower" in head.flags) and reader.name(i, head).last == end:
                return i
    return None


def fitting_start(reader: Reader, floor: int, end: int, acronym: str) -> int | None:
    """Where the words that fit the acronym best begin, or those that fit what stands behind a parent: UA-BIRA.

    A place that the acronym spells out, "GEA-BÉNIN", is one word of the name.
    """
    parent, hyphen, own = acronym.partition("-")
    placed = own != "" and end > floor and fold(own) == reader.tokens[end - 1].fold
    letters = letters_of(parent) + fold(own)[0] if placed else letters_of(acronym)
    first = _spelled_start(reader, floor, end, letters)
    if first is None and hyphen and len(own) >= _SHORTEST_OWN and reader.registry.by_acronym(parent):
        return _spelled_start(reader, floor, end, letters_of(own))
    return first


def _spelled_start(reader: Reader, floor: int, end: int, letters: str) -> int | None:
    """Where the words that fit the initials best begin; among equals a head noun, then a capital, then the nearest."""
    tokens = reader.tokens
    dearest = min(_DEAREST, _SKIP * (len(letters) // 2))
    best: tuple[tuple[int, bool, bool], int] | None = None
    words: list[str] = []
    for i in range(end - 1, floor - 1, -1):
        token = tokens[i]
        if (i + 1 < end and tokens[i + 1].gap >= GAP_LINE) or token.text in ".;:!?()•":
            break
        if token.fold in _ANOTHER and i and tokens[i - 1].text == ",":
            break
        if token.word and not _is_link(reader, i):
            words.insert(0, token.fold)
        if not token.word or not token.fold.startswith(letters[:1]):
            continue
        if token.fold in STOP_WORDS and not token.proper:
            continue
        if len(words) > 3 * len(letters) + _SKIP:
            break
        capitals = [t.fold for t in tokens[i:end] if t.word and t.capital]
        spelled = token.proper and [word[0] for word in capitals] == list(letters) and len(letters) > _SKIP
        left_out = sum(word not in STOP_WORDS for word in words) - len(letters)  # at least
        if not spelled and _SKIP * left_out > dearest:
            continue
        cost = 0 if spelled else initials_cost(letters, words)
        if cost is None or cost > dearest:
            continue
        rank = (cost, head_at(tokens, i, reader.grammar) is None, not token.capital)
        if best is None or rank < best[0]:
            best = (rank, i)
    return best[1] if best else None


def _is_english_deed(reader: Reader, first: int, last: int) -> bool:
    """Whether an English name tells what is done: "Rapid Market Assessment", "Assessment of Relief"."""
    tokens, words = reader.tokens, reader.grammar.words
    nouns = [k for k in range(first, last) if tokens[k].capital and tokens[k].fold in words["english_deeds"]]
    return any(k + 1 == last or (k + 1 < last and tokens[k + 1].fold in {"of", "for"}) for k in nouns)


def _is_link(reader: Reader, i: int) -> bool:
    """Whether a small word of another language or the "s" of "People's" stands at token `i`."""
    token = reader.tokens[i]
    if token.capital:
        return False
    genitive = token.text == "s" and i > 0 and token.gap == GAP_NONE and reader.tokens[i - 1].text in APOSTROPHES
    return genitive or (token.fold in reader.grammar.words["foreign_links"] and token.fold not in STOP_WORDS)


def define(reader: Reader, name: tuple[int, int], acronym: tuple[int, int], printed_acronym: str) -> Definition | None:
    """What a name and an acronym beside it define, None when nothing says that they belong together."""
    tokens, words = reader.tokens, reader.grammar.words
    first, last = name
    while first < last and tokens[first].fold in STOP_WORDS and not tokens[first].proper:
        first += 1
    while first < last and tokens[last - 1].text in '»”"':
        last -= 1
    content = [
        tokens[k]
        for k in range(first, last)
        if tokens[k].word and tokens[k].fold not in STOP_WORDS and not _is_link(reader, k)
    ]
    if len(content) < 2 and first not in reader.known:
        return None
    head = head_at(tokens, first, reader.grammar)
    known = reader.known.get(first) == last
    sure = known or fitting_start(reader, first, last, printed_acronym) == first
    named = len(content) > 1 and all(t.proper or (t.capital and t is content[0]) for t in content)
    if printed_acronym in words["leading_forms"] | words["forms"] and not (known or named):
        return Definition((first, last), acronym, False, None, sure)
    if sure and tokens[first].fold == _MINISTER:
        body = f"{_MINISTRY} {one_line(tokens[first + 1 : last])}"
        return Definition((first, last), acronym, True, "ministry", sure, body=body)
    several = _several(reader, first, content) if sure and not _are_of_kind(reader, first) else None
    if several:
        return Definition((first, last), acronym, True, several.type, sure)
    any_one = first > 0 and tokens[first].gap < GAP_LINE and tokens[first - 1].fold in words["indefinite"]
    english = first + 1 < last and tokens[first].proper and tokens[first + 1].fold == "for"  # Code for Valmie
    common = (tokens[first].fold in words["not_heads"] and not english) or _are_of_kind(reader, first)
    common = common or (len(content) > 1 and _is_english_deed(reader, first, last))
    common = common or (any_one and is_generic(tokens[first:last], reader.grammar))
    common = common or _is_taught(reader, min(first, acronym[0])) or _is_office(reader, first)
    if (common or is_kind_of_deed(tokens, first, last, reader.grammar)) and not known:
        return Definition((first, last), acronym, False, None, sure)
    if known or head is not None:
        return Definition((first, last), acronym, True, head.type if head else None, sure)
    capitals = all(t.capital for t in content) and not tokens[first].shout
    if sure and _is_activity(reader, first):
        return Definition((first, last), acronym, False, None, sure)
    if sure and (tokens[first].proper or (capitals and len(content) > 1)):
        return Definition((first, last), acronym, True, None, False)
    return Definition((first, last), acronym, False, None, sure) if sure else None


def _is_office(reader: Reader, first: int) -> bool:
    """Whether the name of a person's office begins at token `first`: "Représentante spéciale du Secrétaire général"."""
    words, token = reader.grammar.words, reader.tokens[first]
    return bool({token.fold, token.fold.removesuffix("s")} & (words["roles"] - words["authorities"]))


def _is_taught(reader: Reader, i: int) -> bool:
    """Whether a course, a plan or a prize has the name at token `i`: "master Ville et Eau", "plan d'accueil …"."""
    tokens, words = reader.tokens, reader.grammar.words
    bare = not tokens[i].capital and i > 1 and (tokens[i - 1].text in APOSTROPHES or tokens[i - 1].fold == "de")
    named = words["plans"] if bare else words["courses"] | words["plans"]
    k = i - 1 - (bare and tokens[i - 1].text in APOSTROPHES) - bare
    if k > 0 and not bare and (tokens[k].text in _QUOTES or reader.is_adjective(tokens[k])):
        k -= 1  # diplôme universitaire
    return k >= 0 and tokens[k].fold in named and all(t.gap < GAP_LINE for t in tokens[k + 1 : i + 1])


def _several(reader: Reader, first: int, content: Sequence[Token]) -> Head | None:
    """The head noun whose plural names a set of bodies with capitals: "Comités Locaux de Gestion (CLG)"."""
    token = reader.tokens[first]
    single = token.fold.removesuffix("s")
    capitals = token.proper and len(content) > 1 and content[1].capital
    heads = reader.grammar.heads.get(single, ()) if capitals and single != token.fold else ()
    return next((h for h in heads if h.words == (single,)), None)


def _are_of_kind(reader: Reader, first: int) -> bool:
    """Whether the plural of a common noun stands at token `first`: "Centres de Formation …", but "Comités Locaux"."""
    if not reader.tokens[first].fold.endswith("s"):
        return False
    spoken = tuple(t.fold.removesuffix("s") for t in reader.tokens[first : first + _LONGEST_KIND] if t.word)
    return any(spoken[:n] in reader.grammar.kinds for n in range(2, len(spoken) + 1))


def _is_activity(reader: Reader, first: int) -> bool:
    """Whether an article stands before what is done or how: "l'Apprentissage par l'action (APA)" is no body.

    Bodies whose name has no head noun are named without article: "Reporters sans frontières", "Action contre la faim".
    """
    tokens = reader.tokens
    article = first > 0 and tokens[first].gap < GAP_LINE and tokens[first - 1].fold in _DETERMINERS
    apostrophe = first > 1 and tokens[first - 1].text in APOSTROPHES and tokens[first - 2].fold == "l"
    return (article or apostrophe) and tokens[first].fold.endswith(reader.grammar.endings["endings_activity"])
