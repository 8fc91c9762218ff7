"""Requests of a mission: asked by one side, answered by the other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.pagination import paginate

from jumelage.web.api.routers.missions import mission_seen
from jumelage.web.api.schemas import AnswerInput, ErrorResponse, RequestInput, RequestSchema
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions import requests as actions
from jumelage.web.missions.matching.queries import requests as queries
from jumelage.web.missions.matching.rules import Wish

__all__ = ["router"]

router = Router(tags=["requests"])


@router.get(
    "/missions/{slug}/requests",
    response=list[RequestSchema],
    url_name="requests",
    openapi_extra={"x-fr": "Lister les demandes d’une mission, la plus récente d’abord."},
)
@paginate
def requests(request: HttpRequest, slug: str) -> Any:
    """List the requests of a mission, latest first."""
    return queries.requests_of(mission_seen(request, slug)).select_related("delegation", "host")


@router.post(
    "/missions/{slug}/requests",
    response={201: RequestSchema, 404: ErrorResponse, 409: ErrorResponse, 422: ErrorResponse},
    url_name="requests",
    openapi_extra={"x-fr": "Demander une rencontre à la place d’une organisation."},
)
def ask(request: HttpRequest, slug: str, given: RequestInput) -> Any:
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
    return Status(201, made)


@router.post(
    "/missions/{slug}/requests/{number}/answer",
    response={200: RequestSchema, 404: ErrorResponse, 409: ErrorResponse, 422: ErrorResponse},
    url_name="request-answer",
    openapi_extra={"x-fr": "Répondre à une demande à la place d’une organisation."},
)
def answer(request: HttpRequest, slug: str, number: int, given: AnswerInput) -> Any:
    """Answer a request in an organisation's place: yes with a priority, or no thanks."""
    row = _of(request, slug, number)
    return actions.answer(request.user, row, wish=Wish(given.wish), priority=given.priority, words=given.words)


@router.post(
    "/missions/{slug}/requests/{number}/withdraw",
    response={200: RequestSchema, 404: ErrorResponse, 409: ErrorResponse},
    url_name="request-withdraw",
    openapi_extra={"x-fr": "Retirer une demande ; une rencontre convenue est annulée."},
)
def withdraw(request: HttpRequest, slug: str, number: int) -> Any:
    """Take a request back; an agreed meeting is called off."""
    return actions.withdraw(request.user, _of(request, slug, number))


def _of(request: HttpRequest, slug: str, number: int) -> Any:
    row = queries.request_in(mission_seen(request, slug), number)
    if row is None:
        raise Http404
    return row
