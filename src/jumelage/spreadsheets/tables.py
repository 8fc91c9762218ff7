"""Tables of text: the header found, every row kept with its number, or passed over and named, or refused and named.

Nothing is interpreted here: every cell is text as the sheet shows it, and what it means is decided, once, by whoever
reads the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.spreadsheets.grid import Sheet, Skipped, Workbook, is_blank, letter, text_of
from jumelage.spreadsheets.leftovers import why_no_record
from jumelage.spreadsheets.limits import refuse, too_wide
from jumelage.spreadsheets.opening import open_file
from jumelage.text import fold

__all__ = ["Row", "Table", "header_of", "read_table", "table_of"]

LOOKED_AT = 40
"""Rows in which a header is looked for: titles, dates and notes take a dozen at most."""

MOST_PROBLEMS = 50
HEADER_AGAIN = Bilingual("l'en-tête répété", "the header again")
HIDDEN = Bilingual("une ligne masquée ou filtrée", "a hidden or filtered row")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the first row is 1) and its cells by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; empty when the column is absent."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    Parameters
    ----------
    name
        What messages call it.
    columns
        Names of the columns, in small letters.
    rows
        The records.
    skipped
        Rows that are no record, and why.
    remarks
        What was mended, guessed or left out while it was read.
    labels
        Names of the columns as the file writes them, by their name here.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Bilingual, ...] = field(default=())
    labels: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Row]:
        """Walk the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    @property
    def read(self) -> int:
        """Count the rows under the header, records or not."""
        return len(self.rows) + len(self.skipped)

    def place(self, row: int, column: str = "") -> str:
        """Name a cell for an error: ``organisations.csv, ligne/row 4, naics``."""
        return f"{self.name}, ligne/row {row}" + (f", {column}" if column else "")


def read_table(
    source: Path | str | bytes,
    required: Sequence[str] = (),
    *,
    name: str = "",
    aliases: Mapping[str, Sequence[str]] | None = None,
    apart: bool = False,
) -> Table:
    """Read a table.

    Parameters
    ----------
    source
        A path, or the file itself: text in any usual encoding and separator (also ``.gz``), a workbook, Parquet.
    required
        Columns that must be there.
    name
        What messages call the file; the path's name by default.
    aliases
        Other names of columns: ``{"name": ("nom", "entreprise")}``.
    apart
        See :func:`jumelage.spreadsheets.open_file`.

    Raises
    ------
    InputError
        When the file is absent, unreadable, no table, empty, or lacks a required column; when rows have more cells
        than the header.
    """
    found = source if isinstance(source, bytes) else Path(source)
    return table_of(open_file(found, name, apart=apart), required, aliases)


def table_of(
    book: Workbook,
    required: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    *,
    expected: Sequence[str] = (),
) -> Table:
    """Read the table of a file that was opened (see :func:`read_table`).

    ``expected`` are columns by which the sheet and the header are found; unlike ``required`` ones they may be absent.
    """
    known = _known(aliases)
    wanted = required or [plain(name) for name in expected]
    sheet, at = _choose(book, wanted, known, strict=bool(required))
    seen = sheet.without_hidden()
    reader = _Reader(book.name, seen, known, required, at, wanted)
    reader.read()
    return Table(
        book.name,
        reader.columns,
        tuple(reader.rows),
        tuple(sorted([*reader.skipped, *_hidden(sheet, at)], key=lambda skipped: skipped.row)),
        (*book.remarks, *_remarks(book, sheet, at), *reader.remarks),
        reader.labels,
    )


def header_of(
    book: Workbook, expected: Sequence[str] = (), aliases: Mapping[str, Sequence[str]] | None = None
) -> tuple[int, list[str]]:
    """Return where the header of a file is, from 0, and the names of its columns as the file writes them."""
    known = _known(aliases)
    sheet, at = _choose(book, [plain(name) for name in expected], known, strict=False)
    return at, [_label(cell, known) for cell in sheet.rows[at]]


def _known(aliases: Mapping[str, Sequence[str]] | None) -> dict[str, str]:
    return {plain(other): own for own, others in (aliases or {}).items() for other in others}


def plain(label: str) -> str:
    """Write a column's name so that two spellings of it are one: no accents, capitals, or signs between words."""
    return " ".join(fold(label).replace("_", " ").replace("-", " ").split())


def _label(cell: Any, known: Mapping[str, str]) -> str:
    """Return what a column is called: by the reader, or by the file."""
    text = " ".join(text_of(cell)[:200].split())
    return known.get(plain(text), text)


def _name(cell: Any, known: Mapping[str, str]) -> str:
    """Return what a column is called: by the reader, or by the file in small letters."""
    return _label(cell, known).lower()


def _choose(book: Workbook, wanted: Sequence[str], known: Mapping[str, str], *, strict: bool) -> tuple[Sheet, int]:
    """Choose the sheet and the row that name the wanted columns, or most of them; else the first that hold anything."""
    best: tuple[Sheet, int] | None = None
    most = 0
    for sheet in book.sheets:
        for at, row in enumerate(sheet.rows[:LOOKED_AT]):
            names = {_name(cell, known) for cell in row}
            if not names - {""}:
                continue
            found = len({name if strict else plain(name) for name in names} & set(wanted))
            if best is None or (found > most and (not strict or found == len(wanted))):
                best, most = (sheet, at), found
    if best is not None:
        return best
    spread = next((sheet.extent for sheet in book.sheets if sheet.extent), None)
    if spread is not None:
        raise too_wide(book.name, *spread)
    raise refuse(book.name, "le fichier est vide.", "the file is empty.")


class _Reader:
    """Walk the rows of a sheet under its header, and under each header that comes again."""

    def __init__(
        self,
        name: str,
        sheet: Sheet,
        known: Mapping[str, str],
        required: Sequence[str],
        at: int,
        wanted: Sequence[str],
    ) -> None:
        self._wanted = {plain(name) for name in wanted}
        self.rows: list[Row] = []
        self.skipped: list[Skipped] = []
        self.remarks: list[Bilingual] = []
        self.labels: dict[str, str] = {}
        self._problems: list[InputProblem] = []
        self._file, self._sheet, self._known, self._required, self._at = name, sheet, known, required, at
        self._names = self._header(at)
        self.columns = tuple(self._names)

    def read(self) -> None:
        """Read every row; raise what is wrong with any."""
        waiting = {at for at, _ in self._sheet.unvalued}
        for at in range(self._at + 1, len(self._sheet.rows)):
            row = self._sheet.rows[at]
            if at not in waiting and all(map(is_blank, row)):
                continue
            if at in waiting:
                self._unvalued(at)
            elif self._is_header(row):
                again = self._header(at)
                self.skipped.append(Skipped(at + 1, HEADER_AGAIN))
                if again != self._names:
                    self._names = again
                    self.columns = tuple(dict.fromkeys([*self.columns, *again]))
            elif why := why_no_record(row):
                self.skipped.append(Skipped(at + 1, why))
            elif any(not is_blank(cell) for cell in row[len(self._names) :]):
                self._too_long(at, row)
            else:
                cells = {name: text_of(cell) for name, cell in zip(self._names, row, strict=False) if name}
                self.rows.append(Row(at + 1, cells))
        if self._problems:
            raise InputError(*self._problems[:MOST_PROBLEMS])

    def _is_header(self, row: Sequence[Any]) -> bool:
        """Tell whether a row below names the columns again: nearly all of its cells are names of columns."""
        names = [_name(cell, self._known) for cell in row if not is_blank(cell)]
        columns = {*self._names, *self._known.values(), *self._wanted}
        if 10 * sum(name in columns for name in names) < 7 * len(names):
            return False
        if len(self._wanted) > 1:
            return self._wanted <= {plain(name) for name in names}
        return len(names) > 1 and names == [name for name in self._names if name][: len(names)]

    def _header(self, at: int) -> list[str]:
        row = self._sheet.rows[at]
        names = [_name(cell, self._known) for cell in row]
        for name, cell in zip(names, row, strict=True):
            self.labels.setdefault(name, _label(cell, self._known))
        while names and not names[-1]:
            names.pop()
        twice = sorted({name for name in names if name and names.count(name) > 1})
        if twice:
            shown = ", ".join(twice)[:200]
            raise refuse(
                self._file,
                f"colonne en double : {shown}.",
                f"column given twice: {shown}.",
                Bilingual("Renommez ou retirez l'une des deux.", "Rename or remove one of the two."),
            )
        absent = [column for column in self._required if column not in names]
        if absent:
            shown = ", ".join(name for name in names if name)[:200]
            raise refuse(
                self._file,
                f"il manque la colonne {', '.join(absent)} (lues : {shown}).",
                f"column {', '.join(absent)} is missing (read: {shown}).",
                Bilingual("Ajoutez-la ou renommez la colonne qui en tient lieu.",
                          "Add it, or rename the column that stands for it."),
            )  # fmt: skip
        unnamed = [letter(n) for n, name in enumerate(names) if not name]
        if unnamed and at == self._at:
            shown = ", ".join(unnamed[:12])
            self.remarks.append(
                Bilingual(f"Colonnes sans nom, non lues : {shown}.", f"Columns without a name, not read: {shown}.")
            )
        return names

    def _too_long(self, at: int, row: Sequence[Any]) -> None:
        width, cells = len(self._names), max(n for n, cell in enumerate(row, start=1) if not is_blank(cell))
        self._problem(
            at,
            Bilingual(f"{cells} cellules pour {width} colonnes.", f"{cells} cells for {width} columns."),
            Bilingual(
                "Mettez entre guillemets le texte qui contient le séparateur, ou retirez la cellule de trop.",
                "Put quotation marks around the text that holds the separator, or remove the extra cell.",
            ),
        )

    def _unvalued(self, at: int) -> None:
        column = min(c for r, c in self._sheet.unvalued if r == at)
        self._problem(
            at,
            Bilingual("la formule n'a pas encore de valeur.", "the formula has no value yet."),
            Bilingual(
                "Ouvrez le fichier dans un tableur, enregistrez-le, puis recommencez.",
                "Open the file in a spreadsheet, save it, then try again.",
            ),
            letter(column),
        )

    def _problem(self, at: int, what: Bilingual, remedy: Bilingual, column: str = "") -> None:
        place = f"{self._file}, ligne/row {at + 1}" + (f", {column}" if column else "")
        self._problems.append(InputProblem(place, what, remedy, row=at + 1, column=column))


def _hidden(sheet: Sheet, header: int) -> list[Skipped]:
    rows = sheet.rows
    return [
        Skipped(at + 1, HIDDEN)
        for at in sorted(sheet.hidden_rows)
        if header < at < len(rows) and not all(map(is_blank, rows[at]))
    ]


def _remarks(book: Workbook, sheet: Sheet, at: int) -> Iterator[Bilingual]:
    others = ", ".join([s.name for s in book.sheets if s is not sheet and (s.rows or s.extent)] + list(book.hidden))[
        :200
    ]
    if others:
        yield Bilingual(
            f"Feuille lue : {sheet.name}. Non lues : {others}.", f"Sheet read: {sheet.name}. Not read: {others}."
        )
    if at:
        yield Bilingual(
            f"L'en-tête est à la ligne {at + 1} ; ce qui est au-dessus n'est pas lu.",
            f"The header is on row {at + 1}; what is above it is not read.",
        )
    hidden = [
        letter(c) for c in sorted(sheet.hidden_columns) if any(c < len(r) and not is_blank(r[c]) for r in sheet.rows)
    ]
    if hidden:
        shown = ", ".join(hidden[:12])
        yield Bilingual(f"Colonnes masquées, non lues : {shown}.", f"Hidden columns, not read: {shown}.")
