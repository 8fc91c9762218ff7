"""Requests of a mission: asked by one side, answered by the other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.pagination import paginate

from jumelage.web.api.listing import Listed
from jumelage.web.api.routers.missions import mission_seen
from jumelage.web.api.shapes import Refusal, RequestAnswer, RequestAsked, RequestShape
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions import requests as actions
from jumelage.web.missions.matching.queries import requests as queries
from jumelage.web.missions.matching.rules import Wish

__all__ = ["router"]

router = Router(tags=["requests"])


def _request(row: Any) -> RequestShape:
    names = ("id", "relation", "state", "words", "asked_at", "expires_at", "answered_at")
    return RequestShape(
        delegation=row.delegation.code,
        host=row.host.code,
        asked_by=row.asked_by_side,
        asked_for=row.asked_for,
        delegation_wish=row.delegation_wish,
        host_wish=row.host_wish,
        **{name: getattr(row, name) for name in names},
    )


@router.get(
    "/missions/{slug}/requests",
    response=list[RequestShape],
    url_name="requests",
    openapi_extra={"x-fr": "Lister les demandes d’une mission, la plus récente d’abord."},
)
@paginate
def requests(request: HttpRequest, slug: str) -> Any:
    """List the requests of a mission, latest first."""
    return Listed(queries.requests_of(mission_seen(request, slug)).select_related("delegation", "host"), _request)


@router.post(
    "/missions/{slug}/requests",
    response={201: RequestShape, 404: Refusal, 409: Refusal, 422: Refusal},
    url_name="requests",
    openapi_extra={"x-fr": "Demander une rencontre à la place d’une organisation."},
)
def ask(request: HttpRequest, slug: str, given: RequestAsked) -> Any:
    """Ask for a meeting in an organisation's place; the log says so."""
    here = mission_seen(request, slug)
    sides = queries.sides(here)
    codes = {side: {row.code: row for row in sides[side].values()} for side in Side}
    delegation, host = codes[Side.DELEGATION].get(given.delegation), codes[Side.HOST].get(given.host)
    if delegation is None or host is None:
        raise Http404
    made = actions.ask(
        request.user, here, delegation,
        host, side=Side(given.side), wish=Wish(given.wish), priority=given.priority,
        relation=given.relation, words=given.words,
    )  # fmt: skip
    return Status(201, _request(made))


@router.post(
    "/missions/{slug}/requests/{number}/answer",
    response={200: RequestShape, 404: Refusal, 409: Refusal, 422: Refusal},
    url_name="request-answer",
    openapi_extra={"x-fr": "Répondre à une demande à la place d’une organisation."},
)
def answer(request: HttpRequest, slug: str, number: int, given: RequestAnswer) -> Any:
    """Answer a request in an organisation's place: yes with a priority, or no thanks."""
    row = _of(request, slug, number)
    return _request(
        actions.answer(request.user, row, wish=Wish(given.wish), priority=given.priority, words=given.words)
    )


@router.post(
    "/missions/{slug}/requests/{number}/withdraw",
    response={200: RequestShape, 404: Refusal, 409: Refusal},
    url_name="request-withdraw",
    openapi_extra={"x-fr": "Retirer une demande ; une rencontre convenue est annulée."},
)
def withdraw(request: HttpRequest, slug: str, number: int) -> Any:
    """Take a request back; an agreed meeting is called off."""
    return _request(actions.withdraw(request.user, _of(request, slug, number)))


def _of(request: HttpRequest, slug: str, number: int) -> Any:
    row = queries.request_in(mission_seen(request, slug), number)
    if row is None:
        raise Http404
    return row
