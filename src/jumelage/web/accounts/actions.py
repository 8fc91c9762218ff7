"""What is written about people and agencies."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from jumelage.web.accounts.models import Agency, Membership, User
from jumelage.web.accounts.queries import demonstration_user, role_in
from jumelage.web.accounts.rules import Role, may_edit

__all__ = ["found_agency", "require_editor", "sign_in_demonstration"]


def require_editor(user: Any, agency: Agency) -> None:
    """Let officers of the agency pass, and nobody else (``PermissionDenied``)."""
    if not may_edit(role_in(user, agency)):
        raise PermissionDenied


@transaction.atomic
def found_agency(name: str, slug: str, *, officer_email: str, officer_name: str) -> tuple[Agency, User]:
    """Make an agency and its first officer, or return those that are there."""
    agency, _ = Agency.objects.update_or_create(slug=slug, defaults={"name": name})
    officer = User.objects.filter(email=officer_email).first()
    if officer is None:
        officer = User.objects.create_user(officer_email, name=officer_name)
    Membership.objects.update_or_create(user=officer, agency=agency, defaults={"role": Role.OFFICER})
    return agency, officer


def sign_in_demonstration(request: HttpRequest, email: str) -> None:
    """Sign the demonstration's officer in, where there is one."""
    user = demonstration_user(email)
    if user is not None:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
