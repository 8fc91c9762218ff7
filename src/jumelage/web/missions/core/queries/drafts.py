"""What is read about a mission before it is planned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from jumelage.web.accounts.models import AnyUser
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission, Topic
from jumelage.web.practices.models import Practice
from jumelage.web.practices.queries import library

__all__ = ["Guest", "guests", "other_practices", "topics"]


@dataclass(frozen=True, slots=True)
class Guest:
    """An organisation of the town of origin, and how many of its people travel."""

    organisation: Organisation
    people: int


def topics(mission: Mission) -> QuerySet[Topic]:
    """Return what is to be seen and asked."""
    return mission.topics.select_related("practice").prefetch_related("practice__evidence")


def guests(mission: Mission) -> list[Guest]:
    """Return the organisations of the town of origin that the directory knows, with who travels."""
    people = Counter(mission.delegates.values_list("organisation_id", flat=True))
    rows = Organisation.objects.filter(agency=mission.agency, town=mission.origin, archived_at=None, merged_into=None)
    return [Guest(row, people[row.pk]) for row in rows]


def other_practices(user: AnyUser, mission: Mission) -> QuerySet[Practice]:
    """Return the practices that are no topic of the mission yet."""
    return library.visible_to(user).exclude(topics__mission=mission)
