"""Link annotations of the pages, mapped onto the clean text: the best evidence of an address."""

from __future__ import annotations

from pipeline.aligned import INSERTED, Span
from pipeline.model import Box, Cleaned, Link, Reading, Word

MIN_OVERLAP = 0.5
"""Share of a word's box that a link must cover to be on it; links are drawn a little larger than their words."""


def linked_spans(reading: Reading, cleaned: Cleaned) -> tuple[tuple[Span, str], ...]:
    """Each link's range in the clean text and its address, in text order; links on no word are left out."""
    text = cleaned.text.over(cleaned.transcript.text)
    place = {origin: at for at, origin in enumerate(text.origin) if origin != INSERTED}
    found: set[tuple[Span, str]] = set()
    for page in reading.pages:
        for link in page.links:
            at = sorted(
                place[index]
                for word in page.words
                if covers(link, word)
                for index in range(word.start, word.span.end)
                if index in place
            )
            if at:
                found.add((Span(at[0], at[-1] + 1), link.uri))
    return merged(tuple(sorted(found)))


def merged(links: tuple[tuple[Span, str], ...]) -> tuple[tuple[Span, str], ...]:
    """Neighbouring ranges of one address as one: a link over two lines is two annotations."""
    kept: list[tuple[Span, str]] = []
    for span, uri in links:
        if kept and kept[-1][1] == uri and span.start - kept[-1][0].end <= 2:  # a blank line at most
            kept[-1] = (Span(kept[-1][0].start, max(span.end, kept[-1][0].end)), uri)
        else:
            kept.append((span, uri))
    return tuple(kept)


def covers(link: Link, word: Word) -> bool:
    """Whether most of the word's box lies in the link's."""
    return word.box is not None and MIN_OVERLAP <= overlap(link.box, word.box)


def overlap(link: Box, word: Box) -> float:
    """Share of the word's box inside the link's."""
    width = min(link.x1, word.x1) - max(link.x0, word.x0)
    height = min(link.bottom, word.bottom) - max(link.top, word.top)
    area = (word.x1 - word.x0) * (word.bottom - word.top)
    return max(0.0, width) * max(0.0, height) / area if area else 0.0
