"""What is read about organisations."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from jumelage.matching import Profile
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.directory.models import Contact, Note, Organisation

__all__ = ["contact_of", "contacts_of", "kept_for", "note_of", "profile_of", "statements", "visible_to", "whole"]


def kept_for(user: AnyUser) -> QuerySet[Organisation]:
    """Return the organisations of the person's agencies, archived ones too; records merged into another are not shown."""
    return Organisation.objects.filter(agency__in=agencies_visible_to(user), merged_into=None)


def visible_to(user: AnyUser) -> QuerySet[Organisation]:
    """Return the organisations of the person's agencies; merged and archived records are not shown."""
    return kept_for(user).filter(archived_at=None)


def contacts_of(agency: Agency) -> QuerySet[Contact]:
    """Return the people to write to, of the organisations that the agency works with; each with its organisation.

    The calling query or action has checked that the person belongs to the agency.
    """
    rows = Contact.objects.filter(
        organisation__agency=agency, organisation__merged_into=None, organisation__archived_at=None
    )
    return rows.select_related("organisation__town").order_by("organisation__name", "id")


def profile_of(organisation: Organisation) -> Profile:
    """Say an organisation as matching reads it."""
    return Profile(
        id=organisation.code,
        name=organisation.name,
        town=organisation.town.name if organisation.town else "",
        kind=organisation.kind,
        naics=organisation.naics,
        naics_confidence=organisation.naics_confidence,
        offers=tuple(offer.text for offer in organisation.offers.all()),
        needs=tuple(need.text for need in organisation.needs.all()),
        languages=tuple(part for part in re.split(r"[;,\s]+", organisation.languages.lower()) if part),
        source_url=organisation.source_url,
    )


def statements(organisation: Organisation) -> dict[str, str]:
    """Return offers and needs as a form shows them: one a line, each language apart."""
    return {
        f"{kind}_{lang}": "\n".join(text for s in rows if (text := getattr(s, f"text_{lang}")))
        for kind, rows in (("offers", organisation.offers.all()), ("needs", organisation.needs.all()))
        for lang in ("fr", "en")
    }


def whole(user: AnyUser, pk: int) -> Organisation | None:
    """Return an organisation that the person sees, archived or not, with all its page shows."""
    parts = ("offers", "needs", "contacts", "tags", "notes__author")
    return kept_for(user).select_related("town", "agency").prefetch_related(*parts).filter(pk=pk).first()


def contact_of(user: AnyUser, pk: int) -> Contact | None:
    """Return a contact of an organisation that the person sees."""
    rows = Contact.objects.filter(organisation__in=kept_for(user), pk=pk)
    return rows.select_related("organisation__agency").first()


def note_of(user: AnyUser, pk: int) -> Note | None:
    """Return a note on an organisation that the person sees."""
    rows = Note.objects.filter(organisation__in=kept_for(user), pk=pk)
    return rows.select_related("organisation__agency").first()
