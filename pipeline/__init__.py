"""French institutional briefs into structured data.

>>> from pipeline import Pipeline
>>> callable(Pipeline.build)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.config import Config
from pipeline.errors import PipelineError
from pipeline.model import Brief

if TYPE_CHECKING:
    from pipeline.run import Pipeline

__version__ = "0.1.0"
__all__ = ["Brief", "Config", "Pipeline", "PipelineError", "__version__"]


def __getattr__(name: str) -> object:
    """Load the pipeline only when it is asked for: `briefs --help` needs no spaCy."""
    if name == "Pipeline":
        from pipeline.run import Pipeline

        return Pipeline
    raise AttributeError(name)
