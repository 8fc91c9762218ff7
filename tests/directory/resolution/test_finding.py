"""Records of one organisation found, explained, merged and parted again. The firms are invented."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.directory.resolution import Record, find_duplicates, merge, read_records, undo
from jumelage.directory.resolution.comparing import Rarity, compare
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
