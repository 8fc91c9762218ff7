"""Which pairs met in earlier missions, and what came of it: rooms that know tell, matching asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jumelage.matching import Earlier
from jumelage.web.accounts.models import Agency
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.queries.matches import Key
from jumelage.web.missions.matching.rules import LIVE, Verdict

__all__ = ["Held", "earlier_meetings", "held_meetings", "told_by"]


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that took place, in which mission, by key; ``followed``: what the sides say came of it (None: nobody said)."""

    mission: int
    delegation: int
    host: int
    followed: bool | None
    deal: bool = False


Source = Callable[[Agency], Iterable[Held]]
_SOURCES: list[Source] = []


def told_by(source: Source) -> Source:
    """Register a room that knows which meetings took place."""
    _SOURCES.append(source)
    return source


def held_meetings(agency: Agency) -> list[Held]:
    """Return the meetings that took place in an agency's missions."""
    return [held for source in _SOURCES for held in source(agency)]


def earlier_meetings(mission: Mission) -> dict[tuple[str, str], Earlier]:
    """Return the pairs that met in the agency's other missions, by code: matching says so, and leaves out those not wanted.

    Wanted again: a request between the two is active in this mission, or an officer accepted the pair.
    """
    found = [held for held in held_meetings(mission.agency) if held.mission != mission.pk]
    if not found:
        return {}
    wanted = _wanted(mission)
    keys = {key for held in found for key in (held.delegation, held.host)}
    codes = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "code"))
    titles = {row.pk: row.title for row in Mission.objects.filter(pk__in={held.mission for held in found})}
    return {
        (codes[held.delegation], codes[held.host]): Earlier(
            titles[held.mission],
            held.followed,
            bool({(held.delegation, held.host), (held.host, held.delegation)} & wanted),
        )
        for held in sorted(found, key=lambda held: held.mission)
        if held.delegation in codes and held.host in codes
    }


def _wanted(mission: Mission) -> set[Key]:
    asked = mission.requests.filter(state__in=LIVE).values_list("delegation_id", "host_id")
    accepted = mission.decisions.filter(verdict=Verdict.ACCEPTED, undone_at=None)
    return {*asked, *accepted.values_list("delegation_id", "host_id")}
