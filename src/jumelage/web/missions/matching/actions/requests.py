"""What the two sides ask of one another: proposed, then accepted, declined, expired or withdrawn; nothing else.

Each action locks the mission's row, reads the request again, and writes where the state is still the one it read: of
two who act at once the second is told what happened (:class:`RequestChangedError`).
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from jumelage.web.accounts.actions import record_change
from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.queries.access import acting_for
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions.agreed import arrange, call_off
from jumelage.web.missions.matching.actions.request_mail import tell_answer, tell_asked, tell_expired, tell_withdrawn
from jumelage.web.missions.matching.models import Request
from jumelage.web.missions.matching.queries import requests as queries
from jumelage.web.missions.matching.rules import LIVE, RELATIONS, RequestState, Wish, may_ask_again

__all__ = [
    "DuplicateRequestError",
    "QuotaReachedError",
    "RequestChangedError",
    "RequestNotAllowedError",
    "answer",
    "ask",
    "ask_from_shortlist",
    "end_all_of",
    "expire_due",
    "say_no",
    "withdraw",
]

USUAL_PRIORITY = 3


class DuplicateRequestError(Exception):
    """The two have an active request: ``request`` says who asked, and in which state it is."""

    def __init__(self, request: Request) -> None:
        super().__init__(str(request))
        self.request = request


class RequestChangedError(Exception):
    """The request is in another state than the person saw: ``request`` is as it stands now."""

    def __init__(self, request: Request) -> None:
        super().__init__(str(request))
        self.request = request


class RequestNotAllowedError(Exception):
    """The two are not to meet: an officer keeps them apart, or the other side said no. Nobody learns which."""


class QuotaReachedError(Exception):
    """The organisation has as many active requests as it may make."""

    def __init__(self, organisation: Organisation, quota: int) -> None:
        super().__init__(f"{organisation}: {quota}")
        self.organisation, self.quota = organisation, quota


def _speaks_for(user: AnyUser, mission: Mission, *organisations: int) -> bool:
    """Tell whether an officer acts in the organisation's place; ``PermissionDenied`` for whoever may not act at all."""
    if acting_for(user, mission).intersection(organisations):
        return False
    if not may_edit(role_in(user, mission.agency)):
        raise PermissionDenied
    return True


def _lock_mission(mission: int) -> Mission:
    """Lock the mission's row, so that what is counted stays counted until the end of the transaction."""
    return Mission.objects.select_for_update(of=("self",)).select_related("agency", "destination").get(pk=mission)


@transaction.atomic
def ask(  # noqa: PLR0913
    user: AnyUser,
    mission: Mission,
    delegation: Organisation,
    host: Organisation,
    *,
    side: Side,
    wish: Wish = Wish.LIKE,
    priority: int = USUAL_PRIORITY,
    relation: str = "",
    words: str = "",
) -> Request:
    """Ask for a meeting, on behalf of one side; it expires after the mission's number of days without an answer.

    Raises
    ------
    DuplicateRequestError, RequestNotAllowedError, QuotaReachedError
        See each.
    ValueError
        When the two are not on the two sides of the mission, or the wish or priority is none.
    """
    home = delegation if side == Side.DELEGATION else host
    held = _lock_mission(mission.pk)
    for_them = _speaks_for(user, held, home.pk)
    _checked(held, delegation, host, wish, priority, relation)
    now = timezone.now()
    _expire(queries.due(now).filter(mission=held, delegation=delegation, host=host))
    _refuse(held, delegation, host, side)
    quota = queries.quota_of(held, home.pk)
    if queries.used(held, home.pk, side) >= quota:
        raise QuotaReachedError(home, quota)
    values = {
        "relation": relation,
        "asked_by_side": side,
        f"{side.value}_wish": wish,
        f"{side.value}_priority": priority,
        "words": words,
        "state": RequestState.PROPOSED,
        "expires_at": _until(held, now),
        "asked_by": user,
        "asked_for": for_them,
    }
    made = _created(held, delegation, host, **values)
    _trace(user, made, "asked", for_them=for_them)
    tell_asked(made)
    return made


def _until(mission: Mission, now: dt.datetime) -> dt.datetime:
    """Return when a request expires: after the mission's days to answer, and before the mission, or what is left of it."""
    usual = now + dt.timedelta(days=mission.answer_days)
    if not (mission.first_day and mission.last_day):
        return usual
    zone = ZoneInfo(mission.timezone)
    days = (mission.first_day, mission.last_day + dt.timedelta(days=1))
    ends = (dt.datetime.combine(day, dt.time(), zone) for day in days)
    return min(usual, next((end for end in ends if end > now), usual))


def _checked(
    mission: Mission, delegation: Organisation, host: Organisation, wish: Wish, priority: int, relation: str = ""
) -> None:
    both = queries.sides(mission)
    if delegation.pk not in both[Side.DELEGATION] or host.pk not in both[Side.HOST]:
        raise ValueError("the two organisations are not on the two sides of the mission")
    if relation and relation not in RELATIONS:
        raise ValueError("a relation is one of those that matching knows, or none")
    if wish not in (Wish.MUST, Wish.LIKE) or priority not in range(1, 6):
        raise ValueError("a request says must or like, and a priority from 1 to 5")


def _refuse(mission: Mission, delegation: Organisation, host: Organisation, side: Side) -> None:
    """Reject a pair that has an active request, is kept apart, or where the other side said no."""
    known = queries.living(mission, delegation.pk, host.pk)
    if known is not None:
        raise DuplicateRequestError(known)
    if not queries.may_meet(mission, delegation, host):
        raise RequestNotAllowedError
    ended = queries.last_ended(mission, delegation.pk, host.pk)
    refused = ended is not None and getattr(ended, f"{side.other.value}_wish") == Wish.NO
    if not may_ask_again(same_side=True, refused=refused):
        raise RequestNotAllowedError


def _created(mission: Mission, delegation: Organisation, host: Organisation, **values: Any) -> Request:
    try:
        with transaction.atomic():
            return Request.objects.create(mission=mission, delegation=delegation, host=host, **values)
    except IntegrityError:  # another transaction was first, where the row cannot be held
        known = queries.living(mission, delegation.pk, host.pk)
        if known is None:
            raise
        raise DuplicateRequestError(known) from None


@transaction.atomic
def say_no(user: AnyUser, mission: Mission, delegation: Organisation, host: Organisation, *, side: Side) -> Request:
    """Say « no thanks » to a suggestion before anybody asks: the other side is not told, and may not ask."""
    home = delegation if side == Side.DELEGATION else host
    held = _lock_mission(mission.pk)
    for_them = _speaks_for(user, held, home.pk)
    _checked(held, delegation, host, Wish.LIKE, USUAL_PRIORITY)
    known = queries.living(held, delegation.pk, host.pk)
    if known is not None:
        raise DuplicateRequestError(known)
    now = timezone.now()
    said = {
        "asked_by_side": side,
        f"{side.value}_wish": Wish.NO,
        "state": RequestState.DECLINED,
        "expires_at": now,
        "asked_by": user,
        "asked_for": for_them,
        "answered_by": user,
        "answered_for": for_them,
        "answered_at": now,
    }
    made = Request.objects.create(mission=held, delegation=delegation, host=host, **said)
    _trace(user, made, "turned_down", for_them=for_them)
    return made


def answer(user: AnyUser, request: Request, *, wish: Wish, priority: int | None = None, words: str = "") -> Request:
    """Say yes with a wish and a priority, or no thanks; a yes makes the meeting that the agenda has to place.

    Raises
    ------
    RequestChangedError
        When the request is no longer open: it was answered, taken back, or its time is over.
    """
    late = None
    with transaction.atomic():
        held = _lock_mission(request.mission_id)
        row = _again(held, request)
        side = Side(row.asked_by_side).other
        for_them = _speaks_for(user, held, getattr(row, f"{side.value}_id"))
        if wish != Wish.NO and priority not in range(1, 6):
            raise ValueError("a yes has a priority from 1 to 5")
        if row.state == RequestState.PROPOSED and row.expires_at <= timezone.now():
            _expire(queries.due(timezone.now()).filter(pk=row.pk))  # kept, though the answer comes too late
            late = row
        else:
            _answer(user, row, side, wish, priority, words, for_them)
    if late is not None:
        late.refresh_from_db()
        raise RequestChangedError(late)
    return row


def _again(held: Mission, request: Request) -> Request:
    row = Request.objects.select_for_update(of=("self",)).select_related("delegation", "host").get(pk=request.pk)
    row.mission = held
    return row


def _answer(
    user: AnyUser, row: Request, side: Side, wish: Wish, priority: int | None, words: str, for_them: bool
) -> None:
    yes = wish != Wish.NO
    values = {
        "state": RequestState.ACCEPTED if yes else RequestState.DECLINED,
        f"{side.value}_wish": wish,
        f"{side.value}_priority": priority if yes else None,
        "answer_words": words,
        "answered_by": user,
        "answered_for": for_them,
        "answered_at": timezone.now(),
    }
    _move(row, RequestState.PROPOSED, **values)
    _trace(user, row, "accepted" if yes else "declined", before=RequestState.PROPOSED, for_them=for_them)
    if yes:
        arrange(row)
    tell_answer(row)


@transaction.atomic
def withdraw(user: AnyUser, request: Request) -> Request:
    """Take a request back, or a yes: the side that asked, and once both said yes either; the meeting is cancelled."""
    held = _lock_mission(request.mission_id)
    row = _again(held, request)
    asking = Side(row.asked_by_side)
    homes = {side: getattr(row, f"{side.value}_id") for side in (asking, asking.other)}
    for_them = _speaks_for(user, held, *homes.values())
    own = acting_for(user, held)
    leaving = asking if for_them or homes[asking] in own else asking.other
    if leaving != asking and row.state == RequestState.PROPOSED:
        raise PermissionDenied  # who is asked answers
    _withdraw(user, row, leaving, for_them=for_them)
    return row


def _withdraw(user: AnyUser | None, row: Request, leaving: Side, *, for_them: bool) -> None:
    before = row.state
    if before not in LIVE:
        raise RequestChangedError(row)
    _move(row, before, state=RequestState.WITHDRAWN)
    _trace(user, row, "withdrawn", before=before, for_them=for_them)
    if before == RequestState.ACCEPTED:
        call_off(row)
    tell_withdrawn(row, leaving)


def end_all_of(user: AnyUser | None, mission: Mission, organisation: Organisation, side: Side) -> int:
    """Withdraw every active request of an organisation that has left the mission; in the caller's transaction."""
    rows = list(queries.requests_of(mission).filter(**{side.value: organisation}, state__in=LIVE))
    for row in rows:
        row.mission = mission
        _withdraw(user, row, side, for_them=False)
    return len(rows)


def expire_due(now: dt.datetime | None = None) -> int:
    """End the requests whose time is over; return how many. Run by the sweep, as often as one likes."""
    return _expire(queries.due(now or timezone.now()))


def _expire(rows: Any) -> int:
    ended = 0
    for row in rows:
        with transaction.atomic():
            expired = Request.objects.filter(pk=row.pk, state=RequestState.PROPOSED)
            if expired.update(state=RequestState.EXPIRED):
                row.state = RequestState.EXPIRED
                _trace(None, row, "expired", before=RequestState.PROPOSED)
                tell_expired(row)
                ended += 1
    return ended


def ask_from_shortlist(user: AnyUser, mission: Mission) -> tuple[list[Request], list[str]]:
    """Propose the pairs of the shortlist on behalf of those who travel; return the requests, and who is at the quota."""
    made: list[Request] = []
    full: dict[str, None] = {}
    for delegation, host, relation in queries.to_ask_from_shortlist(mission):
        try:
            made.append(ask(user, mission, delegation, host, side=Side.DELEGATION, relation=relation))
        except QuotaReachedError:
            full[delegation.name] = None
        except (DuplicateRequestError, RequestNotAllowedError, ValueError):
            continue  # somebody was first, or the pair was set apart since
    return made, list(full)


def _move(row: Request, before: str, **values: Any) -> None:
    """Write a new state where the old one still stands."""
    if not Request.objects.filter(pk=row.pk, state=before).update(**values):
        row.refresh_from_db()
        raise RequestChangedError(row)
    for name, value in values.items():
        setattr(row, name, value)


def _trace(user: AnyUser | None, row: Request, what: str, *, before: str = "", for_them: bool = False) -> None:
    after = {"state": str(row.state), "delegation": row.delegation.code, "host": row.host.code}
    record_change(
        row.mission.agency,
        user,
        f"request.{what}",
        f"request:{row.pk}",
        before={"state": str(before)} if before else None,
        after=after | ({"for_them": True} if for_them else {}),
    )
