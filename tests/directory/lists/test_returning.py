"""The workbook that goes back: their rows, what to mend beside, nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

sys.path.insert(0, str(Path(__file__).parent))  # the messy lists are imported by name

from messy import made, saved

from jumelage.directory.lists import read_list, return_list

EVIL = ('=HYPERLINK("http://evil.invalid","x")', "+1+1", "-2+3", "@SUM(A1)")


@pytest.mark.parametrize("source", ["xlsx", "csv"])
def test_rows_come_back_with_a_column_of_what_to_mend(source: str) -> None:
    rows = [
        ["Entreprise", "Courriel", "Remarque"],
        ["Forge", "pas une adresse", EVIL[1]],
        ["Lune", "a@b.invalid", EVIL[3]],
    ]
    data = made(*rows) if source == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    listing = read_list(data, f"liste.{source}")
    sheet = openpyxl.load_workbook(io.BytesIO(return_list(listing, listing.problems, "fr", data))).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == ["Entreprise", "Courriel", "Remarque", "À corriger"]
    assert values[1][3].startswith("Courriel\u00a0: « pas une adresse » n'est pas une adresse de courriel.")
    assert values[2][3] is None
    risky = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "")[:1] in "=+-@" and cell.value]
    assert [(cell.data_type, cell.quotePrefix) for cell in risky] == [("s", True)] * 2
    again = read_list(return_list(listing, listing.problems, "fr", data), "retour.xlsx")
    assert [column.field for column in again.columns] == ["name", "email", "", ""]


def test_formatting_stays_formulas_become_values_and_other_sheets_do_not_travel() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Entreprise", "Courriel"], ["Forge", "x@"], [EVIL[0], "a@b.invalid"]):
        sheet.append(row)
    sheet["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["A"].width = 44
    book.create_sheet("Salaires").append(["secret"])
    data = saved(book)
    listing = read_list(data, "liste.xlsx")
    back = openpyxl.load_workbook(io.BytesIO(return_list(listing, listing.problems, "en", data)))
    assert back.sheetnames == ["Sheet"]
    assert (back.active["A1"].fill.fgColor.rgb, back.active.column_dimensions["A"].width) == ("FF00FF00", 44)
    assert not any(cell.data_type == "f" for row in back.active.iter_rows() for cell in row)
    assert back.active["C1"].value == "To mend"
    assert "is not an e-mail address" in back.active["C2"].value
