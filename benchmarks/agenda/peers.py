"""Peers, run as their users would: RC2 on the clauses by slots, a plain CP-SAT model, booking policies."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter

from ortools.sat.python import cp_model

from jumelage.agenda import Agenda, Placement, Problem, problem_document
from jumelage.agenda.model.instance import compile_problem

__all__ = ["book", "plain_cp_sat", "rc2"]

RC2_SCRIPT = """
import json, sys
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF
from jumelage.agenda import problem_from
from jumelage.agenda.model.instance import compile_problem
from jumelage.agenda.methods.clauses.form import SatForm
problem = problem_from(json.load(sys.stdin))
form = SatForm.build(compile_problem(problem), blocks=False)
formula = WCNF()
formula.extend(form.cnf.clauses)
for own in form.breaks.values():
    for literal in own:
        formula.append([-literal], weight=1)
with RC2(formula, solver="g4", adapt=True, exhaust=True, minz=True) as solver:
    print("UNSAT" if solver.compute() is None else solver.cost)
"""


def rc2(problem: Problem, limit: float) -> tuple[str, float]:
    """Solve with PySAT's RC2 (core-guided MaxSAT, options of its authors) in a process of its own."""
    import json

    started = time.perf_counter()
    try:
        ran = subprocess.run(
            [sys.executable, "-c", RC2_SCRIPT],
            input=json.dumps(problem_document(problem)),
            text=True,
            capture_output=True,
            timeout=limit,
            check=True,
        )
        return ran.stdout.strip(), time.perf_counter() - started
    except subprocess.TimeoutExpired:
        return "–", limit


def plain_cp_sat(problem: Problem, limit: float) -> tuple[str, float]:
    """Solve with CP-SAT as one first writes it: a start for each meeting, no overlap, a break where idle between."""
    started = time.perf_counter()
    model, breaks = _plain_model(problem)
    model.minimize(sum(breaks))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    seconds = time.perf_counter() - started
    if status == cp_model.OPTIMAL:
        return str(round(solver.objective_value)), seconds
    return ("UNSAT" if status == cp_model.INFEASIBLE else "–"), seconds if status == cp_model.INFEASIBLE else limit


def _plain_model(problem: Problem) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    instance, model = compile_problem(problem), cp_model.CpModel()
    held = [{slot: model.new_bool_var("") for slot in task.starts[0]} for task in instance.tasks]
    for task, own in zip(instance.tasks, held, strict=True):
        model.add_exactly_one(own.values())
        for before in task.after:
            model.add(sum(s * x for s, x in held[before].items()) + 1 <= sum(s * x for s, x in own.items()))
    for slot in range(problem.slots):
        model.add(sum(own[slot] for own in held if slot in own) <= (instance.tables[0] or len(held)))
    breaks, counts = [], []
    for person in instance.persons:
        busy = []
        for slot in range(problem.slots):
            there = [held[n][slot] for n in instance.tasks_of[person] if slot in held[n]]
            model.add_at_most_one(there)
            busy.append(sum(there))
        counts.append(_breaks(model, busy))
        breaks += counts[-1]
    if problem.max_break_difference is not None:
        least = model.new_int_var(0, problem.slots, "")
        for own in counts:
            model.add(sum(own) >= least)
            model.add(sum(own) <= least + problem.max_break_difference)
    return model, breaks


def _breaks(model: cp_model.CpModel, busy: list[object]) -> list[cp_model.IntVar]:
    before = [model.new_bool_var("") for _ in busy]
    found = []
    for slot, now in enumerate(busy):
        model.add_max_equality(before[slot], [now, *([before[slot - 1]] if slot else [])])
        if slot:
            pause = model.new_bool_var("")
            model.add(pause >= now + before[slot - 1] - busy[slot - 1] - 1)
            model.add(pause <= now)
            model.add(pause <= before[slot - 1])
            model.add(pause + busy[slot - 1] <= 1)
            found.append(pause)
    return found


def book(problem: Problem, seed: int | None) -> Agenda:
    """Book as the products do: requests in the order given (or at random), each in the first (or any) free slot."""
    rng = random.Random(seed)
    order = list(problem.meetings)
    if seed is not None:
        rng.shuffle(order)
    people = {person.id: person for person in problem.people}
    away = {person.id: set(person.unavailable) for person in problem.people}
    met: Counter[str] = Counter()
    used: Counter[int] = Counter()
    tables = problem.sites[0].tables or len(order)
    placed = []
    for meeting in order:
        limits = (people[p].max_meetings for p in meeting.people)
        if any(most is not None and met[p] >= most for p, most in zip(meeting.people, limits, strict=True)):
            continue
        free = [s for s in range(problem.slots) if used[s] < tables and not any(s in away[p] for p in meeting.people)]
        if free:
            slot = free[0] if seed is None else rng.choice(free)
            used[slot] += 1
            for person in meeting.people:
                away[person].add(slot)
                met[person] += 1
            placed.append(Placement(meeting.id, slot, problem.sites[0].id))
    return Agenda("feasible", meetings=tuple(placed))
