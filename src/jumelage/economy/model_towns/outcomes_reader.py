"""Where a file of outcomes becomes a table: columns recognised, every value validated once, each bad row named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from jumelage.economy.model_towns.outcomes import Outcomes
from jumelage.economy.readers.column_form import LARGEST, column_form, number_sql
from jumelage.economy.readers.files import open_table
from jumelage.economy.readers.labels import clean_places
from jumelage.economy.readers.marks import bare_sql, mark_sql
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.spreadsheets.large import LINE, View
from jumelage.spreadsheets.numbers import NumberForm

__all__ = ["columns_of", "read_outcomes"]

_SHOWN = 5
_OPTIONAL = ("place_name", "latitude", "longitude", "leading_industry", "income")


def columns_of(path: str | Path) -> tuple[str, ...]:
    """List the columns of a table, as the file names them."""
    with duckdb.connect() as connection:
        _open(connection, Path(path))
        return tuple(row[0] for row in connection.execute("describe given").fetchall() if row[0] != LINE)


def read_outcomes(
    path: str | Path,
    outcome: str,
    *,
    columns: Mapping[str, str] | None = None,
    shock_in: str | None = None,
    higher_is_better: bool = True,
) -> Outcomes:
    """Read a table of outcomes in long form: ``place, year`` and one column or more of figures.

    Parameters
    ----------
    path
        CSV, Parquet or Excel.
    outcome
        The column judged.
    columns
        Names of the columns that are called otherwise: ``{"place": "fips"}``. Optional columns: ``place_name``,
        ``latitude``, ``longitude``, ``leading_industry``, ``income`` (per person).
    shock_in
        The column in which shocks are looked for; the outcome itself when None.
    higher_is_better
        False when a rise of the outcome is bad.

    Raises
    ------
    InputError
        The file cannot be read, lacks a column, or holds what is no figure; each row is named.
    """
    file, names = Path(path), dict(columns or {})
    with duckdb.connect() as connection:
        view = _open(connection, file, [names.get("place", "place"), names.get("year", "year"), outcome])
        found = _found(connection, file.name, names, [outcome, *([shock_in] if shock_in else [])])
        keys = [key for key in dict.fromkeys([outcome, shock_in or outcome, "income"]) if key in found]
        forms = {key: column_form(connection, file.name, found[key], LINE, view.separator) for key in keys}
        connection.execute(_prepared(found, forms))
        notes = clean_places(connection, "outcomes", with_wholes=True)
        found |= {"place": "place"}
        _validate(connection, file.name, found, outcome, shock_in)
        data = connection.execute(_select(found, outcome, shock_in)).fetchnumpy()
    if not len(data["place"]):
        raise _error(file.name, "le tableau n'a aucune ligne.", "the table has no row.", *_EXPORT)
    made = _assemble(file.name, data, outcome, shock_in, higher_is_better)
    return replace(made, source=replace(made.source, notes=(*made.source.notes, *notes)))


_EXPORT = (
    "Vérifiez l'export\u00a0: une ligne par lieu et par année.",
    "Check the export: one row for each place and year.",
)


def _error(place: str, fr: str, en: str, remedy_fr: str, remedy_en: str, *setting: str) -> InputError:
    return InputError.at(place, Bilingual(fr=fr, en=en), Bilingual(fr=remedy_fr, en=remedy_en), *setting)


def _open(connection: Any, file: Path, expected: Sequence[str] = ("place", "year")) -> View:
    try:
        return open_table(connection, file, expected)
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        raise _error(
            file.name,
            f"lecture impossible ({why}).",
            f"cannot be read ({why}).",
            "Enregistrez de nouveau en CSV UTF-8.",
            "Save it again as CSV UTF-8.",
        ) from error


def _found(connection: Any, name: str, names: Mapping[str, str], wanted: list[str]) -> dict[str, str]:
    """Return the column of the file for each key, whatever its capitals."""
    present = {row[0].casefold(): row[0] for row in connection.execute("describe given").fetchall()}
    keys = ["place", "year", *wanted]
    found = {key: present.get(names.get(key, key).casefold(), "") for key in [*keys, *_OPTIONAL]}
    absent = [names.get(key, key) for key in keys if not found[key]]
    absent += [names[key] for key in _OPTIONAL if key in names and not found[key]]
    if absent:
        raise _error(
            name,
            f"il manque la colonne {', '.join(absent)} (lues\u00a0: {', '.join(present.values())[:200]}).",
            f"column {', '.join(absent)} is missing (read: {', '.join(present.values())[:200]}).",
            "Nommez la colonne qui en tient lieu, ou jugez-en une autre.",
            "Name the column that stands for it, or judge another.",
            "columns",
            "outcome",
        )
    return {key: column for key, column in found.items() if column}


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(column: str) -> str:
    return f"trim(cast({_quoted(column)} as varchar))"


def _number(column: str) -> str:
    return f"try_cast({_text(column)} as double)"


def _prepared(found: Mapping[str, str], forms: Mapping[str, NumberForm]) -> str:
    """Return the query that makes the table ``outcomes``: numbers in one form, places in one writing, marks as they are."""
    place = f"nfc_normalize(regexp_replace({_text(found['place'])}, '\\s+', ' ', 'g'))"
    numbers = {
        found[key]: f"coalesce(cast({number_sql(bare_sql(_text(found[key])), form)} as varchar), {_text(found[key])})"
        for key, form in forms.items()
    }
    changed = ", ".join(f"{sql} as {_quoted(column)}" for column, sql in numbers.items())
    kept = f"* exclude ({_quoted(found['place'])}) replace ({changed})" if changed else "*"
    return f"create temp table outcomes as select {place} as place, {kept} from given"


def _unknown(column: str) -> str:
    return mark_sql(_text(column))


def _validate(connection: Any, name: str, found: Mapping[str, str], outcome: str, shock_in: str | None) -> None:
    """Raise one error with every kind of bad row."""
    year = f"try_cast({_text(found['year'])} as integer)"
    checks = [
        ("place", f"coalesce({_text(found['place'])}, '') = ''", "le lieu est vide", "the place is empty"),
        (
            "year",
            rf"not coalesce(regexp_matches({_text(found['year'])}, '^[12]\d{{3}}(?:\.0+)?$'), false)",
            "ce n'est pas une année",
            "this is not a year",
        ),
    ]
    for key in dict.fromkeys([outcome, *([shock_in] if shock_in else [])]):
        value = _number(found[key])
        bad = f"(not {_unknown(found[key])} and ({value} is null or not isfinite({value})))"
        checks.append((key, bad, "ce n'est pas un nombre", "this is not a number"))
        vast = f"(not {_unknown(found[key])} and isfinite({value}) and abs({value}) > {LARGEST})"
        checks.append((key, vast, "ce nombre est trop grand pour être vrai", "this number is too large to be true"))
    problems = []
    for key, condition, fr, en in checks:
        rows = connection.execute(
            f"select line, said from (select __line as line, {_text(found[key])} as said, "
            f"{condition} as bad from outcomes) where bad order by line limit {_SHOWN}"
        ).fetchall()
        problems += [_bad_row(name, line, found[key], said, Bilingual(fr=fr, en=en)) for line, said in rows]
    if "industry" not in {row[0].casefold() for row in connection.execute("describe outcomes").fetchall()}:
        problems += _twice(connection, name, found, year)
    if problems:
        raise InputError(*problems)


def _bad_row(name: str, line: int, column: str, said: str | None, what: Bilingual) -> InputProblem:
    return InputProblem(
        f"{name}, ligne / row {line}, {column}",
        Bilingual(fr=f"{what.fr}\u00a0: «\u00a0{said or ''}\u00a0».", en=f"{what.en}: “{said or ''}”."),
        Bilingual(fr="Corrigez la cellule, ou videz-la si elle est inconnue.", en="Mend the cell, or empty it."),
    )


def _twice(connection: Any, name: str, found: Mapping[str, str], year: str) -> list[InputProblem]:
    rows = connection.execute(
        f"select place, year, min(line), max(line) from (select __line as line, "
        f"{_text(found['place'])} as place, {year} as year from outcomes) group by 1, 2 having count(*) > 1 "
        f"order by 3 limit {_SHOWN}"
    ).fetchall()
    return [
        InputProblem(
            f"{name}, lignes / rows {a}, {b}",
            Bilingual(fr=f"{place} × {when} paraît plus d'une fois.", en=f"{place} × {when} appears more than once."),
            Bilingual(fr="Gardez une ligne par lieu et par année.", en="Keep one row for each place and year."),
        )
        for place, when, a, b in rows
    ]


def _select(found: Mapping[str, str], outcome: str, shock_in: str | None) -> str:
    """Return the query of one row a place and year; a sum with an unknown term is unknown."""

    def total(key: str) -> str:
        known = f"case when {_unknown(found[key])} then null else {_number(found[key])} end"
        return f"case when count(*) = count({known}) then sum({known}) end"

    parts = [f"{_text(found['place'])} as place", f"cast({_text(found['year'])} as integer) as year"]
    parts.append(f"{total(outcome)} as outcome")
    if shock_in:
        parts.append(f"{total(shock_in)} as shock")
    parts += [f"any_value({_number(found[k])}) as {k}" for k in ("latitude", "longitude", "income") if k in found]
    parts += [
        f"any_value(nullif({_text(found[k])}, '')) as {k}" for k in ("place_name", "leading_industry") if k in found
    ]
    return f"select {', '.join(parts)} from outcomes group by 1, 2 order by 1, 2"


def _assemble(
    name: str, data: Mapping[str, Any], outcome: str, shock_in: str | None, higher_is_better: bool
) -> Outcomes:
    places, row = np.unique(np.asarray(data["place"], dtype=str), return_inverse=True)
    years, column = np.unique(_plain(data["year"]), return_inverse=True)

    def table(key: str) -> NDArray[np.float64]:
        values = np.full((len(places), len(years)), np.nan)
        values[row, column] = _plain(data[key])
        return values

    def label(key: str) -> dict[str, str]:
        if key not in data:
            return {}
        given = np.ma.getmaskarray(data[key])
        pairs = zip(data["place"], np.ma.getdata(data[key]), given, strict=True)
        return {str(place): str(text) for place, text, hidden in pairs if not hidden and text is not None}

    coordinates = None
    if "latitude" in data and "longitude" in data:
        with np.errstate(all="ignore"):
            coordinates = np.column_stack([_last(table("latitude")), _last(table("longitude"))])
    return Outcomes(
        outcome=outcome,
        places=tuple(str(place) for place in places),
        years=tuple(int(year) for year in years),
        values=table("outcome"),
        shock_values=table("shock") if shock_in else None,
        shock_in=shock_in or outcome,
        income=table("income") if "income" in data else None,
        place_names=label("place_name"),
        coordinates=coordinates,
        leading_industry=label("leading_industry"),
        higher_is_better=higher_is_better,
        source=PanelSource.of_file(name),
    )


def _last(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the latest known value of each row; NaN where none is."""
    known = np.isfinite(values)
    column = values.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    picked = values[np.arange(len(values)), column]
    return np.where(known.any(axis=1), picked, np.nan)


def _plain(values: Any) -> NDArray[np.float64]:
    filled = np.ma.filled(values.astype(float), np.nan) if np.ma.isMaskedArray(values) else np.asarray(values)
    return filled.astype(np.float64)
