"""Missions: what is planned, whom one could meet, each version of the agenda, the documents."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Status
from ninja.errors import HttpError
from ninja.pagination import paginate

from jumelage.web.api.schemas import (
    DecisionInput,
    DecisionSchema,
    DocumentSchema,
    ErrorResponse,
    MatchSchema,
    MissionSchema,
    VersionSchema,
    VersionSummary,
)
from jumelage.web.missions.agenda.queries.editor import versions_of
from jumelage.web.missions.agenda.queries.programmes import current_version
from jumelage.web.missions.agenda.queries.versions import version_of
from jumelage.web.missions.core.queries.access import visible_to
from jumelage.web.missions.matching.actions import decisions as actions
from jumelage.web.missions.matching.forms.matches import DecisionForm
from jumelage.web.missions.matching.queries import matches as queries
from jumelage.web.missions.overview.queries import documents_of
from jumelage.web.reports.queries import files_of_mission

__all__ = ["mission_seen", "router", "version_seen"]

router = Router(tags=["missions"])


def mission_seen(request: HttpRequest, slug: str) -> Any:
    """Return a mission that the person sees (404 otherwise)."""
    return get_object_or_404(visible_to(request.user), slug=slug)


@router.get(
    "/missions",
    response=list[MissionSchema],
    url_name="missions",
    openapi_extra={"x-fr": "Lister les missions que la personne voit, la plus récente d’abord."},
)
@paginate
def missions(request: HttpRequest) -> Any:
    """List the missions that the person sees, latest first."""
    return visible_to(request.user)


@router.get(
    "/missions/{slug}", response=MissionSchema, url_name="mission", openapi_extra={"x-fr": "Donner une mission."}
)
def mission(request: HttpRequest, slug: str) -> Any:
    """Return one mission."""
    return mission_seen(request, slug)


@router.get(
    "/missions/{slug}/matches",
    response=list[MatchSchema],
    url_name="matches",
    openapi_extra={
        "x-fr": "Lister les appariements qui ont une raison et ne sont pas refusés : ceux du programme d’abord, puis par score."
    },
)
@paginate
def matches(request: HttpRequest, slug: str, delegation: str = "") -> Any:
    """List the matches that have a reason and were not rejected: those on the agenda first, then by score."""
    return queries.suggestions(mission_seen(request, slug), delegation=delegation)


@router.post(
    "/missions/{slug}/decisions",
    response={201: DecisionSchema, 409: ErrorResponse, 422: ErrorResponse},
    url_name="decisions",
    openapi_extra={"x-fr": "Accepter une paire dans une relation, ou la refuser pour une raison."},
)
def decide(request: HttpRequest, slug: str, given: DecisionInput) -> Any:
    """Accept a pair in a relation, or reject it for a reason."""
    here = mission_seen(request, slug)
    rows = [row for row in queries.suggestions(here, delegation=given.delegation) if row.host.code == given.host]
    pairs = queries.pairs(here, [rows[0].pair]) if rows else []
    if not pairs:
        raise HttpError(
            404, "No match between these two has a reason. / Aucun appariement entre ces deux-là n’a de raison."
        )
    form = DecisionForm(given.dict(include={"verdict", "relation", "reason", "words"}), pairs[0])
    if not form.is_valid():
        said = "; ".join(f"{field}: {' '.join(map(str, errors))}" for field, errors in form.errors.items())
        return Status(422, ErrorResponse(detail=said))
    try:
        made = actions.decide(request.user, here, pairs[0].delegation, pairs[0].host, **form.cleaned_data)
    except actions.AlreadyDecidedError as late:
        return Status(
            409,
            ErrorResponse(detail=f"Already {late.decision.verdict}: undo it first. / Déjà décidé : annulez d’abord."),
        )
    return Status(201, made)


@router.delete(
    "/missions/{slug}/decisions/{decision}",
    response={204: None},
    url_name="decision",
    openapi_extra={"x-fr": "Revenir sur une décision."},
)
def undo(request: HttpRequest, slug: str, decision: int) -> Any:
    """Take a decision back."""
    found = queries.decision_of(mission_seen(request, slug), decision)
    if found is None:
        raise Http404
    actions.undo(request.user, found)
    return Status(204, None)


def version_seen(request: HttpRequest, slug: str, number: int) -> Any:
    """Return a version of a mission that the person sees (404 otherwise)."""
    row = version_of(mission_seen(request, slug), number)
    if row is None:
        raise Http404
    return row


@router.get(
    "/missions/{slug}/versions",
    response=list[VersionSummary],
    url_name="versions",
    openapi_extra={"x-fr": "Lister les versions du programme, la plus récente d’abord."},
)
@paginate
def versions(request: HttpRequest, slug: str) -> Any:
    """List the versions of the agenda, latest first."""
    return versions_of(mission_seen(request, slug))


@router.get(
    "/missions/{slug}/versions/{number}",
    response=VersionSchema,
    url_name="version",
    openapi_extra={
        "x-fr": "Donner une version entière : chacun peut la vérifier à nouveau avec jumelage agenda check."
    },
)
def version(request: HttpRequest, slug: str, number: int) -> Any:
    """Return a version whole: anyone can check it again with ``jumelage agenda check``."""
    return version_seen(request, slug, number)


def _document_files(request: HttpRequest, slug: str) -> list[Any]:
    """List the documents of the latest version, and the files of the latest report, as their pages do."""
    mission = mission_seen(request, slug)
    latest = current_version(mission)
    return [*(documents_of(latest) if latest else ()), *files_of_mission(mission)]


@router.get(
    "/missions/{slug}/documents",
    response=list[DocumentSchema],
    url_name="documents",
    openapi_extra={"x-fr": "Lister les documents de la dernière version."},
)
def documents(request: HttpRequest, slug: str) -> Any:
    """List the documents of the latest version."""
    return [
        DocumentSchema(file=made.file, address=reverse("api:document", args=[slug, made.file]))
        for made in _document_files(request, slug)
    ]


@router.get(
    "/missions/{slug}/documents/{file}",
    url_name="document",
    response={200: bytes},
    openapi_extra={"x-fr": "Faire un document et l’envoyer."},
)
def document(request: HttpRequest, slug: str, file: str) -> Any:
    """Make one document and send it."""
    made = next((one for one in _document_files(request, slug) if one.file == file), None)
    if made is None:
        raise Http404
    return HttpResponse(made.make(), content_type=made.content_type)
