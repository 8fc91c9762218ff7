"""The day itself and what came of each meeting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from jumelage.web.api.routers.missions import mission_seen
from jumelage.web.api.schemas import ErrorResponse, OutcomeInput, OutcomeSchema, PresenceInput, PresenceSchema
from jumelage.web.missions.day.actions.outcomes import StatedOutcome, say_outcome
from jumelage.web.missions.day.actions.presence import note_presence
from jumelage.web.missions.day.queries.outcomes import latest_outcomes
from jumelage.web.missions.day.rules import Presence, Result, moment

__all__ = ["router"]

router = Router(tags=["day"])


@router.post(
    "/missions/{slug}/meetings/{meeting}/presence",
    response={200: PresenceSchema, 404: ErrorResponse, 409: ErrorResponse, 422: ErrorResponse},
    url_name="presence",
    openapi_extra={
        "x-fr": "Noter qu’une organisation est là, en retard ou absente ; deux fois la même chose compte une fois."
    },
)
def presence(request: HttpRequest, slug: str, meeting: str, given: PresenceInput) -> Any:
    """Note that an organisation is there, late or did not come; twice the same counts once."""
    here = mission_seen(request, slug)
    row, about = _meeting(here, meeting), _organisation(here, given.organisation)
    note, new = note_presence(
        request.user, here, row, about, Presence(given.presence), speaker=None,
        moment=moment(timezone.now(), here.timezone), minutes=given.minutes,
    )  # fmt: skip
    return {"organisation": about.code, "presence": note.presence, "minutes": note.minutes_late, "new": new}


@router.get(
    "/missions/{slug}/outcomes",
    response=list[OutcomeSchema],
    url_name="outcomes",
    openapi_extra={"x-fr": "Lister ce que chaque côté dit de ses rencontres : le dernier mot de chacun."},
)
def outcomes(request: HttpRequest, slug: str) -> Any:
    """List what each side says came of its meetings: the latest word of each."""
    return list(latest_outcomes(mission_seen(request, slug), rehearsal=False).values())


@router.post(
    "/missions/{slug}/meetings/{meeting}/outcome",
    response={201: OutcomeSchema, 404: ErrorResponse, 409: ErrorResponse, 422: ErrorResponse},
    url_name="outcome",
    openapi_extra={"x-fr": "Dire ce qu’une rencontre a donné, à la place d’une organisation."},
)
def outcome(request: HttpRequest, slug: str, meeting: str, given: OutcomeInput) -> Any:
    """Say what came of a meeting, in an organisation's place."""
    here = mission_seen(request, slug)
    row, who = _meeting(here, meeting), _organisation(here, given.organisation)
    stated = StatedOutcome(Result(given.result), given.next_step, given.due)
    made, _ = say_outcome(request.user, here, row, who, stated, moment=moment(timezone.now(), here.timezone))
    return Status(201, made)


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
