"""Lines in reading order become blocks: title, headings, paragraphs, items, also over blank lines in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.layout.plain.credits import is_byline
from pipeline.layout.plain.headings import Group, can_head
from pipeline.layout.plain.lines import PrintedLine, column_width, fold, words_of
from pipeline.layout.plain.narrow import MAX_LINES, goes_on_narrow
from pipeline.layout.plain.opening import LABELLED, find_title, is_genre, is_place_and_date, opening_end
from pipeline.layout.plain.outline import rank_all
from pipeline.layout.plain.threads import Placed
from pipeline.layout.titles import is_dateline
from pipeline.model import Block, Role

TITLE_LINES = 25
"""Lines from the top among which the title stands."""

FULL_LINE = 0.75
"""Share of the column's width above which a line runs to its end; a shorter closed one ends its paragraph."""

COLON_LINE = 0.6
"""Share of the column's width under which a line that ends with a colon announces what follows."""

MIN_LEAD_WORDS = 8
"""Words of the shortest capital sentence that is a lead and not a heading."""


def build_blocks(placed: Sequence[Placed]) -> tuple[Block, ...]:
    """The blocks of all lines."""
    groups = [group for _, part in groupby(placed, key=lambda p: (p.aside, p.masthead)) for group in parts(list(part))]
    roles = assign_roles(groups)
    return tuple(build_block(group, role, level) for group, (role, level) in zip(groups, roles, strict=True))


def build_block(group: Sequence[Placed], role: Role, level: int) -> Block:
    """The block of lines that belong together; rows that tabs part into cells are a table."""
    rows = tuple(p.line.cells for p in group)
    is_table = role == "body" and all(p.line.is_row for p in group) and all(rows)
    return Block(
        role="table" if is_table else role,
        level=level,
        lines=tuple(p.line.words for p in group),
        aside=1 if group[0].aside else None,
        cells=rows if is_table else None,
    )


def parts(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Lines of one thread parted into paragraphs, items and headings."""
    width = column_width([p.line for p in placed])
    groups: list[list[Placed]] = []
    for item in placed:
        if groups and not item.breaks and joins(groups[-1], item.line, width):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def joins(group: Sequence[Placed], line: PrintedLine, width: int) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = group[-1].line
    if last.is_row and line.is_row:
        return not line.blanks
    if last.is_cut and (line.starts_low or last.is_capital == line.is_capital):
        return True
    wants_more = last.is_open and not last.text.endswith(",") and not line.blanks  # du Conseil de / L'ONU
    if not (line.blanks or line.is_bullet) and goes_on_narrow([p.line for p in group[:MAX_LINES]], line, width):
        return True
    if line.is_bullet or (last.is_capital != line.is_capital and not (line.starts_low or wants_more)):
        return False
    if last.is_capital and line.is_capital:
        return joins_capitals(last, line)
    is_date = len(group) == 1 and len(last.text) < FULL_LINE * width and is_dateline(last.text)
    if has_room(last, line, width) and (is_byline(line.text) or is_place_and_date(line.text)):
        return False
    if line.blanks or line.page != last.page:
        goes_on = not last.is_closed or QUOTED_END.search(last.text) is not None
        return last.is_open or (goes_on and line.starts_low and not is_date)
    if (is_date and not line.starts_low) or is_field(group, line, width):
        return False
    if line.starts_low:
        return True
    if line.text.endswith(":") and len(line.text) < COLON_LINE * width and not last.is_open:
        return False
    short = len(last.text) < FULL_LINE * width
    if line.is_numbered and not last.is_open:
        return False
    ends = short and (last.is_closed or group[0].line.is_bullet or group[0].line.is_numbered)
    alone = can_head(last.text) and len(group) == 1 and last.blanks > 0 and (short or has_room(last, line, width))
    return not ends and not (alone and not (last.is_open or is_unclosed(last.text)))


def has_room(last: PrintedLine, line: PrintedLine, width: int) -> bool:
    """Whether the first word of a line would have fitted on the one before, so that its end was meant."""
    return len(last.text) + 1 + len(line.words[0].text) < ROOM * width


ROOM = 0.9
"""Share of the column's width up to which a word would have fitted behind a line, however wide its letters."""


QUOTED_END = re.compile(r"[^.!?…]\s?»$")
"""The end of a name or a few words in quotation marks, after which a sentence may go on."""


def is_field(group: Sequence[Placed], line: PrintedLine, width: int) -> bool:
    """Whether a line stands apart from the one before by its words: the kind of paper, or one field after another."""
    last = group[-1].line
    if last.is_open or line.starts_low:
        return False
    name, colon, _ = line.text.partition(":")
    if colon and fold(name).strip(" .") in words_of("fields"):
        return True
    is_kind = is_genre(line.text) or (len(group) == 1 and is_genre(last.text))
    are_short = max(len(last.text), len(line.text)) < FULL_LINE * width
    return is_kind or (are_short and bool(LABELLED.match(last.text) and LABELLED.match(line.text)))


def is_unclosed(text: str) -> bool:
    """Whether quotation marks or brackets are open at the end of a line."""
    return text.count("«") > text.count("»") or text.count("(") > text.count(")")


def joins_capitals(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether a capital line goes on with the capital line before."""
    if line.blanks:
        return not last.text.endswith((".", ":", "!", "?")) and (last.is_open or line.goes_on)
    return not last.text.endswith((".", ":"))


def assign_roles(groups: Sequence[Sequence[Placed]]) -> list[tuple[Role, int]]:
    """Role and level of each group."""
    lines = [tuple(p.line for p in group) for group in groups]
    end = opening_end(lines)
    ranks = rank_all(lines, end)
    title = title_of(groups, lines, ranks, end)
    found: list[tuple[Role, int]] = []
    for at, (placed, height) in enumerate(zip(groups, ranks, strict=True)):
        if at == title:
            found.append(("title", 1))
        elif placed[0].masthead or (title is not None and at < title):
            found.append(("masthead", 0))
        elif height:
            found.append(("heading", height))
        elif is_lead(lines[at]) and title is not None and all(role != "heading" for role, _ in found):
            found.append(("lead", 0))
        else:
            found.append(("list" if lines[at][0].is_bullet else "body", 0))
    return found


def title_of(groups: Sequence[Sequence[Placed]], lines: Sequence[Group], ranks: Sequence[int], end: int) -> int | None:
    """Index of the title: the worthiest group of the opening, else the first heading near the top."""
    main = [at for at in range(end) if not groups[at][0].aside and not groups[at][0].masthead]
    found = find_title([lines[at] for at in main])
    if found is not None:
        return main[found]
    return next(
        (at for at in top(groups) if ranks[at] and not groups[at][0].aside and not groups[at][0].masthead), None
    )


def top(groups: Sequence[Sequence[Placed]]) -> list[int]:
    """Indices of the groups among the first lines."""
    found: list[int] = []
    seen = 0
    for at, group in enumerate(groups):
        if TITLE_LINES < seen:
            break
        found.append(at)
        seen += len(group)
    return found


def is_lead(lines: Sequence[PrintedLine]) -> bool:
    """Whether capital lines are a sentence."""
    text = " ".join(line.text for line in lines)
    return all(line.is_capital for line in lines) and text.endswith(".") and MIN_LEAD_WORDS <= len(text.split())
