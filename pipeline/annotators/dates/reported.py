"""The time a brief reports on, where it prints no date of its own: the period covered, or the days of a meeting.

Contract: from the head of a text and its dates to one of them, with the confidence of a guess, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.aligned import Span
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.lines import MAX_LINE, Line, is_single
from pipeline.annotators.dates.tense import direction
from pipeline.annotators.dates.view import fold
from pipeline.model import DateMention

PERIOD, MEETING = 0.55, 0.5
"""Confidences: the brief was written some time after."""
MONTHS = 12
"""The longest period that a report covers; longer ones are those of plans."""
TITLE = 120
"""Characters before a line in which the name of a report stands that the line belongs to."""
NEAR = 150
"""Characters before a date in which the meeting is named."""
MEETING_CHARACTERS = 800
"""Where a meeting that the brief reports on is named."""

_MONTH: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-[0-9]{2})?")
_CLAUSE: Final = re.compile(r"[.!?;]\s|\n\n(?=[^\n]{100})")


def find_period(head: str, found: Sequence[DateMention]) -> DateMention | None:
    """The first date that its line calls a period covered, or that stands in a report's masthead as one."""
    for mention in found:
        line = Line.of(head, mention.span)
        if _is_period(head, line, mention):
            return replace(mention, rule=f"{mention.rule}/period", confidence=PERIOD)
    return None


def _is_period(head: str, line: Line, mention: DateMention) -> bool:
    is_range = _is_printed(mention) and 0 <= _length(mention.edtf) <= MONTHS
    if MAX_LINE <= len(line.before) or not (is_range or is_single(mention)):
        return False
    known, words = lexicon().issued, line.words
    if any(known[name].search(words) for name in ("against", "plans")):
        return False
    if direction(head, line.span, mention.span).sign > 0:
        return False
    if known["periods"].search(words):
        return True
    masthead = fold(head[max(0, line.span.start - TITLE) : mention.span.start])
    is_short = len(line.before) + len(line.after) < MAX_LINE // 2
    return is_range and is_short and known["genres"].search(masthead) is not None


def _is_printed(mention: DateMention) -> bool:
    return "/" in mention.edtf and mention.rule.endswith(("printed", "expression"))


def _length(edtf: str) -> int:
    """Months from the first to the last of a range, 0 within one; -1 when an end has no month."""
    ends = [_MONTH.fullmatch(end) for end in edtf.split("/")]
    first, last = (int(m["year"]) * 12 + int(m["month"]) if m else None for m in ends)
    return -1 if first is None or last is None else last - first


def find_meeting(head: str, found: Sequence[DateMention]) -> DateMention | None:
    """The day or days of a meeting that is over and that the head names first; of days in a row the last."""
    is_report = lexicon().issued["reports"].search(fold(head)) is not None
    for index, mention in enumerate(found):
        if MEETING_CHARACTERS < mention.span.start:
            return None
        if _is_meeting(head, mention, is_report=is_report):
            last = index
            while last + 1 < len(found) and are_listed(head, found[last], found[last + 1]):
                last += 1
            if any(found[last].edtf[:7] < later.edtf[:7] for later in found[last + 1 :] if is_single(later)):
                return None  # the meeting is history
            return replace(found[last], rule=f"{found[last].rule}/meeting", confidence=MEETING)
    return None


def _is_meeting(head: str, mention: DateMention, *, is_report: bool) -> bool:
    printed = mention.rule.endswith(("printed", "expression")) and mention.modifier is None
    if not printed or len(mention.edtf.partition("/")[0]) < len("2017-04-13"):
        return False
    start = max(0, mention.span.start - NEAR)
    for found in _CLAUSE.finditer(head, start, mention.span.start):
        start = found.end()
    known, words = lexicon().issued, fold(head[start : mention.span.start])
    if not known["meetings"].search(words) or known["other_meetings"].search(words):
        return False
    sign = direction(head, Span(start, Line.of(head, mention.span).span.end), mention.span).sign
    return sign < 0 or (sign == 0 and is_report)


def are_listed(text: str, one: DateMention, other: DateMention) -> bool:
    """Whether two dates that follow each other are coordinated: "les [3], [4] et [5 mai 2018]"."""
    between = text[one.span.end : other.span.start]
    words = fold(between).split()
    return len(between) < len(" et du  ") and "\n" not in between and words[:1] != [] and words[0] in _joins()


def _joins() -> frozenset[str]:
    return lexicon().particles["joins"]
