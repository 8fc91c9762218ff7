"""The JSON of a search for model towns: the keys of the contract first, then the evidence."""

from __future__ import annotations

import math
from typing import Any

from jumelage.economy.model_towns.pooled import TownEffect
from jumelage.economy.model_towns.result import LaterWork, ModelTown, ModelTowns
from jumelage.economy.model_towns.story import pooled_sentence
from jumelage.economy.model_towns.verdict import VERDICTS
from jumelage.language import Language
from jumelage.serialisation import in_language, to_document

__all__ = ["model_towns_document"]


def model_towns_document(found: ModelTowns, language: Language, top: int | None = None) -> dict[str, Any]:
    """Return what ``--json`` prints; words are in ``language``, ``top`` limits the towns (None: all)."""
    return {
        "outcome": found.outcomes.outcome,
        "shock_in": found.outcomes.shock_in or found.outcomes.outcome,
        "like": found.like or None,
        "hit": len(found.towns),
        "unit": "share" if found.outcomes.in_logarithms else found.outcomes.outcome,
        "summary": summary(found),
        "pooled": None if found.pooled is None else to_document(found.pooled),
        "pooled_text": pooled_sentence(found).say(language),
        "attrition": in_language([to_document(one) for one in found.attrition], language),
        "expected_false_hits": round(found.expected_false_hits, 2),
        "towns": [_town(found, town, language) for town in found.towns[:top]],
        "notes": [note.say(language) for note in found.notes],
        "settings": to_document(found.settings),
        "source": found.outcomes.source.title.say(language),
    }


def summary(found: ModelTowns) -> dict[str, Any]:
    """Count what was found, with what chance alone would give."""
    return {
        "places": found.searched,
        "shocked": len(found.towns),
        "judged": found.judged,
        **{verdict.replace(" ", "_"): len(found.of(verdict)) for verdict in VERDICTS},
        "did_better_expected_by_chance": round(found.expected_by_chance, 2),
        "did_better_after_adjustment": sum(
            town.judgement.verdict == "did better" and (town.q_better or 1.0) <= 0.10 for town in found.towns
        ),
    }


def _town(found: ModelTowns, town: ModelTown, language: Language) -> dict[str, Any]:
    judgement, shock = town.judgement, town.judgement.shock
    return {
        "place": town.place,
        "name": town.name,
        "shock_year": shock.year,
        **_numbers(found, town),
        **_effect(found.effects.get(town.place)),
        "verdict": judgement.verdict,
        "reason": judgement.reason.say(language),
        "shock": {**in_language(to_document(shock), language), "industry": shock.industry or None},
        "distance": town.distance,
        "differences": town.differences,
        "excluded": judgement.excluded,
        "later": _later(town.later, language),
        "chart": None if judgement.chart is None else to_document(judgement.chart),
        "story": town.story.say(language),
    }


def _effect(effect: TownEffect | None) -> dict[str, Any]:
    if effect is None:
        return {"pooled_effect": None, "interval": None, "rank_probability": None}
    document = to_document(effect)
    return {"pooled_effect": document["effect"], **{key: document[key] for key in ("interval", "rank_probability")}}


def _numbers(found: ModelTowns, town: ModelTown) -> dict[str, Any]:
    """Return the numbers; each is null where nothing could be computed."""
    evidence, judgement = town.judgement.evidence, town.judgement
    keys = ("effect", "low", "high", "p_placebo", "p_better", "q_better", "placebos", "pre_fit_rmspe", "in_time")
    if evidence is None:
        return {**dict.fromkeys(keys), "donors": []}
    inference = evidence.inference

    def finite(value: float | None) -> float | None:
        return None if value is None or not math.isfinite(value) else evidence.for_readers(value)

    low, high = (inference.high, inference.low) if evidence.turned else (inference.low, inference.high)
    return {
        "effect": finite(inference.effect),
        "low": finite(low),
        "high": finite(high),
        "p_placebo": inference.p_placebo,
        "p_better": inference.p_better,
        "q_better": town.q_better,
        "placebos": inference.placebos,
        "pre_fit_rmspe": evidence.pre_fit_rmspe,
        "in_time": finite(evidence.in_time),
        "donors": [
            {"place": place, "name": found.outcomes.name_of(place), "weight": weight}
            for place, weight in judgement.donors
        ],
    }


def _later(later: LaterWork | None, language: Language) -> dict[str, Any] | None:
    if later is None:
        return None
    before, after = later.jobs or (None, None)
    document = in_language(to_document(later), language)
    kept = {key: document[key] for key in ("since", "until", "gains", "caution")}
    split = {key: document["split"][key] for key in ("growth_of_new", "loss_of_old", "jobs")}
    return {**kept, **split, "jobs_before": before, "jobs_after": after}
