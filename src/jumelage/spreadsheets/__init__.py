"""Lists and tables as people have them: bytes become sheets of cells as the sheet shows them, with their place."""

from jumelage.spreadsheets.grid import Cell, Number, Sheet, Skipped, Workbook, letter, text_of
from jumelage.spreadsheets.opening import open_file
from jumelage.spreadsheets.tables import Row, Table, read_table

__all__ = [
    "Cell",
    "Number",
    "Row",
    "Sheet",
    "Skipped",
    "Table",
    "Workbook",
    "letter",
    "open_file",
    "read_table",
    "text_of",
]
