"""What moving a mission to other days keeps, what it cannot keep, and who would be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jumelage.language import Bilingual
from jumelage.mission.brief import Day
from jumelage.mission.moving import relaid
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor, working_draft
from jumelage.web.missions.agenda.queries.programmes import public_version
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.rules import IN
from jumelage.web.missions.core.setup import with_days

__all__ = ["Outlook", "has_begun", "outlook_of", "to_tell", "versions_to_move"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a move would do: meetings that keep their hour, those that lose it, absences to ask about again, people told."""

    kept: int
    locked: int
    lost: tuple[Bilingual, ...]
    away: tuple[Bilingual, ...]
    told: int
    silent: int
    elsewhere: tuple[Mission, ...]
    public: bool


def versions_to_move(mission: Mission) -> list[AgendaVersion]:
    """Return the versions that follow the days: the public one, then the draft that officers work on."""
    public, draft = public_version(mission), working_draft(mission)
    keys = [version.pk for version in (public, draft) if version is not None]
    found = AgendaVersion.objects.select_related("mission__agency", "based_on").in_bulk(keys)
    return [found[pk] for pk in keys]


def has_begun(mission: Mission) -> bool:
    """Tell whether somebody was there already, or said what came of a meeting: such a mission keeps its days."""
    return bool(mission.check_ins.filter(rehearsal=False).exists() or mission.outcomes.exists())


def to_tell(mission: Mission) -> list[Participant]:
    """Return the people who were asked, wait or said yes: each is told of other days."""
    rows = mission.participants.filter(state__in=IN).select_related(
        "organisation", "delegate", "user", "mission__agency"
    )
    return list(rows.order_by("pk"))


def outlook_of(mission: Mission, days: Sequence[Day]) -> Outlook:
    """Tell what a move to other days would do."""
    versions = versions_to_move(mission)
    kept, locked, lost, away = 0, 0, [], []
    for version in versions[-1:]:
        editor = AgendaEditor.of(version)
        gone = relaid(editor.problem, editor.agenda, days)[2]
        kept = len(editor.agenda.meetings) - len(gone)
        locked = len(set(version.locked) - set(gone))
        lost = [editor.names.get(code, Bilingual(code, code)) for code in gone]
        away = [editor.names.get(one.id, Bilingual(one.id, one.id)) for one in editor.problem.people if one.unavailable]
    if not versions:
        lost = list(with_days(setup_of(mission), tuple(days))[1])
    people = to_tell(mission)
    other = Mission.objects.filter(
        agency=mission.agency, archived_at=None, first_day__lte=days[-1].date, last_day__gte=days[0].date
    ).exclude(pk=mission.pk)
    told = len({person.email for person in people if person.email})
    return Outlook(
        kept, locked, tuple(dict.fromkeys(lost)), tuple(dict.fromkeys(away)), told,
        sum(1 for person in people if not person.email), tuple(other), public_version(mission) is not None,
    )  # fmt: skip
