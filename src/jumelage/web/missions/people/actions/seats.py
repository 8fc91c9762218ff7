"""The seats of a delegation: taken by those who say yes, given to the first who waits when one is freed."""

from __future__ import annotations

from django.db.models import Max

from jumelage.language import Bilingual
from jumelage.web.accounts.actions import record_change
from jumelage.web.bilingual import columns
from jumelage.web.missions.core.models import Delegate, Mission, Participant
from jumelage.web.missions.core.rules import Part, PartState
from jumelage.web.missions.people.actions.mailing import write_to
from jumelage.web.missions.people.queries.participants import seats_of, waiting_list

__all__ = ["fill_seats", "leave_seat", "take_seat"]


def take_seat(row: Participant) -> None:
    """Give a delegate who is in one of the organisation's seats that nobody has, else one more."""
    if row.part != Part.DELEGATE or row.organisation is None or row.delegate_id is not None:
        return
    free = row.mission.delegates.filter(organisation=row.organisation, participant=None).first()
    row.delegate = free or _one_more(row)
    row.attendee = row.delegate.code
    row.save(update_fields=["delegate", "attendee"])


def _one_more(row: Participant) -> Delegate:
    assert row.organisation is not None
    mission, home = row.mission, row.organisation
    used = set(mission.delegates.values_list("code", flat=True))
    number = next(n for n in range(1, len(used) + 2) if f"{home.code}-{n}" not in used)
    last = mission.delegates.aggregate(last=Max("position"))["last"]
    return Delegate.objects.create(
        mission=mission,
        organisation=home,
        code=f"{home.code}-{number}",
        position=0 if last is None else last + 1,
        **columns(label=Bilingual(fr=f"{home.name}, personne {number}", en=f"{home.name}, person {number}")),
    )


def leave_seat(row: Participant) -> None:
    """Free the seat of who left. ``attendee`` stays: the agenda knows the person by it, and is repaired by it."""
    if row.delegate_id is None:
        return
    seat, row.delegate = row.delegate, None
    row.save(update_fields=["delegate"])
    if seat is not None and not row.mission.planned:
        seat.delete()


def fill_seats(mission: Mission) -> list[Participant]:
    """Give free seats to those who wait, the first to have answered first, and tell them; in the caller's transaction."""
    free = seats_of(mission).free
    first = list(waiting_list(mission))
    seated = first if free is None else first[:free]
    for row in seated:
        row.mission, row.state = mission, PartState.ACCEPTED
        row.save(update_fields=["state"])
        take_seat(row)
        write_to(row, "mission.seat")
        record_change(mission.agency, None, "participant.seated", f"participant:{row.pk}", after={"state": row.state})
    return seated
