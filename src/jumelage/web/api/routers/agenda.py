"""The agenda of a mission: searched for, changed by hand, published."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from jumelage.web.api.routers.missions import mission_seen, version_seen
from jumelage.web.api.schemas import ErrorResponse, JobSchema, MoveInput, PublishInput, SearchInput, VersionSchema
from jumelage.web.missions.agenda.actions import editing, publishing, searching
from jumelage.web.missions.agenda.actions.versions import draft_of
from jumelage.web.missions.agenda.rules import VersionState

__all__ = ["router"]

router = Router(tags=["agenda"])
LATE = {404: ErrorResponse, 409: ErrorResponse, 422: ErrorResponse}


@router.post(
    "/missions/{slug}/draft",
    response={200: VersionSchema, 409: ErrorResponse},
    url_name="draft",
    openapi_extra={"x-fr": "Ouvrir le brouillon de travail, ou en faire un de la dernière version."},
)
def draft(request: HttpRequest, slug: str) -> Any:
    """Open the working draft, or make one from the latest version."""
    return draft_of(request.user, mission_seen(request, slug))


@router.post(
    "/missions/{slug}/draft/search",
    response={202: JobSchema, 409: ErrorResponse},
    url_name="draft-search",
    openapi_extra={
        "x-fr": "Demander le meilleur programme qui se trouve en quelques secondes ; le travail dit où il en est."
    },
)
def search(request: HttpRequest, slug: str, given: SearchInput) -> Any:
    """Ask for the best agenda that can be found in some seconds; the job says how far it is."""
    job = searching.ask_to_solve(request.user, mission_seen(request, slug), given.seconds)
    return Status(202, job)


@router.post(
    "/missions/{slug}/versions/{number}/move",
    response={200: VersionSchema, **LATE},
    url_name="version-move",
    openapi_extra={"x-fr": "Déplacer une rencontre du brouillon ; une règle enfreinte est un refus, avec ses raisons."},
)
def move(request: HttpRequest, slug: str, number: int, given: MoveInput) -> Any:
    """Move a meeting of the draft (no slot: take it off); a broken rule is a refusal with its reasons."""
    row = version_seen(request, slug, number)
    if given.slot is None:
        return editing.unplace(request.user, row, given.meeting, given.revision)
    return editing.move(request.user, row, given.meeting, given.slot, given.site, given.revision)


@router.post(
    "/missions/{slug}/versions/{number}/publish",
    response={200: VersionSchema, **LATE},
    url_name="version-publish",
    openapi_extra={"x-fr": "Publier un brouillon, provisoire ou définitif ; les personnes concernées sont averties."},
)
def publish(request: HttpRequest, slug: str, number: int, given: PublishInput) -> Any:
    """Publish a draft, provisional or final; those concerned are told."""
    state = VersionState(given.state)
    return publishing.publish(request.user, version_seen(request, slug, number), state, given.revision)
