"""A mission before it is planned: started once, filled in, and taken away as a folder that the planner accepts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.errors import InputError
from jumelage.mission import plan as plan_brief
from jumelage.mission import read_folder
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.core.actions.drafts import set_days, start_mission
from jumelage.web.missions.models import Mission
from jumelage.web.practices.models import Practice
from jumelage.web.towns.actions import know_town


def started(client: Client, **given: str) -> Mission:
    answer = client.post("/missions/start/", given)
    assert answer.status_code == 302, answer.content.decode()[:500]
    return Mission.objects.get(slug=answer["Location"].strip("/").split("/")[1])


def unpacked(client: Client, draft: Mission, folder: Path) -> Path:
    answer = client.get(f"/missions/{draft.slug}/draft/folder.zip")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(folder)
    return folder / draft.code


def test_one_button_starts_a_draft_with_the_practices_of_the_town(officer: Client, library: None) -> None:
    draft = started(officer, town="thetford-mines")
    assert (draft.origin.name, draft.destination.name, draft.first_day) == ("Port-Lichen", "Thetford Mines", None)
    assert draft.topics.count() == Practice.objects.filter(town__name="Thetford Mines").count() > 10
    assert started(officer, town="thetford-mines") == draft
    page = officer.get(f"/missions/{draft.slug}/").content.decode()
    assert "Fixer les jours" in page and "dates à fixer" in page
    assert "dates à fixer" in officer.get("/missions/").content.decode()
    assert AuditEntry.objects.filter(action="mission.started").count() == 1


def test_a_model_town_without_a_practice_still_gives_a_topic(officer: Client, library: None) -> None:
    draft = started(officer, model="invented/val-debout")
    assert [topic.title_fr for topic in draft.topics.all()] == ["Ce qui a remplacé les emplois à Val-Debout"]


def test_where_our_town_is_not_known_it_is_asked(client: Client, library: None, people: dict[str, User]) -> None:
    client.force_login(people["outsider"])
    asked = client.post("/missions/start/", {"town": "thetford-mines"})
    assert asked.status_code == 422 and 'name="origin"' in asked.content.decode()
    made = client.post("/missions/start/", {"town": "thetford-mines", "agency": "ailleurs", "origin": "sept-iles"})
    assert made.status_code == 302


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"model": "x"},
        {"model": "invented/nowhere"},
        {"town": "nowhere"},
        {"town": "port-lichen"},
        {"town": "\0"},
        {"model": "a\0/b"},
    ],
)
def test_nowhere_is_not_found(officer: Client, library: None, given: dict[str, str]) -> None:
    assert officer.post("/missions/start/", given).status_code == 404


def test_days_people_and_topics_are_filled_in(officer: Client, mission: Mission, library: None) -> None:
    draft = started(officer, town="thetford-mines")
    here = f"/missions/{draft.slug}/"
    wrong = officer.post(f"{here}draft/days/", {"first": "2031-05-08", "last": "2031-05-06"})
    assert wrong.status_code == 422 and "précède le premier" in wrong.content.decode()
    officer.post(f"{here}draft/days/", {"first": "2031-05-06", "last": "2031-05-07", "goal_fr": "Voir", "goal_en": ""})
    assert "6 et 7\u00a0mai 2031" in officer.get(here).content.decode()
    assert officer.post(f"{here}draft/people/", {"people_F1": "-3"}).status_code == 422
    officer.post(f"{here}draft/people/", {"people_F1": "1", "people_A1": "2", "people_H1": "9"})
    assert sorted(draft.delegates.values_list("organisation__code", flat=True)) == ["A1", "A1", "F1"]
    first = draft.topics.first()
    assert first is not None
    officer.post(f"{here}draft/topics/", {"drop": str(first.pk)})
    officer.post(f"{here}draft/topics/", {"practice": "PR24"})
    officer.post(f"{here}draft/topics/", {"practice": "PR24"})
    assert not draft.topics.filter(pk=first.pk).exists()
    assert draft.topics.filter(practice__code="PR24").count() == 1
    assert "il en tient environ 8" in officer.get(here).content.decode()
    for topic in draft.topics.all()[8:]:
        officer.post(f"{here}draft/topics/", {"drop": str(topic.pk)})
    assert "Prendre le dossier" in officer.get(here).content.decode()


def test_the_folder_is_planned_once_it_is_completed_and_becomes_the_mission(
    officer: Client, mission: Mission, library: None, agency: Agency, tmp_path: Path
) -> None:
    Organisation.objects.filter(code="F1").update(name='=HYPERLINK("x") "Soudure"')
    draft = started(officer, town="chandler")
    folder = unpacked(officer, draft, tmp_path / "empty")
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    assert {problem.place for problem in caught.value.problems} == {"mission.toml, days", "mission.toml, delegations"}
    here = f"/missions/{draft.slug}/draft/"
    officer.post(f"{here}days/", {"first": "2031-05-06", "last": "2031-05-07", "goal_fr": "Voir"})
    officer.post(f"{here}people/", {"people_F1": "1", "people_A1": "2"})
    folder = unpacked(officer, draft, tmp_path / "full")
    assert not any(line.startswith("=") for line in (folder / "organisations.csv").read_text("utf-8-sig").split(","))
    plan_file = folder / "mission.toml"
    plan_file.write_text(plan_file.read_text("utf-8").replace("seconds = 15", "seconds = 8"), "utf-8")
    brief = read_folder(folder)
    assert [visit.title.fr for visit in brief.group_visits] == [topic.title_fr for topic in draft.topics.all()]
    made = plan_brief(brief, workers=1)
    assert made.agenda.status in ("optimal", "feasible")
    assert load_plan(agency, made) == draft
    again = read_folder(unpacked(officer, draft, tmp_path / "planned"))  # the folder is an export, at any time
    assert (again.days, again.limits, again.group_visits) == (brief.days, brief.limits, brief.group_visits)
    assert officer.post(f"{here}days/", {"first": "2031-05-06", "last": "2031-05-07"}).status_code == 404


def test_hostile_words_stay_inside_their_quotes(officer: Client, library: None, tmp_path: Path) -> None:
    nasty = 'fin"""\n[[days]]\ndate = 1\u0001\\'
    Practice.objects.filter(town__name="Chandler").update(name_fr=nasty, actors_fr=nasty, source_url='https://x/"\n')
    folder = unpacked(officer, started(officer, town="chandler"), tmp_path)
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    assert {problem.place for problem in caught.value.problems} == {"mission.toml, days", "mission.toml, delegations"}


def test_only_officers_start_and_change(client: Client, library: None, agency: Agency, people: dict[str, User]) -> None:
    for role in ("outsider", "reader", "operator"):
        with pytest.raises(PermissionDenied):
            start_mission(people[role], agency, know_town("Port-Lichen"), "Chandler", [], [])
    client.force_login(people["officer"])
    draft = started(client, town="chandler")
    client.force_login(people["reader"])
    assert client.post("/missions/start/", {"town": "chandler"}).status_code == 403
    assert client.get(f"/missions/{draft.slug}/draft/folder.zip").status_code == 200
    for part in ("days", "people", "topics"):
        assert client.post(f"/missions/{draft.slug}/draft/{part}/", {}).status_code == 403
    client.force_login(people["outsider"])
    assert client.get(f"/missions/{draft.slug}/draft/folder.zip").status_code == 404


def test_a_planned_mission_is_no_draft(mission: Mission, people: dict[str, User], plan: object) -> None:
    first = mission.first_day
    assert first is not None
    with pytest.raises(PermissionDenied):
        set_days(people["officer"], mission, first, first, mission.goal)


def test_a_draft_takes_as_many_queries_with_few_topics_as_with_many(officer: Client, library: None) -> None:
    draft = started(officer, town="thetford-mines")
    page = f"/missions/{draft.slug}/"
    officer.get(page)
    with CaptureQueriesContext(connection) as many:
        officer.get(page)
    draft.topics.filter(position__gt=0).delete()
    with CaptureQueriesContext(connection) as one:
        officer.get(page)
    assert len(one) == len(many)
