"""Why an industry could appear: towns like this one that gained it, and what the place has that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jumelage.economy.forecast.evidence import Evidence
from jumelage.economy.forecast.snapshots import Timeline
from jumelage.economy.measures.proximity import proximity
from jumelage.economy.panel import Panel
from jumelage.language import Bilingual, one_or_many

__all__ = ["Reason", "reasons_for"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words, with the figures behind it.

    Parameters
    ----------
    kind
        ``gained_by_alike``, ``held_by_alike``, ``goes_with`` or ``already_some``.
    text
        In both languages.
    """

    kind: Literal["gained_by_alike", "held_by_alike", "goes_with", "already_some"]
    text: Bilingual


def reasons_for(
    panel: Panel, timeline: Timeline, evidence: Evidence, cell: tuple[int, int], period: tuple[int, int]
) -> tuple[Reason, ...]:
    """List the reasons for one place and industry, by their indices in the timeline."""
    row, column = cell
    before, now = timeline.at(period[0]).plain, timeline.at(period[1]).plain
    industry = panel.industry_name(timeline.industries[column])
    alike = np.argsort(-evidence.similarity[row], kind="stable")[: min(30, len(timeline.places) - 1)]
    gained = [i for i in alike if before[i, column] < 0.5 and now[i, column] >= 1]
    held = [i for i in alike if now[i, column] >= 1 and i not in gained]
    found = []
    if gained:
        found.append(_gained(panel, timeline, gained, industry, period))
    if held:
        found.append(_held(panel, timeline, held, len(alike)))
    found += _company(panel, timeline, now, cell)
    if now[row, column] > 0:
        found.append(
            Reason(
                "already_some",
                Bilingual(
                    fr=f"Le lieu en a déjà un peu (quotient {now[row, column]:.2f}).".replace(".", ",", 1),
                    en=f"The place already has some (quotient {now[row, column]:.2f}).",
                ),
            )
        )
    return tuple(found)


def _gained(
    panel: Panel, timeline: Timeline, gained: list[int], industry: Bilingual, period: tuple[int, int]
) -> Reason:
    names, (start, end) = _named(panel, timeline, gained), period
    return Reason(
        "gained_by_alike",
        one_or_many(
            len(gained),
            Bilingual(
                fr=f"Un lieu semblable a gagné «\u00a0{industry.fr}\u00a0» de {start} à {end}\u00a0: {names.fr}.",
                en=f"A place like this one gained “{industry.en}” from {start} to {end}: {names.en}.",
            ),
            Bilingual(
                fr=f"{len(gained)} lieux semblables ont gagné «\u00a0{industry.fr}\u00a0» de {start} à {end}\u00a0: {names.fr}.",
                en=f"{len(gained)} places like this one gained “{industry.en}” from {start} to {end}: {names.en}.",
            ),
        ),
    )


def _held(panel: Panel, timeline: Timeline, held: list[int], alike: int) -> Reason:
    names = _named(panel, timeline, held)
    if alike == 1:
        only = Bilingual(
            fr=f"Le lieu le plus semblable l'a déjà\u00a0: {names.fr}.",
            en=f"The place most alike already has it: {names.en}.",
        )
        return Reason("held_by_alike", only)
    return Reason(
        "held_by_alike",
        one_or_many(
            len(held),
            Bilingual(
                fr=f"Un des {alike} lieux les plus semblables l'a déjà\u00a0: {names.fr}.",
                en=f"One of the {alike} places most alike already has it: {names.en}.",
            ),
            Bilingual(
                fr=f"{len(held)} des {alike} lieux les plus semblables l'ont déjà\u00a0: {names.fr}.",
                en=f"{len(held)} of the {alike} places most alike already have it: {names.en}.",
            ),
        ),
    )


def _named(panel: Panel, timeline: Timeline, rows: list[int], most: int = 3) -> Bilingual:
    # The most alike by name; the rest as a number.
    names = [panel.name_of(timeline.places[i]) for i in rows[:most]]
    more, listed = len(rows) - most, ", ".join(names)
    if more > 0:
        other = one_or_many(more, Bilingual(fr="autre", en="other"), Bilingual(fr="autres", en="others"))
        return Bilingual(fr=f"{listed} et {more} {other.fr}", en=f"{listed} and {more} {other.en}")
    if len(names) == 1:
        return Bilingual(fr=listed, en=listed)
    head = ", ".join(names[:-1])
    return Bilingual(fr=f"{head} et {names[-1]}", en=f"{head} and {names[-1]}")


def _company(panel: Panel, timeline: Timeline, now: np.ndarray, cell: tuple[int, int]) -> list[Reason]:
    row, column = cell
    presence = (now >= 1).astype(np.float64)
    near = proximity(presence, diagonal=0.0)[column] * presence[row]
    best = [int(i) for i in np.argsort(-near, kind="stable")[:2] if near[i] > 0]
    if not best:
        return []
    names = [panel.industry_name(timeline.industries[i]) for i in best]
    return [
        Reason(
            "goes_with",
            Bilingual(
                fr="Va souvent de pair avec ce que le lieu a\u00a0: " + ", ".join(n.fr for n in names) + ".",
                en="Often goes with what the place has: " + ", ".join(n.en for n in names) + ".",
            ),
        )
    ]
