"""A draft is planned from its rows: the directory is read only, and the folder is an export of the same brief."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.mission import Brief, read_folder
from jumelage.web.accounts.models import User
from jumelage.web.directory.actions import merge
from jumelage.web.directory.models import Contact, Note, Organisation, Tag
from jumelage.web.jobs.tasks import perform
from jumelage.web.missions.agenda import handlers
from jumelage.web.missions.agenda.actions import searching
from jumelage.web.missions.agenda.draft_folder import zip_of
from jumelage.web.missions.agenda.queries.brief import brief_of
from jumelage.web.missions.core.actions.drafts import Subject, choose_delegation, set_days, start_mission
from jumelage.web.missions.models import Decision, Mission
from jumelage.web.towns.actions import know_town

DAY = dt.date(2031, 5, 6)


@pytest.fixture
def draft(mission: Mission, people: dict[str, User]) -> Mission:
    """A second mission between the invented towns, with a topic and four people; every directory column is filled."""
    officer, agency = people["officer"], mission.agency
    for number, row in enumerate(agency.organisations.all()):
        Organisation.objects.filter(pk=row.pk).update(
            naics="332710",
            naics_confidence=("low", "high")[number % 2],
            languages="fr;en",
            source_url=f"https://source.invalid/{number}",
            website=f"https://site.invalid/{number}",
            postal_code=f"G0G {number}A0",
            phone="+1 418 555-0100",
            enterprise_number=f"11{number:08}",
            address=f"{number}, rue Inventée",
            stated_by_officer=bool(number % 2),
        )
        row.tags.add(Tag.objects.get_or_create(agency=agency, name="Éolien", folded="eolien")[0])
        row.offers.all().delete()
        row.offers.create(position=0, text_fr="=Soudure", text_en="Welding")
        row.offers.create(position=1, text_fr="Pliage", text_en="")
        row.needs.create(position=9, text_fr="", text_en="Steel")
        Contact.objects.create(organisation=row, name="Invented Person", consent="said so", consent_on=DAY)
        Note.objects.create(organisation=row, text="A note", author=officer)
    archived = agency.organisations.create(code="Z1", name="Archivée", kind="company", archived_at=timezone.now())
    archived.town = know_town("Val-Granit")
    archived.save()
    twin = agency.organisations.create(code="Z2", name="Jumelle", kind="company", town=archived.town)
    merge(officer, agency.organisations.get(code="H2"), twin)
    made = start_mission(
        officer,
        agency,
        know_town("Port-Lichen"),
        "Val-Granit",
        [],
        [Subject(Bilingual("Un « sujet »", 'A "topic"'), Bilingual("Deux\nlignes", "Two\nlines"))],
    )
    set_days(officer, made, DAY, DAY + dt.timedelta(days=1), Bilingual("Voir.", ""))
    choose_delegation(officer, made, {"F1": 2, "F2": 1, "A1": 1})
    made.delegates.get(code="F1-1").delete()
    return made


def directory() -> dict[str, list[tuple[Any, ...]]]:
    """Return every column of every row of every table of the directory, links between tables included."""
    models = list(apps.get_app_config("directory").get_models())
    models += [Organisation.tags.through]
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


def test_planning_changes_no_row_of_the_directory(
    draft: Mission, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "PLANNING_SECONDS", 2.0)
    host = draft.agency.organisations.get(code="H1")
    Decision.objects.create(
        mission=draft,
        delegation=draft.agency.organisations.get(code="F1"),
        host=host,
        verdict="rejected",
        reason="conflict",
    )
    before, seats = directory(), sorted(draft.delegates.values_list("pk", "code", "label_fr"))
    job = searching.ask_to_plan(people["officer"], draft)
    perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    assert directory() == before
    assert sorted(draft.delegates.values_list("pk", "code", "label_fr")) == seats
    assert draft.versions.count() == 1
    assert draft.meetings.get(kind="group").hosts.count() == 0
    assert draft.meetings.filter(kind="individual").exists()
    assert not draft.meetings.filter(code="F1.H1").exists()
    notes = [note["text"]["fr"] for note in draft.versions.get().programme["notes"]]
    assert any(note.startswith("Hôte à trouver pour") for note in notes)


def test_archived_and_merged_organisations_are_left_out(draft: Mission, people: dict[str, User]) -> None:
    assert not {"Z1", "Z2"} & {profile.id for profile in brief_of(draft).profiles}
    draft.agency.organisations.filter(code="F2").update(archived_at=timezone.now())
    assert "F2" not in {delegation.organisation for delegation in brief_of(draft).delegations}
    job = searching.ask_to_plan(people["officer"], draft)
    perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "failed" and "part, mais est archivée" in job.problem["fr"]


def test_the_exported_folder_reads_back_as_the_same_brief(draft: Mission, tmp_path: Path) -> None:
    brief = brief_of(draft)
    assert brief.delegations[0].ids and any(profile.offers[1].en == "" for profile in brief.profiles)
    assert exported(brief, tmp_path) == brief


def exported(brief: Brief, folder: Path) -> Brief:
    with zipfile.ZipFile(io.BytesIO(zip_of(brief, "Agence"))) as archive:
        archive.extractall(folder)
    return read_folder(folder / brief.id)
