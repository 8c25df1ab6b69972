"""One proposed change of a text."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.aligned import Span


@dataclass(frozen=True, slots=True)
class Repair:
    """Put `after` where `span` is; `rule` names who proposes it, `confidence` in 0..1 how surely."""

    span: Span
    after: str
    rule: str
    confidence: float
