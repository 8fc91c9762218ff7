"""What is read about people and agencies."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from jumelage.language import Bilingual
from jumelage.text import mail_address
from jumelage.web.accounts.data_registry import keepers, people_known_to
from jumelage.web.accounts.models import Agency, AnyUser, Membership, User
from jumelage.web.accounts.rules import Role, may_end_sessions

__all__ = [
    "agencies_edited_by",
    "agencies_that_may_end",
    "agencies_visible_to",
    "agency_named",
    "authenticated",
    "claims_of",
    "demonstration_user",
    "may_sign_in",
    "people_of",
    "person_to_sign_in",
    "role_in",
    "roles_of",
    "rooms_that_keep",
]


def agencies_visible_to(user: AnyUser) -> QuerySet[Agency]:
    """Return the agencies that a person belongs to: the root of every other read."""
    if not user.is_authenticated:
        return Agency.objects.none()
    return Agency.objects.filter(memberships__user=user)


def authenticated(user: AnyUser | None) -> User:
    """Return the person who is signed in.

    Raises
    ------
    PermissionDenied
        Nobody is.
    """
    if isinstance(user, User):
        return user
    raise PermissionDenied


def agencies_edited_by(user: AnyUser) -> QuerySet[Agency]:
    """Return the agencies whose officer a person is."""
    if not user.is_authenticated:
        return Agency.objects.none()
    return Agency.objects.filter(memberships__user=user, memberships__role=Role.OFFICER).order_by("name")


def agencies_that_may_end(by: AnyUser, user: User) -> list[Agency]:
    """Return the agencies in whose name an officer may end a person's connections; none for whoever others rely on."""
    mine = list(agencies_edited_by(by))
    elsewhere = Membership.objects.filter(user=user.pk, claimed=False).exclude(agency__in=mine).exists()
    known = [agency for agency in mine if user.pk in people_known_to(agency)]
    allowed = may_end_sessions(known=bool(known), elsewhere=elsewhere, operator=user.is_superuser)
    return known if allowed else []


def role_in(user: AnyUser, agency: Agency) -> str | None:
    """Return the person's role in an agency, None for a stranger."""
    if not user.is_authenticated:
        return None
    return Membership.objects.filter(user=user, agency=agency).values_list("role", flat=True).first()


def demonstration_user(email: str) -> User | None:
    """Return the officer of the demonstration, where it was loaded."""
    return User.objects.filter(email=email, is_active=True).first()


def person_to_sign_in(email: str) -> User | None:
    """Return the person whom a code sent to an address signs in; nobody unknown, nobody whose account is closed."""
    return User.objects.filter(email=mail_address(email), is_active=True).first()


def may_sign_in(email: str) -> bool:
    """Tell whether a code may be sent to an address."""
    return person_to_sign_in(email) is not None


def agency_named(name: str) -> Agency | None:
    """Return an agency by its name or slug: for the machine's command line, where no one is signed in."""
    return Agency.objects.filter(Q(name__iexact=name) | Q(slug=name)).first()


def roles_of(user: AnyUser) -> list[Membership]:
    """Return the person's roles, agency by agency."""
    return list(Membership.objects.filter(user=user.pk).select_related("agency").order_by("agency__name"))


def claims_of(agencies: list[Agency]) -> QuerySet[Membership]:
    """Return the roles that officers gave and that their people have not confirmed."""
    found = Membership.objects.filter(agency__in=agencies, claimed=True)
    return found.select_related("user", "agency").order_by("user__email")


def people_of(agencies: list[Agency], words: str = "") -> QuerySet[User]:
    """Return the people with an account whom these agencies know, those that fit a search."""
    known = {number for agency in agencies for number in people_known_to(agency)}
    found = User.objects.filter(pk__in=known).order_by("name", "email")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.annotate(browsers=Count("connections"))


def rooms_that_keep(user: AnyUser) -> list[tuple[Bilingual, int]]:
    """Say how many things each room keeps of a person."""
    counted = ((keeper.title, _count(keeper.data.export_person(user))) for keeper in reversed(keepers()))
    return [(title, n) for title, n in counted if n]


def _count(kept: dict[str, Any]) -> int:
    return sum(len(rows) for rows in kept.values() if isinstance(rows, (list, dict)))
