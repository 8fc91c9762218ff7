"""What is written about people and agencies."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import slugify

from jumelage.language import Language
from jumelage.text import mail_address
from jumelage.web.accounts.connections import end_sessions
from jumelage.web.accounts.models import Agency, AnyUser, AuditEntry, Membership, User, author
from jumelage.web.accounts.queries import agencies_that_may_end, demonstration_user, role_in
from jumelage.web.accounts.rules import Role, may_edit
from jumelage.web.accounts.signals import colleague_invited

__all__ = [
    "answer_claim",
    "close_account",
    "describe_oneself",
    "end_sessions",
    "end_sessions_of",
    "found_agency",
    "invite_colleague",
    "know_person",
    "open_account",
    "record_change",
    "require_editor",
    "sign_in_demonstration",
]


def require_editor(user: AnyUser, agency: Agency) -> None:
    """Let officers of the agency pass, and nobody else (``PermissionDenied``)."""
    if not may_edit(role_in(user, agency)):
        raise PermissionDenied


def record_change(
    agency: Agency, actor: AnyUser | None, action: str, subject: str, *, before: Any = None, after: Any = None
) -> AuditEntry:
    """Keep the trace of a change; called by the action that makes it, in the same transaction.

    Parameters
    ----------
    agency, actor
        Whose thing it is, and who changed it; None for a job.
    action, subject
        What was done to what: ``transfer.planned``, ``transfer:12``.
    before, after
        How it read, as plain values (JSON).
    """
    return AuditEntry.objects.create(
        agency=agency, actor=author(actor), action=action, subject=subject, before=before or {}, after=after or {}
    )


@transaction.atomic
def found_agency(name: str, slug: str, *, officer_email: str, officer_name: str) -> tuple[Agency, User]:
    """Make an agency and its first officer, or return those that are there."""
    agency, _ = Agency.objects.update_or_create(slug=slug, defaults={"name": name})
    officer = User.objects.filter(email=officer_email).first()
    if officer is None:
        officer = User.objects.create_user(officer_email, name=officer_name)
    Membership.objects.update_or_create(user=officer, agency=agency, defaults={"role": Role.OFFICER, "claimed": False})
    return agency, officer


def know_person(email: str, name: str = "", language: Language = "fr") -> User:
    """Return the person of an address, made where nobody had it: no password, no agency, signs in by a code.

    An existing person keeps the name and the language that are there; a missing name is filled in. Someone else's
    word does not reopen a closed account.

    Raises
    ------
    ValidationError
        When the address is not one.
    """
    address = mail_address(email)
    validate_email(address)
    fresh = {"name": name[:120], "language": language, "password": make_password(None)}
    user, _ = User.objects.get_or_create(email=address, defaults=fresh)
    if name and not user.name:
        User.objects.filter(pk=user.pk, name="").update(name=name[:120])
        user.name = name[:120]
    return user


@transaction.atomic
def open_account(  # the operator's own gesture, from the machine's command line
    email: str, password: str, *, name: str, agency: str = "", role: Role = Role.OFFICER, operator: bool = False
) -> tuple[User, bool]:
    """Open an account, or give an existing one a new password and role; return it and whether it is new.

    Raises
    ------
    ValidationError
        When the address is not one, or the password is too easy to guess.
    """
    validate_email(email)
    known = User.objects.filter(email=mail_address(email)).first()
    user = known or User(email=mail_address(email), name=name)
    validate_password(password, user)
    user.set_password(password)
    user.name = name or user.name
    user.is_staff = user.is_superuser = operator or user.is_superuser
    user.save()
    if agency:
        slug = slugify(agency) or "agence"
        home = Agency.objects.filter(Q(name__iexact=agency) | Q(slug=slug)).first()  # « Réseau Nord », “RESEAU NORD”
        home = home or Agency.objects.create(name=agency, slug=slug)
        Membership.objects.update_or_create(user=user, agency=home, defaults={"role": role, "claimed": False})
    return user, known is None


@transaction.atomic
def invite_colleague(by: AnyUser, agency: Agency, email: str, name: str, role: Role) -> tuple[User, bool]:
    """Make somebody an officer or a reader of one's own agency, and tell them by mail; return whether it is new.

    The person signs in by a code sent to the address. A role that they have already is changed by the operator only.
    Until the person confirms (:func:`answer_claim`), the agency has no authority over the account.
    """
    require_editor(by, agency)
    user = know_person(email, name)
    _membership, fresh = Membership.objects.get_or_create(
        user=user, agency=agency, defaults={"role": role, "claimed": True}
    )
    if fresh:
        record_change(agency, by, "colleague.invited", f"person:{user.pk}", after={"role": str(role)})
        colleague_invited.send(Membership, user=user, agency=agency, by=by, name=name)
    return user, fresh


@transaction.atomic
def answer_claim(user: User, pk: int, *, yes: bool) -> Membership | None:
    """Confirm a role that an officer gave, or refuse it: the role goes. None where the person has no such role."""
    found = Membership.objects.select_for_update(of=("self",)).select_related("agency").filter(user=user, pk=pk)
    row = found.filter(claimed=True).first()
    if row is None:
        return None
    action = "colleague.confirmed" if yes else "colleague.refused"
    record_change(row.agency, user, action, f"person:{user.pk}", before={"role": row.role})
    if yes:
        row.claimed = False
        row.save(update_fields=["claimed"])
    else:
        row.delete()
    return row


def describe_oneself(user: User, name: str, language: str) -> None:
    """Keep what the person wants to be called, and in which language mail to her speaks."""
    User.objects.filter(pk=user.pk).update(name=name.strip()[:120], language=language)


@transaction.atomic
def end_sessions_of(by: AnyUser, user: User) -> None:
    """End every connection of a person, by an officer of an agency that knows the person."""
    agencies = agencies_that_may_end(by, user)
    if not agencies:
        raise PermissionDenied
    end_sessions(user)
    for agency in agencies:
        record_change(agency, by, "sessions.ended", f"person:{user.pk}")


@transaction.atomic
def close_account(user: User) -> None:
    """Close an account: the person is out at once, and comes in no more until it is opened again."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)


def sign_in_demonstration(request: HttpRequest, email: str) -> None:
    """Sign the demonstration's officer in, where there is one."""
    user = demonstration_user(email)
    if user is not None:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
