"""Plain text without geometry becomes blocks, by what the lines themselves show.

Order of work: lines → specks at their ends set aside → columns parted that share lines → paragraphs at dark edges
parted → furniture set aside → threads read across each other put back in order → headings told → paragraphs joined,
also over blank lines inside a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.plain.blocks import build_blocks
from pipeline.layout.plain.columns import part_columns
from pipeline.layout.plain.furniture import find_furniture
from pipeline.layout.plain.lines import PrintedLine, printed_lines
from pipeline.layout.plain.margin import set_margin
from pipeline.layout.plain.specks import part_specks
from pipeline.layout.plain.threads import untangle
from pipeline.layout.plain.tight import part_tight
from pipeline.model import Block, Reading

__all__ = ["lay_out_plain"]


def lay_out_plain(reading: Reading) -> tuple[Block, ...]:
    """The blocks of a text file in reading order; every word stands in exactly one."""
    clean, specks = part_specks(printed_lines(reading))
    lines = part_tight(set_margin(part_columns(clean)))
    furniture = find_furniture(lines)
    is_out = [line in furniture for line in lines]
    return (
        *build_blocks(untangle(without(lines, is_out))),
        *(Block(role="furniture", lines=(line.words,)) for line, out in zip(lines, is_out, strict=True) if out),
        *(Block(role="furniture", lines=(words,)) for words in specks),
    )


def without(lines: Sequence[PrintedLine], is_out: Sequence[bool]) -> tuple[PrintedLine, ...]:
    """The lines but those that are out; where one stood after a closed line, the next begins a paragraph."""
    kept: list[PrintedLine] = []
    for at, line in enumerate(lines):
        if is_out[at]:
            continue
        follows = at > 0 and is_out[at - 1] and (not kept or kept[-1].is_closed)
        kept.append(replace(line, blanks=max(1, line.blanks)) if follows else line)
    return tuple(kept)
