"""From a brief to a plan: match, choose, build the agenda problem, solve it, check it, and build the programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jumelage.agenda import Agenda, CheckReport, Problem, check, solve
from jumelage.documents.programme import Programme
from jumelage.documents.report import Report
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.matching import Earlier, Match
from jumelage.matching.weights import DEFAULT_WEIGHTS, Weights
from jumelage.mission.appointments import Appointment, appointments, propose
from jumelage.mission.brief import Brief
from jumelage.mission.naming import in_names, names
from jumelage.mission.problem import agenda_problem
from jumelage.mission.programme import build_programme
from jumelage.mission.reporting.planned import build_report
from jumelage.mission.reporting.record import LinkStory
from jumelage.outcomes import Link

__all__ = ["Plan", "StepName", "plan"]

StepName = Bilingual
Progress = Callable[[float, StepName], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned mission with its evidence: what was scored, chosen, solved and checked.

    ``report`` is what the plan says; ``links`` and ``stories`` are what is documented of what came of it, where anything is.
    """

    brief: Brief
    matches: tuple[Match, ...]
    appointments: tuple[Appointment, ...]
    problem: Problem
    agenda: Agenda
    check: CheckReport
    programme: Programme
    report: Report
    links: tuple[Link, ...] = ()
    stories: tuple[LinkStory, ...] = ()


def plan(
    brief: Brief,
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    earlier: Mapping[tuple[str, str], Earlier] = MappingProxyType({}),
    workers: int = 2,
    progress: Progress | None = None,
) -> Plan:
    """Plan a mission.

    Parameters
    ----------
    brief
        The mission, validated (:func:`jumelage.mission.read_folder`).
    weights
        How matching weighs evidence: the documented defaults, those of an agency, or those of ``match learn``.
    earlier
        Pairs that have met, by ids: those not wanted again are not proposed.
    workers
        Threads of the agenda solver.
    progress
        Called with the share done (0 to 1) and the name of the step that starts.

    Raises
    ------
    NoResultError
        When no agenda exists, or none was found in the time given: the reason names the conflict.
    """
    tell = progress or (lambda share, step: None)
    tell(0.05, Bilingual(fr="Apparier les entreprises", en="Match the firms"))
    matches = propose(brief, weights, earlier)
    chosen = appointments(brief, matches)
    problem = agenda_problem(brief, chosen)
    tell(0.2, Bilingual(fr="Chercher le meilleur programme", en="Look for the best agenda"))
    agenda = solve(problem, time_limit=brief.limits.seconds, workers=workers, seed=brief.limits.seed)
    if agenda.status not in ("optimal", "feasible"):
        raise NoResultError(_why_not(brief, chosen, agenda))
    tell(0.8, Bilingual(fr="Vérifier le programme", en="Check the agenda"))
    verified = check(problem, agenda)
    if verified.violations:
        raise AssertionError(f"the solver returned an agenda that its check refuses: {verified.violations}")
    tell(0.9, Bilingual(fr="Écrire le programme et le rapport", en="Write the programme and the report"))
    programme = build_programme(brief, chosen, problem, agenda)
    report = build_report(brief, matches, programme)
    return Plan(brief, matches, chosen, problem, agenda, verified, programme, report)


def _why_not(brief: Brief, chosen: Sequence[Appointment], agenda: Agenda) -> Bilingual:
    if agenda.status == "infeasible":
        why = in_names(agenda.why, names(brief, chosen))
        return Bilingual(
            fr=f"Aucun programme ne respecte tout. {why.fr}".strip(),
            en=f"No agenda satisfies everything. {why.en}".strip(),
        )
    return Bilingual(
        fr="Aucun programme trouvé dans le temps donné. Augmentez « seconds » dans [planning], ou fixez moins d'heures.",
        en="No agenda found in the time given. Raise “seconds” in [planning], or fix fewer hours.",
    )
