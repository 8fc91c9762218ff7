"""Who the program acts for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from jumelage.web.accounts.queries import agencies_visible_to, role_in
from jumelage.web.api.shapes import MembershipShape, PersonShape

__all__ = ["router"]

router = Router(tags=["people"])


@router.get(
    "/me",
    response=PersonShape,
    url_name="me",
    openapi_extra={"x-fr": "Dire pour qui le programme agit, et à quel titre."},
)
def me(request: HttpRequest) -> Any:
    """Say who the program acts for, and as what."""
    person: Any = request.user
    roles = [
        MembershipShape(agency=agency.slug, role=role_in(person, agency) or "")
        for agency in agencies_visible_to(person)
    ]
    return PersonShape(email=person.email, name=person.name, memberships=roles)
