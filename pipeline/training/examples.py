"""The training's own examples: hand-written sentences and documents, plain texts read by the rules and a teacher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans

from pipeline.annotators.organizations import OrganizationContext, find_organizations, load_registry
from pipeline.training.corpus.generate import Sentence, by_hand, runs
from pipeline.training.corpus.noise import vary
from pipeline.training.corpus.page import lay_lines
from pipeline.training.corpus.swap import names, swap, with_registry

COPIES = 3  # of a hand-written sentence, with other names in it, beside the sentence itself


def example(nlp: Language, sentence: Sentence, starts: Sequence[int] = ()) -> Example:
    """Sentences as spaCy learns from them; entities that cut a token are widened to it.

    `starts` are the offsets of the sentences; without them bounds are not known.
    """
    doc = nlp.make_doc(sentence.text)
    reference = doc.copy()
    spans = (reference.char_span(a, b, label, alignment_mode="expand") for a, b, label in sentence.entities)
    reference.ents = tuple(filter_spans([s for s in spans if s is not None]))
    if starts:
        first = frozenset(starts)
        for token in reference:
            token.is_sent_start = token.idx in first
    return Example(doc, reference)


def by_rules(nlp: Language, text: str, context: OrganizationContext, teacher: Language | None) -> Example:
    """A text with the organisations that the rules find, persons and places that the teacher finds.

    Words in small letters outside them are no entities; of capitalised words nothing is known, so nothing is learned.
    """
    doc = nlp.make_doc(text)
    reference = doc.copy()
    organizations = find_organizations(doc, context).organizations
    spans = [
        reference.char_span(m.span.start, m.span.end, "ORG", alignment_mode="expand")
        for o in organizations
        for m in o.mentions
    ]
    if teacher:
        spans += [
            reference.char_span(e.start_char, e.end_char, e.label_, alignment_mode="expand")
            for e in teacher(text).ents
            if e.label_ in {"PER", "LOC"}
            and not any(
                m.span.start < e.end_char and e.start_char < m.span.end for o in organizations for m in o.mentions
            )
        ]
    found = filter_spans([s for s in spans if s is not None])
    inside = {token.i for span in found for token in span}
    unknown = [reference[t.i : t.i + 1] for t in reference if t.i not in inside and t.text[0].isupper()]
    reference.set_ents(found, missing=unknown, default="outside")
    return Example(doc, reference)


def own_examples(nlp: Language, seed: int) -> Iterator[Example]:
    """The hand-written sentences, themselves and with other names, as lines and paragraphs of a page."""
    written = by_hand(held_out=False)
    known = with_registry(names(written), load_registry().entries.values())
    for copy in range(1 + COPIES):
        page = [swap(s, known, seed + i) if copy else s for i, s in enumerate(written)]
        seed += len(page)
        yield from (example(nlp, *part) for part in lay_lines([vary(s, seed + i) for i, s in enumerate(page)], seed))
        seed += len(page)


def own_documents(nlp: Language, seed: int) -> Iterator[Example]:
    """The written documents, themselves and with other names, in parts of a few lines that follow each other."""
    written = runs(held_out=False)
    everything = (*by_hand(held_out=False), *(line for run in written for line in run))
    known = with_registry(names(everything), load_registry().entries.values())
    for copy in range(1 + COPIES):
        for run in written:
            lines = [swap(s, known, seed + i) if copy else s for i, s in enumerate(run)]
            seed += len(lines)
            noisy = [vary(s, seed + i) for i, s in enumerate(lines)]
            yield from (example(nlp, *part) for part in lay_lines(noisy, seed, in_order=True))
            seed += len(lines)
