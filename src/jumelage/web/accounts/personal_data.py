"""Personal data of accounts, and the rows of every other table that point at the person."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from jumelage.web.accounts.anonymise import anonymise_everywhere
from jumelage.web.accounts.data_registry import tables_covered
from jumelage.web.accounts.models import AuditEntry, Connection, Consent, DataRequest, Membership, User

__all__ = ["TABLES", "consenting_to", "erase_person", "export_person", "members_of", "traces_of"]

TABLES = tuple(
    f"accounts.{model.__name__}" for model in (AuditEntry, Connection, Consent, DataRequest, Membership, User)
)


def export_person(user: User) -> dict[str, Any]:
    """Return who the person is here, with which roles, what was agreed to and what was done."""
    return {
        "person": {
            "email": user.email, "name": user.name, "language": user.language,
            "since": user.date_joined.isoformat(), "last_sign_in": user.last_login.isoformat() if user.last_login else None,
        },
        "roles": [{"agency": row.agency.name, "role": row.role} for row in user.memberships.select_related("agency")],
        "connections": list(user.connections.values("device", "begun_at", "seen_at")),
        "consents": list(
            user.consents.values("purpose", "about", "text", "language", "version", "given_at", "expires_at", "withdrawn_at")
        ),
        "actions": list(
            AuditEntry.objects.filter(actor=user).values("at", "agency__name", "action", "subject", "before", "after")
        ),
        "data_requests": list(DataRequest.objects.filter(person=user.pk).values("kind", "at", "by_the_person", "counts")),
        "traces": traces_of(user),
    }  # fmt: skip


def erase_person(user: User) -> dict[str, int]:
    """Take the person out of the audit trail and out of every text; the account's own rows go with the account."""
    own = {"connections": user.connections.count(), "consents": user.consents.count()}
    return own | {f"mentions.{model}": n for model, n in anonymise_everywhere(user).items()}


def traces_of(user: User) -> dict[str, int]:
    """Count the rows that point at the person in tables that hold nothing else of hers."""
    counts = {}
    for field in _pointers():
        if f"{field.model._meta.app_label}.{field.model.__name__}" not in tables_covered():
            n = field.model._base_manager.filter(**{field.name: user}).count()
            if n:
                counts[f"{field.model._meta.label}.{field.name}"] = n
    return counts


def _pointers() -> list[Any]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is User and not field.many_to_many
    ]


def consenting_to(agency: Any) -> list[int]:
    """Return the numbers of the people who agreed by themselves to have to do with an agency.

    What an officer wrote (an invitation, a yes by telephone) is a claim: it gives no authority over an account.
    """
    now = timezone.now()
    holds = Q(expires_at=None) | Q(expires_at__gt=now)
    found = Consent.objects.filter(holds, agency=agency, given_by=None, withdrawn_at=None)
    return list(found.values_list("user_id", flat=True).distinct().order_by())


def members_of(agency: Any) -> list[int]:
    """Return the numbers of an agency's officers and readers, but those whom an officer invited until they confirm."""
    return list(agency.memberships.filter(claimed=False).values_list("user_id", flat=True))
