"""Where a name stands again that the words beside it showed once: "l'ONG Rives du Lac", later "Rives du Lac"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_SPACE

_MOST = 8  # names with one first word


def find_repeated(reader: Reader, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The other places of the names among `found` that words beside them showed, printed alike.

    Not of single words, which may be common nouns, persons or towns elsewhere.
    """
    tokens = reader.tokens
    names: dict[str, dict[tuple[str, ...], Candidate]] = {}
    for candidate in found:
        words = tuple(t.text for t in tokens[candidate.first : candidate.last])
        if candidate.evidence == "cue" and len(words) > 1 and len(names.setdefault(words[0], {})) < _MOST:
            names[words[0]].setdefault(words, candidate)
    starts = {c.first for c in found}
    for i, token in enumerate(tokens):
        if i in starts or not token.capital:
            continue
        for words, candidate in names.get(token.text, {}).items():
            there = tokens[i : i + len(words)]
            if len(there) == len(words) and all(
                t.text == word and (k == 0 or t.gap < GAP_LINE)
                for k, (t, word) in enumerate(zip(there, words, strict=True))
            ):
                yield replace(candidate, first=i, last=_country_end(reader, i + len(words)))


def _country_end(reader: Reader, last: int) -> int:
    """Past the country or region right behind a name, which makes a branch of it: "Terre des jeunes Togo"."""
    tokens = reader.tokens
    if last >= len(tokens) or tokens[last].gap != GAP_SPACE:
        return last
    place = place_at(tokens, last, reader.registry)
    region = tokens[last].capital and tokens[last].fold in reader.grammar.words["french_regions"]
    return place[0] if place else last + region
