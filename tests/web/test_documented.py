"""The documented story of the case: each fact carries its source, each event one of the towns asked for."""

from __future__ import annotations

from jumelage.reference import case
from jumelage.web.documented import events_between, facts_of


def test_facts_carry_their_source_and_a_number_in_both_languages() -> None:
    facts = [fact for town in case.towns() for fact in facts_of(town)]
    assert {fact.label.fr for fact in facts} >= {"Population", "Emplois de l'industrie, au sommet"}
    for fact in facts:
        assert fact.source_url.startswith("http")
        assert fact.label.fr and fact.label.en and fact.value.fr.replace("\u00a0", "") == fact.value.en.replace(",", "")


def test_events_are_those_of_the_towns() -> None:
    names = {"Sept-Îles", "Thetford Mines"}
    events = list(events_between(names))
    assert len(events) == 18
    assert all(set(event.towns) <= names and event.towns and event.source_url for event in events)
    assert list(events_between({"Nulle-Part"})) == []
