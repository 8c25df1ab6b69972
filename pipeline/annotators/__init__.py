"""The annotation stage: dates, organisations, persons, places and addresses found in the clean text.

Annotators see the text and where its sections stand, never the page; they hand back character offsets.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language

from pipeline.aligned import Span
from pipeline.annotators.dates import DateContext, find_dates, find_issued
from pipeline.annotators.names import NameContext, find_names, load_names
from pipeline.annotators.organizations import OrganizationContext, Registry, find_organizations
from pipeline.annotators.urls import find_urls
from pipeline.model import Annotations, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What earlier stages know that helps: PDF links on the text, addresses that were mended, the date given."""

    links: tuple[tuple[Span, str], ...] = ()
    mended: tuple[Span, ...] = ()
    doc_date: str | None = None


def annotate(text: str, sections: tuple[Section, ...], nlp: Language, registry: Registry, hints: Hints) -> Annotations:
    """All mentions of `text`, each kind in text order."""
    urls = find_urls(text, hints.links, hints.mended)
    issued = find_issued(text)
    parts = tuple((section.title, section.body) for section in sections)
    dates = find_dates(text, DateContext(doc_date=hints.doc_date or (issued.edtf if issued else None), sections=parts))
    doc = nlp(text)
    found = find_organizations(
        doc,
        OrganizationContext(
            registry=registry,
            titles=tuple(section.title for section in sections if section.title),
            taken=tuple(url.span for url in urls),
            beginnings=load_names().beginnings,
            given=load_names().given_names,
        ),
    )
    taken = (
        *(m.span for o in found.organizations for m in o.mentions),
        *(d.span for d in dates),
        *(u.span for u in urls),
    )
    persons, places = find_names(doc, NameContext(registry, taken))
    return Annotations(
        dates=dates,
        organizations=found.organizations,
        urls=urls,
        issued=issued,
        doubts=found.doubts,
        persons=persons,
        places=places,
        acronyms=found.acronyms,
    )
