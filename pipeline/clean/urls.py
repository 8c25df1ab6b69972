"""Addresses in a transcript: where they stand, and the repairs that make the cut and misread ones whole.

Contract: from a text to repairs of it, in text order, none overlapping another; nothing but addresses is touched. Each
repair is the smallest change. It runs before every other repair, so that the others can leave `protected` alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.aligned import Span
from pipeline.clean.draft import disjoint
from pipeline.clean.repair import Repair
from pipeline.clean.url_evidence import CLOSING, Evidence, mend_parts
from pipeline.clean.url_misreads import mend_misreadings
from pipeline.clean.url_walk import Walk, extend, parts_of, run
from pipeline.language.addresses import addresses, has_path, is_domain

MAX_JOINS = 8
"""Lines one address may run over; the longest seen has four."""

HEAD: Final = re.compile(
    r"""
    (?P<scheme>(?<![A-Za-z0-9@.])(?:h[tlfi1]{1,3}p{1,2}[s5]?[ ]?
        (?:[:;.,]?[ ]?(?:/[ ]/|/?[l|I]/|/{1,3})|:(?=[ ]?www))|ttps?://)[ ]?(?=[A-Za-z0-9\s]))
    (?P<web>A?[wvm]{3,5}[.,\ ][ ]?(?=[a-z0-9]))?
    | (?P<www>(?<![\w@/.-])[wv]{3,6}[.,][ ]?(?=[a-z0-9-]{1,63}(?:[.\ ]|(?<=-)\n)))
    | (?P<mail>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+
        (?P<at>/?@(?=[A-Za-z0-9\s]) | [ ]?/?@[ ]?(?=[A-Za-z0-9-]{1,63}\.[A-Za-z])))
    | (?P<bare>(?<![\w@/.-])(?:[a-z0-9-]{1,63}+\.){1,4}[a-z]{2,6}/(?=\w))
    """,
    re.VERBOSE | re.IGNORECASE,
)


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


def mend_urls(text: str, *, guesses: bool = True) -> tuple[Repair, ...]:
    r"""Repairs that make the addresses of `text` whole; a blank line parts blocks, and an address may cross it.

    `guesses` says that an engine may have read the text: then signs are mended that an author could have meant.

    >>> mend_urls("voir https://www.iom.int/global-\n\ncompact-migration\n\nANNEXE")[0].span
    Span(start=32, end=34)
    """
    repairs: list[Repair] = []
    end = 0
    printed = tuple(span.of(text) for span in protected(text))
    parts = frozenset(part for address in printed for part in parts_of(address))
    evidence = Evidence.of(text, iter(printed))
    for head in HEAD.finditer(text):
        if head.start() < end:
            continue
        walk = _start(text, head, parts)
        for _ in range(MAX_JOINS):
            longer = extend(text, walk)
            if longer is None:
                break
            walk = longer
        found = (*walk.repairs, *_inner(text, walk))
        shown = Span(head.end("at") if head["mail"] else head.start(), walk.end)
        misread = (*mend_parts(text, shown, evidence), *mend_misreadings(text, shown, guesses=guesses))
        repairs += (*found, *disjoint(_free(misread, found)))
        end = walk.end
    return tuple(sorted(repairs, key=lambda repair: repair.span))


def _free(repairs: Iterable[Repair], others: Iterable[Repair]) -> Iterator[Repair]:
    """The repairs that share no place with the others, which are apart; an empty range is a place too."""
    taken = sorted(repair.span for repair in others)
    for repair in repairs:
        span, at = repair.span, bisect_left(taken, repair.span)
        near = taken[max(0, at - 1) : at + 1]
        if not any(span.overlaps(other) or span.start == other.start for other in near):
            yield repair


def _start(text: str, head: re.Match[str], parts: frozenset[str]) -> Walk:
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
            put("web", head["web"] if head["web"] in ("www.", "WWW.") else "www.")
    elif head["www"]:
        put("www", head["www"] if head["www"].lower() == "www." else "www.")
    elif head["mail"]:
        value += text[head.start() : head.start("at")]
        put("at", "@")
    else:
        value = head["bare"]
    first = run(text, head.end())
    before = text[head.start() - 1 : head.start()]
    return Walk(value + first, head.end(), head.end() + len(first), tuple(repairs), parts, before in ("(", "[", "<"))


def _inner(text: str, walk: Walk) -> tuple[Repair, ...]:
    """Repairs inside the first run: a dot or slash of the host that was lost, a misread file extension."""
    repairs: list[Repair] = []
    first = run(text, walk.start)
    data = addresses()
    name, slash, _ = first.partition("/")
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
