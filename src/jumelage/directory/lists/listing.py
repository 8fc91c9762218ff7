"""A list of organisations read from a file: which sheet, which columns, the rows that are good, what is wrong with others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jumelage.directory.lists.columns import Column, samples_of, suggest_columns
from jumelage.directory.lists.fields import plain
from jumelage.directory.lists.headers import Header, find_header
from jumelage.directory.lists.rows import ListRow, RowProblem, Rows, read_rows
from jumelage.errors import InputError
from jumelage.language import Bilingual, one_or_many
from jumelage.spreadsheets import Sheet, Skipped, Workbook, open_file, text_of
from jumelage.spreadsheets.limits import refuse, too_wide

__all__ = ["Listing", "open_list", "read_list", "read_source"]

MOST_ROWS = 150_000


@dataclass(frozen=True)
class Listing:
    """What a file says.

    Parameters
    ----------
    file, sheet
        Their names; the sheet's is empty for a text file.
    sheets, hidden
        All visible sheets that hold anything, and the hidden ones, which are not read.
    header_rows
        Rows of the header, as the file counts them, from 1.
    columns
        In their order.
    rows
        Good rows.
    problems
        What is wrong with the others, cell by cell, in the order of the file.
    skipped
        Rows that are no organisation, and why: section titles, headers repeated on each page, totals, notes, hidden rows.
    remarks
        What a person should know of how the file was read.
    grid
        The sheet as it is, to send it back.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]
    problems: tuple[RowProblem, ...]
    skipped: tuple[Skipped, ...]
    remarks: tuple[Bilingual, ...]
    grid: Sheet

    @cached_property
    def rejected(self) -> tuple[int, ...]:
        """Return the numbers of the rows that have a problem."""
        return tuple(dict.fromkeys(problem.row for problem in self.problems))

    @property
    def count(self) -> int:
        """Count the rows that should be organisations."""
        return len(self.rows) + len(self.rejected)

    @property
    def read(self) -> int:
        """Count the rows under the header that hold anything: kept, rejected or passed over."""
        return self.count + len(self.skipped)

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields that the file has a column for."""
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def headers_key(self) -> str:
        """Return a key of the headers: the same for all files with the same columns."""
        names = "\n".join(plain(column.label) for column in self.columns)
        return hashlib.sha256(names.encode()).hexdigest()


def read_list(
    source: Path | bytes,
    name: str = "",
    *,
    sheet: str = "",
    mapping: Mapping[str, str] | None = None,
    apart: bool = False,
) -> Listing:
    """Read a list of organisations from a workbook (.xlsx, .xlsm, .xls, .ods) or a text file (CSV, TSV).

    Parameters
    ----------
    source
        A path, or the file itself.
    name
        What messages call the file; the path's name by default.
    sheet
        The sheet to read; the one that looks most like a list by default.
    mapping
        Name (or unique label) of a column to name of a field, or to ``ignore``; it wins over what the names suggest.
    apart
        Whether formats other than text are read in a process of their own: for files from outside.

    Returns
    -------
    Listing
        With the bad rows beside the good ones: one bad cell does not stop the reading.

    Raises
    ------
    InputError
        When the file as a whole cannot be read, or has no column with the names of the organisations.
    """
    return read_source(open_list(source, name, apart=apart), sheet=sheet, mapping=mapping)


def open_list(source: Path | bytes, name: str = "", *, apart: bool = False) -> Workbook:
    """Open a file, whatever its name says it is (see :func:`jumelage.spreadsheets.open_file`)."""
    return open_file(source, name, apart=apart)


def read_source(
    source: Workbook, *, sheet: str = "", mapping: Mapping[str, str] | None = None, strict: bool = True
) -> Listing:
    """Read a list from a file that was opened (see :func:`read_list`).

    Parameters
    ----------
    source, sheet, mapping
        As there.
    strict
        Whether a list whose names are in no known column is an error; otherwise it comes back without rows, for a
        person to say which column it is.
    """
    chosen, header = _choose(source, sheet)
    if len(chosen.rows) > MOST_ROWS:
        raise refuse(source.name, f"la liste a plus de {MOST_ROWS} lignes.", f"the list has over {MOST_ROWS} rows.",
                     Bilingual("Divisez-la.", "Split it."))  # fmt: skip
    below = chosen.rows[header.rows[-1] :]
    if not strict:
        mapping = {label: field for label, field in (mapping or {}).items() if label in header.labels}
    columns = suggest_columns(source.name, header.labels, samples_of(len(header.labels), below), mapping)
    named = any(column.field == "name" for column in columns)
    if strict and not named:
        raise _nameless(source.name, columns)
    found = read_rows(source.name, chosen, header, columns, mapping or {}) if named else Rows()
    return Listing(
        file=source.name,
        sheet=chosen.name,
        sheets=tuple(s.name for s in source.sheets if any(any(text_of(c) for c in row) for row in s.rows[:100])),
        hidden=source.hidden,
        header_rows=header.rows,
        columns=columns,
        rows=found.good,
        problems=found.problems,
        skipped=found.skipped,
        remarks=(*source.remarks, *_remarks(source, chosen, header, found)),
        grid=chosen,
    )


def _choose(source: Workbook, wanted: str) -> tuple[Sheet, Header]:
    """Choose the sheet that looks most like a list: the most columns with a known name, then the most rows."""
    found = [(sheet, header) for sheet in source.sheets if (header := find_header(sheet))]
    if wanted:
        named = [pair for pair in found if pair[0].name == wanted]
        if not named:
            shown = ", ".join(sheet.name for sheet, _ in found)
            raise refuse(source.name, f"il n'y a pas de feuille lisible « {wanted[:60]} ».", f"there is no readable sheet “{wanted[:60]}”.",
                         Bilingual(f"Feuilles : {shown}.", f"Sheets: {shown}."))  # fmt: skip
        return named[0]
    if not found:
        if spread := next((sheet.extent for sheet in source.sheets if sheet.extent), None):
            raise too_wide(source.name, *spread)
        if source.hidden:
            raise refuse(source.name, "toutes les feuilles qui contiennent quelque chose sont masquées.", "all sheets that hold anything are hidden.",
                         Bilingual("Affichez la feuille à lire, enregistrez, puis recommencez.", "Unhide the sheet to read, save, then try again."))  # fmt: skip
        raise refuse(source.name, "le fichier est vide.", "the file is empty.")
    return max(found, key=lambda pair: (pair[1].known, len(pair[0].rows)))


def _nameless(file: str, columns: Sequence[Column]) -> InputError:
    doubtful = [column.label for column in columns if "name" in column.candidates]
    shown = ", ".join(column.label for column in columns)[:300]
    if doubtful:
        return refuse(
            file,
            f"plusieurs colonnes peuvent être le nom de l'organisation : {', '.join(doubtful)}.",
            f"several columns may be the name of the organisation: {', '.join(doubtful)}.",
            Bilingual("Dites laquelle (--map COLONNE=name).", "Say which (--map COLUMN=name)."),
        )
    return refuse(
        file,
        f"aucune colonne ne semble être le nom de l'organisation (lues : {shown}).",
        f"no column seems to be the name of the organisation (read: {shown}).",
        Bilingual("Dites laquelle (--map COLONNE=name).", "Say which (--map COLUMN=name)."),
    )


def _remarks(source: Workbook, sheet: Sheet, header: Header, found: Rows) -> list[Bilingual]:
    said = []
    if source.hidden:
        names = ", ".join(source.hidden)[:200]
        said.append(Bilingual(f"Feuilles masquées, non lues : {names}.", f"Hidden sheets, not read: {names}."))
    others = [s.name for s in source.sheets if s.name != sheet.name and (s.extent or find_header(s))]
    if others:
        names = ", ".join(others)[:200]
        said.append(Bilingual(f"Feuille lue : {sheet.name}. Les autres ne le sont pas : {names}.", f"Sheet read: {sheet.name}. The others are not: {names}."))  # fmt: skip
    if len(header.rows) > 1:
        a, b = header.rows
        said.append(Bilingual(f"L'en-tête est sur deux lignes, {a} et {b}, lues ensemble.", f"The header takes two rows, {a} and {b}, read together."))  # fmt: skip
    if header.rows[0] > 1:
        said.append(Bilingual(f"L'en-tête commence à la ligne {header.rows[0]} ; ce qui est au-dessus n'est pas lu.", f"The header starts on row {header.rows[0]}; what is above it is not read."))  # fmt: skip
    by_reason: dict[Bilingual, list[int]] = {}
    for skipped in found.skipped:
        by_reason.setdefault(skipped.why, []).append(skipped.row)
    for why, numbers in by_reason.items():
        rows = ", ".join(map(str, numbers[:12])) + ("…" if len(numbers) > 12 else "")
        said.append(one_or_many(
            len(numbers),
            Bilingual(f"Ligne passée ({why.fr}) : {rows}.", f"Row passed over ({why.en}): {rows}."),
            Bilingual(f"Lignes passées ({why.fr}) : {rows}.", f"Rows passed over ({why.en}): {rows}."),
        ))  # fmt: skip
    return [*said, *found.remarks]
