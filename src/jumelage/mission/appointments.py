"""What could be on the programme: group visits, meals, exchanges, and the individual visits that matching proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from jumelage.documents.programme import ActivityKind
from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching import Earlier, Match, Profile, match, shortlist
from jumelage.matching.weights import DEFAULT_WEIGHTS, Weights
from jumelage.mission.brief import Brief, Delegation, Request, is_complete

__all__ = ["Appointment", "appointments", "propose"]

NOT_A_FIRM = frozenset({"agency", "chamber", "municipality"})
"""Kinds that a firm does not visit alone: they receive their counterparts."""

EXPLORATORY_VALUE = 10
WISH_VALUE = {"must": 400, "like": 40, "no": 0}


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting of the agenda problem, and what it is about.

    ``value`` orders optional meetings; a required one is placed or the mission cannot be planned.
    """

    id: str
    kind: ActivityKind
    title: Bilingual
    delegations: tuple[str, ...]
    hosts: tuple[str, ...]
    minutes: int
    site: str | None
    required: bool
    value: int = 1
    at: str = ""
    relation: str = ""
    reasons: tuple[Bilingual, ...] = ()
    note: Bilingual = NO_TEXT
    exploratory: bool = False


def propose(
    brief: Brief, weights: Weights = DEFAULT_WEIGHTS, earlier: Mapping[tuple[str, str], Earlier] = MappingProxyType({})
) -> tuple[Match, ...]:
    """Score every pair of a travelling firm and a host, best first; four relations apart.

    Who travels and who receives is what the mission says, whatever town each is registered in.
    """
    firms = {d.organisation for d in brief.delegations if d.role == "firm"}
    receiving = {host for site in brief.sites for host in site.organisations}
    pool = []
    for profile in brief.profiles:
        if profile.id in firms:
            pool.append(replace(profile, town=brief.origin))
        elif (profile.town == brief.destination or profile.id in receiving) and profile.kind not in NOT_A_FIRM:
            pool.append(replace(profile, town=brief.destination))
    found = match(
        pool,
        from_town=brief.origin,
        to_town=brief.destination,
        top=len(pool),
        as_of=brief.days[0].date,
        weights=weights,
        earlier=earlier,
    )
    return tuple(found)


def appointments(brief: Brief, matches: Sequence[Match]) -> tuple[Appointment, ...]:
    """List what could be on the programme; individual visits are those of the fair shortlist, then exploratory ones."""
    chosen = _shortlisted(brief, matches)
    return (
        *_group_visits(brief),
        *_fixed_times(brief),
        *_exchanges(brief),
        *chosen,
        *_exploratory(brief, chosen),
    )


def _everyone(brief: Brief) -> tuple[str, ...]:
    return tuple(delegation.organisation for delegation in brief.delegations)


def _group_visits(brief: Brief) -> Iterable[Appointment]:
    for visit in brief.group_visits:
        yield Appointment(
            id=visit.id,
            kind="group",
            title=visit.title,
            delegations=visit.participants or _everyone(brief),
            hosts=visit.hosts,
            minutes=visit.minutes,
            site=visit.site,
            required=True,
            at=visit.at.isoformat() if visit.at else "",
            reasons=(visit.reason,) if visit.reason else (),
        )


def _fixed_times(brief: Brief) -> Iterable[Appointment]:
    for fixed in brief.fixed_times:
        yield Appointment(
            id=fixed.id,
            kind=fixed.kind,
            title=fixed.title,
            delegations=fixed.participants or _everyone(brief),
            hosts=(),
            minutes=fixed.minutes,
            site=fixed.site,
            required=True,
            at=fixed.at.isoformat(),
            note=fixed.note,
        )


def _exchanges(brief: Brief) -> Iterable[Appointment]:
    for exchange in brief.exchanges:
        host = brief.profile(exchange.host)
        yield Appointment(
            id=f"{exchange.delegation}.{exchange.host}",
            kind="exchange",
            title=Bilingual(fr=host.name, en=host.name),
            delegations=(exchange.delegation,),
            hosts=(exchange.host,),
            minutes=exchange.minutes,
            site=None,
            required=True,
            reasons=(exchange.reason,),
        )


def _best_of_pairs(matches: Iterable[Match]) -> dict[tuple[str, str], Match]:
    """Keep one relation a pair: the best scored that has a reason."""
    best: dict[tuple[str, str], Match] = {}
    for candidate in matches:
        pair = (candidate.a, candidate.b)
        if candidate.reasons and (pair not in best or candidate.score > best[pair].score):
            best[pair] = candidate
    return best


def _shortlisted(brief: Brief, matches: Sequence[Match]) -> tuple[Appointment, ...]:
    wishes = {(request.delegation, request.host): request for request in brief.requests}
    complete = {d.organisation for d in brief.delegations if is_complete(brief.profile(d.organisation))}
    pairs = {
        pair: found
        for pair, found in _best_of_pairs(matches).items()
        if pair[0] in complete and not _refused(wishes.get(pair))
    }
    fair = shortlist(list(pairs.values()), per_delegate=brief.limits.most_visits, per_host=brief.limits.visits_per_host)
    kept = {(found.a, found.b): found for found in fair.matches}
    asked = {pair for pair, request in wishes.items() if request.wish != "no"}
    return tuple(
        _visit(brief, pair, pairs.get(pair), wishes.get(pair)) for pair in dict.fromkeys([*kept, *sorted(asked)])
    )


def _refused(request: Request | None) -> bool:
    return request is not None and request.wish == "no"


def _visit(brief: Brief, pair: tuple[str, str], found: Match | None, request: Request | None) -> Appointment:
    delegation, host = brief.profile(pair[0]), brief.profile(pair[1])
    wish = WISH_VALUE[request.wish] * request.priority if request else 0
    reasons = tuple(reason.text for reason in found.reasons) if found else ()
    if request and request.reason:
        reasons = (request.reason, *reasons)
    return Appointment(
        id=f"{pair[0]}.{pair[1]}",
        kind="individual",
        title=Bilingual(fr=host.name, en=host.name),
        delegations=(delegation.id,),
        hosts=(host.id,),
        minutes=brief.limits.visit_minutes,
        site=None,
        required=False,
        value=max(1, round(100 * found.score) if found else EXPLORATORY_VALUE) + wish,
        relation=found.relation if found else "",
        reasons=reasons,
        exploratory=not reasons or not is_complete(delegation),
    )


def _exploratory(brief: Brief, chosen: Sequence[Appointment]) -> Iterable[Appointment]:
    """Give a firm of which nothing is known a few visits to find out, at the least solicited hosts that say what they do."""
    load = Counter(host for appointment in chosen for host in appointment.hosts)
    taken = {(d, h) for appointment in chosen for d in appointment.delegations for h in appointment.hosts}
    refused = {(r.delegation, r.host) for r in brief.requests if r.wish == "no"}
    hosts = [p for p in brief.profiles if p.town == brief.destination and p.kind == "company" and p.offers]
    for delegation in brief.delegations:
        if delegation.role != "firm" or is_complete(brief.profile(delegation.organisation)):
            continue
        have = sum(1 for pair in taken if pair[0] == delegation.organisation)
        free = [h for h in hosts if (delegation.organisation, h.id) not in taken | refused]
        free = [h for h in free if load[h.id] < brief.limits.visits_per_host]
        for host in sorted(free, key=lambda h: (load[h.id], h.id))[: max(0, brief.limits.least_visits - have)]:
            load[host.id] += 1
            yield _exploratory_visit(brief, delegation, host)


def _exploratory_visit(brief: Brief, delegation: Delegation, host: Profile) -> Appointment:
    name = brief.profile(delegation.organisation).name
    offer = host.offers[0]
    return Appointment(
        id=f"{delegation.organisation}.{host.id}",
        kind="individual",
        title=Bilingual(fr=host.name, en=host.name),
        delegations=(delegation.organisation,),
        hosts=(host.id,),
        minutes=brief.limits.visit_minutes,
        site=None,
        required=False,
        value=EXPLORATORY_VALUE,
        note=Bilingual(
            fr=f"Visite exploratoire : aucune source ne dit ce que fait {name}. L'hôte offre : {offer.say('fr').rstrip('.')}.",
            en=f"Exploratory visit: no source says what {name} does. The host offers: {offer.say('en').rstrip('.')}.",
        ),
        exploratory=True,
    )
