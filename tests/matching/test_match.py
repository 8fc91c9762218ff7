"""Who should meet whom, and why. The firms are invented."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.matching import Profile, explain, match

MONTAGE = Profile(
    "a1",
    "Montage Exemple",
    "Nordville",
    "company",
    "236210",
    offers=(
        Bilingual("Maintenance industrielle et soudure de structures", "Industrial maintenance and structure welding"),
    ),
    needs=(Bilingual("Convoyeurs à courroie pour le minerai", "Belt conveyors for ore"),),
)
INCONNUE = Profile("a2", "Inconnue Exemple", "Nordville", "company", naics="332319", naics_confidence="low")
CONVOYEUR = Profile(
    "b1",
    "Convoyeur Exemple (1998)",
    "Sudville",
    "company",
    "333920",
    offers=(Bilingual("Conception de convoyeurs pour mines", "Design of conveyors for mines"),),
    needs=(Bilingual("Nouveaux clients dans le nord", "New clients in the north"),),
)
CAFE = Profile(
    "b2", "Café Exemple", "Sudville", "company", "722512", offers=(Bilingual("Restauration", "Food service"),)
)
MINE = Profile("c1", "Mine Exemple", "Ailleurs", "industrial", "212210")
LIST = (MONTAGE, INCONNUE, CONVOYEUR, CAFE, MINE)


def _matches(**options):
    return match(LIST, from_town="nordville", to_town="SUDVILLE", embedder=None, **options)


def test_an_offer_meets_a_need_and_the_reason_quotes_both():
    best = _matches(relation="supplier")[0]
    assert (best.a, best.b) == ("a1", "b1")
    kinds = [reason.kind for reason in best.reasons]
    assert kinds == ["need", "supply", "wish"]
    text = best.reasons[0].text
    assert text.fr == (
        "Montage Exemple cherche « Convoyeurs à courroie pour le minerai » ; "
        "Convoyeur Exemple offre « Conception de convoyeurs pour mines » (mots communs : convoyeurs)."
    )
    assert "is looking for “Belt conveyors for ore”" in text.en


def test_a_name_that_tells_what_is_needed_is_quoted_with_an_offer():
    seeker = Profile("s", "Atelier Exemple", needs=(Bilingual("Une forge pour des pièces uniques", ""),))
    offers = (Bilingual("Ce que nous faisons depuis dix ans", "What we have done for ten years"),)
    (reason,) = explain(seeker, Profile("f", "Forge Exemple", offers=offers), "supplier").reasons
    assert (reason.kind, reason.piece) == ("need", "name")
    assert "« Une forge pour des pièces uniques »" in reason.text.fr and "« Ce que nous faisons" in reason.text.fr


def test_an_average_of_industries_is_told_as_something_to_explore():
    (reason,) = explain(Profile("a", "A", naics="236210"), Profile("b", "B", naics="333920"), "supplier").reasons
    assert reason.text.fr.startswith("À explorer : A, du secteur «")
    assert reason.text.en.startswith("To be explored: A, in “")


def test_offers_that_two_firms_happen_to_write_the_same_are_no_past_work():
    lines = (Bilingual("Transport maritime", ""),)
    firms = [Profile(i, i, offers=lines, kind="company") for i in "xy"]
    seeker = Profile("s", "Atelier Exemple", needs=(Bilingual("Quelqu'un pour déneiger la cour", ""),), kind="company")
    assert explain(seeker, firms[0], "supplier", firms).score < 0.05


def test_complements_serve_the_same_clients_of_the_list_with_other_work():
    (found,) = (m for m in _matches(relation="complement") if m.a == "a1")
    assert found.b == "b1"
    assert "Mine Exemple (Ailleurs)" in found.reasons[0].text.fr


def test_a_firm_of_which_nothing_is_known_gets_no_invented_reason():
    unknown = [m for m in _matches() if m.a == "a2"]
    assert unknown
    assert all(m.reasons == () and m.score <= 0.02 for m in unknown)
    assert "Compléter le profil de Inconnue Exemple" in unknown[0].missing[0].fr


def test_an_excluded_pair_or_firm_is_never_proposed():
    assert all(m.b != "b1" for m in _matches(exclude={"b1"}))
    assert all((m.a, m.b) != ("a1", "b1") for m in _matches(exclude={("b1", "a1")}))


def test_what_is_said_of_later_years_is_no_evidence():
    later = Profile("b3", "Plus Tard", "Sudville", offers=(Bilingual("Convoyeurs à courroie (depuis 2019)", ""),))
    since = Profile("b4", "Dès Lors", "Sudville", offers=(Bilingual("Convoyeurs à courroie livrés en 2019", ""),))
    found = match(
        (MONTAGE, later, since),
        from_town="Nordville",
        to_town="Sudville",
        relation="supplier",
        as_of=dt.date(2017, 2, 15),
        embedder=None,
    )
    assert [m.b for m in found] == ["b3"]
    assert "2019" not in found[0].reasons[0].text.fr


def test_languages_meet_across():
    french = Profile("a3", "Mine Exemple", needs=(Bilingual("Convoyeurs à courroie", ""),))
    english = Profile("b5", "English Example", offers=(Bilingual("", "Ore belt conveyors"),))
    (reason,) = explain(french, english, "supplier").reasons
    assert reason.kind == "need"
    assert reason.text.fr.endswith("(mots communs : convoyeurs, courroie).")
    assert reason.text.en.endswith("(words in common: conveyors, belt).")


def test_supplier_and_client_mirror_each_other():
    there = {(m.a, m.b): m.reasons for m in _matches(relation="supplier")}
    back = match(LIST, from_town="Sudville", to_town="Nordville", relation="client", embedder=None)
    assert there[("a1", "b1")] == next(m.reasons for m in back if (m.a, m.b) == ("b1", "a1"))


def test_a_town_that_is_not_in_the_list_is_said_with_those_that_are():
    with pytest.raises(NoResultError) as caught:
        match(LIST, from_town="Lyon", to_town="Sudville")
    assert "Nordville" in caught.value.say("fr")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=4))
def test_any_text_gives_scores_between_0_and_1(texts):
    profiles = [
        Profile(str(n), f"F{n}", "AB"[n % 2], offers=(Bilingual(t, ""),), needs=(Bilingual("", t[::-1]),))
        for n, t in enumerate(texts)
    ]
    for found in match(profiles, from_town="A", to_town="B", embedder=None):
        assert 0 <= found.score <= 1
        assert all(0 < reason.weight <= 1 for reason in found.reasons)


def test_each_reason_weighs_what_the_score_loses_without_it():
    for found in _matches():
        if found.reasons:
            assert all(reason.weight > 0 for reason in found.reasons)
            assert found.reasons[0].kind != "wish"
            assert len(found.reasons) > 1 or found.reasons[0].weight <= found.score


def test_a_support_service_meets_its_everyday_words():
    seeker = Profile(
        "s", "Atelier Exemple", needs=(Bilingual("Je veux vendre mon entreprise et prendre ma retraite", ""),)
    )
    centre = Profile("c", "Centre Exemple", kind="agency", offers=(Bilingual("", "Business succession and takeover"),))
    (reason,) = explain(seeker, centre, "supplier").reasons
    assert "transfert et relève" in reason.text.fr
    assert "business succession" in reason.text.en


def test_towns_written_two_ways_are_one():
    firms = (
        Profile("1", "A", "Port-Fictif"),
        Profile("2", "B", "Port Fictif"),
        Profile("3", "C", "Sudville", "company", "333920"),
    )
    found = match(firms, from_town="port fictif", to_town="Sudville", embedder=None)
    assert {m.a for m in found} <= {"1", "2"}
