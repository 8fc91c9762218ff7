"""What is read about links."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.links.models import Link
from jumelage.web.missions.day.queries.outcomes import Account, accounts
from jumelage.web.missions.day.rules import MissionClock
from jumelage.web.missions.models import AgendaVersion, Meeting, Mission

__all__ = ["account_to_follow", "code_of", "followed", "of_mission", "to_follow", "visible_to"]


def visible_to(user: Any) -> QuerySet[Link]:
    """Return the links of the person's agencies."""
    return Link.objects.filter(agency__in=agencies_visible_to(user)).select_related("same_money_as")


def of_mission(mission: Mission) -> QuerySet[Link]:
    """Return what came of one mission that the person may open."""
    return Link.objects.filter(agency=mission.agency, mission=mission).select_related("same_money_as")


def code_of(meeting: Meeting) -> str:
    """Return the code of the link that a meeting leads to: a meeting leads to one."""
    return f"meeting-{meeting.pk}"


def to_follow(mission: Mission, version: AgendaVersion, moment: MissionClock) -> list[Account]:
    """Return the meetings that a side says something follows from, and that no link tells of yet."""
    if moment.rehearsal:
        return []
    known = set(Link.objects.filter(agency=mission.agency, mission=mission).values_list("code", flat=True))
    return [one for one in accounts(mission, version, moment) if one.promising and code_of(one.meeting) not in known]


def account_to_follow(mission: Mission, version: AgendaVersion, moment: MissionClock, meeting: int) -> Account | None:
    """Return what both sides say of one meeting."""
    return next((one for one in accounts(mission, version, moment) if one.meeting.pk == meeting), None)


def followed(mission: Mission, meeting: Meeting) -> Link | None:
    """Return the link that a meeting led to."""
    return Link.objects.filter(agency=mission.agency, code=code_of(meeting)).first()
