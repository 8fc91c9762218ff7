"""Records of one organisation found, explained, merged and parted again. The firms are invented."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.directory.resolution import Record, find_duplicates, merge, read_records, undo
from jumelage.directory.resolution.comparing import Rarity, compare, probability, stays_below
from jumelage.directory.resolution.finding import cluster
from jumelage.errors import InputError

RECORDS = (
    Record("1", "Les Entreprises Exemplaires L.S. inc.", "Ste-Foy", "G1V 4M6"),
    Record("2", "ENTREPRISES EXEMPLAIRES LS LTÉE", "Sainte-Foy", "g1v4m6"),
    Record("3", "Entreprises Exemplaires LS", "", ""),
    Record("4", "Pavage Fictif", "Rimouski", "G5L1A1"),
    Record("5", "Toiture Fictive", "Rimouski", "G5L2B2"),
    Record("6", "1234-5678 Québec inc. (Forge Inventée)", "Laval", "H7A1A1"),
    Record("7", "Forge Inventée 1234-5678 QUEBEC INC.", "Laval", "H7A1A1"),
)


def test_writings_of_one_name_are_one_entity_with_the_reason():
    found = find_duplicates(RECORDS)
    assert found.entity == {"1": "1", "2": "1", "3": "1", "4": "4", "5": "5", "6": "6", "7": "6"}
    assert found.entities == 4
    why = next(p.why for p in found.pairs if {p.a, p.b} == {"1", "2"})
    assert "même nom, aux formes juridiques près" in why.fr
    assert "same postal code (G1V4M6)" in why.en


def test_enterprise_numbers_decide():
    one = Record("1", "Alpha Exemple", enterprise_number="1161303822")
    same = Record("2", "Tout autre nom", enterprise_number="116 130 3822")
    other = Record("3", "Alpha Exemple", enterprise_number="1161303823")
    assert find_duplicates([one, same, other]).entity == {"1": "1", "2": "1", "3": "3"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="abcé .-&", min_size=1, max_size=14), min_size=2, max_size=6))
def test_comparing_is_symmetric_and_every_record_has_one_entity(names):
    records = [Record(str(n), name) for n, name in enumerate(names)]
    rarity = Rarity(records)
    for a, b in itertools.combinations(records, 2):
        assert compare(a, b, rarity) == compare(b, a, rarity)
    found = find_duplicates(records)
    assert set(found.entity) == {r.id for r in records}
    assert all(found.entity[e] == e for e in found.entity.values())


def test_one_doubtful_pair_does_not_chain_two_firms():
    assert cluster(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6}, 0.5) == [[0, 1], [2, 3]]


def test_a_merge_loses_nothing_and_can_be_undone():
    full = Record("1", "Alpha inc.", "Laval", "", "alpha.example")
    other = Record("2", "ALPHA", "Montréal", "H1A1A1")
    merged = merge([full, other])
    assert merged.result == Record("1", "Alpha inc.", "Laval", "H1A1A1", "alpha.example")
    assert merged.dropped == (("2", "name", "ALPHA"), ("2", "town", "Montréal"))
    assert undo(merged) == (full, other)
    assert merge([full, other], keep="2").result.name == "ALPHA"


def test_a_record_without_a_name_is_refused_with_its_row(tmp_path):
    path = tmp_path / "fiches.csv"
    path.write_text("id,name\n1,Alpha\n1,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_records(path)
    assert [p.place for p in caught.value.problems] == ["fiches.csv, ligne/row 3, name", "fiches.csv, ligne/row 3, id"]


def test_branches_are_one_enterprise_and_two_establishments():
    records = [
        Record("1", "Acier Bidon - succursale de Port-Fictif", "Port-Fictif", website="acier-bidon.example"),
        Record("2", "Acier Bidon - succursale de Val-Imaginaire", "Val-Imaginaire", website="acier-bidon.example"),
        Record("3", "ACIER BIDON INC.", "Port Fictif", website="www.acier-bidon.example"),
        *(
            Record(name, f"{name} Fictive", "Rimouski")
            for name in ("Forge", "Moulin", "Toiture", "Scierie", "Laiterie")
        ),
    ]
    found = find_duplicates(records)
    assert [found.enterprise[id] for id in "123"] == ["1", "1", "1"]
    assert [found.entity[id] for id in "123"] == ["1", "2", "1"]
    assert (found.entities, found.enterprises) == (7, 6)


@pytest.mark.parametrize("value", ["0000000000", "1.14E+09", "n/a", "NULL", ""])
def test_a_value_that_says_nothing_makes_no_two_records_one(value):
    records = [
        Record("1", "Forge Alpha", "Port-Fictif", "", value, value, value),
        Record("2", "Moulin Bêta", "Port-Fictif", "", value, value, value),
    ]
    assert find_duplicates(records).enterprises == 2


def test_a_telephone_that_many_names_share_is_no_evidence():
    names = ("Forge Alpha", "Moulin Bêta", "Câblage Gamma", "Usinage Delta")
    records = [Record(str(n), name, "Port-Fictif", "", "facebook.com", "418 555-0199") for n, name in enumerate(names)]
    assert find_duplicates(records).enterprises == 4


def test_a_common_name_in_two_towns_and_areas_is_left_to_a_person():
    names = ("Moulin Zéro", "Câblage Nul", "Salon Élégance", "Usinage Rien")
    others = [Record(str(n), name, "Port-Fictif") for n, name in enumerate(names)]
    one = Record("a", "Forge du Nord", "Port-Fictif", phone="418 555-0164")
    other = Record("b", "Forge du Nord", "Val-Imaginaire", phone="819 555-0165")
    found = find_duplicates([*others, one, other])
    assert found.enterprise["b"] == "b"
    assert found.pairs[0].probability <= 0.4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Talon Fictex inc.", "Talon Fictec Inc"),
        ("Les Industries Mac Fictif Ltée", "Industries MacFictif"),
        ("Les Excavations Gaston Bidonnet inc.", "E.G.B."),
        ("1234-5678 Québec inc. (Forge Inventée)", "Forge Inventée"),
        ("Toiture Bidonnet, division de Groupe Inventex", "Groupe Inventex inc."),
    ],
)
def test_slips_initials_trade_names_and_divisions_of_one_place_are_found(one, other):
    others = [Record(str(n), f"Autre {word}", "Rimouski") for n, word in enumerate(("un", "deux", "trois", "quatre"))]
    records = [Record("a", one, "Port-Fictif", "G4R2B5"), Record("b", other, "Port-Fictif", "G4R2B5"), *others]
    pair = next(p for p in find_duplicates(records).pairs if {p.a, p.b} == {"a", "b"})
    assert pair.probability >= 0.5


_WORD = st.sampled_from(
    ["acier", "bois", "abc", "fictif", "atelier", "consortium", "2017", "a", "usinage", "division de", "béton"]
)
_RECORDS = st.builds(
    lambda words, town, postal, site, phone: Record("x", " ".join(words), town, postal, site, phone),
    st.lists(_WORD, min_size=1, max_size=4),
    st.sampled_from(["", "Gaspé", "Alma"]),
    st.sampled_from(["", "G4R 2B5", "G4R 1A1"]),
    st.sampled_from(["", "forge.invalid", "moulin.invalid"]),
    st.sampled_from(["", "418 555-0101", "514 555-0102"]),
)


@given(st.lists(_RECORDS, min_size=2, max_size=12), st.sampled_from([0.05, 0.3, 0.5]))
def test_a_pair_left_out_by_its_bound_would_have_stayed_below(records: list[Record], least: float) -> None:
    rarity = Rarity(records)
    for a, b in itertools.combinations(records, 2):
        if stays_below(a, b, rarity, least):
            assert probability(a, b, compare(a, b, rarity), rarity) < least
