"""Organisations of the person's agencies."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.pagination import paginate

from jumelage.web.api.schemas import ErrorResponse, OrganisationSchema
from jumelage.web.directory.queries import listed, visible_to
from jumelage.web.directory.queries.records import with_parts

__all__ = ["router"]

router = Router(tags=["directory"])


@router.get(
    "/organisations",
    response=list[OrganisationSchema],
    url_name="organisations",
    openapi_extra={"x-fr": "Lister les organisations qui contiennent tous les mots, par nom."},
)
@paginate
def organisations(request: HttpRequest, text: str = "", town: str = "") -> Any:
    """List the organisations that hold every word, whatever the accents, by name."""
    rows = with_parts(listed(request.user, {"q": text}))
    return rows.filter(town__name__iexact=town) if town else rows


@router.get(
    "/organisations/{code}",
    response={200: OrganisationSchema, 409: ErrorResponse},
    url_name="organisation",
    openapi_extra={"x-fr": "Donner une organisation par son code ; agency, si plusieurs agences ont le code."},
)
def organisation(request: HttpRequest, code: str, agency: str = "") -> Any:
    """Return one organisation by its code; name the agency (its slug) where several have the code."""
    rows = with_parts(visible_to(request.user)).select_related("agency").filter(code=code)
    found = list(rows.filter(agency__slug=agency) if agency else rows)
    if not found:
        raise Http404
    if len(found) > 1:
        agencies = ", ".join(sorted(row.agency.slug for row in found))
        return Status(
            409, ErrorResponse(detail=f"Several agencies have this code: name one. / Nommez l’agence : {agencies}.")
        )
    return found[0]
