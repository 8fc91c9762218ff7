"""Rows beside what the directory knows: new, completed, the same, or asked about."""

from __future__ import annotations

from jumelage.directory.lists import EMPTY, Known, ListRow, Proposal, compare_rows, completed


def known(key: str, code: str = "", **values: str) -> Known:
    return Known(key, code, completed(EMPTY, values))


def compared(*rows: dict[str, str], records: tuple[Known, ...] = (), **more: object) -> list[Proposal]:
    return compare_rows([ListRow(n, row) for n, row in enumerate(rows, start=2)], records, **more)  # type: ignore[arg-type]


FORGE = known(
    "7", "F1", name="Forge du Fjord inc.", town="Forestville", phone="418 555-0100", website="https://fjord.invalid"
)


def test_new_the_same_and_completed() -> None:
    new, same, update = compared(
        {"name": "Câblerie Lune", "town": "Gaspé"},
        {"name": "FORGE DU FJORD", "town": "Forestville"},
        {"name": "Forge du Fjord", "town": "Forestville", "postal_code": "G0T 1A0"},
        records=(FORGE,),
    )
    assert (new.action, same.action, update.action) == ("create", "same", "update")
    assert (update.key, update.name) == ("7", "Forge du Fjord inc.")
    assert [(c.part, c.before, c.after) for c in update.changes] == [("postal_code", "", "G0T 1A0")]


def test_what_makes_two_records_one_without_asking() -> None:
    numbered = known("9", name="9018-7980 Québec inc.", enterprise_number="1140000001")
    for row in (
        {"name": "Forge Fjord", "code": "F1", "town": "Forestville"},
        {"name": "Forge du Fjord", "email": "info@fjord.invalid"},
        {"name": "Tout autre nom", "enterprise_number": "1140000001"},
    ):
        (proposal,) = compared(row, records=(FORGE, numbered))
        assert proposal.action in ("same", "update"), row


def test_what_is_only_likely_is_asked_with_the_reason() -> None:
    likely = {"name": "Forges du Fjord enr.", "town": "Baie-Comeau", "phone": "418 555-0100"}
    (proposal,) = compared(likely, records=(FORGE,))
    assert (proposal.action, proposal.key) == ("confirm", "7")
    assert "même téléphone" in proposal.why.fr
    (apart,) = compared(likely, records=(FORGE,), apart=frozenset({("forges du fjord enr.", "7")}))
    assert apart.action == "create"


def test_a_line_number_is_not_an_identity() -> None:
    (proposal,) = compared({"name": "Boulangerie Quai", "code": "F1", "town": "Gaspé"}, records=(FORGE,))
    assert proposal.action == "create"


def test_two_records_that_are_both_the_row_are_asked_about() -> None:
    twin = known("8", name="Forge du Fjord", town="Forestville")
    (proposal,) = compared({"name": "Forge du Fjord", "town": "Forestville"}, records=(FORGE, twin))
    assert proposal.action == "confirm"


def test_rows_of_one_organisation_are_one_and_its_people_several() -> None:
    first, second, third = compared(
        {"name": "Lune inc.", "town": "Gaspé", "email": "a@lune.invalid"},
        {"name": "Lune", "town": "GASPE", "email": "b@lune.invalid"},
        {"name": "Lune", "town": "Gaspé", "phone": "418 555-0100", "naics": "3327"},
    )
    assert (first.action, second.action, third.action) == ("create", "join", "join")
    assert (second.key, third.key) == ("row:2", "row:2")
    (_, contradicts) = compared(
        {"name": "Lune", "town": "Gaspé", "naics": "21"}, {"name": "Lune", "town": "Gaspé", "naics": "3327"}
    )
    assert contradicts.action == "confirm"
