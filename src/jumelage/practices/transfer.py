"""Bring a practice home: understand, adapt, re-use; adopted, adapted or rejected with the reason; reported back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from jumelage.errors import InputError
from jumelage.language import NO_TEXT, Bilingual
from jumelage.practices.context import ContextDistance
from jumelage.practices.practice import PracticeRecord, evidence_of, has_evidence
from jumelage.practices.prerequisites import Requirement, missing

__all__ = ["OUTCOMES", "STEPS", "TransferPlan", "TransferStep", "close_transfer", "plan_transfer"]

StepName = Literal["understand", "adapt", "re-use"]
TransferOutcome = Literal["adopted", "adapted", "rejected"]

STEPS: dict[StepName, Bilingual] = {
    "understand": Bilingual(fr="comprendre", en="understand"),
    "adapt": Bilingual(fr="adapter", en="adapt"),
    "re-use": Bilingual(fr="réutiliser", en="re-use"),
}

OUTCOMES: dict[TransferOutcome, Bilingual] = {
    "adopted": Bilingual(fr="adoptée telle quelle", en="adopted as it is"),
    "adapted": Bilingual(fr="adaptée", en="adapted"),
    "rejected": Bilingual(fr="écartée", en="rejected"),
}

_DAYS: dict[StepName, int] = {"understand": 60, "adapt": 150, "re-use": 365}
_REVIEW_AFTER = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class TransferStep:
    """One step of a plan.

    Parameters
    ----------
    step
        Which.
    to_do
        What to do, in order; the first is the next step.
    owner
        Who answers for it (an office, not a person's private name).
    due
        When it should be done.
    done
        When it was; None until then.
    """

    step: StepName
    to_do: tuple[Bilingual, ...]
    owner: str
    due: dt.date
    done: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TransferPlan:
    """How a town means to re-use a practice, and what came of it.

    Parameters
    ----------
    practice, origin
        Identifier of the practice and town it comes from: kept for good.
    here
        The town that re-uses it.
    steps
        Understand, adapt, re-use.
    review
        When the result is looked at.
    caution
        What weakens the case: no evidence, a failure elsewhere; empty where nothing.
    outcome, reason, on
        What came of it, why or what was changed, and when; None and empty until then.
    """

    practice: str
    origin: Bilingual
    here: Bilingual
    steps: tuple[TransferStep, ...]
    review: dt.date
    caution: Bilingual = NO_TEXT
    outcome: TransferOutcome | None = None
    reason: str = ""
    on: dt.date | None = field(default=None)

    @property
    def next_step(self) -> TransferStep | None:
        """Return the first step not done; None once the plan is closed or all is done."""
        if self.outcome is not None:
            return None
        return next((step for step in self.steps if step.done is None), None)

    def late(self, today: dt.date) -> tuple[TransferStep, ...]:
        """List the steps past their date."""
        return tuple(s for s in self.steps if self.outcome is None and s.done is None and s.due < today)

    def with_done(self, step: StepName, on: dt.date) -> TransferPlan:
        """Mark a step as done.

        Raises
        ------
        InputError
            An earlier step is not done: one does not adapt what one has not understood.
        """
        for earlier in self.steps:
            if earlier.step == step:
                break
            if earlier.done is None:
                raise InputError.at(
                    self.practice,
                    Bilingual(
                        fr=f"l'étape «\u00a0{STEPS[earlier.step].fr}\u00a0» n'est pas faite.",
                        en=f"the step “{STEPS[earlier.step].en}” is not done.",
                    ),
                    Bilingual(fr="Terminez-la d'abord.", en="Finish it first."),
                )
        return replace(self, steps=tuple(replace(s, done=on) if s.step == step else s for s in self.steps))

    def report_back(self) -> Bilingual:
        """Write the line that goes back to the town of origin; empty until there is an outcome."""
        if self.outcome is None or self.on is None:
            return NO_TEXT
        said = OUTCOMES[self.outcome]
        return Bilingual(
            fr=f"{self.here.fr} a étudié votre pratique {self.practice}\u00a0: {said.fr} ({self.on.isoformat()}). {self.reason}".strip(),
            en=f"{self.here.en} studied your practice {self.practice}: {said.en} ({self.on.isoformat()}). {self.reason}".strip(),
        )


def plan_transfer(
    practice: PracticeRecord,
    here: Bilingual,
    *,
    owner: str,
    start: dt.date,
    requirements: Sequence[Requirement] = (),
    distance: ContextDistance | None = None,
) -> TransferPlan:
    """Draft the plan: what to ask there, what must be true here, what to change, and when it is looked at again.

    Parameters
    ----------
    practice
        What is re-used; a failure may be planned too, to be understood.
    here
        The town.
    owner
        Who answers for it.
    start
        First day.
    requirements, distance
        The checklist and the comparison of the two towns, where made.
    """
    actions: dict[StepName, tuple[Bilingual, ...]] = {
        "understand": tuple(_to_understand(practice)),
        "adapt": tuple(_to_adapt(requirements, distance)),
        "re-use": tuple(_to_reuse(practice)),
    }
    steps = tuple(
        TransferStep(step, actions[step], owner, start + dt.timedelta(days=days)) for step, days in _DAYS.items()
    )
    return TransferPlan(
        practice=practice.id,
        origin=practice.town,
        here=here,
        steps=steps,
        review=steps[-1].due + _REVIEW_AFTER,
        caution=_caution(practice),
    )


def close_transfer(plan: TransferPlan, outcome: TransferOutcome, *, reason: str, on: dt.date) -> TransferPlan:
    """Record what came of it.

    Raises
    ------
    InputError
        A practice rejected without a reason, or adapted without what was changed.
    """
    if outcome != "adopted" and not reason.strip():
        what = {
            "rejected": Bilingual(fr="il manque la raison du refus.", en="the reason for rejecting is missing."),
            "adapted": Bilingual(fr="il manque ce qui a été changé.", en="what was changed is missing."),
        }[outcome]
        raise InputError.at(
            plan.practice,
            what,
            Bilingual(fr="Écrivez-la\u00a0: la prochaine ville la lira.", en="Write it: the next town will read it."),
        )
    return replace(plan, outcome=outcome, reason=reason.strip(), on=on)


def _to_understand(practice: PracticeRecord) -> list[Bilingual]:
    town = practice.town
    ask_fr = f"Parler à ceux qui l'ont menée à {town.fr}" if town.fr else "Trouver qui l'a menée"
    ask_en = f"Talk to those who ran it in {town.en}" if town.en else "Find who ran it"
    actors = Bilingual(f" ({practice.actors.fr})", f" ({practice.actors.en})") if practice.actors else NO_TEXT
    asked = [Bilingual(fr=f"{ask_fr}{actors.fr}.", en=f"{ask_en}{actors.en}.")]
    if has_evidence(practice):
        asked.append(
            Bilingual(
                fr=f"Vérifier le résultat annoncé\u00a0: {practice.evidence.fr}.",
                en=f"Check the result told: {practice.evidence.en}.",
            )
        )
    else:
        asked.append(
            Bilingual(
                fr="Demander ce que cela a donné\u00a0: aucun résultat n'a été trouvé.",
                en="Ask what came of it: no result was found.",
            )
        )
    asked.append(
        Bilingual(
            fr="Demander ce qui a failli, ce que cela a coûté, et ce qu'ils feraient autrement.",
            en="Ask what went wrong, what it cost, and what they would do otherwise.",
        )
    )
    return asked


def _to_adapt(requirements: Sequence[Requirement], distance: ContextDistance | None) -> list[Bilingual]:
    """List what must be true here and is not yet, then the differences that matter."""
    lines = [
        Bilingual(
            fr=f"{'Obtenir' if r.met is False else 'Vérifier'}\u00a0: {r.text.fr}.",
            en=f"{'Obtain' if r.met is False else 'Check'}: {r.text.en}.",
        )
        for r in missing(list(requirements))
    ]
    if distance is not None:
        lines += [difference.to_check for difference in distance.differences if difference.to_check]
    lines.append(
        Bilingual(
            fr="Écrire ce que l'on garde, ce que l'on change et pourquoi.",
            en="Write down what is kept, what is changed and why.",
        )
    )
    return lines


def _to_reuse(practice: PracticeRecord) -> list[Bilingual]:
    return [
        Bilingual(
            fr="Choisir un chiffre de départ et le mesurer avant de commencer.",
            en="Choose a starting figure and measure it before beginning.",
        ),
        Bilingual(fr="Commencer petit, avec une date d'arrêt.", en="Begin small, with a date to stop."),
        Bilingual(
            fr=f"À la revue, rapporter le résultat à {practice.town.fr or 'la ville d’origine'}\u00a0: adoptée, adaptée "
            "ou écartée, et pourquoi.",
            en=f"At the review, report the result to {practice.town.en or 'the town of origin'}: adopted, adapted or "
            "rejected, and why.",
        ),
    ]


def _caution(practice: PracticeRecord) -> Bilingual:
    if practice.verdict in ("negative", "conflict"):
        return Bilingual(
            fr=f"Cela a échoué ou divisé là-bas\u00a0: {practice.evidence.fr}.",
            en=f"It failed or divided people there: {practice.evidence.en}.",
        )
    return NO_TEXT if has_evidence(practice) else evidence_of(practice)
