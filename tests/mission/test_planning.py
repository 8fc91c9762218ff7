import dataclasses
import itertools

import pytest

from jumelage.errors import NoResultError
from jumelage.mission import plan
from jumelage.mission.brief import Request


def test_the_example_is_planned_proved_and_checked(made):
    assert made.agenda.status == "optimal"
    assert made.check.ok


def test_every_delegate_has_a_programme(made):
    for person in made.brief.people():
        kinds = [activity.kind for activity in made.programme.activities_of([person])]
        assert "group" in kinds
        assert "meal" in kinds


def test_nobody_is_in_two_places_and_the_road_takes_its_time(made):
    for person in made.brief.people():
        own = made.programme.activities_of([person])
        for before, after in itertools.pairwise(own):
            assert before.end <= after.start
            assert before.kind != "travel" or before.end == after.start


def test_a_visit_with_a_reason_says_it_in_both_languages(made):
    visits = [a for a in made.programme.activities if a.kind == "individual" and not a.exploratory]
    assert visits
    assert all(reason.fr and reason.en for visit in visits for reason in visit.reasons)


def test_a_firm_without_a_profile_explores_and_is_asked_to_complete_it(brief):
    bare = tuple(dataclasses.replace(p, offers=(), needs=(), naics="") if p.id == "A02" else p for p in brief.profiles)
    made = plan(dataclasses.replace(brief, profiles=bare, requests=()))
    visits = [a for a in made.programme.activities_of(["A02-1"]) if a.kind == "individual"]
    assert visits
    assert all(visit.exploratory and not visit.reasons and visit.note for visit in visits)
    assert any(note.kind == "todo" and "Plastiques Inventés" in note.text.fr for note in made.programme.notes)


def test_not_them_again_is_kept(brief):
    refused = tuple(Request(d, h, "no") for d in ("A01", "A02") for h in ("B01", "B02"))
    made = plan(dataclasses.replace(brief, requests=refused))
    assert not [a for a in made.programme.activities if a.kind == "individual" and set(a.hosts) & {"B01", "B02"}]


def test_an_impossible_mission_says_which_facts_conflict(brief):
    long = [dataclasses.replace(brief.group_visits[0], id=f"groupe-{n}", minutes=240) for n in range(4)]
    with pytest.raises(NoResultError) as caught:
        plan(dataclasses.replace(brief, group_visits=tuple(long)))
    assert "Soudure Fictive" in caught.value.say("fr")


def test_the_same_brief_gives_the_same_plan(brief, made):
    assert plan(brief).agenda.meetings == made.agenda.meetings
