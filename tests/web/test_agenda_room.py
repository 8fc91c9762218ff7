"""The agenda room: drafts, edits judged at once, versions."""

from __future__ import annotations

import pytest
from django.utils import timezone

from jumelage.agenda import Agenda, Problem, check
from jumelage.mission.changing import Changes
from jumelage.mission.editing import verdicts
from jumelage.web.accounts.models import User
from jumelage.web.jobs import actions as jobs
from jumelage.web.missions.actions import agenda as drafts
from jumelage.web.missions.actions import editing, searching
from jumelage.web.missions.actions.publishing import publish
from jumelage.web.missions.actions.repairs import repair_draft
from jumelage.web.missions.models import AgendaVersion, Meeting, Mission, Participant, Request
from jumelage.web.missions.queries import agenda as queries_agenda
from jumelage.web.missions.queries import programme_of
from jumelage.web.missions.queries.agenda import Desk
from jumelage.web.missions.rules import Part, PartState, VersionState
from jumelage.web.outbox.models import Message


def holds(version: AgendaVersion) -> None:
    """Check a version as anyone may: from its stored documents alone."""
    stored = AgendaVersion.objects.get(pk=version.pk)
    report = check(Problem.from_document(stored.problem), Agenda.from_document(stored.result))
    assert report.ok, report.violations
    programme = programme_of(stored)
    placed = {p.meeting.code: (p.starts, p.ends) for p in stored.placements.select_related("meeting")}
    said = {
        a.id: (a.start.isoformat(timespec="minutes"), a.end.isoformat(timespec="minutes"))
        for a in programme.activities
        if a.kind != "travel"
    }
    assert placed == said
    assert {one["id"] for one in stored.result["meetings"]} == set(said)


def where(version: AgendaVersion, code: str) -> tuple[int, str] | None:
    desk = Desk.of(AgendaVersion.objects.get(pk=version.pk))
    return next(((p.slot, p.site) for p in desk.agenda.meetings if p.id == code), None)


@pytest.fixture
def officer_user(people: dict[str, User]) -> User:
    return people["officer"]


def test_a_move_is_kept_everywhere_and_a_refused_one_changes_nothing(mission: Mission, officer_user: User) -> None:
    draft = drafts.draft_of(officer_user, mission)
    assert draft.number == 1
    before = where(draft, "F1.H1")
    with pytest.raises(editing.Refused) as refused:
        editing.move(officer_user, draft, "F1.H1", 2, "H1", 0)
    assert "La Fabrique" in refused.value.reasons[0].en
    assert where(draft, "F1.H1") == before
    moved = editing.move(officer_user, draft, "F1.H1", 27, "H1", 0)
    assert moved.revision == 1
    assert where(draft, "F1.H1") == (27, "H1")
    holds(moved)
    back = editing.undo(officer_user, draft, 1)
    assert where(draft, "F1.H1") == before
    holds(back)
    again = editing.redo(officer_user, draft, 2)
    assert where(draft, "F1.H1") == (27, "H1")
    holds(again)


def test_published_once_told_what_changed_and_counted_in_public(mission: Mission, officer_user: User) -> None:
    firm, host = (mission.agency.organisations.get(code=code) for code in ("F1", "H1"))
    seat = mission.delegates.get(organisation=firm)
    yes = {"mission": mission, "state": PartState.ACCEPTED}
    Participant.objects.create(**yes, part=Part.DELEGATE, organisation=firm, delegate=seat, email="f1@exemple.invalid")
    Participant.objects.create(**yes, part=Part.HOST, organisation=host, email="h1@exemple.invalid", language="en")
    Participant.objects.create(
        mission=mission, state=PartState.INVITED, part=Part.HOST, organisation=host, email="not-yet@exemple.invalid"
    )
    other = mission.agency.organisations.get(code="F2")
    Participant.objects.create(**yes, part=Part.DELEGATE, organisation=other, email="f2@exemple.invalid")
    draft = drafts.draft_of(officer_user, mission)
    first = publish(officer_user, draft, VersionState.PROVISIONAL, 0)
    assert {m.to for m in Message.objects.all()} == {"f1@exemple.invalid", "h1@exemple.invalid", "f2@exemple.invalid"}
    with pytest.raises(editing.NotADraft):
        editing.move(officer_user, first, "F1.H1", 27, "H1", 1)

    Message.objects.all().delete()
    second = drafts.draft_of(officer_user, mission)
    assert (second.number, second.based_on_id) == (2, first.pk)
    assert second.status == first.status
    editing.move(officer_user, second, "F1.H1", 27, "H1", 0)
    with pytest.raises(editing.Stale) as late:
        publish(officer_user, second, VersionState.FINAL, 0)
    assert [edit["what"] for edit in late.value.edits] == ["move"]
    publish(officer_user, second, VersionState.PROVISIONAL, 1)
    first.refresh_from_db()
    assert first.state == VersionState.SUPERSEDED
    told = {m.to: m for m in Message.objects.all()}
    assert set(told) == {"f1@exemple.invalid", "h1@exemple.invalid"}
    assert "Déplacé\u00a0: Convoyeurs Granit" in told["f1@exemple.invalid"].text
    assert "Moved: Soudure Boréale" in told["h1@exemple.invalid"].text
    assert "SEQUENCE:1" in told["f1@exemple.invalid"].calendar
    assert mission.meetings.get(code="F1.H1").sequence == 1
    assert mission.meetings.get(code="F1.H2").sequence == 0


def test_a_search_lands_in_the_draft_or_beside_it(mission: Mission, officer_user: User) -> None:
    draft = drafts.draft_of(officer_user, mission)
    editing.lock(officer_user, draft, "F1.H1", 0)
    job = searching.ask_to_solve(officer_user, mission, 4)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    draft.refresh_from_db()
    holds(draft)
    assert where(draft, "F1.H1") == (10, "H1")
    assert draft.edits[-1]["what"] in ("solve", "proof")
    late, found = Desk.of(draft), Desk.of(draft).agenda
    kept, new = searching.keep_found(officer_user, draft, draft.revision - 1, late.problem, found)
    assert (kept.number, kept.offered, new) == (2, True, True)
    assert drafts.draft_of(officer_user, mission).pk == draft.pk
    holds(kept)


def test_a_repair_moves_what_it_must_and_says_so(mission: Mission, officer_user: User) -> None:
    public = publish(officer_user, drafts.draft_of(officer_user, mission), VersionState.FINAL, 0)
    away = Changes(absent={"F1-1": (10, 11, 12)}, now=10)
    made = repair_draft(officer_user, mission, away, seconds=6)
    assert (made.origin, made.offered, made.based_on_id) == ("repair", True, public.pk)
    assert [one["id"] for one in made.changes["moves"]] == ["F1.H1"]
    holds(made)
    publish(officer_user, made, VersionState.FINAL, 0)
    assert not Message.objects.exists()
    meeting = mission.meetings.get(code="F1.H1")
    assert meeting.sequence == 1


def test_what_both_sides_accept_comes_in_and_what_is_called_off_goes(mission: Mission, officer_user: User) -> None:
    firm, host = (mission.agency.organisations.get(code=code) for code in ("F2", "B1"))
    asked = Request.objects.create(
        mission=mission, delegation=firm, host=host, asked_by_side="delegation", delegation_wish="must",
        delegation_priority=5, host_wish="like", state="accepted", expires_at=timezone.now(),
    )  # fmt: skip
    made = Meeting.objects.create(
        mission=mission, code="R1", kind="individual", title_fr="Agence du Val", title_en="Agence du Val", request=asked
    )
    made.delegations.add(firm)
    made.hosts.add(host)
    Meeting.objects.filter(mission=mission, code="F1.H1").update(cancelled_at=timezone.now())
    draft = drafts.draft_of(officer_user, mission)
    fresh = editing.refresh(officer_user, draft, 0)
    holds(fresh)
    desk = Desk.of(fresh)
    assert where(fresh, "F1.H1") is None
    assert [one.id for one in desk.agenda.dropped] == ["R1"]
    wanted = next(m for m in desk.problem.meetings if m.id == "R1")
    assert (wanted.people, wanted.sites, wanted.value) == (("F2-1", "B1"), ("B1",), 10 + 2000 + 120)
    free = [v for v in verdicts(desk.problem, desk.agenda, "R1", desk.names) if v.ok]
    placed = editing.move(officer_user, fresh, "R1", free[0].slot, free[0].site, fresh.revision)
    holds(placed)
    assert not queries_agenda.news_of(mission, Desk.of(placed))
