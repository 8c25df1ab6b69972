"""How surely what follows a gap goes on with the address before it: judged from the two alone, never from the page.

Contract: from the address so far and the next run of characters to a joint, or none; a gap is a space, a line end, or a
blank line. Engines put spaces where an address has its signs and lose its underscores under a link's line; typesetters
cut it after a sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wordfreq import zipf_frequency

from pipeline.clean.url_evidence import CLOSING
from pipeline.language import hyphen_prefixes
from pipeline.language.addresses import (
    addresses,
    ends_in_file,
    has_code,
    has_path,
    host,
    is_path_like,
    is_prose,
    is_step,
    is_steps,
    is_whole_host,
)

WORD: Final = 3.5
FRAGMENT: Final = 3.0
"""Zipf frequencies (wordfreq: log10 per thousand million words): what is a word, and what can hardly be one."""

OPEN: Final = "-_=&%?#~+"
"""No address ends with these."""

LOOK: Final = 100
"""Characters of a long address that are looked at before a gap."""

LAST_RUN: Final = re.compile(r"(?:[A-Za-z]+|[0-9]+)\Z")
FIRST_RUN: Final = re.compile(r"[A-Za-z]+|[0-9]+")
PARAMETER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}=[^\s=]")
NUMBER_IN_QUERY: Final = re.compile(r"\?[^\s?]*[0-9]:\Z")
FOLDERS: Final = re.compile(r"(?:[\w.-]+/){2,}[).,;]*", re.ASCII)
"""Steps of which the last ends with a slash too, as no words of a sentence do."""
SYMBOL: Final = re.compile(r"[A-Z]{1,4}/[A-Z0-9]")
YEAR_STEP: Final = re.compile(r"/(?:19|20)[0-9]{2}/\Z")
LONG_NUMBER: Final = re.compile(r"[0-9]{5,}\Z")


@dataclass(frozen=True, slots=True)
class Joint:
    """What becomes of a gap: `after` stands in its place, and `dropped` characters of what follows go with it."""

    confidence: float
    after: str = ""
    dropped: int = 0
    rule: str = "url-join"


@dataclass(frozen=True, slots=True)
class Piece:
    """The run of characters after a gap, and where it stands."""

    text: str
    breaks: int  # line ends in the gap: 0, 1, or 2 for a blank line
    alone: bool  # whether no word follows it on its line
    last: bool  # whether its block ends with its line
    bracketed: bool  # whether a bracket stands before the address
    worded: bool = False  # whether a word in small letters follows at once, as in a sentence
    slashed: bool = False  # whether a space and a slash or a question mark follow, which no sentence has

    @property
    def bare(self) -> str:
        """The run without the marks that close a sentence."""
        return self.text.rstrip(CLOSING)


def joint(value: str, piece: Piece) -> Joint | None:
    """How `piece` goes on with the address `value`, None when it does not."""
    if (certainty := completes(value, piece.bare)) is not None:
        return Joint(certainty)
    if "@" in value.partition("/")[0]:
        cut = value[-1] == "-" and piece.breaks == 1 and is_whole_host(host(value + piece.bare))
        return Joint(0.85) if cut else None
    if value[-1] == "-" == piece.text[0] and piece.breaks < 2 and piece.bare[1:2].isalpha():
        return Joint(0.8, dropped=1)  # the hyphen read twice, at the end and at the start of what follows
    return _across_space(value, piece) if piece.breaks == 0 else _across_lines(value, piece)


def completes(value: str, piece: str) -> float | None:
    """How surely `piece` is what a host without an end lacks, or the name of a file its extension."""
    if value.endswith(("://", "@")) or value.lower().endswith("www."):
        return 0.95 if is_whole_host(host(piece)) else None
    name = host(value)
    if name.endswith(".") and name == value[-len(name) :] and not is_whole_host(name[:-1]):
        return 0.9 if is_whole_host(host(value + piece)) else None
    if piece.startswith("."):
        if name == value[-len(name) :] and not is_whole_host(name):
            return 0.85 if is_whole_host(host(value + piece)) else None
        return 0.85 if has_path(value) and piece.lower()[1:] in addresses().extensions else None
    if value.endswith(".") and has_path(value) and piece.lower() in addresses().extensions:
        return 0.85
    return None


def _across_space(value: str, piece: Piece) -> Joint | None:
    """The joint over a space that an engine saw: only where a sentence could hardly go on like this."""
    bare, last = piece.bare, value[-1]
    if not bare or not is_whole_host(host(value)):
        return None
    if is_prose(bare) and not is_path_like(bare):
        return None
    if (bare[0] == "?" and bare[1:2].isalnum()) or re.match(r"&\w+=\w", bare):
        return Joint(0.85)
    if bare[0] == "/" and bare[1:2].isalnum() and last.isalnum() and not is_prose(bare[1:]):
        return Joint(0.75)
    if not has_path(value) and last != "/":
        return None
    if bare[0] == "_" and bare[1:2].isalnum() and last.isalnum():
        return Joint(0.75)
    return _after_sign(value, bare) or _after_word(value, bare)


def _after_sign(value: str, bare: str) -> Joint | None:
    """The joint over a space after a sign of the address."""
    match value[-1]:
        case "/":
            sure = is_path_like(bare) or _is_numbered(bare) or (2 <= bare.count("-") and bare == bare.lower())
            return Joint(0.75) if sure else None
        case "?":
            return Joint(0.85) if PARAMETER.match(bare) else None
        case "=" | "&":
            return Joint(0.75) if "?" in value and bare[0].isalnum() else None
        case "_":
            return Joint(0.75) if bare[0].isalnum() else None
        case "-":
            chained = "-" in bare.strip("-") and bare == bare.lower()
            return Joint(0.65) if bare.isdigit() or chained or is_path_like(bare) else None
        case ":":
            fits = NUMBER_IN_QUERY.search(value[-LOOK:]) and re.match(r"[0-9]+(?:[:&]|\Z)", bare)
            return Joint(0.65) if fits else None
    return None


def _after_word(value: str, bare: str) -> Joint | None:
    """The joint over a space amid a word or a number of the address."""
    if "?" in value and value[-1].isalnum() and PARAMETER.match(bare):
        return Joint(0.6, after="_", rule="url-underscore")
    if value[-1].isdigit() and bare[0].isdigit():
        chained = re.match(r"[0-9]+-[a-z]{2,}-", bare) is not None
        return Joint(0.65) if chained or ends_in_file(bare) or _is_numbered(bare) else None
    if value[-1].isalpha() and bare[0].isalpha() and "/" in bare and LONG_NUMBER.search(bare[-LOOK:]):
        return Joint(0.55, after="_", rule="url-underscore")
    return None


def _across_lines(value: str, piece: Piece) -> Joint | None:
    """The joint over one line end, or over a blank line, which asks for more."""
    bare, far = piece.bare, piece.breaks != 1
    if value[-1] in OPEN:
        fits = bare[:1].isalnum() or bare[:1] in "/_="
        shown = not far or (piece.alone and bare != bare.upper()) or is_path_like(bare)
        return Joint(0.9) if fits and shown else None
    signed = bare[:1] in "/_?=&%#" and bare[1:2].isalnum() and (bare[0] != "#" or bare[1:2].islower())
    if signed and is_whole_host(host(value)):
        doubled = value[-1] == "/" == bare[0]
        return Joint(0.9, dropped=1 if doubled else 0) if not far or piece.alone else None
    if (not has_path(value) and value[-1] != "/") or ends_in_file(value):
        return None
    if value[-1] == "/":
        symbol = SYMBOL.match(bare) and host(value).removeprefix("www.") in addresses().symbols
        dated = YEAR_STEP.search(value[-LOOK:]) and re.match(r"[0-9]{2}/[0-9]", bare)
        certainty = 0.8 if not far and (symbol or dated) else _after_slash(piece)
        return None if certainty is None else Joint(certainty)
    if not far and "?" in value and value[-1].isalnum() and PARAMETER.match(bare):
        word = re.match(r"[a-z]*", bare)
        left = re.search(r"[a-z]*\Z", value[-LOOK:])
        if word and left and is_word(word.group()) and not is_word(left.group() + word.group()):
            return Joint(0.6, after="_", rule="url-underscore")
    if far:
        return Joint(0.6) if piece.alone and ends_in_file(bare) else None
    if is_path_like(bare):
        hidden = _hides_underscore(value, bare)
        return Joint(0.65, after="_", rule="url-underscore") if hidden else Joint(0.75)
    return None


def _after_slash(piece: Piece) -> float | None:
    """How surely `piece` is the step of an address whose line ended after a slash."""
    bare = piece.bare
    if piece.breaks == 1 and FOLDERS.fullmatch(piece.text):
        return 0.8
    if is_prose(bare) and not is_path_like(bare):
        return None
    step = is_step(bare) and not (bare.isdigit() and piece.worded)
    if piece.breaks == 1:
        if is_path_like(bare) or has_code(bare) or is_steps(bare) or 2 <= bare.count("-") or step or bare == "fr":
            return 0.8
        if piece.slashed or (piece.bracketed and piece.text.rstrip(".,;").endswith(")")):
            return 0.7
        if re.fullmatch(r"(?:19|20)[0-9]{2}\)[.,;]?", piece.text):
            return 0.65
        whole = piece.last and re.fullmatch(r"[a-z]{4,}", piece.text) is not None
        return 0.6 if whole or (not piece.worded and (_is_foreign(bare) or _is_chained(bare))) else None
    if piece.alone:
        return 0.6 if is_path_like(bare) or _is_numbered(bare) or (step and bare == bare.lower()) else None
    return 0.6 if _is_numbered(bare) and 2 <= bare.count("-") else None


def _is_numbered(bare: str) -> bool:
    """Whether these are steps of which one has a sign or a figure, as the pairs of a sentence seldom have."""
    return is_steps(bare) and re.search(r"[-_0-9?=]", bare) is not None


def _is_chained(bare: str) -> bool:
    """Whether two nouns stand with a hyphen between them, such as French seldom joins: "rapport-annuel"."""
    left, _, right = bare.partition("-")
    pair = re.fullmatch(r"[a-z]{4,}-[a-z]{4,}", bare) is not None
    return pair and is_word(left) and FRAGMENT <= commonness(right) and left not in hyphen_prefixes()


def _is_foreign(word: str) -> bool:
    """Whether a word is English and hardly French, as steps of addresses are: "summary", "download"."""
    if not (word.isalpha() and word.islower() and 4 <= len(word)):
        return False
    return WORD <= zipf_frequency(word, "en") and zipf_frequency(word, "fr") < FRAGMENT


def _hides_underscore(value: str, bare: str) -> bool:
    """Whether an underscore was lost at the line end: in a name with underscores, between a word and another."""
    name = re.split(r"[/?#]", value[-LOOK:])[-1]
    left, right = LAST_RUN.search(value[-LOOK:]), FIRST_RUN.match(bare)
    if "_" not in name + bare or left is None or right is None:
        return False
    before, after = left.group(), right.group()
    if before.isdigit() != after.isdigit():
        return True
    return before.isalpha() and is_word(before) and is_word(after) and not is_word(before + after)


def is_word(word: str) -> bool:
    """Whether `word` is a common one of French or English."""
    return WORD <= commonness(word)


def commonness(word: str) -> float:
    """The Zipf frequency of `word` in French or English, whichever is higher."""
    return max(zipf_frequency(word.lower(), "fr"), zipf_frequency(word.lower(), "en"))
