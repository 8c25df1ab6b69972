"""What every cleaning promises: doubts at their words, a record through unfolded lines, a rest, linear time.

That corrections can be replayed and undone is in `test_clean.py`.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.aligned import Aligned, Edit, Span
from pipeline.clean import clean, correct, load_lexicon
from pipeline.model import Block, Correction, Transcript

LEXICON = load_lexicon()

PIECES = (
    "L’organisation", "Lorganisme", "régulieres", "siires", "étre", "I'OIM", "'OIM", "|'équipe", "!'ONU",
    "s’'inscrivent", "I''IDM", "ll ya", "lls", "|l", "PHASE |", "phase Il", "annexell", "|0-11", "|® mai 2019",
    "ceuvre", "Genéve", "a", "ou", "la", "4 ou", "2 Dakar", "la matiere", "du", "de.", "pré-\nsentant",
    "de-\n\nvant", "peut-\nêtre", "+", "•", "e", "www.exemple.org/une-\npage", "https://exemple. org/a",
    "contact@exemple.org", "A/RES/71/280", "ÉTATS", "1 250 000", "migrants", "le rapport", "est", "Il", ".", ",",
    "\n", "\n\n", "«", "»", " .\n", "É", "ﬁn", "e\u0301", "\t", "12,5 %", "marché-\ntable", "boites",
)  # fmt: skip
"""Words whole and misread, cut addresses and signs: what the layers act upon, alone and in each other's way."""

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map(" ".join)


def replay(printed: str, corrections: tuple[Correction, ...]) -> str:
    """The printed text after the corrections."""
    return Aligned.of(printed).edit([Edit(c.printed, c.after) for c in corrections]).text


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_clean_text_needs_no_cleaning(printed: str) -> None:
    meant, _, _ = correct(printed, LEXICON)
    assert correct(meant, LEXICON)[0] == meant


@settings(max_examples=60, deadline=None)
@given(texts)
def test_doubts_stand_at_whole_words_of_the_clean_text(printed: str) -> None:
    meant, _, doubts = correct(printed, LEXICON)
    assert [d.span for d in doubts] == sorted(d.span for d in doubts)
    for d in doubts:
        assert d.span.of(meant)
        assert not meant[d.span.end : d.span.end + 1].strip()
        assert not meant[max(0, d.span.start - 1) : d.span.start].strip()


def test_a_doubted_word_is_not_sought_inside_others() -> None:
    seen = 0
    for noun in ("bac", "verre", "machine", "mission", "conseil", "lampe"):
        head = f"La matiere du réglement, le systéme et la régle ont été étudiés. Le {noun} "
        meant, _, doubts = correct(f"{head}a sable reste.", LEXICON)
        assert meant.endswith(" sable reste.")
        for doubt in doubts:
            seen += 1
            assert (doubt.span, doubt.reason) == (Span(len(head), len(head) + 1), "may be 'à' (context-accent)")
    assert seen


def test_a_hyphen_kept_without_proof_is_doubted_where_it_stands() -> None:
    meant, corrections, doubts = correct("Un marché, puis un marché-\ntable à Sanam.", LEXICON)
    assert meant == "Un marché, puis un marché-table à Sanam."
    assert [c.rule for c in corrections] == ["hyphen-kept"]
    assert [(d.span.of(meant), d.reason) for d in doubts] == [("marché-table", "may be 'marchétable' (hyphen-kept)")]


def transcript(*blocks: tuple[str, str]) -> Transcript:
    """A transcript of blocks, each a role and its text, without pages behind it."""
    spans, at = [], 0
    for _, text in blocks:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 2
    text = Aligned.of("\n\n".join(text for _, text in blocks))
    return Transcript(text, tuple(Block(role=role, lines=()) for role, _ in blocks), tuple(spans))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("items", "meant"),
    [
        (("+ Former", "e Soigner", "- Loger", "« Nourrir"), ("• Former", "• Soigner", "• Loger", "• Nourrir")),
        (("• Former", "- Loger"), ("• Former", "• Loger")),
        (("- Former", "- Loger"), ("- Former", "- Loger")),
        (("« Former » et loger", "1. Loger", "– Nourrir"), ("« Former » et loger", "1. Loger", "– Nourrir")),
    ],
    ids=["misread", "a hyphen amid bullets", "a list of hyphens", "a quotation, a number, a dash"],
)
def test_misread_bullets_of_items_are_mended(items: tuple[str, ...], meant: tuple[str, ...]) -> None:
    cleaned = clean(transcript(*(("list", item) for item in items)), LEXICON)
    assert cleaned.text.text == "\n\n".join(meant)


def test_signs_outside_lists_are_no_bullets() -> None:
    assert clean(transcript(("body", "+ Former les agents")), LEXICON).text.text == "+ Former les agents"


roles = st.sampled_from(("paragraph", "list", "heading", "table", "contact"))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(roles, texts.map(lambda t: t.replace("\n\n", "\n").strip() or "mot")), min_size=1, max_size=4)
)
def test_a_document_keeps_its_record_through_unfolded_lines(blocks: list[tuple[str, str]]) -> None:
    given_ = transcript(*blocks)
    printed = given_.text.text
    cleaned = clean(given_, LEXICON)
    replayed = replay(printed, cleaned.corrections)
    assert replayed.replace("\n", " ") == cleaned.text.text.replace("\n", " ")
    for c in cleaned.corrections:
        assert c.span.of(cleaned.text.text) == c.after
        assert c.printed.of(printed) == c.before
    kept = [o for o in cleaned.text.origin if o >= 0]
    assert kept == sorted(kept)
    assert all(o < len(printed) for o in kept)


SIZE = 20_000
"""Characters; one step that takes the square of them would take minutes."""

HOSTILE = {
    "letters": "a" * SIZE,
    "capitals": "I" * SIZE,
    "cut words": "a-\n" * (SIZE // 3),
    "ats": "a@" * (SIZE // 2),
    "dots": "a." * (SIZE // 2),
    "elided verbs": "entr'" * (SIZE // 5),
    "compounds": "ab-" * (SIZE // 3),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_slow_to_clean(text: str) -> None:
    start = time.process_time()
    correct(text, LEXICON)
    assert time.process_time() - start < 4
