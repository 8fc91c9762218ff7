"""Which missions a person may open, and as whom: the root of every read."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import agencies_visible_to, role_in
from jumelage.web.accounts.rules import Role
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import IN, MEETS, Part, PartState, ViewerRole

__all__ = ["acting_for", "open_to", "part_in", "participations_of", "shared_with", "viewer_role", "visible_to"]


def visible_to(user: AnyUser) -> QuerySet[Mission]:
    """Return the missions of the person's agencies."""
    return Mission.objects.filter(agency__in=agencies_visible_to(user)).select_related(
        "agency", "origin", "destination"
    )


_WITH = ("mission__agency", "mission__origin", "mission__destination", "organisation", "delegate", "user")


def participations_of(user: AnyUser) -> QuerySet[Participant]:
    """Return a person's own parts, invited, waiting or in: the root of every read by those who are of no agency."""
    if not user.is_authenticated:
        return Participant.objects.none()
    found = Participant.objects.filter(user=user, user__is_active=True, state__in=IN)
    return found.select_related(*_WITH).order_by("mission__first_day", "mission_id", "part", "id")


def shared_with(user: AnyUser) -> QuerySet[Mission]:
    """Return the missions that a host partner or a council reader who said yes may see, read-only."""
    if not user.is_authenticated:
        return Mission.objects.none()
    parts = Participant.objects.filter(user=user, part__in=(Part.PARTNER, Part.READER), state=PartState.ACCEPTED)
    return Mission.objects.filter(pk__in=parts.values("mission")).select_related("agency", "origin", "destination")


def open_to(user: AnyUser) -> QuerySet[Mission]:
    """Return the missions whose pages a person may open: those of their agencies, and those shared with them."""
    own, shared = visible_to(user).values("pk"), shared_with(user).values("pk")
    either = Mission.objects.filter(Q(pk__in=own) | Q(pk__in=shared))
    return either.select_related("agency", "origin", "destination")


def part_in(user: AnyUser, mission: Mission) -> Participant | None:
    """Return a person's part in a mission: where there are several, the one that lets them do most."""
    said_yes = Case(When(state=PartState.ACCEPTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    order = Case(
        *(When(part=part, then=Value(number)) for number, part in enumerate(Part)),
        default=Value(9),
        output_field=IntegerField(),
    )
    return participations_of(user).filter(mission=mission).order_by(said_yes, order, "id").first()


def acting_for(user: AnyUser, mission: Mission) -> set[int]:
    """Return the keys of the organisations that a person speaks for on a mission."""
    mine = participations_of(user).filter(mission=mission, part__in=MEETS, state=PartState.ACCEPTED)
    return {key for key in mine.values_list("organisation_id", flat=True) if key}


def viewer_role(user: AnyUser, mission: Mission) -> ViewerRole:
    """Tell as whom a person looks at a mission as a whole; whom they met is asked pair by pair."""
    role = role_in(user, mission.agency)
    if role is not None:
        return ViewerRole.OFFICER if role == Role.OFFICER else ViewerRole.AGENCY_READER
    part = part_in(user, mission)
    if part is None or part.state != PartState.ACCEPTED:
        return ViewerRole.STRANGER
    return {Part.PARTNER: ViewerRole.PARTNER, Part.READER: ViewerRole.COUNCIL}.get(Part(part.part), ViewerRole.OWN)
