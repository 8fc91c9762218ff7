"""Tables of text cells as real files have them: CSV in any usual encoding and separator, gzip, Parquet, Excel.

The rows keep their number in the file, so that an error can name the row and column. Nothing is interpreted here:
every cell is text, and what it means is decided, once, by whoever reads the table.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["Row", "Table", "read_table"]

LARGEST_FILE = 1_000_000_000
"""Bytes read of one file, once unpacked: a list of a million organisations is smaller."""

SEPARATORS = ",;\t|"
ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".parquet", ".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the header is row 1) and its cells by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; empty when the column is absent."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: ``name`` is what messages call it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """Walk the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def place(self, row: int, column: str = "") -> str:
        """Name a cell for an error: ``organisations.csv, ligne/row 4, naics``."""
        return f"{self.name}, ligne/row {row}" + (f", {column}" if column else "")


def read_table(path: Path | str, required: Sequence[str] = ()) -> Table:
    """Read a table.

    Parameters
    ----------
    path
        ``.csv``, ``.tsv``, ``.txt`` (also ``.gz``), ``.parquet``, ``.xlsx`` (first sheet that holds anything).
        Text files may be UTF-8 (with or without its mark), UTF-16 or Windows-1252, separated by comma, semicolon,
        tab or bar.
    required
        Columns that must be there.

    Raises
    ------
    InputError
        When the file is absent, unreadable, of another kind, empty, or lacks a required column.
    """
    path = Path(path)
    try:
        grid = _read_grid(path)
    except FileNotFoundError as error:
        raise _error(path, "le fichier n'existe pas.", "the file does not exist.", *_CHECK_PATH) from error
    except IsADirectoryError as error:
        raise _error(path, "c'est un dossier.", "this is a folder.", *_CHECK_PATH) from error
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "gzip"
        raise _error(path, f"lecture impossible ({why}).", f"cannot be read ({why}).", *_CHECK_PATH) from error
    return _as_table(path, grid, required)


_CHECK_PATH = ("Vérifiez le nom et le dossier.", "Check the name and the folder.")
_SAVE_AGAIN = (
    "Ouvrez-le dans un tableur et enregistrez-le en CSV UTF-8 ou en .xlsx.",
    "Open it in a spreadsheet and save it as CSV UTF-8 or .xlsx.",
)


def _error(path: Path, fr: str, en: str, remedy_fr: str, remedy_en: str) -> InputError:
    return InputError.at(str(path), Bilingual(fr=fr, en=en), Bilingual(fr=remedy_fr, en=remedy_en))


def _read_grid(path: Path) -> Iterable[tuple[int, Sequence[str]]]:
    """Return numbered rows of text cells, the header first."""
    name = path.name.lower()
    if not name.endswith(ENDINGS):
        raise _error(
            path,
            "ce genre de fichier n'est pas reconnu.",
            "this kind of file is not known.",
            f"Genres lus : {', '.join(ENDINGS)}.",
            f"Kinds read: {', '.join(ENDINGS)}.",
        )
    if name.endswith(".parquet"):
        return _parquet(path)
    if name.endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        return _workbook(path)
    data = path.read_bytes() if not name.endswith(".gz") else _unpack(path)
    if len(data) > LARGEST_FILE:
        raise _error(path, "le fichier dépasse 1 Go.", "the file is over 1 GB.", "Divisez-le.", "Split it.")
    return _separated(_decode(data))


def _unpack(path: Path) -> bytes:
    with gzip.open(path) as stream:
        return stream.read(LARGEST_FILE + 1)


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separated(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(LARGEST_FILE)
    text = text.replace("\0", "")
    separator = _separator(text)
    if text[:4].lower() == "sep=":  # what Excel writes to name its separator
        text = text.partition("\n")[2]
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)


def _separator(text: str) -> str:
    """Choose the separator that cuts the first line most, outside quotes."""
    first = next((line for line in text[:100_000].splitlines() if line.strip()), "")
    if first[:4].lower() == "sep=" and len(first) > 4:
        return first[4]
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def _parquet(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    import duckdb

    if not path.is_file():
        raise FileNotFoundError(path)
    with duckdb.connect(":memory:") as connection:
        try:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            yield 1, [column[0] for column in found.description or ()]
            yield from ((n, [_text(v) for v in row]) for n, row in enumerate(found.fetchall(), start=2))
        except duckdb.Error as error:
            raise _error(path, "ce n'est pas un Parquet lisible.", "not a readable Parquet.", *_SAVE_AGAIN) from error


def _workbook(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        import python_calamine
    except ImportError as error:
        raise _error(
            path,
            "la lecture d'Excel n'est pas installée.",
            "reading Excel is not installed.",
            "Installez « jumelage[documents] », ou enregistrez en CSV.",
            "Install “jumelage[documents]”, or save as CSV.",
        ) from error
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except Exception as error:  # the reader raises its own kinds, one a format
        raise _error(path, "le classeur est illisible.", "the workbook cannot be read.", *_SAVE_AGAIN) from error
    grid = next((sheet for sheet in sheets if sheet), [])
    return ((number, [_text(value) for value in row]) for number, row in enumerate(grid, start=1))


def _text(value: Any) -> str:
    """Write a cell as a person would type it: no ``.0`` on whole numbers, ISO dates, empty for nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, list | tuple):
        return "\n".join(_text(part) for part in value)
    return "" if value is None else str(value)


def _as_table(path: Path, grid: Iterable[tuple[int, Sequence[str]]], required: Sequence[str]) -> Table:
    numbered = iter(grid)
    _, header = next(((n, cells) for n, cells in numbered if any(c.strip() for c in cells)), (0, ()))
    columns = tuple(cell.strip().lower() for cell in header)
    if not any(columns):
        raise _error(path, "le fichier est vide.", "the file is empty.", *_SAVE_AGAIN)
    twice = sorted({c for c in columns if c and columns.count(c) > 1})
    if twice:
        raise _error(
            path,
            f"colonne en double : {', '.join(twice)}.",
            f"column given twice: {', '.join(twice)}.",
            "Renommez ou retirez l'une des deux.",
            "Rename or remove one of the two.",
        )
    absent = [column for column in required if column not in columns]
    if absent:
        raise _error(
            path,
            f"il manque la colonne {', '.join(absent)} (lues : {', '.join(c for c in columns if c)[:200]}).",
            f"column {', '.join(absent)} is missing (read: {', '.join(c for c in columns if c)[:200]}).",
            "Ajoutez-la ou renommez la colonne qui en tient lieu.",
            "Add it, or rename the column that stands for it.",
        )
    rows = tuple(Row(n, dict(zip(columns, cells, strict=False))) for n, cells in numbered if any(map(str.strip, cells)))
    return Table(path.name, columns, rows)
