"""No agenda: the reason names a few facts that a person can change."""

from __future__ import annotations

import pytest

from jumelage.agenda import Meeting, Person, Problem, Site, solve

PEOPLE = tuple(Person(name) for name in ("formothane", "ann", "bob", "eve"))
NEAR = (Site("hall", 1), Site("plant"))


@pytest.mark.parametrize(
    ("problem", "named"),
    [
        (
            Problem(
                slots=4,
                sites=NEAR,
                people=PEOPLE,
                sessions={"morning": (0, 2), "afternoon": (2, 4)},
                meetings=tuple(Meeting(n, ("formothane", n), session="morning") for n in ("ann", "bob", "eve")),
            ),
            ("formothane", "morning", "3 required meetings", "2 slots"),
        ),
        (
            Problem(
                slots=2, sites=NEAR[:1], people=PEOPLE, meetings=tuple(Meeting(f"m{p.id}", (p.id,)) for p in PEOPLE)
            ),
            ("hall", "4 required meetings"),
        ),
        (
            Problem(
                slots=3,
                sites=NEAR,
                travel={"hall": {"plant": 2}},
                people=PEOPLE,
                meetings=(
                    Meeting("x", ("ann",), sites=("hall",)),
                    Meeting("y", ("ann",), sites=("plant",)),
                    Meeting("z", ("bob",)),
                ),
            ),
            ("2 required meetings", "“x”, “y”", "“ann”"),
        ),
        (
            Problem(
                slots=3,
                sites=NEAR,
                people=PEOPLE,
                max_break_difference=0,
                meetings=(Meeting("x", ("ann",), at=0), Meeting("y", ("ann",), at=2)),
            ),
            ("max_break_difference",),
        ),
        (
            Problem(slots=2, sites=NEAR, people=PEOPLE, meetings=(Meeting("x", ("ann",), duration=3),)),
            ("“x”", "no possible slot", "duration 3"),
        ),
        (
            Problem(
                slots=3,
                sites=NEAR,
                people=PEOPLE,
                meetings=(Meeting("x", ("ann",), at=1), Meeting("y", ("ann", "bob"), at=1), Meeting("z", ("bob",))),
            ),
            ("“x”", "“y”", "“ann”"),
        ),
    ],
)
def test_the_reason_names_what_to_change(problem: Problem, named: tuple[str, ...]) -> None:
    found = solve(problem, time_limit=20)
    assert found.status == "infeasible"
    for words in named:
        assert words in found.why.en
    assert found.why.fr
