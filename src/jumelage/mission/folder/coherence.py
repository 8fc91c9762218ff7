"""What must hold between the parts of a brief: names that exist, hours inside the days, towns that are in the list."""

from __future__ import annotations

import datetime as dt
import difflib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from jumelage.errors import InputProblem
from jumelage.language import Bilingual
from jumelage.mission.brief import Brief
from jumelage.mission.grid import Grid

__all__ = ["MAX_PEOPLE", "MAX_SLOTS", "check_brief", "did_you_mean"]

MAX_SLOTS = 2_000
MAX_PEOPLE = 2_000
_FILE = "mission.toml"


def check_brief(brief: Brief) -> list[InputProblem]:
    """List every incoherence of a brief, in the order of the file."""
    return [
        *_towns(brief),
        *_days(brief),
        *_ids(brief),
        *_names(brief),
        *_hours(brief),
        *_overlaps(brief),
        *_sizes(brief),
    ]


def did_you_mean(name: str, known: Iterable[str]) -> Bilingual:
    """Suggest the nearest known name, or list a few."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, 1)
    if near:
        return Bilingual(fr=f"Vouliez-vous « {near[0]} » ?", en=f"Did you mean “{near[0]}”?")
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return Bilingual(fr=f"Connus : {shown or 'aucun'}.", en=f"Known: {shown or 'none'}.")


def _problem(place: str, fr: str, en: str, remedy: Bilingual) -> InputProblem:
    return InputProblem(f"{_FILE}, {place}", Bilingual(fr=fr, en=en), remedy)


def _towns(brief: Brief) -> Iterator[InputProblem]:
    towns = Counter(profile.town for profile in brief.profiles)
    for key, town in (("from", brief.origin), ("to", brief.destination)):
        if town not in towns:
            yield _problem(
                f"[mission], {key}",
                f"ville « {town} » inconnue : aucune organisation n'y est.",
                f"unknown town “{town}”: no organisation is there.",
                did_you_mean(town, towns),
            )
    if brief.origin == brief.destination:
        yield _problem(
            "[mission], to",
            "la mission part et arrive dans la même ville.",
            "the mission starts and ends in the same town.",
            Bilingual(fr="Donnez deux villes.", en="Give two towns."),
        )


def _days(brief: Brief) -> Iterator[InputProblem]:
    if not brief.days:
        yield _problem("[[days]]", "aucun jour.", "no day.", Bilingual(fr="Ajoutez un jour.", en="Add a day."))
    for number, day in enumerate(brief.days, 1):
        place = f"[[days]] {number}"
        if day.end <= day.start:
            yield _problem(
                f"{place}, end",
                "la fin précède le début.",
                "the end comes before the start.",
                Bilingual(fr="Corrigez les heures.", en="Mend the hours."),
            )
        if number > 1 and day.date <= brief.days[number - 2].date:
            yield _problem(
                f"{place}, date",
                "les jours ne se suivent pas.",
                "the days are not in order.",
                Bilingual(fr="Un jour n'est écrit qu'une fois, dans l'ordre.", en="Write each day once, in order."),
            )


def _ids(brief: Brief) -> Iterator[InputProblem]:
    named = {
        "sites": [site.id for site in brief.sites],
        "group_visits": [visit.id for visit in brief.group_visits],
        "fixed_times": [fixed.id for fixed in brief.fixed_times],
        "delegations": [delegation.organisation for delegation in brief.delegations],
    }
    meetings = Counter(named["group_visits"] + named["fixed_times"])
    for key, ids in named.items():
        counts = meetings if key in ("group_visits", "fixed_times") else Counter(ids)
        for number, id in enumerate(ids, 1):
            if counts[id] > 1:
                yield _problem(
                    f"[[{key}]] {number}",
                    f"« {id} » est écrit deux fois.",
                    f"“{id}” is written twice.",
                    Bilingual(fr="Donnez à chacun son identifiant.", en="Give each its own identifier."),
                )


def _names(brief: Brief) -> Iterator[InputProblem]:
    organisations = {profile.id for profile in brief.profiles}
    delegations = {delegation.organisation for delegation in brief.delegations}
    sites = {site.id for site in brief.sites}
    used: list[tuple[str, str, set[str], str, str]] = []
    for number, site in enumerate(brief.sites, 1):
        used += [
            (f"[[sites]] {number}, organisations", id, organisations, "organisation", "organisation")
            for id in site.organisations
        ]
    for number, visit in enumerate(brief.group_visits, 1):
        place = f"[[group_visits]] {number}"
        used.append((f"{place}, site", visit.site, sites, "lieu", "site"))
        used += [(f"{place}, hosts", id, organisations, "organisation", "organisation") for id in visit.hosts]
        used += [(f"{place}, participants", id, delegations, "délégation", "delegation") for id in visit.participants]
    for number, fixed in enumerate(brief.fixed_times, 1):
        place = f"[[fixed_times]] {number}"
        used.append((f"{place}, site", fixed.site, sites, "lieu", "site"))
        used += [(f"{place}, participants", id, delegations, "délégation", "delegation") for id in fixed.participants]
    for number, delegation in enumerate(brief.delegations, 1):
        used.append(
            (
                f"[[delegations]] {number}, organisation",
                delegation.organisation,
                organisations,
                "organisation",
                "organisation",
            )
        )
    for number, exchange in enumerate(brief.exchanges, 1):
        used.append(
            (f"[[exchanges]] {number}, delegation", exchange.delegation, delegations, "délégation", "delegation")
        )
        used.append((f"[[exchanges]] {number}, host", exchange.host, organisations, "organisation", "organisation"))
    for number, remark in enumerate(brief.remarks, 1):
        used += [
            (f"[[notes]] {number}, about", id, organisations, "organisation", "organisation") for id in remark.about
        ]
    hosts = {profile.id for profile in brief.profiles} | sites
    for origin, target in brief.travel.pairs:
        used += [(f"[travel], pairs, {origin} – {target}", id, hosts, "lieu", "site") for id in (origin, target)]
    for place, id, known, fr, en in used:
        if id not in known:
            yield _problem(
                place,
                f"{fr} « {id} » inconnue." if fr != "lieu" else f"lieu « {id} » inconnu.",
                f"unknown {en} “{id}”.",
                did_you_mean(id, known),
            )


def _hours(brief: Brief) -> Iterator[InputProblem]:
    grid = Grid.of(brief)
    timed = [(f"[[group_visits]] {n}", v.at, v.minutes) for n, v in enumerate(brief.group_visits, 1)]
    timed += [(f"[[fixed_times]] {n}", f.at, f.minutes) for n, f in enumerate(brief.fixed_times, 1)]
    for place, at, minutes in timed:
        if at is not None:
            yield from _hour(grid, f"{place}, at", at, minutes)
    longest = max((last - first for first, last in grid.days), default=0)
    lengths = [(f"[[group_visits]] {n}", v.minutes) for n, v in enumerate(brief.group_visits, 1)]
    lengths += [(f"[[exchanges]] {n}", x.minutes) for n, x in enumerate(brief.exchanges, 1)]
    lengths.append(("[planning], visit_minutes", brief.limits.visit_minutes))
    for place, minutes in lengths:
        if grid.slots(minutes) > longest and brief.days:
            yield _problem(
                place,
                f"{minutes} minutes ne tiennent dans aucun jour.",
                f"{minutes} minutes do not fit in any day.",
                Bilingual(fr="Raccourcissez, ou allongez le jour.", en="Shorten it, or lengthen the day."),
            )


def _hour(grid: Grid, place: str, at: dt.datetime, minutes: int) -> Iterator[InputProblem]:
    slot = grid.slot_of(at)
    shown = at.strftime("%Y-%m-%d %H:%M")
    if slot is not None and grid.fits(slot, grid.slots(minutes)):
        return
    day = next((r for r in grid.days if r[0] < r[1] and grid.starts[r[0]].date() == at.date()), None)
    if day is None:
        fr, en = f"{shown} n'est pas un jour de la mission.", f"{shown} is not a day of the mission."
        remedy = Bilingual(
            fr="Corrigez la date, ou ajoutez le jour dans [[days]].", en="Mend the date, or add the day in [[days]]."
        )
    elif slot is None and grid.starts[day[0]] <= at < grid.end(day[1] - 1, 1):
        fr, en = (
            f"{shown} tombe entre deux plages de {grid.slot_minutes} minutes.",
            f"{shown} falls between two slots of {grid.slot_minutes} minutes.",
        )
        remedy = Bilingual(
            fr="Choisissez une heure de la grille, ou un autre slot_minutes.",
            en="Choose an hour on the grid, or another slot_minutes.",
        )
    else:
        opening, closing = grid.starts[day[0]], grid.end(day[1] - 1, 1)
        fr = f"{shown}, {minutes} minutes : hors du jour ({opening:%H:%M} à {closing:%H:%M})."
        en = f"{shown}, {minutes} minutes: outside the day ({opening:%H:%M} to {closing:%H:%M})."
        remedy = Bilingual(
            fr="Avancez l'heure, raccourcissez, ou allongez le jour.",
            en="Move it earlier, shorten it, or lengthen the day.",
        )
    yield _problem(place, fr, en, remedy)


def _overlaps(brief: Brief) -> Iterator[InputProblem]:
    """Find hours set by hand that put the same people in two places."""
    everyone = frozenset(delegation.organisation for delegation in brief.delegations)
    timed = [
        (f"[[group_visits]] {n}", v.id, v.at, v.minutes, frozenset(v.participants) or everyone)
        for n, v in enumerate(brief.group_visits, 1)
    ]
    timed += [
        (f"[[fixed_times]] {n}", f.id, f.at, f.minutes, frozenset(f.participants) or everyone)
        for n, f in enumerate(brief.fixed_times, 1)
    ]
    set_by_hand = [(at, place, id, minutes, who) for place, id, at, minutes, who in timed if at is not None]
    for one, other in itertools.combinations(sorted(set_by_hand, key=lambda entry: entry[0]), 2):
        if one[0] + dt.timedelta(minutes=one[3]) > other[0] and one[4] & other[4]:
            yield _problem(
                f"{other[1]}, at",
                f"« {other[2]} » commence avant la fin de « {one[2]} » ({one[1]}), avec les mêmes personnes.",
                f"“{other[2]}” starts before “{one[2]}” ({one[1]}) ends, with the same people.",
                Bilingual(fr="Déplacez l'un des deux.", en="Move one of the two."),
            )


def _sizes(brief: Brief) -> Iterator[InputProblem]:
    slots = len(Grid.of(brief).starts)
    people = sum(delegation.people for delegation in brief.delegations)
    for place, count, most, fr, en in (
        ("[[days]]", slots, MAX_SLOTS, "plages", "slots"),
        ("[[delegations]]", people, MAX_PEOPLE, "personnes", "people"),
    ):
        if count > most:
            yield _problem(
                place,
                f"{count} {fr}, {most} au plus.",
                f"{count} {en}, {most} at most.",
                Bilingual(fr="Planifiez en plusieurs missions.", en="Plan it as several missions."),
            )
