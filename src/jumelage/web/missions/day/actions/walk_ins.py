"""Place somebody who is on no list: listed, matched, placed and published in one transaction; nobody else moves."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from jumelage.agenda import Problem
from jumelage.language import NO_TEXT
from jumelage.matching import Match
from jumelage.mission.editing import changed, verdict
from jumelage.web.accounts.actions import know_person, record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.directory.actions import state_offers_and_needs
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.actions.versions import make_version, within
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.queries.programmes import public_version
from jumelage.web.missions.agenda.rules import Origin
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import Part, PartState, Side
from jumelage.web.missions.day.queries.appointments import placed
from jumelage.web.missions.day.queries.repairs import states_after
from jumelage.web.missions.day.queries.walk_ins import Entry, free_places, known_organisation, with_walk_in
from jumelage.web.missions.day.rules import MissionClock
from jumelage.web.missions.matching.actions.agreed import arrange
from jumelage.web.missions.matching.models import Meeting, Request, Suggestion
from jumelage.web.missions.matching.queries.requests import living
from jumelage.web.missions.matching.rules import LIVE, RequestState, Wish
from jumelage.web.missions.people.actions.participants import AlreadyParticipantError, list_participant
from jumelage.web.missions.people.actions.seats import take_seat

__all__ = ["SlotTakenError", "place_walk_in"]


class SlotTakenError(Exception):
    """The place is no longer free, or the two meet already: nothing was entered."""


@transaction.atomic
def place_walk_in(
    user: AnyUser,
    mission: Mission,
    entry: Entry,
    other: Organisation,
    where: tuple[int, str],
    *,
    match: Match | None,
    moment: MissionClock,
    language: str = "fr",
) -> Placement:
    """Enter a newcomer and place its meeting where it was shown to be free; publish, and tell those it changes for.

    Parameters
    ----------
    entry
        Who arrives.
    other
        Whom they meet.
    where
        Slot and site, as :func:`~jumelage.web.missions.day.queries.walk_ins.openings` gave them.
    match
        Why they meet, where matching found a reason.

    Raises
    ------
    SlotTakenError
        When the place was taken meanwhile, or the two meet already. Nothing is entered then.
    """
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency", "origin", "destination")
    mission = held.get(pk=mission.pk)
    version = public_version(mission)
    if version is None or moment.rehearsal:
        raise SlotTakenError
    newcomer = _entered(user, mission, entry, language)
    _listed(user, mission, newcomer, entry, language)
    pair = (newcomer, other) if entry.side == Side.DELEGATION else (other, newcomer)
    meeting = _agreed(user, mission, pair, entry, match, moment)
    made = _placed(user, version, meeting, newcomer, other, where, entry.side, moment)
    record_change(mission.agency, user, "walk_in.placed", f"meeting:{meeting.pk}", after={"version": made.number})
    return made.placements.select_related("meeting").get(meeting=meeting)


def _entered(user: AnyUser, mission: Mission, entry: Entry, language: str) -> Organisation:
    """Return the organisation of this name, entered in the directory where it was not there."""
    known = known_organisation(mission, entry.name)
    if known is not None:
        return known
    codes = set(mission.agency.organisations.values_list("code", flat=True))
    code = next(f"W{n}" for n in range(1, len(codes) + 2) if f"W{n}" not in codes)
    town = mission.origin if entry.side == Side.DELEGATION else mission.destination
    made = Organisation.objects.create(
        agency=mission.agency, code=code, name=entry.name.strip()[:200], town=town, kind="company"
    )
    texts = dict.fromkeys(("offers_fr", "offers_en", "needs_fr", "needs_en"), "")
    texts[f"{'needs' if entry.seeks else 'offers'}_{language}"] = entry.line.strip()
    state_offers_and_needs(user, made, texts)
    return made


def _listed(user: AnyUser, mission: Mission, home: Organisation, entry: Entry, language: str) -> Participant:
    """Put the newcomer among the people, in; a place beyond the delegation's number is the officer's to give."""
    part = Part.DELEGATE if entry.side == Side.DELEGATION else Part.HOST
    known = mission.participants.filter(organisation=home, part=part, state=PartState.ACCEPTED).first()
    if known is not None:
        return known
    email = entry.contact.strip() if "@" in entry.contact else ""
    phone = "" if email else entry.contact.strip()[:40]
    try:
        row = list_participant(user, mission, part, organisation=home, email=email, phone=phone, language=language)
    except AlreadyParticipantError as listed:
        if listed.participant.organisation_id != home.pk:
            raise SlotTakenError from None
        row = listed.participant
    row.state, row.answered_at = PartState.ACCEPTED, None
    if row.email and row.user_id is None:
        row.user = know_person(row.email, row.name)
    row.save(update_fields=["state", "answered_at", "user"])
    take_seat(row)
    return row


def _agreed(
    user: AnyUser,
    mission: Mission,
    pair: tuple[Organisation, Organisation],
    entry: Entry,
    match: Match | None,
    moment: MissionClock,
) -> Meeting:
    """Note that both agreed on the spot, and make the meeting with its reasons."""
    delegation, host = pair
    said = {
        "relation": match.relation if match else "",
        "state": RequestState.ACCEPTED,
        "delegation_wish": Wish.LIKE,
        "host_wish": Wish.LIKE,
        "answered_by": user,
        "answered_for": True,
        "answered_at": moment.instant,
    }
    if match is not None and not mission.suggestions.filter(delegation=delegation, host=host).exists():
        reasons = [{"kind": r.kind, "weight": r.weight, "fr": r.text.fr, "en": r.text.en} for r in match.reasons]
        Suggestion.objects.create(
            mission=mission,
            delegation=delegation,
            host=host,
            relation=match.relation,
            score=match.score,
            reasons=reasons,
        )
    request = living(mission, delegation.pk, host.pk)
    if request is None:
        request = Request.objects.create(
            mission=mission,
            delegation=delegation,
            host=host,
            asked_by_side=entry.side,
            asked_by=author(user),
            asked_for=True,
            expires_at=moment.instant + dt.timedelta(days=1),
            **said,
        )
    elif request.state in LIVE:
        Request.objects.filter(pk=request.pk).update(state=RequestState.ACCEPTED)
        request.refresh_from_db()
    return arrange(request)


def _placed(
    user: AnyUser,
    version: AgendaVersion,
    meeting: Meeting,
    home: Organisation,
    other: Organisation,
    where: tuple[int, str],
    side: Side,
    moment: MissionClock,
) -> AgendaVersion:
    """Put the meeting in a new version of the public agenda, checked, and publish it."""
    editor = AgendaEditor.of(version)
    if any(one.id == meeting.code for one in editor.agenda.meetings):
        raise SlotTakenError
    own = tuple(row.code for row in editor.rows.delegates if row.organisation_id == home.pk)
    people = own if side == Side.DELEGATION else (home.code,)
    if not people:
        raise SlotTakenError
    problem: Problem = with_walk_in(editor, people, other, side, meeting.code)
    slot, site = where
    day = dt.datetime.fromisoformat(problem.starts[slot]).date() if 0 <= slot < len(problem.starts) else None
    if day is None:
        raise SlotTakenError
    free = free_places(editor, problem, meeting.code, other, placed(version, day), moment, day)
    if (slot, site) not in {(one.slot, one.site) for one in free}:
        raise SlotTakenError
    before = within(problem, editor.agenda)
    if not verdict(problem, before, {meeting.code: (slot, site)}, editor.names).ok:
        raise SlotTakenError
    agenda = changed(problem, before, {meeting.code: (slot, site)}, NO_TEXT)
    made = make_version(user, editor, problem, agenda, origin=Origin.REPAIR, offered=True, changes={})
    return publish(user, made, states_after(made), made.revision)
