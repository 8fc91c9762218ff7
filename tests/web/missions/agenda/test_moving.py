"""A mission moved: hours, people, hand edits and locks follow; each person is told exactly once."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from jumelage.agenda import check
from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda.actions.editing import EditRefusedError, lock, move, undo
from jumelage.web.missions.agenda.actions.moving import MissionBegunError, move_mission
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.actions.versions import draft_of
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor, agenda_of, working_draft
from jumelage.web.missions.agenda.queries.programmes import programme_of, public_version
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.core.setup import moved
from jumelage.web.missions.models import Mission
from jumelage.web.missions.people.actions.participants import invite, list_participant
from jumelage.web.outbox.models import Message

WEEK = dt.timedelta(weeks=1)


def later(mission: Mission, by: dt.timedelta = WEEK) -> tuple[object, ...]:
    return moved(setup_of(mission), by).days


def places(version: AgendaVersion) -> dict[str, tuple[int, str, int | None]]:
    return {one.id: (one.slot, one.site, one.table) for one in agenda_of(version)[1].meetings}


def by_hand(officer: User, draft: AgendaVersion, kept: str) -> AgendaVersion:
    """Move whatever may move to the first hour that is free for it."""
    editor = AgendaEditor.of(draft)
    for placed in editor.agenda.meetings:
        for slot in range(editor.problem.slots) if placed.id != kept else ():
            if slot != placed.slot:
                with contextlib.suppress(EditRefusedError):
                    return move(officer, draft, placed.id, slot, placed.site, draft.revision)
    raise AssertionError("nothing may move")


def test_a_week_later_with_a_public_version_and_a_draft(
    mission: Mission, people: dict[str, User], parts: dict[str, User]
) -> None:
    officer = people["officer"]
    listed = list_participant(
        officer,
        mission,
        Part.HOST,
        organisation=mission.agency.organisations.get(code="H2"),
        name="X",
        email="x@h2.invalid",
    )
    invite(officer, mission, [listed])
    version = mission.versions.get()
    publish(officer, version, VersionState.PROVISIONAL, version.revision)
    draft = draft_of(officer, mission)
    code = next(code for code in places(draft) if code.startswith("F1."))
    draft = by_hand(officer, lock(officer, draft, code, draft.revision), code)
    public, before = public_version(mission), places(draft)
    assert public is not None
    was, told_before = places(public), Message.objects.count()
    told = move_mission(officer, mission, later(mission), mission.timezone)
    mission.refresh_from_db()
    assert (mission.first_day, mission.last_day) == (dt.date(2031, 3, 11), dt.date(2031, 3, 12))
    fresh, now = public_version(mission), working_draft(mission)
    assert fresh is not None and now is not None and fresh.pk != public.pk
    assert (fresh.state, places(fresh), places(now)) == ("provisional", was, before)
    assert now.locked == [code] and now.based_on_id == fresh.pk
    for made in (fresh, now):
        assert not check(*agenda_of(made)).violations
        assert {day.isoformat() for day in programme_of(made).days} == {"2031-03-11", "2031-03-12"}
        assert {one.start.date() for one in programme_of(made).activities} <= set(programme_of(made).days)
    assert {one.starts[:10] for one in fresh.placements.all()} <= {"2031-03-11", "2031-03-12"}
    # Every person who was asked or said yes gets one mail, and nobody a second.
    mails = Message.objects.order_by("pk")[told_before:]
    counts = Counter(mail.to for mail in mails)
    asked = {row.email for row in mission.participants.all() if row.email}
    assert set(counts.values()) == {1} and set(counts) == asked and told == len(asked)
    kinds = {mail.to: mail.kind for mail in mails}
    assert kinds["x@h2.invalid"] == "mission.moved" and kinds["delegate@lichen.invalid"] == "agenda.published"
    assert "4" in next(mail.text for mail in mails if mail.to == "x@h2.invalid")
    # The history stays, and the hand edit may be undone on the new days too.
    assert mission.versions.filter(state="superseded").count() >= 2
    back = places(undo(officer, now, now.revision))
    assert {id: place[:2] for id, place in back.items()} == {id: place[:2] for id, place in was.items()}


def test_hours_that_are_cut_name_what_they_lose(officer: Client, mission: Mission, people: dict[str, User]) -> None:
    first = setup_of(mission).days[0]
    page = officer.get(f"/missions/{mission.slug}/move/?weeks=1").content.decode()
    assert "gardent leur heure et leur lieu" in page and "Déplacer la mission" in page
    given = {"timezone": mission.timezone, "date_0": first.date.isoformat(), "start_0": first.start.isoformat("minutes"),
             "end_0": "12:00"}  # fmt: skip
    preview = officer.post(f"/missions/{mission.slug}/move/", given).content.decode()
    assert "Sans heure dans les nouveaux jours" in preview
    assert mission.versions.count() == 1  # nothing yet
    answer = officer.post(f"/missions/{mission.slug}/move/", given | {"confirm": "1"}, follow=True)
    assert "La mission est déplacée" in answer.content.decode()
    draft = working_draft(mission)
    assert draft is not None
    editor = AgendaEditor.of(draft)
    assert not check(editor.problem, editor.agenda).violations
    assert {start[:10] for start in editor.problem.starts} == {first.date.isoformat()}
    assert officer.get(f"/missions/{mission.slug}/agenda/edit/").status_code == 200


def test_a_mission_that_has_begun_keeps_its_days(mission: Mission, people: dict[str, User]) -> None:
    mission.check_ins.create(
        meeting=mission.meetings.first(), organisation=mission.agency.organisations.get(code="F1"), presence="arrived"
    )
    with pytest.raises(MissionBegunError):
        move_mission(people["officer"], mission, later(mission), mission.timezone)
    with pytest.raises(PermissionDenied):
        move_mission(people["reader"], mission, later(mission), mission.timezone)
