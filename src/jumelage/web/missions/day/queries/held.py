"""Which meetings of past missions took place, and what both sides say came of them: matching learns from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone

from jumelage.web.accounts.models import Agency
from jumelage.web.missions.agenda.models import Placement
from jumelage.web.missions.agenda.rules import PUBLIC
from jumelage.web.missions.day.models import CheckIn, Outcome
from jumelage.web.missions.day.rules import TWO_SIDED, Presence, Result
from jumelage.web.missions.matching.queries.earlier import Held, told_by

__all__ = ["held"]


@told_by
def held(agency: Agency) -> Iterator[Held]:
    """Return the meetings on the public agendas of missions that are over, but those that somebody did not come to."""
    mine = {"mission__agency": agency, "rehearsal": False}
    missed = CheckIn.objects.filter(**mine, presence=Presence.NO_SHOW).values("meeting")
    placed = Placement.objects.filter(
        version__mission__agency=agency,
        version__state__in=PUBLIC,
        version__mission__last_day__lt=timezone.localdate(),
        meeting__kind__in=TWO_SIDED,
        meeting__cancelled_at=None,
    ).exclude(meeting__in=missed)
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for meeting, side, result in (
        Outcome.objects.filter(**mine).order_by("said_at", "pk").values_list("meeting", "side", "result")
    ):
        said[meeting][side] = result
    rows = placed.values_list("meeting", "meeting__mission", "meeting__delegations", "meeting__hosts").distinct()
    for meeting, mission, delegation, host in rows:
        results = set(said[meeting].values())
        followed = bool(results & {Result.DEAL, Result.FOLLOW_UP}) if results else None
        if delegation and host:
            yield Held(mission, delegation, host, followed, Result.DEAL in results)
