"""A picture of one or several pages becomes a Reading by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.config import Config
from pipeline.errors import ReadError
from pipeline.imaging import Picture, picture_of
from pipeline.model import Reading, Source
from pipeline.ocr import read_picture
from pipeline.sheets import Sheet, write_down

FORMATS = ("PNG", "JPEG", "TIFF")

MAX_PIXELS = 100_000_000
"""More is a bomb: A3 at 600 dpi has 70 million."""

MAX_PAGES = 500

USUAL_WIDTH_IN = 8.27
"""Width of A4, by which a picture without a resolution is measured."""


def read_image(source: Source, config: Config) -> Reading:
    """The pages of a picture; raises ReadError when it cannot be decoded, OcrError without an engine."""
    sheets = tuple(
        read_frame(picture, dpi, number, source, config) for number, (picture, dpi) in enumerate(frames(source), 1)
    )
    return write_down(sheets)


def frames(source: Source) -> Iterator[tuple[Picture, float]]:
    """Each page, turned as its camera noted, with its resolution."""
    try:
        with warnings.catch_warnings():
            # of corrupt notes beside the picture; a picture that decodes is read
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(source.content), formats=FORMATS) as image:
                count = getattr(image, "n_frames", 1)
                if MAX_PAGES < count:
                    raise ReadError(source.name, f"{count} pages, over the limit of {MAX_PAGES}", "split it")
                for index in range(count):
                    image.seek(index)
                    if MAX_PIXELS < image.width * image.height:
                        raise ReadError(source.name, f"{image.width} x {image.height} pixels", "scan it at 300 dpi")
                    yield decode(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError(source.name, f"damaged picture ({error})", "export or scan it again") from error


def decode(image: Image.Image) -> tuple[Picture, float]:
    """One frame on white, upright by its EXIF note, and its dots per inch (by its width when unknown)."""
    stated = image.info.get("dpi", (0, 0))
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    picture = picture_of(upright)
    dpi = float(stated[0] or 0)
    # cameras state 72 or 96, which would make the page metres wide
    return picture, dpi if 100 <= dpi <= 1200 else max(1.0, picture.gray.shape[1] / USUAL_WIDTH_IN)


def read_frame(picture: Picture, dpi: float, number: int, source: Source, config: Config) -> Sheet:
    """One page; its `problem` says why it is empty."""
    height, width = picture.gray.shape
    width_pt, height_pt = width * 72 / dpi, height * 72 / dpi
    target = config.ocr_dpi
    if dpi < 0.8 * target or 1.5 * target < dpi:
        # the engine is trained on letters about 30 pixels high
        size = (max(1, round(width * target / dpi)), max(1, round(height * target / dpi)))
        source_image = Image.fromarray(picture.gray if picture.color is None else picture.color)
        picture = picture_of(source_image.resize(size, Image.Resampling.BICUBIC))
        dpi = target
    try:
        page = read_picture(picture, number, dpi, config, source.name)
    except TimeoutError as error:
        return Sheet(number=number, width=width_pt, height=height_pt, method="ocr", problem=str(error))
    return Sheet(
        number=number, width=width_pt, height=height_pt, method="ocr", lines=page.lines, graphics=page.graphics
    )
