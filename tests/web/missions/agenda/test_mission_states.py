"""Any order of asking, answering, solving, moving, cancelling, repairing and publishing: the check is the judge."""

from __future__ import annotations

import contextlib
import datetime as dt
from itertools import combinations
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jumelage.agenda import check
from jumelage.errors import NoResultError
from jumelage.mission.changing import Changes
from jumelage.web.accounts.models import AuditEntry, User
from jumelage.web.jobs.tasks import perform
from jumelage.web.missions.agenda.actions import editing
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError, publish
from jumelage.web.missions.agenda.actions.repairs import repair_draft
from jumelage.web.missions.agenda.actions.searching import ask_to_solve
from jumelage.web.missions.agenda.actions.versions import draft_of
from jumelage.web.missions.agenda.queries.editor import AgendaEditor, agenda_of
from jumelage.web.missions.agenda.rules import PUBLIC, VersionState
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions import requests as asking
from jumelage.web.missions.matching.rules import RequestState, Wish
from jumelage.web.missions.models import AgendaVersion, Meeting, Mission, Request

PAIRS = [(a, b) for a in ("F1", "F2", "F4") for b in ("H1", "H2", "H5")]
LATE = (editing.EditRefusedError, editing.OutdatedDraftError, editing.NotADraftError, OutdatedVersionError)


class WholeMission(RuleBasedStateMachine):
    """Officers and firms do what they may, in any order, some with an old page before them."""

    mission: Mission
    officer: User

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.seen: dict[int, int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @initialize()
    def start(self) -> None:
        """The firms have asked for nothing yet: their visits leave the agenda."""
        Mission.objects.update(quota=9)
        self.draft()

    def firm(self, code: str) -> Any:
        return self.mission.agency.organisations.get(code=code)

    def draft(self) -> AgendaVersion:
        return draft_of(self.officer, self.mission)

    def looked_at(self, draft: AgendaVersion, *, old: bool) -> int:
        """Return the revision that somebody has before them: the present one, or one from before."""
        if not old:
            self.seen[draft.pk] = draft.revision
        return self.seen.get(draft.pk, draft.revision)

    @rule(pair=st.sampled_from(PAIRS), side=st.sampled_from(list(Side)))
    def ask(self, pair: tuple[str, str], side: Side) -> None:
        a, b = (self.firm(code) for code in pair)
        with contextlib.suppress(asking.DuplicateRequestError, asking.RequestNotAllowedError):
            asking.ask(self.officer, self.mission, a, b, side=side, wish=Wish.MUST, priority=4)

    @precondition(lambda self: Request.objects.filter(state=RequestState.PROPOSED).exists())
    @rule(pick=st.integers(0, 30), wish=st.sampled_from([Wish.LIKE, Wish.MUST, Wish.NO]))
    def answer(self, pick: int, wish: Wish) -> None:
        open_ones = list(Request.objects.filter(state=RequestState.PROPOSED))
        asking.answer(self.officer, open_ones[pick % len(open_ones)], wish=wish, priority=3)

    @precondition(lambda self: Request.objects.filter(state=RequestState.ACCEPTED).exists())
    @rule(pick=st.integers(0, 30))
    def take_back(self, pick: int) -> None:
        agreed = list(Request.objects.filter(state=RequestState.ACCEPTED))
        asking.withdraw(self.officer, agreed[pick % len(agreed)])

    @rule()
    def expire(self) -> None:
        asking.expire_due(timezone.now() + dt.timedelta(days=30))

    @rule(old=st.booleans())
    def bring_up_to_date(self, old: bool) -> None:
        draft = self.draft()
        try:
            fresh = editing.refresh(self.officer, draft, self.looked_at(draft, old=old))
        except editing.OutdatedDraftError as late:
            assert late.version.revision > self.seen[draft.pk]
            return
        # An open request blocks no slot: nothing that waits for a yes, or was called off, is on an agenda up to date.
        waiting = {
            f"{row.delegation.code}.{row.host.code}" for row in Request.objects.exclude(state=RequestState.ACCEPTED)
        }
        agreed = set(Meeting.objects.filter(cancelled_at=None).values_list("code", flat=True))
        assert not ({placed.id for placed in agenda_of(fresh)[1].meetings} - agreed) & waiting

    @rule(pick=st.integers(0, 60), slot=st.integers(-1, 33), site=st.integers(0, 9), old=st.booleans())
    def move(self, pick: int, slot: int, site: int, old: bool) -> None:
        draft = self.draft()
        problem, before = agenda_of(draft)
        meeting = problem.meetings[pick % len(problem.meetings)]
        where = problem.sites[site % len(problem.sites)].id if site else (meeting.sites or (problem.sites[0].id,))[0]
        try:
            editing.move(self.officer, draft, meeting.id, slot, where, self.looked_at(draft, old=old))
        except LATE:
            draft.refresh_from_db()
            assert agenda_of(draft)[1].meetings == before.meetings

    @rule(pick=st.integers(0, 60), what=st.sampled_from(["unplace", "lock", "unlock"]))
    def handle(self, pick: int, what: str) -> None:
        draft = self.draft()
        problem, _ = agenda_of(draft)
        meeting = problem.meetings[pick % len(problem.meetings)]
        with contextlib.suppress(editing.EditRefusedError):
            getattr(editing, what)(self.officer, draft, meeting.id, draft.revision)

    @rule(
        pick=st.integers(0, 60),
        begins=st.integers(-1, 33),
        hours=st.integers(0, 9),
        what=st.sampled_from(["away", "back"]),
    )
    def is_away(self, pick: int, begins: int, hours: int, what: str) -> None:
        draft = self.draft()
        problem, _ = agenda_of(draft)
        everyone = [*(one.id for one in problem.people), *AgendaEditor.of(draft).attendance.received]
        person = everyone[pick % len(everyone)]
        with contextlib.suppress(editing.EditRefusedError):
            getattr(editing, what)(self.officer, draft, person, range(begins, begins + hours), draft.revision)

    @rule(what=st.sampled_from(["undo", "redo"]))
    def step_back(self, what: str) -> None:
        draft = self.draft()
        with contextlib.suppress(editing.EditRefusedError):
            getattr(editing, what)(self.officer, draft, draft.revision)

    @rule(meanwhile=st.booleans())
    def solve(self, meanwhile: bool) -> None:
        job = ask_to_solve(self.officer, self.mission, seconds=2)
        if meanwhile:
            self.handle(3, "unplace")
        perform.call(job.pk)
        job.refresh_from_db()
        assert job.state in ("done", "failed"), job.problem

    @rule(final=st.booleans(), old=st.booleans())
    def publish(self, final: bool, old: bool) -> None:
        draft = self.draft()
        state = VersionState.FINAL if final else VersionState.PROVISIONAL
        try:
            publish(self.officer, draft, state, self.looked_at(draft, old=old))
        except LATE:
            draft.refresh_from_db()
            assert draft.state == VersionState.DRAFT

    @precondition(lambda self: self.mission.versions.filter(state__in=PUBLIC).exists())
    @rule(pick=st.integers(0, 60), now=st.integers(0, 31), away=st.booleans(), send=st.booleans())
    def someone_cancels(self, pick: int, now: int, away: bool, send: bool) -> None:
        public = self.mission.versions.get(state__in=PUBLIC)
        problem, agenda = agenda_of(public)
        meeting = problem.meetings[pick % len(problem.meetings)]
        absent = {meeting.people[0]: tuple(range(now, problem.slots))} if away else {}
        try:
            made = repair_draft(
                self.officer, self.mission, Changes(absent, () if away else (meeting.id,), now=now), seconds=2
            )
        except NoResultError:
            return
        still = {placed.id: placed.slot for placed in agenda_of(made)[1].meetings}
        for placed in agenda.meetings:  # what has begun stays where it was
            assert placed.slot >= now or placed.id == meeting.id or still.get(placed.id) == placed.slot
        if send:
            with contextlib.suppress(editing.EditRefusedError, OutdatedVersionError):
                publish(self.officer, made, VersionState.FINAL, made.revision)

    @invariant()
    def every_version_passes_the_check(self) -> None:
        for version in self.mission.versions.all()[:3]:
            problem, agenda = agenda_of(version)
            assert check(problem, agenda).violations == ()
            assert {p.meeting.code for p in version.placements.select_related("meeting")} <= {
                placed.id for placed in agenda.meetings
            }

    @invariant()
    def one_agenda_is_public_and_books_nobody_twice(self) -> None:
        public = list(self.mission.versions.filter(state__in=PUBLIC))
        assert len(public) <= 1
        for version in public:
            problem, agenda = agenda_of(version)
            of = {meeting.id: meeting for meeting in problem.meetings}
            for one, other in combinations(agenda.meetings, 2):
                ends = [placed.slot + of[placed.id].duration for placed in (one, other)]
                if one.slot < ends[1] and other.slot < ends[0]:
                    assert not set(of[one.id].people) & set(of[other.id].people), (one, other)

    @invariant()
    def every_change_of_the_draft_is_in_the_log(self) -> None:
        for version in self.mission.versions.filter(state=VersionState.DRAFT, offered=False):
            told = AuditEntry.objects.filter(subject=f"version:{version.pk}", action__startswith="agenda.")
            assert told.count() >= min(version.revision, 1)


@pytest.mark.slow
def test_no_order_of_events_breaks_the_mission(mission: Mission, people: dict[str, User]) -> None:
    WholeMission.mission, WholeMission.officer = mission, people["officer"]
    run_state_machine_as_test(
        WholeMission,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck),
            derandomize=True, phases=(Phase.explicit, Phase.generate),
        ),
    )  # fmt: skip
