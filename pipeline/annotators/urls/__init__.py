"""Addresses of the clean text, each whole and exact, with the evidence for it.

Contract: from the mended text, the links drawn over it and the places that were mended, to mentions in text order that
do not overlap. Nothing is mended here and no address is fetched.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final, Literal

from linkify_it import LinkifyIt

from pipeline.aligned import Span
from pipeline.language.addresses import addresses, ends_in_file, has_path, host, is_whole_host
from pipeline.model import UrlMention

Status = Literal["printed", "rebuilt", "annotation", "doubtful"]

CLOSING: Final = ".,;:!?'\"*_-|>\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}»"
BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
WEB: Final = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
UNFINISHED: Final = "-_=&"


def find_urls(
    text: str, links: tuple[tuple[Span, str], ...] = (), mended: tuple[Span, ...] = ()
) -> tuple[UrlMention, ...]:
    """The addresses of `text`; `links` are ranges of it with the address a PDF link gives them.

    A link wins over what is printed beneath it when the print is no address or only the beginning of the link's. A link
    that lies on words is a mention too, if it leads to the web or to a mailbox.

    >>> [m.url for m in find_urls("voir www.iom.int/fr (info@iom.int).")]
    ['http://www.iom.int/fr', 'mailto:info@iom.int']
    """
    printed = tuple(_judge(text, mention, mended) for mention in _printed(text))
    linked = tuple(_linked(text, span, uri.strip(), printed) for span, uri in links if WEB.match(uri.strip()))
    kept = _apart(linked)
    starts = [mention.span.start for mention in kept]

    def is_free(span: Span) -> bool:
        before = kept[max(0, bisect(starts, span.start) - 1) :][:2]
        return not any(span.overlaps(other.span) for other in before)

    free = (mention for mention in printed if is_free(mention.span))
    return _unified(text, sorted((*kept, *free), key=lambda mention: mention.span))


def _unified(text: str, mentions: list[UrlMention]) -> tuple[UrlMention, ...]:
    """The mentions, where a bare domain ("iom.int") has the address that is printed with "www." elsewhere."""
    homes = {_key(m.url): m.url for m in mentions if not has_path(m.url) and host(m.url).lower().startswith("www.")}
    return tuple(
        replace(m, url=homes[_key(m.url)])
        if _key(m.url) in homes and host(m.span.of(text)) == m.span.of(text) and not host(m.url).startswith("www.")
        else m
        for m in mentions
    )


def _apart(mentions: Iterable[UrlMention]) -> list[UrlMention]:
    """The mentions in text order without those that begin inside an earlier one."""
    kept: list[UrlMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return kept


@cache
def _linkify() -> LinkifyIt:
    return LinkifyIt().tlds(list(addresses().extra_domains), keep_old=True)


def _printed(text: str) -> list[UrlMention]:
    """What linkify-it finds, without what closes the sentence and without words that only look like hosts."""
    found: list[UrlMention] = []
    for match in _linkify().match(text) or ():
        start, end = match.index, _end(text, match.index, match.last_index)
        if start < end and _is_believed(text, match.schema, Span(start, end)):
            url = match.url[: len(match.url) - (match.last_index - end)]
            found.append(UrlMention(span=Span(start, end), url=url, status="printed"))
    return found


def _end(text: str, start: int, end: int) -> int:
    """Where the address ends when closing marks, and brackets that it did not open, are left out."""
    while start < end:
        last = text[end - 1]
        opening = BRACKETS.get(last)
        unbalanced = opening is not None and text.count(opening, start, end) < text.count(last, start, end)
        if not unbalanced and (last not in CLOSING or last in UNFINISHED):
            break
        end -= 1
    return end


def _is_believed(text: str, schema: str, span: Span) -> bool:
    """Whether something found without a scheme is an address: "iom.int" is, "dit.Il" and "plan.pdf" are not."""
    shown = span.of(text)
    if schema == "mailto:" or (schema and schema != "//"):
        return bool(host(shown)) if "@" not in shown else True
    if schema == "//" or text[max(0, span.start - 1) : span.start] in ("@", "/", "\\"):
        return False
    name = host(shown)
    if shown.lower().startswith("www."):
        return is_whole_host(name)
    domain = name.rpartition(".")[2]
    if domain not in addresses().common_domains and not (has_path(shown) and domain == domain.lower()):
        return False
    return is_whole_host(name) and not (ends_in_file(name) and not has_path(shown))


def _judge(text: str, mention: UrlMention, mended: tuple[Span, ...]) -> UrlMention:
    """The mention with its status: whether something of it was mended, or it can hardly be whole."""
    touched = any(mention.span.start < span.end and span.start < mention.span.end for span in mended)
    status: Status = "rebuilt" if touched else "printed"
    if mention.url[-1] in UNFINISHED or not is_whole_host(host(mention.url)) or text[mention.span.end :][:1] == "…":
        status = "doubtful"
    return UrlMention(span=mention.span, url=mention.url, status=status)


def _linked(text: str, span: Span, uri: str, printed: tuple[UrlMention, ...]) -> UrlMention:
    """The mention of a link: what is printed there if it says the same, else the link's own address."""
    for mention in printed:
        if mention.span.overlaps(span) and _key(mention.url) == _key(uri):
            return mention
    beneath = [mention for mention in printed if mention.span.overlaps(span)]
    whole = (
        Span(min(span.start, *(m.span.start for m in beneath)), max(span.end, *(m.span.end for m in beneath)))
        if beneath
        else span
    )
    shown = whole.of(text)
    trimmed = Span(whole.start + len(shown) - len(shown.lstrip()), whole.end - len(shown) + len(shown.rstrip()))
    return UrlMention(span=trimmed, url=uri, status="annotation")


def _key(url: str) -> str:
    """What two spellings of one address share."""
    return re.sub(r"^(?:https?://|mailto:)(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/").lower()
