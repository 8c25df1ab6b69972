"""Names in a list of lines under a line that announces bodies: "Nos partenaires", "Signataires", then one a line.

A line of such a list is a name from its first letter to its end, a bracket or what explains it left out; so a name
needs no head noun there, and no French word. A line that says something else is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import is_theme
from pipeline.annotators.organizations.lists import Rows
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_NONE, GAP_SPACE, Token, past_article

_CONFIDENCE = 0.7
_ANNOUNCING = 10  # tokens of the line over the list
_LONGEST = 14  # tokens of a name
_SHORTEST = 3  # letters
_FEWEST = 2  # lines of a list
_DIGITS = 3
_AFTER_NUMBER = frozenset({".", ")"})
_BULLETS = frozenset("•-–—*▪●■○◦·➢✓→")
_QUOTES = frozenset("«»“”\"'")
_AT = frozenset({"au", "aux", "en", "a"})
_EXPLAINING = frozenset("(:;,–—|")  # ends the name: "Karité Invest (microfinance)"
_LINKS = STOP_WORDS | {"&", "s", "\N{RIGHT SINGLE QUOTATION MARK}", ".", "!", "+"}


@dataclass(frozen=True, slots=True)
class _Line:
    first: int  # past the bullet
    last: int
    bullet: bool


def find_partners(rows: Rows) -> Iterator[Candidate]:
    """The names of all such lists that nothing else found."""
    reader, ends = rows.reader, rows.ends
    lines = _lines(reader.tokens)
    k = 0
    while k < len(lines):
        listed = _listed(lines, k + 1) if _announces(reader, lines[k]) else 0
        names = [name for line in lines[k + 1 : k + 1 + listed] if (name := _name(rows, line))]
        if _FEWEST <= len(names) and listed <= _FEWEST * len(names):
            yield from (
                Candidate(*name, "cue", confidence=_CONFIDENCE) for name in names if ends.get(name[0]) != name[1]
            )
        k += 1 + listed


def _lines(tokens: Sequence[Token]) -> Sequence[_Line]:
    starts = [i for i, token in enumerate(tokens) if i == 0 or token.gap >= GAP_LINE]
    lines: list[_Line] = []
    for first, last in pairwise([*starts, len(tokens)]):
        past = _past_bullet(tokens, first)
        lines.append(_Line(past, last, past > first) if past < last else _Line(first, last, bullet=False))
    return lines


def _past_bullet(tokens: Sequence[Token], i: int) -> int:
    """Past a bullet, or a number with a point or a bracket, at token `i`."""
    if tokens[i].text in _BULLETS:
        return i + 1
    sign = tokens[i + 1] if i + 1 < len(tokens) else None
    number = tokens[i].text.isdigit() and len(tokens[i].text) <= _DIGITS
    return i + 2 if number and sign and sign.text in _AFTER_NUMBER and sign.gap == GAP_NONE else i


def _announces(reader: Reader, line: _Line) -> bool:
    """Whether a line is short and speaks of bodies: "Merci à nos partenaires", "Signé,", "Organisations nationales"."""
    tokens, words = reader.tokens[line.first : line.last], reader.grammar.words
    if line.bullet or len(tokens) > _ANNOUNCING or any(t.text in ".?!;" for t in tokens):
        return False
    spoken = [t for t in tokens if t.word]
    kinds = [t for t in spoken if t.fold in words["classes"]]
    alone = all(t in kinds or t.fold in STOP_WORDS or reader.is_adjective(t) for t in spoken)
    return any(t.fold in words["helpers"] for t in spoken) or (bool(kinds) and alone)


def _listed(lines: Sequence[_Line], k: int) -> int:
    """How many lines from line `k` on have a bullet."""
    last = k
    while last < len(lines) and lines[last].bullet:
        last += 1
    return last - k


def _name(rows: Rows, line: _Line) -> tuple[int, int] | None:
    """The name that fills a line; token range."""
    reader, ends, others = rows.reader, rows.ends, rows.others
    tokens = reader.tokens
    if _is_quoted(tokens, line):
        return (line.first + 1, line.last - 1) if line.last - line.first <= _LONGEST else None
    for first in (line.first, past_article(tokens, line.first)):
        if first in ends and first < line.last:
            return first, _past_joined(tokens, ends[first], line.last)
    last = next((i for i in range(line.first + 1, line.last) if _explains(tokens, i)), line.last)
    last = next((i for i in range(line.first + 1, last) if _is_abroad(reader, i, last)), last)
    while last > line.first and not tokens[last - 1].word:
        last -= 1
    words = [t for t in tokens[line.first : last] if t.word and t.fold not in STOP_WORDS]
    if (
        last - line.first > _LONGEST
        or not words
        or not all(_is_name_like(reader, t) for t in tokens[line.first : last])
    ):
        return None
    if sum(len(t.text) for t in words) < _SHORTEST or not any(t.capital for t in words):
        return None
    place = place_at(tokens, line.first, reader.registry)
    if place and place[0] == last:
        return None
    plain = all(reader.is_adjective(t) or is_theme(t, reader.grammar) or t.text.isdigit() for t in words)
    somebody = line.first in others.persons or (line.first in others.places and len(words) == 1)
    role = words[0].fold in reader.grammar.words["roles"] | reader.grammar.words["titles"]
    named = words[0].fold in others.given and not words[0].upper
    return None if plain or somebody or role or named else (line.first, last)


def _is_quoted(tokens: Sequence[Token], line: _Line) -> bool:
    """Whether quotation marks close the line in, and something stands between them."""
    return line.first + 2 < line.last and tokens[line.first].text in _QUOTES and tokens[line.last - 1].text in _QUOTES


def _past_joined(tokens: Sequence[Token], last: int, end: int) -> int:
    """Past "et" and the capitalised words that fill the rest of a line: "Association Rives et Savoirs"."""
    joined = last < end and tokens[last].fold == "et" and all(t.capital for t in tokens[last + 1 : end] if t.word)
    return end if joined else last


def _explains(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].text in _EXPLAINING or (tokens[i].text == "-" and tokens[i].gap == GAP_SPACE)


def _is_abroad(reader: Reader, i: int, last: int) -> bool:
    """Whether "au", "en" or "à" and nothing but a country follow: "Rivages en Guinée"."""
    place = place_at(reader.tokens, i + 1, reader.registry) if i + 1 < last else None
    return reader.tokens[i].fold in _AT and place is not None and place[0] == last


def _is_name_like(reader: Reader, token: Token) -> bool:
    links = _LINKS | reader.grammar.words["foreign_links"]
    return token.capital or token.fold in links or token.text in "-/'" or token.text.isdigit()
