"""The two general methods: routes where few legs are possible, and hour by hour, which takes every problem."""

from __future__ import annotations

from functools import cache

from jumelage.agenda.methods.run import Outcome, Run
from jumelage.agenda.model.objectives import BREAKS, DISPLACED, KNOWN, MOVED, SHORTFALL, TRAVEL, VALUE

__all__ = ["Hours", "Routes"]


class Routes:
    """Each person's day as a route, for small missions that travel."""

    supports = frozenset({VALUE, SHORTFALL, BREAKS, TRAVEL})

    def applies(self, run: Run) -> bool:
        """Tell whether someone travels, each meeting has one site and group of attendees, and legs are few."""
        from jumelage.agenda.methods.cp.routes import has_routes

        return run.published is None and has_routes(run.instance)

    def solve(self, run: Run) -> Outcome:
        """Optimise one objective after the other."""
        from jumelage.agenda.methods.cp.routes import RouteModel
        from jumelage.agenda.methods.cp.stages import by_stages

        model = RouteModel.build(run.instance)
        return by_stages(run, lambda _: model)


class Hours:
    """A literal for each hour that a meeting can have; it takes every problem."""

    supports = frozenset({*KNOWN.values(), MOVED, DISPLACED})

    def applies(self, run: Run) -> bool:
        """Take every problem."""
        return True

    def solve(self, run: Run) -> Outcome:
        """Optimise one objective after the other."""
        from jumelage.agenda.methods.cp.hours import HourModel
        from jumelage.agenda.methods.cp.stages import by_stages

        @cache
        def build(tours: bool) -> HourModel:
            model = HourModel.build(run.instance, tours=tours)
            if run.published is not None:
                model.publish(run.published)
            return model

        decisive = run.instance.problem.max_break_difference is not None  # breaks decide what is an agenda
        return by_stages(run, lambda between: build(between or decisive))
