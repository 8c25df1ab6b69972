"""The brief's own date: what its head prints, the line over its signature, else the period or meeting it reports on.

Contract: from a text to one of its dates, or None. Each way to tell has a score; the best one wins, of two the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final

from pipeline.annotators.dates.find import find_dates
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.lines import Line, is_single, judge
from pipeline.annotators.dates.reported import are_listed, find_meeting, find_period
from pipeline.annotators.dates.view import fold
from pipeline.model import DateMention

HEAD_CHARACTERS = 1500
"""Where the date of a brief is looked for: its first page's head, measured in characters of text."""
END_CHARACTERS = 500
"""How much of the end is looked at: signatures and imprints."""
SURE = 0.8
"""With a date so sure in its head, the end is not looked at."""
CLOSING, CLOSINGS, CLOSING_CHARACTERS = 0.9, 3, 160
"""Score of the line over a signature; how many that begin like one are read, as annexes have theirs; how far."""
AT_END: Final = {"dateline": 0.8, "cue": 0.8, "alone": 0.6, "line": 0.5}
"""The most that a line of the end is worth: appointments stand there too."""

OPENING, COPIES = 7, 60
"""Characters that may stand before a closing line, and after its date: "en deux exemplaires"."""

_OPENS: Final = re.compile(r"(?:\A|\n)[^\w\n]{0,5}\Z|[.;!]\s\Z")
_HOUR: Final = re.compile(r",?\s*(?:à\s+)?\d{1,2}\s?h\w*")


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    mention: DateMention


def find_issued(text: str) -> DateMention | None:
    """The date of the brief itself, else None; `rule` says by what it was told, a period may be a range.

    >>> found = find_issued("Bamako, le 3 mai 2018 – Le puits est ouvert.")
    >>> found.edtf, found.rule
    ('2018-05-03', 'day/printed/dateline')
    """
    head = text[: _line_end(text, HEAD_CHARACTERS)]
    found = find_dates(head)
    announced = _is_announcement(fold(head))
    candidates = [*_of_lines(head, found, announced=announced), *_of_closings(text)]
    if all(candidate.score < SURE for candidate in candidates):
        candidates += _of_end(text, len(head), announced=announced)
    if not announced and (period := find_period(head, found)):
        candidates.append(_Candidate(period.confidence, period))
    if not announced and not candidates and (meeting := find_meeting(head, found)):
        candidates.append(_Candidate(meeting.confidence, meeting))
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate.score)
    return replace(best.mention, confidence=min(best.score, best.mention.confidence))


def _line_end(text: str, place: int) -> int:
    """Where the line at `place` ends, or the word in a long one, so that no date is cut."""
    line, word = text.find("\n", place, place + 200), text.find(". ", place, place + 200)
    return min((end for end in (line, word) if end >= 0), default=min(place, len(text)))


def _is_announcement(folded: str) -> bool:
    """Whether the head tells of days to come, before it says that it reports on something."""
    known = lexicon().issued
    announced, report = known["announcements"].search(folded), known["reports"].search(folded)
    return announced is not None and (report is None or announced.start() < report.start())


def _of_lines(text: str, found: Sequence[DateMention], *, announced: bool) -> Iterator[_Candidate]:
    """The dates that their lines call the brief's own; days in a row are those of something else."""
    listed = {
        place for one, other in pairwise(found) if are_listed(text, one, other) for place in (one.span, other.span)
    }
    for mention in found:
        verdict = None if mention.span in listed else judge(text, Line.of(text, mention.span), mention)
        if verdict and not (announced and verdict.rule == "line"):
            yield _Candidate(verdict.score, replace(mention, rule=f"{mention.rule}/{verdict.rule}"))


def _of_closings(text: str) -> Iterator[_Candidate]:
    """The date of the line over a signature, wherever it stands: "Fait à Gao, le [3 mai 2018]"."""
    folded = fold(text)
    openings = (m.start() for m in lexicon().issued["closings"].finditer(folded) if _is_opening(folded, m.start()))
    for start in islice(openings, CLOSINGS):
        end = text.find("\n", start, start + CLOSING_CHARACTERS)
        line = text[start : start + CLOSING_CHARACTERS if end < 0 else end]
        for mention in find_dates(line):
            if is_single(mention) and _is_last(line[mention.span.end :]):
                rule = f"{mention.rule}/closing"
                yield _Candidate(CLOSING, replace(mention, span=mention.span.shift(start), rule=rule))


def _is_opening(text: str, place: int) -> bool:
    """Whether a line or sentence begins at a place, but for a bullet."""
    return _OPENS.search(text, max(0, place - OPENING), place) is not None


def _is_last(rest: str) -> bool:
    """Whether nothing but the hour or the number of copies follows the date of a closing line."""
    rest = _HOUR.sub("", rest, count=1).strip(" .,;\t")
    return not rest or (len(rest) < COPIES and lexicon().issued["colophon"].match(fold(rest)) is not None)


def _of_end(text: str, start: int, *, announced: bool) -> Iterator[_Candidate]:
    """The dates of the last lines after `start`, where signatures and imprints are dated."""
    start = max(start, text.find("\n", max(0, len(text) - END_CHARACTERS)) + 1)
    shown = text[start:]
    for candidate in _of_lines(shown, find_dates(shown), announced=announced):
        mention, rule = candidate.mention, candidate.mention.rule.rpartition("/")[2]
        is_imprint = Line.of(shown, mention.span).before.endswith(",")
        if rule in AT_END and (rule != "line" or is_imprint):
            moved = replace(mention, span=mention.span.shift(start))
            yield _Candidate(min(candidate.score, AT_END[rule]), moved)
