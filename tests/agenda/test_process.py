"""Solving and repairing in a process of its own gives what the functions give."""

from __future__ import annotations

from dataclasses import replace

from jumelage.agenda import Meeting, Person, Problem, Site, solve, solve_apart


def test_a_repair_apart_names_its_moves_in_both_languages() -> None:
    problem = Problem(
        slots=3, sites=(Site("hall"),), people=(Person("ann"), Person("bob")), meetings=(Meeting("m", ("ann", "bob")),)
    )
    published = solve(problem, time_limit=20)
    apart = solve_apart(problem, time_limit=20)
    assert apart is not None
    assert (apart.status, apart.meetings, apart.objective) == ("optimal", published.meetings, published.objective)
    ill = replace(problem, people=(Person("ann", unavailable=(published.meetings[0].slot,)), Person("bob")))
    mended = solve_apart(ill, published=published, time_limit=20)
    assert mended is not None
    assert mended.moved == ("m",)
    (change,) = mended.extra["moves"]
    assert "ann" in change["why"].fr
    assert "ann" in change["why"].en
