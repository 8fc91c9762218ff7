"""Where a file becomes a panel: opened as a table; the values are checked in ``assembly``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from jumelage.economy.readers.assembly import REQUIRED, assemble
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets.large import View, view_of

__all__ = ["open_table", "read_file"]


def read_file(
    path: str | Path, columns: Mapping[str, str], *, sum_duplicates: bool = False, decimal: str = ""
) -> LongTable:
    """Read a long table from a file; see :meth:`jumelage.economy.Panel.read`."""
    file = Path(path)
    source = PanelSource.of_file(file.name)
    with duckdb.connect() as connection:
        try:
            view = open_table(connection, file, [columns.get(key, key) for key in REQUIRED])
            return assemble(
                connection, file.name, columns, source, sum_duplicates=sum_duplicates, view=view, decimal=decimal
            )
        except duckdb.OutOfMemoryException as error:
            raise _failed(file.name, "trop grand pour la mémoire.", "too large for memory.") from error
        except duckdb.Error as error:
            why = str(error).splitlines()[0]
            raise _failed(file.name, f"illisible ({why}).", f"cannot be read ({why}).") from error


def open_table(connection: Any, file: Path, expected: Sequence[str] = ()) -> View:
    """Make the file the view ``given`` of the connection (see :func:`jumelage.spreadsheets.large.view_of`).

    Raises
    ------
    InputError
        No such file, a folder, a kind that is not read, or too many rows.
    """
    if file.is_dir():
        raise InputError.at(
            str(file),
            Bilingual(fr="c'est un dossier, non un fichier.", en="this is a folder, not a file."),
            Bilingual(fr="Nommez le fichier dans le dossier.", en="Name the file inside the folder."),
        )
    if not file.is_file():
        raise InputError.at(
            str(file),
            Bilingual(fr="fichier introuvable.", en="no such file."),
            Bilingual(
                fr="Vérifiez le chemin, ou écrivez demo:ontario pour les données de démonstration.",
                en="Check the path, or write demo:ontario for the demonstration data.",
            ),
        )
    return view_of(connection, file, expected=expected, apart=True)


def _failed(name: str, fr: str, en: str) -> InputError:
    return InputError.at(
        name,
        Bilingual(fr=fr, en=en),
        Bilingual(
            fr="Gardez les années et le niveau d'industrie voulus, et enregistrez en CSV UTF-8 ou en Parquet.",
            en="Keep the years and the level of industry you need, and save as CSV UTF-8 or Parquet.",
        ),
    )
