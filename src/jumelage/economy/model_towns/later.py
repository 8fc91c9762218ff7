"""What a town did next: the industries that gained jobs after the shock, and growth of new work or loss of old."""

from __future__ import annotations

import numpy as np

from jumelage.economy.measures.change import split_change
from jumelage.economy.model_towns.result import Gain, LaterWork
from jumelage.economy.model_towns.sections import Sections
from jumelage.economy.model_towns.shocks import Shock
from jumelage.economy.panel import Panel
from jumelage.economy.table.long_table import Floats
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["later_work"]

_MOST = 5
_ABSENT_BELOW, _PRESENT_FROM = 0.5, 1.0


def later_work(sections: Sections, shock: Shock) -> LaterWork | None:
    """Compare the last observation before the shock with the last of the panel; None where either is missing."""
    panel = sections.panel
    present = [year for year in panel.years if sections.has(shock.place, year)]
    years = [year for year in present if year < shock.year]
    if not years or present[-1] < shock.year:
        return None
    since, until = years[-1], present[-1]
    industries = sorted({*sections.of(since).industries, *sections.of(until).industries})
    start, end = (sections.jobs(shock.place, year, industries) for year in (since, until))
    quotients = [_quotients(sections, year, shock.place, industries) for year in (since, until)]
    rises = [i for i in np.argsort(-(end - start)) if np.isfinite(end[i] - start[i]) and end[i] > start[i]]
    gains = tuple(
        Gain(
            industry=industries[i],
            name=panel.industry_name(industries[i]),
            before=float(start[i]),
            after=float(end[i]),
            entry=bool(quotients[0][i] < _ABSENT_BELOW and quotients[1][i] >= _PRESENT_FROM),
        )
        for i in rises[:_MOST]
    )
    jobs = (float(start.sum()), float(end.sum()))
    return LaterWork(
        since=since,
        until=until,
        jobs=jobs if np.isfinite(jobs).all() else None,
        gains=gains,
        split=split_change(start, end),
        caution=_caution(panel, since, until),
    )


def _quotients(sections: Sections, year: int, place: str, industries: list[str]) -> Floats:
    """Return location quotients beside the first whole, or the sum of all places where there is none."""
    wholes = [whole for whole in sections.panel.wholes if sections.has(whole, year)]
    own = sections.jobs(place, year, industries)
    whole = sections.jobs(wholes[0], year, industries) if wholes else sections.total(year, industries)
    with np.errstate(all="ignore"):
        return np.asarray((own / np.nansum(own)) / (whole / np.nansum(whole)))


def _caution(panel: Panel, since: int, until: int) -> Bilingual:
    for cut in panel.source.breaks:
        if cut.lies_between(since, until):
            return Bilingual(
                fr=f"La définition change entre {cut.before} et {cut.after}\u00a0: une partie des écarts vient de là.",
                en=f"The definition changes between {cut.before} and {cut.after}: part of the differences come from it.",
            )
    return NO_TEXT
