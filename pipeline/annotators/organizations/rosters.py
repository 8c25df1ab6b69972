"""Bodies that lists of persons give: "Awa Diop (Cartovia)", "Paul Ferrand - Géo Sarve", "CNVL : Awa Diop", a column.

A bracket or a dash beside a person may hold anything, so an acronym has to stand there, a name that the model takes for
a body, or a list of at least three, one in three of them bodies, has to show what its brackets and dashes hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.initials import is_acronym, printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_NONE, GAP_SPACE, Token, past_article

_CONFIDENCE = 0.7
_LONGEST = 6  # words of a body beside a person
_LONGEST_PERSON = 7  # tokens, hyphens among them
_LONGEST_NAME = 4  # tokens of a name that nothing knows
_PAIR = 2  # cells
_LIST = 3  # lines that show how a list is built
_SEPARATORS = frozenset({"-", "–", "—", ",", ":", ";", "/", "("})
_SHOWING = frozenset({"(", "-", "–", "—"})  # behind a comma a town or a function is as likely
_PARTICLES = frozenset({"de", "du", "d", "la", "le", "van", "von", "el", "ben", "ould", "ag", "dos", "da"})
_OF = frozenset({"de", "du", "d"})
_INSIDE = frozenset({"-", "_", ".", "'", "\N{RIGHT SINGLE QUOTATION MARK}"})
_VOWELS = frozenset("aeiouy")  # without one no family name in capitals
_ROMAN = frozenset("IVXLCDM")


@dataclass(frozen=True, slots=True)
class People:
    """What tells persons from bodies and towns: given names, folded, and the tokens that the model calls each."""

    given: frozenset[str]
    persons: frozenset[int]
    bodies: frozenset[int]
    places: frozenset[int]


def find_affiliations(reader: Reader, people: People, blocked: frozenset[str]) -> Iterator[Candidate]:
    """The bodies that stand beside persons; `blocked` are acronyms of something else."""
    found = [*_in_brackets(reader, people), *_on_lines(reader, people)]
    bodies = [s for s in found if s[0] in reader.known or _is_told(reader, people, *s)]
    roster = len(found) >= _LIST and _LIST * len(bodies) >= len(found)
    if roster:
        found += _alike(reader, people)
    for first, last in found:
        beside = {reader.tokens[first - 1].text, reader.tokens[min(last, len(reader.tokens) - 1)].text}
        shown = roster and not beside.isdisjoint(_SHOWING)
        if _is_body(reader, people, (first, last), blocked) and (shown or _is_told(reader, people, first, last)):
            yield Candidate(first, last, "cue", confidence=_CONFIDENCE)
    for span in _behind_of(reader, people):
        if _is_body(reader, people, span, blocked):
            yield Candidate(*span, "cue", confidence=_CONFIDENCE)


def _is_told(reader: Reader, people: People, first: int, last: int) -> bool:
    """Whether a single bracket or line tells a body: an acronym stands there, or what the model takes for one."""
    text = printed(reader.tokens, first, last)
    return (is_acronym(text) and len(text) > 2) or not people.bodies.isdisjoint(range(first, last))


def _is_body(reader: Reader, people: People, span: tuple[int, int], blocked: frozenset[str]) -> bool:
    """Whether what stands there may be a body's name: capitalised words, no person, town, function or country."""
    tokens, words = reader.tokens, reader.grammar.words
    first, last = span
    inside = [t for t in tokens[first:last] if t.word]
    text = printed(tokens, first, last)
    if not inside or len(inside) > _LONGEST or not inside[0].capital or text in blocked or set(text) <= _ROMAN:
        return False
    if len(inside) > 1 and all(t.shout for t in inside):
        return False  # a heading
    if sum(c.isalpha() for c in text) <= 1 or any(i in reader.known for i in range(first, last)):
        return False
    if head := head_at(tokens, first, reader.grammar):
        return "beside" not in head.flags and reader.name(first, head).last == last
    small = words["particles"] | words["english_links"] | words["foreign_links"]
    if any(not t.capital and t.fold not in small and not _describes(reader, t, inside) for t in inside):
        return False
    others = words["roles"] | words["officials"] | words["functions"] | words["time"] | words["titles"]
    if any(t.fold in others for t in inside) or inside[0].fold in people.given | words["not_heads"] | words["never"]:
        return False
    place = place_at(tokens, first, reader.registry)
    person = _is_within(people.persons, first, last) and not is_acronym(text)  # the model's "Awa Diop CNVL"
    return not (place or person or _is_within(people.places, first, last))


def _describes(reader: Reader, token: Token, inside: Sequence[Token]) -> bool:
    """Whether an adjective in small letters stands in a name that a capital ends: "Services numériques de Sarve"."""
    return reader.is_adjective(token) and inside[-1].capital and len(inside) > _PAIR


def _is_within(those: frozenset[int], first: int, last: int) -> bool:
    return those.issuperset(range(first, last))


def _person_before(reader: Reader, people: People, end: int) -> int | None:
    """Where the person's name that ends at token `end` begins: "Awa Diop", "VANNIER Hugo", "Marie-Ange de Sarve"."""
    tokens = reader.tokens
    first = end
    while first and end - first < _LONGEST_PERSON:
        token = tokens[first - 1]
        if not (token.capital or token.text in _INSIDE or token.fold in _PARTICLES):
            break
        first -= 1
        if token.gap >= GAP_LINE:
            break
    while first < end and not tokens[first].capital:
        first += 1
    return first if _is_person(reader, people, first, end) else None


def _is_person(reader: Reader, people: People, first: int, last: int) -> bool:
    words = [i for i in range(first, last) if reader.tokens[i].word]
    if len(words) < 2 or any(i in reader.known or head_at(reader.tokens, i, reader.grammar) for i in words):
        return False
    given = any(reader.tokens[i].fold in people.given for i in words)
    titled = reader.tokens[words[0]].fold in reader.grammar.words["titles"]
    return given or titled or len(people.persons.intersection(words)) > 1


def _in_brackets(reader: Reader, people: People) -> Iterator[tuple[int, int]]:
    """What the bracket behind a person holds, its first part that is no function: "(Cartovia, Lyon)"."""
    tokens = reader.tokens
    for i, token in enumerate(tokens):
        if token.text != "(" or token.gap >= GAP_LINE or _person_before(reader, people, i) is None:
            continue
        last = i + 1
        while last < len(tokens) and tokens[last].text not in "),;–—" and tokens[last].gap < GAP_LINE:
            if tokens[last].text == "-" and tokens[last].gap != GAP_NONE:
                break
            last += 1
        if last < len(tokens) and last > i + 1 and tokens[last].gap < GAP_LINE:
            yield i + 1, last


def _behind_of(reader: Reader, people: People) -> Iterator[tuple[int, int]]:
    """What "de" joins to a person if the model takes all of it for a body: "Awa Diop de CNVL"."""
    tokens = reader.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.text not in _OF or token.gap != GAP_SPACE or tokens[i + 1].gap >= GAP_LINE:
            continue
        first = past_article(tokens, i + 1)
        last = first
        while last in people.bodies and (last == first or tokens[last].gap < GAP_LINE):
            last += 1
        if not first < last < len(tokens) or _person_before(reader, people, i) is None:
            continue
        if last > first + 1 or tokens[first].upper:  # one word alone may be a town: Sainte-Anne d'Orval
            yield first, last


def _alike(reader: Reader, people: People) -> Iterator[tuple[int, int]]:
    """What other lines of such a list hold, their persons unknown: "• VANNIER Josse (CNVL)", "• Géo Sarve - Y. V."."""
    tokens = reader.tokens
    for first, last in _lines(tokens):
        start = next((k for k in range(first, last) if tokens[k].word), last)
        sign = next((k for k in range(start, last) if _is_sign(tokens, k)), last)
        if not (start < sign and sign - start <= _LONGEST_NAME and _are_names(reader, start, sign)):
            continue
        if sign == last:
            if last - start > 2 and tokens[last - 1].upper and _VOWELS.isdisjoint(tokens[last - 1].fold):
                yield last - 1, last  # Awa Diop CNVL
        elif tokens[sign].text != "(" and _is_within(people.bodies, start, sign):
            yield start, sign
        elif sign - start > 1 or start in people.persons or tokens[start].fold in people.given:
            end = next((k for k in range(sign + 1, last) if _is_sign(tokens, k) or tokens[k].text == ")"), last)
            if sign + 1 < end and (tokens[sign].text == "(" or sign - start == 1):
                yield sign + 1, end


def _are_names(reader: Reader, first: int, last: int) -> bool:
    """Whether all words there have a capital and none heads a body or is known."""
    tokens = reader.tokens
    own = all(tokens[i].capital or tokens[i].text in _INSIDE for i in range(first, last))
    return own and not any(i in reader.known or head_at(tokens, i, reader.grammar) for i in range(first, last))


def _on_lines(reader: Reader, people: People) -> Iterator[tuple[int, int]]:
    """What the rest of a line holds that a person begins or ends, a sign between them, three such lines at least."""
    tokens = reader.tokens
    found: list[tuple[int, int]] = []
    for first, last in _lines(tokens):
        start = next((k for k in range(first, last) if tokens[k].word), last)
        sign = next((k for k in range(start + 1, last) if _is_sign(tokens, k)), last)
        if sign == last or sign + 1 == last or tokens[sign].text == "(":
            continue
        if _person_before(reader, people, sign) == start:
            found.append((sign + 1, next((k for k in range(sign + 1, last) if _is_sign(tokens, k)), last)))
        elif _begins_person(reader, people, sign + 1, last):
            found.append((start, sign))
    yield from found if len(found) >= _LIST else ()


def _begins_person(reader: Reader, people: People, first: int, last: int) -> bool:
    end = first
    while end < last and (reader.tokens[end].capital or reader.tokens[end].text in _INSIDE):
        end += 1
    return _is_person(reader, people, first, end)


def _is_sign(tokens: Sequence[Token], i: int) -> bool:
    hyphen = tokens[i].text in "-_." and tokens[i].gap == GAP_NONE
    inside = i + 1 < len(tokens) and tokens[i].text == "/" and tokens[i + 1].gap == GAP_NONE
    return tokens[i].text in _SEPARATORS and not hyphen and not inside


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    starts = [i for i, token in enumerate(tokens) if i == 0 or token.gap >= GAP_LINE]
    return pairwise([*starts, len(tokens)])


def find_columns(reader: Reader, text: str, people: People, blocked: frozenset[str]) -> Iterator[Candidate]:
    """The cells of a table's column whose head says that it holds bodies, Structure, and acronyms beside persons.

    Inside a table of two columns such a word tells only what stands beside it: "Bailleur" before "Coopérabel".
    """
    tokens, words = reader.tokens, reader.grammar.words["columns"]
    column: tuple[int, int] | None = None  # number of the column, number of cells in a row
    before = 0  # cells of the row before
    rows = list(_rows(tokens, text))
    for i in _beside_persons(reader, people, rows):
        if _is_body(reader, people, (i, i + 1), blocked):
            yield Candidate(i, i + 1, "cue", confidence=_CONFIDENCE)
    for row in rows:
        inside, before = len(row) == before == _PAIR, len(row)
        head = next(
            (k for k, (first, last) in enumerate(row) if last == first + 1 and tokens[first].fold in words), None
        )
        if head == 0 and inside:
            column = None
            if _is_body(reader, people, row[1], blocked):
                yield Candidate(*row[1], "cue", confidence=_CONFIDENCE)
        elif head is not None and len(row) > 1:
            column = head, len(row)
        elif column is None or len(row) != column[1]:
            column = None
        elif _is_body(reader, people, row[column[0]], blocked):
            yield Candidate(*row[column[0]], "cue", confidence=_CONFIDENCE)


def _beside_persons(reader: Reader, people: People, rows: Sequence[Sequence[tuple[int, int]]]) -> Iterator[int]:
    """The acronyms that fill one cell of a row of two, a person the other, where a table has three such rows."""
    found: list[int] = []
    for row in rows:
        if len(row) != _PAIR:
            continue
        for (first, last), person in (row, row[::-1]):
            if last == first + 1 and reader.tokens[first].upper and _begins_person(reader, people, *person):
                found.append(first)
    yield from found if len(found) >= _LIST else ()


def _rows(tokens: Sequence[Token], text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of the text, each as its cells."""
    row: list[tuple[int, int]] = []
    for first, last in _lines(tokens):
        if row and "\t" not in text[tokens[first - 1].end : tokens[first].start]:
            yield row
            row = []
        row.append((first, last))
    if row:
        yield row
