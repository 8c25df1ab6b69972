"""Dirt that an OCR read at the ends of lines is set apart from the words.

The dark edge of a scan gives single letters, digits and signs at the end or the beginning of line after line; a dot on
the paper gives one. They hide where a sentence ends and what a heading says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.layout.plain.lines import PrintedLine, column_width
from pipeline.model import Line

REACH = 5
"""Lines before and after a line among which an edge shows that it is dark."""

MIN_LONG = 4
"""Long lines within reach from which on they tell something."""

LONG = 0.6
"""Share of a full line from which on a line reaches both edges; rows of a table do not."""

DARK = 0.5
"""Share of the long lines within reach that a dark edge gives a mark."""

MIN_KINDS = 3
"""Different marks of a dark edge; the signs of a list are alike."""

DIRT = frozenset("|¦‘`´_~\\^§¬{}")
"""Signs that are nothing when they stand alone at either end of a line."""

MISREAD_SIGNS = frozenset("©®°")
"""Signs that are nothing at the end of a line, but an item's sign at its beginning."""

PRINTED = frozenset(":;!?»«%€$–—-+=*•")
"""Signs that French sets apart from the word before, or that begin an item."""

WORDS = frozenset("aày")
"""Words of one letter; with dirt at its outer side one is believed to have been printed."""


LEFT, RIGHT = 0, -1
"""The ends of a line, as the index of the word there."""


def part_specks(lines: Sequence[PrintedLine]) -> tuple[tuple[PrintedLine, ...], tuple[Line, ...]]:
    """The lines without dirt, and the words that are dirt, those of one line together."""
    width = column_width(lines)
    dark_left, dark_right = (dark_places(lines, edge, width) for edge in (LEFT, RIGHT))
    found: list[PrintedLine] = []
    dirt: list[Line] = []
    for at, line in enumerate(lines):
        begins = at == 0 or lines[at - 1].is_closed
        start = head_start(line, is_dark=dark_left[at], begins=begins)
        end = tail_end(line, start, is_dark=dark_right[at])
        left = line if (start, end) == (0, len(line.words)) else cut(line, start, end)
        if start < end - 1 and is_dropped(lines, at, left, width):
            end -= 1
            left = cut(line, start, end)
        found.append(left)
        dirt += [words for words in (line.words[:start], line.words[end:]) if words]
    return tuple(found), tuple(dirt)


def head_start(line: PrintedLine, *, is_dark: bool, begins: bool) -> int:
    """The index of the first word that is no dirt; `begins` says that a sentence may begin with the line."""
    words = [word.text for word in line.words]
    is_marked = not is_dark  # a dark edge gives a line one letter or digit, what follows it was printed
    for at, (text, following) in enumerate(pairwise(words)):
        if text in DIRT:
            continue
        is_meant = text.lower() in WORDS and not (begins and following[0].isupper())
        if is_marked or len(text) > 1 or text in PRINTED or is_meant:
            return at
        is_marked = True
    return max(0, len(words) - 1)


def tail_end(line: PrintedLine, start: int, *, is_dark: bool) -> int:
    """The index behind the last word that is no dirt, more than `start`."""
    end = len(line.words)
    if line.is_row:
        return end
    if is_dark and start < end - 1 and line.words[-1].text in PRINTED and cut(line, start, end - 1).is_open:
        end -= 1  # a colon behind a word that ends nothing
    while start < end - 1 and is_dirty_tail(line.words[end - 1].text, is_dark=is_dark):
        end -= 1
        if line.words[end - 1].text in WORDS:
            break
    return end


def cut(line: PrintedLine, start: int, end: int) -> PrintedLine:
    """Some words of a line as a line."""
    words = line.words[start:end]
    return replace(line, words=words, text=" ".join(word.text for word in words))


def dark_places(lines: Sequence[PrintedLine], edge: int, width: int) -> list[bool]:
    """Which lines stand at a dark edge: those with dark surroundings, and those within reach of them."""
    dark = [is_dark(lines, at, edge, width) for at in range(len(lines))]
    return [any(dark[max(0, at - REACH) : at + REACH + 1]) for at in range(len(lines))]


def is_dark(lines: Sequence[PrintedLine], at: int, edge: int, width: int) -> bool:
    """Whether the lines around one have single letters, digits and signs of many kinds at an end."""
    around = [line for line in lines[max(0, at - REACH) : at + REACH + 1] if LONG * width <= len(line.text)]
    ends = [line.words[edge].text for line in around if len(line.words) > 1]
    marks = [text for text in ends if len(text) == 1 and text not in PRINTED]
    is_most = len(around) >= MIN_LONG and DARK * len(around) <= len(marks)
    is_count = edge == LEFT and len({*marks}) == len(marks)  # the numbers of a list count on
    return is_most and MIN_KINDS <= len({*marks}) and not is_count


def is_dirty_tail(text: str, *, is_dark: bool) -> bool:
    """Whether the last word of a line is dirt by itself or by the edge it stands at."""
    return len(text) == 1 and (text in DIRT or text in MISREAD_SIGNS or (is_dark and text not in PRINTED))


def is_dropped(lines: Sequence[PrintedLine], at: int, line: PrintedLine, width: int) -> bool:
    """Whether a lone letter or stop follows a line that was at its end; `line` is what is left of line `at`."""
    text, rest = line.words[-1].text, cut(line, 0, len(line.words) - 1)
    after = lines[at + 1] if at + 1 < len(lines) else None
    if (
        len(text) > 1
        or line.is_row
        or not (text in ".,;:" or text.isalnum())
        or (after is not None and after.starts_low)
    ):
        return False
    near = [other.text[-1] for other in (*lines[max(0, at - REACH) : at], *lines[at + 1 : at + REACH + 1])]
    is_item = line.is_bullet or bool({*near} & {",", ";"})  # the stop is one of a list's
    if rest.text.endswith(ENDS):
        return after is None or (text in ".,;:" and not is_item) or (text.isalnum() and after.blanks > 0)
    # a semicolon behind a line that stands alone above a paragraph
    is_alone = line.blanks > 0 and not line.starts_low and not is_item
    return text in ".,;" and is_alone and after is not None and not after.is_bullet and LONG * width <= len(after.text)


ENDS = (".", "!", "?", "»", ".)")
"""Ends of a sentence that nothing but the next one follows."""
