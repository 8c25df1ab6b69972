"""The cleaning stage: the text as printed becomes the text as meant, every change recorded and reversible.

Order of work: addresses made whole, then out of reach of all that follows; words cut by line ends; named repairs;
unknown words by a noisy channel; real words by context. What is not sure enough to change becomes a doubt. Born-digital
text passes but for its hyphens: each repair needs something that is no French, or a document that loses its accents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.aligned import Aligned, Edit, Span
from pipeline.clean.bullets import find_bullets
from pipeline.clean.channel import MIN_HOPE, mend_rare_words, mend_words
from pipeline.clean.confusions import load_confusions
from pipeline.clean.draft import Draft, tight
from pipeline.clean.encoding import mend_encoding
from pipeline.clean.facts import Facts
from pipeline.clean.habits import Habits, observe
from pipeline.clean.hyphens import mend_hyphens
from pipeline.clean.lexicon import Lexicon, load_lexicon
from pipeline.clean.realwords import mend_real_words
from pipeline.clean.repair import Repair
from pipeline.clean.repairs import REPAIRS
from pipeline.clean.urls import mend_urls, protected
from pipeline.model import Cleaned, Correction, Doubt, Transcript

__all__ = ["Lexicon", "clean", "correct", "load_lexicon"]

SURE = 0.75
"""Confidence from which a repair is made; below it is a doubt (docs/cleaning.md has the calibration)."""

DOUBTFUL = 0.4
"""Confidence from which a repair that is not made is worth a reviewer's look."""

NOISY = 0.002
"""Misread words per word from which a text is one that an engine read badly."""

LOSSY = 0.3
"""Share of lost marks from which an engine without French has read the text."""

KEEP_LINES = frozenset({"table", "masthead", "contact", "imprint"})
"""Roles of blocks whose line ends mean something."""


def correct(
    text: str, lexicon: Lexicon, without: frozenset[str] = frozenset()
) -> tuple[str, tuple[Correction, ...], tuple[Doubt, ...]]:
    """The clean form of a bare text with all corrections and doubts; line ends stay but for those inside a word.

    Repairs whose rule is in `without` are neither made nor doubted.
    """
    draft, doubts = mend(text, lexicon, without=without)
    return draft.text, draft.corrections(), doubts


def clean(transcript: Transcript, lexicon: Lexicon) -> Cleaned:
    """The clean text of a document; line ends inside its prose blocks become spaces."""
    bullets = tuple(find_bullets(transcript))
    draft, doubts = mend(transcript.text.text, lexicon, bullets, digital=is_digital(transcript))
    corrections = draft.corrections()
    edits = [tight(c.before, c.after, c.printed.start) for c in corrections]
    text = Aligned.of(transcript.text.text).edit(edits)
    unfolded = text.edit(list(unfold(text, transcript)))
    # a line end inside a correction is no longer one
    final = tuple(replace(c, after=c.span.of(unfolded.text)) for c in corrections)
    return Cleaned(transcript, unfolded, final, doubts)


def is_digital(transcript: Transcript) -> bool:
    """Whether all words come from a text layer that a computer made, none from an engine or a file of bare text."""
    words = (word for block in transcript.blocks for line in block.lines for word in line)
    return all(word.box is not None and word.confidence is None for word in words)


def mend(
    text: str,
    lexicon: Lexicon,
    first: Iterable[Repair] = (),
    without: frozenset[str] = frozenset(),
    *,
    digital: bool = False,
) -> tuple[Draft, tuple[Doubt, ...]]:
    """The text after all layers, and what they were not sure of; a `digital` text was never read by an engine.

    What one round mends may show the next what else is misread; the last finds nothing, so that cleaning a clean text
    changes nothing.
    """
    draft = Draft.of(text).apply(first)
    unmade: dict[Unmade, None] = {}
    for _ in range(MAX_ROUNDS):
        before = draft.text
        draft, unsure = mend_once(draft, lexicon, without, digital=digital)
        unmade.update(dict.fromkeys(unsure))
        if draft.text == before:
            break
    return draft, tuple(sorted(doubts_of(draft, unmade), key=lambda doubt: doubt.span))


MAX_ROUNDS = 4
"""Rounds after which a text is left as it is; three were the most that 650 texts of OCR needed."""


def mend_once(
    draft: Draft, lexicon: Lexicon, without: frozenset[str], *, digital: bool
) -> tuple[Draft, tuple[Unmade, ...]]:
    """The draft after one round of all layers."""
    draft = draft.apply(r for r in mend_encoding(draft.text) if r.rule not in without)
    urls = mend_urls(draft.text, guesses=not digital)
    draft = draft.apply(r for r in urls if r.confidence >= SURE_URL and r.rule not in without)
    habits = observe(draft.text, lexicon)
    draft, doubts = step(draft, lambda t: mend_hyphens(t, lexicon, habits.counts), without)
    habits = observe(draft.text, lexicon)
    noisy = habits.noise >= NOISY
    doubtful = noisy or habits.accent_rate >= MIN_HOPE
    facts = Facts(lexicon, habits.counts, noisy=noisy, doubtful=doubtful, lossy=habits.accent_rate >= LOSSY)
    for layer in (*(named(repairs, facts) for repairs in REPAIRS), *word_layers(lexicon, habits)):
        draft, unsure = step(draft, layer, without)
        doubts += unsure
    return draft, doubts


Layer = Callable[[str], Iterator[Repair]]
"""From the present text to repairs of it."""


def named(repairs: Iterable[Callable[[str, Facts], Iterator[Repair]]], facts: Facts) -> Layer:
    """One layer of the named repairs."""
    return lambda text: chain.from_iterable(mend_one(text, facts) for mend_one in repairs)


SURE_URL = 0.5
"""Confidence from which an address is mended: a wrong join shows at once, a cut address is lost."""


def word_layers(lexicon: Lexicon, habits: Habits) -> tuple[Layer, ...]:
    """The layers that look at single words."""
    confusions = load_confusions()
    return (
        lambda t: mend_words(t, lexicon, confusions, habits),
        lambda t: mend_rare_words(t, lexicon, confusions, habits),
        lambda t: mend_real_words(t, habits),
    )


@dataclass(frozen=True, slots=True)
class Unmade:
    """A repair that is not sure enough: its words in the printed text, what they are now, what they may be."""

    printed: Span
    word: str
    reason: str


def step(draft: Draft, layer: Layer, without: frozenset[str]) -> tuple[Draft, tuple[Unmade, ...]]:
    """The draft after the sure repairs of one layer outside addresses, and the others."""
    repairs = tuple(repair for repair in layer(draft.text) if repair.rule not in without)
    kept = protected(draft.text) if repairs else ()
    sure: list[Repair] = []
    unsure: list[Unmade] = []
    for repair in repairs:
        if touches(kept, repair.span):
            continue
        if repair.confidence >= SURE or repair.rule == "hyphen-kept":
            sure.append(repair)
        if DOUBTFUL <= repair.confidence < SURE:
            unsure.append(unmade_repair(draft, repair))
    return draft.apply(sure), tuple(unsure)


def unmade_repair(draft: Draft, repair: Repair) -> Unmade:
    """The doubt that an unsure repair leaves; a hyphen is kept without being sure, so its doubt is the joined word."""
    text, span = draft.text, repair.span
    word = around(text, span)
    now, other = word.of(text), text[word.start : span.start] + repair.after + text[span.end : word.end]
    if repair.rule == "hyphen-kept":
        now, other = other, text[word.start : span.start - 1] + text[span.end : word.end]
    return Unmade(draft.printed_span(word), now, f"may be {other!r} ({repair.rule})")


def touches(spans: Sequence[Span], span: Span) -> bool:
    """Whether `span` overlaps one of `spans`, which are sorted and apart, or lies inside one."""
    at = bisect_left(spans, span.end, key=lambda s: s.start)
    return at > 0 and spans[at - 1].end > span.start


def around(text: str, span: Span) -> Span:
    """The range widened to whole words."""
    start = re.search(r"\S*\Z", text[max(0, span.start - 60) : span.start])
    end = re.match(r"\S*", text[span.end : span.end + 60])
    return Span(span.start - len(start.group() if start else ""), span.end + len(end.group() if end else ""))


def doubts_of(draft: Draft, unmade: Iterable[Unmade]) -> Iterator[Doubt]:
    """The doubts where they stand in the present text, but for those that a later layer resolved."""
    for repair in unmade:
        span = draft.present_span(repair.printed)
        if span.of(draft.text) == repair.word:
            yield Doubt(span, repair.reason)


def unfold(text: Aligned, transcript: Transcript) -> Iterator[Edit]:
    """A space for each line end inside a block of prose."""
    keeps = [span for block, span in zip(transcript.blocks, transcript.spans, strict=True) if block.role in KEEP_LINES]
    for match in re.finditer(r"(?<!\n)\n(?!\n)", text.text):
        origin = text.origin[match.start()]
        if not touches(keeps, Span(origin, origin + 1)):
            yield Edit(Span(*match.span()), " ")
