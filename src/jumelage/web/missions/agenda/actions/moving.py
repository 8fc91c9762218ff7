"""Move a mission to other days or hours: people, hand edits and locks follow, and everybody is told once."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from jumelage.documents.words import say_dates
from jumelage.language import Bilingual
from jumelage.mission.brief import Day
from jumelage.mission.editing import counted
from jumelage.mission.moving import moved_programme, relaid
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.actions.versions import make_version, up_to_date
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.queries.moving import has_begun, to_tell, versions_to_move
from jumelage.web.missions.agenda.queries.publishing import letters_of
from jumelage.web.missions.agenda.rules import PUBLIC, Origin, VersionState
from jumelage.web.missions.core.actions.setup import keep_setup
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.setup import with_days
from jumelage.web.missions.people.actions.mailing import write_to

__all__ = ["MissionBegunError", "move_mission"]


class MissionBegunError(Exception):
    """Somebody was there already, or said what came of a meeting: the days are what they were."""


@transaction.atomic
def move_mission(user: AnyUser, mission: Mission, days: tuple[Day, ...], timezone: str, *, tell: bool = True) -> int:
    """Give a mission other days or hours; return how many people were told.

    The public version is made again on the new days and published in its state; the draft follows with its locks and
    what undoes its edits. A person whose programme changes gets one mail with it; everybody else who was asked gets one
    that says the new days. Earlier versions stay as they were.

    Raises
    ------
    MissionBegunError
        When the mission has begun.
    """
    require_editor(user, mission.agency)
    held = (
        Mission.objects.select_for_update(of=("self",))
        .select_related("agency", "origin", "destination")
        .get(pk=mission.pk)
    )
    if has_begun(held):
        raise MissionBegunError
    before, old = setup_of(held), held.first_day and held.last_day and (held.first_day, held.last_day)
    held.timezone = timezone
    held.save(update_fields=["timezone"])
    keep_setup(held, with_days(before, days)[0])
    told: set[str] = set()
    public: AgendaVersion | None = None
    for version in versions_to_move(held):
        made = _again(user, version, days)
        if version.state in PUBLIC:
            state = VersionState(version.state)
            made.mission = held
            told |= {one.participant.email for one in letters_of(made, state)} if tell else set()
            public = publish(user, made, state, made.revision, tell=tell)
        elif public is not None:
            AgendaVersion.objects.filter(pk=made.pk).update(based_on=public)
    if old and (old != (held.first_day, held.last_day)) and tell:
        words = Bilingual(fr=say_dates(old, "fr", article=True), en=say_dates(old, "en"))
        for person in to_tell(held):
            if person.email and person.email not in told and write_to(person, "mission.moved", before=words):
                told.add(person.email)
    dates = {"days": [day.date.isoformat() for day in days], "told": len(told)}
    record_change(
        held.agency, user, "mission.moved", f"mission:{held.pk}",
        before={"days": [day.date.isoformat() for day in before.days]}, after=dates,
    )  # fmt: skip
    return len(told)


def _again(user: AnyUser, version: AgendaVersion, days: tuple[Day, ...]) -> AgendaVersion:
    """Make a version again on other days, with its locks, and what undoes its edits where the slots are the same."""
    editor = AgendaEditor.of(version)
    problem, agenda = up_to_date(editor)
    asked, kept, _lost = relaid(problem, agenda, days)
    programme = moved_programme(editor.programme, [day.date for day in days])
    version.programme = to_document(programme)  # the ground of the new version; the old one is not saved
    base = AgendaEditor(version, asked, kept, editor.rows)
    made = make_version(user, base, asked, counted(asked, replace(kept, moved=None)), origin=Origin.DRAFT)
    placed = {one.id for one in kept.meetings}
    made.locked = [code for code in version.locked if code in placed]
    if asked.days == editor.problem.days:
        made.edits, made.undone = version.edits, version.undone
    made.changes = made.changes | {name: version.changes[name] for name in ("log",) if name in version.changes}
    made.save(update_fields=["locked", "edits", "undone", "changes"])
    return made
