"""Archive a mission and put it back, duplicate it, or delete it while nobody was written to about it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.missions.core.actions.drafts import names_of
from jumelage.web.missions.core.actions.setup import keep_setup
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.queries.setup import hanging_on, kept_because, setup_of
from jumelage.web.missions.core.rules import PartState
from jumelage.web.missions.core.setup import moved

__all__ = ["MissionKeptError", "archive", "delete_mission", "duplicate", "restore"]

COPIED = ("goal_fr", "goal_en", "origin", "destination", "timezone", "language", "seats", "quota", "answer_days")
PERSON = ("part", "organisation", "name", "email", "phone", "language", "quota")
AHEAD = dt.timedelta(weeks=4)
WEEK = dt.timedelta(weeks=1)


class MissionKeptError(Exception):
    """The mission may not be deleted: ``reason`` says why (:func:`kept_because`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def archive(user: AnyUser, mission: Mission) -> None:
    """Set a mission aside: out of the list, nothing deleted. Idempotent."""
    require_editor(user, mission.agency)
    if Mission.objects.filter(pk=mission.pk, archived_at=None).update(archived_at=timezone.now()):
        record_change(mission.agency, user, "mission.archived", f"mission:{mission.pk}")


@transaction.atomic
def restore(user: AnyUser, mission: Mission) -> None:
    """Put an archived mission back in the list. Idempotent."""
    require_editor(user, mission.agency)
    if Mission.objects.filter(pk=mission.pk).exclude(archived_at=None).update(archived_at=None):
        record_change(mission.agency, user, "mission.restored", f"mission:{mission.pk}")


@transaction.atomic
def delete_mission(user: AnyUser, mission: Mission) -> None:
    """Delete a mission with what hangs on it (``MissionKeptError`` once somebody was written to, or links came of it)."""
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mission.pk)
    if reason := kept_because(held):
        raise MissionKeptError(reason)
    before = {"title": held.title_fr, "code": held.code} | dict(hanging_on(held))
    record_change(held.agency, user, "mission.deleted", f"mission:{held.pk}", before=before)
    held.delete()


@transaction.atomic
def duplicate(user: AnyUser, mission: Mission, today: dt.date) -> Mission:
    """Duplicate a mission: towns, hours, limits, places, visits, who travels, who receives, who is listed.

    Answers, requests, agendas and what people said of their needs stay with the first: they were given for it. The days
    fall on the same weekdays, the first time that leaves four weeks.
    """
    require_editor(user, mission.agency)
    code, slug = names_of(mission.agency, mission.origin, mission.destination)
    title = Bilingual(f"{mission.title_fr[:190]} (copie)", f"{mission.title_en[:190]} (copy)")
    values = {name: getattr(mission, name) for name in COPIED}
    made = Mission.objects.create(agency=mission.agency, code=code, slug=slug, **columns(title=title), **values)
    setup, by = setup_of(mission), dt.timedelta()
    if setup.days:
        late = max(dt.timedelta(), today + AHEAD - setup.days[0].date)
        by = -(-late // WEEK) * WEEK
    keep_setup(made, moved(setup, by))
    made.hosts.set(mission.hosts.all())
    for rows in (mission.sites, mission.topics, mission.delegates):
        for row in rows.all():
            row.pk, row.mission = None, made
            row.save(force_insert=True)
    for person in mission.participants.exclude(name="", email=""):
        known = {name: getattr(person, name) for name in PERSON}
        made.participants.create(state=PartState.LISTED, **known)
    record_change(made.agency, user, "mission.duplicated", f"mission:{made.pk}", after={"of": mission.code})
    return made
