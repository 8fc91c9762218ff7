"""Find the towns that were hit, judge each, and rank those that a town could learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jumelage.economy.counterfactual.many_tests import adjusted
from jumelage.economy.model_towns.false_hits import attrition, expected_false_hits
from jumelage.economy.model_towns.later import later_work
from jumelage.economy.model_towns.likeness import Likeness, distance
from jumelage.economy.model_towns.outcomes import Outcomes
from jumelage.economy.model_towns.pooled import pool
from jumelage.economy.model_towns.result import Judgement, ModelTown, ModelTowns
from jumelage.economy.model_towns.scan import Progress, judge_all
from jumelage.economy.model_towns.sections import Sections
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.shocks import Shock, industry_shocks, series_shocks
from jumelage.economy.model_towns.story import story_of
from jumelage.economy.model_towns.verdict import VERDICTS, verdict_name
from jumelage.economy.panel import Panel
from jumelage.language import Bilingual, say_number

__all__ = ["DEFAULT_SETTINGS", "model_towns"]

DEFAULT_SETTINGS = Settings()


def model_towns(
    source: Panel | Outcomes,
    like: str | None = None,
    *,
    panel: Panel | None = None,
    settings: Settings = DEFAULT_SETTINGS,
    workers: int = 1,
    checkpoint: Path | None = None,
    progress: Progress | None = None,
) -> ModelTowns:
    """Find towns that were like this one, lost their leading industry, and see how they fared.

    Each town is compared with places that were not hit, weighted to follow the same path before the shock, and the
    gap is ranked among placebos. A verdict is one of *did better*, *as expected*, *worse*, *cannot tell*, always with
    its reason; there is no number without a counterfactual, a placebo test and an error before the shock.

    Parameters
    ----------
    source
        A panel by industry (shocks are losses of the leading industry, the outcome is total employment), or a table
        of outcomes (shocks are breaks in the series: what fell is then the place's own figure, not an industry).
    like
        Code or name of the asking town.
    panel
        Industries of the same places, beside a table of outcomes: its shocks and later gains are then used.
    settings
        See :class:`Settings`.
    workers, checkpoint, progress
        See :func:`judge_all`.

    Returns
    -------
    ModelTowns

    Raises
    ------
    NoResultError
        The asking town is not in the table.
    InputError
        The table has a gap in its years or no figure.
    """
    if isinstance(source, Panel):
        panel = source
    outcomes = Outcomes.of_panel(source) if isinstance(source, Panel) else source
    asking = outcomes.find_place(like) if like is not None else ""
    shocks = _shocks(outcomes, panel, settings)
    judged = judge_all(outcomes, shocks, settings, workers=workers, checkpoint=checkpoint, progress=progress)
    judged = gated(judged, settings)
    pooled, effects = pool(outcomes, shocks, seed=settings.seed)
    likeness = Likeness(outcomes, panel) if asking else None
    quality = _q_values(judged)
    sections = None if panel is None else Sections(panel)
    # The asking town is no model of itself, but was hit all the same: it is pooled, and is nobody's donor.
    others = [judgement for place, judgement in judged.items() if place != asking]
    towns = [_town(outcomes, sections, judgement, likeness, asking, quality) for judgement in others]
    return ModelTowns(
        towns=tuple(sorted(towns, key=_rank)),
        outcomes=outcomes,
        settings=settings,
        like=asking,
        searched=len(outcomes.places),
        notes=_notes(outcomes, panel),
        pooled=pooled,
        effects=effects,
        attrition=attrition(outcomes, panel, shocks, set(effects)),
        expected_false_hits=expected_false_hits(outcomes, panel, settings, shocks),
    )


def _shocks(outcomes: Outcomes, panel: Panel | None, settings: Settings) -> dict[str, Shock]:
    if panel is not None:
        return {
            place: shock
            for place, shock in industry_shocks(panel, seed=settings.seed).items()
            if place in set(outcomes.places)
        }
    return series_shocks(
        outcomes,
        confidence=settings.confidence,
        smallest=settings.smallest,
        draws=settings.draws,
        seed=settings.seed,
    )


def gated(judged: Mapping[str, Judgement], settings: Settings) -> dict[str, Judgement]:
    """Withdraw the claims that as many towns looked at would give by chance: their q-value is above what is allowed."""
    tested = {place: j.evidence.inference for place, j in judged.items() if j.evidence is not None}
    values = {
        "did better": dict(zip(tested, adjusted([one.p_better for one in tested.values()]), strict=True)),
        "worse": dict(zip(tested, adjusted([one.p_worse for one in tested.values()]), strict=True)),
    }
    found = {}
    for place, judgement in judged.items():
        q = values.get(judgement.verdict, {}).get(place, 0.0)
        found[place] = judgement if q <= settings.false_claims else _withdrawn(judgement, q, len(tested))
    return found


def _withdrawn(judgement: Judgement, q: float, among: int) -> Judgement:
    name = verdict_name(judgement.verdict)
    reason = Bilingual(
        fr=f"pris seul, «\u00a0{name.fr}\u00a0»\u00a0; parmi {among} villes jugées, le hasard suffit à l'expliquer "
        f"(q\u00a0=\u00a0{say_number(q, 'fr', 2)}). {judgement.reason.fr}",
        en=f"taken alone, “{name.en}”; among {among} towns judged, chance is enough to explain it "
        f"(q = {say_number(q, 'en', 2)}). {judgement.reason.en}",
    )
    return replace(judgement, verdict="cannot tell", reason=reason)


def _q_values(judged: dict[str, Judgement]) -> dict[str, float]:
    tested = {place: j.evidence.inference.p_better for place, j in judged.items() if j.evidence is not None}
    return dict(zip(tested, adjusted(list(tested.values())), strict=True))


def _town(
    outcomes: Outcomes,
    sections: Sections | None,
    judgement: Judgement,
    likeness: Likeness | None,
    asking: str,
    quality: dict[str, float],
) -> ModelTown:
    place, shock = judgement.shock.place, judgement.shock
    later = later_work(sections, shock) if sections is not None else None
    differences = likeness.differences(place, shock.year, asking) if likeness is not None else {}
    among = (len(quality), quality[place]) if place in quality else None
    return ModelTown(
        place=place,
        name=outcomes.name_of(place),
        judgement=judgement,
        q_better=quality.get(place),
        distance=distance(differences),
        differences=differences,
        later=later,
        story=story_of(outcomes.name_of(place), judgement, later, outcomes.outcome, among),
    )


def _rank(town: ModelTown) -> tuple[int, float, float, str]:
    evidence = town.judgement.evidence
    effect = evidence.inference.effect if evidence is not None else float("-inf")
    far = town.distance if town.distance is not None else float("inf")
    return list(VERDICTS).index(town.judgement.verdict), far, -effect, town.place


def _notes(outcomes: Outcomes, panel: Panel | None) -> tuple[Bilingual, ...]:
    notes = [
        Bilingual(
            fr="«\u00a0Mieux\u00a0» veut dire\u00a0: mieux que des lieux semblables qui n'ont pas été touchés. C'est une "
            "barre haute. Un écart n'est pas la preuve qu'une méthode l'a causé.",
            en="“Better” means better than similar places that were not hit. That is a high bar. A gap does not prove "
            "that any one method caused it.",
        )
    ]
    if panel is None:
        notes.append(
            Bilingual(
                fr=f"Le tableau n'a pas d'industries\u00a0: le choc est une rupture de «\u00a0{outcomes.shock_in or outcomes.outcome}"
                "\u00a0» du lieu, quelle qu'en soit la cause. Là où le choc et le résultat sont la même série, «\u00a0moins "
                "bien\u00a0» est presque acquis d'avance\u00a0: seul «\u00a0mieux\u00a0» apprend quelque chose.",
                en=f"The table has no industries: the shock is a break in the place's “{outcomes.shock_in or outcomes.outcome}”"
                ", whatever caused it. Where shock and outcome are the same series, “worse” is nearly given in advance: "
                "only “did better” is news.",
            )
        )
    return tuple(notes)
