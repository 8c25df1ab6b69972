"""What a text prints beside an address that tells how a misread part of it should be: acronyms, years, other hosts.

Contract: from a text to what it prints, and from a stretch of it to repairs in text order, apart from each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.aligned import Span
from pipeline.clean.repair import Repair
from pipeline.language.addresses import addresses, host, is_whole_host

PRINTED: Final = re.compile(r"(?<![\w/.@%-])(?:[A-Z]{3,10}|(?:19|20)[0-9]{2})(?![\w/@%-])")
TOKEN: Final = re.compile(r"[A-Za-z0-9]{3,10}")
CLOSING: Final = ".,;:!?)]'\N{RIGHT SINGLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
"""Marks of a sentence after an address."""

CONFUSED: Final = str.maketrans({"0": "o", "1": "i", "l": "i", "5": "s"})
"""Figures and letters that print alike, as one of them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text prints: acronyms and years by what they look like, and how often each host is printed."""

    words: Mapping[str, str]  # of two words that look alike, none
    hosts: Mapping[str, int]

    @classmethod
    def of(cls, text: str, printed_addresses: Iterator[str]) -> Evidence:
        """The evidence of a text in which these addresses stand."""
        words: dict[str, str] = {}
        for word in dict.fromkeys(PRINTED.findall(text)):
            look = _look(word)
            words[look] = "" if look in words else word
        hosts = Counter(name for a in printed_addresses if is_whole_host(name := host(a).lower()))
        return cls({look: word for look, word in words.items() if word}, hosts)


def mend_parts(text: str, span: Span, evidence: Evidence) -> Iterator[Repair]:
    """Repairs of what was misread in the address at `span`: "I0M" where the text prints "IOM", "gouv.ir"."""
    shown = span.of(text)
    for match in TOKEN.finditer(shown):
        right = _reading(match.group(), evidence)
        if right != match.group():
            at = Span(span.start + match.start(), span.start + match.end())
            yield Repair(at, right, "url-evidence", 0.7)
    name = host(shown).rstrip(CLOSING)
    ending = name.rpartition(".")[2]
    right = _ending(name.lower(), evidence)
    if name and right != ending.lower():
        stop = span.start + shown.index(name) + len(name)
        yield Repair(Span(stop - len(ending), stop), right, "url-domain", 0.7)


def _look(word: str) -> str:
    return word.lower().translate(CONFUSED)


def _reading(token: str, evidence: Evidence) -> str:
    """The token as the text prints it elsewhere, when it mixes figures and letters as no word and no year does."""
    if token.isalpha() or token.isdigit():
        return token
    word = evidence.words.get(_look(token))
    if word is None:
        return token
    return word if word.isdigit() or any(c.isupper() for c in token) else word.lower()


def _ending(name: str, evidence: Evidence) -> str:
    """The top-level domain that the host should have: that of a host printed oftener, or one its label allows."""
    *labels, last = name.split(".")
    allowed = addresses().second_levels.get(labels[-1], ()) if labels else ()
    if not labels or last in allowed or (not allowed and is_whole_host(name)):
        return last
    twins = [other for other in evidence.hosts if other.split(".")[:-1] == labels and _is_near(other, name)]
    if twins:
        return max(twins, key=lambda other: (evidence.hosts[other], other)).rpartition(".")[2]
    return next((right for right in allowed if _is_near(right, last)), last)


def _is_near(left: str, right: str) -> bool:
    """Whether one letter parts the two."""
    return len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1
