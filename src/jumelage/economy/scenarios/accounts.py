"""Input-output accounts: who buys from whom, the Leontief inverse, with and without households.

The table is a CSV. The first column and the header hold industry codes; each cell is what the industry of the column
buys from the industry of the row, inside the country. Further rows: ``output`` (needed), ``wages``, ``employment``,
and any others that complete the column (``imports``, ``value_added``). A further column: ``households`` (consumption).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from jumelage.economy.table.long_table import Floats
from jumelage.economy.table.source import UNKNOWN_SOURCE, PanelSource
from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets import open_file, text_of

__all__ = ["SupplyTable", "read_supply_table"]

DEMONSTRATION = "demo:us-sectors"
SPECIAL = ("output", "wages", "employment")


@dataclass(frozen=True, slots=True, eq=False)
class SupplyTable:
    """A table of domestic purchases between industries.

    Parameters
    ----------
    industries
        Codes of rows and columns.
    purchases
        Shape ``(industries, industries)``: what the column buys from the row.
    output
        Gross output by industry, same money.
    wages, consumption
        Paid to households by industry, and bought by them from industry; None where the table does not say.
    employment
        Jobs by industry behind ``output``; None where the table does not say.
    other
        Remaining inputs (imports, other value added) by industry.
    source
        Origin.
    """

    industries: tuple[str, ...]
    purchases: Floats
    output: Floats
    wages: Floats | None = None
    consumption: Floats | None = None
    employment: Floats | None = None
    other: Floats | None = None
    source: PanelSource = UNKNOWN_SOURCE

    @property
    def coefficients(self) -> Floats:
        """Return direct requirements: purchases per unit of output."""
        return self.purchases / np.where(self.output > 0, self.output, np.inf)

    def imbalance(self) -> float:
        """Return the largest gap between a column and its output, as a share of output.

        Only a table whose rows complete the columns balances; 1e-9 or less is a closed table.
        """
        inputs = self.purchases.sum(axis=0)
        for part in (self.wages, self.other):
            inputs = inputs + (0.0 if part is None else part)
        return float(np.max(np.abs(inputs - self.output) / np.where(self.output > 0, self.output, 1.0)))

    def closed_coefficients(self) -> Floats | None:
        """Return coefficients with households as one more industry, last; None without wages and consumption."""
        if self.wages is None or self.consumption is None:
            return None
        income = max(self.wages.sum(), self.consumption.sum())
        size = len(self.industries)
        closed = np.zeros((size + 1, size + 1))
        closed[:size, :size] = self.coefficients
        closed[size, :size] = self.wages / np.where(self.output > 0, self.output, np.inf)
        closed[:size, size] = self.consumption / income
        return closed

    def grouped(self, groups: Sequence[str]) -> SupplyTable:
        """Add industries together: ``groups`` names the group of each."""
        names = tuple(sorted(set(groups)))
        member = np.array([[name == group for name in names] for group in groups], dtype=np.float64)

        def add(values: Floats | None) -> Floats | None:
            return None if values is None else values @ member

        return replace(
            self,
            industries=names,
            purchases=member.T @ self.purchases @ member,
            output=self.output @ member,
            wages=add(self.wages),
            consumption=add(self.consumption),
            employment=add(self.employment),
            other=add(self.other),
        )


def leontief(coefficients: Floats) -> Floats:
    """Return total requirements, the inverse of I - A (Leontief 1936; Miller and Blair 2009, ch. 2).

    Raises
    ------
    InputError
        An industry would need more than its output: the table is no input-output table.
    """
    if coefficients.size and np.abs(np.linalg.eigvals(coefficients)).max() >= 1:
        raise InputError.at(
            "io",
            Bilingual(
                fr="des industries achètent plus que leur production.", en="some industries buy more than their output."
            ),
            Bilingual(
                fr="Vérifiez la ligne output et l'unité des colonnes.",
                en="Check the row output and the unit of the columns.",
            ),
        )
    return np.asarray(np.linalg.inv(np.eye(len(coefficients)) - coefficients), dtype=np.float64)


def read_supply_table(path: str | Path) -> SupplyTable:
    """Read a table from a CSV, or ``demo:us-sectors``.

    Raises
    ------
    InputError
        The file is no table of this form; the row and column are named.
    """
    file = Path(__file__).with_name("us_sectors_io.csv") if str(path) == DEMONSTRATION else Path(path)
    name = str(path)
    sheet = open_file(file, name, apart=True).sheets[0]
    cells = ([text_of(cell) for cell in row] for row in sheet.without_hidden().rows)
    rows = [row for row in cells if any(row) and not row[0].startswith("#")]
    if len(rows) < 2:
        raise _wrong(name, "le tableau est vide.", "the table is empty.")
    header = [cell.strip() for cell in rows[0][1:]]
    values = {row[0].strip(): _numbers(name, row, header) for row in rows[1:]}
    return _assembled(name, header, values)


def _numbers(name: str, row: list[str], header: list[str]) -> dict[str, float]:
    found = {}
    for column, cell in zip(header, row[1:], strict=False):
        try:
            found[column] = float(cell) if cell.strip() else 0.0
            if not math.isfinite(found[column]):
                raise ValueError
        except ValueError:
            raise _wrong(
                f"{name}, {row[0]} × {column}",
                f"«\u00a0{cell}\u00a0» n'est pas un nombre.",
                f"“{cell}” is not a number.",
            ) from None
    return found


def _assembled(name: str, header: list[str], values: dict[str, dict[str, float]]) -> SupplyTable:
    industries = [code for code in header if code in values]
    if "output" not in values or not industries:
        raise _wrong(name, "il manque la ligne output, ou les codes.", "the row output is missing, or the codes are.")
    alien = [code for code in header if code not in values and code != "households"]
    if alien:
        raise _wrong(
            name,
            f"colonnes sans ligne\u00a0: {', '.join(alien[:5])}.",
            f"columns without a row: {', '.join(alien[:5])}.",
        )
    rest = [key for key in values if key not in industries and key not in SPECIAL]

    def vector(key: str) -> Floats:
        return np.array([values[key].get(code, 0.0) for code in industries])

    output = vector("output")
    if not (output > 0).all():
        raise _wrong(name, "une production est nulle ou négative.", "an output is zero or negative.")
    return SupplyTable(
        industries=tuple(industries),
        purchases=np.array([[values[row].get(column, 0.0) for column in industries] for row in industries]),
        output=output,
        wages=vector("wages") if "wages" in values else None,
        consumption=np.array([values[c]["households"] for c in industries]) if "households" in header else None,
        employment=vector("employment") if "employment" in values else None,
        other=sum((vector(key) for key in rest), np.zeros(len(industries))) if rest else None,
        source=_source(name),
    )


def _source(name: str) -> PanelSource:
    if name != DEMONSTRATION:
        return PanelSource.of_file(name)
    return PanelSource(
        title=Bilingual(
            fr="Comptes d'entrées-sorties des États-Unis, 2023, 20 secteurs (Bureau of Economic Analysis)",
            en="Input-output accounts of the United States, 2023, 20 sectors (Bureau of Economic Analysis)",
        ),
        unit=Bilingual(fr="millions de dollars américains", en="million US dollars"),
        address=name,
        licence="public domain; prepared by US EPA useeior (MIT)",
        notes=(
            Bilingual(
                fr="Une technologie américaine\u00a0: un ordre de grandeur ailleurs, pas une mesure.",
                en="American technology: elsewhere an order of magnitude, not a measure.",
            ),
        ),
    )


def _wrong(place: str, fr: str, en: str) -> InputError:
    return InputError.at(
        place,
        Bilingual(fr=fr, en=en),
        Bilingual(
            fr="La forme attendue est dans docs/reference/economy.md, «\u00a0Tableau d'entrées-sorties\u00a0».",
            en="The form expected is in docs/reference/economy.md, “Input-output table”.",
        ),
    )
