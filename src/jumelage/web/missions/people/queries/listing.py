"""Whom a mission could list: organisations of the two towns, and the contacts that the directory knows there."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from jumelage.web.accounts.models import AuditEntry
from jumelage.web.directory.models import Organisation
from jumelage.web.directory.queries import contacts_of
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.queries.setup import hosts_of
from jumelage.web.missions.core.rules import Part

__all__ = ["contacts_to_list", "history_of", "organisations_for", "part_of_contact"]


def organisations_for(mission: Mission) -> QuerySet[Organisation]:
    """Return the organisations of the two towns, and those that travel from elsewhere."""
    near = Q(town__in=(mission.origin_id, mission.destination_id)) | Q(delegates__mission=mission)
    near |= Q(missions_hosted=mission)
    found = Organisation.objects.filter(near, agency=mission.agency, merged_into=None)
    return found.distinct().order_by("name")


def part_of_contact(mission: Mission, contact: Any) -> Part:
    """Return the part that a contact would have: those of the town visited receive, the others travel."""
    home = contact.organisation
    if home.town_id != mission.destination_id and mission.hosts.filter(pk=home.pk).exists():
        return Part.HOST
    return Part.HOST if home.town_id == mission.destination_id else Part.DELEGATE


def contacts_to_list(mission: Mission, *, own: bool = True) -> list[tuple[Part, list[Any]]]:
    """Return the contacts that are not listed yet, by the part they would have: those of who travels and who receives.

    Without ``own``, those of the two towns' other organisations.
    """
    chosen = Q(organisation__delegates__mission=mission) | Q(organisation__in=hosts_of(mission))
    towns = Q(organisation__town__in=(mission.origin_id, mission.destination_id))
    known = {email for email in mission.participants.values_list("email", flat=True) if email}
    reachable = contacts_of(mission.agency).exclude(email="")
    mine = set(reachable.filter(chosen).values_list("pk", flat=True))
    rows = reachable.filter(pk__in=mine) if own else reachable.filter(towns).exclude(pk__in=mine)
    free = [row for row in rows if row.email.lower() not in known]
    grouped = {
        part: [row for row in free if part_of_contact(mission, row) == part] for part in (Part.DELEGATE, Part.HOST)
    }
    return [(part, found) for part, found in grouped.items() if found]


def history_of(mission: Mission, row: Participant) -> QuerySet[AuditEntry]:
    """Return what was done about a person of the mission, the latest first."""
    found = AuditEntry.objects.filter(agency=mission.agency, subject=f"participant:{row.pk}")
    return found.select_related("actor")[:20]
