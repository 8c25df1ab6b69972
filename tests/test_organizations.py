"""Organisations: cases with inline markup, then properties that hold for any text."""

from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.aligned import Span
from pipeline.annotators.names import load_names
from pipeline.annotators.organizations import OrganizationContext, find_organizations, load_registry
from pipeline.model import Doubt, Organization
from pipeline.nlp import blank, build_nlp

CASES = Path(__file__).parent / "cases" / "organizations"
MARK = re.compile(r"<org (?P<key>\w+)>(?P<name>[^<]*)</org>")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
NLP = blank()


def load(name: str) -> list[pytest.param]:
    cases = tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["label"]) for case in cases]


def unmark(marked: str) -> tuple[str, dict[str, set[tuple[int, int]]]]:
    """The text without marks, and for each key the spans of its mentions."""
    text, last, found = "", 0, {}
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        found.setdefault(match["key"], set()).add((len(text), len(text) + len(match["name"])))
        text += match["name"]
        last = match.end()
    return text + marked[last:], found


def find(text: str, taken: tuple[Span, ...] = ()) -> tuple[tuple[Organization, ...], tuple[Doubt, ...]]:
    found = find_organizations(NLP(text), OrganizationContext(load_registry(), (), taken))
    return found.organizations, found.doubts


def find_among_persons(text: str) -> list[str]:
    """The mentions of a text when given names are known."""
    context = OrganizationContext(load_registry(), given=load_names().given_names)
    found = find_organizations(NLP(text), context).organizations
    return sorted(text[m.span.start : m.span.end] for o in found for m in o.mentions)


def shown(groups: list[set[tuple[int, int]]], text: str) -> list[list[str]]:
    return sorted(sorted(f"{text[a:b]}@{a}" for a, b in group) for group in groups)


@pytest.mark.parametrize("case", [*load("names.toml"), *load("negative.toml")])
def test_every_organization_is_one_record_with_exact_mentions(case: dict[str, str]) -> None:
    text, expected = unmark(case["text"])
    taken = tuple(Span(*m.span()) for m in ADDRESS.finditer(text))
    organizations, _ = find(text, taken)
    got = [{(m.span.start, m.span.end) for m in o.mentions} for o in organizations]
    assert shown(got, text) == shown(list(expected.values()), text)


@pytest.mark.parametrize("case", load("records.toml"))
def test_a_record_has_the_official_name_and_acronym(case: dict[str, str]) -> None:
    organizations, doubts = find(case["text"])
    assert [(o.name, o.acronym or "") for o in organizations] == [
        (r["name"], r.get("acronym", "")) for r in case["record"]
    ]
    assert len(doubts) == case.get("doubts", 0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "OIM",
                "(",
                ")",
                "Ministère",
                "de",
                "la",
                "Santé",
                "l'",
                "et",
                ",",
                "\n",
                "\n\n",
                "MSP",
                "Bureau",
                "RDC",
                "ONU",
                "-",
                "É",
                "12",
                "Conseil",
                "du",
            ]
        ),
        max_size=40,
    )
)
def test_mentions_never_overlap_and_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    organizations, doubts = find(text)
    spans = sorted(m.span for o in organizations for m in o.mentions)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.end <= len(text) and len(span) for span in [*spans, *(d.span for d in doubts)])
    assert len({o.id for o in organizations}) == len(organizations)
    assert find(text) == (organizations, doubts)


@pytest.mark.parametrize(
    "noise",
    ["1" * 40_000, " " * 40_000, "-" * 30_000, "(" * 20_000, "A" * 40_000, "de " * 13_000, "OIM (" * 6_000,
     "Ministère de la " * 2_500, "l'" * 15_000, "A (B) " * 6_000, "Comité, " * 5_000, "ONG ONG Trust " * 3_000,
     "Conseil A B C " * 3_000, "ABCD, " * 6_000, "OIM, " * 6_000, "Bank-" * 6_000, "directeur " * 3_000,
     "SICA " * 4_000, "ministre de l'eau et de la " * 1_000,
     "Kawtal, l'Association Kawtal. " * 1_500, "l'ONG Terre Rouge (ex-Humus Vert), " * 1_000],
)  # fmt: skip
def test_noise_takes_linear_time(noise: str) -> None:
    load_registry()
    start = time.process_time()
    find(noise)
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("La radio est écoutée par RiveDroite depuis trois ans.", ["RiveDroite"]),
        ("Les vivres sont venus de Paul Kaboré, de Terre Rouge.", []),
        ("Le cortège a suivi l'Avenue des Grands Hommes.", []),
        ("Le relevé est fourni par Brumel Conseil et lu par tous.", ["Brumel Conseil"]),
        ("La présidente d'Orvalis a signé.", ["Orvalis"]),
        ("Le Docteur Landry Mokolo propose une réforme. Lille organise la fête.", []),
        ("Le groupe de travail Toponymes a rendu son avis.", ["groupe de travail Toponymes"]),
        ("Le directeur de Thèse assure le suivi.", []),
        ("La charte a été relue avec Graphistes Solidaires avant l'été.", ["Graphistes Solidaires"]),
    ],
)
def test_the_model_fills_gaps_where_a_second_sign_agrees(text: str, names: list[str]) -> None:
    context = OrganizationContext(load_registry(), beginnings=load_names().beginnings)
    found = find_organizations(build_nlp()(text), context).organizations
    assert [text[m.span.start : m.span.end] for o in found for m in o.mentions] == names
    assert {m.evidence for o in found for m in o.mentions} <= {"model"}


@pytest.mark.parametrize(
    ("text", "ends", "names"),
    [
        ("L'Institut des greniers centrés sur les semeurs a écrit.", "semeurs", ["centrés sur les semeurs"]),
        ("Le Conseil des greniers du Secteur et du bourg a écrit.", "du bourg", ["du Secteur"]),
        ("La Commission locale des greniers et remises de Sarve a écrit.", "Sarve", ["et remises de Sarve"]),
        ("Le Conseil des greniers client a écrit.", "client", ["client"]),
        ("Le Conseil des greniers ruraux et de l'eau a écrit.", "l'eau", ["ruraux et de l'eau"]),
        ("Le Conseil des greniers situé et nommé a écrit.", "situé", [""]),
        ("L'Université des greniers Sarve 1 a écrit.", "1", ["Sarve 1"]),
        ("Le Comité des greniers en Gambie a écrit.", "Gambie", [""]),
        ("Le Comité des greniers, Avenue de Sarve, a écrit.", "Sarve", [""]),
        ("Le Comité des greniers et le Togo ont écrit.", "Togo", [""]),
        ("La Banque mondiale et plusieurs greniers ont écrit.", "greniers", None),
    ],
)
def test_the_model_goes_on_with_a_name_where_its_piece_looks_like_a_complement(
    text: str, ends: str, names: list[str] | None
) -> None:
    doc = NLP(text)
    first = re.search(r"Université|Institut|Conseil|Commission|Comité|Banque", text)
    assert first
    doc.set_ents([doc.char_span(first.start(), text.index(ends) + len(ends), "ORG")])
    found = find_organizations(doc, OrganizationContext(load_registry())).organizations
    called = [text[m.span.start : m.span.end] for o in found for m in o.mentions]
    if names is None:
        assert called == ["Banque mondiale"]
    else:
        assert [name.partition("greniers")[2].strip() for name in called] == names


def test_a_name_of_a_head_noun_stands_where_the_model_sees_it_once() -> None:
    text = "Le Comité des greniers a écrit. Le Réseau des remises répond au Comité des greniers."
    doc = NLP(text)
    start = text.rindex("Comité")
    doc.set_ents([doc.char_span(start, len(text) - 1, "ORG")])
    found = find_organizations(doc, OrganizationContext(load_registry())).organizations
    assert [text[m.span.start : m.span.end] for o in found for m in o.mentions] == ["Comité des greniers"] * 2
    unread = find_organizations(NLP(text), OrganizationContext(load_registry())).organizations
    assert [o.name for o in unread] == ["Comité des greniers", "Réseau des remises"]


@pytest.mark.parametrize(
    ("text", "called", "names"),
    [
        ("Ruth Kern de SOLIVAR montre le verger.", "SOLIVAR", ["SOLIVAR"]),
        ("Luc Ba du Sarve Solidaire lui répond.", "Sarve Solidaire", ["Sarve Solidaire"]),
        ("Luc Ba de Sarve lui répond.", "Luc Ba", []),
        ("Un cas est signalé à Sainte-Anne d'Orvan.", "Orvan", []),
        ("Le verger de SOLIVAR ferme à Saint-Paul-de-Sarve.", "SOLIVAR", []),
    ],
)
def test_a_person_is_of_what_the_model_calls_a_body(text: str, called: str, names: list[str]) -> None:
    doc = NLP(text)
    doc.set_ents([doc.char_span(text.index(called), text.index(called) + len(called), "ORG")])
    context = OrganizationContext(load_registry(), given=load_names().given_names)
    found = find_organizations(doc, context).organizations
    assert [text[m.span.start : m.span.end] for o in found for m in o.mentions] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le comité réunit Anna Kern (LTSX), Pierre Vial (IReTex) et Sophie Lang.", ["IReTex", "LTSX"]),
        ("• Claire MARTEL (Cerbia)\n• Hugo Vannier (Géo Sarve)\n• Luc Ba (CNVL)", ["CNVL", "Cerbia", "Géo Sarve"]),
        (
            "• Luc Ba (Orvanis)\n• Marc Ory (CNVL)\n• Paul Ly (GRTX)\n• VANNIER Josse (BRSP - SIG)",
            ["BRSP", "CNVL", "GRTX", "Orvanis"],
        ),
        (
            "• Luc Ba - Orvanis\n• Marc Ory - CNVL\n• Paul Ly - Géo Sarve\n• Joze Kern TSBX\n• Awa Kern DIARR",
            ["CNVL", "Géo Sarve", "Orvanis", "TSBX"],
        ),
        ("Marc Ory (Vannes), Paul Ly (2019), Luc Ba (IV) et Anne Petit (Togo).", []),
        ("Mme BERLOUT (ADVX) - M. RAULIN (APVEDO) - Mme MENU(Sarve Ouverte) - M. FALISSE (Avocat)",
         ["ADVX", "APVEDO", "Sarve Ouverte"]),
        ("• Luc Ba (directeur)\n• Marc Ory (Journaliste)\n• Paul Ly (Vice-présidente)\n• Anne Petit (DRH)", []),
        ("Anne Petit, Vannes\nPaul Ly, Dijon\nLuc Ba, Tours", []),
        ("Photo : Paul Ly\nMaire : Luc Ba\nTexte : Anne Petit", []),
        (
            "Marc Ory (CNVL), Awa Diop (LTSX), Luc Ba (Services postaux de Sarve), Paul Ly (Open Ledgers for Towns) "
            "et Anne Petit (Services postaux de la Nouvelle-Valmie).",
            ["CNVL", "LTSX", "Open Ledgers for Towns", "Services postaux de Sarve",
             "Services postaux de la Nouvelle-Valmie"],
        ),
        ("Structure\tNom\nCerbia\tLuc Ba\nFédération des parcs\tAnne Petit", ["Cerbia", "Fédération des parcs"]),
        ("Thème\tNom\nCerbia\tLuc Ba\nOrvanis\tAnne Petit", []),
        ("CNVL\tLuc Ba\nLTSX\tAnne Petit\nPaul Ly\tGRTX\nChambre\tMarc Ory", ["CNVL", "GRTX", "LTSX"]),
    ],
)  # fmt: skip
def test_lists_of_persons_give_the_bodies_beside_them(text: str, names: list[str]) -> None:
    assert find_among_persons(text) == names
