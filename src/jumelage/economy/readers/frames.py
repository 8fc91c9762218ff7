"""Tables in memory, whoever made them: pandas, Polars, Arrow, DuckDB relations, through narwhals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import narwhals as nw
import numpy as np

from jumelage.economy.readers.assembly import assemble
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["take_frame"]

NAME = "frame"


def take_frame(
    frame: Any, columns: Mapping[str, str], source: PanelSource | None, *, sum_duplicates: bool = False
) -> LongTable:
    """Make a panel of a table in memory; see :meth:`Panel.from_frame`."""
    connection = duckdb.connect()
    try:
        connection.register("given", _arrays(frame, columns.get("year", "year")))
        return assemble(connection, NAME, columns, source or PanelSource.of_file(NAME), sum_duplicates=sum_duplicates)
    except duckdb.Error as error:
        raise InputError.at(
            NAME,
            Bilingual(
                fr=f"illisible ({str(error).splitlines()[0]}).", en=f"cannot be read ({str(error).splitlines()[0]})."
            ),
            Bilingual(
                fr="Donnez les colonnes place, industry, year, employment.",
                en="Give the columns place, industry, year, employment.",
            ),
        ) from error
    finally:
        connection.close()


def _arrays(frame: Any, year: str) -> dict[str, Any]:
    if isinstance(frame, duckdb.DuckDBPyRelation):
        return {name: _filled(values) for name, values in frame.fetchnumpy().items()}
    try:
        table = nw.from_native(frame)
    except TypeError as error:
        raise InputError.at(
            NAME,
            Bilingual(
                fr=f"ce n'est pas un tableau ({type(frame).__name__}).",
                en=f"this is no table ({type(frame).__name__}).",
            ),
            Bilingual(
                fr="Donnez un tableau pandas, Polars, Arrow ou une relation DuckDB.",
                en="Give a pandas, Polars or Arrow table, or a DuckDB relation.",
            ),
        ) from error
    if isinstance(table, nw.LazyFrame):
        table = table.collect()
    return {name: _column(table[name], is_year=name == year) for name in table.columns}


def _column(series: Any, *, is_year: bool) -> Any:
    if series.dtype.is_integer() and not series.null_count():
        return np.asarray(series.to_numpy(), dtype=np.int64)
    if series.dtype.is_numeric():
        return np.asarray(series.cast(nw.Float64).to_numpy(), dtype=float)
    values = series.to_list()
    if is_year and len({type(value) for value in values}) > 1:
        raise InputError.at(
            f"{NAME}, {series.name}",
            Bilingual(fr="les années sont de plusieurs types mêlés.", en="the years are of several mixed types."),
            Bilingual(fr="Convertissez la colonne en nombres entiers.", en="Convert the column to whole numbers."),
        )
    return np.array([_text(value) for value in values], dtype=object)


def _text(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    return str(value)


def _filled(values: Any) -> Any:
    if not np.ma.isMaskedArray(values):
        return values
    if values.dtype == object:
        return np.array(
            [None if hidden else v for v, hidden in zip(values.data, np.ma.getmaskarray(values), strict=True)]
        )
    return np.ma.filled(values.astype(float), np.nan)
