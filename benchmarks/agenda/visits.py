"""Missions of visits with travel: what is proved and how soon, beside a plain CP-SAT model in the same run.

``python -m benchmarks.agenda.visits [--short] [--also PROBLEM.json]``; ``make demo ARGS="--no-serve --out DIR"`` writes
such a problem. The whole run writes VISITS.md; ``--short`` plans a made mission in seconds, without the test data.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.agenda.report import DATA, cpu_seconds, memory_mb, table
from ortools.sat.python import cp_model

from jumelage.agenda import (
    Meeting,
    Person,
    Problem,
    Progress,
    Site,
    check,
    problem_document,
    problem_from,
    read_problem,
    solve,
)
from jumelage.agenda.model.instance import Instance, compile_problem

VISITS = (("visits_8x20", 10.0), ("visits_30x60", 60.0), ("visits_76x150", 300.0))
PEER_LIMIT = 60.0
PAGE = Path(__file__).with_name("VISITS.md")
HEAD = ("mission", "objective", "agenda", "proved bound", "gap", "proved after")


def made_mission(delegates: int, hosts: int, seed: int) -> Problem:
    """Invent a mission of two days: opening, meals, a group visit each day, visits asked at hosts' places."""
    draw = random.Random(seed)
    people = tuple(Person(f"d{n}", min_meetings=5) for n in range(delegates))
    homes = tuple(Person(f"h{n}", tuple(range(draw.choice([0, 6]))), draw.randint(1, 3)) for n in range(hosts))
    everyone = tuple(person.id for person in people)
    common = (
        Meeting("open", everyone, sites=("hall",), at=0),
        Meeting("lunch", everyone, duration=2, sites=("hall",), at=7),
        Meeting("group1", everyone, duration=2, sites=("works",), session="day1"),
        Meeting("group2", everyone, duration=2, sites=("works",), session="day2"),
    )
    visits = tuple(
        Meeting(f"{d.id}-{h.id}", (d.id, h.id), draw.randint(1, 3), (h.id,), required=False, value=draw.randint(1, 5))
        for d in people
        for h in draw.sample(homes, 5)
    )
    names = ["hall", "works", *(host.id for host in homes)]
    return Problem(
        slots=32,
        days=((0, 16), (16, 32)),
        sessions={"day1": (0, 16), "day2": (16, 32)},
        sites=tuple(Site(name, 1) for name in names),
        travel={a: {b: draw.choice([1, 1, 2]) for b in names[n + 1 :]} for n, a in enumerate(names)},
        people=(*people, *homes),
        meetings=(*common, *visits),
        objectives=("value", "shortfall", "travel", "breaks"),
    )


def plain_cp_sat(document: dict[str, Any], limit: float) -> tuple[int | None, int, float, float]:
    """Maximise the value as one first writes it: a literal for each start, and whoever meets twice has time between.

    Gives value, bound, seconds and CPU seconds, the writing of the model included.
    """
    began, cpu = time.perf_counter(), time.process_time()
    problem = problem_from(document)
    instance, model = compile_problem(problem), cp_model.CpModel()
    at = [{start: model.new_bool_var("") for start in task.starts[0]} for task in instance.tasks]
    for task, literals in zip(instance.tasks, at, strict=True):
        if task.required:
            model.add_exactly_one(literals.values())
        else:
            model.add_at_most_one(literals.values())
    for one, other in sorted({pair for own in instance.tasks_of for pair in combinations(own, 2)}):
        for start, literal in at[one].items():
            close = [lit for then, lit in at[other].items() if _collide(instance, (one, start), (other, then))]
            model.add_at_most_one([literal, *close])
    for person, own in zip(problem.people, instance.tasks_of, strict=True):
        if person.max_meetings is not None:
            model.add(sum(literal for number in own for literal in at[number].values()) <= person.max_meetings)
    model.maximize(sum(task.value * sum(at[task.number].values()) for task in instance.tasks))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(1.0, limit - (time.perf_counter() - began))
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    value, bound = round(solver.objective_value) if found else None, int(solver.best_objective_bound + 1e-6)
    return value, bound, time.perf_counter() - began, time.process_time() - cpu


def _collide(instance: Instance, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether there is no time between two meetings of a person (tables at a host's are the host's hours)."""
    (before, start), (after, then) = sorted((one, other), key=lambda place: place[1])
    if instance.day_of[start] != instance.day_of[then]:
        return False
    first, second = instance.tasks[before], instance.tasks[after]
    return then < start + first.duration + instance.travel[first.sites[0]][second.sites[0]]


def measure(name: str, problem: Problem, limit: float) -> tuple[list[list[object]], str]:
    """Solve, check, and say each objective with its bound; the peer on value alone."""
    proved: dict[str, float] = {}

    def watch(line: Progress) -> None:
        if line.value is not None and line.value == line.bound:
            proved.setdefault(line.objective, line.seconds)

    began, cpu = time.perf_counter(), cpu_seconds()
    agenda = solve(problem, time_limit=limit, progress=watch)
    wall, cpu = time.perf_counter() - began, cpu_seconds() - cpu
    report = check(problem, agenda)
    if not report.ok:
        raise AssertionError(report.violations[:3])
    rows: list[list[object]] = []
    for key, figure in report.objective.items():
        bound = agenda.bound[key]
        after = f"{proved[key]:.1f} s" if key in proved and bound == figure else "–"
        rows.append([name, key, figure, bound, _gap(figure, bound), after])
    said = f"`{name}` (limit {limit:.0f} s): {agenda.status}, {wall:.1f} s and {cpu:.1f} s of CPU, {memory_mb()} MB."
    # In a process of its own, so that its memory is not counted as ours.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        value, bound, seconds, cpu = apart.submit(
            plain_cp_sat, problem_document(problem), min(limit, PEER_LIMIT)
        ).result()
    said += f" Plain CP-SAT, value alone: {seconds:.1f} s and {cpu:.1f} s of CPU."
    after = f"{seconds:.1f} s" if value == bound else "–"
    rows.insert(1, [name, "value, plain CP-SAT", value, bound, _gap(value, bound), after])
    return rows, said


def _gap(figure: int | None, bound: int | None) -> str:
    if figure is None or bound is None:
        return "–"
    return f"{abs(figure - bound) / max(1, abs(figure), abs(bound)):.1%}"


def missions(options: argparse.Namespace) -> Iterable[tuple[str, Problem, float]]:
    """Give the missions to plan, each with its time limit."""
    yield "made 6 × 12", made_mission(6, 12, seed=0), 20.0
    if not options.short and DATA.is_dir():
        for name, limit in VISITS:
            yield name, read_problem(DATA / f"{name}.json"), limit
    for path in options.also:
        yield path.stem, read_problem(path), 60.0


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a made mission only; VISITS.md is left alone")
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="other problems to plan")
    parser.add_argument("--most", type=float, default=300.0, help="seconds for one mission at most")
    options = parser.parse_args()
    rows, said = [], []
    for name, problem, limit in missions(options):
        found, line = measure(name, problem, min(limit, options.most))
        rows += found
        said.append(line)
        print(line, flush=True)
    load = f"{os.cpu_count()} cores; load average {os.getloadavg()[0]:.1f} at the end: other work ran beside."
    page = "# Visits with travel\n\n" + table(HEAD, rows) + "\n\n" + "\n\n".join([*said, load]) + "\n"
    print(page)
    if not options.short and not options.no_write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
