"""The acronyms of a text and what they stand for, organisations or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.aligned import Span
from pipeline.annotators.organizations.definitions import Definition
from pipeline.annotators.organizations.initials import is_acronym, is_clipped, printed
from pipeline.annotators.organizations.lookup import MISREAD
from pipeline.annotators.organizations.tokens import Token, one_line
from pipeline.model import Acronym, Organization


def list_acronyms(
    text: str, tokens: Sequence[Token], organizations: Iterable[Organization], definitions: Iterable[Definition]
) -> tuple[Acronym, ...]:
    """Every acronym that names an organisation or that the text defines, once for each meaning, by first mention."""
    found: dict[tuple[str, str | None], Acronym] = {}
    for item in (*_of_organizations(text, organizations), *_defined(tokens, definitions)):
        found.setdefault((item.acronym, item.organization), item)
    named = {acronym for acronym, organization in found if organization}
    kept = [a for a in found.values() if a.organization or a.acronym not in named]
    return tuple(sorted(kept, key=lambda a: a.span))


def _of_organizations(text: str, organizations: Iterable[Organization]) -> Iterator[Acronym]:
    for organization in organizations:
        for mention in organization.mentions:
            shown = " ".join(mention.span.of(text).split())
            official = organization.acronym
            if shown == official if " " in shown or is_clipped(shown) else is_acronym(shown):
                acronym = official if official and shown.translate(MISREAD) == official else shown
                name = organization.name if organization.name != acronym else None
                yield Acronym(acronym=acronym, expansion=name, organization=organization.id, span=mention.span)


def _defined(tokens: Sequence[Token], definitions: Iterable[Definition]) -> Iterator[Acronym]:
    for definition in definitions:
        if definition.organization or not definition.sure:
            continue
        first, last = definition.acronym
        name = one_line(tokens[definition.name[0] : definition.name[1]])
        span = Span(tokens[first].start, tokens[last - 1].end)
        yield Acronym(acronym=printed(tokens, first, last), expansion=name or None, organization=None, span=span)
