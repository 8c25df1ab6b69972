"""What the program knows of languages: data files in a folder per language, and how they are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

FRENCH_SHARE = 0.2
"""Share of function words above which a text is French; see tests/test_language.py."""

LETTERS = re.compile(r"[^\W\d_]+")


def read_data(name: str) -> str:
    """The text of a data file of the package, e.g. ``fr/headings.toml``."""
    return resources.files("pipeline.language").joinpath(name).read_text("utf-8")


def rows(text: str) -> Iterator[dict[str, str]]:
    """The lines of a tab-separated file with a header, comments left out."""
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


@cache
def confidences(kind: str) -> Mapping[str, float]:
    """How sure a mention of a kind is by its evidence, 0..1, as counted in `fr/<kind>-confidence.tsv`."""
    data = rows(read_data(f"fr/{kind}-confidence.tsv"))
    return MappingProxyType({row["evidence"]: float(row["confidence"]) for row in data})


@cache
def function_words() -> frozenset[str]:
    """The commonest French words that carry no meaning of their own, in lower case."""
    return frozenset(tomllib.loads(read_data("fr/language.toml"))["function_words"])


@cache
def hyphen_prefixes() -> frozenset[str]:
    """First parts of French compounds that keep their hyphen: sous-région, demi-journée."""
    return frozenset(tomllib.loads(read_data("fr/hyphens.toml"))["hyphen_prefixes"])


def detect(text: str) -> str | None:
    """'fr' when the text looks French, else None.

    >>> detect("Le Conseil de l'Organisation se réunit à Genève dans le cadre de la session.")
    'fr'
    >>> detect("The Council of the Organization meets in Geneva.") is None
    True
    """
    words = [word.lower() for word in LETTERS.findall(text)]
    share = sum(word in function_words() for word in words) / len(words) if words else 0.0
    return "fr" if FRENCH_SHARE <= share else None
