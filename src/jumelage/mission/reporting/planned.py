"""The report that a council reads: the answer, the figures, who meets whom and why, what is assumed, what comes next."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from jumelage.documents import Spot, describe_map, map_of
from jumelage.documents.programme import Activity, Figure, Programme, Source
from jumelage.documents.report import Block, Paragraph, Picture, Report, Section, Table
from jumelage.documents.words import say_dates
from jumelage.language import NO_TEXT, Bilingual, say_clock, say_date
from jumelage.matching import Match
from jumelage.mission.brief import Brief
from jumelage.mission.reporting.wording import named_mission
from jumelage.reference.places import find_place

__all__ = ["build_report", "renewed"]

TITLES = {
    "delegation": Bilingual(fr="Qui part", en="Who travels"),
    "who_meets": Bilingual(fr="Qui rencontre qui, et pourquoi", en="Who meets whom, and why"),
    "together": Bilingual(fr="Ce que la délégation apprend ensemble", en="What the delegation learns together"),
    "gaps": Bilingual(fr="Suppositions, manques et choses à faire", en="Assumptions, gaps and things to do"),
    "next": Bilingual(fr="La suite", en="What comes next"),
}
"""The sections of every mission's report, by code."""


def build_report(
    brief: Brief,
    matches: Sequence[Match],
    programme: Programme,
    *,
    more: Sequence[Section] = (),
    more_sources: Sequence[Source] = (),
) -> Report:
    """Write the report of a planned mission; ``more`` sections (what is documented of it) come before the next steps."""
    return Report(
        title=named_mission(programme.title),
        subtitle=programme.goal,
        answer=_answer(programme),
        figures=_figures(matches, programme),
        sections=(
            _section("delegation", _delegations(brief, programme)),
            *_of_agenda(programme)[:2],
            *more,
            *_of_agenda(programme)[2:],
            _section("next", *_next_steps()),
        ),
        sources=(*programme.sources, *more_sources),
        date=Bilingual(fr=say_dates(programme.days, "fr"), en=say_dates(programme.days, "en")),
        cover=_cover(brief),
    )


def renewed(report: Report, programme: Programme) -> Report:
    """Write the report of a mission anew for another agenda: what does not depend on the agenda stays."""
    fresh = {section.code: section for section in _of_agenda(programme)}
    return dataclasses.replace(
        report,
        answer=_answer(programme),
        figures=(*programme.figures, *report.figures[-1:]),
        sections=tuple(fresh.get(section.code, section) for section in report.sections),
    )


def _section(code: str, *blocks: Block) -> Section:
    return Section(TITLES[code], blocks, code)


def _of_agenda(programme: Programme) -> tuple[Section, ...]:
    """Write the sections that follow the agenda: who meets whom, group visits, gaps."""
    return (
        _section("who_meets", _visits(programme)),
        _section("together", _together(programme)),
        _section("gaps", *programme.notes),
    )


def _cover(brief: Brief) -> Picture | None:
    """Draw the way from one town to the other, where both are places that the reference knows."""
    found = (find_place(brief.origin), find_place(brief.destination))
    if found[0] is None or found[1] is None:
        return None
    origin, destination = (Spot(p.name.fr, p.latitude, p.longitude) for p in found if p)
    return Picture(
        Bilingual(fr=map_of(origin, destination, "fr"), en=map_of(origin, destination, "en")),
        Bilingual(fr=describe_map(origin, destination, "fr"), en=describe_map(origin, destination, "en")),
        source=Bilingual(fr="Coordonnées : GeoNames (CC BY 4.0).", en="Coordinates: GeoNames (CC BY 4.0)."),
    )


def _answer(programme: Programme) -> Bilingual:
    visits = [a for a in programme.activities if a.kind == "individual"]
    reasoned = sum(1 for a in visits if not a.exploratory)
    explore = len(visits) - reasoned
    people = sum(1 for p in programme.participants if p.delegate)
    count = len(programme.delegations())
    fr = (
        f"{people} personnes de {count} organisations vont de {programme.origin} à {programme.destination}. "
        f"{reasoned} visites individuelles ont une raison écrite"
        + (f" ; {explore} sont exploratoires, faute de profil" if explore else "")
        + f". {programme.status.fr}"
    )
    en = (
        f"{people} people from {count} organisations go from {programme.origin} to {programme.destination}. "
        f"{reasoned} individual visits have a written reason"
        + (f"; {explore} are exploratory, for lack of a profile" if explore else "")
        + f". {programme.status.en}"
    )
    return Bilingual(fr=fr, en=en)


def _figures(matches: Sequence[Match], programme: Programme) -> tuple[Figure, ...]:
    pairs = {(found.a, found.b) for found in matches if found.reasons}
    words = Bilingual(fr="paires avec une raison", en="pairs with a reason")
    note = Bilingual(fr="parmi lesquelles le programme choisit", en="from which the programme chooses")
    return (*programme.figures, Figure(Bilingual(fr=str(len(pairs)), en=str(len(pairs))), words, note))


def _same(text: str) -> Bilingual:
    return Bilingual(fr=text, en=text)


def _delegations(brief: Brief, programme: Programme) -> Block:
    assumed = {d.organisation: d.assumed for d in brief.delegations}
    rows = []
    for organisation in programme.delegations():
        people = len(programme.people_of(organisation.id))
        mark = (
            Bilingual(fr=f"{people} (supposé)", en=f"{people} (assumed)")
            if assumed[organisation.id]
            else _same(str(people))
        )
        unknown = Bilingual(fr="activité à préciser", en="activity to be confirmed")
        rows.append((_same(organisation.name), organisation.kind, organisation.activity or unknown, mark))
    return Table(
        caption=Bilingual(fr="La délégation", en="The delegation"),
        header=(
            Bilingual(fr="Organisation", en="Organisation"),
            Bilingual(fr="Nature", en="Kind"),
            Bilingual(fr="Activité", en="Activity"),
            Bilingual(fr="Personnes", en="People"),
        ),
        rows=tuple(rows),
        numeric=(3,),
    )


def _when(activity: Activity) -> Bilingual:
    return Bilingual(
        fr=f"{say_date(activity.start.date(), 'fr', year=False)}, {say_clock(activity.start, 'fr')}",
        en=f"{say_date(activity.start.date(), 'en', year=False)}, {say_clock(activity.start, 'en')}",
    )


def _visits(programme: Programme) -> Block:
    rows = []
    for activity in programme.activities:
        if activity.kind not in ("individual", "exchange"):
            continue
        visitor = next(p.organisation for p in programme.participants if p.id in activity.participants)
        why = activity.reasons[0] if activity.reasons else activity.note
        method = Bilingual(fr="échange de méthodes", en="exchange on methods")
        explore = Bilingual(fr="visite exploratoire", en="exploratory visit")
        relation = method if activity.kind == "exchange" else (activity.relation_words or explore)
        rows.append((_same(programme.organisation(visitor).name), activity.title, relation, why, _when(activity)))
    return Table(
        caption=Bilingual(fr="Visites individuelles et échanges", en="Individual visits and exchanges"),
        header=(
            Bilingual(fr="Qui", en="Who"),
            Bilingual(fr="Hôte", en="Host"),
            Bilingual(fr="Nature", en="Kind"),
            Bilingual(fr="Pourquoi", en="Why"),
            Bilingual(fr="Quand", en="When"),
        ),
        rows=tuple(sorted(rows, key=lambda row: row[0].fr)),
        source=Bilingual(
            fr="Visites planifiées par Jumelage à partir des profils ; raisons tirées des offres, des besoins et des industries.",
            en="Visits planned by Jumelage from the profiles; reasons drawn from offers, needs and industries.",
        ),
    )


def _together(programme: Programme) -> Block:
    rows = []
    for activity in programme.activities:
        if activity.kind == "group":
            hosts = ", ".join(programme.organisation(host).name for host in activity.hosts)
            why = activity.reasons[0] if activity.reasons else NO_TEXT
            rows.append((activity.title, _same(hosts), why, _when(activity)))
    return Table(
        caption=Bilingual(fr="Visites de groupe", en="Group visits"),
        header=(
            Bilingual(fr="Visite", en="Visit"),
            Bilingual(fr="Hôte", en="Host"),
            Bilingual(fr="Ce qu'on y apprend", en="What is learned there"),
            Bilingual(fr="Quand", en="When"),
        ),
        rows=tuple(rows),
    )


def _next_steps() -> tuple[Block, ...]:
    return (
        Paragraph(
            Bilingual(
                fr="Après chaque rencontre, les deux parties notent en une minute si une coopération est possible et quelle "
                "est la prochaine étape. Un lien n'est porté au crédit de la mission que si son origine est connue : discussions "
                "déjà en cours, présentation par nous, ou appel d'offres ouvert.",
                en="After each meeting, both sides note in a minute whether a cooperation is possible and what the next step is. "
                "A link is credited to the mission only if its origin is known: existing talks, introduced by us, or "
                "a live tender.",
            )
        ),
        Paragraph(
            Bilingual(
                fr="Le suivi dure 36 mois : ce qui tient après la poignée de main est le résultat, pas le nombre de cartes échangées.",
                en="Follow-up lasts 36 months: what holds after the handshake is the result, not the number of cards exchanged.",
            )
        ),
    )
