"""What web addresses look like: hosts, paths and file names, judged from their spelling alone.

Read from `fr/urls.toml`; top-level domains of two letters are those of ISO 3166, taken from linkify-it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from linkify_it import LinkifyIt

from pipeline.language import function_words, read_data

HEAD: Final = re.compile(r"(?:https?://|mailto:)?(?:[^\s/@]{1,64}@)?", re.IGNORECASE)
LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?", re.IGNORECASE)
COUNTRY: Final = re.compile(LinkifyIt().re["src_tlds"], re.IGNORECASE)
HASH: Final = re.compile(r"(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{6,}")
STEP: Final = re.compile(
    r"""
    (?:[a-z]+-)+[0-9]+(?:-[a-z0-9]+)* | [A-Z][a-z]+-[0-9]{3,} | [A-Z][0-9]{3,}
    | (?:[0-9]+/)?[0-9]{5,} | [a-z]+\.[0-9]+ | [a-z]{3,}(?:-[a-z0-9]+)*/
    """,
    re.VERBOSE,
)
MANY_HYPHENS = 3  # French words have two at most: c'est-à-dire, vis-à-vis


@dataclass(frozen=True, slots=True)
class Addresses:
    """The facts of `fr/urls.toml`, in small letters."""

    extensions: frozenset[str]
    misread_extensions: Mapping[str, str]
    extra_domains: tuple[str, ...]
    common_domains: frozenset[str]
    glued_domains: tuple[str, ...]
    first_steps: frozenset[str]
    prose: frozenset[str]  # words that begin no step of a path
    symbols: frozenset[str]
    parameters: frozenset[str]
    announcers: frozenset[str]  # before a bare domain that is meant as an address
    second_levels: Mapping[str, tuple[str, ...]]  # top-level domains that may follow a label


@cache
def addresses() -> Addresses:
    """The facts, read once."""
    raw = tomllib.loads(read_data("fr/urls.toml"))
    return Addresses(
        extensions=frozenset(raw["extensions"]["known"]),
        misread_extensions=MappingProxyType(raw["extension_misreadings"]),
        extra_domains=tuple(raw["domains"]["extra"]),
        common_domains=frozenset(raw["domains"]["common"]),
        glued_domains=tuple(raw["domains"]["glued"]),
        first_steps=frozenset(raw["paths"]["first"]),
        prose=frozenset(raw["paths"]["prose"]),
        symbols=frozenset(raw["paths"]["symbols"]),
        parameters=frozenset(raw["queries"]["parameters"]),
        announcers=frozenset(raw["domains"]["announced_by"]),
        second_levels=MappingProxyType({label: tuple(ends) for label, ends in raw["second_levels"].items()}),
    )


def host(url: str) -> str:
    """The host of an address, without its port.

    >>> host("https://www.iom.int/mission"), host("mailto:info@iom.int"), host("www.iom.int")
    ('www.iom.int', 'iom.int', 'www.iom.int')
    """
    start = HEAD.match(url)
    return re.split(r"[/:?#]", url[start.end() if start else 0 :], maxsplit=1)[0]


def has_path(url: str) -> bool:
    """Whether something stands after the slash that ends the host."""
    rest = url[len("https://") :] if "://" in url else url
    return bool(rest.partition("/")[2])


def is_domain(label: str) -> bool:
    """Whether `label` is a top-level domain."""
    return label.lower() in addresses().extra_domains or COUNTRY.fullmatch(label) is not None


def is_whole_host(name: str) -> bool:
    """Whether `name` has two labels at least and ends in a top-level domain."""
    *labels, last = name.split(".")
    return bool(labels) and all(LABEL.fullmatch(label) for label in labels) and is_domain(last) and labels != ["www"]


def ends_in_file(piece: str) -> bool:
    """Whether `piece` ends in the name of a file, as the last part of an address does."""
    stem, dot, extension = piece.rpartition(".")
    known = addresses()
    return bool(dot and stem) and (
        extension.lower() in known.extensions or extension.lower() in known.misread_extensions
    )


def is_path_like(piece: str) -> bool:
    """Whether `piece` can hardly be a word of a sentence: a file name, underscores, or a chain of many words.

    >>> [is_path_like(piece) for piece in ("plan_action", "sur-la-gestion-des-flux", "et/ou", "plan.pdf")]
    [True, True, False, True]
    """
    return (
        ends_in_file(piece)
        or re.search(r"[A-Za-z0-9]_[A-Za-z0-9]|%[0-9A-F]{2}|[?&=]\w", piece) is not None
        or (MANY_HYPHENS <= piece.count("-") and piece == piece.lower())
    )


def is_step(piece: str) -> bool:
    """Whether `piece` can be a step of a path and hardly a word: it has a number of its own, or a slash after.

    >>> [is_step(piece) for piece in ("education-4", "12873", "remi.142", "COVID-19", "2018", "peut-etre")]
    [True, True, True, False, False, False]
    """
    return STEP.fullmatch(piece) is not None


def is_prose(piece: str) -> bool:
    """Whether `piece` begins like a sentence or a letterhead: "et/ou", "vis-a-vis", "tel/fax".

    >>> [is_prose(piece) for piece in ("et/ou", "c'est-a-dire", "Tel./Fax", "etudes/2018")]
    [True, True, True, False]
    """
    first = re.split(r"[^a-z]", piece.lower(), maxsplit=1)[0]
    return first in function_words() or first in addresses().prose


def is_steps(piece: str) -> bool:
    """Whether `piece` is several steps of a path: "actualites/communiques", not "A/RES/70/1" or "12/05/2018".

    >>> [is_steps(piece) for piece in ("fr/rapport", "07/08/carnet_3", "et/ou", "A/RES/70/1", "2018/2019")]
    [True, True, False, False, False]
    """
    first, slash, rest = piece.partition("/")
    return bool(slash and first and rest) and not is_prose(piece) and re.search(r"[a-z]{3}", piece) is not None


def has_code(piece: str) -> bool:
    """Whether `piece` has a run of letters and digits mixed, such as identifiers are."""
    return HASH.search(piece) is not None
