"""What is read of a mission's setup, and what hangs on a mission that would go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q, QuerySet

from jumelage.serialisation import from_document
from jumelage.web.directory.models import Organisation
from jumelage.web.formatting import page_language
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.setup import Setup, dated
from jumelage.web.outbox.models import Message

__all__ = [
    "delegations_of",
    "hanging_on",
    "hosts_of",
    "hosts_to_choose",
    "kept_because",
    "setup_of",
    "travellers_to_choose",
]

HANGING = (
    "participants", "delegates", "sites", "topics", "versions", "meetings", "requests", "decisions", "shortlists",
)  # fmt: skip


def setup_of(mission: Mission) -> Setup:
    """Return the setup of a mission; where only the first and last day are known, each day has the usual hours."""
    found = from_document(Setup, mission.setup) if mission.setup else Setup()
    if not found.days and mission.first_day:
        found = replace(found, days=dated(mission.first_day, mission.days))
    return found


def _known(mission: Mission) -> QuerySet[Organisation]:
    return Organisation.objects.filter(agency=mission.agency, archived_at=None, merged_into=None)


def hosts_of(mission: Mission) -> QuerySet[Organisation]:
    """Return who may receive: those chosen; where none is, every active organisation of the town visited."""
    chosen = _known(mission).filter(missions_hosted=mission)
    return chosen if chosen.exists() else _known(mission).filter(town=mission.destination)


def delegations_of(mission: Mission) -> QuerySet[Organisation]:
    """Return the organisations that travel."""
    return Organisation.objects.filter(delegates__mission=mission).distinct().order_by("name")


def travellers_to_choose(mission: Mission) -> QuerySet[Organisation]:
    """Return the organisations that could travel: of the town of origin, and those that do."""
    return _known(mission).filter(Q(town=mission.origin) | Q(delegates__mission=mission)).distinct().order_by("name")


def hosts_to_choose(mission: Mission) -> QuerySet[Organisation]:
    """Return the organisations that could receive: of the town visited, and those chosen."""
    either = Q(town=mission.destination) | Q(missions_hosted=mission)
    return _known(mission).filter(either).distinct().order_by("name")


def counts_of(mission: Mission) -> dict[str, int]:
    """Count what the setup page says of people and places."""
    return {
        "travelling": mission.delegates.count(),
        "delegations": mission.delegates.values("organisation").distinct().count(),
        "hosts": hosts_of(mission).count(),
        "chosen": mission.hosts.count(),
        "people": mission.participants.count(),
        "sites": mission.sites.count(),
        "topics": mission.topics.count(),
    }


def names_in(mission: Mission) -> dict[str, str]:
    """Name the organisations and sites that a setup speaks of by code."""
    rows = Organisation.objects.filter(agency=mission.agency).filter(
        Q(delegates__mission=mission) | Q(missions_hosted=mission) | Q(town=mission.destination)
    )
    return dict(rows.values_list("code", "name")) | {site.code: site.name for site in mission.sites.all()}


def choices_in(mission: Mission) -> dict[str, list[tuple[str, str]]]:
    """Return what the forms of group visits, meals and exchanges choose from."""
    hosts = list(hosts_of(mission).order_by("name").values_list("code", "name"))
    own = list(delegations_of(mission).values_list("code", "name"))
    sites = [(site.code, site.name.say(page_language())) for site in mission.sites.order_by("pk")]
    return {"hosts": hosts, "host": hosts, "delegation": own, "participants": own, "site": sites}


def hanging_on(mission: Mission) -> Iterator[tuple[str, int]]:
    """Count what would go with a mission: the name of each of its lists that is not empty, and how many it holds."""
    for name in HANGING:
        if count := getattr(mission, name).count():
            yield name, count


def kept_because(mission: Mission) -> str:
    """Tell why a mission may not be deleted: somebody was written to (``mail``), links came of it (``links``); else nothing.

    Who was written to has a right to ask what was kept; a result is counted for years. Such a mission is archived.
    """
    if Message.objects.filter(about=f"mission:{mission.pk}").exists():
        return "mail"
    if mission.participants.exclude(invited_at=None).exists() or mission.versions.exclude(published_at=None).exists():
        return "mail"
    return "links" if mission.links.exists() else ""
