"""The public corpora of the training, as spaCy examples: newspapers with entities, treebanks with tags and bounds.

Every reader keeps the corpus as it is annotated; what a corpus does not annotate stays missing in its examples.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline.training.corpus.generate import Sentence
from pipeline.training.corpus.noise import vary

LABELS = ("ORG", "PER", "LOC")
CHUNK = 30  # tokens of press text that make an example; its sentences are not marked
FEATURES = frozenset(
    ["Definite", "Gender", "Mood", "NumType", "Number", "Person", "Polarity", "Poss", "PronType", "Reflex", "Tense"]
) | {"VerbForm"}
"""Features that are learned; Abbr, ExtPos, Foreign, Typo and Voice stand at too few words."""

_UPOS, _FEATS = 3, 5  # columns of CoNLL-U
_PARAGRAPH = range(50, 400)  # characters
_READABLE = range(61, 700)  # characters of a paragraph that teaches the embedding
_LONGEST_RUN = 5  # sentences of a treebank example
_LINE_BREAK = 0.15  # share of the bounds between sentences that a line break takes
_FINEST = {"pers": "PER", "loc": "LOC", "org": "ORG"}  # Quaero types by their first part


def read_tagged(path: Path, separator: str) -> Iterator[tuple[str, str]]:
    """(token, label or "") of a file with one token and tag a line; tags IO or BIO, other labels are none."""
    for line in path.read_text("utf-8").splitlines():
        cells = line.split(separator)
        if line.startswith("#") or len(cells) < 2 or cells[0] == "TOKEN" or not cells[0].strip():
            continue
        label = cells[1].rpartition("-")[2].upper()
        yield cells[0].replace(" ", ""), label if label in LABELS else ""


def read_quaero(path: Path) -> Iterator[tuple[str, str]]:
    """(token, label or "") of a WebAnno file with Quaero types: the outermost person, place or organisation."""
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 3 and not line.startswith("#"):
            types = [part.partition("[")[0] for part in cells[3].split("|")]
            yield cells[2], next((_FINEST[t.split(".")[0]] for t in types if t.split(".")[0] in _FINEST), "")


def chunks(nlp: Language, tagged: Iterable[tuple[str, str]]) -> Iterator[Example]:
    """Examples of about `CHUNK` tokens, never cut inside an entity."""
    words: list[str] = []
    labels: list[str] = []
    for word, label in tagged:
        words.append(word)
        labels.append(label)
        if not label and len(words) >= CHUNK:
            yield _tagged_example(nlp, words, labels)
            words, labels = [], []
    if words:
        yield _tagged_example(nlp, words, labels)


def _tagged_example(nlp: Language, words: Sequence[str], labels: Sequence[str]) -> Example:
    doc = Doc(nlp.vocab, words=list(words))
    reference = doc.copy()
    spans: list[Span] = []
    start = 0
    for i in range(1, len(labels) + 1):
        if i == len(labels) or labels[i] != labels[start]:
            if labels[start]:
                spans.append(Span(reference, start, i, label=labels[start]))
            start = i
    reference.ents = tuple(spans)
    return Example(doc, reference)


def read_plain(path: Path, count: int) -> tuple[str, ...]:
    """About `count` paragraphs of ordinary length, evenly taken from a text with one paragraph a line."""
    lines = [line for line in path.read_text("utf-8").splitlines() if len(line) in _PARAGRAPH]
    return tuple(lines[:: max(1, len(lines) // count)])


def read_words(path: Path, count: int, seed: int) -> tuple[str, ...]:
    """Paragraphs of about `count` words in all, drawn from a text with one paragraph a line."""
    lines = [line for line in path.read_text("utf-8").splitlines() if len(line) in _READABLE]
    random.Random(seed).shuffle(lines)
    chosen: list[str] = []
    words = 0
    for line in lines:
        if count <= words:
            break
        chosen.append(line)
        words += len(line.split())
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence of a treebank: printed words ("du" is one), whether a space follows, part of speech and features."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    pos: tuple[str, ...]
    morphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is printed."""
        return "".join(w + " " * s for w, s in zip(self.words, self.spaces, strict=True))


def read_treebank(path: Path) -> Iterator[Tagged]:
    """The sentences of a CoNLL-U file."""
    rows: list[list[str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _sentence(rows)
            rows = []


def _sentence(rows: Sequence[Sequence[str]]) -> Tagged:
    words: list[tuple[str, bool, str, str]] = []
    inside = 0  # last syntactic word of the contraction being read
    for row in rows:
        if "." in row[0]:  # an empty node
            continue
        spaced = "SpaceAfter=No" not in row[-1]
        if "-" in row[0]:
            first, last = (int(n) for n in row[0].split("-"))
            parts = [r for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            pos = "PRON" if any(p[_UPOS] == "PRON" for p in parts) else parts[0][_UPOS]
            words.append((row[1], spaced, pos, _features("|".join(p[_FEATS] for p in parts))))
            inside = last
        elif int(row[0]) > inside:
            words.append((row[1], spaced, row[_UPOS], _features(row[_FEATS])))
    texts, spaces, tags, morphs = zip(*words, strict=True)
    return Tagged(texts, spaces, tags, morphs)


def _features(cell: str) -> str:
    chosen = {f for f in cell.split("|") if f.partition("=")[0] in FEATURES}
    return "|".join(sorted(chosen)) or "_"


def treebank(nlp: Language, sentences: Sequence[Tagged], seed: int, *, noise: bool) -> Iterator[Example]:
    """Examples of one to five sentences in order; with `noise` some as `vary` has them, or line by line."""
    rng = random.Random(seed)
    at = 0
    while at < len(sentences):
        count = rng.randint(1, _LONGEST_RUN)
        yield _run(nlp, sentences[at : at + count], rng if noise else None)
        at += count


def _run(nlp: Language, run: Sequence[Tagged], rng: random.Random | None) -> Example:
    words: list[str] = []
    spaces: list[bool] = []
    pos: list[str] = []
    morphs: list[str] = []
    starts: list[bool | int | None] = []
    for k, sentence in enumerate(run):
        words += _varied(sentence.words, rng.randrange(10**9)) if rng else sentence.words
        spaces += sentence.spaces
        spaces[-1] = True
        pos += sentence.pos
        morphs += sentence.morphs
        starts += [i == 0 for i in range(len(sentence.words))]
        if rng and k + 1 < len(run) and rng.random() < _LINE_BREAK:
            spaces[-1] = False
            words.append("\n")
            spaces.append(False)
            pos.append("SPACE")
            morphs.append("_")
            starts.append(False)
    reference = Doc(nlp.vocab, words=words, spaces=spaces, pos=pos, morphs=morphs, sent_starts=starts)
    return Example(nlp.make_doc(reference.text), reference)


def _varied(words: Sequence[str], seed: int) -> list[str]:
    return [vary(Sentence(w, ()), seed).text if len(w) > 1 else w for w in words]
