"""What a line says of the date in it: a dateline, a masthead, "published on", or nothing of the brief's own date.

Contract: from one date and its line to a verdict, or None. Lines are those of the clean text, cells parted by a tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.aligned import Span
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.tense import direction
from pipeline.annotators.dates.view import fold
from pipeline.model import DateMention

MAX_LINE = 100
"""Characters of a line beside its date; longer ones are sentences, which tell of other things."""

BODY = 60
"""Characters of the body and place before a date without "le"; more are a sentence that quotes a source."""

_WORD: Final = r"[A-ZÀ-Þ][\w’'.-]{0,30}"
_LINK: Final = r"(?:(?:d[eu]|des|la|les?|en|et|sur|aux?)\s|[dl][’'])"
_NAME: Final = rf"(?:L[ae]s?\s|L[’'])?{_WORD}(?:(?:\s|\s?/\s?){_LINK}{{0,2}}{_WORD}){{0,5}}"
_DATELINE: Final = re.compile(
    rf"""
    (?:[^\n]{{0,{MAX_LINE}}}?\s?[,|/–—•·-]\s)?  # the body that writes
    {_NAME}(?:\s?\([^()]{{2,30}}\))?  # Genève (Suisse)
    \s?(?P<mark>[,|–—-]?)(?P<le>\s?\b[Ll]e)?
    """,
    re.VERBOSE,
)
_LETTERHEAD: Final = re.compile(rf"(?P<before>[\w’'.)-]+)\s(?:{_WORD}\s){{0,2}}{_WORD}\s?,\s?[Ll]e\Z")
"""A place that a layout put right behind the words of the letterhead: "Service des études Gitega, le"."""
_AFTER: Final = re.compile(r"\s*(?:[–—:.|/(-]|\Z|,?\s*(?:à\s)?\s*\d{1,2}\s?(?:h|heures?|:\d\d))")


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a date: its place, and what stands before and after the date with single spaces."""

    span: Span
    before: str
    after: str

    @classmethod
    def of(cls, text: str, date: Span) -> Line:
        """The line around a date of `text`."""
        start, end = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.end)
        span = Span(start, len(text) if end < 0 else end)
        before, after = text[span.start : date.start], text[date.end : span.end]
        return cls(span, " ".join(before.split()), " ".join(after.split()))

    @property
    def words(self) -> str:
        """What stands before the date, folded."""
        return fold(self.before)


@dataclass(frozen=True, slots=True)
class Verdict:
    """That a date is the brief's own: how sure, and by which sign."""

    score: float
    rule: str


def judge(text: str, line: Line, mention: DateMention) -> Verdict | None:
    """How likely a date is the brief's own as its line tells; None when it is not."""
    if not is_single(mention) or MAX_LINE <= len(line.before):
        return None
    known, words, is_day = lexicon().issued, line.words, "-" in mention.edtf[5:]
    if known["against"].search(words) or (not is_day and known["periods"].search(words)):
        return None
    if _is_dateline(line, is_day=is_day):
        return Verdict(0.9 if is_day else 0.75, "dateline")
    if known["texts"].search(words):
        return None
    if is_day and _ends_with(known["today"], words):
        return Verdict(0.8, "today")
    if line.before in ("", "Le", "le") and _AFTER.match(line.after):
        return Verdict(0.85 if is_day else 0.7, "alone")
    if _is_cued(line):
        return Verdict(0.85 if is_day else 0.7, "cue")
    if is_day and known["as_of"].search(words) and _AFTER.match(line.after):
        return Verdict(0.75, "state")
    if direction(text, line.span, mention.span).sign != 0:
        return None  # a sentence that tells what happened on the day
    if _is_masthead(line):
        return Verdict(0.85 if is_day else 0.7, "masthead")
    return Verdict(0.65 if is_day else 0.55, "line") if _is_short(line) else None


def is_single(mention: DateMention) -> bool:
    """Whether the date is printed with its year, and is one day, month or part of a year."""
    printed = mention.rule.endswith(("printed", "expression")) and mention.modifier is None
    return printed and "/" not in mention.edtf and len("2017-04") <= len(mention.edtf)


def _ends_with(pattern: re.Pattern[str], words: str) -> bool:
    """Whether what stands before a date ends with one of the phrases, but for "le" and marks."""
    words = words.removesuffix("le").rstrip(" ,:")
    return any(found.end() == len(words) for found in pattern.finditer(words))


def _is_dateline(line: Line, *, is_day: bool) -> bool:
    if not _AFTER.match(line.after):
        return False
    found = _DATELINE.fullmatch(line.before)
    if found:
        if found["le"]:
            return True
        if not found["mark"]:
            return is_day and not line.after
        return len(line.before) < BODY and (is_day or len(line.after) < MAX_LINE // 2)
    letterhead = _LETTERHEAD.search(line.before)
    return is_day and letterhead is not None and fold(letterhead["before"]) not in lexicon().particles["to_places"]


def _is_cued(line: Line) -> bool:
    """Whether the line says "published on" or the like, or is the date of a form."""
    known = lexicon().issued
    said = known["cues"].search(line.words) is not None or _ends_with(known["labels"], line.words)
    if known["told"].search(line.words) and not known["itself"].search(line.words):
        return False
    return said and len(line.before) + 2 * len(line.after) < MAX_LINE


def _is_masthead(line: Line) -> bool:
    """Whether a line names a kind of text before the date, and is no sentence: "Bulletin n° 12 – [mars 2019]"."""
    is_open = _AFTER.match(line.after) is not None and not line.after.startswith(".")
    return is_open and len(line.after) < MAX_LINE // 2 and lexicon().issued["genres"].search(line.words) is not None


def _is_short(line: Line) -> bool:
    """Whether little else stands in the line, and nothing that gives the date to something else."""
    if MAX_LINE // 2 <= len(line.before) + len(line.after) or line.before.endswith((":", "(")):
        return False
    known = lexicon().issued
    return not any(known[name].search(line.words) for name in ("periods", "meetings", "plans"))
