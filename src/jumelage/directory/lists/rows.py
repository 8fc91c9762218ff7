"""The rows under a header, each made values of fields, or refused cell by cell with the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jumelage.directory.lists.columns import Column
from jumelage.directory.lists.fields import BETWEEN, plain
from jumelage.directory.lists.grid import Sheet, say_cell
from jumelage.directory.lists.headers import Header
from jumelage.directory.lists.values import InvalidValueError, read_value
from jumelage.language import Bilingual
from jumelage.text import clean, fold

__all__ = ["ListRow", "RowProblem", "read_rows"]

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


def read_rows(
    sheet: Sheet, header: Header, columns: Sequence[Column]
) -> tuple[tuple[ListRow, ...], tuple[RowProblem, ...], tuple[int, ...]]:
    """Read every row under the header.

    Returns
    -------
    rows, problems, passed
        Good rows; what is wrong with the others; rows that are no organisation (section titles, totals, headers again).
    """
    used = [column for column in columns if column.field]
    spread = _merged_down(sheet, header.rows[-1])
    titles = {first_row for first_row, _, first, last in sheet.merged if 2 * (last - first + 1) > len(columns) > 1}
    name = next(column for column in used if column.field == "name")
    again = {(plain(c.label), plain(c.label.rpartition(BETWEEN)[2])) for c in columns}
    words = {word for pair in again for word in pair if word}
    waiting = {at for at, _ in sheet.unvalued}
    rows: list[ListRow] = []
    problems: list[RowProblem] = []
    passed: list[int] = []
    for place, cells in enumerate(sheet.rows[header.rows[-1] :], start=header.rows[-1]):
        row = [*cells, *[None] * (len(header.labels) - len(cells))]
        for column, value in spread.get(place, ()):
            row[column] = value
        if place not in waiting and not any(
            cell.strip() if isinstance(cell, str) else cell is not None for cell in row
        ):
            continue
        if place in titles or _is_no_organisation(row, name.index, words):
            passed.append(place + 1)
            continue
        values, wrong = _read(sheet, place, row, used)
        if wrong:
            problems += wrong
        else:
            rows.append(ListRow(place + 1, values))
    return tuple(rows), tuple(problems), tuple(passed)


def _merged_down(sheet: Sheet, start: int) -> dict[int, list[tuple[int, Any]]]:
    """Give every row of a merged cell its value: a town written once for ten firms is the town of all ten."""
    spread: dict[int, list[tuple[int, Any]]] = {}
    for first_row, last_row, first, last in sheet.merged:
        if first_row < start or first != last or first >= len(sheet.rows[first_row]):
            continue
        for row in range(first_row + 1, min(last_row, len(sheet.rows) - 1) + 1):
            spread.setdefault(row, []).append((first, sheet.rows[first_row][first]))
    return spread


def _is_no_organisation(row: Sequence[Any], name: int, words: set[str]) -> bool:
    own = row[name]
    if (
        isinstance(own, str)
        and not own.lower().lstrip().startswith(("total", "nombre", "grand"))
        and plain(own[:80]) not in words
    ):
        return False
    texts = [say_cell(cell).strip()[:80] for cell in row if cell is not None and cell != ""]
    filled = [text for text in texts if text]
    if len(filled) > 1 and all(plain(text) in words for text in filled):
        return True
    first = fold(filled[0]) if filled else ""
    return (
        len(filled) <= 3
        and first.startswith(("total", "nombre de ", "grand total"))
        and any(c.isdigit() for c in "".join(filled))
    )


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
            shown = " ".join(clean(say_cell(raw), LONGEST_VALUE_SHOWN).split())
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
