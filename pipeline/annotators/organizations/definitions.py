"""Acronyms that the text itself defines: "Nom complet (SIGLE)", "SIGLE (Nom complet)", "SIGLE : Nom complet".

After Schwartz & Hearst (2003), A simple algorithm for identifying abbreviation definitions: the letters of the acronym
are matched with the words of the name; here with initials, French function words free to take part or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_NONE, Token
from pipeline.nlp import fold

_LONGEST_ACRONYM = 15  # characters
_REACH = 30  # tokens looked back for the beginning of a name
_DEAREST = 4  # what initials may cost: two content words left out, or four syllables (CO-NA-RE-F)
_SKIP, _SYLLABLE = 2, 1
_UNSURE = 0.9  # where the letters do not fit a head noun's name: 30 of 30 of the hand-written sentences
_COMMON = frozenset(
    {"un", "une", "chaque", "tout", "toute", "aucun", "aucune", "les", "des", "plusieurs", "ces", "leurs"}
)
_INTRODUCED = frozenset(
    [
        "ci",
        "-",
        "apres",
        "denomme",
        "denommee",
        "dit",
        "dite",
        "en",
        "anglais",
        "sigle",
        "acronyme",
        "l",
        "le",
        "la",
        "'",
        "’",
        "«",
        '"',
        "“",
        "francais",
        ":",
        "ou",
        "abrege",
    ]
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A name and the acronym the text gives it; token ranges, ends exclusive."""

    name: tuple[int, int]
    acronym: tuple[int, int]
    organization: bool  # False: a disease, a plan, a place … so its acronym is none either
    type: str | None
    sure: bool  # the letters fit, or the registry knows the pair

    def candidates(self) -> Iterator[Candidate]:
        """Its two mentions."""
        confidence = None if self.sure else _UNSURE
        yield Candidate(*self.name, "definition", type=self.type, confidence=confidence)
        yield Candidate(*self.acronym, "definition", type=self.type, confidence=confidence)


def find_definitions(reader: Reader) -> Iterator[Definition]:
    """Every definition of the text in order."""
    tokens = reader.tokens
    kinds = _kinds(tokens)
    for i, token in enumerate(tokens):
        found: Definition | None = None
        if token.text == "(":
            found = _before_bracket(reader, i) or _in_bracket(reader, i)
        elif token.gap >= GAP_LINE and token.word:
            found = _in_list(reader, i)
        if found and found.organization and _is_kind(reader, found, kinds):
            found = replace(found, organization=False)
        if found:
            yield found


def _kinds(tokens: Sequence[Token]) -> frozenset[str]:
    """Words in capitals that the text uses as common nouns: "les ABCD", "un ABCD"."""
    return frozenset(
        token.text
        for before, token in pairwise(tokens)
        if token.upper and before.fold in _COMMON and token.gap < GAP_LINE
    )


def _is_kind(reader: Reader, definition: Definition, kinds: frozenset[str]) -> bool:
    """Whether a name in small letters means any body of its kind: "un centre de santé (CS) … les CS"."""
    tokens = reader.tokens
    first = definition.name[0]
    acronym = printed(tokens, *definition.acronym)
    head = head_at(tokens, first, reader.grammar)
    if tokens[first].capital or first in reader.known or (head and "plural" in head.flags):
        return False
    indefinite = first > 0 and tokens[first - 1].fold in _COMMON and tokens[first].gap < GAP_LINE
    return indefinite or acronym in kinds or acronym in reader.registry.not_organizations


def is_acronym(text: str) -> bool:
    """Whether `text` looks like a set of initials: at least two capitals, and half its letters.

    >>> [is_acronym(w) for w in ("OIM", "RF-EFH", "SpF", "Oxfam", "2017", "A")]
    [True, True, True, False, False, False]
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= capitals and len(letters) <= 2 * capitals and len(text) <= _LONGEST_ACRONYM


def joined_end(tokens: Sequence[Token], i: int) -> int:
    """The end of the tokens printed without a space from token `i` on, hyphens, slashes and dots between them."""
    last = i + 1
    while (
        last + 1 < min(len(tokens), i + _LONGEST_ACRONYM)
        and tokens[last].text in "-&.’'"
        and tokens[last].gap == GAP_NONE
    ):
        following = tokens[last + 1]
        if following.gap != GAP_NONE or not following.word or (tokens[last].text == "." and len(following.text) > 1):
            break
        last += 2
    return last


def printed(tokens: Sequence[Token], first: int, last: int) -> str:
    """The tokens as they stand, without the spaces between them."""
    return "".join(t.text for t in tokens[first:last])


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


def _letters(acronym: str) -> str:
    return "".join(c for c in fold(acronym) if c.isalpha())


def _before_bracket(reader: Reader, bracket: int) -> Definition | None:
    """From "Nom complet (SIGLE)": the bracket begins with an acronym, the name ends before it."""
    tokens = reader.tokens
    i = bracket + 1
    while i < len(tokens) and tokens[i].fold in _INTRODUCED and tokens[i].gap < GAP_LINE:
        i += 1
    if i >= len(tokens) or bracket == 0:
        return None
    last = joined_end(tokens, i)
    acronym = printed(tokens, i, last)
    if not is_acronym(acronym) or last >= len(tokens) or tokens[last].text not in '),;/–—-:»"':
        return None
    first = _name_start(reader, bracket, acronym)
    if first is None:
        return None
    return _definition(reader, (first, bracket), (i, last), acronym)


def _name_start(reader: Reader, end: int, acronym: str) -> int | None:
    """Where the name that ends at `end` and has these initials begins: known names first, then initials, then heads."""
    floor = max(0, end - _REACH)
    known = next((i for i in range(floor, end) if reader.known.get(i) == end), None)
    headed = _headed_start(reader, floor, end)
    fitting = _fitting_start(reader, floor, end, _letters(acronym))
    choices = [c for c in (known, fitting) if c is not None]
    if choices:
        first = min(choices)
        return headed if headed is not None and headed < first and known is not None and fitting is None else first
    return headed


def _headed_start(reader: Reader, floor: int, end: int) -> int | None:
    """The earliest capitalised head noun whose name reaches exactly to `end`."""
    for i in range(floor, end):
        if reader.tokens[i].word and (reader.tokens[i].capital or i + 1 < end):
            head = head_at(reader.tokens, i, reader.grammar)
            if head and (reader.tokens[i].capital or "lower" in head.flags) and reader.name(i, head).last == end:
                return i
    return None


def _fitting_start(reader: Reader, floor: int, end: int, letters: str) -> int | None:
    """Where the words that fit the initials best begin; among equals a head noun, then a capital, then the nearest."""
    tokens = reader.tokens
    best: tuple[tuple[int, bool, bool], int] | None = None
    for i in range(end - 1, floor - 1, -1):
        token = tokens[i]
        if (i + 1 < end and tokens[i + 1].gap >= GAP_LINE) or token.text in ".;:!?()•":
            break
        if not token.word or token.fold in STOP_WORDS or not token.fold.startswith(letters[:1]):
            continue
        words = [t.fold for t in tokens[i:end] if t.word]
        if len(words) > 3 * len(letters) + _SKIP:
            break
        cost = initials_cost(letters, words)
        if cost is None or cost > min(_DEAREST, _SKIP * (len(letters) // 2)):
            continue
        rank = (cost, head_at(tokens, i, reader.grammar) is None, not token.capital)
        if best is None or rank < best[0]:
            best = (rank, i)
    return best[1] if best else None


def _definition(
    reader: Reader, name: tuple[int, int], acronym: tuple[int, int], printed_acronym: str
) -> Definition | None:
    tokens, words = reader.tokens, reader.grammar.words
    first, last = name
    while first < last and tokens[first].fold in STOP_WORDS:
        first += 1
    while first < last and tokens[last - 1].text in '»”"':
        last -= 1
    content = [t for t in tokens[first:last] if t.word and t.fold not in STOP_WORDS]
    if len(content) < 2 and first not in reader.known:
        return None
    head = head_at(tokens, first, reader.grammar)
    known = reader.known.get(first) == last
    sure = known or _fitting_start(reader, first, last, _letters(printed_acronym)) == first
    if tokens[first].fold in words["not_heads"] and not known:
        return Definition((first, last), acronym, False, None, sure)
    if known or head is not None:
        return Definition((first, last), acronym, True, head.type if head else None, sure)
    capitals = all(t.capital for t in content) and not tokens[first].shout
    if sure and (tokens[first].proper or (capitals and len(content) > 1)):
        return Definition((first, last), acronym, True, None, False)
    return Definition((first, last), acronym, False, None, sure) if sure else None


def _in_bracket(reader: Reader, bracket: int) -> Definition | None:
    """From "SIGLE (Nom complet)": the acronym stands before the bracket, the name fills it."""
    tokens = reader.tokens
    first = bracket - 1
    while (
        first > 1
        and tokens[first].gap == GAP_NONE
        and tokens[first - 1].text in "-&"
        and tokens[first - 1].gap == GAP_NONE
    ):
        first -= 2
    acronym = printed(tokens, max(0, first), bracket)
    if not is_acronym(acronym) or tokens[max(0, first)].shout:
        return None
    end = bracket + 1
    while (
        end < len(tokens) and end - bracket < _REACH and tokens[end].text not in "(),;:" and tokens[end].gap < GAP_LINE
    ):
        end += 1
    start = bracket + 1
    while start < end and tokens[start].fold in STOP_WORDS | {"’"}:
        start += 1
    while end < len(tokens) and tokens[end].text == "," and reader.known.get(start, 0) > end:
        end = reader.known[start]
    if end - start < 2 or end >= len(tokens) or tokens[end].text not in "),;:":
        return None
    return (
        _definition(reader, (start, end), (max(0, first), bracket), acronym)
        if _fits_or_named(reader, start, end, acronym)
        else None
    )


def _fits_or_named(reader: Reader, start: int, end: int, acronym: str) -> bool:
    if _fitting_start(reader, start, end, _letters(acronym)) == start:
        return True
    if is_acronym(printed(reader.tokens, start, end)):
        return False
    if reader.known.get(start) == end:
        return _agree(reader, start, end, acronym)
    head = head_at(reader.tokens, start, reader.grammar)
    return head is not None and reader.tokens[start].capital and reader.name(start, head).last == end


def _agree(reader: Reader, start: int, end: int, acronym: str) -> bool:
    """Whether the registry does not know name and acronym as two different bodies."""
    entries = reader.registry.by_acronym(acronym)
    words = tuple(t.fold for t in reader.tokens[start:end])
    forms = reader.registry.names.get(words[0], ())
    return not entries or any(form.words == words and form.entry in entries for form in forms)


def _in_list(reader: Reader, i: int) -> Definition | None:
    """A line of a list of acronyms: "SIGLE : Nom complet", "SIGLE – Nom complet", or two cells of a table."""
    tokens = reader.tokens
    last = joined_end(tokens, i)
    if last >= len(tokens) or not is_acronym(printed(tokens, i, last)):
        return None
    cell = tokens[last].word and tokens[last].gap > GAP_LINE
    start = last if cell else last + 1
    if not cell and tokens[last].text not in ":–—=-":
        return None
    end = start
    while (
        end < len(tokens)
        and (end == start or tokens[end].gap < GAP_LINE)
        and tokens[end].text not in ".;("
        and end - start < _REACH
    ):
        end += 1
    acronym = printed(tokens, i, last)
    fits = end - start > 1 and _fits_or_named(reader, start, end, acronym)
    return _definition(reader, (start, end), (i, last), acronym) if fits else None
