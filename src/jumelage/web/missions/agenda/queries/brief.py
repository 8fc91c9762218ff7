"""A draft as planning takes it: the library's brief, built from the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from jumelage.language import NO_TEXT, Bilingual
from jumelage.mission.brief import Brief, Delegation, GroupVisit, Remark, Request, Site, Travel
from jumelage.web.directory.models import Organisation
from jumelage.web.directory.queries import profile_of
from jumelage.web.missions.core.models import Delegate, Mission, Topic
from jumelage.web.missions.core.queries.setup import hosts_of, setup_of
from jumelage.web.missions.core.setup import EVERYONE, Setup
from jumelage.web.missions.matching.queries.matches import kept_apart, wishes

__all__ = ["brief_of"]

GROUP_VISIT_MINUTES = 60
SUPPORT = ("agency", "chamber", "municipality", "college", "research_centre", "incubator", "port")
"""Kinds of organisations that exchange methods rather than sell."""


def brief_of(mission: Mission) -> Brief:
    """Build the brief of a draft: the active organisations of both towns, and those that travel from elsewhere.

    Archived and merged organisations are left out, with their people. Where hosts were chosen, only they receive. A
    group visit without a host says whom to ask. Decisions and shortlists become requests; a pair that is kept apart is
    never proposed.
    """
    setup = setup_of(mission)
    rows = Organisation.objects.filter(agency=mission.agency, archived_at=None, merged_into=None)
    towns = Q(town=mission.origin) | Q(delegates__mission=mission) | Q(pk__in=hosts_of(mission).values("pk"))
    rows = rows.filter(towns).distinct().order_by("name", "pk")
    organisations = list(rows.select_related("town").prefetch_related("offers", "needs"))
    delegations = tuple(_delegations(mission, organisations))
    topics = {f"sujet-{topic.position + 1}": topic for topic in mission.topics.all()}
    own = {visit.id: visit for visit in setup.group_visits}
    visits = (
        *(own[id] if id in own else _group_visit(id, topic) for id, topic in topics.items()),
        *(visit for id, visit in own.items() if id not in topics),
    )
    hostless = [_host_to_find(visit, topics.get(visit.id)) for visit in visits if not visit.hosts]
    return Brief(
        id=mission.code,
        title=mission.title,
        goal=mission.goal,
        origin=mission.origin.name,
        destination=mission.destination.name,
        timezone=mission.timezone,
        days=setup.days,
        limits=setup.limits,
        sites=tuple(_sites(mission, setup, visits)),
        travel=Travel(setup.travel_minutes, setup.travel_assumed, {(a, b): minutes for a, b, minutes in setup.ways}),
        group_visits=visits,
        fixed_times=setup.fixed_times,
        delegations=delegations,
        exchanges=setup.exchanges,
        profiles=tuple(profile_of(row) for row in organisations),
        requests=tuple(_requests(mission, organisations, delegations)),
        remarks=(*setup.remarks, *hostless),
        sources=setup.sources,
    )


def _sites(mission: Mission, setup: Setup, visits: Sequence[GroupVisit]) -> Iterator[Site]:
    """List the places of the mission, then one for each visit that has none of its own."""
    rows: dict[str, Any] = {row.code: row for row in mission.sites.order_by("pk")}
    hosts = tuple(hosts_of(mission).order_by("code").values_list("code", flat=True))
    named = {code for codes in setup.receiving.values() for code in codes}
    for code, row in rows.items():
        own = setup.receiving.get(code, ())
        others = tuple(host for host in hosts if host not in named) if EVERYONE in own else ()
        receiving = tuple(host for host in own if host in hosts) + others
        yield Site(code, row.name, receiving, row.tables, row.latitude, row.longitude)
    for visit in visits:
        if visit.site not in rows:
            rows[visit.site] = visit
            yield Site(visit.site, visit.title, tables=1)


def _group_visit(id: str, topic: Topic) -> GroupVisit:
    return GroupVisit(
        id=id,
        title=topic.title,
        hosts=(),
        minutes=GROUP_VISIT_MINUTES,
        site=id.replace("sujet", "lieu"),
        reason=topic.reason,
        source_url=topic.source_url,
    )


def _host_to_find(visit: GroupVisit, topic: Topic | None) -> Remark:
    title, host = visit.title, topic.host if topic else NO_TEXT
    ask = Bilingual(f" À qui demander\u00a0: {host.say('fr')}.", f" Whom to ask: {host.say('en')}.") if host else None
    fr = f"Hôte à trouver pour «\u00a0{title.say('fr')}\u00a0».{ask.fr if ask else ''}"
    en = f"Host to be found for “{title.say('en')}”.{ask.en if ask else ''}"
    return Remark("todo", Bilingual(fr, en))


def _delegations(mission: Mission, organisations: Iterable[Organisation]) -> Iterator[Delegation]:
    seats: dict[int, list[Delegate]] = {}
    for seat in mission.delegates.order_by("position"):
        seats.setdefault(seat.organisation_id, []).append(seat)
    for row in organisations:
        if own := seats.get(row.pk):
            yield Delegation(
                organisation=row.code,
                people=len(own),
                role="support" if row.kind in SUPPORT else "firm",
                labels=tuple(seat.label for seat in own),
                ids=tuple(seat.code for seat in own),
            )


def _requests(
    mission: Mission, organisations: Sequence[Organisation], delegations: Sequence[Delegation]
) -> Iterator[Request]:
    travelling = [delegation.organisation for delegation in delegations]
    hosts = set(hosts_of(mission).values_list("code", flat=True))
    apart = kept_apart(mission)
    apart |= {(host, delegation) for delegation, host in apart}
    known = {(wish.delegation, wish.host): wish for wish in wishes(mission)}
    known |= {pair: Request(*pair, "no") for pair in sorted(apart)}
    for pair, wish in known.items():
        if pair[0] in travelling and pair[1] in hosts:
            yield wish
