"""What calendars read: the public agenda of a person, an organisation or a whole mission, behind a secret address."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from jumelage.documents.focus import focused, hosted
from jumelage.documents.programme import Organisation as Shown
from jumelage.documents.programme import Programme
from jumelage.language import NO_TEXT, Bilingual, Language
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.models import AgendaVersion, Feed
from jumelage.web.missions.agenda.queries.programmes import programme_of, public_version
from jumelage.web.missions.agenda.queries.publishing import calendar_for, own_programme, revisions_of
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.rules import PartState

__all__ = ["Followed", "feed_of", "feeds_of", "followed", "organisation_of"]


@dataclass(frozen=True, slots=True)
class Followed:
    """A calendar as it is now: its mark, when it last changed, and how to write it."""

    tag: str
    changed_at: dt.datetime
    version: AgendaVersion | None
    feed: Feed
    revisions: dict[str, int]

    def write(self) -> bytes:
        """Write the calendar file."""
        return _written(self)


def feed_of(digest: str) -> Feed | None:
    """Return the active feed with this digest; none for a person who left the mission."""
    found = Feed.objects.filter(digest=digest, revoked_at=None).select_related(
        "mission__agency", "mission__origin", "mission__destination", "organisation", "participant__organisation", "participant__delegate"
    ).first()  # fmt: skip
    gone = (PartState.DECLINED, PartState.WITHDRAWN)
    if found is not None and found.participant is not None and found.participant.state in gone:
        return None
    return found


def feeds_of(mission: Mission) -> list[Feed]:
    """Return the feeds of a mission, active ones first."""
    rows = mission.feeds.select_related("participant__organisation", "organisation", "made_by")
    return sorted(rows, key=lambda row: (row.revoked_at is not None, -row.pk))


def followed(feed: Feed) -> Followed:
    """Look at what an address shows, without writing it yet."""
    version = public_version(feed.mission)
    revisions = revisions_of(feed.mission)
    changed_at = (version.published_at or version.made_at) if version is not None else feed.made_at
    marks = [
        feed.pk,
        feed.language,
        version.pk if version else 0,
        version.revision if version else 0,
        version.state if version else "",
    ]
    marks += [f"{code}:{number}" for code, number in sorted(revisions.items()) if number]
    tag = hashlib.sha256("|".join(map(str, marks)).encode()).hexdigest()[:32]
    return Followed(tag, changed_at, version, feed, revisions)


def _written(found: Followed) -> bytes:
    feed, version = found.feed, found.version
    language: Language = "en" if feed.language == "en" else "fr"
    if version is None:
        return calendar_for(
            _nothing(feed.mission), language, programme=_empty(found), revisions={}, stamp=found.changed_at
        )
    shown = _own(programme_of(version), feed)
    if shown is None:
        shown = replace(programme_of(version), activities=())
    return calendar_for(
        version, language, programme=shown, revisions=found.revisions, previous=_previous(version, feed)
    )


def _previous(version: AgendaVersion, feed: Feed) -> Programme | None:
    """Gather what was public before and is no more, so that calendars which hold it take it off."""
    dropped: dict[str, int] = version.changes.get("cancelled", {})
    if not dropped:
        return None
    activities = []
    rows = {row.number: row for row in feed.mission.versions.filter(number__in=set(dropped.values()))}
    base = None
    for number, row in sorted(rows.items()):
        own = _own(programme_of(row), feed)
        if own is not None:
            base = own
            activities += [a for a in own.activities if dropped.get(a.id) == number]
    return replace(base, activities=tuple(activities)) if base is not None else None


def _own(programme: Programme, feed: Feed) -> Programme | None:
    if feed.participant is not None:
        return own_programme(programme, feed.participant)
    if feed.organisation is not None:
        code = feed.organisation.code
        if programme.people_of(code):
            return focused(programme, code)
        known = any(organisation.id == code for organisation in programme.organisations)
        return hosted(programme, code) if known else None
    return programme


def _nothing(mission: Mission) -> AgendaVersion:
    return AgendaVersion(mission=mission, changes={})


def _empty(found: Followed) -> Programme:
    """Make the programme of a mission that is not published: its owner's name, its time zone, no activity."""
    mission, feed = found.feed.mission, found.feed
    title: Bilingual = mission.title
    owner = feed.participant.organisation if feed.participant is not None else feed.organisation
    names = [Shown(owner.code, owner.name, "", NO_TEXT, NO_TEXT, complete=False)] if owner is not None else []
    day = mission.first_day or found.changed_at.date()
    return Programme(
        id=mission.code, version=0, title=title, goal=mission.goal, origin=mission.origin.name,
        destination=mission.destination.name, timezone=mission.timezone, days=(day,), organisations=tuple(names),
        participants=(), activities=(), focus=owner.code if owner is not None else None,
    )  # fmt: skip


def organisation_of(mission: Mission, code: str) -> Organisation | None:
    """Return an organisation of the mission's agency by its code."""
    return Organisation.objects.filter(agency=mission.agency, code=code).first()
