"""The stages in order. `Pipeline` holds what is expensive to build; nothing else in the program has state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from pipeline.aligned import Span
from pipeline.annotators import Hints, annotate
from pipeline.annotators.organizations import Registry, load_registry
from pipeline.assemble import assemble
from pipeline.clean import Lexicon, clean, load_lexicon
from pipeline.config import Config
from pipeline.export import to_json
from pipeline.ingest import ingest
from pipeline.layout import lay_out
from pipeline.links import linked_spans
from pipeline.model import Brief, Cleaned, Reading, Source
from pipeline.nlp import build_nlp
from pipeline.readers import read
from pipeline.segment import segment
from pipeline.transcript import transcribe
from pipeline.validate import validate


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Turns documents into briefs; build it once with `Pipeline.build`.

    >>> from pathlib import Path
    >>> brief = Pipeline.build().process(Path("samples/iom-pacte-mondial-2017.ocr.txt"))  # doctest: +SKIP
    """

    config: Config
    nlp: Language
    registry: Registry
    lexicon: Lexicon

    @classmethod
    def build(cls, config: Config | None = None) -> Pipeline:
        """Load the language data and the spaCy pipeline, about a second."""
        config = config or Config()
        return cls(config, build_nlp(config.model), load_registry(), load_lexicon())

    def process(self, path: Path) -> Brief:
        """The brief of the document at `path`; raises PipelineError."""
        return self.process_source(ingest(path, self.config))

    def process_source(self, source: Source) -> Brief:
        """The brief of a document at hand; raises PipelineError."""
        return self.process_reading(source, read(source, self.config))

    def process_reading(self, source: Source, reading: Reading) -> Brief:
        """The brief of a document that was read; raises PipelineError."""
        blocks = lay_out(reading)
        transcript = transcribe(reading, blocks)
        cleaned = clean(transcript, self.lexicon)
        sections = segment(cleaned)
        hints = Hints(links=linked_spans(reading, cleaned), mended=mended(cleaned))
        annotations = annotate(cleaned.text.text, sections, self.nlp, self.registry, hints)
        brief = assemble(source, reading, cleaned, sections, annotations)
        validate(to_json(brief), source.name)
        return brief


def mended(cleaned: Cleaned) -> tuple[Span, ...]:
    """Where addresses were made whole."""
    return tuple(c.span for c in cleaned.corrections if c.rule.startswith("url"))
