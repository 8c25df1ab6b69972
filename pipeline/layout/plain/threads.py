"""Lines that an OCR read across two columns are put back in order.

Where a capital lead stands beside a sidebar, the engine gives a line of one, a line of the other. The case of the
lines tells the two threads apart, and a line that goes on with a sentence two lines above proves that they are mixed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.layout.plain.lines import PrintedLine

MIN_PROOFS = 2
"""Lines that skip over a line of the other thread to find their sentence; one may be chance, two are a column.

Only lines that cannot begin anything prove it: capital headings above paragraphs would resume each other otherwise.
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order; `aside` lines belong to a sidebar, `masthead` ones to the letterhead above it."""

    line: PrintedLine
    aside: bool = False
    masthead: bool = False
    breaks: bool = False  # a new block begins here whatever the line looks like


def untangle(lines: tuple[PrintedLine, ...]) -> tuple[Placed, ...]:
    """All lines in the order a person reads them."""
    placed: list[Placed] = []
    at = 0
    while at < len(lines):
        end = tangle_end(lines, at)
        if end is None:
            placed.append(Placed(lines[at]))
            at += 1
        else:
            placed += unravel(lines[at:end])
            at = end
    return tuple(placed)


def tangle_end(lines: tuple[PrintedLine, ...], start: int) -> int | None:
    """Where the tangle that begins with line `start` ends (exclusive), None when none begins there.

    It begins with a capital line that is followed by a small one and found again by a later capital line.
    """
    if not lines[start].is_capital or len(lines) <= start + 1 or lines[start + 1].is_capital:
        return None
    last = {lines[start].is_capital: start}
    proofs, end, at = 0, start, start + 1
    while at < len(lines):
        line = lines[at]
        before = last.get(line.is_capital)
        skips = before is not None and before < at - 1
        if skips and before is not None and resumes(lines[before], line):
            proofs += line.goes_on or lines[before].is_open
            end = at + 1
        elif not skips and at == end and end > start + 1 and (line.blanks == 0 or lines[at - 1].is_cut or line.goes_on):
            end = at + 1
        elif end < at - MAX_GAP:
            break
        last[line.is_capital] = at
        at += 1
    return end if MIN_PROOFS <= proofs else None


MAX_GAP = 4
"""Lines without proof after which the tangle has ended: a letterhead of two lines may stand in it."""


def resumes(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether `line` takes up the sentence of `before` over lines of another thread."""
    if line.is_capital:
        return not before.is_closed
    return line.starts_low and (before.is_cut or not before.is_closed)


def unravel(lines: tuple[PrintedLine, ...]) -> list[Placed]:
    """The two threads of a tangle one after the other: letterhead, capital text, sidebar with its heading."""
    capital = [line for line in lines if line.is_capital]
    small = [line for line in lines if not line.is_capital]
    # a capital line that ends with a colon heads the small text that follows it
    heads = [line for line in capital if line.text.endswith(":")]
    capital = [line for line in capital if line not in heads]
    order = {line: at for at, line in enumerate(lines)}
    first = order[heads[0]] if heads else next((order[s] for s in small if not is_letterhead(s)), 0)
    masthead = [line for line in small if order[line] < first]
    aside = sorted((line for line in (*small, *heads) if line not in masthead), key=lambda line: order[line])
    return [
        *(Placed(close(line), masthead=True, breaks=at == 0) for at, line in enumerate(masthead)),
        *(Placed(close(line), breaks=at == 0) for at, line in enumerate(capital)),
        *(Placed(close(line), aside=True, breaks=at == 0) for at, line in enumerate(aside)),
    ]


def close(line: PrintedLine) -> PrintedLine:
    """The line without the blank lines before it: in a tangle they part the threads, not the paragraphs."""
    return replace(line, blanks=0)


def is_letterhead(line: PrintedLine) -> bool:
    """Whether a small line is complete in itself: it neither goes on nor is gone on with."""
    return not line.starts_low and not line.is_open and not line.is_closed
