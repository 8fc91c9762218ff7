"""What is written about the people of a mission: listed, invited, in or out, and who takes a seat that is freed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from jumelage.text import mail_address
from jumelage.web.accounts import consent
from jumelage.web.accounts.actions import end_sessions_of, know_person, record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import PERSONAL, Mission, Participant
from jumelage.web.missions.core.rules import MEETS, Part, PartState
from jumelage.web.missions.people.actions.mailing import language_of, write_to
from jumelage.web.missions.people.actions.seats import fill_seats, leave_seat, take_seat
from jumelage.web.missions.people.consents import TAKING_PART, TELEPHONE, VERSION, taking_part, telephone
from jumelage.web.missions.people.queries.participants import people_of_side, seats_of, to_remind
from jumelage.web.missions.people.rules import Answer, follows
from jumelage.web.missions.people.signals import organisation_left

__all__ = [
    "EDITABLE",
    "AlreadyParticipantError",
    "Invited",
    "ParticipantChangedError",
    "answer_invitation",
    "change_participant",
    "end_sessions",
    "forget",
    "invite",
    "list_participant",
    "remind_due",
    "resend",
]

EDITABLE = ("organisation", *PERSONAL, "language", "quota")


class AlreadyParticipantError(Exception):
    """The address already has this part in the mission: ``participant`` says whose it is."""

    def __init__(self, participant: Participant) -> None:
        super().__init__(str(participant))
        self.participant = participant


class ParticipantChangedError(Exception):
    """The part is in another state than the person saw: ``participant`` says which."""

    def __init__(self, participant: Participant) -> None:
        super().__init__(f"{participant}: {participant.state}")
        self.participant = participant


@dataclass(slots=True)
class Invited:
    """What came of inviting: who was written to, who has no address, who had already answered."""

    sent: list[Participant] = field(default_factory=list)
    without_address: list[Participant] = field(default_factory=list)
    answered: list[Participant] = field(default_factory=list)


@transaction.atomic
def list_participant(
    user: AnyUser,
    mission: Mission,
    part: Part,
    *,
    organisation: Organisation | None = None,
    email: str = "",
    **values: Any,
) -> Participant:
    """List a person with what is known of them (``EDITABLE``): nothing is sent before the invitation.

    Raises
    ------
    AlreadyParticipantError
        When the address already has this part.
    ValueError
        When a person who meets has no organisation, or one of another agency, or a value is not one to list.
    """
    require_editor(user, mission.agency)
    _check_names(values)
    if (organisation is None and part in MEETS) or (organisation and organisation.agency_id != mission.agency_id):
        raise ValueError("a person who meets comes from an organisation of the agency’s directory")
    address = mail_address(email)
    try:
        with transaction.atomic():
            made = Participant.objects.create(
                mission=mission, part=part, organisation=organisation, email=address, **values
            )
    except IntegrityError:
        raise AlreadyParticipantError(Participant.objects.get(mission=mission, part=part, email=address)) from None
    _trace(user, made, "listed")
    return made


def _check_names(values: Iterable[str]) -> None:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not to change here: {', '.join(sorted(unknown))}")


@transaction.atomic
def change_participant(user: AnyUser, participant: Participant, **values: Any) -> Participant:
    """Correct what is known of a person. Another address is another account: the old one sees the mission no more."""
    require_editor(user, participant.mission.agency)
    _check_names(values)
    values["email"] = mail_address(values.get("email", participant.email))
    if values["email"] != participant.email:
        participant.user = know_person(values["email"], participant.name) if values["email"] else None
        if participant.state == PartState.LISTED:
            participant.user = None
        elif participant.invited_at is not None:
            participant.invited_at = timezone.now()  # the address in the old mail opens nothing any more
    for name, value in values.items():
        setattr(participant, name, value)
    try:
        with transaction.atomic():
            participant.save(update_fields=[*values, "user", "invited_at"])
    except IntegrityError:
        same = Participant.objects.filter(mission=participant.mission, part=participant.part, email=values["email"])
        raise AlreadyParticipantError(same.exclude(pk=participant.pk).get()) from None
    _trace(user, participant, "changed")
    return participant


@transaction.atomic
def invite(user: AnyUser, mission: Mission, participants: Iterable[Participant]) -> Invited:
    """Invite people by mail: those who are listed, and those who said no or left and are asked again."""
    require_editor(user, mission.agency)
    done, now = Invited(), timezone.now()
    for person in participants:
        try:
            known = know_person(person.email, person.name, language_of(person))
        except ValidationError:  # none, or one from a list that no mail can reach
            done.without_address.append(person)
            continue
        fresh = {"state": PartState.INVITED, "user": known, "invited_at": now, "answered_at": None}
        before = (PartState.LISTED, PartState.DECLINED, PartState.WITHDRAWN)
        asked = mission.participants.filter(pk=person.pk, state__in=before)
        if not asked.update(**fresh, reminders=0, reminded_at=None):
            done.answered.append(person)
            continue
        row = Participant.objects.select_related("mission__agency").get(pk=person.pk)
        write_to(row, "mission.invitation")
        _trace(user, row, "invited")
        done.sent.append(row)
    return done


@transaction.atomic
def resend(user: AnyUser, participant: Participant) -> bool:
    """Send the invitation again to someone who has not answered; tell whether there was an address."""
    require_editor(user, participant.mission.agency)
    if participant.state != PartState.INVITED:
        raise ParticipantChangedError(participant)
    _trace(user, participant, "invited again")
    return write_to(participant, "mission.invitation")


@transaction.atomic
def answer_invitation(
    user: AnyUser, participant: Participant, answer: Answer, *, phone: str | None = None, share_phone: bool = False
) -> Participant:
    """Say yes, no, or that one can no longer come; the person themselves, or an officer for them.

    A yes to a full delegation puts the person on the waiting list; a seat that is freed goes to the first who waits,
    who is told by mail. The same answer twice is one.

    Raises
    ------
    ParticipantChangedError
        When the part no longer allows the answer: it says in which state it is.
    """
    # One answer at a time in a mission: the last seat is given once.
    mission = Mission.objects.select_for_update().select_related("agency").get(pk=participant.mission_id)
    row = Participant.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=participant.pk)
    row.mission = mission
    for_them = _acts_for(user, row)
    after = _after(row, answer)
    if row.state == after:
        return row
    if not follows(row.state, after):
        raise ParticipantChangedError(row)
    before, row.state, row.answered_at = row.state, after, timezone.now()
    if answer == Answer.ACCEPT and phone is not None:
        row.phone, row.share_phone = phone, share_phone
    if row.email and row.user_id is None:
        row.user = know_person(row.email, row.name, language_of(row))
    row.save(update_fields=["state", "answered_at", "phone", "share_phone", "user"])
    _keep_consent(user, row, for_them=for_them)
    _trace(user, row, after, before=before, for_them=for_them)
    _settle(user, row, before)
    return row


def remind_due(now: dt.datetime | None = None) -> int:
    """Remind the people who have not answered, after three days and after six; return how many. Run by the sweep."""
    moment = now or timezone.now()
    reminded = 0
    for row in to_remind(moment):
        with transaction.atomic():
            still = Participant.objects.filter(pk=row.pk, state=PartState.INVITED, reminders=row.reminders)
            if still.update(reminders=row.reminders + 1, reminded_at=moment):
                write_to(row, "mission.reminder")
                reminded += 1
    return reminded


def _acts_for(user: AnyUser, row: Participant) -> bool:
    """Tell whether an officer answers for the person; a stranger may not answer at all."""
    if row.user_id is not None and row.user_id == user.pk and row.state != PartState.LISTED:
        return False
    if not may_edit(role_in(user, row.mission.agency)):
        raise PermissionDenied
    return True


def _keep_consent(user: AnyUser, row: Participant, *, for_them: bool) -> None:
    """Keep what a yes agrees to, in the words that were shown; a no and a leave take it back."""
    if row.user is None:
        return
    about, by = f"mission:{row.mission_id}", user if for_them else None
    given: dict[str, Any] = {
        "language": language_of(row),
        "version": VERSION,
        "about": about,
        "agency": row.mission.agency,
        "by": by,
    }
    if row.state in (PartState.ACCEPTED, PartState.WAITING):
        consent.give(row.user, TAKING_PART, taking_part(row.mission.agency.name), **given)
        if row.share_phone:
            consent.give(row.user, TELEPHONE, telephone(), **given)
        return
    for purpose in (TAKING_PART, TELEPHONE):
        for standing in consent.standing(row.user, purpose, about):
            consent.withdraw(row.user, standing)


def _after(row: Participant, answer: Answer) -> PartState:
    if answer == Answer.DECLINE:
        return PartState.DECLINED
    if answer == Answer.WITHDRAW:
        return PartState.WITHDRAWN
    if row.state in (PartState.ACCEPTED, PartState.WAITING):
        return PartState(row.state)
    full = row.part == Part.DELEGATE and seats_of(row.mission).free == 0
    return PartState.WAITING if full else PartState.ACCEPTED


def _settle(user: AnyUser, row: Participant, before: str) -> None:
    """Give or free the seat, and write to those concerned."""
    if row.state == PartState.ACCEPTED:
        take_seat(row)
        write_to(row, "mission.accepted")
    elif row.state == PartState.WAITING:
        write_to(row, "mission.waiting")
    if before == PartState.ACCEPTED:
        leave_seat(row)
        fill_seats(row.mission)
        _left(user, row)


def _left(user: AnyUser | None, row: Participant) -> None:
    """Tell the features above when nobody of the person's organisation is of the mission any more."""
    home, mission = row.organisation, row.mission
    if home is not None and row.part in MEETS and not people_of_side(mission, home.pk):
        organisation_left.send(Participant, user=user, mission=mission, organisation=home, side=row.side)


def end_sessions(user: AnyUser, participant: Participant) -> None:
    """End the sessions of a person everywhere: a lost telephone, a shared computer."""
    require_editor(user, participant.mission.agency)
    if participant.user is not None:
        end_sessions_of(user, participant.user)


def forget(row: Participant) -> Participant:
    """Leave a part without its person, in the transaction that erases all of them; the seat goes to the next."""
    before, row.state = row.state, PartState.WITHDRAWN
    row.user, row.share_phone = None, False
    for column in PERSONAL:
        setattr(row, column, "")
    row.save(update_fields=["state", *PERSONAL, "user", "share_phone"])
    if before == PartState.ACCEPTED:
        leave_seat(row)
        fill_seats(row.mission)
        _left(None, row)
    return row


def _trace(user: AnyUser, row: Participant, what: str, *, before: str = "", for_them: bool = False) -> None:
    after = {"part": row.part, "state": row.state, "organisation": row.organisation.code if row.organisation else ""}
    record_change(
        row.mission.agency,
        user if user.is_authenticated else None,
        f"participant.{what}",
        f"participant:{row.pk}",
        before={"state": before} if before else None,
        after=after | ({"for_them": True} if for_them else {}),
    )
