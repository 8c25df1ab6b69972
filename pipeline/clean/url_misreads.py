"""Signs of an address that an engine misread, told from the address alone: where its grammar has no other reading.

Contract: from a stretch of a text to repairs of it, in text order, apart from each other. What the grammar allows but
engines write oftener than authors ("a__b") is a guess, made only in texts that may come from an engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.aligned import Span
from pipeline.clean.repair import Repair
from pipeline.clean.url_gaps import FRAGMENT, is_word
from pipeline.clean.url_gaps import commonness as zipf
from pipeline.language.addresses import addresses


@dataclass(frozen=True, slots=True)
class Misreading:
    """The whole match of `pattern` in an address is a misreading of `right`."""

    rule: str
    pattern: re.Pattern[str]
    right: str
    confidence: float
    guess: bool = False


YEAR: Final = r"(?:19|20)[0-9]{2}"
QUERY: Final = re.compile(r"\?(?P<query>[^\s?#]{1,300})")
PAIR: Final = re.compile(r"(?:\A|(?<=&))(?P<key>[A-Za-z][A-Za-z_]*)(?P<sign>-)(?P<value>[^&\s-][^&\s]*)")
MIXED: Final = re.compile(r"(?<![0-9A-Za-z%])[a-z]+[01][a-z]+(?![0-9A-Za-z])")
LETTERS: Final = {"0": ("o",), "1": ("l", "i")}
GLUED: Final = re.compile(r"(?<=[a-z]/)(?P<tongue>fr)(?P<word>[a-z]{4,20})(?=[-/])")


@cache
def misreadings() -> tuple[Misreading, ...]:
    """The signs that the grammar of addresses gives one reading only, or that engines write oftener than authors."""
    file = rf"\.(?:{'|'.join(sorted(addresses().extensions))})(?![A-Za-z0-9])"
    return (
        # "?1D=7", "&ld=7": no parameter begins with a figure
        Misreading("url-query", re.compile(r"(?<=[?&])[1l|](?=D=)"), "I", 0.8),
        Misreading("url-query", re.compile(r"(?<=[?&])[1l|](?=d=)"), "i", 0.8),
        # "f?2p=1", "site/2q=a", "spip.php2article6": a question mark looks like a 2 or a 7
        Misreading("url-query", re.compile(r"\?[27](?=[a-z]{1,30}=)"), "?", 0.75),
        Misreading("url-query", re.compile(r"(?<=[a-z]/)[27](?=[a-z]{1,12}=)"), "?", 0.7),
        Misreading("url-query", re.compile(r"(?<=\.(?:php|asp|jsp))[27](?=[a-z])"), "?", 0.75),
        # "fr_O.pdf", "2023-O5/": a name that ends in a letter O, a month that begins with one
        Misreading("url-digit", re.compile(rf"(?<=[0-9A-Za-z][_-])[oO](?={file})"), "0", 0.75),
        Misreading(
            "url-digit", re.compile(rf"(?<=(?<![0-9A-Za-z]){YEAR}[-/_])[oO](?=[1-9](?![0-9A-Za-z]))"), "0", 0.85
        ),
        Misreading("url-digit", re.compile(rf"(?<=(?<![0-9A-Za-z]){YEAR}[-/_]1)[oO](?![0-9A-Za-z])"), "0", 0.75),
        # "archives/2016:2025/"
        Misreading("url-hyphen", re.compile(rf"(?<=[/_-]{YEAR}):(?={YEAR}(?![0-9A-Za-z]))"), "-", 0.65, guess=True),
        # "mission__fr": engines see a long underscore twice
        Misreading("url-underscore", re.compile(r"(?<=[0-9A-Za-z])__(?=[0-9A-Za-z])"), "_", 0.6, guess=True),
        # "univ.fr/-nom/cours": the page of a person, whose tilde is printed low
        Misreading("url-tilde", re.compile(r"(?<=[a-z]{2}/)-(?=[a-z]{3,30}/)"), "~", 0.55, guess=True),
    )


def mend_misreadings(text: str, span: Span, *, guesses: bool) -> Iterator[Repair]:
    """Repairs of the signs of the address at `span`; `guesses` says that an engine may have read the text."""
    shown = span.of(text)
    asked = len(shown.partition("?")[0])  # where the query begins, else the end
    for made in misreadings():
        if made.guess and not guesses:
            continue
        for match in made.pattern.finditer(shown):
            if made.right == "?" and asked < match.start():
                continue
            at = Span(span.start + match.start(), span.start + match.end())
            yield Repair(at, made.right, made.rule, made.confidence)
    if guesses:
        yield from _equals(shown, span.start)
        yield from _words(shown, span.start)
        yield from _steps(shown, span.start)


def _equals(shown: str, start: int) -> Iterator[Repair]:
    """The equals signs of a query that were read as hyphens: of usual parameters, or amid other pairs."""
    found = QUERY.search(shown)
    if found is None:
        return
    query = found["query"]
    for pair in PAIR.finditer(query):
        usual = pair["key"].lower() in addresses().parameters
        numbered = pair["key"].islower() and re.fullmatch(r"[0-9]{3,}", pair["value"].rstrip(".,;)")) is not None
        if "=" not in pair["value"] and (usual or numbered or "&" in query):
            at = start + found.start("query") + pair.start("sign")
            yield Repair(Span(at, at + 1), "=", "url-query", 0.7)


def _words(shown: str, start: int) -> Iterator[Repair]:
    """Common words with one letter read as a figure: "f0rmation"."""
    for match in MIXED.finditer(shown):
        mixed = match.group()
        if len(mixed) < 4 or len(re.findall(r"[01]", mixed)) > 1:
            continue
        at = re.search(r"[01]", mixed)
        if at is None:
            continue
        words = [
            (letter, word)
            for letter in LETTERS[at.group()]
            if is_word(word := mixed[: at.start()] + letter + mixed[at.end() :])
        ]
        if len(words) == 1:
            begin = start + match.start() + at.start()
            yield Repair(Span(begin, begin + 1), words[0][0], "url-word", 0.65)


def _steps(shown: str, start: int) -> Iterator[Repair]:
    """The slash lost after the step of the language: "/frnews-room/"."""
    for match in GLUED.finditer(shown):
        if is_word(match["word"]) and zipf(match["tongue"] + match["word"]) < FRAGMENT:
            at = start + match.end("tongue")
            yield Repair(Span(at, at), "/", "url-slash", 0.55)
