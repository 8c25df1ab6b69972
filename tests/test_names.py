"""Persons and places: cases with inline markup, then properties that hold for any text."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotators import Hints, annotate
from pipeline.annotators.names import NameContext, find_names
from pipeline.annotators.names.lexicon import load_names
from pipeline.annotators.organizations import load_registry
from pipeline.language import read_data, rows
from pipeline.model import Annotations
from pipeline.nlp import blank, build_nlp

CASES = Path(__file__).parent / "cases" / "names"
MARK = re.compile(r"<(?P<kind>per|loc) (?P<key>\w+)>(?P<name>[^<]*)</(?P=kind)>")
NLP = build_nlp()


def load(name: str) -> list[pytest.param]:
    return [pytest.param(case, id=case["label"]) for case in tomllib.loads((CASES / name).read_text("utf-8"))["case"]]


def unmark(marked: str) -> tuple[str, dict[tuple[str, str], set[tuple[int, int]]]]:
    text, last, found = "", 0, {}
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        span = (len(text), len(text) + len(match["name"]))
        found.setdefault((match["kind"], match["key"]), set()).add(span)
        text += match["name"]
        last = match.end()
    return text + marked[last:], found


def find(text: str) -> Annotations:
    return annotate(text, (), NLP, load_registry(), Hints())


def shown(groups: list[tuple[str, set[tuple[int, int]]]], text: str) -> list[tuple[str, list[str]]]:
    return sorted((kind, sorted(f"{text[a:b]}@{a}" for a, b in group)) for kind, group in groups)


@pytest.mark.parametrize("case", [*load("names.toml"), *load("negative.toml")])
def test_every_person_and_place_is_one_record_with_exact_mentions(case: dict[str, str]) -> None:
    text, expected = unmark(case["text"])
    found = find(text)
    got = [("per", {(m.span.start, m.span.end) for m in p.mentions}) for p in found.persons]
    got += [("loc", {(m.span.start, m.span.end) for m in p.mentions}) for p in found.places]
    assert shown(got, text) == shown([(kind, spans) for (kind, _), spans in expected.items()], text)


def test_a_country_has_its_code_and_a_town_none() -> None:
    places = find("Une mission est partie de Goma pour la RDC et le Lesotho.").places
    assert [(p.name, p.country) for p in places] == [
        ("Goma", None),
        ("République démocratique du Congo", "CD"),
        ("Lesotho", "LS"),
    ]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Dans la province de l'Équateur, deux sites ont fermé. L'Équateur attend.", [None]),
        ("Les équipes sont à l'Équateur (RDC).", [None, "CD"]),
        ("L'Équateur et le Pérou ont signé.", ["EC", "PE"]),
    ],
)
def test_a_region_named_as_a_country_has_no_code(text: str, countries: list[str | None]) -> None:
    assert [p.country for p in find(text).places] == countries


def test_a_person_is_named_by_the_fullest_wording() -> None:
    (person,) = find("Mme Diop a ouvert la séance. Awa Diop, cheffe de mission, l'a close.").persons
    assert (person.id, person.name, [m.evidence for m in person.mentions]) == (
        "awa-diop", "Awa Diop", ["title", "given-name"],
    )  # fmt: skip


def test_without_a_model_titles_and_countries_are_still_found() -> None:
    doc = blank()("Mme Diop est partie pour le Tchad ; Awa Sarr est restée à Zobo.")
    persons, places = find_names(doc, NameContext(load_registry()))
    assert [p.name for p in persons] == ["Diop"]
    assert [p.name for p in places] == ["Tchad"]


def test_no_place_of_the_data_is_named_twice() -> None:
    countries = {name for c in load_registry().countries for name in c.names}
    forms = [" ".join(k.words) for known in load_names().places.values() for k in known]
    assert len(forms) == len(set(forms))
    assert not countries & {k.name for known in load_names().places.values() for k in known if k.iso}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les personnes déplacées internes (PDI) sont 300.", [("PDI", "personnes déplacées internes", None)]),
        ("L'OIM et l'IOM aident.", [("OIM", "Organisation internationale pour les migrations", "iom"),
                                     ("IOM", "Organisation internationale pour les migrations", "iom")]),
        ("Le Conseil du fleuve Zamba (CFZ) siège. Le CFZ vote.", [("CFZ", "Conseil du fleuve Zamba", None)]),
        ("La RDC a un PIB de 12 milliards ; le VIH recule.", []),
        ("Les ministères et les ONG sont venus.", []),
    ],
)  # fmt: skip
def test_acronyms_have_their_meaning(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = find(text)
    got = [(a.acronym, a.expansion, a.organization) for a in found.acronyms]
    ids = {o.id for o in found.organizations}
    assert [g[:2] for g in got] == [e[:2] for e in expected]
    assert all(organization is None or organization in ids for _, _, organization in got)
    assert [a.span for a in found.acronyms] == sorted(a.span for a in found.acronyms)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["M.", "Mme", "Diop", "Awa", "à", "Goma", ",", "RDC", "\n\n", "-", "'", "(", "Le"]), max_size=30
    )
)
def test_spans_hold_for_any_text(words: list[str]) -> None:
    text = " ".join(words)
    found = find(text)
    spans = sorted(m.span for record in (*found.organizations, *found.persons, *found.places) for m in record.mentions)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("noise", ["M. " * 20_000, "Mme Diop " * 5_000, "à Goma-" * 5_000, "Dr A. " * 8_000])
def test_time_is_linear_on_noise(noise: str) -> None:
    doc = blank()(noise)
    start = time.process_time()
    find_names(doc, NameContext(load_registry()))
    assert time.process_time() - start < 5


def test_confidences_are_the_counted_shares() -> None:
    for row in rows(read_data("fr/names-confidence.tsv")):
        if row["all"]:
            assert float(row["confidence"]) == round(int(row["right"]) / int(row["all"]), 2)
        assert 0 < float(row["confidence"]) < 1
