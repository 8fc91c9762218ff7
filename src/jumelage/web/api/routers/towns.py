"""Towns, what they tried."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from jumelage.web.api.shapes import PracticeShape, Text, TownShape
from jumelage.web.practices.queries import library
from jumelage.web.towns import queries

__all__ = ["router"]

router = Router(tags=["towns and practices"])

NAMES = ("slug", "name", "region", "country", "latitude", "longitude")


def _town(row: Any) -> TownShape:
    return TownShape(**{name: getattr(row, name) for name in NAMES})


@router.get("/towns", response=list[TownShape], url_name="towns", openapi_extra={"x-fr": "Lister les villes."})
@paginate
def towns(request: HttpRequest) -> Any:
    """List the towns."""
    return [_town(row) for row in queries.visible_to(request.user)]


@router.get("/towns/{slug}", response=TownShape, url_name="town", openapi_extra={"x-fr": "Donner une ville."})
def town(request: HttpRequest, slug: str) -> Any:
    """Return one town."""
    return _town(get_object_or_404(queries.visible_to(request.user), slug=slug))


def _practice(row: Any) -> PracticeShape:
    return PracticeShape(
        code=row.code,
        name=Text.of(row.name),
        method=Text.of(row.method),
        town=row.town.name if row.town else row.town_name_fr,
        kind=row.kind,
        verdict=row.verdict,
        source=row.source_url,
    )


@router.get(
    "/practices",
    response=list[PracticeShape],
    url_name="practices",
    openapi_extra={
        "x-fr": "Lister les pratiques qui contiennent tous les mots, dans l’une ou l’autre langue ; town est le nom d’adresse."
    },
)
@paginate
def practices(request: HttpRequest, text: str = "", town: str = "", kind: str = "") -> Any:
    """List the practices that hold every word, in either language; ``town`` is a slug."""
    return [_practice(row) for row in library.found(request.user, text=text, town=town, kind=kind)]


@router.get(
    "/practices/{code}", response=PracticeShape, url_name="practice", openapi_extra={"x-fr": "Donner une pratique."}
)
def practice(request: HttpRequest, code: str) -> Any:
    """Return one practice."""
    row = library.practice_of(request.user, code)
    if row is None:
        raise Http404
    return _practice(row)
