"""What is left to do on a participant’s own pages."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.web.missions.agenda.queries.programmes import programme_of, public_version
from jumelage.web.missions.agenda.queries.publishing import own_programme
from jumelage.web.missions.core.models import Participant
from jumelage.web.missions.core.rules import Part, PartState
from jumelage.web.missions.matching.queries import requests as asking
from jumelage.web.missions.matching.rules import RequestState
from jumelage.web.missions.portal.queries.requests import possible

__all__ = ["Todo", "todo"]


@dataclass(frozen=True, slots=True)
class Todo:
    """What is left to do in the portal."""

    to_answer: int
    profile_empty: bool
    possible: int
    quota_left: int
    agreed: int
    waiting: int
    published: bool
    place_in_line: int

    @property
    def first(self) -> str:
        """Name the one thing to do now."""
        if self.to_answer:
            return "answer"
        if self.profile_empty:
            return "profile"
        if self.published:
            return "programme"
        if self.possible and self.quota_left:
            return "ask"
        return "wait"


def todo(part: Participant) -> Todo:
    """Count what is left to do for a person who meets."""
    mission, mine, side = part.mission, part.organisation, part.side
    assert mine is not None
    found = possible(mission, mine, side)
    version = public_version(mission)
    programme = own_programme(programme_of(version), part) if version else None
    waiting = list(
        mission.participants.filter(part=Part.DELEGATE, state=PartState.WAITING)
        .order_by("answered_at", "id")
        .values_list("pk", flat=True)
    )
    received = asking.asked_of(mission, mine.pk, side)
    made = asking.made_by_side(mission, mine.pk, side)
    agreed = mission.requests.filter(**{side.value: mine}, state=RequestState.ACCEPTED).count()
    return Todo(
        to_answer=received.filter(state=RequestState.PROPOSED).count(),
        profile_empty=not (mine.offers.exists() or mine.needs.exists()),
        possible=sum(one.state == "open" for one in found),
        quota_left=max(0, asking.quota_of(mission, mine.pk) - asking.used(mission, mine.pk, side)),
        agreed=agreed,
        waiting=made.filter(state=RequestState.PROPOSED).count(),
        published=programme is not None,
        place_in_line=waiting.index(part.pk) + 1 if part.pk in waiting else 0,
    )
