"""An invented mission: two towns and fourteen organisations that do not exist, planned by hand in two days."""

from __future__ import annotations

import datetime as dt
import itertools

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check
from jumelage.documents.programme import Activity, Figure, Note, Organisation, Participant, Programme, Source
from jumelage.documents.report import Paragraph, Picture, Report, Section, Table
from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching import Match, Profile
from jumelage.matching.result import Reason
from jumelage.mission import Brief, Plan
from jumelage.mission import brief as briefs

__all__ = ["ORIGIN", "TARGET", "invented_plan"]

ORIGIN, TARGET = "Port-Lichen", "Val-Granit"
DAYS = (dt.date(2031, 3, 4), dt.date(2031, 3, 5))
SLOTS, SLOT = 16, 30  # a day runs from 8:30 to 16:30
GUESTS = (
    ("A1", "Agence Lichen", "agency", 2), ("A2", "Chambre de commerce Lichen", "chamber", 2),
    ("A3", "Ville de Port-Lichen", "municipality", 3), ("F1", "Soudure Boréale", "company", 1),
    ("F2", "Plastiques du Cap", "company", 1), ("F3", "Mystère inc.", "company", 1),
    ("F4", "Amarrage Nord", "company", 1), ("F5", "Optique du Phare", "company", 1),
)  # fmt: skip
HOSTS = (
    ("H1", "Convoyeurs Granit", "company"), ("H2", "Moulage Granit", "company"), ("H3", "Forge du Val", "company"),
    ("H4", "Essais du Val", "research_centre"), ("H5", "Câbles du Val", "company"), ("B1", "Agence du Val", "agency"),
    ("B2", "Chambre du Val", "chamber"), ("B3", "Ville de Val-Granit", "municipality"), ("C1", "La Fabrique", "incubator"),
)  # fmt: skip
UNKNOWN = "F3"
FIRMS = tuple(guest[0] for guest in GUESTS if guest[2] == "company")
RELATION_OF = ("partner", "supplier", "client", "complement")


def both(fr: str, en: str = "") -> Bilingual:
    return Bilingual(fr=fr, en=en or fr)


PLACES = {"hall": both("Hôtel de ville", "Town hall"), "C1": both("La Fabrique")}


def people_of(guest: str) -> tuple[str, ...]:
    count = next(number for id, _, _, number in GUESTS if id == guest)
    return tuple(f"{guest}-{number}" for number in range(1, count + 1))


def everyone() -> tuple[str, ...]:
    return tuple(person for guest in GUESTS for person in people_of(guest[0]))


def moment(slot: int) -> dt.datetime:
    day, within = divmod(slot, SLOTS)
    return dt.datetime.combine(DAYS[day], dt.time(8, 30)) + dt.timedelta(minutes=SLOT * within)


def profile(id: str, name: str, kind: str, town: str) -> Profile:
    known = id != UNKNOWN
    return Profile(
        id=id,
        name=name,
        town=town,
        kind=kind,
        offers=(both(f"Ce que {name} fait depuis dix ans", f"What {name} has done for ten years"),) if known else (),
        needs=(both("De nouveaux clients", "New clients"),) if known and kind == "company" else (),
    )


def invented_brief() -> Brief:
    return Brief(
        id="port-lichen-val-granit-2031",
        title=both(f"{ORIGIN} → {TARGET}"),
        goal=both("Essayer l'application avec des villes inventées.", "Try the application with invented towns."),
        origin=ORIGIN,
        destination=TARGET,
        timezone="America/Toronto",
        days=tuple(briefs.Day(day, dt.time(8, 30), dt.time(16, 30)) for day in DAYS),
        limits=briefs.Limits(SLOT, 60, 2, 4, 3),
        sites=(
            briefs.Site("hall", PLACES["hall"]),
            briefs.Site("C1", PLACES["C1"], ("C1",)),
        ),
        travel=briefs.Travel(SLOT, assumed=True),
        group_visits=(),
        fixed_times=(),
        delegations=tuple(
            briefs.Delegation(id, number, "firm" if kind == "company" else "support") for id, _, kind, number in GUESTS
        ),
        exchanges=(),
        profiles=tuple(profile(id, name, kind, ORIGIN) for id, name, kind, _ in GUESTS)
        + tuple(profile(id, name, kind, TARGET) for id, name, kind in HOSTS),
    )


def matches() -> tuple[Match, ...]:
    names = {id: name for id, name, *_ in (*GUESTS, *HOSTS)}
    return tuple(
        Match(
            a=firm,
            b=host,
            relation=RELATION_OF[(row + column) % 4],
            score=round(0.9 - 0.03 * (row + column), 2),
            reasons=(
                Reason("need", both(f"{names[host]} offre ce que {names[firm]} cherche.", f"{names[host]} offers what {names[firm]} looks for."), 0.6),
                Reason("trade", both("Leurs métiers se suivent.", "Their trades follow each other."), 0.2),
            ),
        )
        for row, firm in enumerate(FIRMS)
        if firm != UNKNOWN
        for column, (host, _, _) in enumerate(HOSTS[:5])
    )  # fmt: skip


def activity(id: str, kind: str, slot: int, slots: int, people: tuple[str, ...], site: str, **more: object) -> Activity:
    title = more.pop("title", both(site))
    end = moment(slot) + dt.timedelta(minutes=SLOT * slots)
    place = PLACES.get(site) or both(f"Chez {site}", f"At {site}")
    return Activity(id, kind, moment(slot), end, title, place, people, **more)  # type: ignore[arg-type]


def meetings() -> list[tuple[Activity, str]]:
    """Everything but the drives, with its site."""
    names = {id: name for id, name, *_ in HOSTS}
    scores = {(m.a, m.b): m for m in matches()}
    found: list[tuple[Activity, str]] = [
        (activity("arrival", "arrival", 0, 1, everyone(), "hall", title=both("Accueil", "Welcome"), fixed=True), "hall"),
        (activity("group", "group", 2, 3, everyone(), "C1", title=both("La Fabrique"), hosts=("C1",),
                  reasons=(both("Voir un guichet unique.", "See a one-stop shop."),)), "C1"),
        (activity("meal", "meal", 7, 2, everyone(), "hall", title=both("Dîner", "Lunch"), fixed=True), "hall"),
        (activity("end", "departure", 31, 1, everyone(), "hall", title=both("Départ", "Departure"), fixed=True), "hall"),
    ]  # fmt: skip
    for turn, slot in enumerate((10, 13, 17, 20, 24)):
        for row, firm in enumerate(FIRMS):
            host = HOSTS[(row + turn) % 5][0]
            match = scores.get((firm, host))
            found.append((
                activity(
                    f"{firm}.{host}", "individual", slot, 2, people_of(firm), names[host], hosts=(host,),
                    title=both(names[host]), exploratory=match is None,
                    relation=match.relation if match else "",
                    reasons=tuple(reason.text for reason in match.reasons[:1]) if match else (),
                ), host,
            ))  # fmt: skip
    for row, guest in enumerate(("A1", "A2", "A3")):
        host = f"B{row + 1}"
        why = (both("Comparer deux façons d'aider les PME.", "Compare two ways to help small firms."),)
        found.append(
            (activity(f"{guest}.{host}", "exchange", 17, 3, people_of(guest), names[host], hosts=(host,),
                      title=both(names[host]), reasons=why), host)
        )  # fmt: skip
    return found


def drives(placed: list[tuple[Activity, str]]) -> list[Activity]:
    together: dict[tuple[dt.datetime, str], list[str]] = {}
    for person in everyone():
        own = sorted(((a, site) for a, site in placed if person in a.participants), key=lambda pair: pair[0].start)
        for (before, origin), (after, site) in itertools.pairwise(own):
            if origin != site and before.start.date() == after.start.date():
                together.setdefault((after.start, site), []).append(person)
    half = dt.timedelta(minutes=SLOT)
    return [
        Activity(f"travel:{site}:{end:%d%H%M}", "travel", end - half, end, both("Route, 30 min", "Drive, 30 min"),
                 NO_TEXT, tuple(people))
        for (end, site), people in together.items()
    ]  # fmt: skip


def invented_programme(placed: list[tuple[Activity, str]]) -> Programme:
    organisations = tuple(
        Organisation(id, name, town, both(kind), NO_TEXT, complete=id != UNKNOWN)
        for id, name, kind, town in (
            *((id, name, kind, ORIGIN) for id, name, kind, _ in GUESTS),
            *((*host, TARGET) for host in HOSTS),
        )
    )
    people = tuple(
        Participant(person, both(f"{name}, personne {n}", f"{name}, person {n}"), id, delegate=True)
        for id, name, _, _ in GUESTS
        for n, person in enumerate(people_of(id), start=1)
    )
    return Programme(
        id="port-lichen-val-granit-2031", version=1, title=both(f"{ORIGIN} → {TARGET}"), goal=invented_brief().goal,
        origin=ORIGIN, destination=TARGET, timezone="America/Toronto", days=DAYS, organisations=organisations,
        participants=people, activities=tuple(sorted([*(a for a, _ in placed), *drives(placed)], key=lambda a: (a.start, a.end, a.id))),
        figures=(
            Figure(both("25"), both("visites individuelles", "individual visits"), both("5 par entreprise", "5 for each firm")),
            Figure(both("1"), both("visite de groupe", "group visit"), both("La Fabrique")),
            Figure(both("3"), both("échanges de méthodes", "exchanges on methods")),
            Figure(both("2 h"), both("de route par personne", "on the road for each person"), both("durées supposées", "assumed times")),
        ),
        travel_assumed=True,
        notes=(
            Note("todo", both("Compléter le profil de Mystère inc.", "Complete the profile of Mystère inc.")),
            Note("assumed", both("Trente minutes entre deux lieux.", "Thirty minutes between two places.")),
            Note("missing", both("Personne ne sait ce que fait Mystère inc.", "Nobody knows what Mystère inc. does.")),
        ),
        sources=(Source(both("Une page inventée", "An invented page"), "https://example.org/invented"),),
        status=both("Programme optimal, prouvé : 32 rencontres placées.", "Optimal agenda, proved: 32 meetings placed."),
    )  # fmt: skip


def invented_report(programme: Programme) -> Report:
    table = Table(both("Qui part", "Who travels"), (both("Organisation"),), ((both("Agence Lichen"),),), (0,))
    picture = Picture(both("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), both("Rien", "Nothing"))
    blocks = (Paragraph(both("Un paragraphe.", "A paragraph.")), table, picture, programme.notes[0])
    section = Section(both("Une section", "A section"), blocks)
    return Report(
        programme.title, programme.goal, both("La réponse.", "The answer."), programme.figures, (section,),
        programme.sources, both("4 mars 2031", "March 4, 2031"),
    )  # fmt: skip


def invented_problem(placed: list[tuple[Activity, str]]) -> tuple[Problem, Agenda]:
    sites = sorted({site for _, site in placed})
    starts = {moment(slot): slot for slot in range(2 * SLOTS)}
    rows = [
        Meeting(a.id, a.participants, duration=round((a.end - a.start).total_seconds() / 60 / SLOT), sites=(site,))
        for a, site in placed
    ]
    problem = Problem(
        slots=2 * SLOTS, sites=tuple(Site(site) for site in sites), people=tuple(Person(p) for p in everyone()),
        meetings=tuple(rows), slot_minutes=SLOT, starts=tuple(when.isoformat(timespec="minutes") for when in starts),
        days=((0, SLOTS), (SLOTS, 2 * SLOTS)),
        travel={a: {b: 1 for b in sites if a != b} for a in sites},
    )  # fmt: skip
    agenda = Agenda("optimal", {"value": len(placed)}, {"value": len(placed)},
                    tuple(Placement(a.id, starts[a.start], site) for a, site in placed))  # fmt: skip
    return problem, agenda


def invented_plan() -> Plan:
    """Return a plan like one that planning returns, checked by the same check."""
    placed = meetings()
    problem, agenda = invented_problem(placed)
    programme = invented_programme(placed)
    verified = check(problem, agenda)
    assert not [v for v in verified.violations if v.kind != "objective"], verified.violations
    return Plan(invented_brief(), matches(), (), problem, agenda, verified, programme, invented_report(programme))
