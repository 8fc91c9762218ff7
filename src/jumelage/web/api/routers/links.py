"""What came of a mission."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import paginate

from jumelage.web.api.routers.missions import mission_seen
from jumelage.web.api.shapes import LinkShape, Text
from jumelage.web.links import queries
from jumelage.web.links.rules import counts_once

__all__ = ["router"]

router = Router(tags=["links"])


@router.get(
    "/missions/{slug}/links",
    response=list[LinkShape],
    url_name="links",
    openapi_extra={
        "x-fr": "Lister ce qu’une mission a donné, chaque lien avec son attribution ; n’additionner value_cad que si counted."
    },
)
@paginate
def links(request: HttpRequest, slug: str) -> Any:
    """List what came of a mission, each with its attribution; add up ``value_cad`` only where ``counted``."""
    return [
        LinkShape(
            code=row.code,
            a=row.a_name,
            b=row.b_name,
            relation=row.relation,
            what=Text.of(row.what),
            stage=row.stage,
            attribution=row.attribution,
            years=row.years,
            value_cad=row.value_cad,
            value_kind=row.value_kind,
            counted=bool(row.value_cad and counts_once(row)),
            payment_at_risk=row.payment_at_risk,
            source=row.source_url,
        )
        for row in queries.of_mission(mission_seen(request, slug))
    ]
