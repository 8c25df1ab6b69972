"""All that the stages found becomes one Brief, each thing with its section and its place on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.aligned import Aligned, Span
from pipeline.language import detect
from pipeline.model import (
    Annotations,
    Block,
    Box,
    Brief,
    Cleaned,
    Furniture,
    Located,
    Note,
    PersonRecord,
    Place,
    Reading,
    Record,
    Section,
    Source,
    ToponymRecord,
    Word,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Locator:
    """Finds the section and the place of a range of the clean text."""

    text: Aligned  # origin points into Reading.raw
    sections: tuple[Section, ...]
    words: tuple[Word, ...]  # by start
    starts: tuple[int, ...]

    def located(self, value: T, span: Span) -> Located[T]:
        """`value` with all that is known of its range."""
        raw = self.text.source(span)
        return Located(
            value=value,
            span=span,
            text=span.of(self.text.text),
            section=self.section(span),
            place=Place(raw, self.boxes(raw)),
        )

    def section(self, span: Span) -> str | None:
        """The id of the section whose title or body holds the start of `span`."""
        for section in self.sections:
            if any(part is not None and part.start <= span.start < part.end for part in (section.title, section.body)):
                return section.id
        return None

    def boxes(self, raw: tuple[Span, ...]) -> tuple[Box, ...]:
        """One box per printed line around the words that the raw ranges touch."""
        touched: dict[tuple[int, int], list[Box]] = {}
        for span in raw:
            at = max(0, bisect_right(self.starts, span.start) - 1)
            while at < len(self.words) and self.words[at].start < span.end:
                word = self.words[at]
                if word.box is not None and word.span.overlaps(span):
                    touched.setdefault((word.page, word.line), []).append(word.box)
                at += 1
        return tuple(around(boxes) for boxes in touched.values())


def around(boxes: list[Box]) -> Box:
    """The smallest box around boxes of one page."""
    return Box(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def locator(reading: Reading, cleaned: Cleaned, sections: tuple[Section, ...]) -> Locator:
    """What is needed to place things of this document."""
    words = tuple(sorted((w for page in reading.pages for w in page.words), key=lambda word: word.start))
    return Locator(cleaned.text.over(cleaned.transcript.text), sections, words, tuple(word.start for word in words))


def assemble(
    source: Source, reading: Reading, cleaned: Cleaned, sections: tuple[Section, ...], annotations: Annotations
) -> Brief:
    """The brief; `partial` when a page could not be read whole."""
    find = locator(reading, cleaned, sections)
    title = next((s.title for s in sections if s.kind == "title" and s.title), None) or next(
        (s.title for s in sections if s.title), None
    )
    return Brief(
        id=source.id,
        status="partial" if any(page.problem for page in reading.pages) else "ok",
        source=source,
        pages=reading.pages,
        title=" ".join(title.of(find.text.text).split()) if title else None,
        language=detect(find.text.text),
        issued=find.located(annotations.issued, annotations.issued.span) if annotations.issued else None,
        raw=reading.raw,
        text=find.text.text,
        sections=tuple(find.located(section, section.body) for section in sections),
        dates=tuple(find.located(date, date.span) for date in annotations.dates),
        organizations=tuple(
            Record(organization=o, mentions=tuple(find.located(m, m.span) for m in o.mentions))
            for o in annotations.organizations
        ),
        persons=tuple(
            PersonRecord(person=p, mentions=tuple(find.located(m, m.span) for m in p.mentions))
            for p in annotations.persons
        ),
        places=tuple(
            ToponymRecord(toponym=t, mentions=tuple(find.located(m, m.span) for m in t.mentions))
            for t in annotations.places
        ),
        acronyms=tuple(find.located(a, a.span) for a in annotations.acronyms),
        urls=tuple(find.located(url, url.span) for url in annotations.urls),
        furniture=tuple(furniture(find, reading, block) for block in cleaned.transcript.furniture),
        corrections=tuple(find.located(correction, correction.span) for correction in cleaned.corrections),
        doubts=tuple(find.located(doubt, doubt.span) for doubt in (*cleaned.doubts, *annotations.doubts)),
        notes=notes(reading),
    )


def furniture(find: Locator, reading: Reading, block: Block) -> Furniture:
    """A block that stays out of the text."""
    words = [word for line in block.lines for word in line]
    spans = runs(words)
    text = " ".join(word.span.of(reading.raw) for word in words)
    return Furniture(text=text, page=words[0].page, place=Place(spans, find.boxes(spans)))


def runs(words: Sequence[Word]) -> tuple[Span, ...]:
    """The raw ranges of words, neighbours with one space between as one; words may stand in any order."""
    found: list[Span] = []
    for word in words:
        if found and 0 <= word.start - found[-1].end <= 1:
            found[-1] = Span(found[-1].start, word.span.end)
        else:
            found.append(word.span)
    return tuple(found)


def notes(reading: Reading) -> tuple[Note, ...]:
    """What the reader of the brief should know about its pages."""
    problems = [Note("page-problem", page.problem, page.number) for page in reading.pages if page.problem]
    facts = [Note("page-note", fact, page.number) for page in reading.pages for fact in page.notes]
    return (*problems, *facts)
