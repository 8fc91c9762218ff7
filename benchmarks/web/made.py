"""A made mission of any size, planned by hand: firm *i* meets host *i + s* at slot *s*, so that no two meetings collide."""

from __future__ import annotations

import datetime as dt

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check
from jumelage.documents.programme import Activity, Organisation, Participant, Programme
from jumelage.documents.report import Report
from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching import Match, Profile
from jumelage.matching.result import RELATIONS, Reason
from jumelage.mission import Brief, Plan
from jumelage.mission import brief as briefs

__all__ = ["made_plan", "made_profile"]

ORIGIN, TARGET = "Ville-d'Essai", "Val-d'Essai"
DAYS = (dt.date(2031, 5, 6), dt.date(2031, 5, 7))
SLOTS, SLOT = 16, 30
RELATION_OF = RELATIONS


def _both(fr: str, en: str = "") -> Bilingual:
    return Bilingual(fr=fr, en=en or fr)


def made_profile(code: str, town: str) -> Profile:
    """Make an organisation that offers and needs something."""
    return Profile(
        id=code,
        name=f"Essais {code} inc.",
        town=town,
        kind="company",
        offers=(_both(f"Usinage de pièces, atelier {code}", f"Machining of parts, shop {code}"),),
        needs=(_both(f"Peinture industrielle, lot {code}", f"Industrial painting, lot {code}"),),
    )


def _moment(slot: int) -> dt.datetime:
    day, within = divmod(slot, SLOTS)
    return dt.datetime.combine(DAYS[day], dt.time(8, 30)) + dt.timedelta(minutes=SLOT * within)


def made_plan(firms: int, hosts: int, each: int, *, id: str = "essai-2031") -> Plan:
    """Plan ``firms × each`` meetings at one hall (``each`` ≤ 32 slots, ``hosts`` ≥ ``firms``), checked by the check."""
    guests = [f"F{n:03d}" for n in range(firms)]
    others = [f"H{n:03d}" for n in range(hosts)]
    pairs = [(g, others[(row + slot) % hosts], slot) for row, g in enumerate(guests) for slot in range(each)]
    meetings = tuple(Meeting(f"{g}.{h}", (f"{g}-1", h), sites=("hall",)) for g, h, _ in pairs)
    problem = Problem(
        slots=2 * SLOTS,
        sites=(Site("hall"),),
        people=tuple(Person(f"{g}-1") for g in guests) + tuple(Person(h) for h in others),
        meetings=meetings,
        slot_minutes=SLOT,
        starts=tuple(_moment(slot).isoformat(timespec="minutes") for slot in range(2 * SLOTS)),
        days=((0, SLOTS), (SLOTS, 2 * SLOTS)),
    )
    placed = tuple(Placement(f"{g}.{h}", slot, "hall") for g, h, slot in pairs)
    agenda = Agenda("feasible", {"value": len(placed)}, {"value": len(placed)}, placed)
    matches = tuple(
        Match(g, others[(row + turn) % hosts], RELATION_OF[turn % 4], 0.9 - 0.02 * turn,
              (Reason("need", _both("L’un offre ce que l’autre cherche.", "One offers what the other looks for."), 0.6),))
        for row, g in enumerate(guests) for turn in range(each + 4)
    )  # fmt: skip
    programme = _programme(id, guests, others, pairs)
    brief = Brief(
        id=id, title=programme.title, goal=programme.goal, origin=ORIGIN, destination=TARGET,
        timezone="America/Toronto", days=tuple(briefs.Day(day, dt.time(8, 30), dt.time(16, 30)) for day in DAYS),
        limits=briefs.Limits(SLOT, SLOT, 2, each, 3), sites=(briefs.Site("hall", _both("Hôtel de ville", "Town hall")),),
        travel=briefs.Travel(SLOT, assumed=True), group_visits=(), fixed_times=(),
        delegations=tuple(briefs.Delegation(g, 1, "firm") for g in guests), exchanges=(),
        profiles=tuple(made_profile(g, ORIGIN) for g in guests) + tuple(made_profile(h, TARGET) for h in others),
    )  # fmt: skip
    report = Report(programme.title, programme.goal, _both("Un essai.", "A trial."), (), (), (), _both("2031"))
    return Plan(brief, matches, (), problem, agenda, check(problem, agenda), programme, report)


def _programme(id: str, guests: list[str], others: list[str], pairs: list[tuple[str, str, int]]) -> Programme:
    half = dt.timedelta(minutes=SLOT)
    return Programme(
        id=id, version=1, title=_both(f"{ORIGIN} → {TARGET}"), goal=_both("Mesurer.", "Measure."), origin=ORIGIN,
        destination=TARGET, timezone="America/Toronto", days=DAYS,
        organisations=tuple(
            Organisation(code, f"Essais {code} inc.", town, _both("entreprise", "firm"), NO_TEXT)
            for codes, town in ((guests, ORIGIN), (others, TARGET)) for code in codes
        ),
        participants=tuple(Participant(f"{g}-1", _both(f"Essais {g} inc., personne 1", f"Essais {g} inc., person 1"), g, delegate=True) for g in guests),
        activities=tuple(
            Activity(f"{g}.{h}", "individual", _moment(slot), _moment(slot) + half, _both(f"Essais {h} inc."),
                     _both("Hôtel de ville", "Town hall"), (f"{g}-1",), (h,), "partner",
                     (_both("L’un offre ce que l’autre cherche.", "One offers what the other looks for."),))
            for g, h, slot in sorted(pairs, key=lambda pair: pair[2])
        ),
    )  # fmt: skip
