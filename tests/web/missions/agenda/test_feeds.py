"""Addresses that calendars follow: secret, revocable, the same event moved or cancelled rather than shown twice."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import vobject
from django.test import Client
from icalendar import Calendar

from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda.actions import editing
from jumelage.web.missions.agenda.actions import versions as drafts
from jumelage.web.missions.agenda.actions.feeds import digest_of, make_feed, renew_feed, revoke_feed
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Part, PartState
from jumelage.web.missions.models import Feed, Mission, Participant

HERE = "/missions/port-lichen-val-granit-2031/agenda/calendars/"


@pytest.fixture
def user(people: dict[str, User]) -> User:
    return people["officer"]


def read(token: str, **headers: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Read an address as a calendar does; give each event by its UID."""
    answer = Client().get(f"/calendar/{token}.ics", headers=headers)
    if answer.status_code != 200:
        return answer.status_code, {}
    assert answer.headers["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    other = vobject.readOne(answer.content.decode())  # a second reader finds the same
    assert len(getattr(other, "vevent_list", [])) == len(calendar.events)
    return 200, {
        str(event["UID"]): {
            "status": str(event["STATUS"]), "sequence": str(event["SEQUENCE"]), "start": event.start.isoformat(),
            "summary": str(event["SUMMARY"]),
        }
        for event in calendar.events
    }  # fmt: skip


def event(events: dict[str, dict[str, str]], code: str) -> dict[str, str]:
    return next(found for uid, found in events.items() if f"/{code}/" in uid or uid.split("@")[0].endswith(f"/{code}"))


def test_moved_cancelled_and_back(mission: Mission, user: User) -> None:
    firm = mission.agency.organisations.get(code="F1")
    person = Participant.objects.create(
        mission=mission, part=Part.DELEGATE, state=PartState.ACCEPTED, organisation=firm,
        delegate=mission.delegates.get(organisation=firm), email="f1@exemple.invalid",
    )  # fmt: skip
    _, token = make_feed(user, mission, participant=person)
    assert read(token) == (200, {})
    publish(user, drafts.draft_of(user, mission), VersionState.PROVISIONAL, 0)
    first = read(token)[1]
    assert len(first) == 9  # what everybody does, and five visits
    assert {one["status"] for one in first.values()} == {"TENTATIVE"}
    draft = drafts.draft_of(user, mission)
    editing.move(user, draft, "F1.H1", 27, "H1", 0)
    publish(user, draft, VersionState.FINAL, 1)
    second = read(token)[1]
    assert second.keys() == first.keys()
    assert event(second, "F1.H1") == event(first, "F1.H1") | {
        "status": "CONFIRMED", "sequence": "1", "start": "2031-03-05T14:00:00-05:00"
    }  # fmt: skip
    assert event(second, "F1.H2")["sequence"] == "0"


def test_what_was_public_and_is_no_more_is_cancelled(mission: Mission, user: User) -> None:
    visit = mission.meetings.get(code="F1.H1")
    document = mission.versions.get()
    for meeting in document.problem["meetings"]:
        meeting["required"] = False
    document.save()
    _, everyone = make_feed(user, mission, language="en")
    _, host = make_feed(user, mission, organisation=mission.agency.organisations.get(code="H1"))
    publish(user, drafts.draft_of(user, mission), VersionState.FINAL, 0)
    before = read(host)[1]
    assert next(one["summary"] for one in before.values()).startswith("Soudure Boréale")
    draft = drafts.draft_of(user, mission)
    editing.unplace(user, draft, "F1.H1", 0)
    publish(user, draft, VersionState.FINAL, 1)
    visit.refresh_from_db()
    assert visit.sequence == 1
    for token in (everyone, host):
        gone = event(read(token)[1], "F1.H1")
        assert (gone["status"], gone["sequence"]) == ("CANCELLED", "1")
    third = drafts.draft_of(user, mission)
    editing.move(user, third, "F1.H1", 27, "H1", 0)
    publish(user, third, VersionState.FINAL, 1)
    back = event(read(everyone)[1], "F1.H1")
    assert (back["status"], back["sequence"]) == ("CONFIRMED", "2")


def test_an_address_is_secret_shown_once_renewed_and_revoked(officer: Client, mission: Mission, user: User) -> None:
    page = officer.post(f"{HERE}make/", {"whose": "all", "language": "fr"}).content.decode()
    found = re.search(r"/calendar/([\w-]+)\.ics", page)
    assert found
    token = found[1]
    assert len(token) >= 32
    feed = Feed.objects.get()
    assert (feed.digest, token in str(Feed.objects.values().get())) == (digest_of(token), False)
    assert token not in officer.get(HERE).content.decode()
    publish(user, drafts.draft_of(user, mission), VersionState.FINAL, 0)
    answer = Client().get(f"/calendar/{token}.ics")
    tag, changed = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert dt.datetime.strptime(changed, "%a, %d %b %Y %H:%M:%S GMT").year >= 2026
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": changed}):
        again = Client().get(f"/calendar/{token}.ics", headers=headers)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    fresh, other = renew_feed(user, feed)
    assert (read(token)[0], read(other)[0]) == (404, 200)
    revoke_feed(user, fresh)
    assert read(other)[0] == 404
    assert read("x" * 5000)[0] == 404
    assert "révoquée" in officer.get(HERE).content.decode()


def test_who_left_the_mission_follows_nothing_more(mission: Mission, user: User) -> None:
    host = mission.agency.organisations.get(code="H1")
    person = Participant.objects.create(
        mission=mission, part=Part.HOST, state=PartState.ACCEPTED, organisation=host, email="h1@exemple.invalid"
    )
    _, token = make_feed(user, mission, participant=person)
    assert read(token)[0] == 200
    Participant.objects.filter(pk=person.pk).update(state=PartState.WITHDRAWN)
    assert read(token)[0] == 404


def test_readers_make_no_address(client: Client, mission: Mission, people: dict[str, User]) -> None:
    client.force_login(people["reader"])
    assert client.post(f"{HERE}make/", {"whose": "all", "language": "fr"}).status_code == 403
    assert not Feed.objects.exists()
