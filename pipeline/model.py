"""The values that the stages hand to each other: data without logic.

Coordinates are PDF points (1/72 inch), origin top-left, of the page as published. Pages count from 1, lines and
offsets from 0. Ranges are half-open and in Unicode code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pipeline.aligned import Aligned, Span

Method = Literal["text", "ocr", "plain"]
"""How a page was read: its text layer, by OCR, or a plain text file."""

Role = Literal[
    "title",
    "masthead",
    "lead",
    "heading",
    "body",
    "list",
    "table",
    "caption",
    "footnote",
    "contact",
    "imprint",
    "furniture",
]
"""What a block of a page is to its reader."""

Kind = Literal["title", "masthead", "lead", "body", "sidebar", "table", "footnotes", "contact", "imprint"]
"""What a section of the brief is."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; x0 <= x1, top <= bottom."""

    page: int  # 1-based
    x0: float  # points
    top: float  # points
    x1: float  # points
    bottom: float  # points


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it came: `name` is the file's name without its folder."""

    id: str
    name: str
    media_type: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of characters without white space; `raw[start:start+len(text)] == text` in its Reading."""

    text: str
    start: int  # code point in Reading.raw
    page: int  # 1-based
    line: int  # 0-based printed line of the page, as the reader met it; blank lines of a text file count
    box: Box | None = None  # None in a plain text file
    size: float | None = None  # font size in points
    bold: bool = False
    italic: bool = False
    color: str | None = None  # "#rrggbb" of the ink, None when unknown
    confidence: float | None = None  # 0..1, None when not read by OCR

    @property
    def span(self) -> Span:
        """Its place in Reading.raw."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Graphic:
    """Something drawn: a frame or shading ("rect"), a rule ("line") or a picture ("image")."""

    kind: Literal["rect", "line", "image"]
    box: Box
    fill: str | None = None  # "#rrggbb", None when not filled


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation of a PDF."""

    box: Box
    uri: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline that leads to a page."""

    title: str
    depth: int  # 0 is the highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as read; an empty page with a `problem` could not be."""

    number: int  # 1-based
    width: float | None  # points, None in a plain text file
    height: float | None  # points
    method: Method
    words: tuple[Word, ...] = ()
    graphics: tuple[Graphic, ...] = ()
    links: tuple[Link, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    problem: str | None = None  # why the page is empty or incomplete
    notes: tuple[str, ...] = ()  # facts for the reader, e.g. why OCR won over the text layer


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as its reader gave it: the raw text, and the words of each page that stand in it."""

    raw: str
    pages: tuple[Page, ...]


Line = tuple[Word, ...]
"""The words of one printed line, left to right; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together: a paragraph, a heading, one item of a list, a table (a line is a row)."""

    role: Role
    lines: tuple[Line, ...]
    level: int = 0  # of a title or heading: 1 is the highest; 0 elsewhere
    aside: int | None = None  # number of the box or sidebar the block stands in, None in the main flow
    cells: tuple[tuple[Line, ...], ...] | None = None  # of a table: rows of cells, replaces `lines` for its text


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text as printed, in reading order.

    `text.origin` points into Reading.raw. Lines of a block are joined by a newline, blocks by a blank line, cells
    of a row by a tab. `spans[i]` is the place of `blocks[i]` in the text. Furniture is not in it.
    """

    text: Aligned
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]
    furniture: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One change of the printed text, which can be undone alone.

    Putting `before` back at `span` of the clean text undoes it; putting `after` at `printed` of the transcript
    makes it.
    """

    span: Span  # in the clean text
    printed: Span  # in Transcript.text
    before: str
    after: str
    rule: str
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place a reviewer should look at first."""

    span: Span  # in the clean text
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text; `text.origin` points into Transcript.text."""

    transcript: Transcript
    text: Aligned
    corrections: tuple[Correction, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the brief; spans are in the clean text, title outside `body`."""

    id: str
    title: Span | None
    body: Span
    level: int  # 1 is the highest
    kind: Kind
    parent: str | None  # id of the section it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A calendar expression of the text and its EDTF value (ISO 8601-2)."""

    span: Span
    edtf: str
    modifier: Literal["start", "mid", "end", "before", "after", "approx"] | None
    rule: str  # what found it and what resolved it
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationMention:
    """A place where the text names an organisation."""

    span: Span
    evidence: str  # registry, definition, head-noun, model, …
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """One organisation, whatever it is called, with every mention in text order."""

    id: str
    name: str
    acronym: str | None
    identifiers: Mapping[str, str]  # scheme → id, e.g. wikidata → Q… ; empty when none is sure
    type: str | None
    mentions: tuple[OrganizationMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """A place where the text names a person or a place; titles, functions and articles are outside."""

    span: Span
    evidence: str  # title, given-name, role, saying, surname; gazetteer, place-noun, preposition, repeated
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person with every mention in text order; `name` is the fullest wording."""

    id: str
    name: str
    mentions: tuple[NameMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One country, region, town or other place of the world with every mention in text order."""

    id: str
    name: str
    country: str | None  # ISO 3166 alpha-2 when it is itself a country
    mentions: tuple[NameMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """An acronym of the text and what it stands for; `span` is where it stands first."""

    acronym: str
    expansion: str | None
    organization: str | None  # id of the Organization, None when it is none
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlMention:
    """An address; `url` is whole and exact, the span is where it is printed."""

    span: Span
    url: str
    status: Literal["printed", "rebuilt", "annotation", "doubtful"]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the annotators found, each in text order."""

    dates: tuple[DateMention, ...]
    organizations: tuple[Organization, ...]
    urls: tuple[UrlMention, ...]
    issued: DateMention | None
    doubts: tuple[Doubt, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[Toponym, ...] = ()
    acronyms: tuple[Acronym, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the input: its ranges of the raw text, and one box per printed line."""

    raw: tuple[Span, ...]
    boxes: tuple[Box, ...]


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Generic[T]):
    """A found thing with its text, the section it stands in and its place in the input."""

    value: T
    span: Span  # in Brief.text
    text: str  # Brief.text[span.start:span.end]
    section: str | None  # id of the section, None between sections
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An organisation with its mentions located."""

    organization: Organization
    mentions: tuple[Located[OrganizationMention], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A person with the mentions located."""

    person: Person
    mentions: tuple[Located[NameMention], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymRecord:
    """A place with its mentions located."""

    toponym: Toponym
    mentions: tuple[Located[NameMention], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A running header, footer or page number: kept, but out of the text."""

    text: str
    page: int  # 1-based
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """A fact about the document for its reader."""

    code: str
    message: str
    page: int | None = None  # 1-based


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One brief, complete: what export writes and a reviewer reads."""

    id: str
    status: Literal["ok", "partial"]
    source: Source
    pages: tuple[Page, ...]
    title: str | None
    language: str | None  # BCP 47 tag, None when it does not look French
    issued: Located[DateMention] | None
    raw: str
    text: str
    sections: tuple[Located[Section], ...]
    dates: tuple[Located[DateMention], ...]
    organizations: tuple[Record, ...]
    persons: tuple[PersonRecord, ...]
    places: tuple[ToponymRecord, ...]
    acronyms: tuple[Located[Acronym], ...]
    urls: tuple[Located[UrlMention], ...]
    furniture: tuple[Furniture, ...]
    corrections: tuple[Located[Correction], ...]
    doubts: tuple[Located[Doubt], ...]
    notes: tuple[Note, ...]
