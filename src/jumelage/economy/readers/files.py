"""Where a file becomes a panel: found, opened, its columns recognised; the values are checked in ``assembly``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from jumelage.economy.readers.assembly import assemble
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["MOST_ROWS", "open_table", "read_file"]

MOST_ROWS = 80_000_000
"""More rows than this are refused: about 3 GB once read."""


def read_file(path: str | Path, columns: Mapping[str, str], *, sum_duplicates: bool = False) -> LongTable:
    """Read a long table from a file; see :meth:`jumelage.economy.Panel.read`."""
    file = Path(path)
    connection = duckdb.connect()
    try:
        open_table(connection, file)
        return assemble(connection, file.name, columns, PanelSource.of_file(file.name), sum_duplicates=sum_duplicates)
    except duckdb.OutOfMemoryException as error:
        raise _too_large(file.name, None) from error
    except duckdb.Error as error:
        raise _unreadable(file.name, str(error).splitlines()[0]) from error
    finally:
        connection.close()


def open_table(connection: Any, file: Path) -> None:
    """Make the file a view ``given`` of the connection; every CSV column is text, so that codes keep their zeros.

    Raises
    ------
    InputError
        No such file, a kind that is not read, or too many rows.
    """
    if not file.is_file():
        raise InputError.at(
            str(file),
            Bilingual(fr="fichier introuvable.", en="no such file."),
            Bilingual(
                fr="Vérifiez le chemin, ou écrivez demo:ontario pour les données de démonstration.",
                en="Check the path, or write demo:ontario for the demonstration data.",
            ),
        )
    kind = "".join(file.suffixes[-2:]).lower() if file.suffix.lower() in (".gz", ".zst") else file.suffix.lower()
    if kind == ".parquet":
        connection.execute(f"create view given as select * from read_parquet({_literal(file)})")
        rows = connection.execute("select count(*) from given").fetchone()[0]
        if rows > MOST_ROWS:
            raise _too_large(file.name, rows)
    elif kind in (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".csv.zst"):
        _refuse_giant(file)
        options = f"all_varchar = true, header = true, encoding = '{_encoding(file)}'"
        connection.execute(f"create view given as select * from read_csv({_literal(file)}, {options})")
    elif kind in (".xlsx", ".xls", ".xlsm", ".ods"):
        connection.register("given", _workbook(file))
    else:
        raise InputError.at(
            file.name,
            Bilingual(
                fr=f"sorte de fichier non lue ({kind or 'sans extension'}).",
                en=f"kind of file not read ({kind or 'no extension'}).",
            ),
            Bilingual(
                fr="Donnez un CSV, un Parquet ou un classeur Excel.", en="Give a CSV, a Parquet or an Excel workbook."
            ),
        )


def _literal(file: Path) -> str:
    # DuckDB reads * ? [ in a path as a pattern; a bracketed character stands for itself.
    path = "".join(f"[{c}]" if c in "*?[" else c for c in str(file))
    return "'" + path.replace("'", "''") + "'"


def _encoding(file: Path) -> str:
    if file.suffix.lower() in (".gz", ".zst"):
        return "utf-8"
    with file.open("rb") as stream:
        start = stream.read(1 << 20)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _refuse_giant(file: Path) -> None:
    size = file.stat().st_size
    if size < 1 << 30 or file.suffix.lower() in (".gz", ".zst"):
        return
    with file.open("rb") as stream:
        start = stream.read(1 << 20)
    rows = int(size * start.count(b"\n") / len(start))
    if rows > MOST_ROWS:
        raise _too_large(file.name, rows)


def _workbook(file: Path) -> dict[str, Any]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise InputError.at(
            file.name,
            Bilingual(fr="lire un classeur demande un module de plus.", en="reading a workbook needs one more module."),
            Bilingual(
                fr="Installez jumelage[documents], ou enregistrez en CSV.",
                en="Install jumelage[documents], or save as CSV.",
            ),
        ) from error
    try:
        rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, IndexError, ValueError) as error:
        raise _unreadable(file.name, str(error)) from error
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    body = rows[1:]
    return {name: np.array([_cell(row[i]) for row in body], dtype=object) for i, name in enumerate(header) if name}


def _cell(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _too_large(name: str, rows: int | None) -> InputError:
    size = (f" (environ {rows:,} lignes)".replace(",", "\u00a0"), f" (about {rows:,} rows)") if rows else ("", "")
    return InputError.at(
        name,
        Bilingual(fr=f"trop grand pour la mémoire{size[0]}.", en=f"too large for memory{size[1]}."),
        Bilingual(
            fr="Gardez les années et le niveau d'industrie voulus, par exemple avec DuckDB, et enregistrez en Parquet.",
            en="Keep the years and the level of industry you need, for instance with DuckDB, and save as Parquet.",
        ),
    )


def _unreadable(name: str, why: str) -> InputError:
    return InputError.at(
        name,
        Bilingual(fr=f"illisible ({why}).", en=f"cannot be read ({why})."),
        Bilingual(
            fr="Ouvrez-le et enregistrez-le de nouveau en CSV (UTF-8), une ligne d'en-tête, ou en Parquet.",
            en="Open it and save it again as CSV (UTF-8) with one header line, or as Parquet.",
        ),
    )
