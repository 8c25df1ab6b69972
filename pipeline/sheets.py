"""Words before their place in the raw text is known, and the step that gives it to them.

A reader of pages makes `Draft`s, line by line; `write_down` lays the raw text of the whole document from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Bookmark, Box, Graphic, Link, Method, Page, Reading, Word

DROP_CAP = re.compile(r"[«“]?[A-ZÀ-ÖØ-ÞŒ]['’]?")

DROP_CAP_SCALE = 1.8
"""A drop capital is at least this many times as large as the text it opens; two lines high is 2.2 and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A word as a reader found it on a page; the fields are those of `Word`."""

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    color: str | None = None
    confidence: float | None = None


DraftLine = tuple[Draft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page as its reader found it, its lines in the reader's order."""

    number: int  # 1-based
    width: float  # points
    height: float  # points
    method: Method
    lines: tuple[DraftLine, ...] = ()
    graphics: tuple[Graphic, ...] = ()
    links: tuple[Link, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    problem: str | None = None
    notes: tuple[str, ...] = ()


def write_down(sheets: Sequence[Sheet]) -> Reading:
    """The reading of the sheets: words parted by a space, lines by a newline, pages by a form feed."""
    texts: list[str] = []
    pages: list[Page] = []
    start = 0
    for sheet in sheets:
        lines = tuple(line for line in mend_drop_caps(sheet.lines) if line)
        words = tuple(_placed(lines, start))
        texts.append("\n".join(" ".join(draft.text for draft in line) for line in lines))
        start += len(texts[-1]) + 1
        pages.append(
            Page(
                number=sheet.number,
                width=sheet.width,
                height=sheet.height,
                method=sheet.method,
                words=words,
                graphics=sheet.graphics,
                links=sheet.links,
                bookmarks=sheet.bookmarks,
                problem=sheet.problem,
                notes=sheet.notes,
            )
        )
    return Reading("\f".join(texts), tuple(pages))


def _placed(lines: Sequence[DraftLine], start: int) -> Iterator[Word]:
    """The drafts as words of a raw text in which the first begins at `start`."""
    for number, line in enumerate(lines):
        for draft in line:
            yield Word(
                text=draft.text,
                start=start,
                page=draft.box.page,
                line=number,
                box=draft.box,
                size=draft.size,
                bold=draft.bold,
                italic=draft.italic,
                color=draft.color,
                confidence=draft.confidence,
            )
            start += len(draft.text) + 1


def mend_drop_caps(lines: tuple[DraftLine, ...]) -> tuple[DraftLine, ...]:
    """The lines with each drop capital put back before the rest of its word.

    The capital must be followed, in the reader's order, by a much smaller word that begins in lower case to the
    right of it and beside it.
    """
    flat = [(number, draft) for number, line in enumerate(lines) for draft in line]
    mended: list[list[Draft]] = [[] for _ in lines]
    skip = False
    for (number, draft), (_, after) in zip(flat, [*flat[1:], (0, None)], strict=False):
        if skip:
            skip = False
            continue
        if after is not None and _is_drop_cap(draft, after):
            home = flat[flat.index((number, draft)) + 1][0]
            mended[home].append(replace(after, text=draft.text + after.text))
            skip = True
        else:
            mended[number].append(draft)
    return tuple(tuple(line) for line in mended)


def _is_drop_cap(draft: Draft, after: Draft) -> bool:
    """Whether `draft` is the drop capital of the word `after`."""
    if not DROP_CAP.fullmatch(draft.text) or not after.text[:1].islower():
        return False
    beside = draft.box.top < after.box.bottom and after.box.top < draft.box.bottom
    near = -0.3 * draft.size < after.box.x0 - draft.box.x1 < 0.6 * draft.size
    return DROP_CAP_SCALE * after.size <= draft.size and beside and near
