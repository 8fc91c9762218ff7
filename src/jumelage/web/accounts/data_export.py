"""Hand everything kept about a person over, or erase it; both leave a trace that names nobody once erased."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.web.accounts.actions import record_change
from jumelage.web.accounts.connections import end_sessions
from jumelage.web.accounts.data_registry import keepers, known_to
from jumelage.web.accounts.models import Agency, AnyUser, DataRequest, Membership, User, author
from jumelage.web.accounts.queries import authenticated
from jumelage.web.accounts.rules import DataRequestKind, Role, may_handle_data

__all__ = ["erase", "everything_about", "export_person_data", "exported_lately", "may_handle", "requests_of"]

FRESH = dt.timedelta(days=1)  # for how long an export counts before an erasure

LAST_OFFICER = Bilingual(
    fr="Cette personne est la seule agente de {who}\u00a0: donnez d’abord ce rôle à quelqu’un d’autre.",
    en="This person is the only officer of {who}: give the role to somebody else first.",
)
NOT_EXPORTED = Bilingual(
    fr="Téléchargez d’abord une copie des données\u00a0: l’effacement est définitif.",
    en="Download a copy of the data first: erasing cannot be undone.",
)


def everything_about(user: AnyUser) -> dict[str, Any]:
    """Gather what each room keeps of a person, as plain values."""
    return {keeper.name: keeper.data.export_person(user) for keeper in keepers()}


def export_person_data(user: AnyUser, by: AnyUser) -> bytes:
    """Make the file of everything kept about a person: the same as JSON and as a page to read."""
    agency = _require_right(user, by)
    made = everything_about(user)
    text = json.dumps(made, ensure_ascii=False, indent=2, default=_plain)
    page = render_to_string(
        "accounts/everything.html",
        {
            "rooms": [(keeper.title, json.loads(text)[keeper.name]) for keeper in keepers()],
            "person": user,
            "at": timezone.now(),
        },
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("donnees.json", text)
        archive.writestr("donnees.html", page)
    _note(user, by, agency, DataRequestKind.EXPORT, {name: _rows(data) for name, data in made.items()})
    return file.getvalue()


def exported_lately(user: AnyUser) -> bool:
    """Tell whether the data was exported within the last day."""
    return DataRequest.objects.filter(
        person=user.pk or 0, kind=DataRequestKind.EXPORT, at__gte=timezone.now() - FRESH
    ).exists()


@transaction.atomic
def erase(user: User, by: AnyUser) -> dict[str, int]:
    """Erase a person: every room, the audit trail, the account. An export came first.

    Returns
    -------
    dict of str to int
        How many rows of what, room by room (``missions.participants``).

    Raises
    ------
    NoResultError
        When no copy was made, or when an agency would be left without an officer.
    """
    agency = _require_right(user, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not exported_lately(user):
        raise NoResultError(NOT_EXPORTED)
    for one in Agency.objects.filter(memberships__user=user, memberships__role=Role.OFFICER):
        if not Membership.objects.filter(agency=one, role=Role.OFFICER).exclude(user=user).exists():
            raise NoResultError(Bilingual(fr=LAST_OFFICER.fr.format(who=one), en=LAST_OFFICER.en.format(who=one)))
    concerned = known_to(user.pk, Agency.objects.all())
    counts = {f"{keeper.name}.{what}": n for keeper in keepers() for what, n in keeper.data.erase_person(user).items()}
    end_sessions(user)
    oneself = by.pk == user.pk
    for one in concerned:
        record_change(one, None if oneself else by, "person.erased", f"person:{user.pk}", after={"rows": counts})
    _note(user, by, agency, DataRequestKind.ERASURE, counts)
    user.delete()
    return counts


def requests_of(user: AnyUser) -> list[DataRequest]:
    """Return when a person's data was exported or erased."""
    return list(DataRequest.objects.filter(person=user.pk or 0)[:20])


def may_handle(user: AnyUser, by: AnyUser) -> bool:
    """Tell whether somebody may export or erase a person's data."""
    try:
        _require_right(user, by)
    except PermissionDenied:
        return False
    return True


def _require_right(user: AnyUser, by: AnyUser) -> Agency | None:
    """Let the person, the operator, or an officer of the only agency that knows the person."""
    if by.pk == user.pk or by.is_superuser:
        return None
    agencies = known_to(user.pk or 0, Agency.objects.all())
    mine = [
        one
        for one in agencies
        if Membership.objects.filter(user=authenticated(by), agency=one, role=Role.OFFICER).exists()
    ]
    if not may_handle_data(known_by=len(agencies), mine=len(mine), operator=user.is_superuser):
        raise PermissionDenied
    return mine[0]


def _note(user: AnyUser, by: AnyUser, agency: Agency | None, kind: DataRequestKind, counts: dict[str, int]) -> None:
    oneself = by.pk == user.pk
    gone = oneself and kind == DataRequestKind.ERASURE
    DataRequest.objects.create(
        person=user.pk or 0,
        kind=kind,
        by=None if gone else author(by),
        by_the_person=oneself,
        agency=agency,
        counts=counts,
    )
    if agency is not None and kind == DataRequestKind.EXPORT:
        record_change(agency, by, "person.exported", f"person:{user.pk}", after={"rows": counts})


def _rows(data: dict[str, Any]) -> int:
    return sum(len(value) if isinstance(value, list) else 1 for value in data.values())


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
