"""Each method by itself on small problems that it is made for: it applies, and nothing is better than what it proves."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from jumelage.agenda import Agenda, Meeting, Person, Problem, Site, check, solve
from jumelage.agenda.methods import search as searching
from jumelage.agenda.methods.clauses.method import Clauses
from jumelage.agenda.methods.cp.methods import Hours, Routes
from jumelage.agenda.methods.driving.method import Tours
from jumelage.agenda.methods.run import Method, Run
from jumelage.agenda.methods.seating import Place, Seat
from jumelage.agenda.methods.selection.method import Choice
from jumelage.agenda.methods.visits.method import Visits
from jumelage.agenda.model import objectives
from jumelage.agenda.model.instance import Instance, Schedule, compile_problem
from jumelage.agenda.model.objectives import KNOWN, VALUE, Objective
from jumelage.agenda.model.progress import Clock
from jumelage.agenda.solving import agenda_of
from jumelage.language import Bilingual

sys.path.insert(0, str(Path(__file__).parent))
from strategies import agendas, rank

SEEDS = range(4)


def forum(seed: int, *, required: bool) -> Problem:
    """Meet on one site, each pair at most once."""
    draw = Random(seed)
    people = tuple(Person(f"p{n}", (draw.randrange(4),), min_meetings=draw.randint(0, 2)) for n in range(3))
    pairs = [("p0", "p1"), ("p1", "p2"), ("p0", "p2")]
    meetings = tuple(
        Meeting(f"m{n}", pair, sites=("hall",), required=required, value=draw.randint(0, 3))
        for n, pair in enumerate(pairs)
    )
    return Problem(slots=5, sites=(Site("hall", draw.randint(1, 2)),), people=people, meetings=meetings)


def mission(seed: int) -> Problem:
    """Send two delegates to two hosts, after a shared opening."""
    draw = Random(seed)
    visits = tuple(
        Meeting(f"{d}{h}", (d, h), sites=(h,), required=False, value=draw.randint(1, 3)) for d in "ab" for h in "xy"
    )
    return Problem(
        slots=5,
        sites=(Site("hall"), Site("x", 1), Site("y", 1)),
        travel={"hall": {"x": 1, "y": draw.randint(0, 1)}, "x": {"y": 1}},
        people=(Person("a", min_meetings=3), Person("b"), Person("x", (draw.randrange(1, 5),)), Person("y")),
        meetings=(Meeting("open", ("a", "b"), sites=("hall",)), *visits[: draw.randint(2, 3)]),
    )


CASES: list[tuple[Method, list[Problem]]] = [
    (Clauses(), [forum(seed, required=True) for seed in SEEDS]),
    (Choice(), [forum(seed, required=False) for seed in SEEDS]),
    (Visits(), [mission(seed) for seed in SEEDS]),
    (Tours(), [mission(seed) for seed in SEEDS]),
    (Routes(), [mission(seed) for seed in SEEDS]),
    (Hours(), [*(forum(seed, required=False) for seed in SEEDS), *(mission(seed) for seed in SEEDS)]),
]


def test_every_method_has_a_case_here() -> None:
    assert [type(method) for method, _ in CASES] == [
        type(m) for m in searching.METHODS if not isinstance(m, (Place, Seat))
    ]


@pytest.mark.parametrize(
    ("method", "problem"),
    [(method, problem) for method, problems in CASES for problem in problems],
    ids=lambda value: type(value).__name__ if not isinstance(value, Problem) else "",
)
def test_each_method_applies_and_is_right(method: Method, problem: Problem) -> None:
    supported = tuple(name for name in KNOWN if KNOWN[name] in method.supports)
    problem = replace(problem, objectives=supported)
    run = Run.of(compile_problem(problem), Clock.start(30), workers=1)
    assert method.applies(run)
    outcome = method.solve(run)
    every = agendas(problem)
    assert outcome is not None
    if not every:
        assert outcome.impossible
        return
    found = agenda_of(run, outcome)
    assert found.status == "optimal"
    assert check(problem, found).ok
    assert rank(problem, found) == min(rank(problem, agenda) for agenda in every)


@pytest.mark.parametrize("method", [Place(), Seat()])
@pytest.mark.parametrize(
    "problem", [*(mission(seed) for seed in SEEDS), *(forum(seed, required=True) for seed in SEEDS)]
)
def test_methods_that_only_look_for_an_agenda(method: Method, problem: Problem) -> None:
    run = Run.of(compile_problem(problem), Clock.start(20), workers=1)
    assert method.applies(run)
    outcome = method.solve(run)
    every = agendas(problem)
    assert outcome is not None
    assert (outcome.schedule is not None) == bool(every)
    assert outcome.impossible <= (not every)
    if every:
        found = agenda_of(run, outcome)
        assert check(problem, found).ok
        assert found.status == "feasible"


@pytest.mark.parametrize("problem", [forum(0, required=True), forum(1, required=False), mission(2)])
@pytest.mark.parametrize("position", [0, 2, 4])
def test_an_objective_that_no_method_searches_is_never_called_optimal(
    problem: Problem, position: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def score(instance: Instance, schedule: Schedule) -> int:
        return sum(slot for slot, _, _ in schedule.values())

    made_up = Objective("beauty", Bilingual("beauté", "beauty"), score)
    monkeypatch.setitem(objectives.KNOWN, "beauty", made_up)
    order = [*problem.objectives]
    order.insert(position, "beauty")
    found = solve(replace(problem, objectives=tuple(order)), time_limit=20, workers=1)
    assert found.status == "feasible"
    assert found.bound["beauty"] is None
    assert found.objective["beauty"] >= 0
    assert VALUE.name in found.bound


def test_late_finishes_are_counted_by_day() -> None:
    problem = Problem(
        slots=6,
        days=((0, 3), (3, 6)),
        sites=(Site("hall"),),
        people=(Person("ann", (0,)), Person("bob")),
        meetings=(Meeting("m", ("ann", "bob")), Meeting("n", ("ann",), at=4)),
        objectives=("finishes",),
    )
    found = solve(problem, time_limit=20)
    assert found.status == "optimal"
    # The free slot next to n, on the second day, adds nothing for ann; bob goes home after one slot.
    assert dict(found.objective) == {"finishes": 3}
    assert check(problem, found).objective == {"finishes": 3}
    assert Agenda("feasible", {"finishes": 9}, meetings=found.meetings).objective != found.objective
