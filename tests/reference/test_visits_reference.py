"""Missions of visits with travel at real sizes: every objective proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from jumelage.agenda import check, read_problem, solve

DATA = Path(__file__).parents[3] / "shared" / "data" / "agenda"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the test data of ../shared is absent"),
]


@pytest.mark.parametrize(("name", "value"), [("visits_8x20", 101), ("visits_30x60", 392)])
def test_every_objective_is_proved(name: str, value: int) -> None:
    problem = read_problem(DATA / f"{name}.json")
    agenda = solve(problem, time_limit=120)
    assert check(problem, agenda).ok
    assert agenda.status == "optimal"
    assert dict(agenda.objective) == dict(agenda.bound)
    assert agenda.objective["value"] == value
