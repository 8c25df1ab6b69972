"""Draws how often corrections of each confidence were right (docs/cleaning.md), from counted pairs.

    python scripts/reliability.py PAIRS.jsonl docs/reliability.png

A line of PAIRS is {"ocr", "gold"}. A correction is right when undoing it alone makes the text worse, and a kept hyphen
when undoing it makes it no better.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from pipeline.clean import correct, load_lexicon
from tests.quality import plain

EDGES = (0.5, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99, 1.001)
SIZE, MARGIN = 420, 50


def judged(path: Path) -> Iterator[tuple[float, bool]]:
    """Confidence and rightness of every correction."""
    lexicon = load_lexicon()
    for line in path.read_text("utf-8").splitlines():
        pair = json.loads(line)
        text, corrections, _ = correct(pair["ocr"], lexicon)
        gold = plain(pair["gold"])
        distance = Levenshtein.distance(plain(text), gold)
        for c in corrections:
            without = plain(text[: c.span.start] + c.before + text[c.span.end :])
            gain = Levenshtein.distance(without, gold) - distance
            yield c.confidence, gain > 0 or (c.rule == "hyphen-kept" and gain == 0)


def main(pairs: str, picture: str) -> None:
    """Print the table and draw the diagram."""
    bins: dict[tuple[float, float], list[int]] = defaultdict(lambda: [0, 0])
    for confidence, right in judged(Path(pairs)):
        low, high = next((a, b) for a, b in pairwise(EDGES) if a <= confidence < b)
        bins[low, high][0] += right
        bins[low, high][1] += 1
    image = Image.new("RGB", (SIZE + 2 * MARGIN, SIZE + 2 * MARGIN), "white")
    pen = ImageDraw.Draw(image)

    def at(value: float) -> float:
        return (value - 0.5) / 0.5 * SIZE

    pen.rectangle((MARGIN, MARGIN, MARGIN + SIZE, MARGIN + SIZE), outline="black")
    pen.line((MARGIN, MARGIN + SIZE, MARGIN + SIZE, MARGIN), fill="#999999")
    for (low, high), (right, total) in sorted(bins.items()):
        print(f"| {low:.3f} to {min(high, 1):.3f} | {total} | {right / total:.3f} |")
        x, y = MARGIN + at((low + min(high, 1)) / 2), MARGIN + SIZE - at(right / total)
        size = 3 + total**0.5 / 3
        pen.ellipse((x - size, y - size, x + size, y + size), fill="#0033a0")
    for tick in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        pen.text((MARGIN + at(tick) - 8, MARGIN + SIZE + 6), f"{tick:.1f}", fill="black")
        pen.text((MARGIN - 28, MARGIN + SIZE - at(tick) - 5), f"{tick:.1f}", fill="black")
    pen.text((MARGIN + SIZE / 2 - 60, MARGIN + SIZE + 24), "stated confidence", fill="black")
    pen.text((MARGIN, MARGIN - 18), "share right (area of a dot: number of corrections)", fill="black")
    image.save(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
