"""What a kind of evidence hands to the resolver: a place of the text that may name an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Evidence = Literal["definition", "registry", "acronym", "head-noun", "cue", "model", "short-form"]
"""How a mention was found: defined in the text itself, a name of the registry, an acronym of the registry, a head
noun with its complements, a word beside it ("l'ONG …", "OMS et …"), the trained model, a later short form."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [first, last) that may name an organisation."""

    first: int
    last: int
    evidence: Evidence
    entry: str | None = None  # id of the registry entry, when it is known
    type: str | None = None
    confidence: float | None = None  # None: that of the evidence
    doubt: str | None = None  # why a reviewer should look
    acronym: str | None = None  # the word in it that is one: the "CAF" of "CAF du Nord"
    name: str | None = None  # in full where the span is less: "Eau" of "ministères du Plan et de l'Eau", "CAF du Nord"

    def __len__(self) -> int:
        return self.last - self.first
