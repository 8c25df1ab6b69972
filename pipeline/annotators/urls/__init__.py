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
TOKEN: Final = re.compile(r"\S+")
MAX_RUN = 2_000
"""Characters of the longest run that is looked at; no address in print is longer."""

GLUED: Final = re.compile(
    r"""
    (?<![A-Za-z0-9._%+@/&=?\#-])[:=+*|>•·▪►●\N{EM DASH}\N{EN DASH}\N{RIGHT SINGLE QUOTATION MARK}-]
    (?=https?:// | www\. | [A-Za-z0-9][A-Za-z0-9._+-]{0,63}@)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A sign that stands against an address and is none of it: a dash, a bullet, the colon after "Courriel"."""

NAME: Final = re.compile(r"[A-Z][a-z][A-Za-z0-9-]*\.[a-z]{2,6}\Z")
SIGN_BEFORE: Final = re.compile(r"[:(\[>•|,;/-]\s*\Z")
WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)\s*\Z")


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
    """What linkify-it finds, without what closes the sentence and without words that only look like hosts.

    It is asked run by run: its time grows with the square of what it is given.
    """
    found: list[UrlMention] = []
    for token in TOKEN.finditer(GLUED.sub(" ", text)):
        shown = token.group()
        if MAX_RUN < len(shown) or not any(sign in shown for sign in ".:@"):
            continue
        for match in _linkify().match(shown) or ():
            start, last = token.start() + match.index, token.start() + match.last_index
            end = _end(text, start, last)
            if start < end and _is_believed(text, match.schema, Span(start, end)):
                url = match.url[: len(match.url) - (last - end)]
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
    if not is_whole_host(name) or (ends_in_file(name) and not has_path(shown)):
        return False
    return not (shown == name and NAME.fullmatch(shown) and _is_name(text, span))


def _is_name(text: str, span: Span) -> bool:
    """Whether a bare domain with a capital is the name of a paper or a firm in a sentence: "Infosud.net a publié"."""
    after = re.match(r"[ \n](?!\n)[a-zà-ÿ]", text[span.end : span.end + 3])
    before = text[max(0, span.start - 20) : span.start]
    word = WORD_BEFORE.search(before)
    shown = SIGN_BEFORE.search(before) or (word and word.group(1).lower() in addresses().announcers)
    return after is not None and not shown


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
