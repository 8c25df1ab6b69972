"""Addresses in a transcript: where they stand, and the repairs that make the cut and misread ones whole.

Contract: from a text to repairs of it, in text order, none overlapping another; nothing but addresses is touched. Each
repair is the smallest change. It runs before every other repair, so that the others can leave `protected` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from wordfreq import zipf_frequency

from pipeline.aligned import Span
from pipeline.clean.repair import Repair
from pipeline.clean.url_evidence import CLOSING, Evidence, mend_parts
from pipeline.language import function_words
from pipeline.language.addresses import (
    addresses,
    ends_in_file,
    has_code,
    has_path,
    host,
    is_domain,
    is_path_like,
    is_whole_host,
)

MAX_JOINS = 8
"""Lines one address may run over; the longest seen has four."""

WORD = 3.5
FRAGMENT = 3.0
"""Zipf frequencies (wordfreq: log10 per thousand million words): what is a word, and what can hardly be one."""

HEAD: Final = re.compile(
    r"""
    (?P<scheme>(?<![A-Za-z0-9@.])h[tlfi1]{1,3}p{1,2}[s5]?[ ]?
        (?:[:;.,]?[ ]?(?:/?[l|I]/|/{1,3})|:(?=[ ]?www))[ ]?(?=[A-Za-z0-9\s]))
    (?P<web>[wvm]{3,5}[.,\ ][ ]?(?=[a-z0-9]))?
    | (?P<www>(?<![\w@/.-])[wv]{3,6}[.,][ ]?(?=[a-z0-9-]{1,63}[.\ ]))
    | (?P<mail>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+
        (?P<at>/?@(?=[A-Za-z0-9\s]) | [ ]?/?@[ ]?(?=[A-Za-z0-9-]{1,63}\.[A-Za-z])))
    | (?P<bare>(?<![\w@/.-])(?:[a-z0-9-]{1,63}+\.){1,4}[a-z]{2,6}/(?=\w))
    """,
    re.VERBOSE | re.IGNORECASE,
)
RUN: Final = re.compile(r"""[^\s\N{SOFT HYPHEN}<>"«»{}“”]*""")
GAP: Final = re.compile(r"\N{SOFT HYPHEN}?[ \t]*(?:\n[ \t]*(?:\n[ \t]*)?)?")
HEADLIKE: Final = re.compile(r"h[tlfi1]{1,3}ps?\W|www\.|\S*@", re.IGNORECASE)
MISREAD_ONE: Final = re.compile(r"[\[\]|lI!] ?(?=[0-9])")
PRINTABLE: Final = re.compile(r"[!-~]+")
WORDS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OPEN: Final = "-_=&%?#~+"  # no address ends with these


@dataclass(frozen=True, slots=True)
class _Walk:
    """An address as far as it is known: its mended value, where it ends in the text, and the repairs so far."""

    value: str
    start: int  # of its first run, in the text
    end: int
    repairs: tuple[Repair, ...] = ()
    parts: frozenset[str] = frozenset()  # words, and pairs of words with a hyphen, of all addresses of the text
    bracketed: bool = False  # a bracket stands before it

    def on(self, gap: Span, after: str, piece: str, rule: str, confidence: float) -> _Walk:
        """The walk after `piece`, which follows the gap that becomes `after`."""
        repair = Repair(gap, after, rule, confidence)
        repairs = (*self.repairs, repair) if len(gap) or after else self.repairs
        return _Walk(self.value + after + piece, self.start, gap.end + len(piece), repairs, self.parts, self.bracketed)


def protected(text: str) -> tuple[Span, ...]:
    """Where addresses, e-mail addresses and DOIs stand, in text order, apart from each other."""
    spans: list[Span] = []
    for match in PROTECTED.finditer(text):
        end = match.start() + len(match.group().rstrip(CLOSING))
        if match.start() < end:
            spans.append(Span(match.start(), end))
    return tuple(spans)


PROTECTED: Final = re.compile(
    r"""
    (?<![A-Za-z0-9]) (?: (?:https?|ftp):/{1,2} | www\. | doi:[ ]?10\. | 10\.[0-9]{4,9}/ ) [^\s<>"«»{}“”]+
    | (?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9.-]{1,253}
    | (?<![\w@/.-])(?:[a-z0-9-]{1,63}+\.){1,4}(?:org|com|net|int|info|eu|fr|ch|be|ca|africa)(?![\w-])
      (?:/[^\s<>"«»{}“”]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def mend_urls(text: str) -> tuple[Repair, ...]:
    r"""Repairs that make the addresses of `text` whole; a blank line parts blocks, and an address may cross it.

    >>> mend_urls("voir https://www.iom.int/global-\n\ncompact-migration\n\nANNEXE")[0].span
    Span(start=32, end=34)
    """
    repairs: list[Repair] = []
    end = 0
    printed = tuple(span.of(text) for span in protected(text))
    parts = frozenset(part for address in printed for part in _parts(address))
    evidence = Evidence.of(text, iter(printed))
    for head in HEAD.finditer(text):
        if head.start() < end:
            continue
        walk = _start(text, head, parts)
        for _ in range(MAX_JOINS):
            longer = _extend(text, walk)
            if longer is None:
                break
            walk = longer
        found = (*walk.repairs, *_inner(text, walk))
        misread = mend_parts(text, Span(head.end("at") if head["mail"] else head.start(), walk.end), evidence)
        repairs += (*found, *(new for new in misread if not any(new.span.overlaps(old.span) for old in found)))
        end = walk.end
    return tuple(sorted(repairs, key=lambda repair: repair.span))


def _start(text: str, head: re.Match[str], parts: frozenset[str]) -> _Walk:
    """The address up to its first white space, its scheme, "www." and "@" as they should be."""
    repairs: list[Repair] = []
    value = ""

    def put(name: str, right: str) -> None:
        nonlocal value
        value += right
        if head[name] != right:
            repairs.append(Repair(Span(*head.span(name)), right, "url-head", 0.9))

    if head["scheme"]:
        secure = re.search(r"p[s5][ :;./]", head["scheme"], re.IGNORECASE)
        right = "https://" if secure else "http://"
        put("scheme", head["scheme"] if head["scheme"].lower() == right else right)
        if head["web"]:
            put("web", head["web"] if head["web"].lower() == "www." else "www.")
    elif head["www"]:
        put("www", head["www"] if head["www"].lower() == "www." else "www.")
    elif head["mail"]:
        value += text[head.start() : head.start("at")]
        put("at", "@")
    else:
        value = head["bare"]
    run = _run(text, head.end())
    before = text[head.start() - 1 : head.start()]
    return _Walk(value + run, head.end(), head.end() + len(run), tuple(repairs), parts, before in ("(", "[", "<"))


def _run(text: str, at: int) -> str:
    found = RUN.match(text, at)
    return found.group() if found else ""


def _extend(text: str, walk: _Walk) -> _Walk | None:
    """The address with what follows the next white space, None when it ends here."""
    if not walk.value.isascii() or (")" in walk.value and walk.bracketed):
        return None
    gap_end = GAP.match(text, walk.end)
    gap = Span(walk.end, gap_end.end() if gap_end else walk.end)
    piece = _run(text, gap.end)
    if not len(gap) or not piece or HEADLIKE.match(piece):
        return None
    breaks = gap.of(text).count("\n")
    if breaks and walk.value[-1] in "-_/" and (one := MISREAD_ONE.match(text, gap.end)):
        rest = _run(text, one.end())
        if ends_in_file(rest.rstrip(CLOSING)):
            joined = walk.on(gap, "", "", "url-join", 0.9)
            return joined.on(Span(*one.span()), "1", rest, "url-digit", 0.6)
    if (chain := _chain(text, walk, gap)) is not None:
        return chain
    bare = piece.rstrip(CLOSING)
    if not PRINTABLE.fullmatch(bare):
        return None
    if text[gap.start] == "\N{SOFT HYPHEN}":
        return walk.on(gap, "", piece, "url-hyphen", 0.9)
    if gap.of(text) == " " and _lacks_dot(walk.value, bare):
        return walk.on(gap, ".", piece, "url-dot", 0.6)
    alone = text[gap.end + len(piece) : gap.end + len(piece) + 1] in ("", "\n")
    confidence = _joins(walk, piece, breaks, alone=alone)
    if confidence is None:
        return None
    if walk.value[-1] == "/" == piece[0]:
        gap, piece = Span(gap.start, gap.end + 1), piece[1:]
    return _join(walk, gap, piece, confidence)


def _joins(walk: _Walk, piece: str, breaks: int, *, alone: bool) -> float | None:
    """How surely `piece` goes on with the address after so many line breaks, None when it does not.

    `alone` says that nothing follows `piece` on its line.
    """
    value, bare = walk.value, piece.rstrip(CLOSING)
    if (certainty := _completes(value, bare)) is not None:
        return certainty
    far = breaks != 1
    if "@" in value.partition("/")[0]:
        return 0.85 if value[-1] == "-" and breaks == 1 and is_whole_host(host(value + bare)) else None
    if value[-1] in OPEN and breaks:
        fits = bare[:1].isalnum() or bare[:1] in "/_="
        return 0.9 if fits and (not far or (alone and bare != bare.upper()) or is_path_like(bare)) else None
    if breaks and bare[:1] in "/_?=&%#" and bare[1:2].isalnum() and is_whole_host(host(value)):
        return 0.9 if not far or alone else None
    if (not has_path(value) and value[-1] != "/") or ends_in_file(value):
        return None
    if value[-1] == "/" and not far:
        if is_path_like(bare) or has_code(bare) or "/" in bare.strip("/") or 2 <= bare.count("-"):
            return 0.8
        return 0.7 if walk.bracketed and piece.endswith(")") else None
    if breaks == 2:
        return 0.6 if alone and ends_in_file(bare) else None
    return 0.75 if (breaks or value[-1] == "/") and is_path_like(bare) else None


def _completes(value: str, piece: str) -> float | None:
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


def _lacks_dot(value: str, piece: str) -> bool:
    """Whether the space between the two stands for the dot of a host: "www.modernisation gouv.fr/plan"."""
    name = host(value)
    if not name or not value.endswith(name) or is_whole_host(name):
        return False
    return ("." in host(piece) or has_path(piece)) and is_whole_host(host(f"{value}.{piece}"))


def _join(walk: _Walk, gap: Span, piece: str, confidence: float) -> _Walk:
    """The address with `piece`; a hyphen before the gap is kept unless it parts a known word or one printed elsewhere.

    Addresses are seldom hyphenated by typesetters, and often have hyphens of their own.
    """
    value = walk.value
    left, right = re.search(r"[A-Za-z0-9]*(?=-$)", value), re.match(r"[A-Za-z0-9]+", piece)
    if value[-1] == "-" and left and left.group() and right and _is_typeset(walk.parts, left.group(), right.group()):
        hyphen = Span(walk.end - 1, gap.end)
        shorter = _Walk(value[:-1], walk.start, walk.end - 1, walk.repairs, walk.parts, walk.bracketed)
        return shorter.on(hyphen, "", piece, "url-hyphen", 0.7)
    return walk.on(gap, "", piece, "url-join", confidence)


def _parts(address: str) -> Iterator[str]:
    """The words of an address, and its pairs of words with a hyphen."""
    for run in WORDS.findall(address.lower()):
        words = run.split("-")
        yield from words
        yield from map("-".join, pairwise(words))


def _is_typeset(parts: frozenset[str], left: str, right: str) -> bool:
    """Whether the hyphen between the two is the typesetter's, not the address's own."""
    whole = (left + right).lower()
    if f"{left}-{right}".lower() in parts:
        return False
    if whole in parts:
        return True
    known, *halves = (
        max(zipf_frequency(word, "fr"), zipf_frequency(word, "en")) for word in (whole, left.lower(), right.lower())
    )
    return WORD <= known and min(halves) < FRAGMENT and whole.isalpha()


def _chain(text: str, walk: _Walk, gap: Span) -> _Walk | None:
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
    if value[-1] == "/" and len(words) == 1 and gap.of(text) == " ":
        return walk.on(gap, "", words[0], "url-join", 0.7)
    for word in words:
        walk = walk.on(Span(walk.end, walk.end + 1), "_", word, "url-underscore", 0.7)
    return walk


CHAIN: Final = re.compile(
    r"""
    (?:(?:[ ]|\n(?!\n))[A-Za-z0-9-]{1,20}){0,6}
    (?:[ ]|\n(?!\n))(?P<last>[A-Za-z0-9_-]{1,40}\.[A-Za-z0-9]{3,5}[.,;)]{0,2})(?!\S)
    """,
    re.VERBOSE,
)


def _inner(text: str, walk: _Walk) -> tuple[Repair, ...]:
    """Repairs inside the first run: a dot or slash of the host that was lost, a misread file extension."""
    repairs: list[Repair] = []
    run = _run(text, walk.start)
    data = addresses()
    name, slash, _ = run.partition("/")
    last = name.rpartition(".")[2].lower()
    if slash and "." in name + "." and not is_domain(last):
        repairs += _lost(walk.start + len(name) - len(last), last)
    end = walk.end - (len(walk.value) - len(walk.value.rstrip(CLOSING)))
    stem, dot, extension = text[walk.start : end].rpartition(".")
    right = data.misread_extensions.get(extension.lower())
    if right and stem and dot and has_path(walk.value):
        repairs.append(Repair(Span(end - len(extension), end), right, "url-extension", 0.8))
    return tuple(repairs)


def _lost(start: int, label: str) -> tuple[Repair, ...]:
    """What mends the last label of a host, which begins at `start` and is no top-level domain."""
    data = addresses()
    for domain in data.glued_domains:
        rest = label.removeprefix(domain)
        if rest != label and (rest in data.first_steps or re.match(r"[a-z]+-[a-z]", rest)):
            return (Repair(Span(start + len(domain), start + len(domain)), "/", "url-slash", 0.55),)
        if re.search(rf"[a-z]{{3}}[il,]{domain}$", label):
            at = start + len(label) - len(domain) - 1
            return (Repair(Span(at, at + 1), ".", "url-dot", 0.5),)
    return ()
