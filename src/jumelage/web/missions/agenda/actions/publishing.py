"""Make a version of the agenda public: checked again, one public at a time, those concerned told, nobody else."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jumelage.agenda import check
from jumelage.documents.programme import Programme
from jumelage.language import NO_BREAK, Bilingual
from jumelage.mission.naming import violation_in_names
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.missions.agenda.actions.editing import (
    EditRefusedError,
    NotADraftError,
    OutdatedDraftError,
    edits_since,
)
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.editor import AgendaEditor, descends, news_of
from jumelage.web.missions.agenda.queries.programmes import programme_of, public_version
from jumelage.web.missions.agenda.queries.publishing import (
    Letter,
    calendar_for,
    letters_of,
    own_programme,
    revisions_of,
)
from jumelage.web.missions.agenda.rules import PUBLIC, VersionState
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models import Meeting
from jumelage.web.missions.people.letters import absolute
from jumelage.web.outbox.actions import enqueue

__all__ = ["KIND", "OutdatedVersionError", "hindrances", "publish"]

KIND = "agenda.published"


class OutdatedVersionError(Exception):
    """Another version became public since this one was begun: publishing this one would undo it."""

    def __init__(self, public: AgendaVersion) -> None:
        super().__init__(f"version {public.number}")
        self.public = public


@transaction.atomic
def publish(
    user: AnyUser, version: AgendaVersion, state: VersionState, revision: int, *, tell: bool = True
) -> AgendaVersion:
    """Make a version public, provisional or final; the one before it is superseded.

    Meetings whose time or place changed in public get their next revision number; people whose programme changed are
    written to, with their calendar.

    Raises
    ------
    NotADraftError, OutdatedDraftError, OutdatedVersionError, EditRefusedError
        When it was replaced or changed meanwhile, when another version became public that it does not come from, or
        when it breaks a rule. Nothing is changed then.
    """
    require_editor(user, version.mission.agency)
    if state not in PUBLIC:
        raise ValueError(state)
    Mission.objects.select_for_update().get(pk=version.mission_id)  # of two who publish at once, one is first
    held = AgendaVersion.objects.select_for_update(of=("self",)).select_related("mission__agency").get(pk=version.pk)
    before = public_version(held.mission)
    _current(held, before, state, revision)
    stopping = hindrances(AgendaEditor.of(held))
    if stopping:
        raise EditRefusedError(*stopping)
    letters = letters_of(held, state) if tell else []
    _follow(held, before)
    held.state, held.offered = state, False
    held.published_by, held.published_at = author(user), timezone.now()
    held.changes = held.changes | {"told": sum(1 for letter in letters if letter.participant.email)}
    held.revision += 1
    held.save()
    others = held.mission.versions.exclude(pk=held.pk)
    others.filter(state__in=PUBLIC).update(state=VersionState.SUPERSEDED)
    others.filter(state=VersionState.DRAFT, offered=False).update(state=VersionState.SUPERSEDED)
    old = programme_of(before) if before is not None and before.pk != held.pk else None
    revisions = revisions_of(held.mission) if letters else {}
    for letter in letters:
        _send(user, held, letter, old, revisions)
    after = {"version": held.number, "state": str(state), "told": len(letters)}
    record_change(held.mission.agency, user, "agenda.published", f"mission:{held.mission_id}", after=after)
    return held


def _current(held: AgendaVersion, before: AgendaVersion | None, state: VersionState, revision: int) -> None:
    """Reject a version or revision other than the one that the officer saw."""
    promoted = held.state == VersionState.PROVISIONAL and state == VersionState.FINAL
    if held.state != VersionState.DRAFT and not promoted:
        raise NotADraftError(held)
    if held.revision != revision:
        raise OutdatedDraftError(held, edits_since(held, revision))
    if before is not None and not descends(held, before.pk):
        raise OutdatedVersionError(before)


def hindrances(editor: AgendaEditor) -> list[Bilingual]:
    """List what keeps a version from being published: rules broken, meetings that were given up since."""
    found = [
        violation_in_names(violation, editor.names) for violation in check(editor.problem, editor.agenda).violations
    ]
    news = news_of(editor.version.mission, editor)
    placed = {placed.id for placed in editor.agenda.meetings}
    for code in news.removed:
        name = editor.names.get(code, Bilingual(code, code))
        if code in placed:
            found.append(
                Bilingual(
                    fr=f"«{NO_BREAK}{name.fr}{NO_BREAK}» a été annulée depuis{NO_BREAK}: mettez le brouillon à jour.",
                    en=f"“{name.en}” was called off since: bring the draft up to date.",
                )
            )
    return found


def _follow(held: AgendaVersion, before: AgendaVersion | None) -> None:
    """Count the public changes of each meeting, and remember what was public and is no more."""
    if before is None or before.pk == held.pk:
        return
    gone = dict(before.changes.get("cancelled", {}))
    old = {p.meeting_id: (p.starts, p.ends, p.place_fr, p.table) for p in before.placements.all()}
    new = {p.meeting_id: (p.starts, p.ends, p.place_fr, p.table) for p in held.placements.all()}
    codes = dict(held.mission.meetings.values_list("pk", "code"))
    changed = [pk for pk in new if (pk in old and old[pk] != new[pk]) or (pk not in old and codes[pk] in gone)]
    lost = [pk for pk in old if pk not in new]
    for meeting in Meeting.objects.filter(pk__in=[*changed, *lost]):
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
    placed = {codes[pk] for pk in new}
    gone = {code: number for code, number in gone.items() if code not in placed}
    held.changes = held.changes | {"cancelled": gone | {codes[pk]: before.number for pk in lost}}


def _send(
    user: AnyUser, version: AgendaVersion, letter: Letter, old: Programme | None, revisions: dict[str, int]
) -> None:
    person, mission, language = letter.participant, version.mission, letter.language
    if not person.email:
        return
    was = own_programme(old, person) if old is not None else None
    feed = calendar_for(version, language, programme=letter.programme, revisions=revisions, previous=was)
    state = PROVISIONAL if version.state == VersionState.PROVISIONAL else FINAL
    enqueue(
        mission.agency,
        KIND,
        person.email,
        language=language,
        name=person.name,
        about=f"mission:{mission.pk}",
        key=f"agenda:{version.pk}:{version.state}:{person.pk}",
        calendar=feed.decode("utf-8"),
        written_by=user,
        mission=mission.title.say(language),
        person=person.name or (person.organisation.name if person.organisation else ""),
        organiser=mission.agency.name,
        state=state.say(language),
        changes="\n".join(f"– {line}" for line in letter.lines) or UNCHANGED.say(language),
        link=absolute(reverse("my-mission", args=[mission.slug])),
    )


PROVISIONAL = Bilingual(fr="Programme provisoire", en="Provisional agenda")
FINAL = Bilingual(fr="Programme définitif", en="Final agenda")
UNCHANGED = Bilingual(fr="Vos heures et vos lieux restent les mêmes.", en="Your hours and places stay the same.")
