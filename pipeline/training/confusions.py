"""Learns how tesseract misreads French, from pages whose text is known.

    python -m pipeline.training.confusions pairs TEXTS.txt PAIRS.jsonl      # one paragraph a line; minutes to hours
    python -m pipeline.training.confusions count PAIRS.jsonl confusions.tsv

`pairs` sets each paragraph in one of FONTS at a low resolution, blurs it, speckles it, and reads it with the English
and the French model of tesseract (5.3 in Debian 12; fonts-liberation, fonts-dejavu, fonts-urw-base35,
fonts-adf-gillius, whose I, l and 1 look alike). `count` aligns what was read with the truth and counts
which strings stand for which. Everything is drawn from a seed; tesseract's own version decides the rest.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

FONT_FOLDER = Path("/usr/share/fonts")
FONTS = (
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/dejavu/DejaVuSerifCondensed.ttf",
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/liberation/LiberationSerif-Italic.ttf",
    "opentype/urw-base35/C059-Roman.otf",
    "opentype/urw-base35/P052-Roman.otf",
    "truetype/adf/GilliusADF-Regular.otf",
    "truetype/adf/GilliusADF-Regular.otf",
)
MIN_SEEN = 3
"""Times from which a confusion is a habit and no accident."""
POINTS = 10.5
"""Type size of the pages, as of a printed brief."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What was printed and what an engine read; lines of `read` end with a newline."""

    id: str
    engine: str
    truth: str
    read: str


def hyphenate(text: str, width: int, draw: random.Random) -> str:
    """Lines of at most `width` characters; some last words are cut with a hyphen between two consonants."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = width - len(line) - 2
        cuts = [m.start() + 1 for m in re.finditer(r"(?<=[aeiouéè])[bcdfglmnprstv](?=[bcdfglmnprstv][aeiouéè])", word)]
        fitting = [c for c in cuts if 2 <= c <= min(room, len(word) - 3)]
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif fitting and word.isalpha() and draw.random() < 0.8:
            lines.append(f"{line} {word[: fitting[-1]]}-".strip())
            line = word[fitting[-1] :]
        else:
            lines.append(line)
            line = word
    return "\n".join((*lines, line))


def render(text: str, draw: random.Random) -> Image.Image:
    """A grey page of `text`, degraded as a poor scan is."""
    dpi = draw.choice((130, 140, 150, 150, 165, 180, 200))
    font = ImageFont.truetype(str(FONT_FOLDER / draw.choice(FONTS)), round(POINTS * dpi / 72))
    lines = hyphenate(text, draw.randrange(45, 75), draw).split("\n")
    step = round(1.3 * POINTS * dpi / 72)
    width = int(max(font.getlength(line) for line in lines)) + 2 * step
    page = Image.new("L", (width, step * (len(lines) + 2)), 255)
    pen = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        pen.text((step, step * (i + 1)), line, fill=draw.randrange(0, 70), font=font)
    page = page.rotate(draw.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(draw.uniform(0.3, 0.9)))
    random_ink = np.random.default_rng(draw.randrange(2**32))
    grey = np.asarray(page, dtype=np.float32) + random_ink.normal(0, draw.uniform(4, 28), (page.height, page.width))
    specks = random_ink.random((page.height, page.width)) < draw.choice((0.0, 0.0002, 0.0008))
    grey[specks] = 0
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.4))


def read_page(number: int, truth: str) -> tuple[Pair, ...]:
    """The paragraph as both engines read it."""
    page = render(truth, random.Random(number))
    return tuple(
        Pair(f"{number:04}", engine, truth, pytesseract.image_to_string(page, lang=engine, config="--psm 6").strip())
        for engine in ("eng", "fra")
    )


def make_pairs(texts: Path, out: Path) -> None:
    """Write a Pair a line, in the order of the texts."""
    paragraphs = texts.read_text(encoding="utf-8").splitlines()
    with out.open("w", encoding="utf-8") as file:
        for number, paragraph in enumerate(paragraphs):
            for pair in read_page(number, paragraph):
                file.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")
            file.flush()


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often `printed` stood for `meant`."""

    printed: str
    meant: str
    rate: float  # of the occurrences of `meant`, by the engine that does it most
    count: int  # both engines
    example: str  # read → truth


def joined(text: str) -> str:
    """The text on one line, words cut at line ends joined, quotes and apostrophes of one kind."""
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=[^\W\d_])", "", text)
    return " ".join(text.translate(str.maketrans("’‘“”", "''\"\"")).split())


def runs(read: str, truth: str) -> Iterator[tuple[int, int, int, int]]:
    """The stretches where the two differ: start and end in `read`, start and end in `truth`."""
    last: tuple[int, int, int, int] | None = None
    for op in Levenshtein.opcodes(read, truth):
        if op.tag == "equal":
            continue
        here = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        if last is not None and (last[1], last[3]) == (here[0], here[2]):
            here = (last[0], here[1], last[2], here[3])
        elif last is not None:
            yield last
        last = here
    if last is not None:
        yield last


def word_at(text: str, start: int, end: int) -> str:
    """The word around a stretch."""
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return text[left : right if right >= 0 else len(text)]


def count_confusions(pairs: Iterable[Pair]) -> tuple[Confusion, ...]:
    """Every confusion of at most three characters seen MIN_SEEN times, the most frequent first."""
    seen: dict[str, Counter[tuple[str, str]]] = {"eng": Counter(), "fra": Counter()}
    meant_total: dict[str, Counter[str]] = {"eng": Counter(), "fra": Counter()}
    examples: dict[tuple[str, str], str] = {}
    for pair in pairs:
        read, truth = joined(pair.read), joined(pair.truth)
        for size in (1, 2, 3):
            meant_total[pair.engine].update(truth[i : i + size] for i in range(len(truth) - size + 1))
        meant_total[pair.engine][""] += len(truth)
        for a, b, c, d in runs(read, truth):
            printed, meant = read[a:b], truth[c:d]
            if max(len(printed), len(meant)) <= 3:
                seen[pair.engine][printed, meant] += 1
                examples.setdefault((printed, meant), f"{word_at(read, a, b)} → {word_at(truth, c, d)}")
    both = seen["eng"] + seen["fra"]
    return tuple(
        Confusion(*key, max(seen[e][key] / max(1, meant_total[e][key[1]]) for e in seen), n, examples[key])
        for key, n in sorted(both.items(), key=lambda item: (-item[1], item[0]))
        if n >= MIN_SEEN
    )


def write_confusions(source: Path, target: Path) -> None:
    """Count the pairs of `source` into the table `target`."""
    pairs = [Pair(**json.loads(line)) for line in source.read_text(encoding="utf-8").splitlines()]
    rows = (f"{c.printed}\t{c.meant}\t{c.rate:.2g}\t{c.count}\t{c.example}\n" for c in count_confusions(pairs))
    target.write_text("printed\tmeant\trate\tcount\texample\n" + "".join(rows), encoding="utf-8")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("pairs", "count"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    if given.step == "pairs":
        make_pairs(given.source, given.target)
    else:
        write_confusions(given.source, given.target)


if __name__ == "__main__":
    main()
