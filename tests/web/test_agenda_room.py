"""The agenda room: drafts, edits judged at once, versions."""

from __future__ import annotations

import pytest

from jumelage.agenda import Agenda, Problem, check
from jumelage.web.accounts.models import User
from jumelage.web.missions.actions import agenda as drafts
from jumelage.web.missions.actions import editing
from jumelage.web.missions.models import AgendaVersion, Mission
from jumelage.web.missions.queries import programme_of
from jumelage.web.missions.queries.agenda import Desk


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
