"""Acronyms and the names they stand for: where a name with these initials begins, and what the two define."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Head, head_at, is_generic, is_kind_of_deed, is_theme
from pipeline.annotators.organizations.initials import initials_cost, initials_in, letters_of
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import (
    APOSTROPHES,
    GAP_LINE,
    GAP_NONE,
    Token,
    hyphened_end,
    one_line,
    past_article,
)
from pipeline.nlp import fold

REACH = 30
"""Tokens looked back for the beginning of a name."""

_DEAREST = 4  # what initials may cost: two content words left out, or four syllables (CO-NA-RE-F)
_QUOTES = frozenset('«"“')
_SKIP, _SYLLABLE = 2, 1
_CHEAP = 2  # what the letters of an acronym spoken as a word may cost
_SHORTEST_SPOKEN = 4  # letters
_SHORTEST_LOOSE = 4  # letters
_SPARE = 5  # words more than letters, as Schwartz & Hearst
_INITIALS = 0.6  # of the letters
_THE = frozenset({"le", "la", "du", "au"})
_SHORTEST_OWN = 3  # letters behind the acronym of a parent: UA-BRA
_LONGEST_KIND = 5  # words of a common noun: centre de santé
_UNSURE = 0.9  # where the letters do not fit a head noun's name: 30 of 30 of the hand-written sentences
_LOCAL = frozenset({"agency", "court", "hospital", "organ"})  # types of bodies that many places have
_DE = frozenset({"de", "du", "des", "d"})
_DETERMINERS = frozenset({"le", "la", "du", "au", "les", "des", "une", "un"})
# After a comma these begin another name: l'UA, par son Bureau … (UA-BRA).
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
    full: str | None = None  # the name where the text has less: "Division de la santé (DS) de l'Aroua"
    office: bool = False  # the text has that of a person's office, "ministre de l'Eau (MEAU)", which is no mention

    def candidates(self) -> Iterator[Candidate]:
        """Its mentions."""
        confidence = None if self.sure else _UNSURE
        if self.office:
            yield Candidate(*self.acronym, "definition", type=self.type, name=self.full)
            return
        yield Candidate(*self.name, "definition", type=self.type, confidence=confidence, name=self.full)
        yield Candidate(*self.acronym, "definition", type=self.type, confidence=confidence)
        if self.english:
            yield Candidate(*self.english, "definition", type=self.type, confidence=confidence)


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


def name_start(reader: Reader, end: int, acronym: str) -> int | None:
    """Where the name that ends at `end` and has these initials begins: known names, initials, heads, letters inside."""
    floor = max(0, end - REACH)
    known = next((i for i in range(floor, end) if reader.known.get(i) == end), None)
    headed = headed_start(reader, floor, end)
    fitting = fitting_start(reader, floor, end, acronym)
    choices = [c for c in (known, fitting) if c is not None]
    if choices:
        first = min(choices)
        return headed if headed is not None and headed < first and known is not None and fitting is None else first
    if headed is None and len(letters_of(acronym)) >= _SHORTEST_LOOSE:
        return loosely_spelled(reader, end, acronym)
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


def loosely_spelled(reader: Reader, end: int, acronym: str) -> int | None:
    """Where the head noun nearest to `end` stands whose words up to there hold all letters, most as initials."""
    tokens, letters = reader.tokens, letters_of(acronym)
    words: list[str] = []
    for i in range(end - 1, max(-1, end - REACH - 1), -1):
        token = tokens[i]
        if (i + 1 < end and tokens[i + 1].gap >= GAP_LINE) or token.text in ".;:!?()•":
            return None
        if token.word:
            words.insert(0, token.fold)
        if len(words) > min(len(letters) + _SPARE, 2 * len(letters)):
            return None
        head = head_at(tokens, i, reader.grammar) if token.fold.startswith(letters[:1]) else None
        if head is None or not (token.capital or _is_definite(tokens, i)):
            continue
        initials = initials_in(letters, [w for w in words if w not in STOP_WORDS])
        if initials is not None and initials > _INITIALS * len(letters):
            return i
    return None


def _is_definite(tokens: Sequence[Token], i: int) -> bool:
    before = tokens[i - 1] if i else None
    return before is not None and tokens[i].gap < GAP_LINE and (before.fold in _THE or before.text in APOSTROPHES)


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
    if sure and tokens[first].fold in words["ministers"]:
        full = f"{min(words['ministries'])} {one_line(tokens[first + 1 : last])}"
        return Definition((first, last), acronym, True, "ministry", sure, full=full, office=True)
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
    if sure and not english and _is_activity(reader, first):
        return Definition((first, last), acronym, False, None, sure)
    if sure and (tokens[first].proper or (capitals and len(content) > 1)):
        return Definition((first, last), acronym, True, None, False)
    return Definition((first, last), acronym, False, None, sure) if sure else None


def _is_office(reader: Reader, first: int) -> bool:
    """Whether the name of a person's office begins at token `first`: "Coordonnatrice spéciale du fleuve"."""
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


def with_place(reader: Reader, found: Definition, last: int) -> str | None:
    """The name with the place that stands behind the bracket: "Division de la santé (DS) de l'Aroua"."""
    tokens, name = reader.tokens, found.name
    if last + 2 >= len(tokens) or tokens[last].text != ")" or tokens[last + 1].fold not in _DE:
        return None
    if not found.organization or tokens[name[1] - 1].capital or tokens[last + 1].gap >= GAP_LINE:
        return None
    entries = [reader.registry.entries[e] for e in reader.registry.by_name([t.fold for t in tokens[slice(*name)]])]
    if any(e.country or e.type not in _LOCAL for e in entries) or head_at(tokens, name[0], reader.grammar) is None:
        return None
    noun = past_article(tokens, last + 2)
    place = place_at(tokens, noun, reader.registry) if noun < len(tokens) else None
    end = place[0] if place else _town_end(reader, noun)
    return f"{one_line(tokens[name[0] : name[1]])} {one_line(tokens[last + 1 : end])}" if end else None


def _town_end(reader: Reader, i: int) -> int | None:
    """The end of the capitalised words at token `i` where no theme, head noun or known body begins."""
    tokens, grammar = reader.tokens, reader.grammar
    last = i
    while last < len(tokens) and tokens[last].proper and not tokens[last].upper and tokens[last].gap < GAP_LINE:
        common = is_theme(tokens[last], grammar) or reader.is_adjective(tokens[last])
        if common or last in reader.known or head_at(tokens, last, grammar):
            return None
        last = hyphened_end(tokens, last + 1, grammar.words["eliding"])
    return last if i < last else None
