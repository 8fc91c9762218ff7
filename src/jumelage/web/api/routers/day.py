"""The day itself and what came of each meeting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from jumelage.web.api.routers.missions import mission_seen
from jumelage.web.api.shapes import OutcomeShape, OutcomeTold, PresenceNoted, PresenceShape, Refusal
from jumelage.web.missions.day.actions.outcomes import Told, say_outcome
from jumelage.web.missions.day.actions.presence import note_presence
from jumelage.web.missions.day.queries.outcomes import latest_outcomes
from jumelage.web.missions.day.rules import Presence, Result, moment

__all__ = ["router"]

router = Router(tags=["day"])


@router.post(
    "/missions/{slug}/meetings/{meeting}/presence",
    response={200: PresenceShape, 404: Refusal, 409: Refusal, 422: Refusal},
    url_name="presence",
    openapi_extra={
        "x-fr": "Noter qu’une organisation est là, en retard ou absente ; deux fois la même chose compte une fois."
    },
)
def presence(request: HttpRequest, slug: str, meeting: str, given: PresenceNoted) -> Any:
    """Note that an organisation is there, late or did not come; twice the same counts once."""
    here = mission_seen(request, slug)
    row, about = _meeting(here, meeting), _organisation(here, given.organisation)
    note, new = note_presence(
        request.user, here, row, about, Presence(given.presence), speaker=None,
        moment=moment(timezone.now(), here.timezone), minutes=given.minutes,
    )  # fmt: skip
    return PresenceShape(organisation=about.code, presence=note.presence, minutes=note.minutes_late, new=new)


@router.get(
    "/missions/{slug}/outcomes",
    response=list[OutcomeShape],
    url_name="outcomes",
    openapi_extra={"x-fr": "Lister ce que chaque côté dit de ses rencontres : le dernier mot de chacun."},
)
def outcomes(request: HttpRequest, slug: str) -> Any:
    """List what each side says came of its meetings: the latest word of each."""
    return [_outcome(row) for row in latest_outcomes(mission_seen(request, slug), rehearsal=False).values()]


@router.post(
    "/missions/{slug}/meetings/{meeting}/outcome",
    response={201: OutcomeShape, 404: Refusal, 409: Refusal, 422: Refusal},
    url_name="outcome",
    openapi_extra={"x-fr": "Dire ce qu’une rencontre a donné, à la place d’une organisation."},
)
def outcome(request: HttpRequest, slug: str, meeting: str, given: OutcomeTold) -> Any:
    """Say what came of a meeting, in an organisation's place."""
    here = mission_seen(request, slug)
    row, who = _meeting(here, meeting), _organisation(here, given.organisation)
    told = Told(Result(given.result), given.next_step, given.due)
    made, _ = say_outcome(request.user, here, row, who, told, moment=moment(timezone.now(), here.timezone))
    return Status(201, _outcome(made))


def _outcome(row: Any) -> OutcomeShape:
    return OutcomeShape(
        meeting=row.meeting.code, organisation=row.organisation.code, side=row.side, result=row.result,
        next_step=row.next_step, due=row.due, said_at=row.said_at,
    )  # fmt: skip


def _meeting(mission: Any, code: str) -> Any:
    row = mission.meetings.filter(code=code).first()
    if row is None:
        raise Http404
    return row


def _organisation(mission: Any, code: str) -> Any:
    row = mission.agency.organisations.filter(code=code).first()
    if row is None:
        raise Http404
    return row
