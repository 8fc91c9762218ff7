"""What is written about a mission as a whole: its name, goal, seats, quotas and days to answer."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.people.actions.seats import fill_seats

__all__ = ["change_settings"]


SETTINGS = ("title_fr", "title_en", "goal_fr", "goal_en", "seats", "quota", "answer_days", "language")


@transaction.atomic
def change_settings(user: AnyUser, mission: Mission, **values: Any) -> list[Participant]:
    """Change a mission's settings; more seats go at once to those who wait. Return who got one.

    Days have a page of their own: hours and the agenda hang on them.
    """
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mission.pk)
    changed = {name: value for name, value in values.items() if name in SETTINGS and getattr(held, name) != value}
    if not changed:
        return []
    before = {name: getattr(held, name) for name in changed}
    for name, value in changed.items():
        setattr(held, name, value)
    held.save(update_fields=list(changed))
    record_change(held.agency, user, "mission.settings", f"mission:{held.pk}", before=before, after=changed)
    return fill_seats(held) if "seats" in changed else []
