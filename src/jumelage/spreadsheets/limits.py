"""How much is read of a file from outside, and what is said of a file that holds more."""

from __future__ import annotations

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = [
    "LARGEST_FILE",
    "LARGEST_INSIDE",
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "MOST_TEXT_COLUMNS",
    "refuse",
    "too_large",
    "too_wide",
]

LARGEST_FILE = 100_000_000
"""Bytes of a file: a list of a hundred thousand organisations is smaller."""

LARGEST_INSIDE = 600_000_000
"""Bytes of a workbook once unpacked, all parts together."""

MOST_ROWS, MOST_COLUMNS = 200_000, 500
"""Rows and columns of one sheet of a workbook."""

MOST_CELLS = 8_000_000
"""Cells of one file, empty ones between filled ones too."""

MOST_TEXT_COLUMNS = 5_000
"""Columns of a text file: years, ages and their symbols side by side are fewer."""

_SAVE = Bilingual(
    "Ouvrez la liste dans un tableur, enregistrez-la en .xlsx ou en CSV, puis recommencez.",
    "Open the list in a spreadsheet, save it as .xlsx or CSV, then try again.",
)


def refuse(name: str, fr: str, en: str, remedy: Bilingual = _SAVE) -> InputError:
    """Make the error of a file that cannot be read as a list or table."""
    return InputError.at(name, Bilingual(fr, en), remedy)


def too_large(name: str) -> InputError:
    """Make the error of a file over the limit."""
    remedy = Bilingual(
        "Divisez la liste, ou retirez-en images et mises en forme.", "Split the list, or remove images and formatting."
    )
    return refuse(name, "le fichier dépasse 100 Mo.", "the file is over 100 MB.", remedy)


def too_wide(name: str, rows: int, columns: int) -> InputError:
    """Make the error of a sheet that spreads too far."""
    remedy = Bilingual(
        "Supprimez les lignes et colonnes vides de la fin, ou divisez la liste.",
        "Delete the empty rows and columns at the end, or split the list.",
    )
    return refuse(
        name,
        f"une feuille s'étend sur {rows} lignes et {columns} colonnes : c'est trop.",
        f"a sheet spreads over {rows} rows and {columns} columns: too many.",
        remedy,
    )
