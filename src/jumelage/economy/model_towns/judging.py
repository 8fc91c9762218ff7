"""One shock year at a time: draw each town's counterfactual, its placebos, and decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.counterfactual import (
    METHODS,
    Block,
    Estimate,
    Placebos,
    backdated_effect,
    infer,
    leave_one_out,
)
from jumelage.economy.model_towns.donors import DonorPool
from jumelage.economy.model_towns.outcomes import Floats, Outcomes
from jumelage.economy.model_towns.result import Chart, Judgement, cannot_tell
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.shocks import Shock
from jumelage.economy.model_towns.verdict import Evidence, decide
from jumelage.language import Bilingual, one_or_many

__all__ = ["judge_year"]

_LARGEST_DONORS = 10


def judge_year(
    outcomes: Outcomes, shocks: Sequence[Shock], all_shocks: Sequence[Shock], settings: Settings
) -> list[Judgement]:
    """Judge the towns that were hit in one year.

    Parameters
    ----------
    outcomes
        The table.
    shocks
        Shocks of one same year.
    all_shocks
        Shocks of all years: a place hit within the window is no donor.
    settings
        The settings of the search.
    """
    bench = _Bench.of(outcomes, shocks[0].year, all_shocks, settings)
    return [bench.judge(shock) if isinstance(bench, _Bench) else cannot_tell(shock, bench) for shock in shocks]


@dataclass(slots=True)
class _Bench:
    """Everything the towns of one shock year share; each placebo is drawn once."""

    outcomes: Outcomes
    settings: Settings
    pool: DonorPool
    judged: slice
    drawn: dict[int, Estimate | None]

    @classmethod
    def of(cls, outcomes: Outcomes, year: int, all_shocks: Sequence[Shock], settings: Settings) -> _Bench | Bilingual:
        """Return the bench, or the reason why no town hit in ``year`` can be judged."""
        years = np.array(outcomes.years)
        before = np.flatnonzero(years < year)[-settings.before[1] :]
        after = np.flatnonzero((years >= year) & (years <= year + settings.judged[1]))
        judged = np.flatnonzero((years >= year + settings.judged[0]) & (years <= year + settings.judged[1]))
        reason = _too_short(len(before), len(judged), settings) or _across_break(outcomes, before, after)
        if reason is not None:
            return reason
        first, end = int(before[0]), int(after[-1]) + 1
        inside = {s.place for s in all_shocks if years[first] <= s.year <= years[end - 1]}
        hit = np.array([place in inside for place in outcomes.places])
        pool = DonorPool.of(outcomes, settings, slice(first, end), len(before), hit)
        return cls(outcomes, settings, pool, slice(int(judged[0]) - first, int(judged[-1]) + 1 - first), {})

    def judge(self, shock: Shock) -> Judgement:
        row = self.outcomes.places.index(shock.place)
        table = self._block(row)
        if isinstance(table, Bilingual):
            return cannot_tell(shock, table)
        block, donors = table
        method = METHODS[self.settings.method]
        estimate = method(block)
        placebos = self._placebos(row)
        found = infer(estimate, placebos, self.judged, self.settings.level)
        early = backdated_effect(block, method, min(5, block.pre // 3))
        one_out = leave_one_out(block, method, self.judged)
        evidence = Evidence(
            inference=found,
            pre_fit_rmspe=estimate.pre_fit_rmspe,
            typical_pre_fit=float(np.median(placebos.pre_fit)) if len(placebos) else np.inf,
            in_time=None if early is None else early.effect,
            one_out=(float(one_out.min()), float(one_out.max())) if len(one_out) else (found.effect, found.effect),
            as_share=self.outcomes.in_logarithms,
            turned=not self.outcomes.higher_is_better,
        )
        verdict, reason = decide(evidence, self.settings, self._negligible())
        if verdict == "worse" and not shock.industry and self.outcomes.shock_values is None:
            reason = _given_in_advance(reason)
        order = np.argsort(-np.abs(estimate.donor_weights))[:_LARGEST_DONORS]
        return Judgement(
            shock=shock,
            verdict=verdict,
            reason=reason,
            evidence=evidence,
            donors=tuple((self.outcomes.places[donors[i]], float(estimate.donor_weights[i])) for i in order),
            donor_count=len(donors),
            excluded=self.pool.excluded(row),
            chart=self._chart(block, estimate, placebos),
        )

    def _block(self, row: int) -> tuple[Block, NDArray[np.intp]] | Bilingual:
        """Return the table of one place with its donors, or why there is none."""
        path = self.pool.levels[row]
        if not np.isfinite(path).all():
            missing = [str(self.outcomes.years[self.pool.window.start + i]) for i in np.flatnonzero(~np.isfinite(path))]
            some = ", ".join(missing[:6]) + (", …" if len(missing) > 6 else "")
            return Bilingual(
                fr=f"il manque des années dans la série du lieu ({some}).",
                en=f"years are missing in the place's series ({some}).",
            )
        donors = self.pool.donors_of(row)
        if len(donors) < self.settings.fewest_donors:
            return Bilingual(
                fr=f"trop peu de lieux de comparaison\u00a0: {len(donors)}, il en faut {self.settings.fewest_donors}.",
                en=f"too few places to compare with: {len(donors)}, {self.settings.fewest_donors} are needed.",
            )
        return Block(path, self.pool.levels[donors], self.pool.pre), donors

    def _placebos(self, row: int) -> Placebos:
        chosen = self.pool.placebos_of(row)
        drawn = [self._draw(int(other)) for other in chosen]
        kept = [estimate for estimate in drawn if estimate is not None]
        gaps = np.array([e.gaps for e in kept]) if kept else np.empty((0, self.pool.levels.shape[1]))
        return Placebos(gaps, np.array([e.pre_fit_rmspe for e in kept]), self.pool.pre)

    def _draw(self, row: int) -> Estimate | None:
        if row not in self.drawn:
            donors = self.pool.donors_of(row)
            block = Block(self.pool.levels[row], self.pool.levels[donors], self.pool.pre) if len(donors) > 1 else None
            self.drawn[row] = None if block is None else METHODS[self.settings.method](block)
        return self.drawn[row]

    def _negligible(self) -> float:
        if self.outcomes.in_logarithms:
            return self.settings.negligible
        # Spread over time, not between places: a large town beside a small one says nothing of what is negligible.
        known = self.pool.levels[self.pool.rows]
        return self.settings.negligible * float((known - known.mean(axis=1, keepdims=True)).std())

    def _chart(self, block: Block, estimate: Estimate, placebos: Placebos) -> Chart:
        scale = estimate.pre_fit_rmspe / np.maximum(placebos.pre_fit, np.finfo(float).tiny)
        spread = placebos.gaps * scale[:, None]
        band = np.quantile(spread, [0.025, 0.975], axis=0) if len(placebos) else np.zeros((2, len(block.treated)))
        return Chart(
            years=self.outcomes.years[self.pool.window],
            actual=self._in_units(block.treated),
            without=self._in_units(estimate.counterfactual),
            low=self._in_units(estimate.counterfactual + band[0 if self.outcomes.higher_is_better else 1]),
            high=self._in_units(estimate.counterfactual + band[1 if self.outcomes.higher_is_better else 0]),
        )

    def _in_units(self, levels: Floats) -> tuple[float, ...]:
        turned = levels if self.outcomes.higher_is_better else -levels
        values = np.exp(turned) if self.outcomes.in_logarithms else turned
        return tuple(float(value) for value in values)


def _too_short(before: int, judged: int, settings: Settings) -> Bilingual | None:
    if before < settings.before[0]:
        one, many = Bilingual(fr="observation", en="observation"), Bilingual(fr="observations", en="observations")
        seen = one_or_many(before, one, many)
        return Bilingual(
            fr=f"{before} {seen.fr} avant le choc\u00a0; il en faut {settings.before[0]}.",
            en=f"{before} {seen.en} before the shock; {settings.before[0]} are needed.",
        )
    if judged < settings.fewest_judged:
        return Bilingual(
            fr=f"le choc est trop récent\u00a0: observations à partir de {settings.judged[0]} ans après\u00a0: {judged}, il en "
            f"faut {settings.fewest_judged}.",
            en=f"the shock is too recent: observations from {settings.judged[0]} years after on: {judged}, "
            f"{settings.fewest_judged} are needed.",
        )
    return None


def _across_break(outcomes: Outcomes, before: NDArray[np.intp], after: NDArray[np.intp]) -> Bilingual | None:
    start, end = outcomes.years[int(before[0])], outcomes.years[int(after[-1])]
    for cut in outcomes.source.breaks:
        if cut.lies_between(start, end):
            return Bilingual(
                fr=f"la définition change entre {cut.before} et {cut.after} ({cut.note.fr}).",
                en=f"the definition changes between {cut.before} and {cut.after} ({cut.note.en}).",
            )
    return None


def _given_in_advance(reason: Bilingual) -> Bilingual:
    return Bilingual(
        fr=f"{reason.fr} La chute a été trouvée dans cette même série\u00a0: cela dit seulement qu'elle a duré.",
        en=f"{reason.en} The fall was found in this same series: this only says that it lasted.",
    )
