"""Small problems of every kind, and the best agenda found by trying everything."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check
from jumelage.agenda.model.objectives import KNOWN


@st.composite
def problems(draw: st.DrawFn, slots: int = 5, most_meetings: int = 3, most_sites: int = 2) -> Problem:
    slots = draw(st.integers(2, slots))
    people = [f"p{n}" for n in range(draw(st.integers(1, 3)))]
    sites = [f"s{n}" for n in range(draw(st.integers(1, most_sites)))]
    spans = st.tuples(st.integers(0, slots), st.integers(0, slots)).map(lambda pair: (min(pair), max(pair)))
    sessions = draw(st.dictionaries(st.sampled_from(["morning", "late"]), spans, max_size=2))
    cut = draw(st.integers(1, slots))
    meetings = []
    for number in range(draw(st.integers(1, most_meetings))):
        required = draw(st.booleans())
        meetings.append(
            Meeting(
                id=f"m{number}",
                people=tuple(draw(st.lists(st.sampled_from(people), min_size=1, max_size=2, unique=True))),
                duration=draw(st.sampled_from([1, 1, 2])),
                sites=draw(st.none() | st.lists(st.sampled_from(sites), min_size=1, unique=True).map(tuple)),
                session=draw(st.none() | st.sampled_from(sorted(sessions))) if sessions else None,
                at=draw(st.none() | st.none() | st.integers(0, slots - 2)) if not required else None,
                after=(f"m{number - 1}",) if number and draw(st.integers(0, 3)) == 0 else (),
                required=required,
                value=draw(st.integers(0, 3)),
            )
        )
    return Problem(
        slots=slots,
        days=((0, cut), (cut, slots)) if draw(st.booleans()) else (),
        sessions=sessions,
        sites=tuple(Site(site, draw(st.sampled_from([None, 1, 1, 2, 0]))) for site in sites),
        travel={"s0": {"s1": draw(st.integers(0, 2))}} if len(sites) > 1 else {},
        people=tuple(
            Person(
                person,
                unavailable=tuple(draw(st.lists(st.integers(0, slots - 1), max_size=1))),
                max_meetings=draw(st.none() | st.integers(0, 3)),
                min_meetings=draw(st.integers(0, 2)),
            )
            for person in people
        ),
        meetings=tuple(meetings),
        max_break_difference=draw(st.none() | st.integers(0, 1)),
        objectives=tuple(draw(st.permutations(list(KNOWN)))[: draw(st.integers(0, len(KNOWN)))]),
    )


def agendas(problem: Problem) -> list[Agenda]:
    """Every agenda that the check accepts."""
    sites = [site.id for site in problem.sites]
    places = [
        [None, *(Placement(m.id, slot, site) for slot in range(problem.slots) for site in m.sites or sites)]
        for m in problem.meetings
    ]
    every = (Agenda("feasible", meetings=tuple(p for p in chosen if p is not None)) for chosen in product(*places))
    return [agenda for agenda in every if check(problem, agenda).ok]


def rank(problem: Problem, agenda: Agenda) -> tuple[int, ...]:
    """The objectives in order, smaller is better."""
    figures = check(problem, agenda).objective
    return tuple(-figures[name] if name == "value" else figures[name] for name in problem.objectives)
