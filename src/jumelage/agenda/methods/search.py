"""The search: one objective after the other, each kept while the next is improved."""

from __future__ import annotations

from collections.abc import Callable

from jumelage.agenda.methods.clauses.form import suits
from jumelage.agenda.methods.clauses.proof import prove
from jumelage.agenda.methods.cp.hours import Model
from jumelage.agenda.methods.cp.routes import RouteModel, has_routes
from jumelage.agenda.methods.cp.stages import Stage, hold, run
from jumelage.agenda.methods.driving.missions import by_driving, drivable
from jumelage.agenda.methods.events import by_selection, few_cells, seat_all, selectable
from jumelage.agenda.methods.greedy import fit, too_large
from jumelage.agenda.methods.local_search import polish
from jumelage.agenda.methods.outcome import Outcome
from jumelage.agenda.methods.visits.method import search_visits
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.progress import Clock, Report
from jumelage.agenda.model.scoring import person_breaks, score

__all__ = ["search"]

WITHOUT_TOURS = ("value", "shortfall")


def search(
    instance: Instance,
    clock: Clock,
    *,
    workers: int,
    seed: int,
    report: Report,
    published: Schedule | None = None,
) -> Outcome:
    """Search for the best schedule; with ``published``, ``moved`` comes after value and shortfall."""
    names = _order(instance.problem.objectives, published is not None)
    if not instance.tasks:
        figures = {**score(instance, {}), "moved": 0}
        return Outcome({}, {name: figures[name] for name in names if name}, True)
    if too_large(instance, clock):
        return _fitted(instance, clock, names)
    found = _by_structure(instance, clock, names, workers=workers, seed=seed, report=report, published=published)
    if found is not None:
        return found
    outcome = Outcome()
    model = _model(instance, published)
    proved = True
    for position, name in enumerate(names):
        limit = clock.left * (1.0 if position == len(names) - 1 else 0.6)
        stage = Stage(name, max(0.01, limit), workers, seed)
        answer = run(model, stage, outcome.schedule, _reporter(instance, clock, name, report))
        if answer.schedule is not None:
            outcome.schedule = answer.schedule
        if outcome.schedule is None:
            return Outcome(proved=answer.impossible)
        if name:
            best = _figure(instance, outcome.schedule, published, name)
            outcome.bounds[name] = answer.bound if answer.bound is not None else outcome.bounds.get(name, 0)
            proved = proved and outcome.bounds[name] == best
            hold(model, name, best)
        if clock.left <= 0.05 and position < len(names) - 1:
            proved = False
            break
    outcome.proved = proved
    return outcome


def _fitted(instance: Instance, clock: Clock, names: tuple[str, ...]) -> Outcome:
    """Fit only; an agenda that breaks too unevenly is none."""
    schedule = fit(instance, clock)
    difference = instance.problem.max_break_difference
    if schedule is not None and difference is not None:
        breaks = [person_breaks(instance, schedule, person) for person in instance.persons]
        schedule = schedule if max(breaks) - min(breaks) <= difference else None
    bounds = dict.fromkeys((name for name in names if name and name != "value"), 0)
    if "value" in names:
        bounds["value"] = sum(task.value for task in instance.tasks)
    return Outcome(schedule, bounds)


def _by_structure(
    instance: Instance,
    clock: Clock,
    names: tuple[str, ...],
    *,
    workers: int,
    seed: int,
    report: Report,
    published: Schedule | None,
) -> Outcome | None:
    """Take the method made for the instance's structure; None where there is none."""
    if suits(instance) and few_cells(instance):
        return _by_clauses(instance, clock, names, workers=workers, seed=seed, report=report, published=published)
    if published is not None:
        return None
    found = None
    if selectable(instance):
        found = by_selection(instance, clock, names, seed=seed, workers=workers, report=report)
    else:
        visits = search_visits(instance, clock, seed=seed, report=report)
        if visits is not None and (visits.schedule is not None or visits.proved):
            found = visits
        elif drivable(instance):
            found = by_driving(instance, clock, names, workers=workers, seed=seed, report=report)
    return found


def _by_clauses(
    instance: Instance,
    clock: Clock,
    names: tuple[str, ...],
    *,
    workers: int,
    seed: int,
    report: Report,
    published: Schedule | None,
) -> Outcome:
    """Prove by clauses; without an agenda near the end of the time, take what the model finds."""
    easy = instance.problem.max_break_difference is None
    start = seat_all(instance, clock.left * 0.3, workers, seed) if easy and published is None else None
    if start is not None and "breaks" in names:
        report(clock.progress("breaks", score(instance, start)["breaks"], 0))
        part = Clock(clock.elapsed + clock.left * 0.2, clock.started)
        start = polish(instance, start, 0, part, seed=seed, tell=_calmer(clock, report))
    first = Clock(clock.limit * 0.95 if start is not None else clock.limit * 0.9, clock.started)
    outcome = prove(instance, first, names=names, report=report, published=published, start=start)
    if outcome.schedule is None and not outcome.proved:
        model = Model.build(instance, tours=not easy)
        late = run(model, Stage("", max(0.01, clock.left), workers, seed), None, lambda schedule, bound: None)
        outcome.schedule, outcome.proved = late.schedule, late.impossible
        outcome.bounds = dict.fromkeys((name for name in names if name in ("moved", "breaks")), 0)
    return outcome


def _calmer(clock: Clock, report: Report) -> Callable[[Schedule, int], None]:
    return lambda schedule, breaks: report(clock.progress("breaks", breaks, 0))


def _model(instance: Instance, published: Schedule | None) -> Model | RouteModel:
    """Choose the model: routes where they fit and nothing must stay in place, else hour by hour."""
    if published is None and has_routes(instance):
        return RouteModel.build(instance)
    model = Model.build(instance, tours=True)
    if published is not None:
        model.publish(published)
    return model


def _order(objectives: tuple[str, ...], repairing: bool) -> tuple[str, ...]:
    if not repairing:
        return objectives or ("",)
    first = tuple(name for name in objectives if name in WITHOUT_TOURS)
    return (*first, "moved", *(name for name in objectives if name not in WITHOUT_TOURS))


def _figure(instance: Instance, schedule: Schedule, published: Schedule | None, name: str) -> int:
    if name != "moved":
        return score(instance, schedule)[name]
    held = published or {}
    return sum(number in held and held[number][:2] != place[:2] for number, place in schedule.items())


def _reporter(instance: Instance, clock: Clock, name: str, report: Report) -> Callable[[Schedule, int | None], None]:
    def tell(schedule: Schedule, bound: int | None) -> None:
        report(clock.progress(name, score(instance, schedule).get(name), bound))

    return tell
