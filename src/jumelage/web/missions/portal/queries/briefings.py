"""What a person reads before a meeting: who they are, what they offer, why meet, what to ask, where, whom to call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from jumelage.documents.programme import RELATIONS
from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.queries.programmes import public_version
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import Field, Side, ViewerRole, may_see
from jumelage.web.missions.day.queries.appointments import where
from jumelage.web.missions.day.queries.stops import Where
from jumelage.web.missions.matching.models import Meeting, Request
from jumelage.web.missions.matching.rules import RequestState
from jumelage.web.missions.people.queries.participants import callable_people
from jumelage.web.missions.portal.questions import REVERSED, about_topic, questions_for

__all__ = ["Briefing", "Call", "briefing_of", "briefings_of"]

TOPICS_ASKED = 2
QUOTED = 28
"""Letters of a need that a reason must repeat for the need to be the reason's."""

_COLUMN = {Side.DELEGATION: "delegations", Side.HOST: "hosts"}


@dataclass(frozen=True, slots=True)
class Call:
    """Someone who agreed to be called by those they meet."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The sheet of one meeting, for one side."""

    meeting: Meeting
    other: Organisation
    start: dt.datetime | None
    end: dt.datetime | None
    where: Where | None
    relation: Bilingual
    offers: list[Bilingual]
    needs: list[Bilingual]
    reasons: list[Bilingual]
    words: str
    questions: list[Bilingual]
    calls: list[Call]
    last_contact: Meeting | None = None


def briefings_of(part: Participant, *, with_past: bool = False) -> list[Briefing]:
    """Return the sheets of everything that a person's organisation meets one to one, in order of time.

    ``with_past`` looks for the last time that each pair met: a query more for each.
    """
    mission, mine = part.mission, part.organisation
    if mine is None:
        return []
    side = part.side
    own = mission.meetings.filter(kind__in=("individual", "exchange"), cancelled_at=None)
    rows = own.filter(**{_COLUMN[side]: mine}).select_related("request")
    rows = rows.prefetch_related("hosts__offers", "hosts__needs", "delegations__offers", "delegations__needs")
    version = public_version(mission)
    placed = _placed(version, [row.pk for row in rows])
    # Before anything is public, only what both sides agreed to is known to anybody but the agency.
    seen = [row for row in rows if row.pk in placed or _agreed(row.request)]
    calls, topics = _calls(mission, seen, side), [topic.title for topic in mission.topics.all()[:TOPICS_ASKED]]
    found = [_briefing(row, side, placed.get(row.pk), calls, topics) for row in seen]
    if with_past:
        found = [replace(one, last_contact=_before(one.meeting)) for one in found]
    return sorted(found, key=lambda one: (one.start is None, one.start or dt.datetime.max, one.other.name))


def briefing_of(part: Participant, code: str) -> Briefing | None:
    """Return one sheet, with when the two met before."""
    found = next((one for one in briefings_of(part) if one.meeting.code == code), None)
    return replace(found, last_contact=_before(found.meeting)) if found else None


def _agreed(request: Request | None) -> bool:
    return request is not None and request.state == RequestState.ACCEPTED


def _placed(version: AgendaVersion | None, meetings: list[int]) -> dict[int, Placement]:
    if version is None:
        return {}
    rows = version.placements.filter(meeting__in=meetings).select_related("site", "meeting")
    return {row.meeting_id: row for row in rows.prefetch_related("meeting__hosts")}


def _briefing(
    row: Meeting,
    side: Side,
    placement: Placement | None,
    calls: dict[int, list[Call]],
    topics: list[Bilingual],
) -> Briefing:
    across = row.hosts if side == Side.DELEGATION else row.delegations
    other = across.all()[0]
    met = _agreed(row.request)
    role = ViewerRole.MET if met else ViewerRole.ACROSS
    relation = _relation(row, side)
    ask = [*questions_for(relation)]
    if side == Side.DELEGATION:
        ask += [about_topic(title) for title in topics]
    return Briefing(
        meeting=row,
        other=other,
        start=placement.start if placement else None,
        end=placement.end if placement else None,
        where=where(placement) if placement else None,
        relation=RELATIONS.get(relation, NO_TEXT),
        offers=[line.text for line in other.offers.all()] if may_see(role, Field.OFFERS) else [],
        needs=_needs(other, row) if may_see(role, Field.NEEDS) else [],
        reasons=row.bilingual_reasons,
        words=_words(row.request, side),
        questions=ask,
        calls=calls.get(other.pk, []) if may_see(role, Field.TELEPHONE) else [],
    )


def _relation(row: Meeting, side: Side) -> str:
    """Return the relation as this side sees it: who is a supplier to one is a client to the other."""
    return row.relation if side == Side.DELEGATION else REVERSED.get(row.relation, row.relation)


def _needs(other: Organisation, row: Meeting) -> list[Bilingual]:
    """Return the needs that the reasons to meet speak of, and no other."""
    said = " ".join(text for reason in row.bilingual_reasons for text in (reason.fr, reason.en)).casefold()
    heard = [line.text for line in other.needs.all()]
    return [need for need in heard if any(text and text[:QUOTED].casefold() in said for text in (need.fr, need.en))]


def _words(request: Request | None, side: Side) -> str:
    if request is None or request.state != RequestState.ACCEPTED:
        return ""
    return request.words if request.asked_by_side != side else request.answer_words


def _before(row: Meeting) -> Meeting | None:
    """Return the last meeting of the two on an earlier mission."""
    pair = {"delegations__in": row.delegations.all(), "hosts__in": row.hosts.all()}
    found = Meeting.objects.filter(**pair, cancelled_at=None, mission__agency=row.mission.agency)
    earlier = found.exclude(mission=row.mission).filter(mission__last_day__isnull=False)
    return earlier.select_related("mission").order_by("-mission__last_day").first()


def _calls(mission: Mission, rows: list[Meeting], side: Side) -> dict[int, list[Call]]:
    """Return who may be called, by organisation: those who agreed, at organisations that said yes to the meeting."""
    across = {org.pk for row in rows for org in (row.hosts if side == Side.DELEGATION else row.delegations).all()}
    found: dict[int, list[Call]] = {}
    for person in callable_people(mission, across):
        if person.organisation_id is not None:
            found.setdefault(person.organisation_id, []).append(Call(person.name, person.phone))
    return found
