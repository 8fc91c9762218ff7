"""Check the values of a long table once, then turn labels into indices. Every bad row is named; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from jumelage.economy.readers.column_form import LARGEST, column_form, number_sql
from jumelage.economy.readers.labels import clean_industries, clean_places
from jumelage.economy.readers.marks import bare_sql, ceiling_sql, mark_sql, quality_notes
from jumelage.economy.table.long_table import Floats, LongTable
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError, InputProblem
from jumelage.language import NO_TEXT, Bilingual, one_or_many
from jumelage.spreadsheets.large import LINE, View
from jumelage.spreadsheets.numbers import NumberForm

__all__ = ["OPTIONAL", "REQUIRED", "assemble"]

REQUIRED = ("place", "industry", "year", "employment")
OPTIONAL = (
    "place_name",
    "industry_name",
    "industry_name_en",
    "establishments",
    "lower",
    "upper",
    "suppressed",
    "basin",
)
_TRUE = "('true', 't', '1', 'yes', 'oui', 'y', 'o', 'vrai')"
_NUMERIC = (
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "UTINYINT", "USMALLINT",
    "UINTEGER", "UBIGINT",
)  # fmt: skip
_SHOWN = 5


def assemble(
    connection: Any,
    name: str,
    columns: Mapping[str, str],
    source: PanelSource,
    *,
    sum_duplicates: bool = False,
    view: View | None = None,
    decimal: str = "",
) -> LongTable:
    """Make a panel of the view ``given``.

    Parameters
    ----------
    connection
        A DuckDB connection that has the view.
    name
        What to call the table in messages.
    columns
        Column of the table for each name of the panel that differs.
    source
        Origin to attach.
    sum_duplicates
        Add the rows of a cell together instead of refusing them.
    view
        How the file was read, where it is one.
    decimal
        The decimal mark of the numbers, ``.`` or ``,``; empty to let the column decide.

    Raises
    ------
    InputError
        With every kind of problem found, its first rows and its remedy.
    """
    types = {d[0]: str(d[1]).upper() for d in connection.execute("select * from given limit 0").description}
    line = f'"{LINE}"' if types.pop(LINE, None) else "row_number() over () + 1"
    found = _columns(name, types, columns)
    forms: dict[str, NumberForm] = {
        key: column_form(connection, name, found[key], line, view.separator if view else ",", decimal)
        for key in ("employment", "establishments", "lower", "upper")
        if key in found and not types[found[key]].startswith(_NUMERIC)
    }
    connection.execute(f"create temp table long as {_long(found, types, forms, line)}")
    if view is not None:  # a file from outside; tables in memory and official ones are as their maker meant them
        notes = (*_reading(view), *clean_industries(connection, name), *clean_places(connection))
        source = replace(source, notes=source.notes + notes)
    _check_values(connection, name)
    source = replace(source, notes=source.notes + quality_notes(connection, "long", "given_text"))
    doubles = _duplicates(connection, name, sum_duplicates)
    return _encode(connection, found, source, doubles=doubles)


def _reading(view: View | None) -> tuple[Bilingual, ...]:
    """Say how the file was read and which of its rows were passed over."""
    if view is None:
        return ()
    skipped = tuple(
        Bilingual(fr=f"Ligne {one.row} passée\u00a0: {one.why.fr}.", en=f"Row {one.row} passed over: {one.why.en}.")
        for one in view.skipped[:_SHOWN]
    )
    more = len(view.skipped) - _SHOWN
    rest = (Bilingual(fr=f"{more} autres lignes passées.", en=f"{more} more rows passed over."),) if more > 0 else ()
    return (*view.remarks, *skipped, *rest)


def _columns(name: str, types: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    given = ", ".join(types)
    unknown = [key for key in columns if key not in REQUIRED + OPTIONAL]
    if unknown:
        raise InputError.at(
            f"columns, {unknown[0]}",
            Bilingual(fr="ce nom n'est pas une colonne d'un tableau.", en="this name is no column of a panel."),
            Bilingual(
                fr=f"Noms possibles\u00a0: {', '.join(REQUIRED + OPTIONAL)}.",
                en=f"Possible names: {', '.join(REQUIRED + OPTIONAL)}.",
            ),
        )
    if len(types) == 1 and any(mark in given for mark in ",;\t"):
        raise InputError.at(
            name,
            Bilingual(
                fr="les lignes n'ont pas toutes le même nombre de cellules.",
                en="the rows do not all have the same number of cells.",
            ),
            Bilingual(
                fr="Ouvrez-le dans un tableur, corrigez les lignes trop longues ou trop courtes, et enregistrez en CSV.",
                en="Open it in a spreadsheet, mend the rows that are too long or too short, and save as CSV.",
            ),
        )
    lower = {column.strip().lower(): column for column in reversed(list(types))}
    found = {}
    problems = []
    for key in REQUIRED + OPTIONAL:
        wanted = columns.get(key, key)
        column = wanted if wanted in types else lower.get(wanted.strip().lower())
        if column is not None:
            found[key] = column
        elif key in REQUIRED or key in columns:
            problems.append(
                InputProblem(
                    name,
                    Bilingual(fr=f"la colonne «\u00a0{wanted}\u00a0» manque.", en=f"the column “{wanted}” is missing."),
                    Bilingual(
                        fr=f"Colonnes présentes\u00a0: {given}. Dites laquelle tient lieu de {key}.",
                        en=f"Columns present: {given}. Name the one that stands for {key}.",
                    ),
                    setting=("columns",),
                )
            )
    if problems:
        raise InputError(*problems)
    return found


def _long(found: Mapping[str, str], types: Mapping[str, str], forms: Mapping[str, NumberForm], line: str) -> str:
    def quoted(key: str) -> str:
        return '"' + found[key].replace('"', '""') + '"'

    def text(key: str) -> str:
        if key not in found:
            return "cast(null as varchar)"
        value = quoted(key)
        if types[found[key]] in ("FLOAT", "DOUBLE"):
            # A code that came as 1001.0 is 1001.
            whole = f"isfinite({value}) and {value} = floor({value})"
            value = f"case when isnan({value}) then null when {whole} then cast(cast({value} as bigint) as varchar) else cast({value} as varchar) end"
        return f"nullif(trim(cast({value} as varchar)), '')"

    def number(key: str) -> str:
        if key not in found:
            return "cast(null as double)"
        if types[found[key]].startswith(_NUMERIC):
            return f"cast({quoted(key)} as double)"
        return number_sql(bare_sql(text(key)), forms[key])

    year_numeric = types[found["year"]].startswith(_NUMERIC)
    year_text = f"cast(cast({quoted('year')} as bigint) as varchar)" if year_numeric else text("year")
    if year_numeric:
        year_text = f"case when {quoted('year')} = floor({quoted('year')}) then {year_text} else cast({quoted('year')} as varchar) end"
    return f"""
        select {line} as line, nfc_normalize(regexp_replace({text("place")}, '\\s+', ' ', 'g')) as place, {text("industry")} as industry,
            {year_text} as year_text, {text("employment")} as given_text, {number("employment")} as employment,
            {number("establishments")} as establishments, {number("lower")} as lower,
            coalesce({number("upper")}, {ceiling_sql(text("employment"))}) as upper,
            coalesce(lower({text("suppressed")}) in {_TRUE}, false) as suppressed,
            {mark_sql(text("employment"))} as marked,
            {text("place_name")} as place_name, {text("industry_name")} as industry_name,
            {text("industry_name_en")} as industry_name_en, {text("basin")} as basin
        from given"""


@dataclass(frozen=True, slots=True)
class _Check:
    condition: str
    column: str
    what: Bilingual
    remedy: Bilingual

    def problem(self, name: str, line: int, value: str | None) -> InputProblem:
        said = str(value or "")[:40]
        what = Bilingual(fr=f"«\u00a0{said}\u00a0»\u00a0: {self.what.fr}", en=f"“{said}”: {self.what.en}")
        return InputProblem(f"{name}, ligne / row {line}", what if said else self.what, self.remedy)

    def many(self, name: str, count: int) -> InputProblem:
        what = Bilingual(
            fr=f"{count} lignes en tout ont cette erreur\u00a0: {self.what.fr}",
            en=f"{count} rows in all have this error: {self.what.en}",
        )
        return InputProblem(name, what, self.remedy)


_CHECKS = (
    _Check(
        "place is null",
        "place",
        Bilingual(fr="lieu vide.", en="empty place."),
        Bilingual(fr="Donnez un code ou un nom à chaque ligne.", en="Give each row a code or a name."),
    ),
    _Check(
        "industry is null",
        "industry",
        Bilingual(fr="industrie vide.", en="empty industry."),
        Bilingual(fr="Donnez un code à chaque ligne.", en="Give each row a code."),
    ),
    _Check(
        r"year_text is null or not regexp_matches(year_text, '^[12]\d{3}$')",
        "year_text",
        Bilingual(
            fr="année qui n'est pas un nombre de quatre chiffres.", en="year that is not a number of four digits."
        ),
        Bilingual(
            fr="Écrivez toutes les années de la même façon, comme 2016.",
            en="Write all years in the same way, such as 2016.",
        ),
    ),
    _Check(
        "not marked and not suppressed and (employment is null or not isfinite(employment))",
        "given_text",
        Bilingual(fr="emploi qui n'est pas un nombre.", en="employment that is not a number."),
        Bilingual(
            fr="Un chiffre non publié s'écrit x, F, D, .. ou reste vide.",
            en="A figure not published is written x, F, D, .. or left empty.",
        ),
    ),
    _Check(
        "employment < 0",
        "given_text",
        Bilingual(fr="emploi négatif.", en="negative employment."),
        Bilingual(
            fr="Corrigez le signe, ou laissez vide ce qui est inconnu.",
            en="Correct the sign, or leave empty what is unknown.",
        ),
    ),
    _Check(
        f"employment > {LARGEST} and isfinite(employment)",
        "given_text",
        Bilingual(fr="emploi trop grand pour être vrai.", en="employment too large to be true."),
        Bilingual(
            fr="Corrigez le chiffre, ou laissez vide ce qui est inconnu.",
            en="Correct the figure, or leave empty what is unknown.",
        ),
    ),
)


def _check_values(connection: Any, name: str) -> None:
    if connection.execute("select count(*) from long").fetchone()[0] == 0:
        raise InputError.at(
            name,
            Bilingual(fr="le tableau n'a aucune ligne.", en="the table has no row."),
            Bilingual(
                fr="Vérifiez l'export\u00a0: une ligne par lieu, industrie et année.",
                en="Check the export: one row for each place, industry and year.",
            ),
        )
    problems = []
    for check in _CHECKS:
        bad = f"from long where {check.condition}"
        rows = connection.execute(f"select line, {check.column} {bad} order by line limit {_SHOWN + 1}").fetchall()
        problems += [check.problem(name, line, value) for line, value in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            problems.append(check.many(name, connection.execute(f"select count(*) {bad}").fetchone()[0]))
    if problems:
        raise InputError(*problems)


def _duplicates(connection: Any, name: str, sum_duplicates: bool) -> int:
    query = "select place, industry, year_text, min(line), max(line), count(*) from long group by 1, 2, 3 having count(*) > 1 order by 4"
    count: int = connection.execute(f"select count(*) from ({query})").fetchone()[0]
    if not count or sum_duplicates:
        return count
    rows = connection.execute(f"{query} limit {_SHOWN}").fetchall()
    which = "\u00a0; ".join(
        f"{place} × {industry} × {year} (lignes / rows {a}, {b})" for place, industry, year, a, b, _ in rows
    )
    raise InputError.at(
        name,
        one_or_many(
            count,
            Bilingual(
                fr=f"une cellule paraît plus d'une fois\u00a0: {which}.",
                en=f"one cell appears more than once: {which}.",
            ),
            Bilingual(
                fr=f"{count} cellules paraissent plus d'une fois\u00a0: {which}.",
                en=f"{count} cells appear more than once: {which}.",
            ),
        ),
        Bilingual(
            fr="Gardez une ligne par lieu, industrie et année\u00a0; si les lignes s'additionnent vraiment, dites-le.",
            en="Keep one row for each place, industry and year; if the rows do add up, say so.",
        ),
        "sum_duplicates",
    )


_UNKNOWN = "(suppressed or marked or (employment = 0 and coalesce(establishments, 0) > 0))"


def _encode(connection: Any, found: Mapping[str, str], source: PanelSource, *, doubles: int) -> LongTable:
    labels = {key: _labels(connection, key) for key in ("place", "industry", "year_text")}
    # A sum with an unknown term is unknown.
    data = connection.execute(f"""
        with places as (select label, row_number() over (order by label) - 1 as id from (select distinct place as label from long)),
        industries as (select label, row_number() over (order by label) - 1 as id from (select distinct industry as label from long)),
        years as (select label, row_number() over (order by label) - 1 as id from (select distinct year_text as label from long))
        select cast(places.id as integer) as place, cast(industries.id as integer) as industry, cast(years.id as integer) as year,
            case when bool_or({_UNKNOWN}) then cast('nan' as double) else sum(employment) end as employment,
            sum(coalesce(establishments, cast('nan' as double))) as establishments,
            sum(case when {_UNKNOWN} then coalesce(lower, 0) else employment end) as lower,
            sum(case when {_UNKNOWN} then coalesce(upper, cast('nan' as double)) else employment end) as upper
        from long join places on long.place = places.label join industries on long.industry = industries.label
            join years on long.year_text = years.label
        group by 1, 2, 3 order by year, place, industry""").fetchnumpy()
    bounded = (
        doubles > 0
        or "lower" in found
        or np.isfinite(_plain(data["upper"])[np.isnan(_plain(data["employment"]))]).any()
    )
    notes = source.notes
    if doubles:
        notes += (
            one_or_many(
                doubles,
                Bilingual(
                    fr="Une cellule donnée en plusieurs lignes a été additionnée, à votre demande.",
                    en="One cell given in several rows was added together, as you asked.",
                ),
                Bilingual(
                    fr=f"{doubles} cellules données en plusieurs lignes ont été additionnées, à votre demande.",
                    en=f"{doubles} cells given in several rows were added together, as you asked.",
                ),
            ),
        )
    return LongTable(
        places=labels["place"],
        industries=labels["industry"],
        years=tuple(int(y) for y in labels["year_text"]),
        place=_plain(data["place"]).astype(np.int32),
        industry=_plain(data["industry"]).astype(np.int32),
        year=_plain(data["year"]).astype(np.int32),
        employment=_plain(data["employment"]),
        establishments=_plain(data["establishments"]) if "establishments" in found else None,
        lower=_plain(data["lower"]) if bounded else None,
        upper=_plain(data["upper"]) if bounded else None,
        place_names=dict(_pairs(connection, "place", "place_name")),
        industry_names=_industry_names(connection),
        basins=dict(_pairs(connection, "place", "basin")),
        source=replace(source, notes=notes),
    )


def _plain(values: Any) -> Floats:
    return np.ma.filled(values, np.nan) if np.ma.isMaskedArray(values) else np.asarray(values)


def _labels(connection: Any, key: str) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(f"select distinct {key} from long order by 1").fetchall())


def _pairs(connection: Any, key: str, value: str) -> list[tuple[str, str]]:
    query = f"select {key}, last({value} order by line) from long where {value} is not null group by 1"
    return [(a, b) for a, b in connection.execute(query).fetchall()]


def _industry_names(connection: Any) -> dict[str, Bilingual]:
    french = dict(_pairs(connection, "industry", "industry_name"))
    english = dict(_pairs(connection, "industry", "industry_name_en"))
    codes = {**french, **english}
    return {code: Bilingual(fr=french.get(code, ""), en=english.get(code, "")) or NO_TEXT for code in codes}
