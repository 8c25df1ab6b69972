"""Whether a text uses an acronym as the name of one body ("l'ABCD") or as a word for things ("les ABCD").

The registry has many short acronyms that are also those of plans, goals and approaches. A body is named with the
article of one thing and of its own gender, by a preposition of agents, by what only bodies do, or in a row with others;
and what a text names again and again without "les" or "un" is a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.annotators.organizations.actors import acts, is_joined, is_one_of_many
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import Entry, Form, Registry
from pipeline.annotators.organizations.tokens import APOSTROPHES, GAP_BLOCK, GAP_LINE, Token, tokenize

_SHORT = 4  # letters; few longer acronyms are written alike
_MASCULINE = frozenset({"le", "du", "au"})
_ARTICLES = _MASCULINE | {"la", "l"}
_AGENTS = frozenset({"selon", "par", "avec", "chez", "d"})
_JOINTS = frozenset({",", ";", "/", "&", "et", "ou", "-", "–", "•"})
_BULLETS = frozenset({"•", "*", "-", "–"})
_OFTEN = 3  # places from which on an acronym is what the text is about
_AROUND = 3  # tokens up to the next body of a row: ", de l'"
_LINKS = frozenset({"de", "d"}) | _ARTICLES | APOSTROPHES


def is_short(acronym: str) -> bool:
    """Whether an acronym has so few letters that others are written alike."""
    return sum(c.isalpha() for c in acronym) <= _SHORT


def used_as_bodies(reader: Reader, pairs: Iterable[tuple[str, str | None]]) -> frozenset[tuple[str, str | None]]:
    """Those `pairs` of an acronym and a body's id that the text uses for a body, and nowhere for several things.

    With a body, the article has to be of the gender of its name: "le CNA" is no commission.
    """
    wanted = {(acronym, entry): tuple(t.text for t in tokenize(acronym)) for acronym, entry in pairs}
    firsts = frozenset(words[0] for words in wanted.values())
    places: dict[str, list[int]] = {}
    for i, token in enumerate(reader.tokens):
        if token.text in firsts:
            places.setdefault(token.text, []).append(i)
    return frozenset(
        (acronym, entry)
        for (acronym, entry), words in wanted.items()
        if _is_used(
            reader,
            [i for i in places.get(words[0], ()) if _reads(reader.tokens, i, words)],
            len(words),
            reader.registry.entries[entry] if entry else None,
        )
    )


def _is_used(reader: Reader, places: Sequence[int], length: int, entry: Entry | None) -> bool:
    places = [i for i in places if not is_joined(reader, i)]
    several = entry is not None and tokenize(entry.name)[0].fold.endswith(("s", "x"))
    if not several and any(_is_indefinite(reader, i) for i in places):
        return False
    return _OFTEN <= len(places) or any(_is_named(reader, i, i + length, entry) for i in places)


def _reads(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    return tuple(t.text for t in tokens[i : i + len(words)]) == words


def _is_indefinite(reader: Reader, i: int) -> bool:
    """Whether "les", "un", "aux" … stands before token `i`."""
    to_many = i > 0 and reader.tokens[i].gap < GAP_LINE and reader.tokens[i - 1].fold == "aux"
    return to_many or is_one_of_many(reader, i)


def _is_named(reader: Reader, first: int, last: int, entry: Entry | None) -> bool:
    tokens = reader.tokens
    before = tokens[first - 1] if first and tokens[first].gap < GAP_LINE else None
    if before is None or before.text in _BULLETS:  # "• ABCD (ambulances)"
        explained = last < len(tokens) and tokens[last].text == "(" and tokens[last].gap < GAP_LINE
        return explained or _is_in_row(reader, first, last) or acts(reader, reader.known_ends, first, last)
    lead = tokens[first - 2].fold if before.text in APOSTROPHES and first > 1 else before.fold
    if lead in _ARTICLES:
        return lead == "l" or entry is None or _agrees(reader, lead, entry)
    return lead in _AGENTS or _is_in_row(reader, first, last) or acts(reader, reader.known_ends, first, last)


def _agrees(reader: Reader, article: str, entry: Entry) -> bool:
    """Whether an article may stand before the name of `entry`; where its gender is not known, any may."""
    head, words = tokenize(entry.name)[0].fold, reader.grammar.words
    feminine = head in words["feminine_heads"] or head.endswith(reader.grammar.endings["endings_feminine"])
    masculine = head in words["masculine_heads"]
    return not (feminine if article in _MASCULINE else masculine)


def _is_in_row(reader: Reader, first: int, last: int) -> bool:
    """Whether a sign or "et" joins it to a body that the registry knows for sure."""
    tokens = reader.tokens
    left, right = first - 1, last
    while left > first - _AROUND and left > 0 and tokens[left].fold in _LINKS:
        left -= 1
    if left > 0 and tokens[left].fold in _JOINTS and tokens[left + 1].gap < GAP_BLOCK and _is_sure(reader, left):
        return True
    if right + 1 >= len(tokens) or tokens[right].fold not in _JOINTS:
        return False
    right += 1
    while right < last + _AROUND and right < len(tokens) and tokens[right].fold in _LINKS:
        right += 1
    return right in reader.known and _is_sure(reader, reader.known[right])


def _is_sure(reader: Reader, end: int) -> bool:
    """Whether a known body ends before token `end` whose name or acronym is no other's."""
    if end not in reader.known_ends:
        return False
    first = next(i for i in range(end - 1, -1, -1) if reader.known.get(i) == end)
    return first + 1 < end or not any(f.ambiguous for f in _forms(reader.registry, reader.tokens[first].text))


def _forms(registry: Registry, acronym: str) -> tuple[Form, ...]:
    return tuple(f for f in registry.acronyms.get(acronym, ()) if f.words == (acronym,))
