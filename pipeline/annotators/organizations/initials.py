"""What sets of initials look like, and how well they fit the words of a name.

After Schwartz & Hearst (2003), A simple algorithm for identifying abbreviation definitions: the letters of the acronym
are matched with the words of the name; here with initials first, French function words free to take part or not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.annotators.organizations.registry import STOP_WORDS
from pipeline.annotators.organizations.tokens import GAP_NONE, Token, one_line
from pipeline.nlp import fold

_LONGEST_ACRONYM = 15  # characters
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_LONGEST_CLIPPED = 10  # letters
_SHORTEST_HUMP = 1  # a part has more letters: Am-Cham, but not an i-Phone
_SKIP, _SYLLABLE = 2, 1  # what a content word left out and a syllable cost


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


def joined_end(tokens: Sequence[Token], i: int) -> int:
    """The end of the tokens printed without a space from token `i` on, hyphens, dots and apostrophes between them."""
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


def initials_in(letters: str, words: Sequence[str]) -> int | None:
    """How many letters are initials where all stand in the words in order, the first of all at the first word.

    After Schwartz & Hearst (2003), whose letters may stand anywhere in a word; None where one is missing.

    >>> initials_in("avclhd", ["association", "vireusienne", "cavaliers", "suivant", "lecons", "hippodrome"])
    5
    >>> initials_in("omt", ["organisation", "internationale"]) is None
    True
    """
    if not letters or not words or not words[0].startswith(letters[0]):
        return None
    most: dict[int, int] = {0: 0}  # letters used → most initials among them, after the words so far
    for k, word in enumerate(words):
        step = dict(most) if k else {}
        for used, count in most.items():
            at, initials = 0, count
            for taken in range(used, len(letters)):
                found = word.find(letters[taken], at)
                if found < 0:
                    break
                at, initials = found + 1, initials + (found == 0)
                step[taken + 1] = max(step.get(taken + 1, 0), initials)
        most = step
    return most.get(len(letters))


def _lower(costs: dict[int, int], key: int, cost: int) -> None:
    if cost < costs.get(key, cost + 1):
        costs[key] = cost


def letters_of(acronym: str) -> str:
    """The letters that stand for words, folded."""
    return "".join(c for c in fold(acronym) if c.isalpha())
