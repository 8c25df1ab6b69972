"""Headings that stand in the margin beside their text are set above it.

A side head stands left of the text, level with the first line of a paragraph. The page is unfolded: what stands
level with it and lower moves down by its height, so that all that follows reads the page as if the heading stood above
its text, whether that is a paragraph, a table or a box. Words keep the boxes they were published with.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.layout.frames import find_grids
from pipeline.layout.furniture import PageTokens
from pipeline.layout.paragraphs import style_of, usual_step
from pipeline.layout.roles import BIG, Profile, is_big, stands_out_in_color
from pipeline.layout.tables import cells_of
from pipeline.layout.tokens import Row, Token, rows
from pipeline.model import Graphic

MIN_HEADS = 2
"""Side heads of a document from which on they are its way of setting headings."""

MAX_ROWS, MAX_WORDS, MIN_LETTERS = 5, 14, 3
"""Size of a side head; narrow margins break it into many lines."""

MAX_OTHER_ROWS, MAX_OTHER_WORDS = 10, 32
"""The same in other type than running text."""

MIN_TEXT = 15
"""Mean words beside a side head; what labels fewer is the first column of a table."""

GUTTER, LEVEL, NEAR, MIN_WIDTH = 0.75, 0.7, 1.5, 4.0
"""In font sizes: least white between head and text, most that their heights differ, how far lines start from the
text's margin (bullets, cells), and the least width of a margin with heads."""

MIN_LINES = 5
"""Lines that begin where the text of a page does."""

WHITE = 0.5
"""White under a head once it stands above its text, in font sizes."""

MORE_WHITE = 1.25
"""Times the usual step of lines above the paragraph that a head stands beside."""

MAX_SIDE = 0.4
"""Share of a page's words left of its text, full lines above it counted in, beyond which the margin is a column."""

HEAD_SHARE = 0.8
"""Words in the margin that heads must hold: a column of text has headings too, but more text."""


@dataclass(frozen=True, slots=True)
class SideHead:
    """A heading in the margin."""

    rows: tuple[Row, ...]
    top: float  # from where on the page moves down, points
    drop: float  # by how much, points; 0 when nothing stands beside it


@dataclass(frozen=True, slots=True)
class Margin:
    """The heads beside the text of a page, from top to bottom, and where its text begins."""

    heads: tuple[SideHead, ...]
    text_x0: float


def unfold_margins(
    pages: Sequence[PageTokens], graphics: Mapping[int, Sequence[Graphic]], look: Profile
) -> tuple[Sequence[PageTokens], Mapping[int, Sequence[Graphic]]]:
    """The pages, and what is drawn on them, with the headings in the margins set above their text."""
    margins = [find_margin(page, graphics.get(page.number, ()), look) for page in pages]
    heads = [head for margin in margins if margin is not None for head in margin.heads]
    if sum(head.drop > 0 for head in heads) < MIN_HEADS:
        return pages, graphics
    moved = {
        page.number: tuple(lower(graphic, margin) for graphic in graphics.get(page.number, ()))
        for page, margin in zip(pages, margins, strict=True)
        if margin is not None
    }
    unfolded = [page if margin is None else unfold(page, margin) for page, margin in zip(pages, margins, strict=True)]
    return unfolded, {**graphics, **moved}


def find_margin(page: PageTokens, graphics: Sequence[Graphic], look: Profile) -> Margin | None:
    """The side heads of a page, None when its margin holds none or other text as well."""
    size = look.style.size
    start = text_start(page.tokens, size)
    if start is None:
        return None
    edge = start - GUTTER * size
    if MAX_SIDE * len(page.tokens) < sum(token.x1 <= edge for token in page.tokens):
        return None
    cells = [cells_of(row, GUTTER) for row in rows(page.tokens)]
    side = [token for row in cells for cell in row if cell[-1].x1 <= edge for token in cell]
    text = [tuple(token for cell in row if edge < cell[-1].x1 for token in cell) for row in cells]
    text = [row for row in text if row]
    groups = [group for group in side_groups(side, size) if is_short(group, look)]
    beside = [(group, row) for group in groups if (row := text_beside(group, text, start, size)) is not None]
    if 3 * sum(stands_out(group, look) for group, _ in beside) < max(1, len(beside)) or is_in_table(
        [row for _, row in beside], graphics, edge
    ):
        return None
    top = middle_of(beside[0][1]) - size
    text = [row for row in text if top < middle_of(row)]
    lone = [
        group for group in groups if top < middle_of(group[0]) and is_alone(group, text) and stands_out(group, look)
    ]
    words = sum(len(row) for group in (*lone, *(group for group, _ in beside)) for row in group)
    across = sum(row[0].x0 < edge for row in text)
    if words < HEAD_SHARE * sum(top < token.middle for token in side) or len(text) < 2 * across:
        return None
    if sum(len(row) for row in text if edge <= row[0].x0) < MIN_TEXT * len(beside):
        return None
    heads = [side_head(group, row, page, size) for group, row in beside]
    heads += [SideHead(group, min(token.top for token in group[0]), 0.0) for group in lone]
    return Margin(tuple(sorted(heads, key=lambda head: head.top)), start)


def text_start(tokens: Sequence[Token], size: float) -> float | None:
    """The leftmost place where lines of a page begin that leaves a margin for heads, None when there is none."""
    opening = [tokens[0]] if tokens else []
    # the reader's lines will do, and cost a tenth of putting the words in rows
    opening += [t for before, t in pairwise(tokens) if not 0 <= t.x0 - before.x1 < GUTTER * size]
    starts = Counter(round(token.x0 / size) for token in opening)
    inner = [at for at, count in starts.items() if MIN_LINES <= count and min(starts) + MIN_WIDTH <= at]
    if not inner:
        return None
    return min(token.x0 for token in opening if round(token.x0 / size) == min(inner))


def side_groups(side: Sequence[Token], size: float) -> list[tuple[Row, ...]]:
    """The lines in a margin that no white parts, from top to bottom."""
    groups: list[list[Row]] = []
    for row in rows(side):
        if groups and middle_of(row) - middle_of(groups[-1][-1]) < 1.5 * size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [tuple(group) for group in groups]


def is_short(group: Sequence[Row], look: Profile) -> bool:
    """Whether lines in a margin are few and of few words, or some more that stand out."""
    words = [token.word.text for row in group for token in row]
    if sum(c.isalpha() for word in words for c in word) < MIN_LETTERS:
        return False
    if len(group) <= MAX_ROWS and len(words) <= MAX_WORDS:
        return True
    return len(group) <= MAX_OTHER_ROWS and len(words) <= MAX_OTHER_WORDS and stands_out(group, look)


def stands_out(group: Sequence[Row], look: Profile) -> bool:
    """Whether lines in a margin are other type than running text."""
    style = style_of([token for row in group for token in row])
    return (
        (style.bold and not look.style.bold)
        or (style.italic and not look.style.italic)
        or style.caps
        or is_big(style, look)
        or stands_out_in_color(style, look)
    )


def text_beside(group: Sequence[Row], text: Sequence[Row], start: float, size: float) -> Row | None:
    """The line that opens a paragraph level with the first of the group, None when there is none."""
    own = middle_of(group[0])
    step = MORE_WHITE * usual_step(text) * size
    for at, row in enumerate(text):
        if LEVEL * size <= abs(middle_of(row) - own) or NEAR * size < abs(row[0].x0 - start):
            continue
        if BIG * size <= statistics.median(token.size for token in row):
            return None
        above = text[at - 1] if at else None
        opens = above is None or step < middle_of(row) - middle_of(above) or above[0].x0 < start - NEAR * size
        return row if opens else None
    return None


def is_alone(group: Sequence[Row], text: Sequence[Row]) -> bool:
    """Whether no text stands beside a group: it heads other headings."""
    top = min(token.top for token in group[0])
    bottom = max(token.bottom for token in group[-1])
    return not any(top < middle_of(row) < bottom for row in text)


def is_in_table(lines: Sequence[Row], graphics: Sequence[Graphic], edge: float) -> bool:
    """Whether a drawn table holds one of the lines and the margin left of it."""
    tables = [grid.rect for grid in find_grids(graphics) if grid.rect.x0 < edge and len(grid.cells) > 1]
    return any(rect.holds(row[0].x0, middle_of(row)) for rect in tables for row in lines)


def side_head(group: tuple[Row, ...], row: Row, page: PageTokens, size: float) -> SideHead:
    """The head that a group is to the text that `row` opens."""
    top = min(token.top for line in (group[0], row) for token in line)
    above = [token.bottom for token in page.tokens if token.bottom <= top]
    bottom = max(token.bottom for token in group[-1])
    # the rules and frames of what stands beside the head lie a little higher than its words
    return SideHead(
        group,
        top=max(top - 0.8 * size, *above, 0.0),
        drop=bottom - min(token.top for token in row) + WHITE * size,
    )


def unfold(page: PageTokens, margin: Margin) -> PageTokens:
    """The page with its side heads above their text, in its column."""
    owner = {id(token): head for head in margin.heads for row in head.rows for token in row}
    tokens = []
    for token in page.tokens:
        head = owner.get(id(token))
        if head is None:
            right, down = 0.0, fall(margin, token.middle)
        else:
            right = margin.text_x0 - min(row[0].x0 for row in head.rows)
            down = sum(other.drop for other in margin.heads if other.top < head.top)
        tokens.append(
            replace(
                token,
                x0=token.x0 + right,
                x1=token.x1 + right,
                top=token.top + down,
                bottom=token.bottom + down,
                is_side=head is not None,
            )
        )
    height = page.height + sum(head.drop for head in margin.heads)
    return replace(page, height=height, tokens=tuple(tokens))


def lower(graphic: Graphic, margin: Margin) -> Graphic:
    """What is drawn, moved with the words; what begins above a head and ends below it grows."""
    box = graphic.box
    if box.x1 <= max(row[-1].x1 for head in margin.heads for row in head.rows):
        return graphic
    top, bottom = box.top + fall(margin, box.top), box.bottom + fall(margin, box.bottom)
    return replace(graphic, box=replace(box, top=top, bottom=bottom))


def fall(margin: Margin, y: float) -> float:
    """How much lower a point of the page stands once the margin is unfolded, points."""
    return sum(head.drop for head in margin.heads if head.top <= y)


def middle_of(row: Row) -> float:
    """The height of a line's middle."""
    return statistics.median(token.middle for token in row)
