"""Jobs on a day: the repair of a large agenda."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from jumelage.language import Bilingual, one_or_many
from jumelage.web.accounts.queries import authenticated
from jumelage.web.jobs.registry import Running, handles
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.day.actions.repairs import DAY_REPAIR, NothingToRepairError, propose
from jumelage.web.missions.day.rules import MissionClock

__all__ = ["repair_day"]

NOTHING = Bilingual(fr="Il n'y avait plus rien à réparer.", en="There was nothing left to repair.")


@handles(DAY_REPAIR, name=Bilingual(fr="Réparation de la journée", en="Repairing the day"))
def repair_day(running: Running) -> dict[str, Any]:
    """Repair the public agenda for everything that is open."""
    mission = Mission.objects.select_related("agency").get(pk=running.payload["mission"])
    local, instant = (dt.datetime.fromisoformat(running.payload[name]) for name in ("local", "instant"))
    try:
        seconds = float(running.payload["seconds"])
        user, moment = authenticated(running.user), MissionClock(local, instant)
        made = propose(user, mission, moment=moment, seconds=seconds, stopped=running.cancelled)
    except NothingToRepairError:
        return {"words": NOTHING, "address": reverse("day", args=[mission.slug])}
    moved = len(made.changes["moves"])
    changed = one_or_many(
        moved,
        Bilingual(fr="rencontre change", en="meeting changes"),
        Bilingual(fr="rencontres changent", en="meetings change"),
    )
    words = Bilingual(
        fr=f"Réparation proposée\u00a0: {moved} {changed.fr}.", en=f"Repair proposed: {moved} {changed.en}."
    )
    return {"address": reverse("day-proposal", args=[mission.slug, made.number]), "words": words}
