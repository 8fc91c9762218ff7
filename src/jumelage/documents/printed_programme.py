"""The programme on paper: a tagged PDF, whole or for one organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from jumelage.documents.day_grid import DayGrid, day_grid
from jumelage.documents.lettering import shortened
from jumelage.documents.programme import Activity, Figure, Note, Organisation, Programme, Source
from jumelage.documents.typeset import typeset
from jumelage.documents.words import (
    NOTE_WORDS,
    labels_of,
    names_of,
    say_count,
    say_dates,
    say_hours,
    say_moment,
    say_people,
    sentence_case,
    tag_of,
    visitors,
)
from jumelage.language import NO_BREAK, Bilingual, Language, say_clock, say_date

__all__ = ["figures_of", "link_of", "notes_of", "programme_pdf", "sources_of"]

LANES_A_PAGE = 9
SHORT_NAME = 60
LONG_ENTRY = 1_200
"""Letters beyond which an entry may break over two pages."""

LABELS = {
    "kicker": Bilingual(fr="Programme de mission", en="Mission programme"),
    "of": Bilingual(fr="Programme de l'organisation", en="Programme of the organisation"),
    "version": Bilingual(fr="Version", en="Version"),
    "page": Bilingual(fr="Page", en="Page"),
    "delegation": Bilingual(fr="La délégation", en="The delegation"),
    "organisation": Bilingual(fr="Organisation", en="Organisation"),
    "activity": Bilingual(fr="Activité", en="Activity"),
    "people": Bilingual(fr="Personnes", en="People"),
    "visits": Bilingual(fr="Visites", en="Visits"),
    "on_page": Bilingual(fr="Page", en="Page"),
    "by_hour": Bilingual(fr="Heure par heure", en="Hour by hour"),
    "hour": Bilingual(fr="Heure", en="Time"),
    "what": Bilingual(fr="Quoi, où, pourquoi", en="What, where, why"),
    "with": Bilingual(fr="Avec", en="With"),
    "at": Bilingual(fr="Lieu", en="Place"),
    "why": Bilingual(fr="Pourquoi", en="Why"),
    "fixed": Bilingual(fr="heure fixée", en="set time"),
    "hosts": Bilingual(fr="Les hôtes et leurs raisons", en="The hosts and their reasons"),
    "own_hosts": Bilingual(fr="Vos hôtes", en="Your hosts"),
    "host": Bilingual(fr="Hôte", en="Host"),
    "receives": Bilingual(fr="Reçoit, et pourquoi", en="Receives, and why"),
    "notes": Bilingual(fr="Ce qu'il faut savoir", en="What you need to know"),
    "sources": Bilingual(fr="Sources", en="Sources"),
    "each": Bilingual(fr="Chaque organisation", en="Each organisation"),
    "nothing": Bilingual(fr="Rien au programme ce jour-là.", en="Nothing on the programme that day."),
    "complete": Bilingual(
        fr="À faire : compléter le profil. Aucune source ne dit ce que fait cette organisation ; sans offre ni besoin, ses "
        "visites sont exploratoires.",
        en="To do: complete the profile. No source says what this organisation does; with no offer or need, its visits are "
        "exploratory.",
    ),
    "unknown": Bilingual(fr="activité à préciser", en="activity to be confirmed"),
    "after": Bilingual(fr="Après la visite", en="After the visit"),
    "next_step": Bilingual(fr="Prochaine étape et date", en="Next step and date"),
    "source": Bilingual(fr="Source", en="Source"),
}

VERDICTS = (
    Bilingual(fr="coopération possible", en="cooperation possible"),
    Bilingual(fr="utile, sans suite", en="useful, nothing to follow"),
    Bilingual(fr="pas pour nous", en="not for us"),
    Bilingual(fr="n'a pas eu lieu", en="did not take place"),
)


def programme_pdf(programme: Programme, language: Language, *, stamp: dt.datetime | None = None) -> bytes:
    """Print a programme: answer, figures, each day, each organisation, hosts with reasons, notes and sources.

    Parameters
    ----------
    programme
        Whole, or of one organisation (made by ``focused``): then with room to write down what came of each visit.
    language
        Language of the document.
    stamp
        When it was made, with its zone; none is written when absent.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1) on Letter paper; the same input gives the same bytes.
    """
    delegations = programme.delegations()
    data = _front(programme, language) | {
        "labels": {name: text.say(language) for name, text in LABELS.items()},
        "verdicts": [verdict.say(language) for verdict in VERDICTS],
        "focused": programme.focus is not None,
        "overview": [] if programme.focus else [_overview(programme, o, language) for o in delegations],
        "grids": [] if programme.focus else [_grid(programme, g, language) for g in _grids(programme, delegations)],
        "sections": [_section(programme, organisation, language) for organisation in delegations],
        "hosts": _hosts(programme, language),
        "notes": notes_of(programme.notes, language),
        "sources": sources_of(programme.sources, language),
    }
    return typeset("programme", data, language, stamp)


def _front(programme: Programme, language: Language) -> dict[str, Any]:
    title, dates = programme.title.say(language), say_dates(programme.days, language)
    own = programme.organisation(programme.focus).name if programme.focus else ""
    kicker = LABELS["of" if own else "kicker"].say(language)
    return {
        "kicker": kicker,
        "title": own or title,
        "mission": title if own else "",
        "document_title": ", ".join(part for part in (own, title, dates) if part),
        "foot": " · ".join(shortened(part, 70) for part in (title, own) if part),
        "dates": sentence_case(dates),
        "goal": programme.goal.say(language),
        "version": f"{LABELS['version'].say(language)}{NO_BREAK}{programme.version}",
        "answer": _answer(programme, language),
        "figures": figures_of(programme.figures, language),
    }


def _answer(programme: Programme, language: Language) -> str:
    """Say the whole in two sentences: who goes where, and how sound the plan is."""
    people = sum(1 for person in programme.participants if person.delegate)
    days = say_count(len(programme.days), Bilingual(fr="jour", en="day"), Bilingual(fr="jours", en="days"), language)
    who = say_people(people, language)
    many = say_count(
        len(programme.delegations()),
        Bilingual(fr="organisation", en="organisation"),
        Bilingual(fr="organisations", en="organisations"),
        language,
    )
    if programme.focus:
        explore = sum(1 for a in programme.activities if a.exploratory)
        first = Bilingual(
            fr=f"{who}, {days}\u00a0: {programme.origin} → {programme.destination}.",
            en=f"{who}, {days}: {programme.origin} → {programme.destination}.",
        ).say(language)
        return " ".join(part for part in (first, _next(programme, language), _explored(explore, language)) if part)
    verb = "va" if people < 2 else "vont"
    come = "goes" if people == 1 else "go"
    whole = Bilingual(
        fr=f"{who} de {many} {verb} de {programme.origin} à {programme.destination} pendant {days}.",
        en=f"{who} from {many} {come} from {programme.origin} to {programme.destination} for {days}.",
    )
    return f"{whole.say(language)} {programme.status.say(language)}".strip()


def _next(programme: Programme, language: Language) -> str:
    first = next((a for a in programme.activities if a.kind != "travel"), None)
    if first is None:
        return ""
    day, clock = say_date(first.start.date(), language, weekday=True, year=False), say_clock(first.start, language)
    place = f", {first.place.say(language)}" if first.place else ""
    return Bilingual(
        fr=f"Premier rendez-vous\u00a0: {day}, {clock}{place}.", en=f"First appointment: {day}, {clock}{place}."
    ).say(language)


def _explored(number: int, language: Language) -> str:
    if not number:
        return ""
    visits = say_count(
        number,
        Bilingual(fr="visite est exploratoire", en="visit is exploratory"),
        Bilingual(fr="visites sont exploratoires", en="visits are exploratory"),
        language,
    )
    reason = Bilingual(fr="faute de profil complet", en="for lack of a complete profile").say(language)
    return f"{visits}, {reason}."


def _overview(programme: Programme, organisation: Organisation, language: Language) -> dict[str, Any]:
    people = programme.people_of(organisation.id)
    own = programme.activities_of(person.id for person in people)
    return {
        "id": organisation.id,
        "name": organisation.name,
        "kind": sentence_case(organisation.kind.say(language)),
        "activity": organisation.activity.say(language),
        "complete": organisation.complete,
        "people": len(people),
        "visits": sum(1 for a in own if a.kind in ("individual", "exchange")),
    }


def _grids(programme: Programme, delegations: Sequence[Organisation]) -> Iterable[DayGrid]:
    """Cut a wide day into pages of at most so many lanes."""
    for day in programme.days:
        page: list[str] = []
        for organisation in delegations:
            if page and len(day_grid(programme, day, [*page, organisation.id]).lanes) > LANES_A_PAGE:
                yield day_grid(programme, day, page)
                page = []
            page.append(organisation.id)
        if page:
            yield day_grid(programme, day, page)


def _grid(programme: Programme, grid: DayGrid, language: Language) -> dict[str, Any]:
    lanes = [
        {
            "name": shortened(programme.organisation(lane.organisation).name, SHORT_NAME),
            "people": say_people(len(lane.people), language)
            if lane.whole
            else shortened(labels_of(lane.people, language), SHORT_NAME),
        }
        for lane in grid.lanes
    ]
    rows = [
        {"label": say_clock(row.start, language) if row.hour else "", "minutes": row.minutes, "busy": row.busy}
        for row in grid.rows
    ]
    cells = [
        {
            "row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns,
            "kind": cell.activity.kind,
            "tag": sentence_case(tag_of(cell.activity, language)),
            "hours": say_hours(cell.activity.start, cell.activity.end, language),
            "title": shortened(cell.activity.title.say(language), SHORT_NAME),
            "place": shortened(cell.activity.place.say(language), SHORT_NAME),
            "exploratory": cell.activity.exploratory,
        }
        for cell in grid.cells
    ]  # fmt: skip
    day = sentence_case(say_date(grid.day, language, weekday=True))
    return {"title": day, "lanes": lanes, "rows": rows, "cells": cells}


def _section(programme: Programme, organisation: Organisation, language: Language) -> dict[str, Any]:
    people = programme.people_of(organisation.id)
    own = programme.activities_of(person.id for person in people)
    days = [
        {
            "title": sentence_case(say_date(day, language, weekday=True)),
            "entries": [_entry(programme, a, len(people), language) for a in own if a.start.date() == day],
        }
        for day in programme.days
    ]
    facts = [sentence_case(organisation.kind.say(language)), organisation.town, say_people(len(people), language)]
    return {
        "id": organisation.id,
        "name": organisation.name,
        "facts": " · ".join(part for part in facts if part),
        "activity": organisation.activity.say(language),
        "complete": organisation.complete,
        "days": days,
    }


def _entry(programme: Programme, activity: Activity, people: int, language: Language) -> dict[str, Any]:
    hosts = [programme.organisation(host) for host in activity.hosts]
    reasons = [reason.say(language) for reason in activity.reasons]
    note, title = activity.note.say(language), activity.title.say(language)
    some = [p for p in programme.participants if p.id in activity.participants and p.delegate]
    own = [p for p in some if programme.focus in (None, p.organisation)]
    return {
        "kind": activity.kind,
        "start": say_clock(activity.start, language),
        "end": Bilingual(fr="à ", en="to ").say(language) + say_clock(activity.end, language),
        "title": title,
        "place": activity.place.say(language),
        "table": Bilingual(fr="table", en="table").say(language) + f"{NO_BREAK}{activity.table}"
        if activity.table
        else "",
        "tag": sentence_case(tag_of(activity, language)),
        "who": labels_of(own, language) if programme.focus and 0 < len(own) < people else "",
        "hosts": [
            {"name": "" if host.name == title else host.name, "activity": host.activity.say(language)}
            for host in hosts
            if activity.kind != "meal"
        ],
        "reasons": reasons,
        "note": note,
        "exploratory": activity.exploratory,
        "fixed": activity.fixed,
        "long": sum(map(len, (*reasons, note, title))) > LONG_ENTRY,
    }


def _hosts(programme: Programme, language: Language) -> list[dict[str, Any]]:
    travelling = {organisation.id for organisation in programme.delegations()}
    shown = []
    for host in programme.organisations:
        received = [a for a in programme.activities if host.id in a.hosts]
        if host.id in travelling or not received:
            continue
        kind = sentence_case(host.kind.say(language))
        shown.append(
            {
                "name": host.name,
                "facts": " · ".join(part for part in (kind, host.town) if part),
                "activity": host.activity.say(language) or sentence_case(LABELS["unknown"].say(language)),
                "link": link_of(host.source_url),
                "visits": [_received(programme, activity, language) for activity in received],
            }
        )
    return shown


def _received(programme: Programme, activity: Activity, language: Language) -> dict[str, Any]:
    several = len(visitors(programme, activity)) > 2 and activity.kind == "group"
    everyone = Bilingual(fr="toute la délégation", en="the whole delegation").say(language)
    reasons = [reason.say(language) for reason in activity.reasons]
    return {
        "when": say_moment(activity.start, language),
        "who": everyone if several else names_of(programme, activity),
        "tag": tag_of(activity, language),
        "reasons": reasons or [activity.note.say(language)],
    }


def figures_of(figures: Sequence[Figure], language: Language) -> list[dict[str, str]]:
    """Say figures in one language."""
    return [
        {"number": f.number.say(language), "words": f.words.say(language), "note": f.note.say(language)}
        for f in figures
    ]


def notes_of(notes: Sequence[Note], language: Language) -> list[dict[str, Any]]:
    """Group notes by kind, what is to do first."""
    groups = []
    for kind, word in NOTE_WORDS.items():
        texts = [note.text.say(language) for note in notes if note.kind == kind]
        if texts:
            groups.append({"kind": kind, "title": word.say(language), "texts": texts})
    return groups


def sources_of(sources: Sequence[Source], language: Language) -> list[dict[str, Any]]:
    """Say sources in one language, each with its address."""
    return [{"text": source.text.say(language), "link": link_of(source.url)} for source in sources]


def link_of(url: str) -> dict[str, str] | None:
    """Keep an address of the web as a link; anything else is not one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return {"url": url, "text": url.split("://", 1)[1].rstrip("/")}
