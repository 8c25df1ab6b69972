"""Dates of a French text: calendar expressions in print, each with its value in EDTF (ISO 8601-2).

Contract: from a text to mentions in text order that do not overlap. A span is the expression without prepositions and
without clock time; a range is one mention, the dates of a coordination are several. Nothing reads a clock.
"""

from __future__ import annotations

from pipeline.annotators.dates.find import DateContext, find_dates
from pipeline.annotators.dates.issued import find_issued

__all__ = ["DateContext", "find_dates", "find_issued"]
