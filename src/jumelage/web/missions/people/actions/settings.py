"""What is written about a mission as a whole: its name, goal, seats, quotas and days to answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.people.actions.seats import fill_seats

__all__ = ["change_settings"]


SETTINGS = ("title_fr", "title_en", "goal_fr", "goal_en", "seats", "quota", "answer_days", "first_day", "last_day")


DATES = ("first_day", "last_day")


@transaction.atomic
def change_settings(user: AnyUser, mission: Mission, **values: Any) -> list[Participant]:
    """Change a mission's settings; more seats go at once to those who wait. Return who got one.

    The days of a mission that is planned stay: its agenda is made of them.
    """
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mission.pk)
    planned = held.planned
    changed = {
        name: value
        for name, value in values.items()
        if name in SETTINGS and not (planned and name in DATES) and getattr(held, name) != value
    }
    if not changed:
        return []
    before = {name: _plain(getattr(held, name)) for name in changed}
    for name, value in changed.items():
        setattr(held, name, value)
    held.save(update_fields=list(changed))
    after = {name: _plain(value) for name, value in changed.items()}
    record_change(held.agency, user, "mission.settings", f"mission:{held.pk}", before=before, after=after)
    return fill_seats(held) if "seats" in changed else []


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
