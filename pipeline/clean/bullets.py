"""The signs of a list's items that an engine read as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.aligned import Span
from pipeline.clean.repair import Repair
from pipeline.model import Transcript

MISREAD = re.compile(r"(?:[+*=°©¢»>]|[eos](?=\s+[^\W\d_])|«(?=\s+[^\W\d_])(?![^»\n]*»))(?=\s)")
"""What engines make of a bullet; a guillemet that is closed opens a quotation."""

BULLET = re.compile(r"[•●▪■◦‣]")
DASH = re.compile(r"-(?=\s)")


def find_bullets(transcript: Transcript) -> Iterator[Repair]:
    """A repair for each misread bullet; a hyphen is one only amid items with bullets: lists of hyphens are printed."""
    text = transcript.text.text
    placed = zip(transcript.blocks, transcript.spans, strict=True)
    for role, run in groupby(placed, key=lambda place: place[0].role):
        if role != "list":
            continue
        items = [(span.start, span.of(text)) for _, span in run]
        has_bullets = any(BULLET.match(item) or MISREAD.match(item) for _, item in items)
        for start, item in items:
            match = MISREAD.match(item) or (DASH.match(item) if has_bullets else None)
            if match:
                yield Repair(Span(start, start + match.end()), "•", "bullet", 0.9)
