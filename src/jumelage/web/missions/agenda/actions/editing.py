"""Change a draft of the agenda by hand. Each change says on which revision it was decided, is judged by the
independent check, and leaves the way back; one that breaks a rule, or comes late, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelage.agenda import Agenda, Placement, Problem
from jumelage.language import NO_BREAK, Bilingual
from jumelage.mission import absences
from jumelage.mission.absences import AWAY, Absence, applied
from jumelage.mission.editing import Place, broken, changed, counted, verdict
from jumelage.mission.naming import told
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.missions.agenda.actions.versions import rewrite, up_to_date, within
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import Desk
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


class EditRefusedError(Exception):
    """A change would break a rule: ``reasons`` say which, in words. Nothing was changed."""

    def __init__(self, *reasons: Bilingual) -> None:
        super().__init__(" ".join(reason.en for reason in reasons))
        self.reasons = reasons


class OutdatedDraftError(Exception):
    """Somebody changed the draft meanwhile: ``edits`` say who and what, ``version`` is the draft as it is now."""

    def __init__(self, version: AgendaVersion, edits: Sequence[dict[str, Any]]) -> None:
        super().__init__(f"revision {version.revision}")
        self.version, self.edits = version, edits


class NotADraftError(Exception):
    """The version was published or replaced meanwhile; it no longer changes."""

    def __init__(self, version: AgendaVersion) -> None:
        super().__init__(version.state)
        self.version = version


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
def move(user: Any, version: AgendaVersion, meeting: str, slot: int, site: str, revision: int) -> AgendaVersion:
    """Put a meeting at a slot and a site, whether it had a place before or not."""

    def change(desk: Desk) -> Edit:
        held = {placed.id for placed in desk.agenda.meetings}
        _known(desk, meeting, slot, site)
        return _judged(desk, {meeting: (slot, site)}, "move" if meeting in held else "place")

    return _edit(user, version, revision, change)


@transaction.atomic
def unplace(user: Any, version: AgendaVersion, meeting: str, revision: int) -> AgendaVersion:
    """Take a meeting off the agenda: it waits beside it."""

    def change(desk: Desk) -> Edit:
        _known(desk, meeting)
        return _judged(desk, {meeting: None}, "unplace")

    return _edit(user, version, revision, change)


@transaction.atomic
def swap(user: Any, version: AgendaVersion, one: str, other: str, revision: int) -> AgendaVersion:
    """Let two meetings take each other's hour; each stays at its own place where it can be nowhere else."""

    def change(desk: Desk) -> Edit:
        places = {placed.id: (placed.slot, placed.site) for placed in desk.agenda.meetings}
        if one not in places or other not in places:
            raise EditRefusedError(UNKNOWN)
        asked = {meeting.id: meeting for meeting in desk.problem.meetings}

        def site(id: str, wanted: str) -> str:
            allowed = asked[id].sites
            return wanted if allowed is None or wanted in allowed else places[id][1]

        exchanged: dict[str, Place | None] = {
            one: (places[other][0], site(one, places[other][1])),
            other: (places[one][0], site(other, places[one][1])),
        }
        return _judged(desk, exchanged, "swap")

    return _edit(user, version, revision, change)


@transaction.atomic
def lock(user: Any, version: AgendaVersion, meeting: str, revision: int) -> AgendaVersion:
    """Keep a meeting where it is, in edits and in searches."""

    def change(desk: Desk) -> Edit:
        if meeting not in {placed.id for placed in desk.agenda.meetings}:
            raise EditRefusedError(UNKNOWN)
        return Edit("lock", desk.agenda, (meeting,), tuple(dict.fromkeys([*desk.version.locked, meeting])))

    return _edit(user, version, revision, change)


@transaction.atomic
def unlock(user: Any, version: AgendaVersion, meeting: str, revision: int) -> AgendaVersion:
    """Let a meeting move again."""

    def change(desk: Desk) -> Edit:
        return Edit("unlock", desk.agenda, (meeting,), tuple(code for code in desk.version.locked if code != meeting))

    return _edit(user, version, revision, change)


@transaction.atomic
def refresh(user: Any, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Bring the draft up to what is agreed now: what was given up leaves it, what is new waits beside it."""

    def change(desk: Desk) -> Edit:
        problem, agenda = up_to_date(desk)
        asked = {meeting.id for meeting in problem.meetings}
        gone = tuple(meeting.id for meeting in desk.problem.meetings if meeting.id not in asked)
        kept = tuple(code for code in desk.version.locked if code in asked)
        return Edit("refresh", agenda, gone, kept, problem)

    return _edit(user, version, revision, change)


@transaction.atomic
def away(user: Any, version: AgendaVersion, person: str, slots: range, revision: int) -> AgendaVersion:
    """Note that a person is away: what only they do then loses its place, what everybody does goes on without them."""

    def change(desk: Desk) -> Edit:
        _possible(desk, person, slots)
        absence = absences.away(desk.problem, desk.agenda, person, slots, desk.attendance)
        problem = applied(desk.problem, absence, gone=True)
        return _sound(desk, "away", absence, problem, absences.unplaced(problem, desk.agenda, absence))

    return _edit(user, version, revision, change)


@transaction.atomic
def back(user: Any, version: AgendaVersion, person: str, slots: range, revision: int) -> AgendaVersion:
    """Take an absence back; what had lost its place waits to be placed."""

    def change(desk: Desk) -> Edit:
        _possible(desk, person, slots)
        if person not in {one.id for one in desk.problem.people}:
            raise EditRefusedError(NOT_AWAY)
        absence = absences.back(desk.problem, desk.agenda, person, slots, desk.attendance)
        problem = applied(desk.problem, absence, gone=False)
        return _sound(desk, "back", absence, problem, desk.agenda)

    return _edit(user, version, revision, change)


def _possible(desk: Desk, person: str, slots: range) -> None:
    if person not in {one.id for one in desk.problem.people} | desk.attendance.received.keys():
        raise EditRefusedError(NOBODY)
    if not slots or slots.start < 0 or slots.stop > desk.problem.slots:
        raise EditRefusedError(NOWHERE)


def _sound(desk: Desk, what: str, absence: Absence, problem: Problem, agenda: Agenda) -> Edit:
    """Refuse an absence that changes nothing, or that a locked meeting or a rule stands against."""
    if not absence.slots:
        raise EditRefusedError(KNOWN if what == "away" else NOT_AWAY)
    placed = {one.id for one in agenda.meetings}
    if any(one.id not in placed and one.id in desk.version.locked for one in desk.agenda.meetings):
        raise EditRefusedError(LOCKED_THEN)
    fresh = broken(problem, desk.agenda, agenda, was=desk.problem)
    if any(one.kind == "overlap" for one in fresh) and absence.received:
        raise EditRefusedError(SEVERAL)
    if fresh:
        raise EditRefusedError(*dict.fromkeys(told(violation, desk.names) for violation in fresh))
    # What was proved for another problem is proved no more.
    return Edit(what, counted(problem, within(problem, agenda)), (absence.person,), problem=problem, absence=absence)


@transaction.atomic
def undo(user: Any, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Take the last change back."""
    draft = opened(user, version, revision)
    if not draft.edits:
        raise EditRefusedError(NOTHING_TO_UNDO)
    edit = draft.edits[-1]
    _back(user, draft, edit, "before")
    draft.edits, draft.undone = draft.edits[:-1], [*draft.undone, edit]
    return _counted(user, draft, {**edit, "what": "undo"})


@transaction.atomic
def redo(user: Any, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Make again the change that was taken back last."""
    draft = opened(user, version, revision)
    if not draft.undone:
        raise EditRefusedError(NOTHING_TO_REDO)
    edit = draft.undone[-1]
    _back(user, draft, edit, "after")
    draft.undone, draft.edits = draft.undone[:-1], [*draft.edits, edit]
    return _counted(user, draft, {**edit, "what": "redo"})


def opened(user: Any, version: AgendaVersion, revision: int) -> AgendaVersion:
    """Hold a draft to change it; called in a transaction.

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


def _known(desk: Desk, meeting: str, slot: int = 0, site: str | None = None) -> None:
    if meeting not in {asked.id for asked in desk.problem.meetings}:
        raise EditRefusedError(UNKNOWN)
    if not 0 <= slot < desk.problem.slots or (site is not None and site not in {s.id for s in desk.problem.sites}):
        raise EditRefusedError(NOWHERE)


def _judged(desk: Desk, places: Mapping[str, Place | None], what: str) -> Edit:
    """Make a change, unless the check refuses it or a lock stands in the way."""
    if any(code in desk.version.locked for code in places):
        raise EditRefusedError(LOCKED)
    found = verdict(desk.problem, desk.agenda, places, desk.names)
    if not found.ok:
        raise EditRefusedError(*found.reasons)
    return Edit(what, changed(desk.problem, desk.agenda, places, BY_HAND), tuple(places))


def _edit(user: Any, version: AgendaVersion, revision: int, change: Callable[[Desk], Edit]) -> AgendaVersion:
    draft = opened(user, version, revision)
    desk = Desk.of(draft)
    return write_edit(user, desk, change(desk))


def write_edit(user: Any, desk: Desk, edit: Edit) -> AgendaVersion:
    """Write a change to a held draft, with the way back."""
    draft = desk.version
    before, after = _places(desk.agenda), _places(edit.agenda)
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
        kept["absence"] = edit.absence.to_document()
    draft.edits, draft.undone = [*draft.edits, kept][-MOST_EDITS:], []
    return _counted(user, draft, kept, edit.problem or desk.problem, edit.agenda, desk)


def _places(agenda: Agenda) -> dict[str, list[Any]]:
    return {placed.id: [placed.slot, placed.site, placed.table] for placed in agenda.meetings}


def _back(user: Any, draft: AgendaVersion, edit: dict[str, Any], way: str) -> None:
    """Put what an edit touched where it was before it, or after it; refuse when that would break a rule."""
    if "absence" in edit:
        absence, gone = Absence.from_document(edit["absence"]), (edit["what"] == "away") == (way == "after")
        draft.problem = applied(Problem.from_document(draft.problem), absence, gone=gone).to_document()
    desk = Desk.of(draft)
    held = within(desk.problem, desk.agenda) if "absence" in edit else desk.agenda
    asked = {meeting.id for meeting in desk.problem.meetings}
    places: dict[str, Place | None] = {
        code: (place[0], place[1]) if place else None for code, place in edit[way].items() if code in asked
    }
    found = verdict(desk.problem, desk.agenda, places, desk.names) if places else None
    if found is not None and not found.ok:
        raise EditRefusedError(*found.reasons)
    tables = {code: place[2] for code, place in edit[way].items() if place and code in asked}
    why = AWAY if "absence" in edit else BY_HAND
    agenda = _at_their_tables(changed(desk.problem, held, places, why), tables)
    if "locks" in edit:
        draft.locked = [code for code in edit["locks"][0 if way == "before" else 1] if code in asked]
    placed = {one.id for one in agenda.meetings}
    draft.locked = [code for code in draft.locked if code in placed]
    rewrite(draft, desk.problem, agenda, desk.rows)


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
    user: Any,
    draft: AgendaVersion,
    edit: dict[str, Any],
    problem: Problem | None = None,
    agenda: Agenda | None = None,
    desk: Desk | None = None,
) -> AgendaVersion:
    """Count one more revision, tell who did what, and write the draft."""
    draft.revision += 1
    line = {name: edit[name] for name in ("what", "codes")} | {
        "revision": draft.revision,
        "by": user.pk if user is not None else None,
        "at": timezone.now().isoformat(timespec="seconds"),
    }
    draft.changes = draft.changes | {"log": [*draft.changes.get("log", []), line][-MOST_EDITS:]}
    if problem is not None and agenda is not None and desk is not None:
        rewrite(draft, problem, agenda, desk.rows)
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
