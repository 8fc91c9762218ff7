"""Choose the set of pairs that serves everyone, and say what it costs whom."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from jumelage.language import Bilingual
from jumelage.matching import Match, Reason, shortlist
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models import Shortlist, Suggestion
from jumelage.web.missions.matching.queries.matches import reasoned, rejected_pairs
from jumelage.web.missions.matching.rules import Verdict

__all__ = ["Change", "Chosen", "Exposure", "Limits", "Selection", "change", "choose", "limits_of"]

ACCEPTED_FIRST = 1.0
"""Added to the score of a pair that an officer accepted: it comes before any that the software proposes."""


class Limits(NamedTuple):
    """What a shortlist keeps to; ``spread`` in hundredths of a score."""

    per_delegate: int = 6
    per_host: int = 4
    least_per_delegate: int = 0
    least_per_host: int = 0
    spread: int = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pair that was kept, or given up: then ``why`` says why."""

    suggestion: Suggestion
    accepted: bool
    why: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many of the chosen meetings fall on one organisation."""

    organisation: Organisation
    meetings: int
    limit: int
    least: int

    @property
    def state(self) -> str:
        """Say full, idle, short of its minimum, or nothing."""
        if self.meetings == 0:
            return "idle"
        if self.meetings < self.least:
            return "short"
        return "full" if self.meetings >= self.limit else ""

    @property
    def places(self) -> list[bool]:
        """Return its places, taken or free."""
        return [place < self.meetings for place in range(max(self.limit, self.meetings))]


@dataclass(frozen=True, slots=True)
class Selection:
    """The set chosen, what was given up, and how it falls on each side."""

    kept: list[Chosen]
    given_up: list[Chosen]
    delegations: list[Exposure]
    hosts: list[Exposure]

    @property
    def by_delegation(self) -> list[tuple[Exposure, list[Chosen]]]:
        """Group the chosen pairs by who travels."""
        own: dict[int, list[Chosen]] = {}
        for row in self.kept:
            own.setdefault(row.suggestion.delegation_id, []).append(row)
        return [(exposure, own.get(exposure.organisation.pk, [])) for exposure in self.delegations]

    @property
    def full(self) -> int:
        """Count the hosts that can take no more."""
        return sum(host.state == "full" for host in self.hosts)

    @property
    def idle(self) -> int:
        """Count the hosts that would receive nobody."""
        return sum(host.state == "idle" for host in self.hosts)

    @property
    def short(self) -> list[Exposure]:
        """Return the organisations that stay under the minimum promised to them."""
        return [one for one in (*self.delegations, *self.hosts) if one.meetings < one.least]

    @property
    def keys(self) -> set[tuple[int, int]]:
        """Return the pairs chosen."""
        return {row.suggestion.pair for row in self.kept}


class Change(NamedTuple):
    """How many pairs a set adds to a saved one, and takes away."""

    added: int
    removed: int


def limits_of(saved: Shortlist) -> Limits:
    """Return the limits that a shortlist was saved under."""
    return Limits(*(getattr(saved, name) for name in Limits._fields))


def change(saved: Shortlist, chosen: Selection) -> Change:
    """Compare a set with the one saved."""
    before = set(saved.proposals.values_list("delegation_id", "host_id"))
    return Change(len(chosen.keys - before), len(before - chosen.keys))


def choose(mission: Mission, limits: Limits) -> Selection:
    """Choose under limits among the pairs that were not rejected; accepted ones come first, in their relation."""
    decided = mission.decisions.filter(undone_at=None, verdict=Verdict.ACCEPTED)
    accepted = {made.pair: made.relation for made in decided}
    rejected = rejected_pairs(mission)
    rows: dict[tuple[str, str, str], Suggestion] = {}
    for row in reasoned(mission).select_related("delegation", "host"):
        if row.pair not in rejected and accepted.get(row.pair) in (None, "", row.relation):
            rows[str(row.delegation_id), str(row.host_id), row.relation] = row
    given = [_match(key, row, row.pair in accepted) for key, row in rows.items()]
    options: dict[str, Any] = limits._asdict() | {"spread": limits.spread / 100}
    made = shortlist(given, **options)

    def chosen(match: Match, why: Bilingual | None = None) -> Chosen:
        row = rows[match.a, match.b, match.relation]
        return Chosen(row, row.pair in accepted, why)

    kept = [chosen(match) for match in made.matches]
    return Selection(
        kept=kept,
        given_up=[chosen(lost.match, lost.why) for lost in made.given_up],
        delegations=_exposures(rows, kept, "delegation", limits.per_delegate, limits.least_per_delegate),
        hosts=_exposures(rows, kept, "host", limits.per_host, limits.least_per_host),
    )


def _match(key: tuple[str, str, str], row: Suggestion, accepted: bool) -> Match:
    reasons = tuple(Reason(r["kind"], Bilingual(r["fr"], r["en"]), r["weight"]) for r in row.reasons)
    found = Match(key[0], key[1], key[2], row.score, reasons)  # type: ignore[arg-type]
    return dataclasses.replace(found, score=row.score + ACCEPTED_FIRST) if accepted else found


def _exposures(
    rows: dict[tuple[str, str, str], Suggestion], kept: list[Chosen], side: str, limit: int, least: int
) -> list[Exposure]:
    """Count the meetings of everyone on one side, the most solicited first."""
    everyone: dict[int, Organisation] = {org.pk: org for row in rows.values() if (org := getattr(row, side))}
    counts = Counter(getattr(row.suggestion, f"{side}_id") for row in kept)
    found = [Exposure(org, counts[pk], limit, least) for pk, org in everyone.items()]
    return sorted(found, key=lambda one: (-one.meetings, one.organisation.name))
