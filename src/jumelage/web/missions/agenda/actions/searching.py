"""Search for a better agenda in a job, and put what it found where nobody's work is lost."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jumelage.agenda import Agenda, Problem
from jumelage.agenda.process import better
from jumelage.mission.editing import counted
from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.jobs.actions import ask
from jumelage.web.jobs.models import Job
from jumelage.web.missions.agenda.actions.editing import Edit, write_edit
from jumelage.web.missions.agenda.actions.versions import draft_of, make_version, up_to_date, with_absences
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.rules import Origin, VersionState
from jumelage.web.missions.core.models import Mission

__all__ = ["PLAN", "SOLVE", "ask_to_plan", "ask_to_solve", "keep_found"]

SOLVE, PLAN = "agenda.solve", "mission.plan"
LONGEST = 300


@transaction.atomic
def ask_to_solve(user: AnyUser, mission: Mission, seconds: int = 30) -> Job:
    """Ask for the best agenda that can be found in some seconds, locked meetings kept; one search at a time."""
    draft = draft_of(user, mission)
    given = {"version": draft.pk, "revision": draft.revision, "seconds": max(2, min(LONGEST, seconds))}
    return ask(mission.agency, user, SOLVE, f"mission:{mission.pk}", **given)


@transaction.atomic
def ask_to_plan(user: AnyUser, mission: Mission) -> Job:
    """Ask for the first agenda of a draft: matched, chosen, solved, and loaded as ``jumelage mission plan`` would."""
    require_editor(user, mission.agency)
    if mission.planned:  # planned already: it changes through its drafts
        raise PermissionDenied
    return ask(mission.agency, user, PLAN, f"mission:{mission.pk}", mission=mission.pk)


@transaction.atomic
def keep_found(
    user: AnyUser, version: AgendaVersion, revision: int, problem: Problem, found: Agenda
) -> tuple[AgendaVersion, bool]:
    """Store what a search found in the draft that it was made for, or beside it; return the version, and whether it is new.

    Where the draft changed meanwhile, or is a draft no more, the result becomes a version of its own, to open or
    leave. Where the draft was as good, it stays as it is, with what the search proved of it.
    """
    require_editor(user, version.mission.agency)
    Mission.objects.select_for_update().get(pk=version.mission_id)
    held = AgendaVersion.objects.select_related("mission__agency").get(pk=version.pk)
    editor = AgendaEditor.of(held)
    locked = set(held.locked)
    # What was proved with meetings held in place says nothing of agendas where they could move.
    found = counted(problem, replace(found, bound={} if locked else found.bound, moved=None, extra={}))
    if held.state != VersionState.DRAFT or held.offered or held.revision != revision:
        # Who was said to be away meanwhile is away in what is offered too.
        problem, found = with_absences(problem, found, problem, editor)
        return make_version(user, editor, problem, found, origin=Origin.SOLVE, offered=True), True
    present = counted(problem, up_to_date(editor)[1])
    placed = {placement.id for placement in present.meetings}
    asked = {meeting.id for meeting in problem.meetings}
    if placed <= asked and not better(problem, found, present):
        present = counted(problem, replace(present, bound=found.bound))
        return write_edit(user, editor, Edit("proof", present, (), None, problem)), False
    return write_edit(user, editor, Edit("solve", found, (), None, problem)), True
