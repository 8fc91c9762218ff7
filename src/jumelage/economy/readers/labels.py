"""Labels of a long table made comparable: codes cut from titles, totals left out, one writing a place. All of it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from jumelage.economy.table.classification import SECTORS, is_naics
from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual, one_or_many
from jumelage.spreadsheets.codes import SpoiledCodeError, industry_code
from jumelage.text import fold

__all__ = ["clean_industries", "clean_places"]

_TOTAL = re.compile(
    r"(?:grand )?total(?:\b.*|$)|ensemble(?: des (?:industries|secteurs))?|all industries|toutes (?:les )?industries"
    r"|tous (?:les )?secteurs|all sectors|(?:industry - not applicable|industrie - sans objet|sans objet)\b.*|00|10-?total",
    re.DOTALL,
)
_WHOLE = re.compile(r"total|grand total|ensemble|all places|toutes les villes|somme")
_SHOWN = 5
_NAICS_TWO = frozenset(SECTORS) | {"31", "32", "33", "44", "45", "48", "49"}


def clean_industries(connection: Any, name: str) -> tuple[Bilingual, ...]:
    """Cut codes from titles and take totals out of the table ``long``; return what was done, for its notes.

    Raises
    ------
    InputError
        A spreadsheet made a day of a code: its rows are named.
    """
    labels = [
        row[0] for row in connection.execute("select distinct industry from long where industry is not null").fetchall()
    ]
    codes, spoiled = _codes(labels)
    if spoiled:
        raise _spoiled(connection, name, spoiled)
    cut = {label: code for label, code in codes.items() if code.code != label}
    if cut:
        _relabel(connection, {label: (code.code, code.title or None) for label, code in cut.items()})
    totals = [label for label in labels if label not in codes and _TOTAL.fullmatch(" ".join(fold(label).split()))]
    totals += [label for label in ("10",) if label in labels and _is_sum(connection, label, codes, totals)]
    totals += [label for label in ("0",) if label in labels and _is_half(connection, label)]
    return _without(connection, "industry", totals)


def _is_half(connection: Any, label: str) -> bool:
    """Tell whether an industry holds about as much as all others: ``0`` is a total in some tables, an industry in others."""
    query = "select coalesce(sum(employment) filter (where industry = ?), 0), coalesce(sum(employment), 0) from long"
    own, whole = connection.execute(query, [label]).fetchone()
    return bool(whole and 2 * own >= 0.9 * whole)


def _codes(labels: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    codes: dict[str, Any] = {}
    spoiled = []
    for label in labels:
        if label == "00":
            continue
        try:
            found = industry_code(label)
        except SpoiledCodeError:
            spoiled.append(label)
            continue
        if found is not None and not _TOTAL.fullmatch(fold(found.title or "x")):
            codes[label] = found
    return codes, spoiled


def _spoiled(connection: Any, name: str, labels: list[str]) -> InputError:
    rows = connection.execute(
        "select line, industry from long where list_contains(?, industry) order by line limit ?", [labels, _SHOWN]
    ).fetchall()
    return InputError(
        *(
            InputProblem(
                f"{name}, ligne / row {line}",
                Bilingual(
                    fr=f"«\u00a0{label}\u00a0»\u00a0: le tableur a fait du code d'industrie une date.",
                    en=f"“{label}”: the spreadsheet made a date of the industry code.",
                ),
                Bilingual(
                    fr="Mettez la colonne en format texte et récrivez le code, comme 21 ou 11-21.",
                    en="Make the column text and write the code again, such as 21 or 11-21.",
                ),
                row=line,
                column="industry",
            )
            for line, label in rows
        )
    )


def _relabel(connection: Any, new: Mapping[str, tuple[str, str | None]]) -> None:
    arrays = {
        "was": np.array(list(new), dtype=object),
        "code": np.array([code for code, _ in new.values()], dtype=object),
        "title": np.array([title for _, title in new.values()], dtype=object),
    }
    connection.register("relabelled", arrays)
    connection.execute(
        "update long set industry_name = coalesce(industry_name, relabelled.title), industry = relabelled.code "
        "from relabelled where long.industry = relabelled.was"
    )
    connection.unregister("relabelled")


def _is_sum(connection: Any, label: str, codes: Mapping[str, Any], totals: list[str]) -> bool:
    """Tell whether a code is the sum of all others: QCEW writes ``10`` for all industries, which NACE gives to food."""
    others = {code.code for known, code in codes.items() if known != label and known not in totals}
    if not others or not (is_naics(others) and any(code in _NAICS_TWO for code in others)):
        return False
    least = min(len(code.partition("-")[0]) for code in others)
    checked = connection.execute(
        """with parts as (select place, year_text, sum(employment) as parts from long
               where industry <> ? and length(split_part(industry, '-', 1)) = ? group by 1, 2),
             wholes as (select place, year_text, sum(employment) as whole from long where industry = ? group by 1, 2)
           select count(*) filter (where whole >= parts * 0.98), count(*) from parts join wholes using (place, year_text)""",
        [label, least, label],
    ).fetchone()
    return bool(checked and checked[1] and checked[0] >= 0.9 * checked[1])


def _without(connection: Any, column: str, labels: list[str]) -> tuple[Bilingual, ...]:
    if not labels:
        return ()
    remaining = connection.execute(
        f"select count(*) from long where not list_contains(?, {column})", [labels]
    ).fetchone()[0]
    if not remaining:
        return ()
    rows, jobs = connection.execute(
        f"select count(*), coalesce(sum(employment), 0) from long where list_contains(?, {column})", [labels]
    ).fetchone()
    connection.execute(f"delete from long where list_contains(?, {column})", [labels])
    shown = ", ".join(sorted(labels)[:_SHOWN])[:200]
    return (
        one_or_many(
            rows,
            Bilingual(
                fr=f"Une ligne est un total («\u00a0{shown}\u00a0»)\u00a0: elle n'est pas additionnée ({jobs:.0f}).",
                en=f"One row is a total (“{shown}”): it is not added ({jobs:.0f}).",
            ),
            Bilingual(
                fr=f"{rows} lignes sont des totaux («\u00a0{shown}\u00a0»)\u00a0: elles ne sont pas additionnées ({jobs:.0f}).",
                en=f"{rows} rows are totals (“{shown}”): they are not added ({jobs:.0f}).",
            ),
        ),
    )


def clean_places(connection: Any, table: str = "long", *, with_wholes: bool = False) -> tuple[Bilingual, ...]:
    """Give each place of a table one writing, the most frequent: accents composed or not, capitals, hyphens, spaces.

    Parameters
    ----------
    connection, table
        A connection of DuckDB and a table of it with the column ``place``.
    with_wholes
        Whether rows of a place called « Total » are kept.
    """
    rows = connection.execute(f"select place, count(*) from {table} where place is not null group by 1").fetchall()
    wholes = [place for place, _ in rows if _WHOLE.fullmatch(" ".join(fold(place).split()))]
    notes = () if with_wholes else _without(connection, "place", wholes)
    written: dict[str, list[tuple[int, str]]] = {}
    for place, count in rows:
        key = " ".join(re.sub(r"[-\u2010-\u2015\u2019'.]", " ", fold(place)).split())
        written.setdefault(key, []).append((count, place))
    several = [sorted(found, reverse=True) for found in written.values() if len(found) > 1]
    for found in several:
        best, others = found[0][1], [place for _, place in found[1:]]
        connection.execute(f"update {table} set place = ? where list_contains(?, place)", [best, others])
    if several:
        shown = "\u00a0; ".join(" = ".join(place for _, place in found) for found in several[:_SHOWN])
        notes += (
            Bilingual(
                fr=f"Un même lieu, écrit de plusieurs façons\u00a0: {shown}.",
                en=f"One place, written in several ways: {shown}.",
            ),
        )
    return notes
