"""What a row makes of a record, and its undo: laws, whatever the rows."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jumelage.directory.lists import EMPTY, PARTS, changes, completed, taken_back
from jumelage.directory.lists.records import CONTACT

WORDS = st.sampled_from(
    ["", "Forge", "FORGE inc.", "Lune", "Sept-Îles", "418 555-0100", "soudure\nusinage", "a@b.invalid", "éolien; bois"]
)
FIELDS = (
    "name", "town", "kind", "website", "phone", "offers_fr", "offers_en", "needs_fr", "tags", "contact_name", "email",
    "contact_phone", "contact_role",
)  # fmt: skip
ROWS = st.dictionaries(st.sampled_from(FIELDS), WORDS)


def numbered(record: dict[str, Any]) -> dict[str, Any]:
    """Give new contacts a key, as a table does."""
    taken = max((contact["id"] for contact in record["contacts"]), default=0)
    for contact in record["contacts"]:
        if not contact["id"]:
            taken += 1
            contact["id"] = taken
    return record


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    record: dict[str, Any] = dict(EMPTY)
    for row in draw(st.lists(ROWS, min_size=1, max_size=3)):
        record = numbered(completed(record, {"name": "Forge"} | row))
    return record


@given(records(), ROWS, st.booleans())
def test_an_import_undone_reads_as_before(before: dict[str, Any], row: dict[str, str], erase: bool) -> None:
    after = numbered(completed(before, row, erase=erase))
    assert taken_back(before, after, after) == (before, ())
    assert not changes(before, taken_back(before, after, after)[0])


@given(records(), ROWS, st.sampled_from(["town", "phone", "website"]))
def test_what_somebody_changed_since_stays_and_is_named(before: dict[str, Any], row: dict[str, str], part: str) -> None:
    after = numbered(completed(before, row))
    now = after | {part: "autrement"}
    back, kept = taken_back(before, after, now)
    assert back[part] == "autrement"
    assert kept == ((part,) if before[part] != after[part] else ())
    assert all(back[other] == before[other] for other in PARTS if other != part)


@given(records(), ROWS)
def test_a_row_said_twice_changes_nothing_more(record: dict[str, Any], row: dict[str, str]) -> None:
    once = numbered(completed(record, row))
    assert not changes(once, completed(once, row))


@given(records(), st.sampled_from(FIELDS))
def test_a_blank_cell_never_erases(record: dict[str, Any], field: str) -> None:
    assert not changes(record, completed(record, {field: ""}))


def test_one_spelling_is_no_change_and_languages_stay_beside() -> None:
    was = dict(EMPTY) | {"name": "Forge du Fjord", "phone": "418 555-0100", "website": "https://forge.invalid",
                         "offers": [["Soudure", "Welding"], ["Usinage", ""]], "tags": ["Éolien"]}  # fmt: skip
    row = {
        "name": "FORGE DU FJORD INC.",
        "phone": "(418) 555-0100",
        "website": "http://www.forge.invalid/",
        "tags": "eolien; bois",
    }
    assert [change.part for change in changes(was, completed(was, row))] == ["tags"]
    spoken = completed(was, {"offers_en": "Welding\nMachining"})
    assert spoken["offers"] == [["Soudure", "Welding"], ["Usinage", "Machining"]]


def test_contacts_are_completed_by_address_or_name_and_never_taken_away() -> None:
    known = {"id": 4} | dict.fromkeys(CONTACT, "") | {"name": "Ada Lune", "email": "ada@lune.invalid", "language": "fr"}
    was = dict(EMPTY) | {"name": "Lune", "contacts": [known]}
    row = {"email": "ADA@lune.invalid", "contact_role": "Direction", "contact_phone": "418 555-0100"}
    assert completed(was, row)["contacts"] == [known | {"role": "Direction", "phone": "418 555-0100"}]
    other = completed(was, {"contact_name": "Bo Quai"})["contacts"]
    assert [contact["name"] for contact in other] == ["Ada Lune", "Bo Quai"]
    back, kept = taken_back(
        was, numbered(dict(was) | {"contacts": other}), dict(was) | {"contacts": [known | {"role": "x"}, *other[1:]]}
    )
    assert (back["contacts"], kept) == ([known | {"role": "x"}], ())
