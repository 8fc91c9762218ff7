"""What is read about links."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.links.models import Link
from jumelage.web.missions.models import Mission

__all__ = ["of_mission", "visible_to"]


def visible_to(user: Any) -> QuerySet[Link]:
    """Return the links of the person's agencies."""
    return Link.objects.filter(agency__in=agencies_visible_to(user)).select_related("same_money_as")


def of_mission(mission: Mission) -> QuerySet[Link]:
    """Return what came of one mission that the person may open."""
    return Link.objects.filter(agency=mission.agency, mission=mission).select_related("same_money_as")
