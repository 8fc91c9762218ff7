"""What is read about the agenda's versions: the draft, what changed around it, what stands where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet

from jumelage.agenda import Agenda, Dropped, Problem, agenda_from, problem_from
from jumelage.documents.programme import Programme
from jumelage.language import Bilingual
from jumelage.mission.absences import Attendance
from jumelage.mission.appointments import EXPLORATORY_VALUE, WISH_VALUE
from jumelage.mission.changing import Wanted, with_delegates, with_meetings, without_meetings
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.attendees import read_seats
from jumelage.web.missions.agenda.queries.programmes import HEAVY, programme_of, with_proposals
from jumelage.web.missions.agenda.rebuilding import Rows, names, together
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models import Meeting, Request
from jumelage.web.missions.matching.queries.matches import refused_pairs
from jumelage.web.missions.matching.rules import RequestState

__all__ = [
    "AgendaEditor",
    "News",
    "agenda_of",
    "descends",
    "news_of",
    "problem_now",
    "rows_of",
    "versions_of",
    "working_draft",
]


@dataclass(frozen=True)
class AgendaEditor:
    """A version as it is edited: its problem, agenda and programme, and the names that their ids stand for."""

    version: AgendaVersion
    problem: Problem
    agenda: Agenda
    rows: Rows

    @classmethod
    def of(cls, version: AgendaVersion, programme: Programme | None = None) -> AgendaEditor:
        """Read a version; its programme is given where it was read already."""
        editor = cls(version, *agenda_of(version), rows_of(version.mission))
        if programme is not None:
            editor.__dict__["programme"] = programme
        return editor

    @cached_property
    def programme(self) -> Programme:
        """What readers see."""
        return with_proposals(programme_of(self.version), self.proposals)

    @cached_property
    def proposals(self) -> frozenset[str]:
        """Individual meetings that both sides have not said yes to."""
        return frozenset(
            code for code, one in self.rows.meetings.items() if one.kind == "individual" and not _agreed(one)
        )

    @cached_property
    def names(self) -> dict[str, Bilingual]:
        """Names of people, sites and meetings."""
        return names(self.programme, self.rows, self.problem)

    @cached_property
    def attendance(self) -> Attendance:
        """Who attends what by right: the delegation, and each host where it receives."""
        asked = {meeting.id for meeting in self.problem.meetings} - self.together
        received: dict[str, tuple[str, ...]] = {}
        for code, row in self.rows.meetings.items():
            for host in row.hosts.all() if code in asked else ():
                received[host.code] = (*received.get(host.code, ()), code)
        return Attendance(tuple(row.code for row in self.rows.delegates), frozenset(self.together), received)

    @cached_property
    def together(self) -> set[str]:
        """Meetings of the whole delegation."""
        return together(self.rows)


@dataclass(frozen=True, slots=True)
class News:
    """What changed around a version since it was made: meetings agreed on, given up; people who joined or left."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.removed or self.joined or self.left)


def versions_of(mission: Mission) -> QuerySet[AgendaVersion]:
    """Return the versions of a mission, latest first, without their documents."""
    rows = mission.versions.select_related("made_by", "published_by", "based_on")
    return rows.defer(*HEAVY, *(f"based_on__{name}" for name in HEAVY))


def working_draft(mission: Mission) -> AgendaVersion | None:
    """Return the draft that officers work on: the latest version, where it is a draft that somebody took."""
    latest = mission.versions.filter(offered=False).select_related("mission__agency").first()
    return latest if latest is not None and latest.state == VersionState.DRAFT else None


def agenda_of(version: AgendaVersion) -> tuple[Problem, Agenda]:
    """Read a version's problem and agenda back, its reasons in both languages where they were kept so."""
    agenda = agenda_from(version.result)
    kept = version.check_report.get("dropped", {})
    dropped = tuple(
        Dropped(one.id, Bilingual(**kept[one.id]) if one.id in kept else Bilingual(str(one.why), str(one.why)))
        for one in agenda.dropped
    )
    return problem_from(version.problem), replace(agenda, dropped=dropped)


def rows_of(mission: Mission) -> Rows:
    """Read what the ids of a mission's agendas stand for, in a constant number of queries."""
    meetings = list(mission.meetings.select_related("request"))
    read_seats(meetings, mission.pk)
    delegates = list(mission.delegates.select_related("organisation__town"))
    return Rows(
        {row.code: row for row in meetings},
        delegates,
        {site.code: site.name for site in mission.sites.all()},
    )


def problem_now(mission: Mission, editor: AgendaEditor) -> Problem:
    """Bring a version's problem up to what is agreed now.

    Meetings that both sides accepted come in, worth what their wishes say; those given up go out; who joined the
    delegation takes part, who left does not. What the version says of hours, places and absences stays.
    """
    rows = editor.rows
    problem = without_meetings(editor.problem, _given_up(mission, rows))
    before = [person.id for person in editor.programme.participants if person.delegate]
    now = [row.code for row in rows.delegates] or before
    problem = with_delegates(problem, before, now, editor.together)
    visits = {code for code, one in rows.meetings.items() if one.kind == "individual"}
    return with_meetings(problem, _wanted(mission, rows), visits)


def _given_up(mission: Mission, rows: Rows) -> set[str]:
    """Name the meetings that were cancelled, whose request is not agreed to, or whose pair was refused since."""
    refused = refused_pairs(mission)
    return {
        code
        for code, one in rows.meetings.items()
        if one.cancelled_at is not None or (not _agreed(one) and (one.request is not None or _pairs(one) & refused))
    }


def _agreed(meeting: Meeting) -> bool:
    return meeting.request is not None and meeting.request.state == RequestState.ACCEPTED


def _pairs(meeting: Meeting) -> set[tuple[int, int]]:
    if meeting.kind != "individual":
        return set()
    return {(home.pk, host.pk) for home in meeting.delegations.all() for host in meeting.hosts.all()}


def _wanted(mission: Mission, rows: Rows) -> list[Wanted]:
    """List the meetings that both sides said yes to."""
    gone = _given_up(mission, rows)
    agreed = [one for code, one in rows.meetings.items() if one.request is not None and code not in gone]
    scores = dict(_scores(mission)) if agreed else {}
    people: dict[int, list[str]] = {}
    for delegate in rows.delegates:
        people.setdefault(delegate.organisation_id, []).append(delegate.code)
    received: dict[str, list[str]] = {}
    for one in rows.meetings.values():
        for host in one.hosts.all():
            received.setdefault(host.code, []).append(one.code)
    return [
        Wanted(
            id=one.code,
            delegates=tuple(code for home in one.delegations.all() for code in people.get(home.pk, ())),
            host=host.code,
            value=_worth(one.request, scores.get((one.request.delegation_id, one.request.host_id))),
            beside=tuple(code for code in received[host.code] if code != one.code),
        )
        for one in agreed
        for host in list(one.hosts.all())[:1]
    ]


def _scores(mission: Mission) -> list[tuple[tuple[int, int], float]]:
    found = mission.suggestions.order_by().values_list("delegation", "host").annotate(best=Max("score"))
    return [((delegation, host), best) for delegation, host, best in found]


def _worth(request: Request, score: float | None) -> int:
    """Value a meeting as planning does: what matching says of the pair, and what both sides wish."""
    wishes = (
        (request.delegation_wish, request.delegation_priority),
        (request.host_wish, request.host_priority),
    )
    asked = sum(WISH_VALUE.get(wish, 0) * (priority or 3) for wish, priority in wishes if wish)
    return max(1, round(100 * score) if score is not None else EXPLORATORY_VALUE) + asked


def news_of(mission: Mission, editor: AgendaEditor) -> News:
    """Tell what :func:`problem_now` would change."""
    now = problem_now(mission, editor)
    before, after = {m.id for m in editor.problem.meetings}, {m.id for m in now.meetings}
    people, fresh = {p.id for p in editor.problem.people}, {p.id for p in now.people}
    delegates = {row.code for row in editor.rows.delegates}
    return News(
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        tuple(sorted((fresh - people) & delegates)),
        tuple(sorted(people - fresh)),
    )


def descends(version: AgendaVersion, from_pk: int) -> bool:
    """Tell whether a version was made from another, directly or through versions between."""
    parents = dict(AgendaVersion.objects.filter(mission_id=version.mission_id).values_list("pk", "based_on"))
    seen: set[Any] = set()
    at: Any = version.pk
    while at is not None and at not in seen:
        if at == from_pk:
            return True
        seen.add(at)
        at = parents.get(at)
    return False
