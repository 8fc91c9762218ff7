"""What is read about people and agencies."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from jumelage.web.accounts.models import Agency, Membership, User
from jumelage.web.accounts.rules import Role

__all__ = [
    "agencies_edited_by",
    "agencies_visible_to",
    "agency_named",
    "demonstration_user",
    "may_sign_in",
    "person_to_sign_in",
    "role_in",
]


def agencies_visible_to(user: Any) -> QuerySet[Agency]:
    """Return the agencies that a person belongs to: the root of every other read."""
    if not user.is_authenticated:
        return Agency.objects.none()
    return Agency.objects.filter(memberships__user=user)


def agencies_edited_by(user: Any) -> QuerySet[Agency]:
    """Return the agencies whose officer a person is."""
    if not user.is_authenticated:
        return Agency.objects.none()
    return Agency.objects.filter(memberships__user=user, memberships__role=Role.OFFICER).order_by("name")


def role_in(user: Any, agency: Agency) -> str | None:
    """Return the person's role in an agency, None for a stranger."""
    if not user.is_authenticated:
        return None
    return Membership.objects.filter(user=user, agency=agency).values_list("role", flat=True).first()


def demonstration_user(email: str) -> User | None:
    """Return the officer of the demonstration, where it was loaded."""
    return User.objects.filter(email=email, is_active=True).first()


def person_to_sign_in(email: str) -> User | None:
    """Return the person whom a code sent to an address signs in; nobody unknown, nobody whose account is closed."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def may_sign_in(email: str) -> bool:
    """Tell whether a code may be sent to an address."""
    return person_to_sign_in(email) is not None


def agency_named(name: str) -> Agency | None:
    """Return an agency by its name or slug: for the machine's command line, where no one is signed in."""
    return Agency.objects.filter(Q(name__iexact=name) | Q(slug=name)).first()
