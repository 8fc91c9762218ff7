"""List people whom the directory knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.directory.queries import contacts_of
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.people.actions.participants import AlreadyParticipantError, list_participant
from jumelage.web.missions.people.queries.listing import part_of_contact

__all__ = ["list_contacts"]


@transaction.atomic
def list_contacts(user: AnyUser, mission: Mission, contacts: Iterable[int]) -> list[Participant]:
    """List contacts of the agency's directory, each in the part of its town; those already listed are left alone."""
    require_editor(user, mission.agency)
    made = []
    for contact in contacts_of(mission.agency).filter(pk__in=list(contacts)):
        part = part_of_contact(mission, contact)
        known = {"name": contact.name or contact.role, "email": contact.email, "phone": contact.phone}
        try:
            row = list_participant(
                user, mission, part, organisation=contact.organisation, language=contact.language, **known
            )
        except AlreadyParticipantError:
            continue
        made.append(row)
    return made
