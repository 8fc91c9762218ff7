"""Who the program acts for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from jumelage.web.accounts.queries import roles_of
from jumelage.web.api.schemas import PersonSchema

__all__ = ["router"]

router = Router(tags=["people"])


@router.get(
    "/me",
    response=PersonSchema,
    url_name="me",
    openapi_extra={"x-fr": "Dire pour qui le programme agit, et à quel titre."},
)
def me(request: HttpRequest) -> Any:
    """Say who the program acts for, and as what."""
    person: Any = request.user
    return {"email": person.email, "name": person.name, "memberships": roles_of(person)}
