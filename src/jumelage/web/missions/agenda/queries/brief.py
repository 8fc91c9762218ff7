"""A draft as planning takes it: the library's brief, built from the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from jumelage.language import Bilingual
from jumelage.mission.brief import Brief, Day, Delegation, GroupVisit, Limits, Remark, Request, Site, Travel
from jumelage.web.directory.models import Organisation
from jumelage.web.directory.queries import profile_of
from jumelage.web.missions.core.models import Delegate, Mission, Topic
from jumelage.web.missions.matching.queries.matches import kept_apart, wishes

__all__ = ["brief_of"]

HOURS = (dt.time(8, 30), dt.time(16, 30))
GROUP_VISIT_MINUTES = 60
LIMITS = Limits(slot_minutes=30, visit_minutes=60, least_visits=0, most_visits=4, visits_per_host=3)
TRAVEL = Travel(default_minutes=30, assumed=True)
SUPPORT = ("agency", "chamber", "municipality", "college", "research_centre", "incubator", "port")
"""Kinds of organisations that exchange methods rather than sell."""


def brief_of(mission: Mission) -> Brief:
    """Build the brief of a draft: the active organisations of both towns, and those that travel from elsewhere.

    Archived and merged organisations are left out, with their people. A group visit has no host yet: a remark says
    whom to ask. Decisions and shortlists become requests; a pair that is kept apart is never proposed.
    """
    rows = Organisation.objects.filter(agency=mission.agency, archived_at=None, merged_into=None)
    towns = Q(town__in=[mission.origin_id, mission.destination_id])
    rows = rows.filter(towns | Q(delegates__mission=mission)).distinct().order_by("name", "pk")
    organisations = list(rows.select_related("town").prefetch_related("offers", "needs"))
    topics = list(mission.topics.all())
    delegations = tuple(_delegations(mission, organisations))
    return Brief(
        id=mission.code,
        title=mission.title,
        goal=mission.goal,
        origin=mission.origin.name,
        destination=mission.destination.name,
        timezone=mission.timezone,
        days=tuple(_days(mission)),
        limits=LIMITS,
        sites=tuple(Site(f"lieu-{n}", topic.title, tables=1) for n, topic in enumerate(topics, 1)),
        travel=TRAVEL,
        group_visits=tuple(_group_visit(n, topic) for n, topic in enumerate(topics, 1)),
        fixed_times=(),
        delegations=delegations,
        exchanges=(),
        profiles=tuple(profile_of(row) for row in organisations),
        requests=tuple(_requests(mission, organisations, delegations)),
        remarks=tuple(_host_to_find(topic) for topic in topics),
    )


def _days(mission: Mission) -> Iterator[Day]:
    if mission.first_day:
        for number in range(mission.days):
            yield Day(mission.first_day + dt.timedelta(days=number), *HOURS)


def _group_visit(number: int, topic: Topic) -> GroupVisit:
    return GroupVisit(
        id=f"sujet-{number}",
        title=topic.title,
        hosts=(),
        minutes=GROUP_VISIT_MINUTES,
        site=f"lieu-{number}",
        reason=topic.reason,
        source_url=topic.source_url,
    )


def _host_to_find(topic: Topic) -> Remark:
    title, host = topic.title, topic.host
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
    hosts = {row.code for row in organisations if row.town_id == mission.destination_id}
    apart = kept_apart(mission)
    apart |= {(host, delegation) for delegation, host in apart}
    known = {(wish.delegation, wish.host): wish for wish in wishes(mission)}
    known |= {pair: Request(*pair, "no") for pair in sorted(apart)}
    for pair, wish in known.items():
        if pair[0] in travelling and pair[1] in hosts:
            yield wish
