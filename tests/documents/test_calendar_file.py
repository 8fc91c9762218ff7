"""The calendar file: read back by two libraries, stable from version to version, right on the days the clock changes."""

import datetime as dt
import zoneinfo
from dataclasses import replace

import pytest
from icalendar import Calendar

from jumelage.documents import calendar, focused
from jumelage.documents.programme import Programme
from jumelage.documents.timezone_block import changes
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

STAMP = dt.datetime(2031, 1, 15, 12, tzinfo=dt.UTC)


def _events(file: bytes) -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(file).walk("VEVENT")}


def test_events_carry_hours_places_and_reasons(programme: Programme) -> None:
    feed = Calendar.from_ical(calendar(programme, "fr", stamp=STAMP, sequence=3))
    assert feed["METHOD"] == "PUBLISH"
    event = next(e for e in feed.walk("VEVENT") if "convoyeurs" in e["UID"] and "montage" in e["UID"])
    assert event["UID"] == "exemple-2031/visit%3Amontage%3Aconvoyeurs@jumelage"
    zone = zoneinfo.ZoneInfo("America/Toronto")
    assert event.start == dt.datetime(2031, 2, 18, 9, 45, tzinfo=zone)
    assert event["DTSTART"].params["TZID"] == "America/Toronto"
    assert (event["SEQUENCE"], event["STATUS"], event["DTSTAMP"].dt) == (3, "CONFIRMED", STAMP)
    assert event["LOCATION"] == "Chez Convoyeurs Fictifs & Fils inc."
    assert "Vous montez, ils conçoivent et usinent" in event["DESCRIPTION"]
    assert "Départ\xa0: 9\xa0h\xa030" in event["DESCRIPTION"]
    assert len(feed.walk("VEVENT")) == sum(1 for a in programme.activities if a.kind != "travel")


def test_lines_are_folded_and_end_as_the_standard_says(programme: Programme) -> None:
    file = calendar(programme, "fr", stamp=STAMP)
    lines = file.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert [error for component in Calendar.from_ical(file).walk() for error in component.errors] == []


def test_another_library_reads_the_same_events(programme: Programme) -> None:
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    file = calendar(programme, "en", stamp=STAMP)
    read = vobject.readOne(file.decode())
    assert {e.uid.value for e in read.vevent_list} == set(_events(file))
    visit = next(e for e in read.vevent_list if "plastique:pieux" in e.uid.value or "plastique%3Apieux" in e.uid.value)
    assert visit.dtstart.value.astimezone(dt.UTC) == dt.datetime(2031, 2, 18, 14, 45, tzinfo=dt.UTC)


def test_an_event_moves_under_the_same_id_and_goes_as_cancelled(programme: Programme) -> None:
    before = _events(calendar(programme, "fr", stamp=STAMP))
    kept = tuple(a for a in programme.activities if a.id != "visit:bateau:pieux")
    later = replace(programme, version=3, activities=kept)
    file = calendar(later, "fr", stamp=STAMP, sequence=1, cancelled=["visit:bateau:pieux"], previous=programme)
    after = _events(file)
    assert set(after) == set(before)
    gone = after["exemple-2031/visit%3Abateau%3Apieux@jumelage"]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)  # type: ignore[index]
    with pytest.raises(KeyError):
        calendar(later, "fr", stamp=STAMP, cancelled=["visit:bateau:pieux"])


def test_one_person_and_one_organisation_have_ids_of_their_own(programme: Programme) -> None:
    person = _events(calendar(programme, "fr", stamp=STAMP, person="montage-1", tentative=["visit:montage:acier"]))
    own = _events(calendar(focused(programme, "montage"), "fr", stamp=STAMP))
    assert len(person) == len(own) == 9
    assert not set(person) & set(own)
    assert person["exemple-2031/visit%3Amontage%3Aacier/montage-1@jumelage"]["STATUS"] == "TENTATIVE"  # type: ignore[index]
    with pytest.raises(KeyError):
        calendar(programme, "fr", stamp=STAMP, person="nobody")


def test_hostile_texts_cannot_add_a_line(programme: Programme) -> None:
    name = "X\r\nATTENDEE:mailto:a@b.invalid\nEND:VEVENT;,\\" + "é" * 400
    file = calendar(replace(programme, title=Bilingual(name, name), activities=tuple(
        replace(a, title=Bilingual(name, name), id=name + a.id, place=Bilingual(name, name)) for a in programme.activities
    )), "fr", stamp=STAMP)  # fmt: skip
    assert not any(line.startswith((b"ATTENDEE", b"END:VEVENT;")) for line in file.split(b"\r\n"))
    assert len(_events(file)) == sum(1 for a in programme.activities if a.kind != "travel")


@pytest.mark.parametrize("name", ["America/Toronto", "Europe/Paris", "Australia/Lord_Howe", "Asia/Tokyo"])
def test_the_zone_changes_when_the_zone_database_says(name: str) -> None:
    zone = zoneinfo.ZoneInfo(name)
    found = list(changes(zone, 2031, 2032))
    assert len(found) == (0 if name == "Asia/Tokyo" else 4)
    for moment, before, after in found:
        assert (moment - dt.timedelta(minutes=1)).astimezone(zone).utcoffset() == before
        assert moment.astimezone(zone).utcoffset() == after


def test_a_zone_that_is_not_one_is_told(programme: Programme) -> None:
    with pytest.raises(NoResultError, match="Nowhere"):
        calendar(replace(programme, timezone="Nowhere/Land"), "fr", stamp=STAMP)
    with pytest.raises(ValueError, match="zone"):
        calendar(programme, "fr", stamp=dt.datetime(2031, 1, 1))


def test_a_proposal_is_tentative(programme: Programme) -> None:
    visit = next(a for a in programme.activities if a.id.startswith("visit:"))
    rows = tuple(replace(a, proposed=a.id == visit.id) for a in programme.activities)
    events = _events(calendar(replace(programme, activities=rows), "fr", stamp=STAMP))
    assert [uid for uid, event in events.items() if event["STATUS"] == "TENTATIVE"] == [  # type: ignore[index]
        uid for uid in events if visit.id.replace(":", "%3A") in uid
    ]
