"""Who must be told what when a version of the agenda becomes public, and what calendars read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jumelage import documents
from jumelage.documents.focus import focused, hosted
from jumelage.documents.programme import Activity, Programme
from jumelage.language import Bilingual, Language, say_clock, say_date
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.programmes import programme_of, proposals_in, public_version, with_proposals
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import MEETS, Part, PartState

__all__ = [
    "CALENDAR",
    "Letter",
    "calendar_for",
    "changes_between",
    "concerned",
    "letters_of",
    "own_programme",
    "revisions_of",
]


@dataclass(frozen=True, slots=True)
class Letter:
    """What one participant is told: each thing that is new, moved or off, one line each, in the person's language."""

    participant: Participant
    language: Language
    lines: tuple[str, ...]
    programme: Programme


def concerned(mission: Mission) -> list[Participant]:
    """Return the people who said yes and take part in meetings."""
    rows = mission.participants.filter(part__in=MEETS, state=PartState.ACCEPTED)
    return list(rows.select_related("organisation", "delegate", "user"))


def own_programme(programme: Programme, person: Participant) -> Programme | None:
    """Keep what a participant takes part in; None where there is nobody of theirs in the programme."""
    if person.organisation is None:
        return None
    code = person.organisation.code
    if person.part == Part.HOST:
        known = any(organisation.id == code for organisation in programme.organisations)
        return hosted(programme, code) if known else None
    if not programme.people_of(code):
        return None
    own = focused(programme, code)
    seat = person.delegate.code if person.delegate else person.attendee
    if seat not in {one.id for one in programme.people_of(code)}:
        return own
    mine = tuple(activity for activity in own.activities if seat in activity.participants)
    return replace(own, activities=mine)


def letters_of(version: AgendaVersion, state: VersionState) -> list[Letter]:
    """Write what each participant would be told if a version became public; who has nothing to learn is left out."""
    before = public_version(version.mission)
    old = programme_of(before) if before is not None and before.pk != version.pk else None
    new = with_proposals(programme_of(version), proposals_in(version.mission))
    promoted = before is not None and before.state != state and state == VersionState.FINAL
    letters = []
    for person in concerned(version.mission):
        own = own_programme(new, person)
        if own is None:
            continue
        was = own_programme(old, person) if old is not None else (own if before is not None else None)
        language: Language = "en" if person.language == "en" else "fr"
        lines = changes_between(was.activities if was else (), own.activities, language)
        if lines or (promoted and own.activities):
            letters.append(Letter(person, language, tuple(lines), own))
    return letters


def changes_between(before: Iterable[Activity], after: Iterable[Activity], language: Language) -> list[str]:
    """Say what is new, moved or off, in order of time."""
    old = {activity.id: activity for activity in before if activity.kind != "travel"}
    new = {activity.id: activity for activity in after if activity.kind != "travel"}
    said: list[tuple[dt.datetime, str]] = []
    for id, activity in new.items():
        was = old.get(id)
        if was is None:
            said.append((activity.start, _line(NEW, language, activity)))
        elif (was.start, was.end, was.place) != (activity.start, activity.end, activity.place):
            moved = _line(MOVED, language, activity)
            said.append((activity.start, moved.replace("{before}", _when(was, language))))
    said += [(activity.start, _line(OFF, language, activity)) for id, activity in old.items() if id not in new]
    return [line for _, line in sorted(said)]


NEW = Bilingual(fr="Nouveau\u00a0: {what}, {when}{where}", en="New: {what}, {when}{where}")


MOVED = Bilingual(
    fr="Déplacé\u00a0: {what}, maintenant {when}{where} (avant\u00a0: {before})",
    en="Moved: {what}, now {when}{where} (before: {before})",
)


PROPOSED = Bilingual(
    fr="(proposition\u00a0: il manque encore un oui)",
    en="(a proposal: a yes is still missing)",
)


OFF = Bilingual(fr="Annulé\u00a0: {what}, {when}", en="Cancelled: {what}, {when}")


def _line(wording: Bilingual, language: Language, activity: Activity) -> str:
    place = activity.place.say(language)
    repeated = place.endswith(activity.title.say(language))
    values = {
        "{what}": activity.title.say(language),
        "{when}": _when(activity, language),
        "{where}": f", {place}" if place and not repeated else "",
    }
    text = wording.say(language)
    for name, value in values.items():
        text = text.replace(name, value)
    return f"{text} {PROPOSED.say(language)}" if activity.proposed and wording is not OFF else text


def _when(activity: Activity, language: Language) -> str:
    return (
        f"{say_date(activity.start.date(), language, weekday=True, year=False)}, {say_clock(activity.start, language)}"
    )


def revisions_of(mission: Mission) -> dict[str, int]:
    """Return how often each meeting was changed in public."""
    return dict(mission.meetings.values_list("code", "sequence"))


def calendar_for(
    version: AgendaVersion,
    language: Language,
    *,
    programme: Programme | None = None,
    revisions: dict[str, int] | None = None,
    stamp: dt.datetime | None = None,
    previous: Programme | None = None,
) -> bytes:
    """Write a public version as a calendar: each event with its own revision, what ``previous`` had alone as cancelled."""
    shown = programme or programme_of(version)
    shows = {activity.id for activity in shown.activities}
    held = previous.activities if previous is not None else ()
    return documents.calendar(
        shown,
        language,
        stamp=stamp or version.published_at or version.made_at,
        sequence=revisions if revisions is not None else revisions_of(version.mission),
        tentative=[a.id for a in shown.activities] if version.state == VersionState.PROVISIONAL else (),
        cancelled=[activity.id for activity in held if activity.kind != "travel" and activity.id not in shows],
        previous=previous,
    )


CALENDAR = "text/calendar; charset=utf-8"
