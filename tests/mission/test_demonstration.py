"""The demonstration keeps its promises: optimal, everyone served, nothing invented shown as history."""

import pytest

from jumelage.documents import focused
from jumelage.mission import plan
from jumelage.mission.demonstration import demonstration_brief, with_documented_story
from jumelage.mission.reporting.of_plan import report_of_plan
from jumelage.reference import case

UNKNOWN = ("SI05", "SI07", "SI08")


@pytest.fixture(scope="module")
def made():
    return with_documented_story(plan(demonstration_brief()))


def visits(made, organisation):
    people = made.brief.people_of(organisation)
    return [a for a in made.programme.activities_of(people) if a.kind == "individual"]


def test_it_is_optimal_and_checked(made):
    assert made.agenda.status == "optimal"
    assert made.check.ok


def test_twelve_people_of_eight_organisations_five_of_them_firms(made):
    assert len(made.brief.people()) == 12
    roles = [delegation.role for delegation in made.brief.delegations]
    assert (len(roles), roles.count("firm")) == (8, 5)
    assert all(delegation.assumed for delegation in made.brief.delegations)


def test_everyone_makes_the_three_group_visits(made):
    for person in made.brief.people():
        groups = {host for a in made.programme.activities_of([person]) if a.kind == "group" for host in a.hosts}
        assert groups == {"TM04", "TM05", "TM06"}


@pytest.mark.parametrize("firm", ["SI04", "SI06"])
def test_firms_that_say_what_they_do_have_visits_with_reasons(made, firm):
    assert visits(made, firm)
    assert all(visit.reasons and not visit.exploratory for visit in visits(made, firm))


@pytest.mark.parametrize("firm", UNKNOWN)
def test_firms_of_which_nothing_is_known_explore_and_are_asked(made, firm):
    name = made.brief.profile(firm).name
    assert len(visits(made, firm)) >= 2
    assert all(visit.exploratory for visit in visits(made, firm))
    assert any(note.kind == "todo" and name in note.text.fr for note in made.programme.notes)


def test_what_the_sources_do_not_say_is_labelled(made):
    assumed = " ".join(note.text.fr for note in made.programme.notes if note.kind == "assumed")
    assert all(word in assumed for word in ("jours exacts", "répartition", "visites réelles", "route"))


def test_nothing_later_than_the_mission_is_a_reason(made):
    reasons = [reason.text.fr + reason.text.en for match in made.matches for reason in match.reasons]
    assert reasons
    assert not [text for text in reasons if any(str(year) in text for year in range(2018, 2027))]


def test_the_report_tells_the_story_apart_and_credits_nothing(made):
    report = report_of_plan(made.brief, made.programme, made.report, links=made.links, stories=made.stories)
    text = " ".join(section.title.fr for section in report.sections)
    assert "documenté" in text
    assert "Les liens, un par un" in text
    assert "Aucun n'est porté au crédit de la mission" in report.answer.fr
    assert len(case.events()) == 18
    told = {
        row[2].fr
        for section in report.sections
        for block in section.blocks
        for row in getattr(block, "rows", ())
        if len(row) > 2
    }
    assert {event.what.fr for event in case.events()} <= told


def test_a_firm_does_not_read_what_concerns_another(made):
    own = focused(made.programme, "SI04")
    assert own.notes
    assert not [note for note in own.notes if "Optik" in note.text.fr]
