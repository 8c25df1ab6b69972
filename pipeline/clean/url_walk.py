"""One address followed through a text: run by run, over the spaces and line ends that belong to it.

Contract: from a walk that stands at the end of a run to the walk at the end of the next, with the repairs of the gap
between them; None where the address ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.aligned import Span
from pipeline.clean.repair import Repair
from pipeline.clean.url_evidence import CLOSING
from pipeline.clean.url_gaps import FRAGMENT, LOOK, OPEN, WORD, Joint, Piece, commonness, joint
from pipeline.language import function_words
from pipeline.language.addresses import ends_in_file, has_path, host, is_whole_host

RUN: Final = re.compile(r"""[^\s\N{SOFT HYPHEN}<>"«»{}“”]*""")
GAP: Final = re.compile(r"\N{SOFT HYPHEN}?[ \t]*(?:\n[ \t]*(?:\n[ \t]*)?)?")
HEADLIKE: Final = re.compile(r"/?h[tlfi1]{1,3}ps?\W|/?www\.|\S*@", re.IGNORECASE)
MISREAD_ONE: Final = re.compile(r"[\[\]|lI!] ?(?=[0-9])")
PRINTABLE: Final = re.compile(r"[!-~]+")
WORDS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORDED: Final = re.compile(r"[ \n](?!\n)[a-zà-ÿ]")
SLASHED: Final = re.compile(r"(?: [/?]|(?<=\?) \w{1,30}=)\w")
REST: Final = re.compile(r"[^\w\n]{0,4}(?:\n(?P<more>[ \t]*[^\s])?|\Z)")
"""Of a line on which no word follows; `more` when another line of the block does."""


@dataclass(frozen=True, slots=True)
class Walk:
    """An address as far as it is known: its mended value, where it ends in the text, and the repairs so far."""

    value: str
    start: int  # of its first run, in the text
    end: int
    repairs: tuple[Repair, ...] = ()
    parts: frozenset[str] = frozenset()  # words, and pairs of words with a hyphen, of all addresses of the text
    bracketed: bool = False  # a bracket stands before it

    def on(self, gap: Span, piece: str, made: Joint) -> Walk:
        """The walk after `piece`, which follows the gap that the joint mends."""
        repair = Repair(gap, made.after, made.rule, made.confidence)
        repairs = (*self.repairs, repair) if len(gap) or made.after else self.repairs
        return replace(self, value=self.value + made.after + piece, end=gap.end + len(piece), repairs=repairs)


def run(text: str, at: int) -> str:
    """What stands at `at` up to white space or a sign that no address has."""
    found = RUN.match(text, at)
    return found.group() if found else ""


def extend(text: str, walk: Walk) -> Walk | None:
    """The address with what follows the next white space, None when it ends here."""
    if not walk.value.isascii() or (")" in walk.value and walk.bracketed):
        return None
    gap_end = GAP.match(text, walk.end)
    gap = Span(walk.end, gap_end.end() if gap_end else walk.end)
    shown = run(text, gap.end)
    if not len(gap) or not shown or HEADLIKE.match(shown):
        return None
    breaks = gap.of(text).count("\n")
    if breaks and walk.value[-1] in "-_/" and (one := MISREAD_ONE.match(text, gap.end)):
        rest = run(text, one.end())
        if ends_in_file(rest.rstrip(CLOSING)):
            joined = walk.on(gap, "", Joint(0.9))
            return joined.on(Span(*one.span()), rest, Joint(0.6, after="1", rule="url-digit"))
    if (longer := chain(text, walk, gap)) is not None:
        return longer
    bare = shown.rstrip(CLOSING)
    if not PRINTABLE.fullmatch(bare):
        return None
    if text[gap.start] == "\N{SOFT HYPHEN}":
        return walk.on(gap, shown, Joint(0.9, rule="url-hyphen"))
    if gap.of(text) == " " and lacks_dot(walk.value, bare):
        return walk.on(gap, shown, Joint(0.6, after=".", rule="url-dot"))
    ending = REST.match(text, gap.end + len(shown))
    piece = Piece(
        shown,
        breaks,
        alone=ending is not None,
        last=ending is not None and ending["more"] is None,
        bracketed=walk.bracketed,
        worded=shown == bare and WORDED.match(text, gap.end + len(shown)) is not None,
        slashed=SLASHED.match(text, gap.end + len(shown)) is not None,
    )
    made = joint(walk.value, piece)
    return None if made is None else join(walk, gap, shown, made)


def lacks_dot(value: str, piece: str) -> bool:
    """Whether the space between the two stands for the dot of a host: "www.modernisation gouv.fr/plan"."""
    name = host(value)
    if not name or not value.endswith(name) or is_whole_host(name):
        return False
    return ("." in host(piece) or has_path(piece)) and is_whole_host(host(f"{value}.{piece}"))


def join(walk: Walk, gap: Span, shown: str, made: Joint) -> Walk:
    """The address with `shown`; a hyphen before the gap is kept unless it parts a known word or one printed elsewhere.

    Addresses are seldom hyphenated by typesetters, and often have hyphens of their own.
    """
    value = walk.value
    left, right = re.search(r"[A-Za-z0-9]*(?=-$)", value[-LOOK:]), re.match(r"[A-Za-z0-9]+", shown)
    if value[-1] == "-" and left and left.group() and right and is_typeset(walk.parts, left.group(), right.group()):
        hyphen = Span(walk.end - 1, gap.end)
        shorter = replace(walk, value=value[:-1], end=walk.end - 1)
        return shorter.on(hyphen, shown, Joint(0.7, rule="url-hyphen"))
    return walk.on(Span(gap.start, gap.end + made.dropped), shown[made.dropped :], made)


def parts_of(address: str) -> Iterator[str]:
    """The words of an address, and its pairs of words with a hyphen."""
    for chained in WORDS.findall(address.lower()):
        words = chained.split("-")
        yield from words
        yield from map("-".join, pairwise(words))


def is_typeset(parts: frozenset[str], left: str, right: str) -> bool:
    """Whether the hyphen between the two is the typesetter's, not the address's own."""
    whole = (left + right).lower()
    if f"{left}-{right}".lower() in parts:
        return False
    if whole in parts:
        return True
    known, *halves = map(commonness, (whole, left, right))
    return WORD <= known and min(halves) < FRAGMENT and whole.isalpha()


def chain(text: str, walk: Walk, gap: Span) -> Walk | None:
    """The address with words up to the name of a file, joined by the underscores that a link's underline hid."""
    value = walk.value
    if not has_path(value) or ends_in_file(value) or value[-1] in (*OPEN, ".", ","):
        return None
    found = CHAIN.match(text, walk.end)
    if found is None or not ends_in_file(found["last"].rstrip(CLOSING)) or " " not in found.group():
        return None
    words = re.split(r"[ \n]", found.group()[1:])
    if any(1 < len(word) and word.lower() in function_words() for word in words):
        return None
    if value[-1].isdigit() and words[0][0].isdigit() and len(words) == 1:
        return None  # a number that an engine parted
    if value[-1] == "/":
        if len(words) == 1 and gap.of(text) != " ":
            return None
        walk = walk.on(Span(walk.end, walk.end + 1), words.pop(0), Joint(0.7))
    for word in words:
        walk = walk.on(Span(walk.end, walk.end + 1), word, Joint(0.7, after="_", rule="url-underscore"))
    return walk


CHAIN: Final = re.compile(
    r"""
    (?:(?:[ ]|\n(?!\n))[A-Za-z0-9-]{1,20}){0,6}
    (?:[ ]|\n(?!\n))(?P<last>[A-Za-z0-9_-]{1,40}\.[A-Za-z0-9]{3,5}[.,;)]{0,2})(?!\S)
    """,
    re.VERBOSE,
)
