"""What is written about a mission before it is planned: started from a model town, dated, its delegation named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from jumelage.language import NO_TEXT, Bilingual
from jumelage.mission.brief import Day
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission, Topic
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.setup import HOURS, dated
from jumelage.web.practices.models import Practice
from jumelage.web.towns.actions import know_town
from jumelage.web.towns.models import Town

__all__ = ["Subject", "add_practice", "choose_delegation", "names_of", "remove_topic", "set_days", "start_mission"]

LONGEST_CODE = 60
TAKEN = {"new", "start"}
"""Addresses below ``/missions/`` that are pages."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic to start with, which is no practice of the library."""

    title: Bilingual
    reason: Bilingual = NO_TEXT


@transaction.atomic
def start_mission(
    user: AnyUser,
    agency: Agency,
    origin: Town,
    destination: str,
    practices: Iterable[Practice],
    subjects: Sequence[Subject],
) -> Mission:
    """Start a draft to a town: its practices, and what else is to be asked there, are the topics of the group visits.

    Where the agency already has a draft to that town, it is returned: nothing is started twice.
    """
    require_editor(user, agency)
    there = know_town(destination)
    ways = {"agency": agency, "origin": origin, "destination": there}
    draft = Mission.objects.filter(**ways, versions=None).first()
    if draft is not None:
        return draft
    title = f"{origin.name} → {there.name}"
    goal = Bilingual(
        fr=f"Apprendre de {there.name}\u00a0: voir ce qui a été tenté, et rapporter ce qui peut servir ici.",
        en=f"Learn from {there.name}: see what was tried, and bring home what can serve here.",
    )
    code, slug = names_of(agency, origin, there)
    draft = Mission.objects.create(
        **ways,
        code=code,
        slug=slug,
        timezone="America/Toronto",
        **columns(title=Bilingual(fr=title, en=title), goal=goal),
    )
    for practice in practices:
        _topic(draft, practice)
    for subject in subjects:
        Topic.objects.create(
            mission=draft, position=_next(draft), **columns(title=subject.title, reason=subject.reason)
        )
    _trace(draft, user, "started", after={"destination": there.name, "topics": draft.topics.count()})
    return draft


def names_of(agency: Agency, origin: Town, there: Town) -> tuple[str, str]:
    """Choose a code that the agency does not use and an address that nobody does; in the caller's transaction."""
    Agency.objects.select_for_update().get(pk=agency.pk)  # of two who choose at once, the second sees the first's
    stem = (slugify(f"{origin.name} {there.name}") or "mission")[:LONGEST_CODE]
    used = set(Mission.objects.filter(agency=agency).values_list("code", flat=True)) | TAKEN
    code = _free(stem, used)
    slug = code if not Mission.objects.filter(slug=code).exists() else f"{agency.slug}-{code}"
    return code, _free(slug, set(Mission.objects.filter(slug__startswith=slug).values_list("slug", flat=True)))


def _free(stem: str, used: set[str]) -> str:
    return next(name for n in range(1, len(used) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in used)


def _next(draft: Mission) -> int:
    last = draft.topics.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _topic(draft: Mission, practice: Practice) -> None:
    texts = columns(title=practice.name, reason=practice.method, host=practice.actors)
    source = practice.source_url if practice.source_exact else ""
    Topic.objects.create(mission=draft, position=_next(draft), practice=practice, source_url=source, **texts)


@transaction.atomic
def add_practice(user: AnyUser, draft: Mission, practice: Practice) -> None:
    """Make a practice a topic; idempotent."""
    _draft(user, draft)
    if not draft.topics.filter(practice=practice).exists():
        _topic(draft, practice)
        _trace(draft, user, "topic added", after={"practice": practice.code})


@transaction.atomic
def remove_topic(user: AnyUser, draft: Mission, topic: int) -> None:
    """Drop a topic."""
    _draft(user, draft)
    row = draft.topics.filter(pk=topic).first()
    if row is not None:
        _trace(draft, user, "topic removed", before={"title": row.title_fr})
        row.delete()


@transaction.atomic
def set_days(user: AnyUser, draft: Mission, first: dt.date, last: dt.date, goal: Bilingual) -> None:
    """Say when the delegation is there, and what for."""
    _draft(user, draft)
    setup = setup_of(draft)
    known = [(day.start, day.end) for day in setup.days] or [HOURS]
    days = dated(first, (last - first).days + 1)
    days = tuple(Day(day.date, *known[min(n, len(known) - 1)]) for n, day in enumerate(days))
    draft.setup = to_document(replace(setup, days=days))
    draft.first_day, draft.last_day = first, last
    draft.goal_fr, draft.goal_en = goal.fr, goal.en
    draft.save(update_fields=["setup", "first_day", "last_day", "goal_fr", "goal_en"])
    _trace(draft, user, "dated", after={"first": first.isoformat(), "last": last.isoformat()})


@transaction.atomic
def choose_delegation(user: AnyUser, draft: Mission, people: Mapping[str, int]) -> None:
    """Say which organisations of the directory travel, with how many people; by code, 0 for one that does not travel."""
    _draft(user, draft)
    rows = Organisation.objects.filter(agency=draft.agency, town=draft.origin, code__in=people)
    draft.delegates.all().delete()
    position = 0
    for row in rows:
        for number in range(1, people[row.code] + 1):
            name = Bilingual(fr=f"{row.name}, personne {number}", en=f"{row.name}, person {number}")
            code = f"{row.code}-{number}"
            draft.delegates.create(organisation=row, code=code, position=position, **columns(label=name))
            position += 1
    _trace(draft, user, "delegation chosen", after={code: number for code, number in people.items() if number})


def _draft(user: AnyUser, mission: Mission) -> None:
    """Let an officer change a draft; once planned, a mission changes through its plan."""
    require_editor(user, mission.agency)
    if mission.planned:
        raise PermissionDenied


def _trace(draft: Mission, user: AnyUser, what: str, **values: Any) -> None:
    record_change(draft.agency, user, f"mission.{what}", f"mission:{draft.pk}", **values)
