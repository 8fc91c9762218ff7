"""The organisations that travel with a mission, and their people."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Delegate, Mission

__all__ = ["Travelling", "delegation", "travelling"]


@dataclass(frozen=True, slots=True)
class Travelling:
    """An organisation that travels, and its people."""

    organisation: Organisation
    people: list[Delegate]

    @property
    def complete(self) -> bool:
        """Tell whether anything is said of what it offers or needs."""
        return bool(self.organisation.offers.all() or self.organisation.needs.all())

    @property
    def to_complete(self) -> bool:
        """Tell whether a host would need more: a firm of which nothing is said."""
        return not self.complete and self.organisation.kind in ("company", "")


def delegation(mission: Mission) -> list[Travelling]:
    """Return the organisations that travel, in the order of their people."""
    people: dict[int, list[Delegate]] = {}
    for delegate in mission.delegates.all():
        people.setdefault(delegate.organisation_id, []).append(delegate)
    rows = Organisation.objects.select_related("town", "agency").prefetch_related("offers", "needs").in_bulk(people)
    return [Travelling(rows[pk], own) for pk, own in people.items()]


def travelling(mission: Mission, code: str) -> Travelling | None:
    """Return an organisation that travels with the mission, by its code."""
    rows = {row.organisation.pk: row for row in delegation(mission)}
    asked = Organisation.objects.filter(agency=mission.agency, code=code).first()
    return rows.get(asked.merged_into_id or asked.pk) if asked else None
