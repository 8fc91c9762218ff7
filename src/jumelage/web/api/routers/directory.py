"""Organisations of the person's agencies."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.pagination import paginate

from jumelage.web.api.listing import Listed
from jumelage.web.api.shapes import OrganisationShape, Refusal, Text
from jumelage.web.directory.queries import listed, visible_to
from jumelage.web.directory.queries.records import with_parts

__all__ = ["router"]

router = Router(tags=["directory"])


def _organisation(row: Any) -> OrganisationShape:
    return OrganisationShape(
        code=row.code,
        name=row.name,
        town=row.town.name if row.town else "",
        kind=row.kind,
        naics=row.naics,
        languages=row.languages,
        website=row.website,
        offers=[Text.of(offer.text) for offer in row.offers.all()],
        needs=[Text.of(need.text) for need in row.needs.all()],
    )


@router.get(
    "/organisations",
    response=list[OrganisationShape],
    url_name="organisations",
    openapi_extra={"x-fr": "Lister les organisations qui contiennent tous les mots, par nom."},
)
@paginate
def organisations(request: HttpRequest, text: str = "", town: str = "") -> Any:
    """List the organisations that hold every word, whatever the accents, by name."""
    rows = with_parts(listed(request.user, {"q": text}))
    return Listed(rows.filter(town__name__iexact=town) if town else rows, _organisation)


@router.get(
    "/organisations/{code}",
    response={200: OrganisationShape, 409: Refusal},
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
            409, Refusal(detail=f"Several agencies have this code: name one. / Nommez l’agence : {agencies}.")
        )
    return _organisation(found[0])
