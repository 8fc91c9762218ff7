"""What is read about the people of a mission: three roots, one for each kind of reader that is not of the agency."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from jumelage.web.accounts.models import Consent
from jumelage.web.accounts.queries import role_in
from jumelage.web.accounts.rules import Role
from jumelage.web.missions.consents import TELEPHONE
from jumelage.web.missions.models import Mission, Participant
from jumelage.web.missions.queries.missions import counted, visible_to
from jumelage.web.missions.rules import IN, MEETS, MOST_REMINDERS, Eye, Part, PartState, reminder_due

__all__ = [
    "Seats",
    "acting_for",
    "callable_people",
    "eye_on",
    "invited_by",
    "missions_open_to",
    "open_to",
    "part_in",
    "participant_of",
    "participants_of",
    "participations_of",
    "people_of_side",
    "seats_of",
    "shared_with",
    "to_remind",
    "waiting_list",
]

_WITH = ("mission__agency", "mission__origin", "mission__destination", "organisation", "delegate", "user")


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


def participations_of(user: Any) -> QuerySet[Participant]:
    """Return a person's own parts, invited, waiting or in: the root of every read by those who are of no agency."""
    if not user.is_authenticated:
        return Participant.objects.none()
    found = Participant.objects.filter(user=user, user__is_active=True, state__in=IN)
    return found.select_related(*_WITH).order_by("mission__first_day", "mission_id", "part", "id")


def shared_with(user: Any) -> QuerySet[Mission]:
    """Return the missions that a host partner or a council reader who said yes may see, read-only."""
    if not user.is_authenticated:
        return Mission.objects.none()
    parts = Participant.objects.filter(user=user, part__in=(Part.PARTNER, Part.READER), state=PartState.ACCEPTED)
    return Mission.objects.filter(pk__in=parts.values("mission")).select_related("agency", "origin", "destination")


def open_to(user: Any) -> QuerySet[Mission]:
    """Return the missions whose pages a person may open: those of their agencies, and those shared with them."""
    own, shared = visible_to(user).values("pk"), shared_with(user).values("pk")
    either = Mission.objects.filter(Q(pk__in=own) | Q(pk__in=shared))
    return either.select_related("agency", "origin", "destination")


def missions_open_to(user: Any) -> QuerySet[Mission]:
    """Return the missions that a person may open with how many people and visits each has, latest first."""
    return counted(open_to(user))


def part_in(user: Any, mission: Mission) -> Participant | None:
    """Return a person's part in a mission: where there are several, the one that lets them do most."""
    said_yes = Case(When(state=PartState.ACCEPTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    order = Case(
        *(When(part=part, then=Value(number)) for number, part in enumerate(Part)),
        default=Value(9),
        output_field=IntegerField(),
    )
    return participations_of(user).filter(mission=mission).order_by(said_yes, order, "id").first()


def acting_for(user: Any, mission: Mission) -> set[int]:
    """Return the keys of the organisations that a person speaks for on a mission."""
    mine = participations_of(user).filter(mission=mission, part__in=MEETS, state=PartState.ACCEPTED)
    return {key for key in mine.values_list("organisation_id", flat=True) if key}


def eye_on(user: Any, mission: Mission) -> Eye:
    """Tell as whom a person looks at a mission as a whole; whom they met is asked pair by pair."""
    role = role_in(user, mission.agency)
    if role is not None:
        return Eye.OFFICER if role == Role.OFFICER else Eye.AGENCY_READER
    part = part_in(user, mission)
    if part is None or part.state != PartState.ACCEPTED:
        return Eye.STRANGER
    return {Part.PARTNER: Eye.PARTNER, Part.READER: Eye.COUNCIL}.get(Part(part.part), Eye.OWN)


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
