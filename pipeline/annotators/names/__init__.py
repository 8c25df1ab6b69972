"""Persons and places: from the clean text to one record for each that it names.

The trained model proposes; what stands beside a name decides: a title, a function, a given name, a verb of saying for
persons, a known place, a preposition or a noun such as "province" for places. What nothing supports is left out.
Names inside organisations, dates and addresses are part of those.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.aligned import Span
from pipeline.annotators.names.lexicon import load_names
from pipeline.annotators.names.persons import find_persons
from pipeline.annotators.names.places import find_places
from pipeline.annotators.names.reader import NameReader
from pipeline.annotators.organizations.registry import Registry
from pipeline.annotators.organizations.tokens import tokenize, tokens_within
from pipeline.model import Person, Toponym

__all__ = ["NameContext", "find_names", "load_names"]


@dataclass(frozen=True, slots=True)
class NameContext:
    """What stands around the text: the registry's countries, and what organisations, dates and addresses take."""

    registry: Registry
    taken: tuple[Span, ...] = ()


def find_names(doc: Doc, context: NameContext) -> tuple[tuple[Person, ...], tuple[Toponym, ...]]:
    """The persons and the places of `doc`, each in the order of their first mention.

    Spans are code points of `doc.text`; titles and articles are outside.
    """
    tokens = tokenize(doc.text)
    taken = {i for span in context.taken for i in tokens_within(tokens, span)}
    proposed = {
        label: tuple(tokens_within(tokens, Span(e.start_char, e.end_char)) for e in doc.ents if e.label_ == label)
        for label in ("PER", "LOC", "ORG")
    }
    reader = NameReader(tokens, load_names(), context.registry, frozenset(taken), proposed["PER"], proposed["LOC"])
    persons = find_persons(reader)
    of_others = {i for p in persons for m in p.mentions for i in tokens_within(tokens, m.span)}
    for r in proposed["ORG"]:
        if len(r) > 1 and tokens[r.start].fold not in reader.names.place_nouns:
            of_others.update(r)  # "Statistique Canada": what the model alone calls a body is no place either
    return persons, find_places(reader.without(of_others))
