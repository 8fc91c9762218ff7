"""Answer to what the day changes: the public agenda repaired with the fewest moves, as a version to publish or leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction

from jumelage.agenda import check, moves, solve_apart
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.mission.changing import Changes, to_repair
from jumelage.mission.editing import counted, patched
from jumelage.mission.naming import in_names
from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.agenda.actions.versions import NoAgendaError, make_version
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.queries.programmes import current_version, public_version
from jumelage.web.missions.agenda.rules import Origin
from jumelage.web.missions.core.models import Mission

__all__ = ["repair_draft"]

NO_WAY = Bilingual(
    fr="Aucune réparation trouvée dans ce temps. Annulez ou déplacez une rencontre à la main.",
    en="No repair was found in that time. Cancel or move a meeting by hand.",
)


def repair_draft(
    user: AnyUser,
    mission: Mission,
    changes: Changes,
    *,
    seconds: float = 15.0,
    stopped: Callable[[], bool] = lambda: False,
) -> AgendaVersion:
    """Repair the public agenda (the latest, where none is public) for what changed; nothing is published.

    Returns
    -------
    AgendaVersion
        Offered (``origin`` repair), based on the version repaired, to be published as any other. ``changes`` says what
        it answers to (``answers``) and each meeting that moved or was lost, for whom and why (``moves``).

    Raises
    ------
    NoAgendaError, NoResultError
        When there is nothing to repair, or no agenda holds any more: the reason names the conflict.
    """
    require_editor(user, mission.agency)
    base = public_version(mission) or current_version(mission)
    if base is None:
        raise NoAgendaError
    editor = AgendaEditor.of(base)
    asked, solved = to_repair(editor.problem, editor.agenda, changes, editor.together)
    found = solve_apart(solved, published=editor.agenda, time_limit=seconds, stopped=stopped)
    if found is not None and found.status == "infeasible":
        raise NoResultError(in_names(found.why, editor.names) if found.why else NO_WAY)
    if found is None or not found.exists:  # no time for the fewest moves: the nearest free hours
        found = patched(solved, editor.agenda)
        if check(asked, found).violations:
            raise NoResultError(NO_WAY)
        found = replace(found, extra={"moves": moves(asked, editor.agenda, found)})
    moved = [_move(one, editor) for one in found.extra.get("moves", ())]
    lost = {placed.id for placed in editor.agenda.meetings} - {m.id for m in asked.meetings}
    agenda = counted(asked, replace(found, bound=found.bound if not changes.now else {}, moved=None, extra={}))
    kept = {"answers": _plain(changes), "moves": moved, "called_off": sorted(lost), "proved": found.status == "optimal"}
    with transaction.atomic():
        Mission.objects.select_for_update().get(pk=mission.pk)
        return make_version(user, editor, asked, agenda, origin=Origin.REPAIR, offered=True, changes=kept)


def _move(one: dict[str, Any], editor: AgendaEditor) -> dict[str, Any]:
    why = in_names(one["why"], editor.names)
    return {**one, "why": {"fr": why.fr, "en": why.en}}


def _plain(changes: Changes) -> dict[str, Any]:
    """Write changes as JSON carries them."""
    return {
        "absent": {person: list(slots) for person, slots in changes.absent.items()},
        "cancelled": list(changes.cancelled),
        "closed": dict(changes.closed),
        "tables": dict(changes.tables),
        "late": dict(changes.late),
        "now": changes.now,
    }
