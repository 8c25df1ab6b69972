"""Annotated sentences in the style of French institutional briefs, made from frames and filled at random.

From `frames.txt`, `parts.toml`, `hand/` and the registry to `Sentence`s; the same seed gives the same ones.
Frames and not only sentences are held out for testing: a frame seen in training is in no test sentence.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from pipeline.annotators.organizations.registry import Entry, load_registry
from pipeline.nlp import fold

_Item = TypeVar("_Item")

HELD_OUT = 10
"""Every tenth frame and hand-written sentence is for testing."""

HAND = "hand"
"""The folder of the sentences written by hand, a file for each genre."""

DOCUMENTS = "documents"
"""The folder of whole documents written line by line."""

RUN = 20
"""Lines of a document that are held out together."""

_SLOT = re.compile(r"\{(?:(?P<form>le|du|au|en):)?(?P<kind>[A-Z]+)\}")
_MARK = re.compile(r"\[(?P<label>ORG|PER|LOC) (?P<text>[^\]]+)\]")
_VOWEL = re.compile(r"[aeiouyhœ]")
_FEMININE = frozenset(
    [
        *("commission", "direction", "agence", "fondation", "federation", "alliance", "coordination", "delegation"),
        *("union", "plateforme", "association", "autorite", "cellule", "ligue", "banque", "cour", "organisation"),
        *("conference", "assemblee", "communaute", "croix", "mission", "universite", "ecole", "caisse", "police"),
        *("societe", "gendarmerie", "presidence", "primature", "confederation", "entite", "haute", "cooperation"),
        *("radio", "force", "instance", "ambassade"),
    ]
)
_BARE_TYPES = frozenset({"ngo", "media", "company"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its entities: (start, end, label), code points, in order."""

    text: str
    entities: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot: gender m, f, or n for a name without article; entities are relative to `text`."""

    text: str
    gender: str
    entities: tuple[tuple[int, int, str], ...]


def frames(*, held_out: bool) -> tuple[str, ...]:
    """The sentence frames for testing or for training."""
    return _split(_lines("frames.txt"), held_out=held_out)


def by_hand(*, held_out: bool) -> tuple[Sentence, ...]:
    """The sentences written by hand, for testing (every tenth of each file) or for training."""
    return tuple(sentence for genre in genres() for sentence in of_genre(genre, held_out=held_out))


def genres() -> tuple[str, ...]:
    """The genres of the sentences written by hand."""
    return tuple(
        sorted(file.name.removesuffix(".txt") for file in (files("pipeline.training.corpus") / HAND).iterdir())
    )


def of_genre(genre: str, *, held_out: bool) -> tuple[Sentence, ...]:
    """The hand-written sentences of one genre."""
    return tuple(unmark(line) for line in _split(_lines(f"{HAND}/{genre}.txt"), held_out=held_out))


def runs(*, held_out: bool) -> tuple[tuple[Sentence, ...], ...]:
    """The lines of the documents in runs of `RUN`, in their order: every tenth run for testing, or the others."""
    names = sorted(file.name for file in (files("pipeline.training.corpus") / DOCUMENTS).iterdir())
    parts: list[tuple[Sentence, ...]] = []
    for name in names:
        lines = _lines(f"{DOCUMENTS}/{name}")
        every = [lines[i : i + RUN] for i in range(0, len(lines), RUN)]
        parts += [tuple(map(unmark, run)) for run in _split(every, held_out=held_out)]
    return tuple(parts)


def generate(count: int, seed: int, *, held_out: bool = False) -> Iterator[Sentence]:
    """`count` sentences, every frame in turn."""
    rng = random.Random(seed)
    parts = tomllib.loads(_read("parts.toml"))
    entries = tuple(load_registry().entries.values())
    chosen = frames(held_out=held_out)
    fillers = _fillers(rng, parts, entries)
    for i in range(count):
        yield fill(chosen[i % len(chosen)], fillers)


def fill(frame: str, fillers: Mapping[str, Callable[[], Filler]]) -> Sentence:
    """The frame with every slot filled."""
    text = ""
    last = 0
    entities: list[tuple[int, int, str]] = []
    for slot in _SLOT.finditer(frame):
        text += frame[last : slot.start()]
        filler = fillers[slot["kind"]]()
        before = article(slot["form"], filler, country=slot["kind"] == "PAYS")
        if not text or text.endswith((". ", "« ")):
            before = before[:1].upper() + before[1:]
        text += before
        entities += [(len(text) + a, len(text) + b, label) for a, b, label in filler.entities]
        text += filler.text
        last = slot.end()
    return Sentence(text + frame[last:], tuple(entities))


def article(form: str | None, filler: Filler, *, country: bool) -> str:
    """The article or preposition before a name, elided where French does.

    >>> article("du", Filler("Agence", "f", ()), country=False)
    "de l'"
    """
    if form is None:
        return ""
    vowel = _VOWEL.match(fold(filler.text)) is not None
    if form == "en" and country:
        return {"m": "en " if vowel else "au ", "f": "en ", "v": "en ", "n": "à "}[filler.gender]
    if filler.gender == "n":
        return {"le": "", "du": "d'" if vowel else "de ", "au": "à ", "en": "à "}[form]
    if vowel:
        return {"le": "l'", "du": "de l'", "au": "à l'", "en": "en "}[form]
    table = {"m": {"le": "le ", "du": "du ", "au": "au "}, "f": {"le": "la ", "du": "de la ", "au": "à la "}}
    return table["f" if filler.gender in "fv" else "m"][form]


def unmark(line: str) -> Sentence:
    """The sentence of a line with marks.

    >>> unmark("Le [ORG HCR] est à [LOC Gao].").entities
    ((3, 6, 'ORG'), (13, 16, 'LOC'))
    """
    text = ""
    last = 0
    entities: list[tuple[int, int, str]] = []
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        entities.append((len(text), len(text) + len(mark["text"]), mark["label"]))
        text += mark["text"]
        last = mark.end()
    return Sentence(text + line[last:], tuple(entities))


def _fillers(
    rng: random.Random, parts: Mapping[str, list[str]], entries: Sequence[Entry]
) -> Mapping[str, Callable[[], Filler]]:
    named = [e for e in entries if e.acronym and e.acronym not in e.ambiguous]

    def of(text: str, gender: str, label: str) -> Filler:
        return Filler(text, gender, ((0, len(text), label),))

    def invented() -> Filler:
        gender = rng.choice("mf")
        words = (
            rng.choice(parts[f"heads_{gender}"]),
            rng.choice(parts[f"adjectives_{gender}"]),
            rng.choice(parts["complements"]),
        )
        return of(" ".join(w for w in words if w), gender, "ORG")

    def coined() -> Filler:
        first, last = rng.choice(parts["coined_first"]), rng.choice(parts["coined_last"])
        glue = " " if " " in last or rng.random() < 0.5 else rng.choice(["", "", "-"])
        return of(first + glue + last, "n", "ORG")

    def known() -> Filler:
        entry = rng.choice(entries)
        name = rng.choice((entry.name, *entry.names)) if rng.random() < 0.3 else entry.name
        return of(name, gender_of(name, entry.type), "ORG")

    def acronym() -> Filler:
        if rng.random() < 0.3:
            return of("".join(rng.choices("ABCDEFGILMNOPRSTU", k=rng.choice((3, 4, 4, 5)))), rng.choice("mf"), "ORG")
        entry = rng.choice(named)
        return of(entry.acronym or entry.name, gender_of(entry.name, entry.type), "ORG")

    def defined() -> Filler:
        entry = rng.choice(named)
        name, short = entry.name, entry.acronym or ""
        text = f"{name} ({short})"
        start = len(name) + 2
        return Filler(text, gender_of(name, entry.type), ((0, len(name), "ORG"), (start, start + len(short), "ORG")))

    def organization() -> Filler:
        return rng.choices((known, acronym, invented), weights=(4, 3, 3))[0]()

    def person() -> Filler:
        return of(f"{rng.choice(parts['first_names'])} {rng.choice(parts['last_names'])}", "n", "PER")

    def country() -> Filler:
        name, gender = rng.choice([tuple(pair) for pair in parts["countries"]])
        return of(name, gender, "LOC")

    def plain(text: str) -> Filler:
        return Filler(text, "n", ())

    return {
        "ORG": organization,
        "ACR": acronym,
        "DEF": defined,
        "NGO": coined,
        "PER": person,
        "LOC": lambda: of(rng.choice(parts["towns"]), "n", "LOC"),
        "PAYS": country,
        "N": lambda: plain(str(rng.choice((3, 7, 12, 24, 40, 150, 1987, 2003, 3500, 12000)))),
        "DATE": lambda: plain(f"{rng.randint(1, 28)} {rng.choice(parts['months'])} {rng.randint(2005, 2025)}"),
    }


def gender_of(name: str, kind: str | None) -> str:
    """The gender of a body's name by its first word; "n" for names that take no article."""
    first = fold(re.split(r"[ '’-]", name)[0])
    if kind in _BARE_TYPES and first not in _FEMININE and first not in {"comite", "conseil", "groupe", "secours"}:
        return "n"
    return "f" if first in _FEMININE else "m"


def _split(items: Sequence[_Item], *, held_out: bool) -> tuple[_Item, ...]:
    return tuple(item for i, item in enumerate(items) if (i % HELD_OUT == HELD_OUT - 1) == held_out)


def _lines(name: str) -> tuple[str, ...]:
    return tuple(line for line in _read(name).split("\n") if line and not line.startswith("#"))


def _read(name: str) -> str:
    return files("pipeline.training.corpus").joinpath(name).read_text("utf-8")
