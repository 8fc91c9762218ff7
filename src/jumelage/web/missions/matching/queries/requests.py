"""What is read about requests: each read starts from a mission that the person may open."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import IN, MEETS, Part, Side
from jumelage.web.missions.matching.models import Request, Suggestion
from jumelage.web.missions.matching.queries.matches import current_shortlist, kept_apart, rejected_pairs
from jumelage.web.missions.matching.rules import LIVE, RequestState, Wish

__all__ = [
    "Count",
    "asked_of",
    "best_suggestion",
    "board",
    "counts",
    "due",
    "last_ended",
    "living",
    "made_by_side",
    "may_meet",
    "quota_of",
    "request_in",
    "requests_of",
    "side_of",
    "sides",
    "tally_of_requests",
    "to_ask_from_shortlist",
    "used",
]

_ORGANISATIONS = ("delegation", "host")


@dataclass(frozen=True, slots=True)
class Count:
    """An organisation's requests: how many it made of how many it may, how many wait for its answer, how many meetings."""

    organisation: Organisation
    side: Side
    made: int
    quota: int
    to_answer: int
    oldest: dt.datetime | None
    meetings: int

    @property
    def full(self) -> bool:
        """Tell whether it may ask no more."""
        return self.made >= self.quota


def requests_of(mission: Mission) -> QuerySet[Request]:
    """Return the requests of a mission, the latest first."""
    return mission.requests.select_related(*_ORGANISATIONS, "asked_by", "answered_by")


def board(mission: Mission, *, state: str = "", organisation: str = "") -> QuerySet[Request]:
    """Return the requests that a filter asks for: those that wait for an answer first, the first to expire before."""
    rows = requests_of(mission)
    if state:
        rows = rows.filter(state=state)
    if organisation:
        rows = rows.filter(Q(delegation__code=organisation) | Q(host__code=organisation))
    ranks = (When(state=one, then=Value(rank)) for rank, one in enumerate(RequestState))
    rank = Case(*ranks, default=Value(9), output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", "expires_at", "-id")


def tally_of_requests(mission: Mission) -> dict[str, int]:
    """Count the requests by state."""
    counted = Counter(mission.requests.values_list("state", flat=True))
    return {state.value: counted[state] for state in RequestState}


def request_in(mission: Mission, pk: int) -> Request | None:
    """Return one request of a mission."""
    return requests_of(mission).filter(pk=pk).first()


def living(mission: Mission, delegation: int, host: int) -> Request | None:
    """Return the request of a pair that is proposed or accepted."""
    found = requests_of(mission).filter(delegation=delegation, host=host, state__in=LIVE)
    return found.first()


def last_ended(mission: Mission, delegation: int, host: int) -> Request | None:
    """Return the last request of a pair that ended with a no; none where the side that said it has asked since."""
    rows = mission.requests.filter(delegation=delegation, host=host)
    ended = rows.filter(state=RequestState.DECLINED).order_by("-answered_at", "-id").first()
    if ended is None:
        return None
    refusing = Side.DELEGATION if ended.delegation_wish == Wish.NO else Side.HOST
    return None if rows.filter(pk__gt=ended.pk, asked_by_side=refusing).exists() else ended


def due(now: dt.datetime) -> QuerySet[Request]:
    """Return the requests, of any mission, whose time is over: for the sweep, which no one asks for."""
    found = Request.objects.filter(state=RequestState.PROPOSED, expires_at__lte=now)
    return found.select_related("mission__agency", *_ORGANISATIONS)


def sides(mission: Mission) -> dict[Side, dict[int, Organisation]]:
    """Return the organisations of both sides, by key: those that travel, and those that could receive."""
    listed = mission.participants.filter(state__in=IN, organisation__isnull=False)
    travelling = Q(delegates__mission=mission) | Q(pk__in=listed.filter(part=Part.DELEGATE).values("organisation"))
    receiving = Q(pk__in=listed.filter(part=Part.HOST).values("organisation"))
    receiving |= Q(suggested_guests__mission=mission) | Q(town=mission.destination)
    whole = Organisation.objects.filter(agency=mission.agency, merged_into=None)
    guests = {row.pk: row for row in whole.filter(travelling).distinct().order_by("name")}
    hosts = {row.pk: row for row in whole.filter(receiving).distinct().order_by("name") if row.pk not in guests}
    return {Side.DELEGATION: guests, Side.HOST: hosts}


def side_of(mission: Mission, organisation: Organisation) -> Side | None:
    """Tell on which side an organisation is; None when it is on neither."""
    found = sides(mission)
    return next((side for side in Side if organisation.pk in found[side]), None)


def may_meet(mission: Mission, delegation: Organisation, host: Organisation) -> bool:
    """Tell whether no officer's decision keeps a pair apart."""
    if (delegation.pk, host.pk) in rejected_pairs(mission):
        return False
    apart = kept_apart(mission)
    return not {(delegation.code, host.code), (host.code, delegation.code)} & apart


def best_suggestion(mission: Mission, delegation: int, host: int, relation: str = "") -> Suggestion | None:
    """Return the match of a pair that has the best reasons, in a relation where one is given."""
    found = mission.suggestions.filter(delegation=delegation, host=host).exclude(reasons=[])
    exact = found.filter(relation=relation).first() if relation else None
    return exact or found.order_by("-score", "id").first()


def quota_of(mission: Mission, organisation: int) -> int:
    """Return how many requests an organisation may make: its people's own number where an officer gave one."""
    given = mission.participants.filter(organisation=organisation, part__in=MEETS)
    own = [quota for quota in given.values_list("quota", flat=True) if quota is not None]
    return max(own, default=mission.quota)


def used(mission: Mission, organisation: int, side: Side) -> int:
    """Count the active requests that an organisation made: one that ends counts no more."""
    own = {side.value: organisation, "asked_by_side": side, "state__in": LIVE}
    return mission.requests.filter(**own).count()


def asked_of(mission: Mission, organisation: int, side: Side) -> QuerySet[Request]:
    """Return what an organisation was asked and may still answer or has agreed to, the first to expire first."""
    found = requests_of(mission).filter(**{side.value: organisation}, asked_by_side=side.other)
    return found.filter(state__in=LIVE).order_by("state", "expires_at", "id")


def made_by_side(mission: Mission, organisation: int, side: Side) -> QuerySet[Request]:
    """Return what an organisation asked of others, the latest first; a « no thanks » of its own is no request."""
    found = requests_of(mission).filter(**{side.value: organisation}, asked_by_side=side)
    return found.exclude(**{f"{side.value}_wish": Wish.NO})


def counts(mission: Mission, listed: Mapping[Side, Mapping[int, Organisation]]) -> list[Count]:
    """Count the requests of each organisation of :func:`sides` against its quota: those that let others wait first."""
    rows = list(mission.requests.filter(state__in=LIVE))
    made = Counter((row.asked_by_side, getattr(row, f"{row.asked_by_side}_id")) for row in rows)
    meetings: Counter[tuple[str, int]] = Counter()
    waiting: dict[tuple[str, int], list[dt.datetime]] = {}
    for row in rows:
        if row.state == RequestState.ACCEPTED:
            meetings.update([(Side.DELEGATION, row.delegation_id), (Side.HOST, row.host_id)])
        else:
            asked = Side(row.asked_by_side).other
            waiting.setdefault((asked, getattr(row, f"{asked}_id")), []).append(row.asked_at)
    given = _quotas(mission)
    found = []
    for side, organisations in listed.items():
        for pk, organisation in organisations.items():
            key, wait = (side, pk), waiting.get((side, pk), [])
            if side == Side.HOST and not (made[key] or wait or meetings[key] or pk in given):
                continue
            quota = mission.quota if given.get(pk) is None else given[pk]
            assert quota is not None
            found.append(Count(organisation, side, made[key], quota, len(wait), min(wait, default=None), meetings[key]))
    return sorted(found, key=lambda one: (-one.to_answer, one.side, one.organisation.name))


def _quotas(mission: Mission) -> dict[int, int | None]:
    """Return the organisations that have people listed, each with the quota that an officer gave, where one did."""
    given: dict[int, int | None] = {}
    rows: Any = Participant.objects.filter(mission=mission, part__in=MEETS, organisation__isnull=False)
    for pk, quota in rows.values_list("organisation_id", "quota"):
        given[pk] = max((q for q in (given.get(pk), quota) if q is not None), default=None)
    return given


def to_ask_from_shortlist(mission: Mission) -> list[tuple[Organisation, Organisation, str]]:
    """Return the pairs of the shortlist that stands and that nobody has asked for yet: who, whom, as what."""
    standing = current_shortlist(mission)
    if standing is None:
        return []
    known = set(
        mission.requests.filter(state__in=(*LIVE, RequestState.DECLINED)).values_list("delegation_id", "host_id")
    )
    rows = standing.proposals.select_related(*_ORGANISATIONS)
    return [(row.delegation, row.host, row.relation) for row in rows if (row.delegation_id, row.host_id) not in known]
