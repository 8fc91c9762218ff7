"""Writes: all or nothing, by those who may, and again without doubling anything."""

from __future__ import annotations

import dataclasses
import json

import pytest
from django.core.exceptions import PermissionDenied
from invented import UNKNOWN

from jumelage.agenda import agenda_from, check, problem_from
from jumelage.documents.programme import Note, Programme
from jumelage.documents.report import Report
from jumelage.language import Bilingual
from jumelage.mission import Plan
from jumelage.mission.programme import NOT_PLACED
from jumelage.serialisation import from_document, to_document
from jumelage.web.accounts.models import Agency, User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.agenda.queries import programmes as queries
from jumelage.web.missions.agenda.rebuilding import Rows, programme_of_version
from jumelage.web.missions.core.queries.access import visible_to
from jumelage.web.missions.matching.actions.matching import complete_profile
from jumelage.web.missions.models import Meeting, Mission, Placement, Suggestion

TEXTS = {
    "offers_fr": "Moulage de pièces\n\n Réparation ",
    "needs_fr": "",
    "offers_en": "Moulding of parts",
    "needs_en": "",
}


def test_a_stored_programme_and_report_come_back_as_they_were(plan: Plan) -> None:
    for value, kind in ((plan.programme, Programme), (plan.report, Report)):
        assert from_document(kind, json.loads(json.dumps(to_document(value)))) == value


def test_a_loaded_plan_reads_back_and_its_agenda_can_be_checked_again(mission: Mission, plan: Plan) -> None:
    version = queries.current_version(mission)
    assert version is not None
    assert queries.programme_of(version) == plan.programme
    report = check(problem_from(version.problem), agenda_from(version.result))
    assert not report.violations
    assert version.placements.count() == len(plan.agenda.meetings)
    assert set(version.problem) <= {
        "version",
        "slots",
        "slot_minutes",
        "starts",
        "days",
        "sites",
        "travel",
        "people",
        "meetings",
        "objectives",
    }


def test_loading_again_adds_a_version_and_nothing_else(mission: Mission, agency: Agency, plan: Plan) -> None:
    def counts() -> list[int]:
        models = (Organisation, Meeting, Suggestion)
        return [model.objects.count() for model in models] + [mission.delegates.count(), mission.sites.count()]

    before = counts()
    again = load_plan(agency, plan)
    assert again == mission
    assert counts() == before
    assert list(mission.versions.values_list("number", "state")) == [(2, "draft"), (1, "superseded")]
    assert Placement.objects.filter(version__number=1).count() == len(plan.agenda.meetings)


def test_a_plan_that_cannot_be_stored_leaves_nothing(agency: Agency, plan: Plan) -> None:
    broken = dataclasses.replace(plan, brief=dataclasses.replace(plan.brief, profiles=plan.brief.profiles[:3]))
    with pytest.raises(KeyError):
        load_plan(agency, broken)
    assert not Mission.objects.exists()
    assert not Organisation.objects.exists()


def test_two_agencies_may_load_the_same_mission(mission: Mission, people: dict[str, User], plan: Plan) -> None:
    other = load_plan(Agency.objects.get(slug="ailleurs"), plan)
    assert other.slug == f"ailleurs-{mission.slug}"
    assert not visible_to(people["officer"]).filter(pk=other.pk).exists()


def test_only_an_officer_of_the_agency_loads_or_completes(
    mission: Mission, people: dict[str, User], plan: Plan
) -> None:
    organisation = Organisation.objects.get(code=UNKNOWN)
    for role in ("outsider", "reader", "operator"):
        with pytest.raises(PermissionDenied):
            load_plan(mission.agency, plan, people[role])
        with pytest.raises(PermissionDenied):
            complete_profile(people[role], mission, organisation, TEXTS)
    assert mission.versions.count() == 1


def test_a_completed_profile_is_matched_at_once_and_kept_at_the_next_load(
    mission: Mission, people: dict[str, User], plan: Plan
) -> None:
    organisation = Organisation.objects.get(code=UNKNOWN)
    others = mission.suggestions.exclude(delegation=organisation)
    before = list(others.values_list("pk", flat=True).order_by("pk"))
    complete_profile(people["officer"], mission, organisation, TEXTS)
    said = [(offer.text_fr, offer.text_en) for offer in organisation.offers.all()]
    assert said == [("Moulage de pièces", "Moulding of parts"), ("Réparation", "")]
    assert list(others.values_list("pk", flat=True).order_by("pk")) == before
    load_plan(mission.agency, plan)
    assert organisation.offers.count() == 2
    assert organisation.needs.count() == 0


def test_notes_that_follow_the_agenda_are_found_by_their_code_and_never_by_their_words(plan: Plan) -> None:
    other = Bilingual("D'autres mots", "Other words")
    alike = Note("caveat", Bilingual("Visite non placée : reste", "Meeting not placed: stays"))
    base = dataclasses.replace(plan.programme, notes=(Note("missing", other, code=NOT_PLACED), alike))
    fresh = programme_of_version(base, Rows({}, (), {}), plan.problem, plan.agenda, 2)
    assert alike in fresh.notes
    assert other not in [note.text for note in fresh.notes]
