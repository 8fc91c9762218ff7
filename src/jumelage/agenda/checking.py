"""An independent check: the rules of the format, applied again without any code of the solver.

Everything here is plain loops over the agenda, slow and obvious on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from jumelage.agenda.model.problem import Meeting, Problem
from jumelage.agenda.model.result import Agenda, CheckReport, Placement, Violation
from jumelage.language import Bilingual

__all__ = ["check"]

Placed = tuple[Meeting, Placement]


def check(problem: Problem, agenda: Agenda) -> CheckReport:
    """Check an agenda against its problem and compute its objectives again.

    Returns
    -------
    CheckReport
        Every rule broken (an objective stated wrongly counts as one), and the objectives as they are.
    """
    asked = {meeting.id: meeting for meeting in problem.meetings}
    placed = [(asked[p.id], p) for p in agenda.meetings if p.id in asked]
    days = _person_days(problem, placed)
    objective = _objective(problem, placed, days)
    violations = [
        *_listing(problem, agenda, asked),
        *_attendance(placed),
        *(violation for one in placed for violation in _hours(problem, *one)),
        *_order(placed),
        *_tables(problem, placed),
        *_people(problem, placed, days),
        *_break_difference(problem, days),
        *_claims(problem, agenda, objective),
    ]
    return CheckReport(tuple(violations), objective)


def _end(one: Placed) -> int:
    return one[1].slot + one[0].duration


def _attendees(one: Placed) -> tuple[str, ...]:
    return one[1].people or one[0].people


def _person_days(problem: Problem, placed: Sequence[Placed]) -> dict[str, list[list[Placed]]]:
    """For each person, each day's meetings in the order of the hours."""
    days: dict[str, list[list[Placed]]] = {person.id: [[] for _ in problem.all_days] for person in problem.people}
    for one in sorted(placed, key=lambda one: (one[1].slot, one[0].id)):
        for number, (start, end) in enumerate(problem.all_days):
            if start <= one[1].slot < end:
                for person in _attendees(one):
                    if person in days:
                        days[person][number].append(one)
    return days


def _listing(problem: Problem, agenda: Agenda, asked: Mapping[str, Meeting]) -> Iterator[Violation]:
    times = Counter(placement.id for placement in agenda.meetings)
    for name, count in times.items():
        if name not in asked:
            yield _broken("unknown", name, "cette rencontre n'est pas demandée.", "this meeting was not asked for.")
        elif count > 1:
            yield _broken("twice", name, f"placée {count} fois.", f"placed {count} times.")
    for meeting in problem.meetings:
        if meeting.required and meeting.id not in times:
            yield _broken("missing", meeting.id, "requise, mais pas placée.", "required, but not placed.")
    for dropped in agenda.dropped:
        if dropped.id in times:
            yield _broken("twice", dropped.id, "placée et écartée à la fois.", "both placed and dropped.")
        if dropped.id not in asked:
            yield _broken("unknown", dropped.id, "écartée, mais pas demandée.", "dropped, but not asked for.")


def _attendance(placed: Sequence[Placed]) -> Iterator[Violation]:
    """Who attends: everyone in ``people`` and exactly one of each ``any_of`` group."""
    for meeting, placement in placed:
        if not placement.people:
            if meeting.any_of:
                fr, en = "ne dit pas qui vient de chaque groupe.", "does not say who comes of each group."
                yield _broken("attendance", meeting.id, fr, en)
            continue
        came = Counter(placement.people)
        wrong = any(sum(came[person] for person in group) != 1 for group in meeting.any_of)
        allowed = {*meeting.people, *(person for group in meeting.any_of for person in group)}
        if wrong or any(came[p] != 1 for p in meeting.people) or set(came) - allowed:
            fr, en = "n'a pas les bonnes personnes.", "does not have the right people."
            yield _broken("attendance", meeting.id, fr, en)


def _hours(problem: Problem, meeting: Meeting, placement: Placement) -> Iterator[Violation]:
    start, end = placement.slot, placement.slot + meeting.duration
    if meeting.at is not None and start != meeting.at:
        fr, en = f"commence à {start}, fixée à {meeting.at}.", f"starts at {start}, fixed at {meeting.at}."
        yield _broken("at", meeting.id, fr, en)
    if end > problem.slots or not any(first <= start and end <= last for first, last in problem.all_days):
        fr, en = f"de {start} à {end}, hors d'une journée.", f"from {start} to {end}, not inside one day."
        yield _broken("day", meeting.id, fr, en)
    spans = list(problem.sessions.values())
    inside = any(first <= start and end <= last for first, last in spans)
    touches = any(start < last and first < end and first < last for first, last in spans)
    if any(start < last < end for _, last in spans) or (touches and not inside):
        fr, en = f"de {start} à {end}, à cheval sur une séance.", f"from {start} to {end}, across a session's limit."
        yield _broken("session", meeting.id, fr, en)
    if meeting.session is not None:
        first, last = problem.sessions[meeting.session]
        if start < first or end > last:
            fr, en = f"hors de la séance « {meeting.session} ».", f"outside session “{meeting.session}”."
            yield _broken("session", meeting.id, fr, en)
    known = [site.id for site in problem.sites]
    if placement.site not in (known if meeting.sites is None else meeting.sites):
        fr, en = f"ne peut être à « {placement.site} ».", f"cannot be at “{placement.site}”."
        yield _broken("site", meeting.id, fr, en)


def _order(placed: Sequence[Placed]) -> Iterator[Violation]:
    ends = {one[0].id: _end(one) for one in placed}
    for meeting, placement in placed:
        for before in meeting.after:
            if before not in ends:
                fr, en = f"attend « {before} », qui n'a pas lieu.", f"waits for “{before}”, which does not take place."
                yield _broken("after", meeting.id, fr, en)
            elif ends[before] > placement.slot:
                fr = f"commence à {placement.slot}, avant la fin de « {before} » ({ends[before]})."
                en = f"starts at {placement.slot}, before “{before}” ends ({ends[before]})."
                yield _broken("after", meeting.id, fr, en)


def _tables(problem: Problem, placed: Sequence[Placed]) -> Iterator[Violation]:
    used: Counter[tuple[str, int]] = Counter()
    seats: Counter[tuple[str, int, int]] = Counter()
    for meeting, placement in placed:
        for slot in range(placement.slot, min(placement.slot + meeting.duration, problem.slots)):
            used[placement.site, slot] += 1
            if placement.table is not None:
                seats[placement.site, slot, placement.table] += 1
    limit = {site.id: site.tables for site in problem.sites}
    for (site, slot), count in used.items():
        tables = limit.get(site)
        if tables is not None and count > tables:
            fr = f"{count} rencontres à la plage {slot} pour {tables} tables."
            yield _broken("tables", site, fr, f"{count} meetings in slot {slot} for {tables} tables.")
    for (site, slot, table), count in seats.items():
        if count > 1:
            fr, en = f"table {table} prise {count} fois à {slot}.", f"table {table} taken {count} times at {slot}."
            yield _broken("tables", site, fr, en)
    for meeting, placement in placed:
        tables = limit.get(placement.site)
        if placement.table is not None and tables is not None and placement.table > tables:
            fr, en = f"table {placement.table} sur {tables}.", f"table {placement.table} of {tables}."
            yield _broken("tables", meeting.id, fr, en)


def _people(problem: Problem, placed: Sequence[Placed], days: Mapping[str, list[list[Placed]]]) -> Iterator[Violation]:
    attended = Counter(person for one in placed for person in _attendees(one))
    for person in problem.people:
        count = attended[person.id]
        if person.max_meetings is not None and count > person.max_meetings:
            fr, en = (
                f"{count} rencontres, maximum {person.max_meetings}.",
                f"{count} meetings, at most {person.max_meetings}.",
            )
            yield _broken("max_meetings", person.id, fr, en)
        away = set(person.unavailable)
        for day in days[person.id]:
            for one in day:
                if any(one[1].slot <= slot < _end(one) for slot in away):
                    fr, en = f"absente pendant « {one[0].id} ».", f"unavailable during “{one[0].id}”."
                    yield _broken("unavailable", person.id, fr, en)
            yield from _movements(problem, person.id, day)


def _movements(problem: Problem, person: str, day: Sequence[Placed]) -> Iterator[Violation]:
    for number, one in enumerate(day):
        # A long meeting can reach past the next one: look at all that start before its end.
        following = number + 1
        while following < len(day) and day[following][1].slot < _end(one):
            other = day[following]
            fr = f"« {one[0].id} » et « {other[0].id} » en même temps."
            yield _broken("overlap", person, fr, f"“{one[0].id}” and “{other[0].id}” at the same time.")
            following += 1
    for one, other in pairwise(day):
        needed = problem.travel_slots(one[1].site, other[1].site)
        if 0 <= other[1].slot - _end(one) < needed:
            fr = f"{needed} plages de trajet entre « {one[0].id} » et « {other[0].id} » non gardées."
            en = f"{needed} slots of travel between “{one[0].id}” and “{other[0].id}” not kept."
            yield _broken("travel", person, fr, en)


def _breaks(problem: Problem, days: Sequence[Sequence[Placed]]) -> int:
    return sum(
        other[1].slot - _end(one) > problem.travel_slots(one[1].site, other[1].site)
        for day in days
        for one, other in pairwise(day)
    )


def _break_difference(problem: Problem, days: Mapping[str, list[list[Placed]]]) -> Iterator[Violation]:
    if problem.max_break_difference is None or not problem.people:
        return
    counts = {person: _breaks(problem, own) for person, own in days.items()}
    most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    if counts[most] - counts[least] > problem.max_break_difference:
        fr = f"{counts[most]} pauses contre {counts[least]} pour « {least} », écart permis {problem.max_break_difference}."
        en = f"{counts[most]} breaks against {counts[least]} for “{least}”, difference allowed {problem.max_break_difference}."
        yield _broken("max_break_difference", most, fr, en)


def _objective(problem: Problem, placed: Sequence[Placed], days: Mapping[str, list[list[Placed]]]) -> dict[str, int]:
    attended = Counter(person for one in placed for person in _attendees(one))
    figures = {
        "value": sum(meeting.value for meeting, _ in placed),
        "shortfall": sum(max(0, person.min_meetings - attended[person.id]) for person in problem.people),
        "breaks": sum(_breaks(problem, own) for own in days.values()),
        "travel": sum(
            problem.travel_slots(one[1].site, other[1].site)
            for own in days.values()
            for day in own
            for one, other in pairwise(day)
        ),
        "finishes": _finishes(problem, days),
    }
    return {name: figures[name] for name in problem.objectives}


def _finishes(problem: Problem, days: Mapping[str, list[list[Placed]]]) -> int:
    """For each person and day, the slots from the start of the day to the end of the last meeting."""
    firsts = [first for first, _ in problem.all_days]
    return sum(
        max(map(_end, day)) - first for own in days.values() for day, first in zip(own, firsts, strict=True) if day
    )


def _claims(problem: Problem, agenda: Agenda, objective: Mapping[str, int]) -> Iterator[Violation]:
    for name, figure in agenda.objective.items():
        if name in objective and figure != objective[name]:
            fr, en = f"annoncé {figure}, compté {objective[name]}.", f"stated {figure}, counted {objective[name]}."
            yield _broken("objective", name, fr, en)


def _broken(kind: str, place: str, fr: str, en: str) -> Violation:
    return Violation(kind, place, Bilingual(fr=fr, en=en))
