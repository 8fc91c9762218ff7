"""Organisations of the person's agencies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from jumelage.web.api.listing import Listed
from jumelage.web.api.shapes import OrganisationShape, Text
from jumelage.web.directory import queries

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


def _whole(request: HttpRequest) -> Any:
    return queries.visible_to(request.user).select_related("town").prefetch_related("offers", "needs")


@router.get(
    "/organisations",
    response=list[OrganisationShape],
    url_name="organisations",
    openapi_extra={"x-fr": "Lister les organisations, par nom."},
)
@paginate
def organisations(request: HttpRequest, name: str = "", town: str = "") -> Any:
    """List the organisations, by name."""
    rows = _whole(request)
    rows = rows.filter(name__icontains=name) if name else rows
    rows = rows.filter(town__name__iexact=town) if town else rows
    return Listed(rows, _organisation)


@router.get(
    "/organisations/{code}",
    response=OrganisationShape,
    url_name="organisation",
    openapi_extra={"x-fr": "Donner une organisation par son code."},
)
def organisation(request: HttpRequest, code: str) -> Any:
    """Return one organisation by its code."""
    return _organisation(get_object_or_404(_whole(request), code=code))
