"""What is read about pairs: who could meet, what was decided, and what the rejections teach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Value, When

from jumelage.mission.appointments import NOT_A_FIRM
from jumelage.mission.brief import Request
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.queries.setup import hosts_of as hosts_to_meet
from jumelage.web.missions.matching.models import Decision, Proposal, Shortlist, Suggestion
from jumelage.web.missions.matching.rules import LIVE, Rejection, RequestState, Verdict, excludes

__all__ = [
    "Lesson",
    "Pair",
    "Tally",
    "current_shortlist",
    "decision_of",
    "hosts_of",
    "kept_apart",
    "kept_apart_elsewhere",
    "lessons",
    "matchable",
    "pair_keys",
    "pairs",
    "profiles",
    "refused_pairs",
    "rejected_pairs",
    "suggestions",
    "tally",
    "unreasoned",
    "wishes",
]

Key = tuple[int, int]

PROPOSED, ACCEPTED = 3, 4
"""Priorities, 1 to 5, of what the shortlist proposes and of what an officer accepted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that could meet: in which relations and why, and what was decided."""

    suggestions: list[Suggestion]
    decision: Decision | None
    proposed: bool

    @property
    def delegation(self) -> Organisation:
        """Return who travels."""
        return self.suggestions[0].delegation

    @property
    def host(self) -> Organisation:
        """Return who receives."""
        return self.suggestions[0].host

    @property
    def key(self) -> str:
        """Name the pair in an address."""
        return "{}-{}".format(*self.suggestions[0].pair)

    @property
    def planned(self) -> bool:
        """Tell whether the two meet on the current agenda."""
        return any(row.planned for row in self.suggestions)

    @property
    def lacking(self) -> list[Any]:
        """Return what is missing to say more, each thing once."""
        return list(dict.fromkeys(text for row in self.suggestions for text in row.lacking))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pairs there are to decide, accepted, rejected."""

    open: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A reason for rejection: how often, for whom, and what the people wrote."""

    reason: str
    decisions: list[Decision]

    @property
    def count(self) -> int:
        """Count the rejections."""
        return len(self.decisions)

    @property
    def excludes(self) -> bool:
        """Tell whether it keeps the pair apart for good."""
        return excludes(self.reason)

    @property
    def profiles_to_check(self) -> list[Organisation]:
        """Name the organisations that a wrong activity points at: those in most of these rejections."""
        if self.reason != Rejection.WRONG_ACTIVITY:
            return []
        counts = Counter(org for made in self.decisions for org in (made.delegation, made.host))
        most = max(counts.values())
        return sorted((org for org, count in counts.items() if count == most), key=lambda org: org.name)[:4]


def _decided(verdict: Verdict) -> Exists:
    standing = Decision.objects.filter(
        mission=OuterRef("mission"), delegation=OuterRef("delegation"), host=OuterRef("host"), undone_at=None
    )
    return Exists(standing.filter(verdict=verdict))


def reasoned(mission: Mission) -> QuerySet[Suggestion]:
    """Return the matches that someone could give a reason for, rejected ones included."""
    return mission.suggestions.exclude(reasons=[]).exclude(delegation=F("host"))


def unreasoned(mission: Mission) -> dict[str, int]:
    """Count, by travelling organisation, the pairs for which no reason is known."""
    rows = mission.suggestions.filter(reasons=[]).values_list("delegation__name", "host")
    return dict(Counter(name for name, _ in sorted(set(rows))))


def suggestions(mission: Mission, *, delegation: str = "") -> QuerySet[Suggestion]:
    """Return the matches that have a reason and were not rejected: those on the agenda first, then by score."""
    found = reasoned(mission).filter(~_decided(Verdict.REJECTED)).select_related("delegation", "host")
    return found.filter(delegation__code=delegation) if delegation else found


def hosts_of(mission: Mission) -> QuerySet[Organisation]:
    """Return the organisations that could receive."""
    return Organisation.objects.filter(suggested_guests__mission=mission).distinct()


def pair_keys(
    mission: Mission, *, delegation: str = "", host: str = "", relation: str = "", state: str = ""
) -> QuerySet[Any, Any]:
    """Return the pairs that have a reason, best first: what a filter asks for; rejected ones only on demand."""
    wanted = {"delegation__code": delegation, "host__code": host, "relation": relation}
    rows = reasoned(mission).filter(**{key: value for key, value in wanted.items() if value})
    rejected, accepted = _decided(Verdict.REJECTED), _decided(Verdict.ACCEPTED)
    rows = rows.filter(rejected if state == "rejected" else ~rejected)
    if state == "open":
        rows = rows.filter(~accepted)
    elif state == "accepted":
        rows = rows.filter(accepted)
    elif state == "planned":
        rows = rows.filter(planned=True)
    elif state == "proposed":
        standing = Proposal.objects.filter(
            shortlist=current_shortlist(mission), delegation=OuterRef("delegation"), host=OuterRef("host")
        )
        rows = rows.filter(Exists(standing))
    on_agenda = Case(When(planned=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    ranked = rows.order_by().values("delegation_id", "host_id").annotate(on_agenda=Max(on_agenda), best=Max("score"))
    return ranked.order_by("-on_agenda", "-best", "delegation_id", "host_id").values_list("delegation_id", "host_id")


def pairs(mission: Mission, keys: Iterable[Key], relation: str = "") -> list[Pair]:
    """Read pairs whole, in the order of their keys; those that are no pair of the mission are left out."""
    wanted = list(keys)
    either = Q(delegation__in={a for a, _ in wanted}, host__in={b for _, b in wanted})
    known: dict[Key, list[Suggestion]] = {}
    rows = reasoned(mission).filter(either).select_related("delegation", "host").order_by("-planned", "-score", "id")
    for row in rows.filter(relation=relation) if relation else rows:
        known.setdefault(row.pair, []).append(row)
    standing = mission.decisions.filter(either, undone_at=None).select_related("decided_by")
    decisions = {made.pair: made for made in standing}
    proposed = set(_proposals(mission).values_list("delegation_id", "host_id"))
    return [Pair(known[key], decisions.get(key), key in proposed) for key in wanted if key in known]


def _proposals(mission: Mission) -> QuerySet[Proposal]:
    return Proposal.objects.filter(shortlist=current_shortlist(mission))


def current_shortlist(mission: Mission) -> Shortlist | None:
    """Return the shortlist that stands."""
    return mission.shortlists.filter(withdrawn_at=None).select_related("made_by").first()


def tally(mission: Mission) -> Tally:
    """Count pairs by state."""
    every = set(reasoned(mission).values_list("delegation_id", "host_id"))
    decided = mission.decisions.filter(undone_at=None).values_list("verdict", "delegation_id", "host_id")
    verdicts = {(a, b): verdict for verdict, a, b in decided}
    counts = Counter(verdicts.get(pair, "") for pair in every)
    return Tally(counts[""], counts[Verdict.ACCEPTED], counts[Verdict.REJECTED])


def decision_of(mission: Mission, pk: int) -> Decision | None:
    """Return a decision of the mission, standing or not."""
    return mission.decisions.select_related("delegation", "host", "decided_by", "mission__agency").filter(pk=pk).first()


def _rejections(mission: Mission) -> QuerySet[Decision]:
    found = Decision.objects.filter(mission__agency=mission.agency, verdict=Verdict.REJECTED, undone_at=None)
    return found.select_related("delegation", "host", "mission")


def lessons(mission: Mission) -> list[Lesson]:
    """Sort the mission's rejections by reason, the most frequent first. Counts only: no weight is changed by them."""
    by_reason: dict[str, list[Decision]] = {}
    for made in _rejections(mission).filter(mission=mission):
        by_reason.setdefault(made.reason, []).append(made)
    return sorted((Lesson(*item) for item in by_reason.items()), key=lambda lesson: (-lesson.count, lesson.reason))


def rejected_pairs(mission: Mission) -> set[Key]:
    """Return the pairs that the mission does not propose again."""
    return {made.pair for made in _rejections(mission).filter(mission=mission)}


def refused_pairs(mission: Mission) -> set[Key]:
    """Return the pairs that no search places: rejected by the officer, or declined, withdrawn or expired and not asked again."""
    last = {(row.delegation_id, row.host_id): row.state for row in mission.requests.order_by("asked_at", "pk")}
    return rejected_pairs(mission) | {pair for pair, state in last.items() if state not in LIVE}


def kept_apart(mission: Mission) -> set[tuple[str, str]]:
    """Return the pairs, by code, that no matching of the agency may propose: the exclusions that matching takes."""
    hard = [reason for reason in Rejection if excludes(reason)]
    return {(made.delegation.code, made.host.code) for made in _rejections(mission).filter(reason__in=hard)}


def kept_apart_elsewhere(mission: Mission) -> list[Decision]:
    """Return the decisions of other missions that keep two organisations of this one's towns apart."""
    hard = [reason for reason in Rejection if excludes(reason)]
    found = _rejections(mission).exclude(mission=mission).filter(reason__in=hard)
    towns = {mission.origin_id, mission.destination_id}
    return [made for made in found if {made.delegation.town_id, made.host.town_id} == towns]


def matchable(mission: Mission) -> tuple[list[Organisation], list[Organisation]]:
    """Return the firms that travel and the organisations that could receive them, as matching reads them."""
    firms_and_hosts = Organisation.objects.filter(agency=mission.agency, merged_into=None).exclude(kind__in=NOT_A_FIRM)
    whole = firms_and_hosts.select_related("town", "agency").prefetch_related("offers", "needs").order_by("pk")
    travelling = whole.filter(pk__in=mission.delegates.values("organisation"))
    return list(travelling), list(whole.filter(pk__in=hosts_to_meet(mission).values("pk")))


def profiles(found: Iterable[Pair]) -> dict[int, Organisation]:
    """Return the organisations of some pairs with what they offer and need, by key."""
    keys = {key for pair in found for key in pair.suggestions[0].pair}
    return Organisation.objects.select_related("town", "agency").prefetch_related("offers", "needs").in_bulk(keys)


def wishes(mission: Mission) -> list[Request]:
    """Give planning the decisions and the shortlist: accepted before proposed; rejected, refused or unanswered never."""
    said: dict[tuple[str, str], Request] = {}
    for row in _proposals(mission).select_related("delegation", "host"):
        said[row.delegation.code, row.host.code] = Request(row.delegation.code, row.host.code, "like", PROPOSED)
    for made in mission.decisions.filter(undone_at=None).select_related("delegation", "host"):
        pair = made.delegation.code, made.host.code
        accepted = made.verdict == Verdict.ACCEPTED
        said[pair] = Request(*pair, "like", ACCEPTED) if accepted else Request(*pair, "no")
    said |= {pair: Request(*pair, "no") for pair in kept_apart(mission) if pair in said}
    refused = refused_pairs(mission)
    for asked in mission.requests.exclude(state=RequestState.ACCEPTED).select_related("delegation", "host"):
        if asked.state == RequestState.PROPOSED or (asked.delegation_id, asked.host_id) in refused:
            said[asked.delegation.code, asked.host.code] = Request(asked.delegation.code, asked.host.code, "no")
    return [said[pair] for pair in sorted(said)]
