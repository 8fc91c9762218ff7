"""At what time a page of the day is shown: now, or an hour that an officer rehearses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jumelage.web.missions.core.queries.access import viewer_role
from jumelage.web.missions.core.rules import ViewerRole
from jumelage.web.missions.day.forms.presence import asked_moment
from jumelage.web.missions.day.rules import MissionClock, moment, phase_of

__all__ = ["clock_of", "moment_for"]


def moment_for(request: HttpRequest, mission: Any) -> MissionClock:
    """Return the mission's time; officers may ask for another with ``?at=2017-02-15T09:40``: that is a rehearsal."""
    asked = request.GET.get("at") or request.POST.get("at") or ""
    if not asked or viewer_role(request.user, mission) != ViewerRole.OFFICER:
        return moment(timezone.now(), mission.timezone)
    read = asked_moment(asked)
    if read is None:
        words = _("The hour “%(at)s” cannot be read: write it as 2017-02-15T09:40. This is the real time.")
        messages.error(request, words % {"at": asked[:40]})
    return moment(timezone.now(), mission.timezone, read)


def clock_of(request: HttpRequest, mission: Any) -> dict[str, Any]:
    """Return what a page of the day says of time: the moment, the phase of the mission, how links keep a rehearsal."""
    now = moment_for(request, mission)
    at = now.local.isoformat(timespec="minutes") if now.rehearsal else ""
    return {
        "moment": now,
        "phase": phase_of(mission.first_day, mission.last_day, now.date),
        "at": at,
        "keep_at": f"?{urlencode({'at': at})}" if at else "",
    }
