"""Parquet files, through DuckDB: counted before a value is read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from jumelage.spreadsheets.grid import Sheet, Workbook
from jumelage.spreadsheets.limits import MOST_CELLS, MOST_TEXT_COLUMNS, refuse, too_wide

__all__ = ["read_parquet"]


def read_parquet(name: str, data: bytes) -> Workbook:
    """Read a Parquet file as a sheet whose first row is the names of the columns.

    Raises
    ------
    InputError
        When it is damaged or has too many rows or columns.
    """
    import duckdb

    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(config={"memory_limit": "400MB", "threads": 1}) as given,
    ):
        path = Path(folder) / "table.parquet"
        path.write_bytes(data)
        try:
            counted = given.execute("select sum(num_rows) from parquet_file_metadata(?)", [str(path)]).fetchone()
            columns = given.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
            rows = int((counted or (0,))[0] or 0)
            if rows * len(columns) > MOST_CELLS or len(columns) > MOST_TEXT_COLUMNS:
                raise too_wide(name, rows, len(columns))
            found = given.execute("select * from read_parquet(?)", [str(path)]).fetchall()
        except (duckdb.Error, ValueError, OverflowError) as error:
            if hasattr(error, "problems"):
                raise
            raise refuse(name, "ce n'est pas un Parquet lisible.", "not a readable Parquet.") from error
    return Workbook(name, (Sheet("", [[column[0] for column in columns], *map(list, found)]),))
