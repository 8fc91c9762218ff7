"""Personal data of the directory: exported, and erased with every trace of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from jumelage.web.accounts.anonymise import ERASED, anonymise_rows, pattern_of
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.directory.models import Contact, ImportBatch, ImportRow, Note

__all__ = ["TABLES", "erase_person", "erase_traces_of", "export_person"]

TABLES = tuple(f"directory.{model.__name__}" for model in (Contact, Note, ImportBatch, ImportRow))
_CONTACT = ("organisation__name", "name", "role", "email", "phone", "language", "consent", "consent_on")


def export_person(user: User) -> dict[str, Any]:
    """Return the contacts that are the person, the notes that the person wrote, the lists that the person imported."""
    return {
        "contacts": list(_contacts_of(user).values(*_CONTACT)),
        "notes": list(Note.objects.filter(author=user).values("organisation__name", "text", "made_at")),
        "imports": list(ImportBatch.objects.filter(made_by=user).values("file_name", "made_at", "imported_at")),
    }


def erase_person(user: User) -> dict[str, int]:
    """Remove the contacts that are the person, and take the person out of notes and of what imports kept."""
    contacts = list(_contacts_of(user).select_related("organisation"))
    agencies = {contact.organisation.agency_id for contact in contacts}
    for contact in contacts:
        erase_traces_of(contact)
        contact.delete()
    marks = pattern_of(user)
    rewritten = anonymise_rows(Note.objects.order_by(), ("text",), marks)
    rewritten += anonymise_rows(ImportRow.objects.order_by(), ("before", "after", "name"), marks)
    rewritten += anonymise_rows(ImportBatch.objects.order_by(), ("problems", "preview", "choices"), marks)
    _drop_files(agencies)
    return {"contacts": len(contacts), "directory_texts": rewritten}


def _contacts_of(user: User) -> Any:
    return Contact.objects.filter(Q(email__iexact=user.email))


def erase_traces_of(contact: Contact) -> None:
    """Take a contact out of the audit trail and of what imports kept: removed is removed."""
    subject = f"organisation:{contact.organisation_id}"
    own = AuditEntry.objects.filter(subject=subject, action__startswith="contact.")
    for entry in own:
        for side in (entry.before, entry.after):
            if side.get("contact") == contact.pk:
                side.update({name: ERASED for name, value in side.items() if name != "contact" and value})
        entry.save(update_fields=["before", "after"])
    for row in ImportRow.objects.filter(organisation=contact.organisation):
        for side in (row.before, row.after):
            for said in side.get("contacts", ()):
                if said.get("id") == contact.pk:
                    said.update({name: ERASED for name, value in said.items() if name != "id" and value})
        row.save(update_fields=["before", "after"])


def _drop_files(agencies: set[int]) -> None:
    """Forget the files that may hold the person: those that wait, and the workbooks that went back."""
    rows = ImportBatch.objects.filter(agency__in=Agency.objects.filter(pk__in=agencies))
    rows.filter(state="preview").delete()
    rows.update(returned=b"")
