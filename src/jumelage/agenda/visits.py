"""Visits with travel: the best agenda over every frame, each bounded by its linear model.

A delegation's common tasks are few; every way of placing them is a frame. Within a frame the windows are short enough
to list their routes, and the linear model over routes is almost always whole: so the frames are searched best bound
first, and most are ruled out by their bound alone.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from jumelage.agenda.instance import Instance, Schedule
from jumelage.agenda.outcome import Outcome
from jumelage.agenda.progress import Clock, Report
from jumelage.agenda.scoring import score
from jumelage.agenda.visits_frames import Diary, Frame, diaries_of, frames_of, hubs_of
from jumelage.agenda.visits_program import SMALL, Program, Relaxed
from jumelage.agenda.visits_resources import Resources
from jumelage.agenda.visits_windows import Routes, TooManyRoutesError, Window, routes_of, windows_of

__all__ = ["search_visits"]
