"""Change a draft of the agenda by hand. Each change says on which revision it was decided, is judged by the
independent check, and keeps what undoes it; one that breaks a rule, or comes late, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelage.agenda import Agenda, Placement, Problem, problem_document, problem_from
from jumelage.language import NO_BREAK, Bilingual
from jumelage.mission import absences
from jumelage.mission.absences import AWAY, Absence, applied
from jumelage.mission.editing import Place, broken, changed, counted, verdict
from jumelage.mission.naming import violation_in_names
from jumelage.serialisation import from_document, to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.agenda.actions.editing_errors import EditRefusedError, NotADraftError, OutdatedDraftError
from jumelage.web.missions.agenda.actions.versions import rewrite, up_to_date, within
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.rules import VersionState

__all__ = [
    "EditRefusedError",
    "NotADraftError",
    "OutdatedDraftError",
    "away",
    "back",
    "lock",
    "move",
    "opened",
    "redo",
    "refresh",
    "swap",
    "undo",
    "unlock",
    "unplace",
    "write_edit",
]  # fmt: skip

LOCKED = Bilingual(fr=f"Elle est verrouillée{NO_BREAK}: déverrouillez-la d'abord.", en="It is locked: unlock it first.")
NOTHING_TO_UNDO = Bilingual(fr="Il n'y a rien à annuler.", en="There is nothing to undo.")
NOTHING_TO_REDO = Bilingual(fr="Il n'y a rien à rétablir.", en="There is nothing to redo.")
BY_HAND = Bilingual(fr="Retirée du programme à la main.", en="Taken off the agenda by hand.")
UNKNOWN = Bilingual(fr="Cette rencontre n'est plus demandée.", en="This meeting is no longer asked for.")
NOWHERE = Bilingual(fr="Cet endroit ou cette heure n'existe pas.", en="There is no such place or hour.")
NOBODY = Bilingual(fr="Cette personne n'est plus de la mission.", en="This person is no longer part of the mission.")
KNOWN = Bilingual(fr="Cette absence est déjà notée.", en="This absence is noted already.")
NOT_AWAY = Bilingual(
    fr="Cette personne n'est pas absente à cette heure-là.", en="This person is not away at that hour."
)
SEVERAL = Bilingual(
    fr="Cet hôte reçoit plusieurs rencontres à la fois\u00a0: retirez à la main celles qu'il ne peut pas recevoir.",
    en="This host receives several meetings at once: take those that it cannot receive off by hand.",
)
LOCKED_THEN = Bilingual(
    fr=f"Une de ses rencontres de cette heure-là est verrouillée{NO_BREAK}: déverrouillez-la d'abord.",
    en="One of their meetings at that hour is locked: unlock it first.",
)
MOST_EDITS = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """What a change leaves: the agenda after it, which meetings it touched, the locks after it."""

    what: str
    agenda: Agenda
    codes: tuple[str, ...]
    locked: tuple[str, ...] | None = None
    problem: Problem | None = None
    absence: Absence | None = None


@transaction.atomic
def move(user: AnyUser, version: AgendaVersion, meeting: str, slot: int, site: str, revision: int) -> AgendaVersion:
    """Put a meeting at a slot and a site, whether it had a place before or not."""

    def change(editor: AgendaEditor) -> Edit:
        held = {placed.id for placed in editor.agenda.meetings}
        _known(editor, meeting, slot, site)
        return _judged(editor, {meeting: (slot, site)}, "move" if meeting in held else "place")

    return _edit(user, version, revision, change)


@transaction.atomic
def unplace(user: AnyUser, version: AgendaVersion, meeting: str, revision: int) -> AgendaVersion:
    """Take a meeting off the agenda: it waits beside it."""

    def change(editor: AgendaEditor) -> Edit:
        _known(editor, meeting)
        return _judged(editor, {meeting: None}, "unplace")

    return _edit(user, version, revision, change)


@transaction.atomic
def swap(user: AnyUser, version: AgendaVersion, one: str, other: str, revision: int) -> AgendaVersion:
    """Swap the hours of two meetings; each keeps its place where it has no other."""

    def change(editor: AgendaEditor) -> Edit:
        places = {placed.id: (placed.slot, placed.site) for placed in editor.agenda.meetings}
        if one not in places or other not in places:
            raise EditRefusedError(UNKNOWN)
        asked = {meeting.id: meeting for meeting in editor.problem.meetings}

        def site(id: str, wanted: str) -> str:
            allowed = asked[id].sites
            return wanted if allowed is None or wanted in allowed else places[id][1]

        exchanged: dict[str, Place | None] = {
            one: (places[other][0], site(one, places[other][1])),
            other: (places[one][0], site(other, places[one][1])),
        }
        return _judged(editor, exchanged, "swap")

    return _edit(user, version, revision, change)


@transaction.atomic
def lock(user: AnyUser, version: AgendaVersion, meeting: str, revision: int) -> AgendaVersion:
    """Keep a meeting where it is, in edits and in searches."""

    def change(editor: AgendaEditor) -> Edit:
        if meeting not in {placed.id for placed in editor.agenda.meetings}:
            raise EditRefusedError(UNKNOWN)
        return Edit("lock", editor.agenda, (meeting,), tuple(dict.fromkeys([*editor.version.locked, meeting])))

    return _edit(user, version, revision, change)


@transaction.atomic
def unlock(user: AnyUser, version: AgendaVersion, meeting: str, revision: int) -> AgendaVersion:
    """Let a meeting move again."""

    def change(editor: AgendaEditor) -> Edit:
        return Edit(
            "unlock", editor.agenda, (meeting,), tuple(code for code in editor.version.locked if code != meeting)
        )

    return _edit(user, version, revision, change)


@transaction.atomic
def refresh(user: AnyUser, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Bring the draft up to what is agreed now: what was given up leaves it, what is new waits beside it."""

    def change(editor: AgendaEditor) -> Edit:
        problem, agenda = up_to_date(editor)
        asked = {meeting.id for meeting in problem.meetings}
        gone = tuple(meeting.id for meeting in editor.problem.meetings if meeting.id not in asked)
        kept = tuple(code for code in editor.version.locked if code in asked)
        return Edit("refresh", agenda, gone, kept, problem)

    return _edit(user, version, revision, change)


@transaction.atomic
def away(user: AnyUser, version: AgendaVersion, person: str, slots: range, revision: int) -> AgendaVersion:
    """Note that a person is away: what only they do then loses its place, what everybody does goes on without them."""

    def change(editor: AgendaEditor) -> Edit:
        _possible(editor, person, slots)
        absence = absences.away(editor.problem, editor.agenda, person, slots, editor.attendance)
        problem = applied(editor.problem, absence, gone=True)
        return _sound(editor, "away", absence, problem, absences.unplaced(problem, editor.agenda, absence))

    return _edit(user, version, revision, change)


@transaction.atomic
def back(user: AnyUser, version: AgendaVersion, person: str, slots: range, revision: int) -> AgendaVersion:
    """Take an absence back; what had lost its place waits to be placed."""

    def change(editor: AgendaEditor) -> Edit:
        _possible(editor, person, slots)
        if person not in {one.id for one in editor.problem.people}:
            raise EditRefusedError(NOT_AWAY)
        absence = absences.back(editor.problem, editor.agenda, person, slots, editor.attendance)
        problem = applied(editor.problem, absence, gone=False)
        return _sound(editor, "back", absence, problem, editor.agenda)

    return _edit(user, version, revision, change)


def _possible(editor: AgendaEditor, person: str, slots: range) -> None:
    if person not in {one.id for one in editor.problem.people} | editor.attendance.received.keys():
        raise EditRefusedError(NOBODY)
    if not slots or slots.start < 0 or slots.stop > editor.problem.slots:
        raise EditRefusedError(NOWHERE)


def _sound(editor: AgendaEditor, what: str, absence: Absence, problem: Problem, agenda: Agenda) -> Edit:
    """Reject an absence that changes nothing, or that conflicts with a locked meeting or a rule."""
    if not absence.slots:
        raise EditRefusedError(KNOWN if what == "away" else NOT_AWAY)
    placed = {one.id for one in agenda.meetings}
    if any(one.id not in placed and one.id in editor.version.locked for one in editor.agenda.meetings):
        raise EditRefusedError(LOCKED_THEN)
    fresh = broken(problem, editor.agenda, agenda, was=editor.problem)
    if any(one.kind == "overlap" for one in fresh) and absence.received:
        raise EditRefusedError(SEVERAL)
    if fresh:
        raise EditRefusedError(*dict.fromkeys(violation_in_names(violation, editor.names) for violation in fresh))
    # What was proved for another problem is proved no more.
    return Edit(what, counted(problem, within(problem, agenda)), (absence.person,), problem=problem, absence=absence)


@transaction.atomic
def undo(user: AnyUser, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Undo the last change."""
    draft = opened(user, version, revision)
    if not draft.edits:
        raise EditRefusedError(NOTHING_TO_UNDO)
    edit = draft.edits[-1]
    _back(user, draft, edit, "before")
    draft.edits, draft.undone = draft.edits[:-1], [*draft.undone, edit]
    return _counted(user, draft, {**edit, "what": "undo"})


@transaction.atomic
def redo(user: AnyUser, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Redo the change that was undone last."""
    draft = opened(user, version, revision)
    if not draft.undone:
        raise EditRefusedError(NOTHING_TO_REDO)
    edit = draft.undone[-1]
    _back(user, draft, edit, "after")
    draft.undone, draft.edits = draft.undone[:-1], [*draft.edits, edit]
    return _counted(user, draft, {**edit, "what": "redo"})


def opened(user: AnyUser, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Lock a draft's row (SELECT FOR UPDATE) to change it; called in a transaction.

    Raises
    ------
    NotADraftError, OutdatedDraftError
        When it was published, replaced or changed since ``revision``.
    """
    require_editor(user, version.mission.agency)
    held = AgendaVersion.objects.select_for_update(of=("self",)).select_related("mission__agency", "published_by")
    draft = held.get(pk=version.pk)
    if draft.state != VersionState.DRAFT or draft.offered:
        raise NotADraftError(draft)
    if draft.revision != revision:
        raise OutdatedDraftError(draft, edits_since(draft, revision))
    return draft


def edits_since(draft: AgendaVersion, revision: int) -> list[dict[str, Any]]:
    """List what was done to a draft after a revision."""
    log = draft.changes.get("log", [])
    return [edit for edit in log if edit["revision"] > revision]


def _known(editor: AgendaEditor, meeting: str, slot: int = 0, site: str | None = None) -> None:
    if meeting not in {asked.id for asked in editor.problem.meetings}:
        raise EditRefusedError(UNKNOWN)
    if not 0 <= slot < editor.problem.slots or (site is not None and site not in {s.id for s in editor.problem.sites}):
        raise EditRefusedError(NOWHERE)


def _judged(editor: AgendaEditor, places: Mapping[str, Place | None], what: str) -> Edit:
    """Make a change, unless the check rejects it or a locked meeting prevents it."""
    if any(code in editor.version.locked for code in places):
        raise EditRefusedError(LOCKED)
    found = verdict(editor.problem, editor.agenda, places, editor.names)
    if not found.ok:
        raise EditRefusedError(*found.reasons)
    return Edit(what, changed(editor.problem, editor.agenda, places, BY_HAND), tuple(places))


def _edit(
    user: AnyUser, version: AgendaVersion, revision: int, change: Callable[[AgendaEditor], Edit]
) -> AgendaVersion:
    draft = opened(user, version, revision)
    editor = AgendaEditor.of(draft)
    return write_edit(user, editor, change(editor))


def write_edit(user: AnyUser | None, editor: AgendaEditor, edit: Edit) -> AgendaVersion:
    """Write a change to a locked draft, with its undo data."""
    draft = editor.version
    before, after = _places(editor.agenda), _places(edit.agenda)
    codes = [code for code in dict.fromkeys([*edit.codes, *before, *after]) if before.get(code) != after.get(code)]
    kept: dict[str, Any] = {
        "what": edit.what,
        "by": user.pk if user is not None else None,
        "at": timezone.now().isoformat(timespec="seconds"),
        "codes": list(edit.codes) or codes,
        "before": {code: before.get(code) for code in codes},
        "after": {code: after.get(code) for code in codes},
    }
    if edit.locked is not None and list(edit.locked) != list(draft.locked):
        kept["locks"] = [list(draft.locked), list(edit.locked)]
        draft.locked = list(edit.locked)
    if edit.absence is not None:
        kept["absence"] = to_document(edit.absence)
    draft.edits, draft.undone = [*draft.edits, kept][-MOST_EDITS:], []
    return _counted(user, draft, kept, edit.problem or editor.problem, edit.agenda, editor)


def _places(agenda: Agenda) -> dict[str, list[Any]]:
    return {placed.id: [placed.slot, placed.site, placed.table] for placed in agenda.meetings}


def _back(user: AnyUser, draft: AgendaVersion, edit: dict[str, Any], way: str) -> None:
    """Put what an edit touched where it was before it, or after it; reject it when that would break a rule."""
    if "absence" in edit:
        absence, gone = from_document(Absence, edit["absence"]), (edit["what"] == "away") == (way == "after")
        draft.problem = problem_document(applied(problem_from(draft.problem), absence, gone=gone))
    editor = AgendaEditor.of(draft)
    held = within(editor.problem, editor.agenda) if "absence" in edit else editor.agenda
    asked = {meeting.id for meeting in editor.problem.meetings}
    places: dict[str, Place | None] = {
        code: (place[0], place[1]) if place else None for code, place in edit[way].items() if code in asked
    }
    found = verdict(editor.problem, editor.agenda, places, editor.names) if places else None
    if found is not None and not found.ok:
        raise EditRefusedError(*found.reasons)
    tables = {code: place[2] for code, place in edit[way].items() if place and code in asked}
    why = AWAY if "absence" in edit else BY_HAND
    agenda = _at_their_tables(changed(editor.problem, held, places, why), tables)
    if "locks" in edit:
        draft.locked = [code for code in edit["locks"][0 if way == "before" else 1] if code in asked]
    placed = {one.id for one in agenda.meetings}
    draft.locked = [code for code in draft.locked if code in placed]
    rewrite(draft, editor.problem, agenda, editor.rows)


def _at_their_tables(agenda: Agenda, tables: Mapping[str, int | None]) -> Agenda:
    """Give meetings back their tables, where nobody sits there now."""

    def seated(placed: Placement) -> Placement:
        wanted = tables.get(placed.id)
        taken = any(
            other.id != placed.id and other.site == placed.site and other.table == wanted for other in agenda.meetings
        )
        return replace(placed, table=wanted) if wanted and not taken else placed

    return replace(agenda, meetings=tuple(seated(placed) for placed in agenda.meetings))


def _counted(
    user: AnyUser | None,
    draft: AgendaVersion,
    edit: dict[str, Any],
    problem: Problem | None = None,
    agenda: Agenda | None = None,
    editor: AgendaEditor | None = None,
) -> AgendaVersion:
    """Save the draft with its next revision and a log entry."""
    draft.revision += 1
    line = {name: edit[name] for name in ("what", "codes")} | {
        "revision": draft.revision,
        "by": user.pk if user is not None else None,
        "at": timezone.now().isoformat(timespec="seconds"),
    }
    draft.changes = draft.changes | {"log": [*draft.changes.get("log", []), line][-MOST_EDITS:]}
    if problem is not None and agenda is not None and editor is not None:
        rewrite(draft, problem, agenda, editor.rows)
    else:
        draft.save()
    record_change(
        draft.mission.agency,
        user,
        f"agenda.{edit['what']}",
        f"version:{draft.pk}",
        before={"places": edit.get("before", {})},
        after={
            "places": edit.get("after", {}),
            "revision": draft.revision,
            **({"absence": edit["absence"]} if "absence" in edit else {}),
        },
    )
    return draft
