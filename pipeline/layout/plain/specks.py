"""Dirt that an OCR read at the ends of lines is set apart from the words.

The dark edge of a scan gives single letters, digits and signs at the end or the beginning of line after line; a dot on
the paper gives one. They hide where a sentence ends and what a heading says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.layout.plain.lines import NUMBER, PrintedLine, column_width
from pipeline.model import Line

REACH = 5
"""Lines before and after a line among which an edge shows that it is dark."""

MIN_LONG = 4
"""Long lines within reach from which on they tell something."""

LONG = 0.6
"""Share of a full line from which on a line reaches both edges; rows of a table do not."""

DARK = 0.5
"""Share of the long lines within reach that a dark edge gives a mark."""

MIN_KINDS, MIN_CLASSES = 3, 2
"""Different marks of a dark edge, and how many of figures, letters and signs are among those of short lines.

The signs of a list are alike, and so are the figures in the column of a table.
"""

MIN_LINES = 7
"""Lines of any length within reach from which on they tell something."""

OFTEN = 0.06
"""Share of the lines at a dark edge from which on "à" or "y" there is dirt: no thirtieth of all words is either."""

MAX_MARK, MAX_MARKS = 3, 2
"""Letters of the longest mark of a dark edge, and how many it gives one line."""

DIRT = frozenset("|¦‘`´_~\\^§¬{}")
"""Signs that are nothing when they stand alone at either end of a line."""

MISREAD_SIGNS = frozenset("©®°")
"""Signs that are nothing at the end of a line, but an item's sign at its beginning."""

PRINTED = frozenset(":;!?»«%€$–—-+=*•")
"""Signs that French sets apart from the word before, or that begin an item."""

CLOSING = frozenset(":;!?.,")
"""Signs that stand behind a word and begin no line."""

WORDS = frozenset("aày")
"""Words of one letter; with dirt at its outer side one is believed to have been printed."""


LEFT, RIGHT = 0, -1
"""The ends of a line, as the index of the word there."""


@dataclass(frozen=True, slots=True)
class Dark:
    """Where the left and the right edge of a text are dark, and the words that are dirt there."""

    left: Sequence[bool]
    right: Sequence[bool]
    left_dirt: frozenset[str]
    right_dirt: frozenset[str]


def find_dark(lines: Sequence[PrintedLine]) -> Dark:
    """The dark edges of a text."""
    width = column_width(lines)
    left, right = (dark_places(lines, edge, width) for edge in (LEFT, RIGHT))
    return Dark(left, right, words_of_dirt(lines, LEFT, left), words_of_dirt(lines, RIGHT, right))


def part_specks(lines: Sequence[PrintedLine]) -> tuple[tuple[PrintedLine, ...], tuple[Line, ...]]:
    """The lines without dirt, and the words that are dirt, those of one line together; a line of dirt is kept."""
    width, dark = column_width(lines), find_dark(lines)
    found: list[PrintedLine] = []
    dirt: list[Line] = []
    for at, line in enumerate(lines):
        start = head_start(line, lines[at - 1] if at else None, dark.left_dirt if dark.left[at] else None)
        end = tail_end(line, start, dark.right_dirt if dark.right[at] else None)
        left = line if (start, end) == (0, len(line.words)) else cut(line, start, end)
        if start < end - 1 and is_dropped(lines, at, left, width):
            end -= 1
            left = cut(line, start, end)
        found.append(replace(left, is_dark=dark.left[at] or dark.right[at]))
        dirt += [words for words in (line.words[:start], line.words[end:]) if words]
    return tuple(found), tuple(dirt)


def head_start(line: PrintedLine, before: PrintedLine | None, dirt: frozenset[str] | None) -> int:
    """The index of the first word that is no dirt; `dirt` are words that are some, None where the edge is not dark."""
    words = [word.text for word in line.words]
    begins = before is None or before.is_closed
    marks = 0
    for at in range(len(words) - 1):
        text, following = words[at], words[at + 1]
        if text in DIRT:
            continue
        if dirt is None or marks == MAX_MARKS or (marks and any(map(str.isalnum, text))):
            return at
        is_word = text in WORDS or (begins and text.lower() in WORDS)  # À la fin
        is_meant = is_word and text not in dirt and not (begins and following[0].isupper())
        is_sign = text in PRINTED and text not in CLOSING and (begins or not following[0].islower())
        if is_meant or is_sign or not (len(text) == 1 or is_mark(text)) or opens_item(text):
            return at
        marks += 1
    return max(0, len(words) - 1)


def opens_item(text: str) -> bool:
    """Whether a word of few signs may be an item's number: "1.", "a)", "(2)"; a lone digit at a dark edge is none."""
    return len(text) > 1 and (NUMBER.match(text + " A") is not None or re.fullmatch(r"\(?[a-z\d]\)", text) is not None)


def is_mark(text: str) -> bool:
    """Whether a word is what a dark edge gives: a few signs, of which one may be a letter or a digit.

    >>> [is_mark(text) for text in ("‘4", "É.", "le", "l'", "-")]
    [True, True, False, False, True]
    """
    return len(text) <= MAX_MARK and sum(map(str.isalnum, text)) <= 1 and not text.endswith(("'", "’", "%", "°"))


def tail_end(line: PrintedLine, start: int, dirt: frozenset[str] | None) -> int:
    """The index behind the last word that is no dirt, more than `start`; `dirt` is None where the edge is not dark."""
    end = len(line.words)
    if line.is_row or end < start + 2:
        return end
    words = [word.text for word in line.words]
    if dirt is not None:
        kept = (PRINTED | WORDS) - dirt
        if words[-1] in kept and words[-1] not in WORDS and cut(line, start, end - 1).is_open:
            end -= 1  # a colon behind a word that ends nothing
        elif is_mark(words[-1]) and words[-1] not in kept:
            end -= 1
        if start < end - 1 and words[end - 1] in CLOSING and words[end - 2].endswith(ENDS):
            end -= 1  # or behind one that a stop ends
    while (
        start < end - 1
        and (end == len(words) or words[end - 1] not in WORDS)
        and is_dirty_tail(words[end - 1], is_dark=dirt is not None)
    ):
        end -= 1
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
    near = [line for line in lines[max(0, at - REACH) : at + REACH + 1] if len(line.words) > 1]
    long = [line for line in near if LONG * width <= len(line.text)]
    marks = marks_of(long, edge)
    if MIN_LONG <= len(long) and DARK * len(long) <= len(marks) and MIN_KINDS <= len({*marks}):
        return edge == RIGHT or len({*marks}) < len(marks)  # the numbers of a list count on
    marks = marks_of(near, edge)
    classes = {"figure" if m.isdigit() else "letter" if m.isalpha() else "sign" for m in marks}
    is_most = MIN_LINES <= len(near) and DARK * len(near) <= len(marks) and MIN_KINDS <= len({*marks})
    return is_most and MIN_CLASSES <= len(classes) and len({*marks}) < len(marks)


def marks_of(lines: Sequence[PrintedLine], edge: int) -> list[str]:
    """The single letters, digits and signs at one end of lines."""
    ends = [line.words[edge].text for line in lines if len(line.words) > 1]
    meant = PRINTED - CLOSING if edge == LEFT else PRINTED
    return [text for text in ends if len(text) == 1 and text not in meant]


def words_of_dirt(lines: Sequence[PrintedLine], edge: int, dark: Sequence[bool]) -> frozenset[str]:
    """The words of one letter, and at the right the signs, that a dark edge has more often than a text can."""
    ends = Counter(line.words[edge].text for line, is_dark in zip(lines, dark, strict=True) if is_dark)
    words = WORDS if edge == LEFT else WORDS | {":", ";"}
    return frozenset(word for word in words if max(MIN_KINDS, OFTEN * ends.total()) <= ends[word])


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
