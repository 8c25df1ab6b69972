from __future__ import annotations

from pipeline.aligned import Span
from pipeline.assemble import around, runs
from pipeline.model import Box
from tests.conftest import plain


def test_raw_ranges_of_words_in_any_order() -> None:
    a, b, c = plain("un deux  trois").pages[0].words
    assert runs([a, b, c]) == (Span(0, 7), Span(9, 14))
    assert runs([c, a]) == (Span(9, 14), Span(0, 2))
    assert runs([]) == ()


def test_a_box_around_boxes() -> None:
    assert around([Box(1, 10, 20, 30, 40), Box(1, 5, 25, 20, 50)]) == Box(1, 5, 20, 30, 50)
