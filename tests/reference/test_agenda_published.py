"""Published optima of the matchmaking forum (JAIR 2022), and the made events, against the shared data."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from jumelage.agenda import check, read_problem, solve

pytestmark = pytest.mark.shared

QUICK = ("tic-12.", "tic-12crafc.", "tic-13crafb.", "forumt-14crafd.", "tic-14crafa.")


def test_every_instance_passes_the_door(shared_data: Path) -> None:
    files = sorted((shared_data / "agenda" / "b2b").glob("*.json"))
    assert len(files) == 80
    for file in files:
        assert read_problem(file).meetings


@pytest.mark.slow
def test_quick_settings_have_the_published_answer(shared_data: Path) -> None:
    folder = shared_data / "agenda" / "b2b"
    with (folder / "published_optima.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["instance"].startswith(QUICK)]
    assert len(rows) > 25
    for row in rows:
        problem = replace(
            read_problem(folder / f"{row['instance']}.json"), max_break_difference=int(row["max_break_difference"])
        )
        found = solve(problem, time_limit=60)
        if row["optimum_or_infeasible"] == "UNSAT":
            assert found.status == "infeasible", row
            assert found.why.en
        else:
            assert (found.status, found.objective["breaks"]) == ("optimal", int(row["optimum_or_infeasible"])), row
            assert check(problem, found).ok


@pytest.mark.slow
def test_oversubscribed_value_and_shortfall_are_proved(shared_data: Path) -> None:
    problem = read_problem(shared_data / "agenda" / "oversubscribed_700x169.json")
    found = solve(problem, time_limit=30)
    assert check(problem, found).ok
    assert (found.objective["value"], found.objective["shortfall"]) == (6712, 133)
    assert (found.bound["value"], found.bound["shortfall"]) == (6712, 133)
    assert (found.bound["breaks"] or 0) >= 31
