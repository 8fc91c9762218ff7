"""What a town's figures become if an industry loses part of its jobs: the direct loss only, no behaviour guessed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jumelage.documents.portrait.figures import TownFigures
from jumelage.documents.portrait.uncertainty import plausible_range
from jumelage.economy.diversity import effective_industries, known_shares
from jumelage.economy.lines import IndustryLine

__all__ = ["Closing", "close_industry"]


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
