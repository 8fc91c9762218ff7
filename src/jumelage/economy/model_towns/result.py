"""What a search for model towns finds, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jumelage.economy.measures.change import ConcentrationChange
from jumelage.economy.model_towns.outcomes import Outcomes
from jumelage.economy.model_towns.pooled import Pooled, TownEffect
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.shocks import Shock
from jumelage.economy.model_towns.verdict import Evidence, Verdict
from jumelage.economy.table.frame import frame_of
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["Attrition", "Chart", "Gain", "Judgement", "LaterWork", "ModelTown", "ModelTowns", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Chart:
    """The path of a town and the one it would have had, in the unit of the outcome, one value a year.

    ``low`` and ``high`` hold the middle 95 % of the placebos' gaps around the path without the shock.
    """

    years: tuple[int, ...]
    actual: tuple[float, ...]
    without: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one town.

    Parameters
    ----------
    shock
        What hit it.
    verdict, reason
        One of four, and why.
    evidence
        None where nothing could be computed: then there is no number at all.
    donors
        Up to ten places with the largest weights.
    donor_count
        How many there were.
    excluded
        How many places were left out, by reason.
    chart
        None where nothing could be computed.
    """

    shock: Shock
    verdict: Verdict
    reason: Bilingual
    evidence: Evidence | None = None
    donors: tuple[tuple[str, float], ...] = ()
    donor_count: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    chart: Chart | None = None


def cannot_tell(shock: Shock, reason: Bilingual) -> Judgement:
    """Return the judgement that claims nothing."""
    return Judgement(shock, "cannot tell", reason)


@dataclass(frozen=True, slots=True)
class Gain:
    """An industry that gained jobs after the shock; ``entry`` where its location quotient rose from < 0.5 to >= 1."""

    industry: str
    name: Bilingual
    before: float
    after: float
    entry: bool


@dataclass(frozen=True, slots=True)
class LaterWork:
    """What grew after the shock, between two years of a panel, and how concentration moved.

    Parameters
    ----------
    since, until
        The years compared.
    jobs
        All the jobs of the place in both years; None where one figure is unknown.
    gains
        Largest first.
    split
        Growth of new work and loss of old work.
    caution
        What must be minded (a break of definition); empty where nothing.
    """

    since: int
    until: int
    jobs: tuple[float, float] | None
    gains: tuple[Gain, ...]
    split: ConcentrationChange
    caution: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class ModelTown:
    """One town that was hit, judged and placed.

    Parameters
    ----------
    place, name
        Code and name.
    judgement
        The verdict and its evidence.
    q_better
        The p-value of *did better*, adjusted for the number of towns tested (Benjamini and Hochberg 1995).
    distance
        Unlikeness to the asking town before the shock: 0 is alike, 1 as far as two towns usually are; None where no
        town asks or too little is known.
    differences
        Its parts, in usual differences, the town minus the asking town.
    later
        Only from a panel by industry.
    story
        A paragraph that says what is known and how surely.
    """

    place: str
    name: str
    judgement: Judgement
    q_better: float | None
    distance: float | None
    differences: dict[str, float]
    later: LaterWork | None
    story: Bilingual


@dataclass(frozen=True, slots=True)
class Attrition:
    """A place left out, and why."""

    place: str
    why: Bilingual


@dataclass(frozen=True, slots=True, repr=False)
class ModelTowns:
    """The towns found, best models first, with what the search assumed.

    Parameters
    ----------
    towns
        Ranked: by verdict, then by likeness to the asking town.
    outcomes, settings
        What was searched and how.
    like
        Code of the asking town; empty where none.
    searched
        Places searched for a shock.
    notes
        What a reader must know.
    pooled, effects
        What became of all the towns hit together, and of each: see :mod:`jumelage.economy.model_towns.pooled`.
    attrition
        Places that were not searched or not pooled, and why.
    expected_false_hits
        Towns that would be found hit in copies of the same places where no leading industry falls.
    """

    towns: tuple[ModelTown, ...]
    outcomes: Outcomes
    settings: Settings
    like: str
    searched: int
    notes: tuple[Bilingual, ...] = ()
    pooled: Pooled | None = None
    effects: dict[str, TownEffect] = field(default_factory=dict)
    attrition: tuple[Attrition, ...] = ()
    expected_false_hits: float = 0.0

    def to_frame(self, library: str = "pandas") -> Any:
        """Return one row a town that was hit (see :func:`frame_of` for ``library``)."""
        effects = [self.effects.get(town.place) for town in self.towns]
        columns: dict[str, Any] = {
            "place": [town.place for town in self.towns],
            "name": [town.name for town in self.towns],
            "shock_year": [town.judgement.shock.year for town in self.towns],
            "verdict": [town.judgement.verdict for town in self.towns],
            "effect": [None if one is None else one.effect for one in effects],
            "low": [None if one is None else one.interval[0] for one in effects],
            "high": [None if one is None else one.interval[1] for one in effects],
            "rank_probability": [None if one is None else one.rank_probability for one in effects],
        }
        return frame_of(columns, library)

    def __repr__(self) -> str:
        """Count the towns and give the pooled effect."""
        pooled = "" if self.pooled is None else f", pooled effect {self.pooled.effect:+.3f} (p {self.pooled.p:.3f})"
        return f"ModelTowns({len(self.towns)} hit of {self.searched}{pooled})"

    def of(self, verdict: Verdict) -> tuple[ModelTown, ...]:
        """Return the towns of one verdict."""
        return tuple(town for town in self.towns if town.judgement.verdict == verdict)

    @property
    def judged(self) -> int:
        """Count the towns for which numbers could be computed."""
        return sum(town.judgement.evidence is not None for town in self.towns)

    @property
    def expected_by_chance(self) -> float:
        """Return how many towns would be called *did better* by chance alone, had nothing happened to any."""
        return self.judged * (1 - self.settings.level) / 2
