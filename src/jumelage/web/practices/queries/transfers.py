"""What is read about transfers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jumelage.language import Bilingual
from jumelage.practices import ContextDistance, Requirement, TownContext, checklist, context_distance
from jumelage.reference import case
from jumelage.text import fold
from jumelage.web.accounts.models import Agency, AnyUser, AuditEntry
from jumelage.web.accounts.queries import agencies_edited_by, agencies_visible_to
from jumelage.web.practices.models import Home, Practice, Transfer
from jumelage.web.practices.rules import StepName
from jumelage.web.towns.models import Town

__all__ = [
    "Lane",
    "board",
    "distance_between",
    "history",
    "home_of",
    "is_home",
    "may_plan",
    "needs_of",
    "results_of",
    "towns_to_choose",
    "visible_to",
]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the board: what stands at one step."""

    key: str
    transfers: list[Transfer]


def visible_to(user: AnyUser) -> QuerySet[Transfer]:
    """Return the transfers of the person's agencies."""
    rows = Transfer.objects.filter(agency__in=agencies_visible_to(user))
    return rows.select_related("agency", "practice", "here").prefetch_related(
        "steps", "requirements", "practice__evidence"
    )


def may_plan(user: AnyUser) -> bool:
    """Tell whether a person is an officer of some agency, and may bring a practice home."""
    return agencies_edited_by(user).exists()


def needs_of(practice: Practice) -> list[Requirement]:
    """List what a practice needs, a line each."""
    return checklist(practice.record)


def results_of(user: AnyUser, practice: Practice) -> QuerySet[Transfer]:
    """Return what came of a practice elsewhere: results that were shared, and those of the person's own agencies."""
    if not user.is_authenticated:
        return Transfer.objects.none()
    own = Q(agency__in=agencies_visible_to(user))
    rows = Transfer.objects.filter(practice=practice).exclude(outcome="").filter(own | Q(shared=True))
    return rows.select_related("here", "agency").order_by("-closed_on", "-id")


def board(user: AnyUser) -> list[Lane]:
    """Return the open transfers by the step at which they stand, then those to review, then those closed."""
    lanes: dict[str, list[Transfer]] = {key: [] for key in (*StepName, "review", "closed")}
    for transfer in visible_to(user):
        step = next((step for step in transfer.steps.all() if step.done is None), None)
        lanes["closed" if transfer.outcome else step.name if step else "review"].append(transfer)
    return [Lane(key, rows) for key, rows in lanes.items()]


def history(transfer: Transfer) -> QuerySet[AuditEntry]:
    """Return what was changed on a transfer, latest first."""
    rows = AuditEntry.objects.filter(agency=transfer.agency, subject=f"transfer:{transfer.pk}")
    return rows.select_related("actor")


def home_of(agency: Agency) -> Town | None:
    """Return the town that an agency works for."""
    home = Home.objects.filter(agency=agency).select_related("town").first()
    return home.town if home else None


def is_home(user: AnyUser, town: Town | None) -> bool:
    """Tell whether a town is the one that the person works for."""
    return town is not None and Home.objects.filter(agency__in=agencies_visible_to(user), town=town).exists()


def towns_to_choose(user: AnyUser) -> QuerySet[Town]:
    """Return the towns that a practice may be brought to."""
    return Town.objects.all() if user.is_authenticated else Town.objects.none()


def distance_between(here: Town, practice: Practice) -> ContextDistance:
    """Compare a town with the one that a practice comes from."""
    there = practice.town.name if practice.town else ""
    return context_distance(_context(here.name, here), _context(there, practice.town, practice.town_name))


def _context(name: str, town: Town | None, said: Bilingual | None = None) -> TownContext:
    """Return what is known of a town: what the case says of it, else what its own page says."""
    known = next((t for t in case.towns() if fold(name) in (fold(t.name.fr), fold(t.name.en))), None) if name else None
    if known is not None:
        counts = [p for p in known.populations if p.scope == "municipality"] or list(known.populations)
        latest = max(counts, key=lambda p: p.year or 0, default=None)
        return TownContext(
            name=known.name,
            population=latest.value if latest else None,
            industry=known.industry,
            region=known.region,
            country=known.country,
        )
    if town is None:
        return TownContext(name=said or Bilingual(fr=name, en=name))
    both = [Bilingual(fr=text, en=text) for text in (town.name, town.region, town.country)]
    return TownContext(name=both[0], industry=town.industry, region=both[1], country=both[2])
