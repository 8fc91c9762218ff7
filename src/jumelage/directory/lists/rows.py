"""The rows under a header, each made values of fields, or refused cell by cell with the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jumelage.directory.lists.columns import Column, samples_of, suggest_columns
from jumelage.directory.lists.fields import BETWEEN, fields_called, plain
from jumelage.directory.lists.headers import Header, unique
from jumelage.directory.lists.values import InvalidValueError, read_value
from jumelage.language import Bilingual
from jumelage.spreadsheets import Sheet, Skipped, letter, text_of
from jumelage.spreadsheets.grid import is_blank
from jumelage.spreadsheets.leftovers import why_no_record
from jumelage.text import clean

__all__ = ["ListRow", "RowProblem", "Rows", "read_rows"]

HIDDEN_ROW = Bilingual("une ligne masquée ou filtrée", "a hidden or filtered row")
TITLE = Bilingual("le titre d'une section", "the title of a section")
HEADER_AGAIN = Bilingual("l'en-tête répété", "the header again")
OTHER_HEADER = Bilingual(
    "l'en-tête d'une autre liste, lue à la suite", "the header of another list, read after the first"
)

LONGEST_VALUE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ListRow:
    """A good row: its number in the file, and its values by field; a field whose cell is empty is an empty text."""

    number: int
    values: dict[str, str]

    @property
    def name(self) -> str:
        """Return the organisation's name."""
        return self.values["name"]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One cell that cannot be kept: where, what it holds (shortened), what is wrong, how to mend it."""

    row: int
    column: str
    value: str
    what: Bilingual
    remedy: Bilingual


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows under a header: good ones, what is wrong with others, those that are no organisation, what to know."""

    good: tuple[ListRow, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Bilingual, ...] = ()


def read_rows(file: str, sheet: Sheet, header: Header, columns: Sequence[Column], mapping: Mapping[str, str]) -> Rows:
    """Read every row under the header, and under each other header below it.

    Parameters
    ----------
    file
        What messages call the file.
    sheet, header, columns
        The sheet, where its header is, which column is what.
    mapping
        What a person said of columns: it holds under the headers below too.
    """
    return _Reader(file, sheet, header, columns, mapping).read()


class _Reader:
    def __init__(
        self, file: str, sheet: Sheet, header: Header, columns: Sequence[Column], mapping: Mapping[str, str]
    ) -> None:
        self._file, self._whole, self._mapping = file, sheet, mapping
        self._sheet, self._start = sheet.without_hidden(), header.rows[-1]
        self._under(columns, len(header.labels))
        self._titles = {
            first_row for first_row, _, first, last in sheet.merged if 2 * (last - first + 1) > len(columns) > 1
        }
        self._unnamed: dict[int, int] = {}
        self._good: list[ListRow] = []
        self._problems: list[RowProblem] = []
        self._skipped = [
            Skipped(at + 1, HIDDEN_ROW)
            for at in sorted(sheet.hidden_rows)
            if self._start <= at < len(sheet.rows) and not all(map(is_blank, sheet.rows[at]))
        ]

    def _under(self, columns: Sequence[Column], width: int) -> None:
        """Read what follows under these columns."""
        self._width = width
        self._used = [column for column in columns if column.field]
        self._named = {column.index for column in columns}
        again = {(plain(c.label), plain(c.label.rpartition(BETWEEN)[2])) for c in columns}
        self._words = {word for pair in again for word in pair if word}

    def read(self) -> Rows:
        """Walk the rows."""
        spread = _merged_down(self._sheet, self._start)
        waiting = {at for at, _ in self._sheet.unvalued}
        for at, cells in enumerate(self._sheet.rows[self._start :], start=self._start):
            row = [*cells, *[None] * (self._width - len(cells))]
            for column, value in spread.get(at, ()):
                if column < len(row):
                    row[column] = value
            if at not in waiting and all(map(is_blank, row)):
                continue
            why = self._why_skipped(at, row)
            if why:
                self._skipped.append(Skipped(at + 1, why))
            else:
                self._record(at, row)
        skipped = tuple(sorted(self._skipped, key=lambda skipped: skipped.row))
        return Rows(tuple(self._good), tuple(self._problems), skipped, tuple(self._left_unread()))

    def _record(self, at: int, row: Sequence[Any]) -> None:
        wrong = self._too_long(at, row)
        values: dict[str, str] = {}
        if not wrong:
            values, wrong = _read(self._sheet, at, row, self._used)
            for index in (n for n, cell in enumerate(row) if n not in self._named and not is_blank(cell)):
                self._unnamed[index] = self._unnamed.get(index, 0) + 1
        if wrong:
            self._problems += wrong
        else:
            self._good.append(ListRow(at + 1, values))

    def _why_skipped(self, at: int, row: Sequence[Any]) -> Bilingual | None:
        if at in self._titles:
            return TITLE
        texts = [" ".join(text_of(cell).split())[:80] for cell in row if not is_blank(cell)]
        if len(texts) > 1 and all(plain(text) in self._words for text in texts):
            return HEADER_AGAIN
        if len(texts) > 1 and _is_header(texts):
            labels = [" ".join(clean(text_of(cell), 80).split()) for cell in row]
            self._begin(at, unique(labels))
            return OTHER_HEADER
        if len(texts) == 1 and self._is_above_header(at):
            return TITLE
        return why_no_record(row)

    def _is_above_header(self, at: int) -> bool:
        below = next((r for r in self._sheet.rows[at + 1 : at + 4] if not all(map(is_blank, r))), ())
        texts = [" ".join(text_of(cell).split())[:80] for cell in below if not is_blank(cell)]
        return len(texts) > 1 and _is_header(texts)

    def _begin(self, at: int, labels: Sequence[str]) -> None:
        """Read what follows under another header."""
        mapping = {label: field for label, field in self._mapping.items() if label in labels}
        samples = samples_of(len(labels), self._sheet.rows[at + 1 :])
        self._under(suggest_columns(self._file, labels, samples, mapping), len(labels))

    def _too_long(self, at: int, row: Sequence[Any]) -> list[RowProblem]:
        """Refuse a row of a text file that has more cells than the header: a separator stands inside a text."""
        if self._sheet.name or len(row) <= self._width or all(map(is_blank, row[self._width :])):
            return []
        last = max(n for n, cell in enumerate(row, start=1) if not is_blank(cell))
        extra = " ".join(clean(text_of(row[last - 1]), LONGEST_VALUE_SHOWN).split())
        return [RowProblem(
            at + 1, letter(last - 1), extra,
            Bilingual(f"{last} cellules pour {self._width} colonnes.", f"{last} cells for {self._width} columns."),
            Bilingual("Mettez entre guillemets le texte qui contient le séparateur, ou retirez la cellule de trop.",
                      "Put quotation marks around the text that holds the separator, or remove the extra cell."),
        )]  # fmt: skip

    def _left_unread(self) -> Iterator[Bilingual]:
        hidden = [
            c
            for c in sorted(self._whole.hidden_columns)
            if any(c < len(r) and not is_blank(r[c]) for r in self._whole.rows)
        ]
        if hidden:
            names = ", ".join(map(letter, hidden[:12]))
            yield Bilingual(f"Colonnes masquées, non lues : {names}.", f"Hidden columns, not read: {names}.")
        if self._unnamed:
            fr = ", ".join(f"{letter(c)} ({n})" for c, n in sorted(self._unnamed.items())[:12])
            yield Bilingual(
                f"Cellules sous aucun titre de colonne, non lues : {fr}.",
                f"Cells under no column title, not read: {fr}.",
            )


def _is_header(texts: Sequence[str]) -> bool:
    """Tell whether each of a row's texts is the name of another column, one of them the organisation's."""
    if not fields_called(texts[0]):  # nearly every row: its first cell names no column
        return False
    found = [frozenset(fields_called(text)) for text in texts]
    return all(found) and len(set(found)) == len(found) and any("name" in fields for fields in found)


def _merged_down(sheet: Sheet, start: int) -> dict[int, list[tuple[int, Any]]]:
    """Give every row of a merged cell its value: a town written once for ten firms is the town of all ten."""
    spread: dict[int, list[tuple[int, Any]]] = {}
    for first_row, last_row, first, last in sheet.merged:
        if first_row < start or first != last or first >= len(sheet.rows[first_row]):
            continue
        for row in range(first_row + 1, min(last_row, len(sheet.rows) - 1) + 1):
            spread.setdefault(row, []).append((first, sheet.rows[first_row][first]))
    return spread


def _read(
    sheet: Sheet, place: int, row: Sequence[Any], used: Sequence[Column]
) -> tuple[dict[str, str], list[RowProblem]]:
    values: dict[str, str] = {}
    problems: list[RowProblem] = []
    for column in used:
        raw = row[column.index]
        try:
            if (place, column.index) in sheet.unvalued:
                raise InvalidValueError("la formule n'a pas encore de valeur.", "the formula has no value yet.",
                            "Ouvrez le fichier dans un tableur, enregistrez-le, puis recommencez.",
                            "Open the file in a spreadsheet, save it, then try again.")  # fmt: skip
            values[column.field] = read_value(column.field, raw)
            if column.field == "name" and not values["name"]:
                raise InvalidValueError(
                    "le nom manque.",
                    "the name is missing.",
                    "Écrivez-le, ou supprimez la ligne.",
                    "Write it, or delete the row.",
                )
        except InvalidValueError as unfit:
            shown = " ".join(clean(text_of(raw), LONGEST_VALUE_SHOWN).split())
            problems.append(RowProblem(place + 1, column.label, shown, unfit.what, unfit.remedy))
    if not problems:
        _put_together(values)
        problems += _together_wrong(place, values, used)
    return values, problems


def _put_together(values: dict[str, str]) -> None:
    """Join first and last name, and a telephone with its extension."""
    first = values.pop("contact_first_name", "")
    if first:
        values["contact_name"] = " ".join((first, values.get("contact_name", ""))).strip()[:120]
    extension = values.pop("extension", "")
    if extension and values.get("phone") and ", poste " not in values["phone"]:
        values["phone"] = f"{values['phone']}, poste {extension}"


def _together_wrong(place: int, values: dict[str, str], used: Sequence[Column]) -> Iterator[RowProblem]:
    """Find what no cell shows alone: words about a contact that name nobody to write to."""
    said = [f for f in ("contact_role", "contact_phone", "contact_language", "consent", "consent_on") if values.get(f)]
    if values.get("consent_on") and not (values.get("contact_name") or values.get("email")):
        column = next(c.label for c in used if c.field == said[-1])
        yield RowProblem(
            place + 1, column, values[said[-1]],
            Bilingual("un consentement est daté sans contact.", "a consent is dated without a contact."),
            Bilingual("Ajoutez le nom ou le courriel du contact.", "Add the contact's name or e-mail."),
        )  # fmt: skip
