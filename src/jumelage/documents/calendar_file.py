"""The programme as a calendar file (iCalendar, RFC 5545), whole or for one person.

An event keeps its ``UID`` from version to version and its ``SEQUENCE`` grows, so that a calendar which already holds it
moves it instead of showing it twice; an event that is given up is sent once more as cancelled, so that it disappears.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from jumelage.documents.lettering import visible
from jumelage.documents.programme import Activity, Programme
from jumelage.documents.timezone_block import timezone_block
from jumelage.documents.words import labels_of, names_of, say_people, sentence_case, tag_of
from jumelage.errors import MissingExtraError, NoResultError
from jumelage.language import NO_BREAK, Bilingual, Language, say_clock

if TYPE_CHECKING:
    from icalendar import Calendar, Event

__all__ = ["calendar"]

PRODUCT = "-//Jumelage//Programme//FR"
REFRESH = dt.timedelta(hours=1)


def calendar(
    programme: Programme,
    language: Language,
    *,
    stamp: dt.datetime,
    person: str | None = None,
    sequence: int | Mapping[str, int] = 0,
    tentative: Collection[str] = (),
    cancelled: Collection[str] = (),
    previous: Programme | None = None,
) -> bytes:
    """Write a programme as a calendar file.

    Parameters
    ----------
    programme
        Whole, or focused on one organisation.
    language
        Language of the texts.
    stamp
        When this version was made, with its zone (``DTSTAMP``).
    person
        Only what this participant does (``KeyError`` when nobody has this id).
    sequence
        Number of revisions since the first publication (``SEQUENCE``): of the whole, or of each activity by its id.
    tentative
        Ids of activities whose hour is not final; proposals are tentative of themselves.
    cancelled
        Ids of activities given up, found in ``programme`` or else in ``previous``.
    previous
        The version that readers may still hold.

    Returns
    -------
    bytes
        ``text/calendar`` in UTF-8, lines folded at 75 bytes and ended by CRLF. Drives are not events: each event says when to
        leave.
    """
    if stamp.tzinfo is None:
        raise ValueError("stamp needs a time zone")
    zone = _zone(programme.timezone)
    feed = _feed(programme, language, zone, person or programme.focus)
    chosen = _chosen(programme, person)
    kept = [a for a in chosen if a.kind != "travel" and a.id not in cancelled]
    owner = person or programme.focus

    def revision(activity: Activity) -> int:
        return sequence if isinstance(sequence, int) else sequence.get(activity.id, 0)

    for activity in kept:
        status = "TENTATIVE" if activity.id in tentative or activity.proposed else "CONFIRMED"
        event = _event(programme, activity, language, zone, status, owner)
        _add(feed, event, _details(programme, activity, chosen, language), stamp, revision(activity))
    for activity in _cancelled(programme, previous, person, cancelled):
        source = programme if activity in programme.activities else previous or programme
        event = _event(source, activity, language, zone, "CANCELLED", owner)
        _add(feed, event, Bilingual(fr="Annulé.", en="Cancelled.").say(language), stamp, revision(activity))
    return bytes(feed.to_ical())


def _feed(programme: Programme, language: Language, zone: zoneinfo.ZoneInfo, owner: str | None) -> Calendar:
    """Start the file: its name, its own stable id, how often to read it again, and its time zone."""
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingExtraError("icalendar") from error
    name = programme.title.say(language)
    if programme.focus:
        name = f"{name}, {programme.organisation(programme.focus).name}"
    feed = Calendar.new(
        prodid=PRODUCT,
        method="PUBLISH",
        name=visible(name),
        language=f"{language}-CA",
        refresh_interval=REFRESH,
        uid=_uid(programme.id, owner),
    )
    # RFC 7986 asks for the type by name; older calendars read the second form.
    feed["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    feed.add("X-PUBLISHED-TTL", "PT1H")
    feed.add("X-WR-TIMEZONE", programme.timezone)
    years = {a.start.year for a in programme.activities} | {day.year for day in programme.days}
    if years:
        feed.add_component(timezone_block(zone, min(years), max(years)))
    return feed


def _uid(*parts: str | None) -> str:
    return "/".join(quote(part, safe="") for part in parts if part) + "@jumelage"


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise NoResultError(
            Bilingual(
                fr=f"Fuseau horaire inconnu{NO_BREAK}: «{NO_BREAK}{name}{NO_BREAK}». Exemple{NO_BREAK}: America/Toronto.",
                en=f'Unknown time zone: "{name}". Example: America/Toronto.',
            )
        ) from error


def _chosen(programme: Programme, person: str | None) -> tuple[Activity, ...]:
    if person is None:
        return tuple(sorted(programme.activities, key=lambda a: (a.start, a.end, a.id)))
    if person not in {participant.id for participant in programme.participants}:
        raise KeyError(person)
    return programme.activities_of([person])


def _cancelled(
    programme: Programme, previous: Programme | None, person: str | None, ids: Iterable[str]
) -> Iterator[Activity]:
    known = {a.id: a for source in (previous, programme) if source for a in source.activities}
    for id in sorted(ids):
        activity = known[id]
        if person is None or person in activity.participants:
            yield activity


def _event(
    programme: Programme, activity: Activity, language: Language, zone: dt.tzinfo, status: str, owner: str | None
) -> Event:
    from icalendar import Event

    title = activity.title.say(language)
    if activity.kind in ("individual", "exchange", "group"):
        title = f"{title} ({tag_of(activity, language)})"
    if programme.focus is None and owner is None and activity.kind in ("individual", "exchange"):
        title = f"{names_of(programme, activity)} → {title}"
    event = Event()
    event.add("uid", _uid(programme.id, activity.id, owner))
    event.add("summary", visible(title))
    event.add("dtstart", activity.start.replace(tzinfo=zone))
    event.add("dtend", max(activity.end, activity.start).replace(tzinfo=zone))
    event.add("status", status)
    event.add("categories", [sentence_case(tag_of(activity, language))])
    place = activity.place.say(language)
    if place:
        table = Bilingual(fr="table", en="table").say(language)
        event.add(
            "location",
            visible(f"{place}, {table} {activity.table}" if activity.table and activity.kind != "group" else place),
        )
    return event


def _add(feed: Calendar, event: Event, description: str, stamp: dt.datetime, sequence: int) -> None:
    event.add("dtstamp", stamp.astimezone(dt.UTC))
    event.add("last-modified", stamp.astimezone(dt.UTC))
    event.add("sequence", sequence)
    if description:
        event.add("description", description)
    feed.add_component(event)


def _details(programme: Programme, activity: Activity, chosen: Iterable[Activity], language: Language) -> str:
    """Say who comes, when to leave, and why the visit takes place."""
    colon = f"{NO_BREAK}: " if language == "fr" else ": "
    whole = len(activity.participants) == sum(1 for p in programme.participants if p.delegate) and not programme.focus
    everyone = Bilingual(fr="Toute la délégation", en="The whole delegation").say(language)
    names = everyone if whole else names_of(programme, activity)
    if programme.focus:
        people = programme.people_of(programme.focus)
        own = [person for person in people if person.id in activity.participants]
        names = labels_of(own, language) if len(own) < len(people) else names
    many = say_people(len(activity.participants), language)
    lines = [f"{names} ({many})" if names else many]
    lines += [
        f"{Bilingual(fr='Départ', en='Leave').say(language)}{colon}{say_clock(drive.start, language)}"
        f" ({drive.title.say(language)})"
        for drive in _drives(activity, chosen)
    ]
    lines += [f"– {reason.say(language)}" for reason in activity.reasons]
    if activity.note:
        lines.append(activity.note.say(language))
    return "\n".join(visible(line) for line in lines)


def _drives(activity: Activity, chosen: Iterable[Activity]) -> list[Activity]:
    """Find the drives that lead to an activity; none where its people come from several places at different hours."""
    people = set(activity.participants)
    found = [
        d for d in chosen if d.kind == "travel" and d.end == activity.start and people.intersection(d.participants)
    ]
    return found if len({(d.start, d.end) for d in found}) == 1 and len(found) == 1 else []
