"""What each organisation does and what each host receives, said for the printed programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from jumelage.documents.printed.page_parts import link_of
from jumelage.documents.programme import Activity, Organisation, Participant, Programme
from jumelage.documents.words import (
    labels_of,
    names_of,
    say_moment,
    say_people,
    sentence_case,
    tag_of,
)
from jumelage.language import NO_BREAK, Bilingual, Language, say_clock, say_date

__all__ = ["days_of", "hosts", "section"]

LONG_ENTRY = 1_200
"""Letters beyond which an entry may break over two pages."""

UNKNOWN = Bilingual(fr="activité à préciser", en="activity to be confirmed")


def days_of(programme: Programme) -> list[dt.date]:
    """List the days to print: the mission's, and any other on which something happens, so that nothing is left out."""
    return sorted({*programme.days, *(activity.start.date() for activity in programme.activities)})


def section(programme: Programme, organisation: Organisation, language: Language) -> dict[str, Any]:
    people = programme.people_of(organisation.id)
    own = programme.activities_of(person.id for person in people)
    days = [
        {
            "title": sentence_case(say_date(day, language, weekday=True)),
            "entries": _entries(programme, [a for a in own if a.start.date() == day], people, language),
        }
        for day in days_of(programme)
    ]
    facts = [sentence_case(organisation.kind.say(language)), organisation.town, say_people(len(people), language)]
    return {
        "id": organisation.id,
        "name": organisation.name,
        "facts": " · ".join(part for part in facts if part),
        "activity": organisation.activity.say(language),
        "complete": organisation.complete,
        "days": days,
    }


def _entries(
    programme: Programme, own: Sequence[Activity], people: Sequence[Participant], language: Language
) -> list[dict[str, Any]]:
    """Say a day's activities; a drive is said with the activity it leads to, or alone where it leads to none."""
    drives = {a.id: a for a in own if a.kind == "travel"}
    entries = []
    for activity in own:
        if activity.kind == "travel":
            leads = any(a.kind != "travel" and a.start == activity.end for a in own)
            if leads:
                continue
        before = [d for d in drives.values() if d.end == activity.start and d is not activity]
        entries.append(_entry(programme, activity, before, people, language))
    return entries


def _entry(
    programme: Programme,
    activity: Activity,
    drives: Sequence[Activity],
    people: Sequence[Participant],
    language: Language,
) -> dict[str, Any]:
    reasons = [reason.say(language) for reason in activity.reasons]
    note, title = activity.note.say(language), activity.title.say(language)
    own = [person for person in people if person.id in activity.participants]
    where, hosts = _where(programme, activity, language)
    return {
        "kind": activity.kind,
        "start": say_clock(activity.start, language),
        "end": Bilingual(fr="à ", en="to ").say(language) + say_clock(activity.end, language),
        "title": title,
        "where": where,
        "hosts": hosts,
        "tag": sentence_case(tag_of(activity, language)),
        "who": labels_of(own, language) if len(own) < len(people) else "",
        "drives": [_drive(drive, language) for drive in drives],
        "reasons": reasons,
        "note": note,
        "exploratory": activity.exploratory,
        "long": sum(map(len, (*reasons, note, title))) > LONG_ENTRY,
    }


def _drive(drive: Activity, language: Language) -> str:
    clock = say_clock(drive.start, language)
    return Bilingual(
        fr=f"départ à {clock}, {drive.title.fr[:1].lower()}{drive.title.fr[1:]}",
        en=f"leave at {clock}, {drive.title.en[:1].lower()}{drive.title.en[1:]}",
    ).say(language)


def _where(programme: Programme, activity: Activity, language: Language) -> tuple[str, list[dict[str, str]]]:
    """Say the place with what the host does; a host that neither title nor place names is named too."""
    place, title = activity.place.say(language), activity.title.say(language)
    apart = activity.kind in ("individual", "exchange")
    table = f"table{NO_BREAK}{activity.table}" if activity.table and apart else ""
    hosts = [
        {"name": "" if host.name in (title, place) else host.name, "activity": host.activity.say(language)}
        for host in (programme.organisation(id) for id in activity.hosts)
    ]
    return " · ".join(part for part in (place, table) if part), hosts


def hosts(programme: Programme, language: Language) -> list[dict[str, Any]]:
    travelling = {organisation.id for organisation in programme.delegations()}
    shown = []
    for host in programme.organisations:
        received = [a for a in programme.activities if host.id in a.hosts]
        if host.id in travelling or not received:
            continue
        kind = sentence_case(host.kind.say(language))
        shown.append(
            {
                "name": host.name,
                "facts": " · ".join(part for part in (kind, host.town) if part),
                "activity": host.activity.say(language) or sentence_case(UNKNOWN.say(language)),
                "link": link_of(host.source_url),
                "visits": [_received(programme, activity, language) for activity in received],
                "long": sum(len(r.say(language)) + 60 for a in received for r in (*a.reasons, a.note)) > LONG_ENTRY,
            }
        )
    return shown


def _received(programme: Programme, activity: Activity, language: Language) -> dict[str, Any]:
    """Say one visit to a host; to one organisation, its reasons already stand in its own day."""
    everyone = Bilingual(fr="toute la délégation", en="the whole delegation").say(language)
    whole = len(activity.participants) == sum(1 for person in programme.participants if person.delegate)
    texts = [*activity.reasons] or [activity.note]
    who = "" if programme.focus else everyone if whole else names_of(programme, activity)
    return {
        "when": say_moment(activity.start, language),
        "who": who,
        "tag": tag_of(activity, language),
        "reasons": [] if programme.focus else [text.say(language) for text in texts if text],
    }
