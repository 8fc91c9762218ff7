"""What is written about a mission as a whole: its name, goal, seats, quotas and days to answer; its sites."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.missions.actions.seats import fill_seats
from jumelage.web.missions.models import Mission, Participant, Site

__all__ = ["SiteInUseError", "change_settings", "keep_site", "remove_site"]

SETTINGS = ("title_fr", "title_en", "goal_fr", "goal_en", "seats", "quota", "answer_days", "first_day", "last_day")
DATES = ("first_day", "last_day")
LONGEST_CODE = 50


class SiteInUseError(Exception):
    """A version of the agenda puts something at the site: it stays."""


@transaction.atomic
def change_settings(user: Any, mission: Mission, **values: Any) -> list[Participant]:
    """Change a mission's settings; more seats go at once to those who wait. Return who got one.

    The days of a mission that is planned stay: its agenda is made of them.
    """
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mission.pk)
    planned = held.versions.exists()
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


@transaction.atomic
def keep_site(user: Any, mission: Mission, site: Site | None, **values: Any) -> Site:
    """Add a site, or correct one."""
    require_editor(user, mission.agency)
    row = site or Site(mission=mission, code=_code(mission, values["name_fr"] or values["name_en"]))
    before = {name: getattr(row, name) for name in values} if site else None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    what = "site.changed" if site else "site.added"
    record_change(mission.agency, user, what, f"site:{row.pk}", before=before, after=dict(values))
    return row


def _code(mission: Mission, name: str) -> str:
    stem = slugify(name)[:LONGEST_CODE] or "site"
    used = set(mission.sites.values_list("code", flat=True))
    return next(code for n in range(1, len(used) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in used)


@transaction.atomic
def remove_site(user: Any, site: Site) -> None:
    """Remove a site where nothing is placed (``SiteInUseError`` otherwise)."""
    require_editor(user, site.mission.agency)
    if site.placement_set.exists():
        raise SiteInUseError
    record_change(site.mission.agency, user, "site.removed", f"site:{site.pk}", before={"name": site.name_fr})
    site.delete()
