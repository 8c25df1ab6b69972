"""What finds organisations: rules, registry, trained models, alone and together, as a table.

    python scripts/ablation.py --briefs FOLDER --corpora FOLDER --model fr_core_news_sm --model fr_core_news_md

Briefs are `<id>/<id>.gold.json` files with sections and organisations; corpora as `make train` names them. Every figure
is precision, recall and F of mentions in percent: of exact spans, and of spans that share a character.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotators.names import load_names
from pipeline.annotators.organizations import OrganizationContext, find_organizations, load_registry
from pipeline.annotators.organizations.grammar import load_grammar
from pipeline.annotators.organizations.lookup import find_known
from pipeline.annotators.organizations.tokens import tokenize
from pipeline.nlp import blank, build_nlp
from pipeline.training.corpora import chunks, read_quaero, read_tagged
from pipeline.training.corpus.generate import by_hand

TENTH = 10
Spans = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its organisations, and those that may be found or not."""

    text: str
    gold: Spans
    optional: Spans = frozenset()


def briefs(folder: Path) -> Iterator[Text]:
    """The briefs with every place of every listed form, the longest first."""
    for path in sorted(folder.glob("*/*.gold.json")):
        document = json.loads(path.read_text("utf-8"))
        parts = [part for s in document["sections"] for part in (s["title"], s["text"]) if part]
        text = "\n\n".join(parts)
        forms = {m: bool(o.get("optional")) for o in document["organizations"] for m in o["mentions"]}
        taken: set[int] = set()
        gold: set[tuple[int, int]] = set()
        optional: set[tuple[int, int]] = set()
        for form in sorted(forms, key=len, reverse=True):
            pattern = r"\s+".join(re.escape(word) for word in form.split())
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
                if taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    (optional if forms[form] else gold).add(match.span())
        yield Text(text, frozenset(gold), frozenset(optional))


def hand_written() -> Iterator[Text]:
    """The held-out tenth of the hand-written sentences."""
    for sentence in by_hand(held_out=True):
        yield Text(sentence.text, frozenset((a, b) for a, b, label in sentence.entities if label == "ORG"))


def tagged(rows: Iterable[tuple[str, str]]) -> Iterator[Text]:
    """A corpus with one token a line."""
    for example in chunks(blank(), rows):
        doc = example.reference
        yield Text(doc.text, frozenset((e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"))


def of_model(nlp: Language) -> Callable[[str], Spans]:
    """What the model calls an organisation."""
    return lambda text: frozenset((e.start_char, e.end_char) for e in nlp(text).ents if e.label_ == "ORG")


def of_registry(text: str) -> Spans:
    """What the registry lists, longest first."""
    tokens = tokenize(text)
    taken: set[int] = set()
    found: set[tuple[int, int]] = set()
    for c in sorted(find_known(tokens, load_registry(), load_grammar()), key=lambda c: -len(c)):
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            found.add((tokens[c.first].start, tokens[c.last - 1].end))
    return frozenset(found)


def of_all(make: Callable[[str], Doc]) -> Callable[[str], Spans]:
    """Rules and registry, with the model behind `make` where it is one."""
    context = OrganizationContext(load_registry(), beginnings=load_names().beginnings)

    def find(text: str) -> Spans:
        organizations = find_organizations(make(text), context).organizations
        return frozenset((m.span.start, m.span.end) for o in organizations for m in o.mentions)

    return find


def either(first: Callable[[str], Spans], second: Callable[[str], Spans]) -> Callable[[str], Spans]:
    """All of the first, and of the second what overlaps none of them."""

    def find(text: str) -> Spans:
        sure = first(text)
        return sure | frozenset(s for s in second(text) if not any(meet(s, t) for t in sure))

    return find


def meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two ranges share a character."""
    return a[0] < b[1] and b[0] < a[1]


def scores(texts: Iterable[Text], find: Callable[[str], Spans]) -> str:
    """Exact P R F and overlapping F, in percent."""
    found = right = wanted = met = reached = 0
    for item in texts:
        got = {s for s in find(item.text) if not any(meet(s, o) for o in item.optional)}
        found, wanted, right = found + len(got), wanted + len(item.gold), right + len(got & item.gold)
        met += sum(any(meet(s, g) for g in item.gold) for s in got)
        reached += sum(any(meet(s, g) for s in got) for g in item.gold)
    exact = 200 * right / max(1, found + wanted)
    p, r = met / max(1, found), reached / max(1, wanted)
    overlap = 200 * p * r / max(1e-9, p + r)
    return f"{100 * right / max(1, found):.0f} {100 * right / max(1, wanted):.0f} **{exact:.1f}** {overlap:.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--briefs", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", action="append", default=[], help="another spaCy pipeline to compare with")
    choice = parser.parse_args()
    newseye = choice.corpora / "newseye-fr/HIPE-2022-v2.1-newseye-test-fr.tsv"
    press = list(tagged(read_tagged(choice.corpora / "europeana-fr/enp_FR.bnf.bio", " ")))
    quaero = [row for path in sorted((choice.corpora / "fenec").glob("*.tsv")) for row in read_quaero(path)]
    sets = {
        "briefs": list(briefs(choice.briefs)),
        "hand-written": list(hand_written()),
        "NewsEye test": list(tagged(read_tagged(newseye, "\t"))),
        "Europeana": press[: len(press) // TENTH],
        "FENEC": list(tagged(quaero)),
    }
    rules = of_all(blank())
    own = build_nlp()
    systems = {"registry alone": of_registry, "rules and registry": rules, "own model alone": of_model(own)}
    systems |= {"all: rules, registry, own model as shipped": of_all(own)}
    systems |= {"rules and registry, then all of own model": either(rules, of_model(own))}
    for name in choice.model:
        other = build_nlp(name)
        systems |= {f"{name} alone": of_model(other), f"rules, registry, {name} (`--model`)": of_all(other)}
        systems |= {f"rules and registry, then all of {name}": either(rules, of_model(other))}
    print(
        "| P R **F** exact, F overlap |",
        " | ".join(f"{k} ({sum(len(t.gold) for t in v)})" for k, v in sets.items()),
        "|",
    )
    print("|---" * (len(sets) + 1) + "|")
    for name, find in systems.items():
        print(f"| {name} |", " | ".join(scores(texts, find) for texts in sets.values()), "|", flush=True)
    text = "\n\n".join(item.text for item in sets["briefs"])
    for name in (None, *choice.model):
        start = time.process_time()
        nlp = build_nlp(name)
        loaded = time.process_time() - start
        nlp(text[:2000])
        start = time.process_time()
        nlp(text)
        print(f"{name or 'own'}: load {loaded:.2f} s, {len(text.split()) / (time.process_time() - start):.0f} words/s")


if __name__ == "__main__":
    main()
