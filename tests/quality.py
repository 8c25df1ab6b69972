"""Figures of an output against a gold text: error rate of the text, F1 of what was found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

Document = Mapping[str, Any]

TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})

SAME_TITLE = 85
"""Similarity, in hundredths, from which on two titles are one: misread letters must not hide a found section."""


def plain(text: str | None) -> str:
    """Text without what typography varies."""
    folded = unicodedata.normalize("NFKC", (text or "").translate(TYPOGRAPHY))
    return " ".join(word for word in folded.split() if word.strip("-•*"))


def key(text: str | None) -> str:
    """Text without case, accents, signs and a leading article."""
    letters = unicodedata.normalize("NFD", plain(text).casefold().replace("œ", "oe"))
    words = re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c)))
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("l", "le", "la", "les", "d", "du", "des") else words)


def f1(hits: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall, 1 when nothing is wanted nor found."""
    return 2 * hits / (found + wanted) if found + wanted else 1.0


def whole(document: Document) -> str:
    """All titles and bodies."""
    return plain("\n".join(f"{s.get('title') or ''}\n{s.get('text') or ''}" for s in document["sections"]))


def figures(gold: Document, output: Document) -> dict[str, float]:
    """Every figure; `cer` is an error rate, the rest are shares of 1."""
    wanted, found = whole(gold), whole(output)
    return {
        "cer": Levenshtein.distance(wanted, found) / max(1, len(wanted)),
        **sections(gold, output),
        "dates": dates(gold["dates"], output["dates"]),
        "organizations": organizations(gold["organizations"], output["organizations"]),
        "urls": urls(gold["urls"], [url["url"] for url in output["urls"]]),
    }


def sections(gold: Document, output: Document) -> dict[str, float]:
    """Titles found, their order, and the likeness of their bodies."""
    wanted = [s for s in gold["sections"] if s["title"]]
    found = [s for s in output["sections"] if s["title"]]
    pairs: dict[int, int] = {}
    for i, a in enumerate(wanted):
        likeness = [(fuzz.ratio(key(a["title"]), key(b["title"])), j) for j, b in enumerate(found)]
        best = max((pair for pair in likeness if pair[1] not in pairs.values()), default=(0.0, 0))
        if best[0] >= SAME_TITLE:
            pairs[i] = best[1]
    order = [pairs[i] for i in sorted(pairs)]
    bodies = [similarity(gold["sections"], wanted[i], output["sections"], found[j]) for i, j in pairs.items()]
    return {
        "titles": f1(len(pairs), len(found), len(wanted)),
        "order": float(order == sorted(order)),
        "bodies": sum(bodies) / len(wanted) if wanted else 1.0,
    }


def similarity(
    all_wanted: Sequence[Document], wanted: Document, all_found: Sequence[Document], found: Document
) -> float:
    """Likeness of two bodies, each with or without the untitled sections that follow it."""
    return max(
        Levenshtein.normalized_similarity(a, b) for a in extents(all_wanted, wanted) for b in extents(all_found, found)
    )


def extents(everything: Sequence[Document], section: Document) -> list[str]:
    """A section's own text, and with the untitled sections after it."""
    at = next(i for i, s in enumerate(everything) if s is section)
    following = []
    for later in everything[at + 1 :]:
        if later["title"]:
            break
        following.append(later["text"])
    return [plain(section["text"]), plain("\n".join([section["text"], *following]))]


def dates(gold: Iterable[Document], found: Iterable[Document]) -> float:
    """F1 of values with their modifiers; optional dates count neither way."""
    optional = Counter(d["edtf"] for d in gold if d.get("optional"))
    wanted = Counter((d["edtf"], d["modifier"]) for d in gold if not d.get("optional"))
    got = Counter((d["edtf"], d["modifier"]) for d in found)
    hits = (wanted & got).total()
    extra = got - wanted
    excused = sum(min(n, optional[value]) for (value, _), n in extra.items())
    return f1(hits, got.total() - excused, wanted.total())


def organizations(gold: Sequence[Document], found: Sequence[Document]) -> float:
    """F1 of organisations; two are one when they share a name."""
    names = [{key(x) for x in (o["name"], o["acronym"], *o["mentions"]) if x} for o in gold]
    free = list(range(len(gold)))
    hits = excused = 0
    for record in found:
        own = {key(x) for x in (record["name"], record["acronym"], *(m["text"] for m in record["mentions"])) if x}
        best = max(free, key=lambda i: len(names[i] & own), default=None)
        if best is not None and names[best] & own:
            free.remove(best)
            if gold[best].get("optional"):
                excused += 1
            else:
                hits += 1
    return f1(hits, len(found) - excused, sum(not o.get("optional") for o in gold))


def urls(gold: Iterable[str], found: Iterable[str]) -> float:
    """F1 of exact addresses; the scheme and a final slash or full stop count neither way."""
    wanted, got = ({re.sub(r"^https?://", "", url).rstrip("/.") for url in side} for side in (gold, found))
    return f1(len(wanted & got), len(got), len(wanted))
