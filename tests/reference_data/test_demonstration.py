"""The demonstration folder: its list of organisations is that of the case, as known on the day."""

import csv

from jumelage.reference.demonstration import COLUMNS, demonstration_folder, organisation_rows


def test_the_file_is_what_the_case_gives() -> None:
    with (demonstration_folder() / "organisations.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert written == organisation_rows(), "run scripts/reference/make_demonstration.py"
    assert tuple(written[0]) == COLUMNS


def test_eight_delegates_and_hosts_of_thetford_of_which_something_is_known() -> None:
    rows = organisation_rows()
    assert [row["id"] for row in rows if row["town"] == "Sept-Îles"] == [f"SI0{n}" for n in range(1, 9)]
    hosts = {row["id"]: row for row in rows if row["town"] == "Thetford Mines"}
    assert {"TM01", "TM03", "TM04", "TM05", "TM06", "TM08", "TM13"} <= hosts.keys()
    assert not {"TM17", "TM38", "TM43"} & hosts.keys()
    assert all(row["offers_fr"] or row["needs_fr"] for row in hosts.values())


def test_cells_say_the_same_in_both_languages_and_date_every_line() -> None:
    for row in organisation_rows():
        offers, needs = row["offers_fr"].split("\n"), row["needs_fr"].split("\n")
        assert len(offers) == len(row["offers_en"].split("\n"))
        assert len(needs) == len(row["needs_en"].split("\n"))
        lines = [line for line in offers + needs if line]
        assert len([d for d in row["known_since"].split("\n") if d]) == len(lines)
        assert len([d for d in row["described_later"].split("\n") if d]) == len(lines)
