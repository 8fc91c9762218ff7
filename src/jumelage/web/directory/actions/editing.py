"""What an officer writes about an organisation by hand: each change kept with what it was before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelage.directory.lists import EMPTY, PARTS
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser, author
from jumelage.web.directory.actions.personal_data import erase_traces_of
from jumelage.web.directory.actions.records import Write, free_codes, write_records
from jumelage.web.directory.models import Contact, Note, Organisation
from jumelage.web.directory.queries.records import fingerprint, record_of, with_parts

__all__ = [
    "ConcurrentChangeError",
    "add_note",
    "archive",
    "correct",
    "enter",
    "remove_contact",
    "remove_note",
    "restore",
    "save_contact",
    "set_code",
]


class ConcurrentChangeError(Exception):
    """Somebody changed the record since the form was opened."""


@transaction.atomic
def enter(user: AnyUser, agency: Agency, record: dict[str, Any]) -> Organisation:
    """Enter a new organisation."""
    require_editor(user, agency)
    (code,) = free_codes(agency, [("", record["name"])])
    record = dict(EMPTY) | record | {"stated_by_officer": bool(record["offers"] or record["needs"])}
    (row,) = write_records(agency, [Write(None, {}, record, code)]).rows
    record_change(agency, user, "organisation.entered", _subject(row), after={"name": row.name})
    return row


@transaction.atomic
def correct(user: AnyUser, organisation: Organisation, record: dict[str, Any], seen: str = "") -> Organisation:
    """Write what a form says of an organisation.

    Parameters
    ----------
    user, organisation
        An officer, and what is corrected.
    record
        The parts that the form shows.
    seen
        Fingerprint of the record when the form was opened.

    Raises
    ------
    ConcurrentChangeError
        When the record is another now: nothing is written.
    """
    require_editor(user, organisation.agency)
    row = with_parts(Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.pk)).get()
    before = record_of(row)
    if seen and seen != fingerprint(before):
        raise ConcurrentChangeError
    after = before | record
    if after["naics"] != before["naics"]:
        after["naics_confidence"] = ""
    if (after["offers"], after["needs"]) != (before["offers"], before["needs"]):
        after["stated_by_officer"] = True
    changed = [part for part in PARTS if before[part] != after[part]]
    if changed:
        write_records(row.agency, [Write(row, before, after)])
        record_change(
            row.agency, user, "organisation.changed", _subject(row),
            before={part: before[part] for part in changed}, after={part: after[part] for part in changed},
        )  # fmt: skip
    return row


def set_code(user: AnyUser, organisation: Organisation, code: str) -> None:
    """Give an organisation the industry code that an officer chose."""
    correct(user, organisation, {"naics": code})


@transaction.atomic
def archive(user: AnyUser, organisation: Organisation) -> None:
    """Take an organisation out of lists and choices; nothing of it is deleted. Idempotent."""
    require_editor(user, organisation.agency)
    if Organisation.objects.filter(pk=organisation.pk, archived_at=None).update(archived_at=timezone.now()):
        record_change(organisation.agency, user, "organisation.archived", _subject(organisation))


@transaction.atomic
def restore(user: AnyUser, organisation: Organisation) -> None:
    """Put an archived organisation back. Idempotent."""
    require_editor(user, organisation.agency)
    if Organisation.objects.filter(pk=organisation.pk).exclude(archived_at=None).update(archived_at=None):
        record_change(organisation.agency, user, "organisation.restored", _subject(organisation))


@transaction.atomic
def save_contact(
    user: AnyUser, organisation: Organisation, values: dict[str, str], contact: Contact | None = None
) -> Contact:
    """Add a contact of an organisation, or correct one."""
    require_editor(user, organisation.agency)
    made = contact or Contact(organisation=organisation)
    before = _contact_values(made) if contact else {}
    for name, value in values.items():
        setattr(made, name, (value or None) if name == "consent_on" else value)
    made.save()
    if _contact_values(made) != before:
        action = "contact.changed" if contact else "contact.added"
        record_change(
            organisation.agency, user, action, _subject(organisation), before=before, after=_contact_values(made)
        )
    return made


@transaction.atomic
def remove_contact(user: AnyUser, contact: Contact) -> None:
    """Remove a contact, and who it was from what the directory remembers: removed is removed."""
    organisation = contact.organisation
    require_editor(user, organisation.agency)
    erase_traces_of(contact)
    record_change(organisation.agency, user, "contact.removed", _subject(organisation), before={"contact": contact.pk})
    contact.delete()


@transaction.atomic
def add_note(user: AnyUser, organisation: Organisation, text: str) -> Note:
    """Keep a note of the agency's own."""
    require_editor(user, organisation.agency)
    return Note.objects.create(organisation=organisation, text=text, author=author(user))


@transaction.atomic
def remove_note(user: AnyUser, note: Note) -> None:
    """Remove a note."""
    require_editor(user, note.organisation.agency)
    note.delete()


def _subject(organisation: Organisation) -> str:
    return f"organisation:{organisation.pk}"


def _contact_values(contact: Contact) -> dict[str, str]:
    names = ("name", "role", "email", "phone", "language", "consent")
    return {name: getattr(contact, name) for name in names} | {
        "consent_on": str(contact.consent_on or ""),
        "contact": contact.pk or 0,
    }
