"""When and where they meet: the agenda of a mission or an event, its repair, and an independent check.

A *problem* (:class:`Problem`) goes in, :func:`solve` or :func:`repair` does the work, an :class:`Agenda` comes out
with its status and proved bounds, and :func:`check` verifies it from the contract alone.
"""

from __future__ import annotations

from jumelage.agenda.checking import check
from jumelage.agenda.explain.exposure import Exposure, exposure
from jumelage.agenda.format.problem_reader import read_agenda, read_problem
from jumelage.agenda.model.problem import OBJECTIVES, Meeting, Person, Problem, Site
from jumelage.agenda.model.progress import Progress
from jumelage.agenda.model.result import Agenda, CheckReport, Dropped, Placement, Violation
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
    "Violation",
    "check",
    "exposure",
    "read_agenda",
    "read_problem",
    "repair",
    "solve",
]
