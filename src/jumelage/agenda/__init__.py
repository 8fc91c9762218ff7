"""When and where they meet: the agenda of a mission or an event, its repair, and an independent check.

A *problem* (:class:`Problem`) goes in, :func:`solve` or :func:`repair` does the work, an :class:`Agenda` comes out
with its status and proved bounds, and :func:`check` verifies it from the contract alone. Files are read by
:func:`read_problem` and :func:`read_agenda`; decoded documents by :func:`problem_from` and :func:`agenda_from`.

>>> from jumelage.agenda import check, problem_from, solve
>>> people, sites = [{"id": "Ana"}, {"id": "Luc"}, {"id": "Zoé"}], [{"id": "hall"}]
>>> meetings = [{"id": "m1", "people": ["Ana", "Luc"]}, {"id": "m2", "people": ["Ana", "Zoé"]}]
>>> document = {"version": 1, "slots": 3, "sites": sites, "people": people, "meetings": meetings}
>>> problem = problem_from({**document, "objectives": ["value", "breaks"]})
>>> agenda = solve(problem)
>>> str(agenda.status), agenda.objective, check(problem, agenda).ok
('optimal', {'value': 2, 'breaks': 0}, True)
"""

from __future__ import annotations

from jumelage.agenda.checking import check
from jumelage.agenda.explain.exposure import Exposure, exposure
from jumelage.agenda.explain.moves import moves
from jumelage.agenda.format.agenda_reader import agenda_from, read_agenda
from jumelage.agenda.format.problem_reader import problem_from, read_problem
from jumelage.agenda.format.writer import agenda_document, problem_document
from jumelage.agenda.model.problem import OBJECTIVES, Meeting, Person, Problem, Site
from jumelage.agenda.model.progress import Progress
from jumelage.agenda.model.result import Agenda, CheckReport, Dropped, Placement, Status, Violation
from jumelage.agenda.process import better, solve_apart
from jumelage.agenda.repairing import repair
from jumelage.agenda.solving import solve

__all__ = [
    "OBJECTIVES",
    "Agenda",
    "CheckReport",
    "Dropped",
    "Exposure",
    "Meeting",
    "Person",
    "Placement",
    "Problem",
    "Progress",
    "Site",
    "Status",
    "Violation",
    "agenda_document",
    "agenda_from",
    "better",
    "check",
    "exposure",
    "moves",
    "problem_document",
    "problem_from",
    "read_agenda",
    "read_problem",
    "repair",
    "solve",
    "solve_apart",
]
