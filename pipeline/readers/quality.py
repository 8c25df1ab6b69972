"""Whether a text layer can be trusted, and which of two readings of a page is the better."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.textlayer import Layer
from pipeline.sheets import DraftLine

LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uefff]|[\u0100-\u0400](?<![ŒœŸŠšŽžıĀ-ž])")

GARBLED = re.compile(
    r"""
    [a-zà-ÿ] [ØŁŽÐÞÃ™ˆ¿]      # "rØfugiØs" (TeX), "ThŽo" (Mac Roman)
    | [ØŁŽÐÞ¿] (?=[a-zà-ÿ])
    | Ã [\u0080-\u00bf]         # UTF-8 taken for Latin-1
    | â€
    """,
    re.VERBOSE,
)
"""What accented letters become when a font's codes are read by the wrong table."""

MAX_GARBLED = 0.03
"""Share of words so garbled; an eighth to a quarter of French words have an accent, and one name in a page is none."""

MIN_WORDS = 8
"""A page with fewer words than this in its layer, and something drawn, may have its text in the drawing."""

MIN_KNOWN = 0.6
"""Share of words that French (or English, or a name) has; sound layers reach 0.85, broken ones stay under 0.5."""

MAX_UNMAPPED = 0.03
"""Share of characters without a meaning."""

MANY_CURVES = 150
"""Curved paths from which a page with hardly a word is text drawn as outlines; a logo has 20 to 100."""


def layer_fault(layer: Layer) -> str | None:
    """What is wrong with a page's text layer, None when it can be used."""
    texts = [draft.text for line in layer.lines for draft in line]
    pictured = covered_by_images(layer)
    if len(texts) < MIN_WORDS:
        if MANY_CURVES <= layer.curves:
            return "its text is drawn as outlines"
        if 0.1 < pictured or layer.hidden:
            return "its text is in a picture"
        return None if texts or not layer.graphics else "it has no text layer"
    if 0.7 < pictured and layer.hidden and len(layer.hidden) > len(layer.lines):
        return "its text layer is an older OCR"
    joined = " ".join(texts)
    if MAX_UNMAPPED * len(joined) < sum(len(match.group()) for match in UNMAPPED.finditer(joined)):
        return "its characters have no meaning"
    if max(3.0, MAX_GARBLED * len(texts)) < sum(GARBLED.search(text) is not None for text in texts):
        return "its accented letters are garbled"
    words = LETTERS.findall(joined)
    if 2 * len(words) < len(texts) and 3 * sum(c.isalnum() for c in joined) < len(joined):
        return "its characters have no meaning"
    if len(words) >= 20 and known_share(words) < MIN_KNOWN:
        return "its words are not French"
    if 0.6 < pictured and len(texts) < 60:
        return "its text is in a picture"
    return None


def covered_by_images(layer: Layer) -> float:
    """The share of the page under its largest picture."""
    boxes = [graphic.box for graphic in layer.graphics if graphic.kind == "image"]
    areas = (
        max(0.0, min(box.x1, layer.width) - max(box.x0, 0)) * max(0.0, min(box.bottom, layer.height) - max(box.top, 0))
        for box in boxes
    )
    return max(areas, default=0.0) / max(1.0, layer.width * layer.height)


def worth(lines: Sequence[DraftLine]) -> float:
    """How much of a reading is words that exist: their number, less those that do not."""
    words = LETTERS.findall(" ".join(draft.text for line in lines for draft in line))
    return len(words) * (2 * known_share(words) - 1)


def known_share(words: Sequence[str]) -> float:
    """The share of words that exist in French or English; proper names count when they are common enough."""
    if not words:
        return 0.0
    return sum(is_word(word) for word in words) / len(words)


def is_word(word: str) -> bool:
    """Whether a word, or the part after an elided article, is in use."""
    from wordfreq import zipf_frequency

    parts = [part for part in re.split(r"['’-]", word.lower()) if part]
    return all(len(part) == 1 or zipf_frequency(part, "fr") > 0 or zipf_frequency(part, "en") > 2 for part in parts)
