"""From evidence to one of four verdicts, each with its reason. Pure rules: another program could have written them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from jumelage.economy.counterfactual import Inference
from jumelage.economy.model_towns.settings import Settings
from jumelage.language import Bilingual, say_number, say_percent

__all__ = ["VERDICTS", "Evidence", "Verdict", "decide", "verdict_name"]

Verdict = Literal["did better", "as expected", "worse", "cannot tell"]

VERDICTS: dict[Verdict, Bilingual] = {
    "did better": Bilingual(fr="a fait mieux", en="did better"),
    "as expected": Bilingual(fr="comme attendu", en="as expected"),
    "worse": Bilingual(fr="moins bien", en="worse"),
    "cannot tell": Bilingual(fr="on ne peut pas le dire", en="cannot tell"),
}


def verdict_name(verdict: Verdict) -> Bilingual:
    """Return a verdict in both languages."""
    return VERDICTS[verdict]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on.

    Parameters
    ----------
    inference
        Effect, interval, p-values; in logarithms where ``as_share``.
    pre_fit_rmspe, typical_pre_fit
        Error before of the town, and the median of its placebos'.
    in_time
        Mean gap over the last years before the shock when the method is not shown them; None where too few are left.
    one_out
        Lowest and highest effect when each donor in turn is left out.
    as_share
        Whether the numbers are logarithms, to be told as shares.
    turned
        Whether above zero means a lower figure (an unemployment rate): told in the direction of the figure itself.
    """

    inference: Inference
    pre_fit_rmspe: float
    typical_pre_fit: float
    in_time: float | None
    one_out: tuple[float, float]
    as_share: bool
    turned: bool = False

    def for_readers(self, gap: float) -> float:
        """Return a gap as a reader understands it: a share or an amount, in the direction of the figure."""
        own = -gap if self.turned else gap
        return math.expm1(min(own, 50.0)) if self.as_share else own


def decide(evidence: Evidence, settings: Settings, negligible: float) -> tuple[Verdict, Bilingual]:
    """Return the verdict and its reason.

    A claim (*did better*, *worse*) needs all of: a comparison that holds before the shock, an interval that leaves
    zero out, no gap half as large before the shock, the same sign whichever donor is left out.
    """
    found = evidence.inference
    doubt = _doubt(evidence, settings)
    if doubt is not None:
        return "cannot tell", doubt
    if found.low > 0 or found.high < 0:
        fragile = _fragile(evidence)
        if fragile is not None:
            return "cannot tell", fragile
        return ("did better" if found.low > 0 else "worse"), _claim(evidence)
    if -negligible <= found.low and found.high <= negligible:
        return "as expected", _between(evidence, "l'écart est petit\u00a0: entre", "the gap is small: between")
    return "cannot tell", _between(
        evidence, "l'écart peut être dans un sens ou dans l'autre\u00a0: entre", "the gap may go either way: between"
    )


def _doubt(evidence: Evidence, settings: Settings) -> Bilingual | None:
    found = evidence.inference
    if found.placebos < settings.fewest_donors:
        return Bilingual(
            fr=f"{found.placebos} lieux de comparaison\u00a0: il en faut {settings.fewest_donors} pour un test à "
            f"{say_percent(1 - settings.level, 'fr')}.",
            en=f"{found.placebos} places to compare with: a test at {say_percent(1 - settings.level, 'en')} needs "
            f"{settings.fewest_donors}.",
        )
    if evidence.pre_fit_rmspe > settings.largest_pre_fit * evidence.typical_pre_fit:
        own, typical = (_amounts(x, evidence) for x in (evidence.pre_fit_rmspe, evidence.typical_pre_fit))
        return Bilingual(
            fr=f"la comparaison ne suit pas le lieu avant le choc (erreur de {own.fr}, contre {typical.fr} d'ordinaire).",
            en=f"the comparison does not follow the place before the shock (error of {own.en}, usually {typical.en}).",
        )
    return None


def _fragile(evidence: Evidence) -> Bilingual | None:
    effect, early = evidence.inference.effect, evidence.in_time
    if early is not None and early * effect > 0 and abs(early) > abs(effect) / 2:
        amount = _amounts(early, evidence, signed=True)
        return Bilingual(
            fr=f"un écart d'au moins la moitié ({amount.fr}) existait déjà avant le choc.",
            en=f"a gap at least half as large ({amount.en}) was there before the shock.",
        )
    low, high = evidence.one_out
    if low * effect <= 0 or high * effect <= 0:
        return Bilingual(
            fr="l'écart change de sens quand on retire un seul lieu de comparaison.",
            en="the gap changes sign when a single donor is left out.",
        )
    return None


def _claim(evidence: Evidence) -> Bilingual:
    found = evidence.inference
    effect, error = _amounts(found.effect, evidence, signed=True), _amounts(evidence.pre_fit_rmspe, evidence)
    p = (say_number(found.p_placebo, "fr", 3), say_number(found.p_placebo, "en", 3))
    between = _between(evidence, "entre", "between")
    return Bilingual(
        fr=f"écart de {effect.fr} ({between.fr[:-1]})\u00a0; p des placebos {p[0]} sur {found.placebos}\u00a0; "
        f"erreur avant le choc {error.fr}.",
        en=f"gap of {effect.en} ({between.en[:-1]}); placebo p {p[1]} of {found.placebos}; "
        f"error before the shock {error.en}.",
    )


def _between(evidence: Evidence, fr: str, en: str) -> Bilingual:
    ends = sorted((evidence.inference.low, evidence.inference.high), key=evidence.for_readers)
    low, high = (_amounts(end, evidence, signed=True) for end in ends)
    return Bilingual(fr=f"{fr} {low.fr} et {high.fr}.", en=f"{en} {low.en} and {high.en}.")


def _amounts(value: float, evidence: Evidence, *, signed: bool = False) -> Bilingual:
    """Say a gap (``signed``) or an error, in both languages."""
    shown = evidence.for_readers(value) if signed else value
    sign = "+" if signed and shown > 0 else ""
    if evidence.as_share:
        return Bilingual(fr=sign + say_percent(shown, "fr", 1), en=sign + say_percent(shown, "en", 1))
    return Bilingual(fr=sign + say_number(shown, "fr", 2), en=sign + say_number(shown, "en", 2))
