"""One page of a PDF as its text layer and drawings have it.

Characters come from pdfplumber's page device, walked without making a dict of each (a third of the time, measured:
31 instead of 90 ms a page). Coordinates become those of the page as published: its crop box, turned as it is shown,
origin top-left. Text that no reader sees is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTLine, LTPage, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from pipeline.model import Box, Graphic, Link
from pipeline.readers.glyphs import Glyph, group_words
from pipeline.sheets import DraftLine

Matrix = tuple[float, float, float, float, float, float]

Rectangle = tuple[float, float, float, float]

WHITE = 0.93
"""Components of ink and paper at least this light are white."""

TINY_PT = 2.0
"""Type smaller than this is not meant to be read."""

MAX_DEPTH = 20
"""Forms within forms deeper than this are left unread; real briefs have 3."""

MAX_ITEMS = 400_000
"""Glyphs and drawings of one page beyond this are left unread; a dense page has 10,000, a map 100,000."""

MODE = "render_mode"
RISE = "text_rise"
"""Attributes that our device puts on pdfminer's characters, whose matrix leaves the rise (operator Ts) out."""

INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, 9.3.6)."""

STROKED = (2, 6)
"""Text rendering modes that stroke and fill: bold by thickening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What a page draws; `hidden` are the lines of words that paint nothing."""

    width: float
    height: float
    lines: tuple[DraftLine, ...]
    hidden: tuple[DraftLine, ...]
    graphics: tuple[Graphic, ...]
    links: tuple[Link, ...]
    curves: int  # number of curved paths: letters drawn as outlines
    unseen: int  # words in the colour of the paper, off the page or too small, left out of both


class RenderModeDevice(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's page device, which also notes on each character the rendering mode and rise of its text."""

    mode = 0
    rise = 0.0

    def render_string(self, textstate, *args) -> None:  # type: ignore[no-untyped-def]
        """Note mode and rise, then render."""
        self.mode = textstate.render
        self.rise = textstate.rise
        super().render_string(textstate, *args)

    def render_char(self, *args, **kwargs) -> float:  # type: ignore[no-untyped-def]
        """Render, then mark the character."""
        advance: float = super().render_char(*args, **kwargs)
        setattr(self.cur_item._objs[-1], MODE, self.mode)
        setattr(self.cur_item._objs[-1], RISE, self.rise)
        return advance


@dataclass(frozen=True, slots=True)
class Frame:
    """The published page within pdfminer's coordinates (origin bottom-left, after turning)."""

    number: int
    x0: float
    y0: float
    x1: float
    y1: float

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of pdfminer as one of ours."""
        return Box(self.number, x0 - self.x0, self.y1 - y1, x1 - self.x0, self.y1 - y0)

    def visible(self, box: Box) -> bool:
        """Whether the middle of `box` lies on the page."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        return 0 <= x <= self.x1 - self.x0 and 0 <= y <= self.y1 - self.y0


def read_layer(page: PlumberPage) -> Layer:
    """What the page draws; raises whatever pdfminer raises on a page it cannot read."""
    frame = page_frame(page)
    device = RenderModeDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    items = list(walk(device.get_result(), MAX_DEPTH))[:MAX_ITEMS]
    graphics = tuple(graphic for item in items for graphic in drawn(item, frame))
    painted: list[Glyph] = []
    invisible: list[Glyph] = []
    unseen: list[Glyph] = []
    for item in items:
        if isinstance(item, LTChar):
            glyph = make_glyph(item, frame)
            if getattr(item, MODE, 0) in INVISIBLE:
                invisible.append(glyph)
            elif glyph.text.strip() and is_unseen(glyph, frame, graphics):
                unseen.append(glyph)
            else:
                painted.append(glyph)
    return Layer(
        width=frame.x1 - frame.x0,
        height=frame.y1 - frame.y0,
        lines=group_words(painted, frame.number),
        hidden=group_words(invisible, frame.number),
        graphics=graphics,
        links=read_links(page, frame),
        curves=sum(isinstance(item, LTCurve) and not isinstance(item, LTRect | LTLine) for item in items),
        unseen=sum(len(line) for line in group_words(unseen, frame.number)),
    )


def walk(item: LTFigure | LTPage, depth: int) -> Iterator[object]:
    """Everything drawn, forms opened."""
    for child in item:
        if isinstance(child, LTFigure):
            if depth:
                yield from walk(child, depth - 1)
        else:
            yield child


def page_matrix(page: PlumberPage) -> Matrix:
    """The matrix of pdfminer from the PDF's user space to its page coordinates."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    match page.page_obj.rotate:
        case 90:
            return (0, -1, 1, 0, -y0, x1)
        case 180:
            return (-1, 0, 0, -1, x1, y1)
        case 270:
            return (0, 1, -1, 0, y1, -x0)
        case _:
            return (1, 0, 0, 1, -x0, -y0)


def page_frame(page: PlumberPage) -> Frame:
    """The crop box, cut to the media box as viewers do, in pdfminer's page coordinates."""
    mx0, my0, mx1, my1 = _ordered(page.page_obj.mediabox)
    cx0, cy0, cx1, cy1 = _ordered(page.page_obj.cropbox or page.page_obj.mediabox)
    x0, y0, x1, y1 = max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1)
    if x1 - x0 < 1 or y1 - y0 < 1:
        x0, y0, x1, y1 = mx0, my0, mx1, my1
    return Frame(page.page_number, *_mapped(page_matrix(page), (x0, y0, x1, y1)))


def _mapped(matrix: Matrix, rectangle: Rectangle) -> Rectangle:
    """A rectangle after a matrix that turns by quarters."""
    x0, y0, x1, y1 = rectangle
    (a, b), (c, d) = apply_matrix_pt(matrix, (x0, y0)), apply_matrix_pt(matrix, (x1, y1))
    return _ordered((a, b, c, d))


def _ordered(box: Sequence[float]) -> Rectangle:
    """A rectangle with its corners in order."""
    a, b, c, d = (float(v) for v in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def make_glyph(item: LTChar, frame: Frame) -> Glyph:
    """One character of pdfminer as ours."""
    box = frame.box(item.x0, item.y0, item.x1, item.y1)
    _, base = apply_matrix_pt(item.matrix, (0, getattr(item, RISE, 0.0)))
    font = item.fontname if isinstance(item.fontname, str) else item.fontname.decode("latin-1")
    thick = getattr(item, MODE, 0) in STROKED
    return Glyph(
        text=item.get_text(),
        x0=box.x0,
        top=box.top,
        x1=box.x1,
        bottom=box.bottom,
        base=frame.y1 - base if item.upright else box.bottom,
        size=item.size if item.upright else item.width,
        font=font + ("-Bold" if thick else ""),
        color=ink(item.graphicstate.ncolor, item.ncs.name if item.ncs else ""),
        upright=item.upright,
    )


def is_unseen(glyph: Glyph, frame: Frame, graphics: Sequence[Graphic]) -> bool:
    """Whether nobody sees the glyph: off the page, tiny, or white where nothing darker lies under it."""
    box = Box(frame.number, glyph.x0, glyph.top, glyph.x1, glyph.bottom)
    if glyph.size < TINY_PT or not frame.visible(box):
        return True
    if glyph.color is None or not is_white(glyph.color):
        return False
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    under = (g for g in graphics if g.box.x0 <= x <= g.box.x1 and g.box.top <= y <= g.box.bottom)
    return not any(g.kind == "image" or (g.fill is not None and not is_white(g.fill)) for g in under)


def drawn(item: object, frame: Frame) -> Iterator[Graphic]:
    """The frame, rule or picture that `item` is, if it is one; hairline rectangles are rules."""
    if isinstance(item, LTImage):
        yield Graphic("image", frame.box(item.x0, item.y0, item.x1, item.y1))
    elif isinstance(item, LTCurve) and (item.stroke or item.fill):
        fill = hex_color(item.non_stroking_color) if item.fill else None
        box = frame.box(item.x0, item.y0, item.x1, item.y1)
        if not item.stroke and fill is not None and is_white(fill):
            return
        if isinstance(item, LTLine) or min(item.width, item.height) < 3:
            yield Graphic("line", box, fill)
        elif isinstance(item, LTRect) or _is_rounded_box(item):
            yield Graphic("rect", box, fill)


def _is_rounded_box(item: LTCurve) -> bool:
    """Whether a path is a rectangle with round corners: most of its points lie on its bounding box."""
    points = item.pts
    if len(points) < 8 or 40 < len(points) or item.width < 40 or item.height < 14:
        return False
    near = 0.02 * (item.width + item.height) / 2 + 1
    on_edge = sum(
        min(abs(x - item.x0), abs(x - item.x1)) < near or min(abs(y - item.y0), abs(y - item.y1)) < near
        for x, y in points
    )
    return 0.9 * len(points) <= on_edge


def read_links(page: PlumberPage, frame: Frame) -> tuple[Link, ...]:
    """The addresses of the page's link annotations; those that cannot be read are passed over."""
    matrix = page_matrix(page)
    links = []
    for annotation in page.page_obj.annots if isinstance(page.page_obj.annots, list) else ():
        link = read_link(annotation, matrix, frame)
        if link is not None:
            links.append(link)
    return tuple(links)


def read_link(annotation: object, matrix: Matrix, frame: Frame) -> Link | None:
    """One annotation as a link, None when it is none."""
    from pdfminer.pdftypes import resolve1

    record = resolve1(annotation)
    action = resolve1(record.get("A")) if isinstance(record, dict) else None
    uri = resolve1(action.get("URI")) if isinstance(action, dict) else None
    rectangle = resolve1(record.get("Rect")) if isinstance(record, dict) else None
    if not isinstance(uri, bytes) or not isinstance(rectangle, list) or len(rectangle) != 4:
        return None
    corners = [resolve1(v) for v in rectangle]
    if not all(isinstance(v, int | float) for v in corners):
        return None
    x0, y0, x1, y1 = _mapped(matrix, _ordered(corners))
    return Link(frame.box(x0, y0, x1, y1), uri.decode("utf-8", "replace"))


def ink(color: object, space: str) -> str | None:
    """The colour of text as "#rrggbb"; a single spot ink is dark at 1, and indexed colours are unknown."""
    if space == "Separation":
        tint = color[0] if isinstance(color, tuple | list) and color else color
        return hex_color(1 - tint) if isinstance(tint, int | float) else None
    return hex_color(color) if space.startswith(("Device", "Cal", "ICC")) and space != "DeviceN" else None


def hex_color(color: object) -> str | None:
    """A gray, RGB or CMYK colour of pdfminer as "#rrggbb", None for patterns and the unknown.

    >>> hex_color(0.5), hex_color((1, 0, 0)), hex_color((0, 0, 0, 1))
    ('#808080', '#ff0000', '#000000')
    """
    parts = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    values = [min(1.0, max(0.0, float(part))) for part in parts]
    if len(values) == 4:
        values = [(1 - part) * (1 - values[3]) for part in values[:3]]
    elif len(values) == 1:
        values = values * 3
    return "#" + "".join(f"{int(part * 255 + 0.5):02x}" for part in values) if len(values) == 3 else None


def is_white(color: str) -> bool:
    """Whether "#rrggbb" cannot be told from paper."""
    return all(int(color[at : at + 2], 16) >= WHITE * 255 for at in (1, 3, 5))
