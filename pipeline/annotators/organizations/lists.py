"""Names that a word for bodies of their kind introduces in a row: "deux ONG locales, Kundé et Deggo Sahel".

Four places are read: behind the plural of such a word ("les partenaires suivants : …", "des associations comme …"),
behind "partenariat entre", behind a label of a line ("Financement : …"), and rows that have known bodies for the most
part. What stands there may have no head noun and no French word at all; what looks like a person, a place, a role or a
theme is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.cues import proper_end, with_adjective
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import APOSTROPHES, ARTICLES, GAP_LINE, GAP_NONE, Token

_CONFIDENCE = 0.7
_SHORTEST = 3  # letters
_LONGEST_LIST = 60  # names
_LONGEST_NAME = 6  # tokens behind the capitals of a name that a row surely has: "Droit à l'école"
_DESCRIBED = 6  # tokens between the word for bodies and what introduces them: "locales de la région du Nord"
_BEFORE_BRACKET = 8  # tokens between it and a bracket: "de distribution d'énergie"
_CLAUSE = 14  # tokens up to the colon: "quatre offices soutiennent le canal :"
_BRACKET = 30  # tokens
_ARTICLES = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"}) | APOSTROPHES
_JOINTS = frozenset({",", ";", "et", "ou", "/", "&"})
_ENDS = frozenset(",;.()")
_BULLETS = frozenset("•-–—*▪●■○◦➢✓")
_STOPS = frozenset(".!?;")
_ASIDES = frozenset({",", "–", "—", "("})  # deux ONG, X et Y, …; trois cabinets – X, Y et Z –
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Others:
    """What names persons and places rather than bodies."""

    given: frozenset[str] = frozenset()  # folded words that such names begin with
    persons: frozenset[int] = frozenset()  # tokens that the model takes for persons
    places: frozenset[int] = frozenset()  # and those that it takes for places


@dataclass(frozen=True, slots=True)
class Rows:
    """The text with what is found in it and what is no body."""

    reader: Reader
    ends: Mapping[int, int]  # first token of what is found → its end
    others: Others


@dataclass(frozen=True, slots=True)
class Item:
    """One name of a row; token range."""

    first: int
    last: int
    found: bool  # before, by something else
    person: bool = False  # so the model says


def rows_of(reader: Reader, found: Sequence[Candidate], others: Others) -> Rows:
    """The text of `reader` with the ends of what is found in it."""
    ends: dict[int, int] = {}
    for candidate in found:
        ends[candidate.first] = max(candidate.last, ends.get(candidate.first, 0))
    return Rows(reader, ends, others)


def find_listed(rows: Rows) -> Iterator[Candidate]:
    """The names of all rows that nothing else found."""
    reader, reach = rows.reader, 0
    for i in range(len(reader.tokens)):
        introduced = list(_introduced(rows, i))
        if not introduced and reach <= i and (row := _row_of_known(rows, i)):
            reach = row[-1].last
            introduced = [[x for x in row if _is_told(reader, x)]] if _is_known(row) else []
        for row in introduced:
            yield from (Candidate(x.first, x.last, "cue", confidence=_CONFIDENCE) for x in row if not x.found)


def _row_of_known(rows: Rows, i: int) -> Sequence[Item]:
    """The row that begins with a capital at token `i`."""
    tokens = rows.reader.tokens
    return _read_row(rows, i) if tokens[i].capital and (i == 0 or not tokens[i - 1].capital) else ()


def _is_known(row: Sequence[Item]) -> bool:
    """Whether half of a row and two of its names are known bodies."""
    known = sum(x.found for x in row)
    return len(row) > _PAIR and _PAIR <= known and len(row) <= _PAIR * known


def _is_told(reader: Reader, item: Item) -> bool:
    """Whether a name is more than one word with a capital, which may be a town, and no line that runs into another."""
    tokens = reader.tokens
    plain = _is_theme(reader, tokens[item.first])
    other = any(head_at(tokens, i, reader.grammar) for i in range(item.first, item.last))
    return item.found or (not (plain or other) and (item.last - item.first > 1 or tokens[item.first].upper))


def _introduced(rows: Rows, i: int) -> Iterator[Sequence[Item]]:
    """The rows that the word at token `i` introduces."""
    tokens, words = rows.reader.tokens, rows.reader.grammar.words
    token = tokens[i]
    if not token.word:
        return
    if token.fold in words["labels"] and token.gap >= GAP_LINE and (start := _past_label(rows, i)):
        row = _read_row(rows, start, sure=True)
        if row and _is_closed(tokens, row[-1].last):
            yield row
    elif token.fold in words["classes"]:
        yield from _behind_class(rows, i)
    elif token.fold in words["act_nouns"] | words["unions"] and (start := _past_between(rows, i)):
        row = _read_row(rows, start)
        telling = any(x.found or x.last - x.first > 1 for x in row)
        if len(row) >= _PAIR and telling:
            yield row


def _past_label(rows: Rows, i: int) -> int | None:
    """The token behind the colon of a label such as "Financement :" that begins a line."""
    tokens = rows.reader.tokens
    for k in range(i + 1, min(len(tokens) - 1, i + _DESCRIBED)):
        if tokens[k].gap >= GAP_LINE or tokens[k].capital:
            return None
        if tokens[k].text == ":":
            return k + 1 if tokens[k + 1].gap < GAP_LINE else None
    return None


def _past_between(rows: Rows, i: int) -> int | None:
    """The token behind the "entre" of "partenariat signé à Sarve entre"."""
    tokens = rows.reader.tokens
    for k in range(i + 1, min(len(tokens) - 1, i + _DESCRIBED)):
        if tokens[k].gap >= GAP_LINE or tokens[k].text in _STOPS or tokens[k].text in ",:":
            return None
        if tokens[k].fold == "entre":
            return k + 1
    return None


def _behind_class(rows: Rows, i: int) -> Iterator[Sequence[Item]]:
    """The row behind the plural of a word for bodies, by what introduces it."""
    tokens, reader = rows.reader.tokens, rows.reader
    words = reader.grammar.words
    k = i + 1
    while k < len(tokens) and tokens[k].gap < GAP_LINE and reader.is_adjective(tokens[k]) and not tokens[k].capital:
        k += 1
    if k >= len(tokens):
        return
    counted = i > 0 and (tokens[i - 1].fold in words["counts"] or tokens[i - 1].text.isdigit())
    if tokens[k].gap < GAP_LINE and tokens[k].capital and not tokens[k].shout:
        row = _read_row(rows, k)
        if len(row) >= _PAIR:
            yield row
        return
    if counted and tokens[k].text in _ASIDES:
        row = _read_row(rows, k + 1)
        if len(row) == _counted(tokens[i - 1], len(row)):
            yield row
    bracket = _bracket_near(tokens, i)
    if bracket is not None:
        row = _read_row(rows, bracket + 1, sure=True)
        if len(row) >= _PAIR and _closes(rows, row[-1].last):
            yield row
    start = _past_lead(rows, i)
    if start is not None:
        row = _read_row(rows, start, sure=tokens[start - 1].text == ":")
        single = len(row) == 1 and tokens[start - 1].text != ":" and row[0].last - row[0].first > 1
        if single or len(row) >= _PAIR:
            yield row


def _bracket_near(tokens: Sequence[Token], i: int) -> int | None:
    """The bracket that opens behind the word at token `i` and what tells more of it: "entreprises d'énergie (…"."""
    for k in range(i + 1, min(len(tokens) - 1, i + _BEFORE_BRACKET)):
        if tokens[k].gap >= GAP_LINE or tokens[k].text in _STOPS or tokens[k].text in ",:":
            return None
        if tokens[k].text == "(":
            return k
    return None


def _closes(rows: Rows, i: int) -> bool:
    """Whether a bracket ends at token `i`, with or without "etc." before its end."""
    tokens = rows.reader.tokens
    ends = {")", ",", "…", "."} | rows.reader.grammar.words["and_so_on"]
    near = [t.fold for t in tokens[i : i + _DESCRIBED]]
    return ")" in near and ends.issuperset(near[: near.index(")")])


def _counted(token: Token, otherwise: int) -> int:
    """How many a numeral in figures or "deux" says; `otherwise` for another word."""
    if token.text.isdigit():
        return int(token.text)
    return _PAIR if token.fold == "deux" else otherwise


def _past_lead(rows: Rows, i: int) -> int | None:
    """The token behind "comme", "dont", "tels que", "notamment" or a colon that introduces the bodies of token `i`."""
    tokens, words = rows.reader.tokens, rows.reader.grammar.words
    for k in range(i + 1, min(len(tokens) - 1, i + _CLAUSE)):
        if tokens[k].text in _STOPS or tokens[k].gap >= GAP_LINE:
            return None
        if tokens[k].text == ":":
            return k + 1
        if k < i + _DESCRIBED and tokens[k].fold in words["such_as"]:
            return _past_words(tokens, k, words["such_as"] | {":"})
    return None


def _past_words(tokens: Sequence[Token], k: int, words: frozenset[str]) -> int:
    while k < len(tokens) and (tokens[k].fold in words or tokens[k].text == ",") and tokens[k].gap < GAP_LINE:
        k += 1
    return k


def _read_row(rows: Rows, i: int, *, sure: bool = False) -> Sequence[Item]:
    """The names from token `i` on that commas, "et" or line ends part; `sure` where nothing but names may follow."""
    tokens = rows.reader.tokens
    items: list[Item] = []
    lines = i < len(tokens) and tokens[i].gap >= GAP_LINE
    if lines and sure and (first := _item(rows, i, alone=False, sure=True)):
        after = _past_bracket(tokens, first.last)
        lines = after >= len(tokens) or tokens[after].text != ","  # a paragraph of names under its announcement
    while i < len(tokens) and len(items) < _LONGEST_LIST:
        if tokens[i].text in _BULLETS and tokens[i].gap >= GAP_LINE:
            i += 1
        item = _item(rows, i, alone=lines, sure=sure)
        if item is None:
            break
        after = _past_bracket(tokens, item.last)
        if lines and not _is_closed(tokens, after):
            break
        items.append(item)
        following = after
        while following < len(tokens) and tokens[following].fold in _JOINTS | {"ainsi", "que"}:
            if tokens[following].gap >= GAP_LINE:
                break
            following += 1
        if following >= len(tokens) or (tokens[following].gap >= GAP_LINE) != lines:
            break
        if following == after and not lines:
            break
        i = following
    known = sum(x.found for x in items) >= _PAIR
    return _without_persons(tokens, [x for x in items if known or x.found or not _is_common(rows.reader, x)])


def _is_common(reader: Reader, item: Item) -> bool:
    """Whether a name is of common words alone, as a portfolio is: "plusieurs ministères : Logement, Emploi"."""
    return all(_is_theme(reader, t) for t in reader.tokens[item.first : item.last] if t.word and t.capital)


def _without_persons(tokens: Sequence[Token], items: Sequence[Item]) -> Sequence[Item]:
    """The row up to the first person; where two names begin alike, their first word is a noun of another language."""
    firsts = [tokens[x.first].fold for x in items if not x.found]
    if len(set(firsts)) < len(firsts):
        return items
    return items[: next((k for k, x in enumerate(items) if x.person), len(items))]


def _item(rows: Rows, i: int, *, alone: bool, sure: bool) -> Item | None:
    """The name at token `i`, past its article and a noun that announces it; `alone` where a line holds nothing else.

    In a `sure` row it may be of common words, or go on to the next comma in small letters.
    """
    reader, tokens = rows.reader, rows.reader.tokens
    start = i
    while (
        i < len(tokens)
        and tokens[i].fold in _ARTICLES
        and not tokens[i].capital
        and (i == start or tokens[i].gap < GAP_LINE)
    ):
        i += 1
    if i >= len(tokens):
        return None
    announcing = tokens[i].fold in reader.grammar.words["cues"] or tokens[i].fold in reader.grammar.words["ngos"]
    for k in (i, i + 1, i + 2):
        inside = k == i or (k < len(tokens) and tokens[k].gap < GAP_LINE and tokens[k - 1].word)
        if inside and (k == i or announcing) and k in rows.ends:
            last = rows.ends[k]
            whole = _past_small(reader, last) if sure else last
            return Item(k, whole, found=whole == last)
    if sure and announcing and i + 1 < len(tokens) and tokens[i + 1].gap < GAP_LINE:
        i += 1
    head = head_at(tokens, i, reader.grammar) if tokens[i].proper else None
    if head and (name := reader.name(i, head)).parts and _is_parted(tokens, name.last):
        return Item(i, name.last, found=False)
    if not _may_begin(rows, i, alone=alone, sure=sure):
        return None
    last = _past_country(reader, _past_slash(tokens, proper_end(reader, i)))
    if tokens[i].shout:
        while last < len(tokens) and tokens[last].upper and tokens[last].gap < GAP_LINE:
            last += 1
    last = with_adjective(reader, i, last)
    last = _past_small(reader, last) if sure and not alone else last
    return Item(i, last, found=False, person=not rows.others.persons.isdisjoint(range(i, last)))


def _past_small(reader: Reader, last: int) -> int:
    """Past the words that lead to the next comma or the end of the row: "Français | langue d'accueil,"."""
    tokens, end = reader.tokens, last
    while end < len(tokens) and end - last <= _LONGEST_NAME and tokens[end].gap < GAP_LINE:
        if tokens[end].text in _ENDS or tokens[end].fold in reader.grammar.words["and_so_on"]:
            return end
        sign = not tokens[end].word and tokens[end].text not in APOSTROPHES | {"-", "&"}
        if sign or tokens[end].fold in reader.grammar.words["row_breaks"]:
            return last
        end += 1
    return end if end == len(tokens) or tokens[end].gap >= GAP_LINE else last


def _past_slash(tokens: Sequence[Token], last: int) -> int:
    """Past a slash and one or two letters behind an acronym: "DRKS/SN" is a service of a directorate."""
    if last + 1 >= len(tokens) or not tokens[last - 1].upper or tokens[last].text != "/":
        return last
    division = tokens[last + 1]
    glued = tokens[last].gap == division.gap == GAP_NONE
    return last + 2 if glued and division.upper and len(division.text) < _SHORTEST else last


def _past_country(reader: Reader, last: int) -> int:
    """Past a country that a hyphen with a space joins to an acronym: "KARD- Mali"."""
    tokens = reader.tokens
    if last + 1 >= len(tokens) or not tokens[last - 1].upper or tokens[last].text != "-":
        return last
    loose = tokens[last].gap == GAP_NONE and tokens[last + 1].gap < GAP_LINE
    place = place_at(tokens, last + 1, reader.registry) if loose else None
    return place[0] if place else last


def _is_parted(tokens: Sequence[Token], i: int) -> bool:
    """Whether what stands at token `i` belongs to no name before it."""
    return i >= len(tokens) or tokens[i].gap >= GAP_LINE or not tokens[i].word or tokens[i].fold in _JOINTS


def _may_begin(rows: Rows, i: int, *, alone: bool, sure: bool) -> bool:
    """Whether a name of a body may begin at token `i`."""
    reader, token = rows.reader, rows.reader.tokens[i]
    words = reader.grammar.words
    if not token.word or not token.capital or (token.shout and not alone):
        return False
    if token.fold in rows.others.given or token.text in reader.registry.not_organizations:
        return False
    if i in rows.others.places and not sure:
        return False
    if place_at(reader.tokens, i, reader.registry) or head_at(reader.tokens, i, reader.grammar):
        return False
    if token.fold in words["openers"] | (STOP_WORDS - ARTICLES):
        return False
    if token.fold in words["roles"] | words["officials"] | words["time"]:
        return False
    if token.fold in words["not_heads"] | words["buildings"] and not sure:
        return False
    if token.fold in words["columns"] and token.fold.endswith("s"):  # "Acteurs institutionnels", a heading of the list
        return False
    last = proper_end(reader, i)
    content = [t for t in reader.tokens[i:last] if t.word and t.capital]
    told = sum(len(t.text) for t in content) >= _SHORTEST
    return told and (sure or not all(_is_theme(reader, t) for t in content))


def _is_theme(reader: Reader, token: Token) -> bool:
    plain = token.fold in reader.grammar.words["themes"] or token.fold.endswith(
        reader.grammar.endings["endings_activity"]
    )
    return plain or reader.is_adjective(token)


def _past_bracket(tokens: Sequence[Token], i: int) -> int:
    """Past a bracket behind a name."""
    if i >= len(tokens) or tokens[i].text != "(" or tokens[i].gap >= GAP_LINE:
        return i
    close = next((k for k in range(i, min(len(tokens), i + _BRACKET)) if tokens[k].text == ")"), None)
    return i if close is None else close + 1


def _is_closed(tokens: Sequence[Token], i: int) -> bool:
    """Whether the line ends at token `i`, a sign before its end let through."""
    if i < len(tokens) and tokens[i].text in ",;." and tokens[i].gap < GAP_LINE:
        i += 1
    return i >= len(tokens) or tokens[i].gap >= GAP_LINE
