"""Make drafts of the agenda, and write a version so that every reader finds the same in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max

from jumelage.agenda import Agenda, Problem, agenda_document, check, problem_document
from jumelage.documents.programme import Programme
from jumelage.language import NO_TEXT, Bilingual
from jumelage.mission import absences
from jumelage.mission.editing import Place, changed, counted, verdict
from jumelage.mission.reporting.planned import renewed
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.bilingual import columns
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.queries.editor import AgendaEditor, problem_now, working_draft
from jumelage.web.missions.agenda.queries.programmes import programme_of, public_version, report_of
from jumelage.web.missions.agenda.rebuilding import Rows, programme_of_version
from jumelage.web.missions.agenda.rules import Origin, VersionState
from jumelage.web.missions.core.models import Mission

__all__ = [
    "NOT_YET",
    "NoAgendaError",
    "carry_over",
    "draft_of",
    "make_version",
    "open_as_draft",
    "rewrite",
    "up_to_date",
    "with_absences",
    "within",
]

NOT_YET = Bilingual(fr="Acceptée depuis, pas encore placée.", en="Accepted since, not placed yet.")


class NoAgendaError(Exception):
    """The mission has no agenda to start from: it is planned first."""


@transaction.atomic
def draft_of(user: AnyUser, mission: Mission) -> AgendaVersion:
    """Return the draft that officers work on; make one from the latest version where there is none.

    Raises
    ------
    NoAgendaError
        When the mission was never planned.
    """
    require_editor(user, mission.agency)
    Mission.objects.select_for_update().get(pk=mission.pk)  # two who open at once get one draft
    draft = working_draft(mission)
    if draft is not None:
        return draft
    latest = mission.versions.filter(offered=False).select_related("mission").first()
    if latest is None:
        raise NoAgendaError
    return _from(user, latest)


@transaction.atomic
def open_as_draft(user: AnyUser, version: AgendaVersion) -> AgendaVersion:
    """Start again from a version: it becomes the draft, and the draft before it is kept among the versions."""
    require_editor(user, version.mission.agency)
    Mission.objects.select_for_update().get(pk=version.mission_id)
    return _from(user, _as_it_is(version))


def _as_it_is(version: AgendaVersion) -> AgendaVersion:
    """Read a version again: the one passed may be out of date."""
    return AgendaVersion.objects.select_related("mission__agency", "based_on__mission").get(pk=version.pk)


def _from(user: AnyUser, version: AgendaVersion) -> AgendaVersion:
    editor = AgendaEditor.of(version)
    problem, agenda = up_to_date(editor)
    return make_version(user, editor, problem, agenda, origin=Origin.DRAFT)


@transaction.atomic
def carry_over(user: AnyUser, version: AgendaVersion) -> tuple[AgendaVersion, tuple[str, ...]]:
    """Start a draft from what is public now, and make again in it what a draft of before had changed.

    For a draft that another publication overtook. Returns the new draft, and the meetings whose change fits no more.
    """
    require_editor(user, version.mission.agency)
    Mission.objects.select_for_update().get(pk=version.mission_id)
    version = _as_it_is(version)
    public = public_version(version.mission)
    if public is None or version.based_on is None:
        return _from(user, version), ()
    fresh, old, own = AgendaEditor.of(public), AgendaEditor.of(version.based_on), AgendaEditor.of(version)
    start = up_to_date(fresh)
    problem, agenda = with_absences(*start, old.problem, own)
    asked, placed = {meeting.id for meeting in problem.meetings}, {one.id for one in agenda.meetings}
    before, after = _where(old), _where(own)
    # Where the public version put it meanwhile, somebody whom the draft knows to be away would be at it.
    left = [one.id for one in start[1].meetings if one.id not in placed and one.id in after]
    for code in dict.fromkeys([*before, *after]):
        if code not in asked or before.get(code) == after.get(code):
            continue
        found = verdict(problem, agenda, {code: after.get(code)}, fresh.names)
        if found.ok:
            agenda = changed(problem, agenda, {code: after.get(code)}, NOT_YET)
        else:
            left.append(code)
    return make_version(user, fresh, problem, agenda, origin=Origin.DRAFT), tuple(dict.fromkeys(left))


def with_absences(problem: Problem, agenda: Agenda, before: Problem, own: AgendaEditor) -> tuple[Problem, Agenda]:
    """Note again, in another problem and its agenda, the absences that a draft has noted or taken back since ``before``."""
    asked, kept = absences.carried(problem, agenda, before, own.problem, own.attendance)
    return asked, kept if asked is problem else counted(asked, within(asked, kept))


def _where(editor: AgendaEditor) -> dict[str, Place]:
    return {placed.id: (placed.slot, placed.site) for placed in editor.agenda.meetings}


def up_to_date(editor: AgendaEditor) -> tuple[Problem, Agenda]:
    """Bring a version up to what is agreed now: what was given up leaves the agenda, what is new waits for a place."""
    problem = problem_now(editor.version.mission, editor)
    if problem_document(problem) == problem_document(editor.problem):
        return problem, editor.agenda
    return problem, changed(problem, within(problem, editor.agenda), {}, NOT_YET)


def within(problem: Problem, agenda: Agenda) -> Agenda:
    """Forget what a problem no longer asks for, and bounds that were proved for another."""
    asked = {meeting.id for meeting in problem.meetings}
    return replace(
        agenda,
        meetings=tuple(one for one in agenda.meetings if one.id in asked),
        dropped=tuple(one for one in agenda.dropped if one.id in asked),
        bound={},
        moved=None,
    )


def make_version(
    user: AnyUser,
    editor: AgendaEditor,
    problem: Problem,
    agenda: Agenda,
    *,
    origin: Origin,
    offered: bool = False,
    changes: dict[str, Any] | None = None,
) -> AgendaVersion:
    """Write a new version from another; unless it is only offered, it is the draft from then on.

    Called in a transaction that holds the mission.
    """
    base, mission = editor.version, editor.version.mission
    last = mission.versions.aggregate(last=Max("number"))["last"] or 0
    if not offered:
        mission.versions.filter(state=VersionState.DRAFT, offered=False).update(state=VersionState.SUPERSEDED)
    version = AgendaVersion(
        mission=mission,
        number=last + 1,
        state=VersionState.DRAFT,
        based_on=base,
        made_by=author(user),
        origin=origin,
        offered=offered,
        changes=changes or {},
        programme=base.programme,
        report=base.report,
        check_report={},
    )
    asked = {meeting.id for meeting in problem.meetings}
    version.locked = [code for code in base.locked if code in asked] if base.state == VersionState.DRAFT else []
    rewrite(version, problem, agenda, editor.rows)
    record_change(mission.agency, user, "agenda.version_made", f"mission:{mission.pk}", after=_read(version))
    return version


def _read(version: AgendaVersion) -> dict[str, Any]:
    return {"version": version.number, "origin": str(version.origin), "offered": version.offered}


def rewrite(version: AgendaVersion, problem: Problem, agenda: Agenda, rows: Rows) -> None:
    """Write an agenda to a version: checked again, rebuilt as a programme, one row a placement."""
    programme = programme_of_version(programme_of(version), rows, problem, agenda, version.number)
    version.problem, version.result, version.status = (
        problem_document(problem),
        agenda_document(agenda, "fr"),
        agenda.status,
    )
    verified = check(problem, agenda)
    version.check_report = {
        "violations": [violation.to_document("fr") for violation in verified.violations],
        "objective": dict(verified.objective),
        "dropped": {one.id: _pair(one.why) for one in agenda.dropped},
    }
    version.programme, version.report = to_document(programme), to_document(renewed(report_of(version), programme))
    version.save()
    _place(version, programme, agenda, rows)


def _pair(why: Bilingual | str) -> dict[str, str]:
    text = why if isinstance(why, Bilingual) else Bilingual(why, why)
    return {"fr": text.fr, "en": text.en}


def _place(version: AgendaVersion, programme: Programme, agenda: Agenda, rows: Rows) -> None:
    """Write the placements that changed, and only them."""
    where = {placed.id: placed.site for placed in agenda.meetings}
    sites = {site.code: site.pk for site in version.mission.sites.all()}
    held = {row.meeting_id: row for row in version.placements.all()}
    fresh, altered = [], []
    for activity in programme.activities:
        meeting = rows.meetings.get(activity.id)
        if activity.kind == "travel" or meeting is None:
            continue
        values = {
            "site_id": sites.get(where[activity.id]),
            "starts": activity.start.isoformat(timespec="minutes"),
            "ends": activity.end.isoformat(timespec="minutes"),
            "table": activity.table,
            **columns(place=activity.place or NO_TEXT),
        }
        row = held.pop(meeting.pk, None)
        if row is None:
            fresh.append(Placement(version=version, meeting=meeting, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            altered.append(row)
    Placement.objects.filter(pk__in=[row.pk for row in held.values()]).delete()
    Placement.objects.bulk_create(fresh)
    Placement.objects.bulk_update(altered, ["site", "starts", "ends", "table", "place_fr", "place_en"])
