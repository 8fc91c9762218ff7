"""Create a mission from a template, and save each part of its setup by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jumelage.language import Bilingual
from jumelage.mission.brief import Day
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.missions.core.actions.drafts import names_of
from jumelage.web.missions.core.models import Mission, Site
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.setup import (
    EVERYONE,
    TEMPLATES,
    NewMission,
    Setup,
    dated,
    meals_of,
    print_of,
    with_days,
)
from jumelage.web.towns.actions import place_town

__all__ = ["PartChangedError", "change_days", "change_part", "change_setup", "create_mission", "keep_setup"]

CENTRE = "centre"


@transaction.atomic
def create_mission(user: AnyUser, agency: Agency, asked: NewMission) -> Mission:
    """Create a mission from a template: its towns, days with their hours, limits, a place to meet and the meals there."""
    require_editor(user, agency)
    origin, there = (
        place_town(asked.home, asked.home_position),
        place_town(asked.destination, asked.destination_position),
    )
    model = TEMPLATES[asked.template]
    days = dated(asked.first, model.days, model.hours)
    code, slug = names_of(agency, origin, there)
    made = Mission(
        agency=agency,
        origin=origin,
        destination=there,
        code=code,
        slug=slug,
        timezone="America/Toronto",
        language=asked.language,
        **columns(title=Bilingual(asked.title, asked.title)),
    )
    made.save()
    name = Bilingual(f"Lieu de rencontre – {there.name}", f"Meeting place – {there.name}")
    site = Site.objects.create(
        mission=made, code=CENTRE, latitude=there.latitude, longitude=there.longitude, **columns(name=name)
    )
    keep_setup(
        made,
        Setup(
            days=days,
            limits=model.limits,
            travel_minutes=model.travel_minutes,
            travel_assumed=not model.hall,
            fixed_times=meals_of(days, model.noon, site.code),
            receiving={site.code: (EVERYONE,)} if model.hall else {},
        ),
    )
    after = {"destination": there.name, "template": asked.template, "first": asked.first.isoformat()}
    record_change(agency, user, "mission.created", f"mission:{made.pk}", after=after)
    return made


@transaction.atomic
def change_setup(user: AnyUser, mission: Mission, what: str, **parts: Any) -> Setup:
    """Save one part of a mission's setup, and leave the others as they are now, whoever wrote them."""
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mission.pk)
    before = setup_of(held)
    after = replace(before, **parts)
    if after != before or not held.setup:
        keep_setup(held, after)
        old, new = _parts(before, parts), _parts(after, parts)
        record_change(held.agency, user, f"mission.{what}", f"mission:{held.pk}", before=old, after=new)
    return after


@transaction.atomic
def change_days(user: AnyUser, mission: Mission, days: tuple[Day, ...], timezone: str) -> tuple[Bilingual, ...]:
    """Give a mission that is not planned yet its days and hours; return the titles of what fits them no more."""
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=mission.pk)
    if held.planned:
        raise PermissionDenied
    before = setup_of(held)
    after, lost = with_days(before, days)
    held.timezone = timezone
    held.save(update_fields=["timezone"])
    keep_setup(held, after)
    old, new = (_parts(one, ["days"]) for one in (before, after))
    record_change(held.agency, user, "mission.days", f"mission:{held.pk}", before=old, after=new)
    return lost


class PartChangedError(Exception):
    """The part is not there any more as the person saw it: somebody changed or removed it meanwhile."""


@transaction.atomic
def change_part(
    user: AnyUser, mission: Mission, part: str, seen: str | None, make: Callable[[str], Any] | None
) -> None:
    """Add a thing to a list of the setup, replace one, or remove it (``make`` is None).

    ``seen`` is the print of the thing as the person saw it (:func:`print_of`); None adds one.

    Raises
    ------
    PartChangedError
        When no thing of the list reads so any more.
    """
    require_editor(user, mission.agency)
    held = Mission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    setup = setup_of(held)
    rows = list(getattr(setup, part))
    place = next((n for n, one in enumerate(rows) if print_of(one) == seen), None)
    if seen is not None and place is None:
        raise PartChangedError
    old = rows[place] if place is not None else None
    made = [make(getattr(old, "id", "") or _free_id(setup, part))] if make else []
    if place is not None:
        rows[place : place + 1] = made
    else:
        rows += made
    if part == "fixed_times":
        rows.sort(key=lambda one: one.at)
    change_setup(user, mission, part, **{part: tuple(rows)})


def _free_id(setup: Setup, part: str) -> str:
    used = {visit.id for visit in setup.group_visits} | {one.id for one in setup.fixed_times}
    stem = {"group_visits": "visite", "fixed_times": "heure"}.get(part, part)
    return next(id for n in range(1, len(used) + 2) if (id := f"{stem}-{n}") not in used)


def keep_setup(mission: Mission, setup: Setup) -> None:
    """Write a setup, and the first and last day that lists go by; in the caller's transaction."""
    mission.setup = to_document(setup)
    mission.first_day = setup.days[0].date if setup.days else None
    mission.last_day = setup.days[-1].date if setup.days else None
    mission.save(update_fields=["setup", "first_day", "last_day"])


def _parts(setup: Setup, names: Iterable[str]) -> dict[str, Any]:
    document = to_document(setup)
    return {name: document[name] for name in names}
