"""Two columns whose lines an OCR put on one are parted again.

A word cut by a hyphen in mid-line proves that a column ends there, and so do capitals that turn into small letters. The
proofs give the width of the left column; where the line itself proves nothing, it is parted where that width, the
words that a typesetter could not fit, and the sentences on either side agree best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from wordfreq import zipf_frequency

from pipeline.layout.plain.lines import PrintedLine

MIN_PROOFS = 3
"""Words cut in mid-line from which on a page has columns; a dash typed as a hyphen may make one or two."""

NARROW, WIDE = frozenset("iljtfrI.,;:'’!|()[]-"), frozenset("mwMWOQGŒœ@%")
"""Letters about half and half again as wide as the rest, in the common text faces."""

LONG = 1.25
"""Times the left column's width from which on a line holds both columns."""

KNOWN_ZIPF = 1.5
"""Frequency of the rarest word that is believed to have been cut."""

SLACK = 0.12
"""Share of the width by which a left part may differ from it."""


def part_columns(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines with those of both columns parted, the left column of each stretch before the right one."""
    proofs = {at: cut for at in range(len(lines)) if (cut := proven(lines, at)) is not None}
    if len(proofs) < MIN_PROOFS:
        return tuple(lines)
    width = median(measure(lines[at], 0, cut) for at, cut in proofs.items())
    found: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        if at in proofs or turns(lines[at]):
            # lines right above that hold two columns, though they prove nothing
            while found and found[-1] is lines[at - 1] and is_double(lines[at - 1], width):
                found.pop()
                at -= 1
            end = stretch_end(lines, at, width)
            found += parted(lines[at:end], width)
            at = end
        else:
            found.append(lines[at])
            at += 1
    return tuple(found)


def is_double(line: PrintedLine, width: float) -> bool:
    """Whether the line is about as long as two columns."""
    return DOUBLE * width <= measure(line, 0, len(line.words))


DOUBLE = 1.6
"""Times the left column's width from which on a line is two full ones."""


def turns(line: PrintedLine) -> bool:
    """Whether capitals and small letters share the line, as a heading beside a text does."""
    return turning([word.text for word in line.words]) is not None


def proven(lines: Sequence[PrintedLine], at: int) -> int | None:
    """The number of words left of a mid-line hyphen whose word goes on in the next line and not behind it."""
    words = [word.text for word in lines[at].words]
    following = lines[at + 1].words[0].text if at + 1 < len(lines) else ""
    for index, word in enumerate(words[:-1], 1):
        if (
            re.fullmatch(r"[^\W\d_].*[^\W\d_]-", word)
            and completes(word, following)
            and not completes(word, words[index])
        ):
            return index
    return None


def completes(cut: str, rest: str) -> bool:
    """Whether `rest` makes a word of the cut one."""
    start, end = re.search(r"[^\W\d_]+(?=-$)", cut), re.match(r"[^\W\d_]+", rest)
    return bool(start and end) and rest[0].islower() and zipf_frequency(start[0] + end[0], "fr") >= KNOWN_ZIPF  # type: ignore[index]


def measure(line: PrintedLine, start: int, end: int) -> float:
    """The printed width of words `start` to `end`, in usual letters."""
    text = " ".join(word.text for word in line.words[start:end])
    return sum(0.5 if c in NARROW or c == " " else 1.5 if c in WIDE else 1.25 if c.isupper() else 1.0 for c in text)


def stretch_end(lines: Sequence[PrintedLine], start: int, width: float) -> int:
    """Where a run of lines that hold both columns, or one of them, ends: two lines on end that are longer or alone."""
    at = last = start
    while at < len(lines) and at - last <= MAX_SINGLE and lines[at].page == lines[start].page:
        if measure(lines[at], 0, len(lines[at].words)) >= LONG * width:
            last = at + 1
        at += 1
    return max(last, start + 1)


MAX_SINGLE = 6
"""Lines of one column alone, as beside a gap between paragraphs, that a stretch may hold on end."""


def parted(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """The left column of a stretch, then its right one."""
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for at, line in enumerate(lines):
        following = next((other.words[0].text for other in lines[at + 1 :]), "")
        if len(line.words) == 1 or measure(line, 0, len(line.words)) < LONG * width:
            (right if belongs_right(line, left, right) else left).append(line)
            continue
        cut = split(line, width, following, right[-1].words[-1].text if right else "")
        left.append(shorten(line, 0, cut))
        right.append(shorten(line, cut, len(line.words)))
    # a column begins a paragraph unless its sentence comes from the one before
    return [*left, *(replace(line, blanks=1) if at == 0 else line for at, line in enumerate(right))]


def shorten(line: PrintedLine, start: int, end: int) -> PrintedLine:
    """Some words of a line as a line; blank lines between lines of two columns part no paragraphs."""
    words = line.words[start:end]
    return replace(line, words=words, text=" ".join(word.text for word in words), blanks=0, is_row=False, cells=())


def belongs_right(line: PrintedLine, left: Sequence[PrintedLine], right: Sequence[PrintedLine]) -> bool:
    """Whether a line of one column goes on with the right one."""
    first = line.words[0].text
    beside = [side[-1].words[-1].text if side else "." for side in (left, right)]
    return follows(beside[1], first) > follows(beside[0], first)


def split(line: PrintedLine, width: float, following: str, before: str) -> int:
    """The number of words of the left column; `following` begins its next line, `before` ended the right one's last."""
    words = [word.text for word in line.words]
    turn = turning(words)
    if turn is not None:
        return turn
    scores = []
    for cut in range(1, len(words)):
        size = measure(line, 0, cut)
        room = width * (1 + SLACK / 2) - size
        fit = -abs(size - width) / (SLACK * width)
        if room > 0 and following and room > len(following) + 1 and not words[cut - 1].endswith((".", ":", ";")):
            fit -= 1.0  # the next word would have fitted: a typesetter had not broken here
        scores.append((fit + follows(words[cut - 1], following) + follows(before, words[cut]), cut))
    return max(scores)[1] if scores else len(words)


def turning(words: Sequence[str]) -> int | None:
    """Where capitals turn into small letters, or the other way, for at least two words on either side."""
    kinds = [None if len(re.findall(r"[^\W\d_]", w)) < 2 else w.isupper() for w in words]
    for cut in range(2, len(words) - 1):
        left, right = [k for k in kinds[:cut] if k is not None], [k for k in kinds[cut:] if k is not None]
        if len(left) > 1 and len(right) > 1 and len({*left}) == 1 and len({*right}) == 1 and left[0] != right[0]:
            return cut
    return None


def follows(before: str, word: str) -> float:
    """How well a word goes on after another, by hyphens, stops and capitals; 0 when nothing tells."""
    if not before or not word:
        return 0.0
    if before.endswith("-") and len(before) > 2:
        return 3.0 if completes(before, word) else -2.0
    ends = before.endswith((".", "!", "?", ":", ";"))
    if ends:
        return -1.5 if word[0].islower() else 0.3
    return 0.3 if word[0].islower() else -0.6
