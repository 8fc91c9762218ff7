"""Give each placed meeting a table: the lowest free one, or the one it had."""

from __future__ import annotations

from collections.abc import Mapping

from jumelage.agenda.model.instance import Instance, Schedule

__all__ = ["seat"]


def seat(instance: Instance, schedule: Schedule, kept: Mapping[int, int] | None = None) -> dict[int, int]:
    """Number the tables of a schedule from 1, so that no two meetings share one.

    Parameters
    ----------
    instance, schedule
        A schedule that keeps the number of tables of each site.
    kept
        Tables that should stay where possible (of a published agenda, for meetings that did not move).
    """
    kept = kept or {}
    tables: dict[int, int] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    order = sorted(schedule, key=lambda n: (schedule[n][0], n not in kept, n))
    for number in order:
        slot, site, _ = schedule[number]
        end = slot + instance.tasks[number].duration
        busy = [(until, table) for until, table in taken.get(site, ()) if until > slot]
        used = {table for _, table in busy}
        most = instance.tables[site]
        table = kept.get(number, 0)
        if not table or table in used or (most is not None and table > most):
            table = next(t for t in range(1, len(used) + 2) if t not in used)
        tables[number] = table
        taken[site] = [*busy, (end, table)]
    return tables
