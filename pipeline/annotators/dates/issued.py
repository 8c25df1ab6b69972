"""The brief's own date, as its head prints it: a dateline, a line of its own, or words that say "published"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.aligned import Span
from pipeline.annotators.dates.find import find_dates
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.view import fold
from pipeline.model import DateMention

MAX_LINE = 100
"""Characters of a line beside its date; longer ones are sentences, which tell of other things."""

_BREAK: Final = re.compile(r"\n")
_DATELINE: Final = re.compile(
    r"""
    (?:
        [A-ZÀ-Þ][\w'’.-]{1,30} (?:[ -][\w'’.-]{1,30}){0,4}  # Genève
        (?:[ ]?[,(/][ ]?[\w'’. -]{2,30}\)?){0,2}  # (Suisse)
        [ ]?[,:–—-]?[ ]
    )?
    (?:[Ll]e[ ])?
    """,
    re.VERBOSE,
)
_AFTER_DATELINE: Final = re.compile(r"\s*(?:[–—:.|-]|\(|$|à\s)")


def find_issued(text: str, head: Span) -> DateMention | None:
    """The date of the brief itself if its head prints one with its year, else None; `rule` says by what it was told."""
    shown = head.of(text)
    best: tuple[float, DateMention] | None = None
    for mention in find_dates(shown):
        judged = _judge(shown, mention)
        if judged is not None and (best is None or best[0] < judged[0]):
            best = judged
    if best is None:
        return None
    score, mention = best
    return replace(mention, span=mention.span.shift(head.start), confidence=min(score, mention.confidence))


def _judge(text: str, mention: DateMention) -> tuple[float, DateMention] | None:
    """How likely the mention is the date of the brief, with its rule; None when it is not."""
    if not mention.rule.endswith("printed") or len(mention.edtf) < len("2017-04") or "/" in mention.edtf:
        return None
    if mention.modifier is not None:
        return None
    before = text[: mention.span.start].rpartition("\n")[2]
    after = _BREAK.split(text[mention.span.end :], maxsplit=1)[0]
    known = lexicon()
    words = fold(before)
    if any(word in words for word in known.issued_against):
        return None
    is_day = "-" in mention.edtf[5:]
    if _DATELINE.fullmatch(before) and _AFTER_DATELINE.match(after) and (is_day or len(before) + len(after) < MAX_LINE):
        rule, score = "dateline", 0.9 if is_day else 0.75
    elif len(before) + 2 * len(after) < MAX_LINE and any(
        re.search(rf"\b{re.escape(cue)}\b", words) for cue in known.issued_cues
    ):
        rule, score = "cue", 0.85 if is_day else 0.7
    elif len(before) + len(after) < MAX_LINE // 2:
        rule, score = "line", 0.65 if is_day else 0.55
    else:
        return None
    return score, replace(mention, rule=f"{mention.rule}/{rule}")
