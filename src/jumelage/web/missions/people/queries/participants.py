"""What is read about the people of a mission: seats, the waiting list, whom to call or remind."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from jumelage.web.accounts.models import Consent
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.queries.access import _WITH
from jumelage.web.missions.core.rules import IN, MEETS, Part, PartState
from jumelage.web.missions.people.consents import TELEPHONE
from jumelage.web.missions.people.rules import MOST_REMINDERS, reminder_due

__all__ = [
    "Seats",
    "callable_people",
    "invited_by",
    "participant_of",
    "participants_of",
    "people_of_side",
    "seats_of",
    "to_remind",
    "waiting_list",
]


@dataclass(frozen=True, slots=True)
class Seats:
    """The places of a delegation: how many there are (None: no limit), how many are taken, how many people wait."""

    places: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Count the free places; None without a limit."""
        return None if self.places is None else max(0, self.places - self.taken)


def participants_of(mission: Mission) -> QuerySet[Participant]:
    """Return everyone who is listed on a mission, by part, then organisation."""
    order = Case(
        *(When(part=part, then=Value(number)) for number, part in enumerate(Part)), output_field=IntegerField()
    )
    return mission.participants.select_related("organisation", "delegate", "user").order_by(
        order, "organisation__name", "name", "id"
    )


def participant_of(mission: Mission, pk: int) -> Participant | None:
    """Return one person of a mission."""
    return mission.participants.select_related(*_WITH).filter(pk=pk).first()


def invited_by(pk: int, invited: str) -> Participant | None:
    """Return the person of an invitation's address; an invitation taken back, or made again, is one no more."""
    row = Participant.objects.select_related(*_WITH).filter(pk=pk, user__is_active=True).first()
    asked = row is not None and row.invited_at is not None and row.invited_at.isoformat() == invited
    return row if asked and row is not None and row.state in (*IN, PartState.DECLINED) else None


def waiting_list(mission: Mission) -> QuerySet[Participant]:
    """Return those who wait for a seat, the first to have answered first."""
    return (
        mission.participants.filter(state=PartState.WAITING)
        .select_related("organisation")
        .order_by("answered_at", "id")
    )


def seats_of(mission: Mission) -> Seats:
    """Count the places of the delegation."""
    states = Counter(mission.participants.filter(part=Part.DELEGATE).values_list("state", flat=True))
    return Seats(mission.seats, states[PartState.ACCEPTED], states[PartState.WAITING])


def people_of_side(mission: Mission, organisation: int, *states: PartState) -> list[Participant]:
    """Return the people of an organisation who meet, in some states (said yes, unless told otherwise)."""
    found = mission.participants.filter(organisation=organisation, part__in=MEETS)
    return list(found.filter(state__in=states or (PartState.ACCEPTED,)).order_by("id"))


def callable_people(mission: Mission, organisations: Iterable[int]) -> QuerySet[Participant]:
    """Return the people of some organisations who agreed that those they meet may call, and have not taken it back."""
    taken_back = Consent.objects.filter(
        user=OuterRef("user"), purpose=TELEPHONE, about=f"mission:{mission.pk}", withdrawn_at__isnull=False
    )
    standing = Consent.objects.filter(
        user=OuterRef("user"), purpose=TELEPHONE, about=f"mission:{mission.pk}", withdrawn_at=None
    )
    people = mission.participants.filter(organisation__in=list(organisations), part__in=MEETS, state=PartState.ACCEPTED)
    return people.filter(~Exists(taken_back) | Exists(standing), share_phone=True).exclude(phone="").order_by("id")


def to_remind(now: dt.datetime) -> list[Participant]:
    """Return the invited people, of any mission still to come, whom a reminder is due to: for the sweep."""
    asked = Participant.objects.filter(state=PartState.INVITED, reminders__lt=MOST_REMINDERS).exclude(email="")
    coming = asked.filter(Q(mission__last_day=None) | Q(mission__last_day__gte=now.date()))
    rows = coming.select_related("mission__agency", "organisation")
    return [row for row in rows if reminder_due(row.state, row.invited_at, row.reminders, now)]
