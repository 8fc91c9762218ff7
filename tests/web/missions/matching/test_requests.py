"""Requests and consent: what each side may do, what each learns, and that no order of events breaks the rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from jumelage.web.accounts.models import AuditEntry, User
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions import requests as actions
from jumelage.web.missions.matching.actions.decisions import decide
from jumelage.web.missions.matching.actions.shortlists import save_shortlist
from jumelage.web.missions.matching.queries import requests as queries
from jumelage.web.missions.matching.queries.shortlists import Limits
from jumelage.web.missions.matching.rules import LIVE, RequestState, Verdict, Wish
from jumelage.web.missions.models import Meeting, Mission, Participant, Request
from jumelage.web.missions.people.actions.participants import answer_invitation
from jumelage.web.missions.people.rules import Answer
from jumelage.web.outbox.models import Message


def firm(mission: Mission, code: str) -> Any:
    return mission.agency.organisations.get(code=code)


def ask(
    user: Any, mission: Mission, a: str = "F1", b: str = "H1", side: Side = Side.DELEGATION, **more: Any
) -> Request:
    return actions.ask(user, mission, firm(mission, a), firm(mission, b), side=side, **more)


def test_a_yes_from_both_sides_makes_the_meeting(mission: Mission, parts: dict[str, User]) -> None:
    Meeting.objects.filter(code="F1.H1").delete()
    made = ask(parts["delegate"], mission, wish=Wish.MUST, priority=5, words="Voir votre atelier")
    assert (made.state, made.asked_for, made.delegation_priority) == ("proposed", False, 5)
    assert not Meeting.objects.filter(code="F1.H1").exists()
    told = Message.objects.get(kind="mission.request")
    assert told.to == "host@lichen.invalid"
    assert "Voir votre atelier" in told.text and "offre ce que" in told.text
    assert "5" not in told.text.replace("2031", "").split("http")[0].partition("Répondez")[0]
    done = actions.answer(parts["host"], made, wish=Wish.LIKE, priority=2)
    meeting = Meeting.objects.get(request=done)
    assert (meeting.code, meeting.kind, meeting.cancelled_at) == ("F1.H1", "individual", None)
    assert meeting.reasons and meeting.relation
    assert [h.code for h in meeting.hosts.all()] == ["H1"]
    assert Message.objects.get(kind="mission.request.accepted").to == "delegate@lichen.invalid"


def test_taking_a_yes_back_cancels_the_meeting(mission: Mission, parts: dict[str, User]) -> None:
    made = actions.answer(parts["host"], ask(parts["delegate"], mission), wish=Wish.LIKE, priority=3)
    actions.withdraw(parts["host"], made)
    assert Meeting.objects.get(request=made).cancelled_at is not None
    assert Message.objects.get(kind="mission.request.withdrawn").to == "delegate@lichen.invalid"
    again = actions.answer(parts["host"], ask(parts["delegate"], mission), wish=Wish.LIKE, priority=3)
    assert Meeting.objects.get(code="F1.H1").request == again
    assert Meeting.objects.get(code="F1.H1").cancelled_at is None


def test_no_thanks_is_not_told_and_not_asked_again(mission: Mission, parts: dict[str, User]) -> None:
    made = ask(parts["delegate"], mission)
    actions.answer(parts["host"], made, wish=Wish.NO, words="Concurrent direct")
    told = Message.objects.get(kind="mission.request.not_possible")
    assert "Concurrent" not in told.text and "n’est pas possible" in told.text
    with pytest.raises(actions.RequestNotAllowedError):
        ask(parts["delegate"], mission)
    assert ask(parts["host"], mission, side=Side.HOST).state == "proposed"  # who said no may change their mind


def test_no_thanks_to_a_suggestion_stays_with_the_officer(mission: Mission, parts: dict[str, User]) -> None:
    actions.say_no(parts["host"], mission, firm(mission, "F1"), firm(mission, "H1"), side=Side.HOST)
    assert not Message.objects.filter(kind__startswith="mission.request").exists()
    with pytest.raises(actions.RequestNotAllowedError):
        ask(parts["delegate"], mission)


def test_one_living_request_a_pair_says_who_asked(mission: Mission, parts: dict[str, User]) -> None:
    first = ask(parts["host"], mission, side=Side.HOST)
    with pytest.raises(actions.DuplicateRequestError) as refused:
        ask(parts["delegate"], mission)
    assert refused.value.request == first and refused.value.request.asked_by == parts["host"]


def test_the_quota_counts_living_requests(mission: Mission, parts: dict[str, User]) -> None:
    Mission.objects.update(quota=1)
    first = ask(parts["delegate"], mission)
    with pytest.raises(actions.QuotaReachedError):
        ask(parts["delegate"], mission, b="H2")
    actions.withdraw(parts["delegate"], first)
    ask(parts["delegate"], mission, b="H2")
    Participant.objects.filter(user=parts["delegate"]).update(quota=2)
    ask(parts["delegate"], mission, b="H3")
    with pytest.raises(actions.QuotaReachedError):
        ask(parts["delegate"], mission, b="H4")


def test_a_request_expires_and_frees_the_pair(mission: Mission, parts: dict[str, User]) -> None:
    made = ask(parts["delegate"], mission)
    assert actions.expire_due(made.expires_at - dt.timedelta(seconds=1)) == 0
    assert actions.expire_due(made.expires_at) == 1
    assert actions.expire_due(made.expires_at) == 0
    assert Message.objects.filter(kind="mission.request.expired").count() == 1
    with pytest.raises(actions.RequestChangedError) as late:
        actions.answer(parts["host"], made, wish=Wish.LIKE, priority=3)
    assert late.value.request.state == "expired"
    ask(parts["delegate"], mission)


def test_a_yes_after_the_time_is_too_late_before_any_sweep(mission: Mission, parts: dict[str, User]) -> None:
    made = ask(parts["delegate"], mission)
    Request.objects.update(expires_at=timezone.now())
    with pytest.raises(actions.RequestChangedError):
        actions.answer(parts["host"], made, wish=Wish.LIKE, priority=3)
    assert Request.objects.get().state == "expired"


def test_the_second_of_two_answers_is_told(mission: Mission, parts: dict[str, User], people: dict[str, User]) -> None:
    made = ask(parts["delegate"], mission)
    actions.answer(parts["host"], made, wish=Wish.LIKE, priority=3)
    with pytest.raises(actions.RequestChangedError) as late:
        actions.answer(people["officer"], made, wish=Wish.NO)
    assert late.value.request.state == "accepted"
    actions.withdraw(parts["delegate"], made)
    with pytest.raises(actions.RequestChangedError):
        actions.withdraw(parts["host"], made)


def test_an_officer_acts_for_a_side_and_the_log_says_so(mission: Mission, people: dict[str, User]) -> None:
    made = ask(people["officer"], mission)
    done = actions.answer(people["officer"], made, wish=Wish.MUST, priority=4)
    assert made.asked_for and done.answered_for
    entries = AuditEntry.objects.filter(subject=f"request:{made.pk}")
    assert [entry.after.get("for_them") for entry in entries] == [True, True]


@pytest.mark.parametrize("who", ["reader", "outsider", "operator"])
def test_others_may_not_act(mission: Mission, people: dict[str, User], who: str) -> None:
    made = ask(people["officer"], mission)
    for act in (
        lambda: ask(people[who], mission, b="H2"),
        lambda: actions.answer(people[who], made, wish=Wish.LIKE, priority=3),
        lambda: actions.withdraw(people[who], made),
        lambda: actions.say_no(people[who], mission, firm(mission, "F1"), firm(mission, "H2"), side=Side.HOST),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_answers_their_own_request_or_withdraws_anothers(mission: Mission, parts: dict[str, User]) -> None:
    made = ask(parts["delegate"], mission)
    with pytest.raises(PermissionDenied):
        actions.answer(parts["delegate"], made, wish=Wish.LIKE, priority=3)
    with pytest.raises(PermissionDenied):
        actions.withdraw(parts["host"], made)
    with pytest.raises(PermissionDenied):
        ask(parts["partner"], mission, b="H2")
    with pytest.raises(PermissionDenied):
        ask(parts["delegate"], mission, a="F2")


def test_pairs_set_apart_are_not_possible(mission: Mission, parts: dict[str, User], people: dict[str, User]) -> None:
    decide(
        people["officer"],
        mission,
        firm(mission, "F1"),
        firm(mission, "H1"),
        verdict=Verdict.REJECTED,
        reason="competitor",
    )
    with pytest.raises(actions.RequestNotAllowedError):
        ask(parts["delegate"], mission)
    with pytest.raises(ValueError, match="two sides"):
        ask(people["officer"], mission, a="F1", b="F2")


def test_leaving_the_mission_ends_what_was_asked_and_agreed(mission: Mission, parts: dict[str, User]) -> None:
    made = actions.answer(parts["host"], ask(parts["delegate"], mission), wish=Wish.LIKE, priority=3)
    open_one = ask(parts["delegate"], mission, b="H2")
    answer_invitation(parts["delegate"], Participant.objects.get(user=parts["delegate"]), Answer.WITHDRAW)
    assert set(Request.objects.filter(pk__in=[made.pk, open_one.pk]).values_list("state", flat=True)) == {"withdrawn"}
    assert Meeting.objects.get(request=made).cancelled_at is not None


def test_the_shortlist_becomes_requests_once(mission: Mission, people: dict[str, User]) -> None:
    save_shortlist(people["officer"], mission, Limits(per_delegate=2, per_host=2))
    wanted = len(queries.to_ask_from_shortlist(mission))
    Mission.objects.update(quota=1)
    made, full = actions.ask_from_shortlist(people["officer"], mission)
    assert 0 < len(made) < wanted and full
    assert all(row.asked_for and row.asked_by_side == Side.DELEGATION for row in made)
    assert actions.ask_from_shortlist(people["officer"], mission)[0] == []
    mission.refresh_from_db()
    counted = {one.organisation.code: one for one in queries.counts(mission, queries.sides(mission))}
    assert counted["F1"].made == 1 and counted["F1"].full


PAIRS = [(a, b) for a in ("F1", "F2") for b in ("H1", "H2")]


class Consent(RuleBasedStateMachine):
    """Any order of asking, answering, taking back and waiting, by either side or an officer."""

    mission: Mission
    officer: User

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.said_no: set[tuple[str, str, str]] = set()
        Mission.objects.update(quota=2)
        Request.objects.all().delete()
        Meeting.objects.filter(code__in=[f"{a}.{b}" for a, b in PAIRS]).delete()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def rows(self) -> list[Request]:
        return list(Request.objects.order_by("id"))

    @rule(pair=st.sampled_from(PAIRS), side=st.sampled_from(list(Side)), priority=st.integers(1, 5))
    def ask(self, pair: tuple[str, str], side: Side, priority: int) -> None:
        try:
            ask(self.officer, self.mission, *pair, side, priority=priority)
        except actions.RequestNotAllowedError:
            assert (*pair, side.other) in self.said_no
        except actions.DuplicateRequestError as known:
            assert known.request.state in LIVE
        except actions.QuotaReachedError as full:
            assert queries.used(self.mission, full.organisation.pk, side) == 2
        else:
            self.said_no.discard((*pair, side))

    @precondition(lambda self: Request.objects.exists())
    @rule(pick=st.integers(0, 30), wish=st.sampled_from(list(Wish)))
    def answer(self, pick: int, wish: Wish) -> None:
        row = self.rows()[pick % Request.objects.count()]
        try:
            actions.answer(self.officer, row, wish=wish, priority=3)
        except actions.RequestChangedError as late:
            assert late.request.state != RequestState.PROPOSED
            return
        assert row.state == RequestState.PROPOSED
        if wish == Wish.NO:
            self.said_no.add((row.delegation.code, row.host.code, Side(row.asked_by_side).other))
            self.said_no.discard((row.delegation.code, row.host.code, Side(row.asked_by_side)))

    @precondition(lambda self: Request.objects.exists())
    @rule(pick=st.integers(0, 30))
    def withdraw(self, pick: int) -> None:
        row = self.rows()[pick % Request.objects.count()]
        if row.state in LIVE:
            actions.withdraw(self.officer, row)
        else:
            with pytest.raises(actions.RequestChangedError):
                actions.withdraw(self.officer, row)

    @rule()
    def wait_too_long(self) -> None:
        proposed = Request.objects.filter(state=RequestState.PROPOSED).count()
        assert actions.expire_due(timezone.now() + dt.timedelta(days=30)) == proposed

    @invariant()
    def a_meeting_is_a_yes_from_both(self) -> None:
        held = {m.request_id for m in Meeting.objects.filter(request__isnull=False, cancelled_at=None)}
        agreed = {row.pk for row in self.rows() if row.state == RequestState.ACCEPTED}
        assert held == agreed
        for row in Request.objects.filter(pk__in=agreed):
            assert row.delegation_wish in (Wish.MUST, Wish.LIKE) and row.host_wish in (Wish.MUST, Wish.LIKE)

    @invariant()
    def a_pair_has_one_living_request_and_no_one_more_than_the_quota(self) -> None:
        living = [row for row in self.rows() if row.state in LIVE]
        assert len({(row.delegation_id, row.host_id) for row in living}) == len(living)
        for side in Side:
            own = [getattr(row, f"{side.value}_id") for row in living if row.asked_by_side == side]
            assert all(own.count(pk) <= 2 for pk in own)

    @invariant()
    def an_open_request_has_no_answer_and_every_change_is_in_the_log(self) -> None:
        for row in self.rows():
            assert (row.answered_at is None) or row.state != RequestState.PROPOSED
            last = AuditEntry.objects.filter(subject=f"request:{row.pk}").first()
            assert last is not None and last.after["state"] == row.state


def test_no_order_of_events_breaks_consent(mission: Mission, people: dict[str, User]) -> None:
    Consent.mission, Consent.officer = mission, people["officer"]
    run_state_machine_as_test(
        Consent,
        settings=settings(
            max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
