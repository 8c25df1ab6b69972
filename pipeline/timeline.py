"""The dated sentences of one or many briefs in the order of their dates, as text or as an SVG picture.

Works on the JSON that `extract` wrote; computes nothing that a brief does not hold but the order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from pipeline.edtf import Edtf
from pipeline.errors import ReadError
from pipeline.export import Json

Record = dict[str, Json]

SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[\W\d]*[A-ZÀ-Þ])|\n\n")
"""Between sentences: after a full stop before a capital, or at the border of a paragraph."""

ROW, MARGIN, WIDTH, AXIS = 34, 24, 1000, 190  # pixels of the picture: a row, its border, its width, the dates' column
LINE_CHARACTERS = 118  # characters of a sentence that fit on a row


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One date with its sentence; ordered by first day, last day, brief and place."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]
    brief: str
    start: int
    edtf: str
    printed: str
    sentence: str
    section: str


def read_briefs(folder: Path) -> tuple[Record, ...]:
    """The briefs of an output folder, in name order; raises ReadError when there is none."""
    briefs = []
    for file in sorted(folder.glob("*.json")):
        try:
            document = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ReadError(file.name, f"not readable JSON ({error})", "extract it again") from error
        if isinstance(document, dict) and {"dates", "sections", "text", "id"} <= document.keys():
            briefs.append(document)
    if not briefs:
        raise ReadError(str(folder), "holds no briefs", "name the folder that extract wrote to")
    return tuple(briefs)


def entries(briefs: Iterable[Record]) -> tuple[Entry, ...]:
    """Every date whose year is known, in calendar order."""
    found = []
    for brief in briefs:
        titles = {s["id"]: s["title"] for s in cast(list[Record], brief["sections"])}
        for date in cast(list[Record], brief["dates"]):
            limits = Edtf.parse(cast(str, date["edtf"])).bounds()
            if limits[0][0] > 0:  # the year is known
                start = cast(int, date["start"])
                sentence = around(cast(str, brief["text"]), start, cast(int, date["end"]))
                section = titles.get(date["section"]) or ""
                printed = cast(str, date["text"])
                edtf = cast(str, date["edtf"])
                found.append(Entry(*limits, cast(str, brief["id"]), start, edtf, printed, sentence, cast(str, section)))
    return tuple(sorted(found))


def around(text: str, start: int, end: int) -> str:
    """The sentence that holds text[start:end], on one line.

    >>> around("Le bureau a changé. Il siège depuis mars 2017 à Gabou. Fin.", 34, 43)
    'Il siège depuis mars 2017 à Gabou.'
    """
    borders = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    first = max(border for border in borders if border <= start)
    last = min(border for border in borders if border >= end)
    return " ".join(text[first:last].split())


def as_text(found: Sequence[Entry]) -> str:
    """A line per date: value, sentence, section and brief, parted by tabs."""
    return "".join(f"{e.edtf}\t{e.sentence}\t{e.section}\t{e.brief}\n" for e in found)


def as_svg(found: Sequence[Entry]) -> str:
    """A picture: dates down a line, beside each its sentence and where it stands."""
    height = 2 * MARGIN + ROW * len(found)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<line x1="{AXIS}" y1="{MARGIN}" x2="{AXIS}" y2="{height - MARGIN}" stroke="#0033a0" stroke-width="2"/>',
    ]
    for at, entry in enumerate(found):
        y = MARGIN + ROW * at + ROW / 2
        source = f"{entry.section} · {entry.brief}" if entry.section else entry.brief
        parts += [
            f'<circle cx="{AXIS}" cy="{y:g}" r="5" fill="#0033a0"/>',
            f'<text x="{AXIS - 12}" y="{y + 4:g}" font-size="12" text-anchor="end">{clean(entry.edtf)}</text>',
            f'<text x="{AXIS + 14}" y="{y - 2:g}" font-size="12">{clean(shorten(entry))}</text>',
            f'<text x="{AXIS + 14}" y="{y + 12:g}" font-size="9" fill="#666666">{clean(source)}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])


def shorten(entry: Entry) -> str:
    """The part of the sentence around the printed date that fits on a row."""
    sentence = entry.sentence
    if len(sentence) <= LINE_CHARACTERS:
        return sentence
    at = max(0, sentence.find(" ".join(entry.printed.split())))
    start = max(0, min(at - LINE_CHARACTERS // 3, len(sentence) - LINE_CHARACTERS))
    cut = sentence[start : start + LINE_CHARACTERS]
    return f"{'…' if start else ''}{cut}{'…' if start + LINE_CHARACTERS < len(sentence) else ''}"


def clean(text: str) -> str:
    """Text fit for XML: escaped, without control characters."""
    return escape("".join(c if c.isprintable() else " " for c in text))
