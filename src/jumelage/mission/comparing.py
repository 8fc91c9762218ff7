"""Two agendas side by side: what moved and for whom, what came and went, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jumelage.agenda import OBJECTIVES, Agenda, Exposure, Placement, Problem, check, exposure

__all__ = ["Comparison", "Moved", "compare", "figures"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A meeting that both agendas place, elsewhere or at another time; ``before`` and ``after`` say start and site."""

    id: str
    people: tuple[str, ...]
    before: tuple[str, str]
    after: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two agendas.

    Parameters
    ----------
    moved, added, dropped
        Meetings elsewhere or at another time, placed by the second only, by the first only.
    figures
        For each objective, the figure of the first and of the second.
    exposures
        How meetings spread over people, in each.
    """

    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    figures: dict[str, tuple[int, int]]
    exposures: tuple[Exposure, Exposure]

    @property
    def same(self) -> bool:
        """Tell whether every meeting is where it was."""
        return not (self.moved or self.added or self.dropped)


def compare(before: tuple[Problem, Agenda], after: tuple[Problem, Agenda]) -> Comparison:
    """Compare two agendas, each with its problem; hours are compared, not slot numbers."""
    old, new = ({p.id: p for p in agenda.meetings} for _, agenda in (before, after))
    asked = {m.id: m.people for problem, _ in (before, after) for m in problem.meetings}
    moved = tuple(
        Moved(id, old[id].people or asked[id], _where(before[0], old[id]), _where(after[0], new[id]))
        for id in old
        if id in new and _where(before[0], old[id]) != _where(after[0], new[id])
    )
    one, other = figures(*before), figures(*after)
    return Comparison(
        moved,
        tuple(id for id in new if id not in old),
        tuple(id for id in old if id not in new),
        {name: (one[name], other[name]) for name in OBJECTIVES},
        (exposure(*before), exposure(*after)),
    )


def figures(problem: Problem, agenda: Agenda) -> dict[str, int]:
    """Count every objective of an agenda, those that its problem leaves aside too."""
    return dict(check(replace(problem, objectives=OBJECTIVES), replace(agenda, objective={})).objective)


def _where(problem: Problem, placed: Placement) -> tuple[str, str]:
    return problem.starts[placed.slot] if problem.starts else str(placed.slot), placed.site
