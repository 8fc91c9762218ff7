"""Who travels and who receives, chosen from the directory or pasted as a list; their contacts are listed, not invited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from jumelage.directory.lists import ListRow
from jumelage.language import Bilingual
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.directory.actions.pasting import Pasted, enter_pasted
from jumelage.web.directory.models import Contact, Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.people.actions.listing import list_contacts

__all__ = ["Chosen", "choose_hosts", "choose_travellers", "paste"]

MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: how many people were listed with it, and whose seat stays because somebody has it."""

    listed: int = 0
    seated: tuple[str, ...] = ()


@transaction.atomic
def choose_travellers(user: AnyUser, mission: Mission, people: Mapping[int, int]) -> Chosen:
    """Say how many people of each organisation travel, by its key; organisations that are not named stay as they are.

    A seat that somebody has stays: the person leaves it by saying so.
    """
    require_editor(user, mission.agency)
    Mission.objects.select_for_update().get(pk=mission.pk)
    rows = Organisation.objects.filter(agency=mission.agency, merged_into=None).in_bulk(list(people))
    seated, fresh = [], []
    for pk, row in rows.items():
        wanted, seats = min(MOST_PEOPLE, max(0, people[pk])), list(mission.delegates.filter(organisation=row))
        if wanted > len(seats):
            _add_seats(mission, row, wanted - len(seats))
            if not seats:
                fresh.append(row)
            continue
        free = [seat for seat in reversed(seats) if not hasattr(seat, "participant")][: len(seats) - wanted]
        mission.delegates.filter(pk__in=[seat.pk for seat in free]).delete()
        if len(seats) - len(free) > wanted:
            seated.append(row.name)
    after = {rows[pk].code: number for pk, number in people.items() if pk in rows and number}
    record_change(mission.agency, user, "mission.delegation chosen", f"mission:{mission.pk}", after=after)
    return Chosen(_list_contacts(user, mission, fresh), tuple(seated))


def _add_seats(mission: Mission, row: Organisation, count: int) -> None:
    used = set(mission.delegates.values_list("code", flat=True))
    last = mission.delegates.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    numbers = (n for n in range(1, len(used) + count + 1) if f"{row.code}-{n}" not in used)
    for place, number in enumerate((next(numbers) for _ in range(count)), position):
        name = Bilingual(fr=f"{row.name}, personne {number}", en=f"{row.name}, person {number}")
        code = f"{row.code}-{number}"
        mission.delegates.create(organisation=row, code=code, position=place, **columns(label=name))


@transaction.atomic
def choose_hosts(user: AnyUser, mission: Mission, chosen: Iterable[int], among: Iterable[int]) -> Chosen:
    """Say who may receive, of those shown (``among``); the others stay as they are."""
    require_editor(user, mission.agency)
    shown = Organisation.objects.filter(agency=mission.agency, merged_into=None, pk__in=list(among))
    wanted = set(chosen)
    before = set(mission.hosts.values_list("pk", flat=True))
    fresh = [row for row in shown if row.pk in wanted and row.pk not in before]
    mission.hosts.add(*fresh)
    mission.hosts.remove(*[row for row in shown if row.pk not in wanted])
    record_change(
        mission.agency, user, "mission.hosts chosen", f"mission:{mission.pk}", after={"hosts": mission.hosts.count()}
    )
    return Chosen(_list_contacts(user, mission, fresh))


@transaction.atomic
def paste(user: AnyUser, mission: Mission, rows: tuple[ListRow, ...], *, travelling: bool) -> tuple[Pasted, Chosen]:
    """Enter a list that was pasted in the directory, and choose all of it; one seat for each organisation that travels."""
    town = mission.origin if travelling else mission.destination
    made = enter_pasted(user, mission.agency, rows, town=town.name, language=mission.language)
    keys = [row.pk for row in made.rows]
    if not travelling:
        return made, choose_hosts(user, mission, keys, keys)
    going = dict(
        mission.delegates.values_list("organisation").annotate(n=Max("position")).values_list("organisation", "n")
    )
    return made, choose_travellers(user, mission, {pk: 1 for pk in keys if pk not in going})


def _list_contacts(user: AnyUser, mission: Mission, fresh: Iterable[Organisation]) -> int:
    own = Contact.objects.filter(organisation__in=[row.pk for row in fresh]).exclude(email="", name="")
    return len(list_contacts(user, mission, own.values_list("pk", flat=True)))
