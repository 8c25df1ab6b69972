"""How sure a mention of a body, person or place is by what found it, counted on sentences the model never saw.

    python scripts/confidence.py

The held-out tenth of the hand-written sentences (`pipeline/training/corpus/hand`) goes through the annotators as they
are shipped. Printed for each kind and evidence: the share of mentions with exactly the right span, right, all, and
those that overlap a true one. `language/fr/organizations-confidence.tsv` and `names-confidence.tsv` are such counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.annotators import Hints, annotate
from pipeline.annotators.organizations import load_registry
from pipeline.model import Annotations
from pipeline.nlp import build_nlp
from pipeline.training.corpus.generate import by_hand


def mentions(found: Annotations) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Label, evidence and span of everything found."""
    for label, records in (("ORG", found.organizations), ("PER", found.persons), ("LOC", found.places)):
        for record in records:
            for mention in record.mentions:
                yield label, mention.evidence, (mention.span.start, mention.span.end)


def main() -> None:
    """Count and print."""
    nlp, registry = build_nlp(None), load_registry()
    right, near, total = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for sentence in by_hand(held_out=True):
        true = {label: set[tuple[int, int]]() for label in ("ORG", "PER", "LOC")}
        for start, end, label in sentence.entities:
            true[label].add((start, end))
        for label, evidence, (start, end) in mentions(annotate(sentence.text, (), nlp, registry, Hints())):
            key = label, evidence
            total[key] += 1
            right[key] += (start, end) in true[label]
            near[key] += any(a < end and start < b for a, b in true[label])
    print("kind\tevidence\tconfidence\tright\tall\toverlap")
    for key in sorted(total):
        print(*key, f"{right[key] / total[key]:.2f}", right[key], total[key], near[key], sep="\t")


if __name__ == "__main__":
    main()
