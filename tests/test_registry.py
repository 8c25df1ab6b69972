"""The registry file: checked as data, by a script's rules."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.annotators.organizations import OrganizationContext, find_organizations
from pipeline.annotators.organizations.registry import load_registry, prepare, read_entries
from pipeline.annotators.organizations.resolve import ORDER
from pipeline.annotators.organizations.tokens import tokenize
from pipeline.language import read_data, rows
from pipeline.nlp import blank

ENTRIES = tuple(load_registry().entries.values())
TYPES = {
    "igo", "igo-organ", "un", "un-department", "un-mission", "eu", "bank", "fund", "court", "ngo", "network", "forum",
    "process", "redcross", "agency", "ministry", "government", "parliament", "research", "university", "hospital",
    "foundation", "company", "media", "donor", "union", "army", "political",
}  # fmt: skip


def folded(name: str) -> str:
    return " ".join(t.fold for t in tokenize(name))


def test_there_are_at_least_15500_bodies() -> None:
    assert len(ENTRIES) >= 15_500


def test_ids_are_unique_and_well_formed() -> None:
    lines = sum(1 for _ in ENTRIES)
    assert len({e.id for e in ENTRIES}) == lines
    assert not [e.id for e in ENTRIES if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", e.id)]


def test_no_two_bodies_share_a_name() -> None:
    names = Counter(folded(name) for e in ENTRIES for name in dict.fromkeys((e.name, *e.names)))
    assert not [name for name, count in names.items() if count > 1]


def test_no_two_bodies_share_an_acronym_that_is_not_marked_ambiguous() -> None:
    acronyms = Counter(
        a for e in ENTRIES for a in dict.fromkeys(filter(None, (e.acronym, *e.acronyms))) if a not in e.ambiguous
    )
    assert not [acronym for acronym, count in acronyms.items() if count > 1]
    unmarked = set(acronyms)
    assert not [a for e in ENTRIES for a in e.ambiguous if a in unmarked]


def test_every_body_has_a_source_a_licence_and_a_known_type() -> None:
    assert not [e.id for e in ENTRIES if not e.source or not e.licence]
    assert {e.type for e in ENTRIES} <= TYPES


SCHEMES = {"wikidata": r"Q[1-9]\d*", "iati": r"XM-DAC-4\d{4}"}


def test_identifiers_are_well_formed_sourced_and_of_one_body_each() -> None:
    lines = list(rows(read_data("fr/organizations-ids.tsv")))
    assert {line["id"] for line in lines} <= {e.id for e in ENTRIES}
    assert not [line for line in lines if not line["source"]]
    assert not [line for line in lines if not re.fullmatch(SCHEMES[line["scheme"]], line["value"])]
    assert len({(line["scheme"], line["value"]) for line in lines}) == len(lines)
    assert len({(line["scheme"], line["id"]) for line in lines}) == len(lines)
    assert sum(len(e.identifiers) for e in ENTRIES) == len(lines)


def test_countries_of_bodies_are_codes() -> None:
    assert not [e.id for e in ENTRIES if e.country and not re.fullmatch(r"[A-Z]{2}", e.country)]


def test_no_acronym_of_an_organization_is_also_listed_as_none() -> None:
    sure = {a for e in ENTRIES for a in filter(None, (e.acronym, *e.acronyms)) if a not in e.ambiguous}
    assert not sure & load_registry().not_organizations


def test_a_registry_can_be_prepared_from_part_of_the_bodies() -> None:
    assert set(prepare(ENTRIES[:3]).entries) == {e.id for e in ENTRIES[:3]}


def test_confidences_are_the_counted_shares() -> None:
    data = list(rows(read_data("fr/organizations-confidence.tsv")))
    assert {row["evidence"] for row in data} == set(ORDER)
    for row in data:
        if row["all"]:
            assert float(row["confidence"]) == round(int(row["right"]) / int(row["all"]), 2)
        assert 0 < float(row["confidence"]) < 1


def test_bodies_that_share_only_common_words_and_an_acronym_stay_two() -> None:
    text = "L'Institut national de recherche et de navigation (INRST) étudie le port. L'INRST y a deux bateaux."
    known = "inrst\tInstitut national de recherche scientifique\tINRST\t\t\tresearch\tTN\town knowledge\tMIT"
    header = "id\tname\tacronym\tacronyms\tnames\ttype\tcountry\tsource\tlicence"
    extra = read_entries(f"{header}\n{known}\n", "id\tscheme\tvalue\tsource\n")
    registry = prepare([e for e in ENTRIES if e.acronym != "INRST"] + list(extra))
    (found,) = find_organizations(blank()(text), OrganizationContext(registry)).organizations
    assert found.name == "Institut national de recherche et de navigation"
    assert len(found.mentions) == 3
