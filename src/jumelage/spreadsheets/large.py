"""A table as a view of DuckDB: large clean files read by it, told exactly how; all others by this room's own reader."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets.apart import read_apart
from jumelage.spreadsheets.decoding import decode
from jumelage.spreadsheets.files.separated import separate
from jumelage.spreadsheets.grid import Sheet, Skipped, Workbook
from jumelage.spreadsheets.limits import LARGEST_FILE, refuse
from jumelage.spreadsheets.opening import content_of, open_bytes
from jumelage.spreadsheets.sniffing import sniff
from jumelage.spreadsheets.tables import header_of, table_of

__all__ = ["HEAD", "LINE", "MOST_ROWS", "SMALL", "View", "is_utf8", "view_of"]

MOST_ROWS = 80_000_000
"""Rows of a table; more are refused: about 3 GB once read."""

SHORT = 200_000
"""Rows up to which a Parquet file is read at once."""

SMALL = 4_000_000
"""Bytes up to which a text file is read cell by cell, which names every odd row."""

LINE = "__line"
"""The column of the view that holds the number of each row in the file."""

HEAD = 400_000
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class View:
    """What a person should know of a table that became a view: how it was read, which rows were passed over.

    Parameters
    ----------
    columns
        Names of the columns, as the file writes them.
    separator
        Of the cells of a text file; empty for others.
    """

    columns: tuple[str, ...]
    separator: str = ""
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Bilingual, ...] = ()


def view_of(
    connection: Any,
    source: Path | bytes,
    name: str = "",
    *,
    expected: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    apart: bool = False,
) -> View:
    """Make a table the view ``given`` of a connection, with the column :data:`LINE`.

    Parameters
    ----------
    connection
        Of DuckDB.
    source, name, apart
        See :func:`jumelage.spreadsheets.open_file`.
    expected
        Columns by which the sheet and the header are found; none need be there.
    aliases
        Other names of columns.

    Raises
    ------
    InputError
        The file is absent, unreadable, empty, too large; rows with more cells than the header.
    """
    if isinstance(source, Path) and _is_parquet(source):
        return _parquet(connection, source)
    if isinstance(source, Path) and source.is_file() and source.stat().st_size > SMALL:
        found = _large(connection, source, expected, aliases)
        if found is not None:
            return found
    data, name = content_of(source, name)
    kind = sniff(name, data)
    book = read_apart(name, data) if apart and kind not in ("text", "gzip") else open_bytes(name, data, kind)
    table = table_of(book, expected=expected, aliases=aliases)
    names = tuple(table.labels.get(column, column) for column in table.columns)
    cells = [[row[column] for row in table] for column in table.columns]
    _register(connection, names, cells, [row.number for row in table])
    return View(names, book.separator, table.skipped, table.remarks)


def _is_parquet(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def _parquet(connection: Any, path: Path) -> View:
    import duckdb

    try:
        told = f"select sum(num_rows) from parquet_file_metadata({literal(path)})"
        rows = connection.execute(told).fetchone()[0]
        if rows > MOST_ROWS:
            raise _too_long(path.name, rows)
        # A short one is read whole at once: damage inside shows here, not in a query of the caller.
        kept = "table" if rows < SHORT else "view"
        connection.execute(
            f"create temp {kept} given as select *, row_number() over () + 1 as {LINE} from read_parquet({literal(path)})"
        )
        names = tuple(row[0] for row in connection.execute("describe given").fetchall() if row[0] != LINE)
    except duckdb.Error as error:
        raise refuse(path.name, "ce n'est pas un Parquet lisible.", "not a readable Parquet.") from error
    return View(names)


def _register(connection: Any, columns: Sequence[str], cells: Sequence[Sequence[str]], lines: Sequence[int]) -> None:
    import numpy as np

    found: dict[str, Any] = {}
    for column, values in zip(columns, cells, strict=True):
        if column:
            found[column] = np.array([value if value.strip() else None for value in values], dtype=object)
    found[LINE] = np.array(lines, dtype=np.int64)
    connection.register("given", found)


def _large(
    connection: Any, path: Path, expected: Sequence[str], aliases: Mapping[str, Sequence[str]] | None
) -> View | None:
    """Let DuckDB read a clean UTF-8 text; None where the file is another, or has a row that is not as the others."""
    import duckdb

    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head[:2] in (b"PK", b"\xd0\xcf", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff") or b"\0" in head or not is_utf8(path):
        return None
    if b"\n" not in head:  # one row of signs without end
        return None
    text, _ = decode(path.name, head[: head.rfind(b"\n") + 1])
    if text[:4].lower() == "sep=":
        return None
    cut = separate(path.name, text)
    at, names = header_of(Workbook(path.name, (Sheet("", cut.rows),)), expected, aliases)
    if cut.remarks or any(len(row) != len(names) for row in cut.rows[at:]) or any(not n for n in names):
        return None
    columns = "{" + ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names) + "}"
    _refuse_giant(path, head)
    try:
        connection.execute(
            f"create temp table given as select *, row_number() over () + {at + 1} as {LINE} from read_csv({literal(path)}, "
            f"auto_detect = false, header = false, skip = {at + 1}, delim = {quoted(cut.separator)}, quote = '\"', escape = '\"', "
            f"columns = {columns}, strict_mode = true, null_padding = false, max_line_size = 10000000)"
        )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        connection.execute("drop table if exists given")
        if path.stat().st_size > LARGEST_FILE:
            why = str(error).splitlines()[0]
            raise refuse(path.name, f"illisible ({why}).", f"cannot be read ({why}).") from error
        return None
    return View(tuple(names), cut.separator)


def is_utf8(path: Path) -> bool:
    """Tell whether a whole file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_giant(path: Path, head: bytes) -> None:
    rows = int(path.stat().st_size * head.count(b"\n") / max(len(head), 1))
    if rows > MOST_ROWS:
        raise _too_long(path.name, rows)


def _too_long(name: str, rows: int) -> InputError:
    fr, en = f"environ {rows:,} lignes".replace(",", "\u00a0"), f"about {rows:,} rows"
    return refuse(
        name, f"trop grand pour la mémoire ({fr}).", f"too large for memory ({en}).",
        Bilingual("Gardez les années et le niveau d'industrie voulus, et enregistrez en Parquet.",
                  "Keep the years and the level of industry you need, and save as Parquet."),
    )  # fmt: skip


def literal(path: Path) -> str:
    """Write a path for DuckDB, which reads * ? [ in one as a pattern: a bracketed character stands for itself."""
    return quoted("".join(f"[{c}]" if c in "*?[" else c for c in str(path)))


def quoted(text: str) -> str:
    """Write a text as SQL does."""
    return "'" + text.replace("'", "''") + "'"
