"""Towns, what they tried."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from jumelage.web.api.schemas import PracticeSchema, TownSchema
from jumelage.web.practices.queries import library
from jumelage.web.towns import queries

__all__ = ["router"]

router = Router(tags=["towns and practices"])


@router.get("/towns", response=list[TownSchema], url_name="towns", openapi_extra={"x-fr": "Lister les villes."})
@paginate
def towns(request: HttpRequest) -> Any:
    """List the towns."""
    return queries.visible_to(request.user)


@router.get("/towns/{slug}", response=TownSchema, url_name="town", openapi_extra={"x-fr": "Donner une ville."})
def town(request: HttpRequest, slug: str) -> Any:
    """Return one town."""
    return get_object_or_404(queries.visible_to(request.user), slug=slug)


@router.get(
    "/practices",
    response=list[PracticeSchema],
    url_name="practices",
    openapi_extra={
        "x-fr": "Lister les pratiques qui contiennent tous les mots, dans l’une ou l’autre langue ; town est le nom d’adresse."
    },
)
@paginate
def practices(request: HttpRequest, text: str = "", town: str = "", kind: str = "") -> Any:
    """List the practices that hold every word, in either language; ``town`` is a slug."""
    return library.found(request.user, text=text, town=town, kind=kind)


@router.get(
    "/practices/{code}", response=PracticeSchema, url_name="practice", openapi_extra={"x-fr": "Donner une pratique."}
)
def practice(request: HttpRequest, code: str) -> Any:
    """Return one practice."""
    row = library.practice_of(request.user, code)
    if row is None:
        raise Http404
    return row
