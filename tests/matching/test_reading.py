"""Lists of organisations, validated once."""

import datetime as dt

import pytest

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.matching import read_profiles
from jumelage.matching.profile import known_then, quote, single_lines


def _write(tmp_path, text):
    path = tmp_path / "organisations.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_of_both_languages_are_paired_only_where_they_count_the_same(tmp_path):
    path = _write(
        tmp_path,
        'id,name,offers_fr,offers_en,needs_fr,needs_en\n1,Forge Exemple,"Soudure\nUsinage","Welding\nMachining","A\nB",C\n',
    )
    (profile,) = read_profiles(path)
    assert profile.offers == (Bilingual("Soudure", "Welding"), Bilingual("Usinage", "Machining"))
    assert profile.needs == (Bilingual("A", ""), Bilingual("B", ""), Bilingual("", "C"))


def test_every_problem_is_named_by_row_and_column(tmp_path):
    path = _write(
        tmp_path,
        "id,name,naics,codes,past_bids,last_active\n1,A,33x,unspsc,-2,demain\n1,,332710,unspsc:1,3,2017-02-15\n",
    )
    with pytest.raises(InputError) as caught:
        read_profiles(path)
    places = [problem.place for problem in caught.value.problems]
    assert places == [
        "organisations.csv, ligne/row 2, naics",
        "organisations.csv, ligne/row 2, codes",
        "organisations.csv, ligne/row 2, past_bids",
        "organisations.csv, ligne/row 2, last_active",
        "organisations.csv, ligne/row 3, name",
        "organisations.csv, id",
    ]


def test_later_facts_are_left_out():
    lines = single_lines(
        [Bilingual("Construction (née en 2014; fermée en 2019); Être payé: 5 M$ en litige en 2018", "")]
    )
    assert [line.fr for line in known_then(lines, dt.date(2017, 2, 15))] == ["Construction", ""]
    assert known_then(lines, None) == lines


def test_a_quote_fits_in_a_sentence():
    assert quote(Bilingual("Soudure (acier, aluminium).", "")) == Bilingual("Soudure", "Soudure")
    assert len(quote(Bilingual("mot " * 200, "")).fr) < 120


def test_a_huge_hostile_cell_is_bounded(tmp_path):
    path = _write(tmp_path, "id,name,offers_fr\n1,=cmd|' /C calc'!A0,\"" + "\u202e\x07soudure 🚀 " * 300_000 + '"\n')
    (profile,) = read_profiles(path)
    assert len(profile.offers[0].fr) <= 20_000
    assert "\u202e" not in profile.offers[0].fr
