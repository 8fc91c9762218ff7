"""What came of a mission."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import paginate

from jumelage.web.api.routers.missions import mission_seen
from jumelage.web.api.schemas import LinkSchema
from jumelage.web.links import queries

__all__ = ["router"]

router = Router(tags=["links"])


@router.get(
    "/missions/{slug}/links",
    response=list[LinkSchema],
    url_name="links",
    openapi_extra={
        "x-fr": "Lister ce qu’une mission a donné, chaque lien avec son attribution ; n’additionner value_cad que si counted."
    },
)
@paginate
def links(request: HttpRequest, slug: str) -> Any:
    """List what came of a mission, each with its attribution; add up ``value_cad`` only where ``counted``."""
    return queries.of_mission(mission_seen(request, slug))
