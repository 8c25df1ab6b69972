"""Pictures of pages with what the program saw on them: blocks in reading order with their roles, and found items.

For people who look at results; nothing in the pipeline depends on it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from pipeline.model import Block, Box, Brief, Page, Role, Source

COLORS: dict[Role, str] = {
    "title": "#c00000",
    "heading": "#e06000",
    "body": "#2060c0",
    "list": "#2090b0",
    "table": "#7030a0",
    "caption": "#808000",
    "footnote": "#606060",
    "masthead": "#a05070",
    "lead": "#0080a0",
    "contact": "#008040",
    "imprint": "#508050",
    "furniture": "#b0b0b0",
}

BOX_COLOR = "#00a000"
"""Blocks in a box beside the flow have a second frame in this colour."""

MARK_COLOR = "#ffe000"

PICTURE_DPI = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found on a page, such as a date, drawn as a tint with its label."""

    box: Box
    label: str


def draw_pages(
    source: Source, pages: Sequence[Page], blocks: Sequence[Block], marks: Sequence[Mark] = ()
) -> Iterator[tuple[int, bytes]]:
    """The number and PNG of each page that has a size; raises ValueError when a page cannot be rendered."""
    for page in pages:
        if page.width and page.height:
            image = page_picture(source, page)
            yield page.number, draw_page(image, page, blocks, [mark for mark in marks if mark.box.page == page.number])


def find_marks(brief: Brief) -> tuple[Mark, ...]:
    """A mark for each date, organisation and address of the brief, on every line that it stands on."""
    found = [(date.place, date.value.edtf) for date in brief.dates]
    for record in brief.organizations:
        label = record.organization.acronym or record.organization.id
        found += [(mention.place, label) for mention in record.mentions]
    found += [(url.place, url.value.status) for url in brief.urls]
    return tuple(Mark(box, label if at == 0 else "") for place, label in found for at, box in enumerate(place.boxes))


def page_picture(source: Source, page: Page) -> Image.Image:
    """The page as published, at `PICTURE_DPI`."""
    size = (round((page.width or 1) * PICTURE_DPI / 72), round((page.height or 1) * PICTURE_DPI / 72))
    if source.media_type == "application/pdf":
        from pipeline.rendering import render_page

        picture, _ = render_page(source.content, page.number, PICTURE_DPI)
        image = Image.fromarray(picture.gray if picture.color is None else picture.color)
    else:
        image = Image.open(io.BytesIO(source.content), formats=("PNG", "JPEG", "TIFF"))
        image.seek(page.number - 1)
    return image.convert("RGB").resize(size)


def draw_page(image: Image.Image, page: Page, blocks: Sequence[Block], marks: Sequence[Mark]) -> bytes:
    """The picture with the page's blocks and marks drawn on it, as PNG."""
    scale = image.width / (page.width or 1)
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for mark in marks:
        pen.rectangle(pixels(mark.box, scale, margin=1), fill=MARK_COLOR + "60")
        pen.text((mark.box.x0 * scale, mark.box.bottom * scale), mark.label, fill="#806000ff")
    before: tuple[float, float] | None = None
    for number, block in enumerate(blocks, 1):
        box = block_box(block, page.number)
        if box is None:
            continue
        color = COLORS[block.role] + "ff"
        pen.rectangle(pixels(box, scale, margin=2), outline=color, width=2)
        if block.aside is not None:
            pen.rectangle(pixels(box, scale, margin=4), outline=BOX_COLOR + "ff")
        label = f"{number} {block.role}{block.level or ''}"
        corner = (box.x0 * scale, box.top * scale - 13)
        pen.rectangle(pen.textbbox(corner, label), fill="#ffffffd0")
        pen.text(corner, label, fill=color)
        if block.role != "furniture":
            centre = ((box.x0 + box.x1) / 2 * scale, (box.top + box.bottom) / 2 * scale)
            if before is not None:
                pen.line((before, centre), fill="#00000050", width=2)
            before = centre
    out = io.BytesIO()
    Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB").save(out, "PNG")
    return out.getvalue()


def pixels(box: Box, scale: float, *, margin: float) -> tuple[float, float, float, float]:
    """A box in pixels, a little larger."""
    x0, top, x1, bottom = (value * scale for value in (box.x0, box.top, box.x1, box.bottom))
    return x0 - margin, top - margin, x1 + margin, bottom + margin


def block_box(block: Block, page: int) -> Box | None:
    """The rectangle around the words of a block on one page, None when it has none there."""
    boxes = [word.box for line in block.lines for word in line if word.box is not None and word.box.page == page]
    if not boxes:
        return None
    return Box(
        page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
