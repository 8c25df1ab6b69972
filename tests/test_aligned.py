from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.aligned import INSERTED, Aligned, Edit, Span


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and sorted, disjoint edits of it."""
    text = draw(st.text(max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(Span(a, b), draw(st.text(max_size=4))) for a, b in pairs]


def plain_edit(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.after + text[edit.span.end :]
    return text


@given(edited())
def test_edits_equal_plain_string_edits(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert Aligned.of(text).edit(edits).text == plain_edit(text, edits)


@given(edited())
def test_an_untouched_character_traces_to_itself(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result = Aligned.of(text).edit(edits)
    touched = {i for edit in edits for i in range(edit.span.start, edit.span.end)}
    kept = [origin for origin in result.origin if origin != INSERTED and origin not in touched]
    assert kept == [i for i in range(len(text)) if i not in touched]
    assert all(
        text[o] == c for c, o in zip(result.text, result.origin, strict=True) if o != INSERTED and o not in touched
    )


@given(edited(), edited())
def test_origins_compose(first: tuple[str, list[Edit]], second: tuple[str, list[Edit]]) -> None:
    text, edits = first
    middle = Aligned.of(text).edit(edits)
    later = [edit for edit in second[1] if edit.span.end <= len(middle)]
    composed = Aligned.of(middle.text).edit(later).over(middle)
    direct = middle.edit(later)
    assert composed.text == direct.text
    # a replacement takes the first origin it finds, which two steps may no longer know
    assert all(a in (b, INSERTED) for a, b in zip(composed.origin, direct.origin, strict=True))


def test_a_hole_in_the_source_is_kept() -> None:
    aligned = Aligned.of("pré-\nsentant").edit([Edit(Span(3, 5), "")])
    assert aligned.source(Span(0, 10)) == (Span(0, 3), Span(5, 12))


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Aligned.of("abcd").edit([Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])
    with pytest.raises(ValueError, match="range"):
        Aligned.of("ab").edit([Edit(Span(1, 3), "y")])


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
