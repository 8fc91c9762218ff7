"""The organisations of the case: whole, in both languages, and held to what was known on the day."""

import datetime as dt

import pytest

from jumelage.reference.case import Organisation, When, organisations
from jumelage.reference.case.reading import when

MISSION = dt.date(2017, 2, 15)


def known() -> dict[str, Organisation]:
    return {o.id: o for o in organisations(known_by=MISSION)}


def test_every_organisation_is_there_with_source_and_both_languages() -> None:
    everyone = organisations()
    assert len(everyone) == len({o.id for o in everyone}) == 120
    for organisation in everyone:
        assert organisation.name
        assert organisation.source.url.startswith("http")
        assert set(organisation.languages) <= {"fr", "en"}
        for statement in organisation.statements:
            assert statement.text.fr
            assert statement.text.en
            assert "\n" not in statement.text.fr + statement.text.en
            assert statement.source.url.startswith("http")
            assert (statement.known_since is None) == (statement.dating == "unknown")


def test_nothing_later_than_the_mission_is_known_at_the_mission() -> None:
    for organisation in known().values():
        for statement in organisation.statements:
            if not statement.described_later:
                assert statement.known_since
                assert statement.known_since.last_day <= MISSION
            else:
                assert statement.lasting


def test_later_facts_and_later_organisations_are_absent() -> None:
    at_the_time = known()
    assert not {"SI17", "SI31", "TM38", "TM43"} & at_the_time.keys()
    told = {s.text.en for o in at_the_time.values() for s in o.statements}
    for later in (
        "Stopped operating",
        "in dispute",
        "Less subcontracting",
        "Local resource in the north",
        "advanced mat",
    ):
        assert not any(later in text for text in told)
        assert any(later in s.text.en for o in organisations() for s in o.statements)
    assert at_the_time["SI04"].ended is None
    assert at_the_time["TM08"].employees is None


def test_names_are_those_of_the_day() -> None:
    assert known()["TM05"].name == "Centre de technologie minérale et de plasturgie (CTMP)"
    assert known()["TM06"].name == "Oleotek"
    after = {o.id: o.name for o in organisations(known_by=dt.date(2021, 1, 1))}
    assert (after["TM05"], after["TM06"]) == ("Coalia", "Kemitek")
    assert "SI04" not in after


def test_what_the_plastics_firm_said_a_week_before_needs_no_mark() -> None:
    formothane = known()["SI06"]
    assert [s.described_later for s in formothane.statements] == [False, False, False]
    assert {o.id for o in organisations() if o.id.startswith("SI0") and not o.statements} == {"SI05", "SI07", "SI08"}


@pytest.mark.parametrize(
    ("text", "last", "known_then"),
    [("2016", "2016-12-31", True), ("2017-02", "2017-02-28", False), ("2017-02-15", "2017-02-15", True)],
)
def test_dates_are_as_precise_as_their_source(text: str, last: str, known_then: bool) -> None:
    date = when(text)
    assert isinstance(date, When)
    assert str(date) == text
    assert date.last_day.isoformat() == last
    assert date.known_by(MISSION) is known_then


def test_size_classes() -> None:
    bands = {o.id: o.employees.band for o in organisations() if o.employees}
    assert bands["SI10"] == "200-499"
    assert bands["CN13"] == "1-4"
    assert bands["CN01"] == "500+"
