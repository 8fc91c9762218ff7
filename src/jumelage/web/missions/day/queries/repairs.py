"""What a repair proposes: what moves, for whom and why, who is to be told and in which words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from jumelage.documents.focus import focused, hosted
from jumelage.documents.programme import Programme
from jumelage.language import LANGUAGES, NO_TEXT, Bilingual, Language
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.queries.programmes import programme_of
from jumelage.web.missions.agenda.queries.publishing import changes_between, concerned
from jumelage.web.missions.agenda.rules import Origin, VersionState
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.day.changes import People
from jumelage.web.missions.day.models import Disruption

__all__ = ["Move", "Notice", "Proposal", "people_of", "proposal_of", "proposed", "states_after"]


@dataclass(frozen=True, slots=True)
class Move:
    """One meeting that changes: from when and where, to when and where (None: nowhere), for whom, why."""

    title: Bilingual
    who: tuple[str, ...]
    before: tuple[dt.datetime, Bilingual] | None
    after: tuple[dt.datetime, Bilingual] | None
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Notice:
    """An organisation whose programme changes: what it is told in each language, and to whom that is sent."""

    organisation: Organisation
    lines: dict[Language, list[str]]
    people: tuple[Participant, ...]

    @property
    def reached(self) -> list[Participant]:
        """Return who has an address."""
        return [person for person in self.people if person.email]

    @property
    def calls(self) -> list[str]:
        """Return the numbers to call where nobody has an address."""
        own = [person.phone for person in self.people if person.phone]
        return own or ([self.organisation.phone] if self.organisation.phone else [])


@dataclass(frozen=True, slots=True)
class Proposal:
    """A repair that waits for a decision."""

    version: AgendaVersion
    moves: tuple[Move, ...]
    notices: tuple[Notice, ...]
    answers_to: tuple[Disruption, ...]

    @property
    def moved(self) -> list[Move]:
        """Return the meetings that get another hour or place."""
        return [move for move in self.moves if move.before and move.after]

    @property
    def lost(self) -> list[Move]:
        """Return the meetings that do not take place any more."""
        return [move for move in self.moves if move.after is None]

    @property
    def proved(self) -> bool:
        """Tell whether no repair moves fewer meetings, as the solver proved."""
        return bool(self.version.changes.get("proved"))

    @property
    def stale(self) -> bool:
        """Tell whether something that it answers to was taken back since."""
        return any(row.withdrawn_at is not None for row in self.answers_to)


def people_of(editor: AgendaEditor) -> People:
    """Return whose ids are whose in a version."""
    delegates: dict[str, list[str]] = {}
    for row in editor.rows.delegates:
        delegates.setdefault(row.organisation.code, []).append(row.code)
    hosted_by: dict[str, list[str]] = {}
    for code, meeting in editor.rows.meetings.items():
        for host in meeting.hosts.all():
            hosted_by.setdefault(host.code, []).append(code)
    kinds = {code: meeting.kind for code, meeting in editor.rows.meetings.items()}
    whose = {code: tuple(people) for code, people in delegates.items()}
    return People(whose, kinds, {code: tuple(own) for code, own in hosted_by.items()})


def proposed(mission: Mission, number: int) -> AgendaVersion | None:
    """Return a repair that waits for a decision, by its number."""
    waiting = mission.versions.filter(origin=Origin.REPAIR, offered=True, state=VersionState.DRAFT, number=number)
    return waiting.select_related("mission__agency", "based_on").first()


def states_after(version: AgendaVersion) -> VersionState:
    """Return what a repair is published as: what the version that it repairs is; provisional where none is public."""
    base = version.based_on
    return VersionState.FINAL if base is not None and base.state == VersionState.FINAL else VersionState.PROVISIONAL


def proposal_of(version: AgendaVersion) -> Proposal:
    """Describe a repair beside the version that it repairs."""
    base = version.based_on
    assert base is not None, "a repair is made from a version"
    editor = AgendaEditor.of(version)
    before, after = programme_of(base), programme_of(version)
    answers = (
        Disruption.objects.filter(version=version)
        .select_related("meeting", "organisation", "delegate__organisation", "site", "instead", "version")
        .prefetch_related("meeting__delegations", "meeting__hosts")
    )
    moves = tuple(_moves(version, editor, before, after))
    return Proposal(
        version, moves, tuple(_notices(version.mission, before, after)), tuple(answers.order_by("noted_at"))
    )


def _moves(version: AgendaVersion, editor: AgendaEditor, before: Programme, after: Programme) -> list[Move]:
    old = {activity.id: activity for activity in before.activities}
    new = {activity.id: activity for activity in after.activities}
    ids = {person.id for person in editor.problem.people}
    why = {one["id"]: _named(Bilingual(**one["why"]), ids, editor) for one in version.changes.get("moves", [])}
    off = Bilingual(fr="Annulée.", en="Cancelled.")
    why |= {code: off for code in version.changes.get("called_off", []) if code not in why}
    found = []
    for code, reason in why.items():
        was, now = old.get(code), new.get(code)
        row = editor.rows.meetings.get(code)
        people = (*row.delegations.all(), *row.hosts.all()) if row is not None else ()
        shown = was or now
        found.append(
            Move(
                title=shown.title if shown else NO_TEXT,
                who=tuple(organisation.name for organisation in people),
                before=(was.start, was.place) if was else None,
                after=(now.start, now.place) if now else None,
                why=reason,
            )
        )
    return sorted(found, key=lambda move: (move.before or move.after or (dt.datetime.max, NO_TEXT))[0])


def _named(why: Bilingual, ids: set[str], editor: AgendaEditor) -> Bilingual:
    """Put names where a reason says the ids of people."""
    known = sorted((id for id in ids if id in editor.names), key=len, reverse=True)
    if not known:
        return why
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, known))})(?![\w-])")

    def said(language: Language) -> str:
        return pattern.sub(lambda found: editor.names[found[1]].say(language), why.say(language))

    return Bilingual(fr=said("fr"), en=said("en"))


def _notices(mission: Mission, before: Programme, after: Programme) -> list[Notice]:
    """List the organisations whose own programme differs."""
    people: dict[str, list[Participant]] = {}
    for person in concerned(mission):
        if person.organisation is not None:
            people.setdefault(person.organisation.code, []).append(person)
    rows = {row.code: row for row in Organisation.objects.filter(agency=mission.agency)}
    found = []
    for code in dict.fromkeys(organisation.id for organisation in (*before.organisations, *after.organisations)):
        was, now = _own(before, code), _own(after, code)
        lines = {
            language: changes_between(was.activities if was else (), now.activities if now else (), language)
            for language in LANGUAGES
        }
        if any(lines.values()) and code in rows:
            found.append(Notice(rows[code], lines, tuple(people.get(code, ()))))
    return found


def _own(programme: Programme, code: str) -> Any:
    """Keep what one organisation takes part in, on whichever side."""
    if programme.people_of(code):
        return focused(programme, code)
    known = any(organisation.id == code for organisation in programme.organisations)
    return hosted(programme, code) if known else None
