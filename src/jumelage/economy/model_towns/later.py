"""What a town did next: the industries that gained jobs after the shock, and growth of new work or loss of old."""

from __future__ import annotations

import numpy as np

from jumelage.economy.change import split_change
from jumelage.economy.model_towns.result import Gain, LaterWork
from jumelage.economy.model_towns.shocks import Shock
from jumelage.economy.panel import CrossSection, Floats, Panel
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["later_work"]

_MOST = 5
_ABSENT_BELOW, _PRESENT_FROM = 0.5, 1.0


def later_work(panel: Panel, shock: Shock) -> LaterWork | None:
    """Compare the last observation before the shock with the last of the panel; None where either is missing."""
    years = [year for year in panel.years_of(shock.place) if year < shock.year]
    until = panel.years_of(shock.place)[-1]
    if not years or until < shock.year:
        return None
    since = years[-1]
    before, after = panel.cross_section(since), panel.cross_section(until)
    industries = sorted({*before.industries, *after.industries})
    start, end = _jobs(before, shock.place, industries), _jobs(after, shock.place, industries)
    quotients = [_quotients(panel, s, shock.place, industries) for s in (before, after)]
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
    return LaterWork(since, until, gains, split_change(start, end), _caution(panel, since, until))


def _jobs(section: CrossSection, place: str, industries: list[str]) -> Floats:
    jobs = np.zeros(len(industries))
    row = section.employment[section.row(place)]
    for i, industry in enumerate(industries):
        if industry in section.industries:
            jobs[i] = row[section.industries.index(industry)]
    return jobs


def _quotients(panel: Panel, section: CrossSection, place: str, industries: list[str]) -> Floats:
    """Return location quotients beside the first whole, or the sum of all places where there is none."""
    wholes = [whole for whole in panel.wholes if whole in section.places]
    own = _jobs(section, place, industries)
    if wholes:
        whole = _jobs(section, wholes[0], industries)
    else:
        whole = np.nansum([_jobs(section, other, industries) for other in section.places], axis=0)
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
