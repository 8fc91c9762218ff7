"""Who takes part in each meeting of a mission, read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from jumelage.web.directory.models import Organisation
from jumelage.web.missions.matching.models import Meeting

__all__ = ["read_seats"]


def read_seats(meetings: Iterable[Meeting], mission: int) -> None:
    """Read both sides of meetings of a mission, in three queries: ``delegations`` and ``hosts`` ask no more.

    As a prefetch would leave them, without filtering one query object a meeting: that alone took most of a page's time.
    """
    sides = {
        "delegations": _links(Meeting.delegations.through, mission),
        "hosts": _links(Meeting.hosts.through, mission),
    }
    ids = {pk for side in sides.values() for pks in side.values() for pk in pks}
    known = Organisation.objects.select_related("town").in_bulk(ids)
    for row in meetings:
        held = {name: _held(side.get(row.pk, ()), known) for name, side in sides.items()}
        vars(row)["_prefetched_objects_cache"] = held


def _held(ids: Iterable[int], known: Mapping[int, Organisation]) -> QuerySet[Organisation]:
    found: QuerySet[Organisation] = QuerySet(Organisation)
    vars(found).update(_result_cache=[known[pk] for pk in ids], _prefetch_done=True)
    return found


def _links(through: Any, mission: int) -> dict[int, list[int]]:
    """Return the organisations on one side of each meeting, by primary keys."""
    found: dict[int, list[int]] = {}
    pairs = through.objects.filter(meeting__mission=mission).order_by("organisation__name")
    for meeting, organisation in pairs.values_list("meeting_id", "organisation_id"):
        found.setdefault(meeting, []).append(organisation)
    return found
