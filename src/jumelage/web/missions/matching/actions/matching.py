"""Match the organisations of a mission again, as the directory and the decisions stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from django.db import transaction

from jumelage.matching import Match, Reason, match
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.directory.actions import state_offers_and_needs
from jumelage.web.directory.models import Organisation
from jumelage.web.directory.queries import profile_of
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models import Suggestion
from jumelage.web.missions.matching.queries.earlier import earlier_meetings
from jumelage.web.missions.matching.queries.learning import agency_lesson
from jumelage.web.missions.matching.queries.matches import kept_apart, matchable, rejected_pairs

__all__ = ["Stated", "complete_profile", "match_again", "rematch", "suggest"]

By = Mapping[str, Organisation]


class Stated(NamedTuple):
    """What a profile leads to: how many matches have a reason, and the translations left out of it."""

    reasons: int
    left_out: tuple[str, ...]


@transaction.atomic
def complete_profile(user: AnyUser, mission: Mission, organisation: Organisation, texts: dict[str, str]) -> Stated:
    """State what an organisation offers and needs, and match it again.

    The agenda stays as it is: a version is never changed after the fact.
    """
    left_out = state_offers_and_needs(user, organisation, texts)
    reasons = _match_again(mission, [row for row in matchable(mission)[0] if row.pk == organisation.pk])
    return Stated(reasons, tuple(left_out))


@transaction.atomic
def rematch(user: AnyUser, mission: Mission) -> int:
    """Match the whole mission again; return how many matches have a reason.

    Pairs that a decision keeps apart are not scored. Rejected pairs keep the reasons that they were judged on.
    """
    require_editor(user, mission.agency)
    reasoned = _match_again(mission, matchable(mission)[0])
    record_change(mission.agency, user, "mission.matched", f"mission:{mission.pk}", after={"reasoned": reasoned})
    return reasoned


def match_again(mission: Mission, organisation: Organisation) -> int:
    """Match one organisation again, on whichever side it is; in the caller's transaction, who has checked the right."""
    firms = matchable(mission)[0]
    own = [row for row in firms if row.pk == organisation.pk]
    return _match_again(mission, own or firms)


def _match_again(mission: Mission, firms: list[Organisation]) -> int:
    hosts = matchable(mission)[1]
    if not firms or not hosts:
        return 0
    rows = {row.code: row for row in (*hosts, *firms)}
    travelling = {row.code for row in firms}
    # Who was chosen travels or receives, whatever town it is registered in.
    towns = {code: mission.origin if code in travelling else mission.destination for code in rows}
    found = match(
        [replace(profile_of(row), town=towns[code].name) for code, row in rows.items()],
        from_town=mission.origin.name,
        to_town=mission.destination.name,
        top=len(hosts),
        as_of=mission.first_day,
        exclude=kept_apart(mission),
        weights=agency_lesson(mission.agency).weights,
        earlier=earlier_meetings(mission),
    )
    own = mission.suggestions.filter(delegation__in=firms)
    planned = set(own.filter(planned=True).values_list("delegation__code", "host__code", "relation"))
    suggest(mission, found, rows, planned, own.values_list("pk", flat=True))
    return len({(one.a, one.b) for one in found if one.reasons})


def suggest(
    mission: Mission,
    matches: Iterable[Match],
    organisations: By,
    planned: set[tuple[str, str, str]],
    old: Iterable[int],
) -> None:
    """Put matches in the place of the old suggestions; rejected pairs keep theirs and get no new one."""
    rejected = rejected_pairs(mission)
    gone = [row.pk for row in mission.suggestions.filter(pk__in=list(old)) if row.pair not in rejected]
    mission.suggestions.filter(pk__in=gone).delete()
    fresh: dict[tuple[int, int, str], Suggestion] = {}
    for found in sorted(matches, key=lambda one: -one.score):
        row = Suggestion(
            mission=mission,
            delegation=organisations[found.a],
            host=organisations[found.b],
            relation=found.relation,
            score=found.score,
            planned=(found.a, found.b, found.relation) in planned,
            reasons=[_stored(reason) for reason in found.reasons],
            missing=[{"fr": text.fr, "en": text.en} for text in found.missing],
        )
        # Two records merged into one may bring the same pair twice: the better one stays.
        if row.pair not in rejected and row.delegation_id != row.host_id:
            fresh.setdefault((*row.pair, row.relation), row)
    Suggestion.objects.bulk_create(fresh.values())


def _stored(reason: Reason) -> dict[str, str | float]:
    texts = {"fr": reason.text.fr, "en": reason.text.en}
    return {"kind": reason.kind, "weight": reason.weight, "piece": reason.piece, "value": reason.value, **texts}
