"""Blocks and their clean text become sections: a title, a kind, a level, and where the body stands.

Every character of a block is in exactly one section. A section that text beside the flow interrupts goes on in an
untitled section.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.aligned import INSERTED, Span
from pipeline.model import Block, Cleaned, Kind, Role, Section

KINDS: dict[Role, Kind] = {
    "masthead": "masthead",
    "lead": "lead",
    "footnote": "footnotes",
    "contact": "contact",
    "imprint": "imprint",
}
"""Roles whose blocks make a section of their own, and its kind; all others belong to the flow around them."""


@dataclass(slots=True)
class Draft:
    """A section being gathered: indices of its blocks."""

    kind: Kind
    level: int
    aside: int | None
    title: list[int]
    body: list[int]


def segment(cleaned: Cleaned) -> tuple[Section, ...]:
    """The sections of the brief in text order."""
    blocks = cleaned.transcript.blocks
    spans = clean_spans(cleaned)
    drafts = gather(blocks)
    sections: list[Section] = []
    for number, draft in enumerate(drafts, 1):
        title = cover(draft.title, spans)
        body = cover(draft.body, spans) or Span(title.end if title else 0, title.end if title else 0)
        sections.append(
            Section(
                id=f"s{number}",
                title=title,
                body=body,
                level=draft.level,
                kind=draft.kind,
                parent=parent(sections, draft.level),
            )
        )
    return tuple(sections)


def gather(blocks: tuple[Block, ...]) -> list[Draft]:
    """The blocks shared out among sections."""
    drafts: list[Draft] = []
    for index, block in enumerate(blocks):
        last = drafts[-1] if drafts else None
        if block.role in ("title", "heading"):
            kind: Kind = "title" if block.role == "title" else "sidebar" if block.aside is not None else "body"
            drafts.append(Draft(kind, block.level or 2, block.aside, [index], []))
            continue
        own = KINDS.get(block.role) or ("sidebar" if block.aside is not None else None)
        if last is None or not belongs(block, own, last):
            level = 1 + min((d.level for d in drafts if d.kind == "title"), default=1)
            drafts.append(Draft(own or "body", level, block.aside, [], []))
        drafts[-1].body.append(index)
    return drafts


def belongs(block: Block, own: Kind | None, last: Draft) -> bool:
    """Whether a block without a title goes on with the section before it."""
    if block.aside != last.aside:
        return False
    if own is None or own == "sidebar":
        return last.kind in ("title", "body", "sidebar")
    # contact details under their own heading are the body of that heading
    return last.kind == own or (bool(last.title) and not last.body and own in ("contact", "imprint", "footnotes"))


def parent(before: list[Section], level: int) -> str | None:
    """The nearest titled section before that stands higher."""
    return next((s.id for s in reversed(before) if s.level < level and s.title), None)


def cover(indices: list[int], spans: tuple[Span, ...]) -> Span | None:
    """The range from the first block to the last, None without blocks."""
    return Span(spans[indices[0]].start, spans[indices[-1]].end) if indices else None


def clean_spans(cleaned: Cleaned) -> tuple[Span, ...]:
    """Where each block of the transcript stands in the clean text."""
    places = [(origin, at) for at, origin in enumerate(cleaned.text.origin) if origin != INSERTED]
    origins = [origin for origin, _ in places]

    def find(index: int) -> int:
        found = bisect_left(origins, index)
        return places[found][1] if found < len(places) else len(cleaned.text)

    spans = []
    for span in cleaned.transcript.spans:
        start, end = find(span.start), find(span.end)
        while start < end and cleaned.text.text[end - 1].isspace():
            end -= 1
        spans.append(Span(start, end))
    return tuple(spans)
