"""Everything that can go wrong with one document, in one hierarchy.

Every message names the file, states the fact and says what to do: ``brief.pdf: needs a password; save
it without one``.
"""

from __future__ import annotations

from typing import ClassVar


class PipelineError(Exception):
    """Base of all; `stage` is the stage that gave up."""

    stage: ClassVar[str] = "pipeline"

    def __init__(self, file: str, fact: str, remedy: str) -> None:
        super().__init__(f"{file}: {fact}; {remedy}")
        self.file = file
        self.fact = fact
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[PipelineError], tuple[str, str, str]]:
        return type(self), (self.file, self.fact, self.remedy)


class IngestError(PipelineError):
    """Absent, empty, too large, or of a type that nothing reads."""

    stage = "ingest"


class ReadError(PipelineError):
    """Known type, unreadable content."""

    stage = "read"


class EncryptedError(ReadError):
    """The document needs a password."""


class OcrError(ReadError):
    """The OCR engine is absent, lacks French, failed or ran out of time."""


class ContractError(PipelineError):
    """The brief we made breaks our own schema: a bug of ours."""

    stage = "validate"


class ExportError(PipelineError):
    """The result cannot be written."""

    stage = "export"
