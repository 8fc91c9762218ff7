"""Read the table of pairs: ``pair, mission, placed, outcome``."""

from __future__ import annotations

from pathlib import Path

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.outcomes.pairs import PairOutcome
from jumelage.spreadsheets import Row, Table, read_table

__all__ = ["read_pairs"]

_ANSWERS = {"1": True, "0": False, "1.0": True, "0.0": False}


def read_pairs(path: Path) -> tuple[PairOutcome, ...]:
    """Read agreed pairs, one a row.

    Parameters
    ----------
    path
        A table with columns ``pair``, ``mission``, ``placed`` (0 or 1) and ``outcome`` (0, 1, or blank: no answer).

    Raises
    ------
    InputError
        With every cell that does not fit, or where the table has no row.
    """
    table = read_table(path, required=("pair", "mission", "placed", "outcome"))
    problems: list[InputProblem] = []
    rows = [_pair(row, table, problems) for row in table]
    if not rows:
        problems.append(
            InputProblem(
                table.name,
                Bilingual(fr="Aucune paire.", en="No pair."),
                Bilingual(fr="Donnez une paire par ligne.", en="Give one pair a row."),
            )
        )
    if problems:
        raise InputError(*problems)
    return tuple(row for row in rows if row is not None)


def _pair(row: Row, table: Table, problems: list[InputProblem]) -> PairOutcome | None:
    pair, mission, placed, outcome = (row[name].strip() for name in ("pair", "mission", "placed", "outcome"))
    wrong = [name for name, value in (("pair", pair), ("mission", mission)) if not value]
    wrong += ["placed"] * (placed not in _ANSWERS)
    wrong += ["outcome"] * (outcome not in _ANSWERS and outcome != "")
    for column in wrong:
        fr, en = ("Écrivez 0 ou 1.", "Write 0 or 1.") if column == "placed" else ("Écrivez un code.", "Write a code.")
        if column == "outcome":
            fr, en = (
                "Écrivez 0, 1, ou laissez vide si personne n'a répondu.",
                "Write 0, 1, or nothing where nobody answered.",
            )
        shown = row[column][:40]
        what = Bilingual(fr=f"« {shown} » refusé.", en=f"“{shown}” refused.")
        problems.append(
            InputProblem(table.place(row.number, column), what, Bilingual(fr=fr, en=en), row.number, column)
        )
    if wrong:
        return None
    return PairOutcome(pair, mission, _ANSWERS[placed], _ANSWERS.get(outcome))
