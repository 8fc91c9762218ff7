"""How a column of figures writes its numbers, found in DuckDB from one example of each form, and read accordingly."""

from __future__ import annotations

from typing import Any

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.spreadsheets.numbers import NumberForm, form_of

__all__ = ["LARGEST", "column_form", "number_sql"]

LARGEST = 1e15
"""The largest figure believed: beyond it sums lose single jobs, and squares of totals end by overflowing."""


def column_form(
    connection: Any, name: str, column: str, line: str, separator: str = ",", decimal: str = ""
) -> NumberForm:
    """Decide, for a whole column of the view ``given``, what the signs in its numbers mean; ask where nothing does.

    Parameters
    ----------
    connection
        Of DuckDB.
    name
        What messages call the file.
    column, line
        The column, and the expression of a row's number in the file.
    separator
        Of the cells of the file.
    decimal
        The decimal mark where a person said it.

    Raises
    ------
    InputError
        Its numbers can be read in two ways, or are written in two ways.
    """
    if decimal:
        return NumberForm("," if decimal == "," else ".")
    text = '"' + column.replace('"', '""') + '"'
    rows = connection.execute(
        f"""select min(line), arg_min(said, line) from
            (select {line} as line, trim(cast({text} as varchar)) as said from given) where regexp_matches(said, '[.,]')
            group by said[1:1] = '0', regexp_replace(said, '[0-9]', '9', 'g') order by 1 limit 5000"""
    ).fetchall()
    lines = {said: number for number, said in reversed(rows)}
    form = form_of([said for _, said in rows], separator)
    if form.contradicting:
        a, b = form.contradicting
        raise _number_error(name, column, lines[a], Bilingual(
            fr=f"«\u00a0{a}\u00a0» et «\u00a0{b}\u00a0» (ligne {lines[b]}) ne s'écrivent pas de la même façon.",
            en=f"“{a}” and “{b}” (row {lines[b]}) are not written in the same way.",
        ))  # fmt: skip
    if form.asked:
        said = form.asked[0]
        bare = said.replace(",", "").replace(".", "")
        raise _number_error(name, column, lines[said], Bilingual(
            fr=f"«\u00a0{said}\u00a0» peut se lire {bare}, ou {said.replace('.', ',')} avec des décimales.",
            en=f"“{said}” can be read {bare}, or {said.replace(',', '.')} with decimals.",
        ))  # fmt: skip
    return form


def _number_error(name: str, column: str, line: int, what: Bilingual) -> InputError:
    return InputError(
        InputProblem(
            f"{name}, ligne / row {line}, {column}",
            what,
            Bilingual(
                fr="Dites quel signe sépare les décimales\u00a0: point ou virgule (--decimal point, --decimal comma).",
                en="Say which sign separates decimals: point or comma (--decimal point, --decimal comma).",
            ),
            row=line,
            column=column,
        )
    )


def number_sql(text: str, form: NumberForm) -> str:
    """Return the SQL expression of the number that a text holds under a form; null where it holds none."""
    thousands = "," if form.decimal == "." else "."
    plain = rf"regexp_replace({text}, '[\s\x{{00A0}}\x{{2009}}\x{{202F}}'']', '', 'g')"
    return f"try_cast(replace(replace({plain}, '{thousands}', ''), ',', '.') as double)"
