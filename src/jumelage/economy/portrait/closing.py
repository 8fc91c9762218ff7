"""What a town's figures become if an industry loses part of its jobs: the direct loss, and more only with a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jumelage.economy.measures.diversity import effective_industries, known_shares
from jumelage.economy.panel import Panel
from jumelage.economy.portrait.lines import IndustryLine
from jumelage.economy.portrait.town import TownFigures
from jumelage.economy.scenarios.accounts import read_supply_table
from jumelage.economy.scenarios.stress import Loss, stress
from jumelage.economy.table.survey import plausible_range
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual

__all__ = ["TABLES", "Closing", "Spread", "close_industry", "spread_of"]

TABLES = {"us-sectors": "demo:us-sectors"}
"""Input-output tables that can be chosen, by the word of an address."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What is left of a town after a direct loss.

    Parameters
    ----------
    industry, loss
        Which industry, and which part of it goes (0 to 1).
    direct, direct_range
        Jobs lost, and their plausible range; None where the survey is not known.
    share
        Part of all known employment that goes.
    left
        Known employment after.
    after
        Every industry after: code, jobs (None where unknown), largest first.
    effective_before, effective_after
        Effective number of industries: it rises when the largest falls, which is no progress.
    """

    industry: IndustryLine
    loss: float
    direct: float
    direct_range: tuple[float, float] | None
    share: float
    left: float
    after: tuple[tuple[str, float | None], ...]
    effective_before: float
    effective_after: float


def close_industry(figures: TownFigures, industry: str, loss: float) -> Closing | None:
    """Take ``loss`` (0 to 1) of an industry's jobs away; None where the industry or its figure is not known."""
    line = next((line for line in figures.lines if line.industry == industry), None)
    if line is None or line.employment is None or not 0 <= loss <= 1:
        return None
    direct = line.employment * loss
    found = plausible_range(line.employment, figures.survey)
    after = [
        (
            other.industry,
            other.employment - direct if other is line and other.employment is not None else other.employment,
        )
        for other in figures.lines
    ]
    values = np.array([np.nan if jobs is None else jobs for _, jobs in after])
    return Closing(
        industry=line,
        loss=loss,
        direct=direct,
        direct_range=(found[0] * loss, found[1] * loss) if found else None,
        share=direct / figures.employment if figures.employment else 0.0,
        left=figures.employment - direct,
        after=tuple(sorted(after, key=lambda pair: -(pair[1] if pair[1] is not None else -1))),
        effective_before=figures.effective_industries,
        effective_after=effective_industries(known_shares(values)),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """What a table says of the jobs lost elsewhere in the town: low, middle and high of five methods.

    Parameters
    ----------
    indirect, induced
        At suppliers, and where the lost wages were spent; ``induced`` is None where the table cannot tell.
    low, high
        Of both together.
    source, warnings
        Origin of the table, and what to mind.
    """

    indirect: Loss
    induced: Loss | None
    low: float
    high: float
    source: Bilingual
    warnings: tuple[Bilingual, ...]


def spread_of(panel: Panel, figures: TownFigures, industry: str, loss: float, table: str) -> Spread | None:
    """Estimate indirect and induced losses with one of :data:`TABLES`; None where nothing is lost or it cannot be done."""
    if table not in TABLES or loss <= 0:
        return None
    accounts = read_supply_table(TABLES[table])
    try:
        found = stress(panel, figures.place, industry, loss, year=figures.year, table=accounts)
    except (NoResultError, InputError):  # the codes of the two tables do not meet
        return None
    if found.indirect is None:
        return None
    induced = found.induced
    return Spread(
        indirect=found.indirect,
        induced=induced,
        low=found.indirect.low + (induced.low if induced else 0.0),
        high=found.indirect.high + (induced.high if induced else 0.0),
        source=accounts.source.title,
        warnings=found.warnings,
    )
