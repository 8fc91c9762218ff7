"""The programme on paper: a tagged PDF, whole or for one organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from jumelage.documents.day_grid import DayGrid, day_grid
from jumelage.documents.lettering import shortened
from jumelage.documents.printed.days import UNKNOWN, days_of, hosts, section
from jumelage.documents.printed.page_parts import figures_of, notes_of, sources_of
from jumelage.documents.printed.typeset import typeset
from jumelage.documents.programme import Organisation, Programme
from jumelage.documents.words import (
    labels_of,
    say_count,
    say_dates,
    say_hours,
    say_people,
    sentence_case,
    tag_of,
)
from jumelage.language import NO_BREAK, Bilingual, Language, one_or_many, say_clock, say_date

__all__ = ["programme_pdf"]

LANES_A_PAGE = 9
SHORT_NAME = 60
LONG_WORD = 15
LABELS = {
    "kicker": Bilingual(fr="Programme de mission", en="Mission programme"),
    "version": Bilingual(fr="Version", en="Version"),
    "page": Bilingual(fr="Page", en="Page"),
    "delegation": Bilingual(fr="La délégation", en="The delegation"),
    "organisation": Bilingual(fr="Organisation", en="Organisation"),
    "activity": Bilingual(fr="Activité", en="Activity"),
    "people": Bilingual(fr="Personnes", en="People"),
    "visits": Bilingual(fr="Visites", en="Visits"),
    "on_page": Bilingual(fr="Page", en="Page"),
    "together": Bilingual(fr="Ensemble, jour par jour", en="Together, day by day"),
    "hour": Bilingual(fr="Heure", en="Time"),
    "what": Bilingual(fr="Quoi, où, pourquoi", en="What, where, why"),
    "hosts": Bilingual(fr="Les hôtes et leurs raisons", en="The hosts and their reasons"),
    "own_hosts": Bilingual(fr="Vos hôtes", en="Your hosts"),
    "host": Bilingual(fr="Hôte", en="Host"),
    "when": Bilingual(fr="Quand", en="When"),
    "receives": Bilingual(fr="Reçoit, et pourquoi", en="Receives, and why"),
    "notes": Bilingual(fr="Ce qu'il faut savoir", en="What you need to know"),
    "sources": Bilingual(fr="Sources", en="Sources"),
    "nothing": Bilingual(fr="Rien au programme ce jour-là.", en="Nothing on the programme that day."),
    "complete": Bilingual(
        fr="À faire : compléter le profil. Aucune source ne dit ce que fait cette organisation ; sans offre ni besoin, ses "
        "visites sont exploratoires.",
        en="To do: complete the profile. No source says what this organisation does; with no offer or need, its visits are "
        "exploratory.",
    ),
    "unknown": UNKNOWN,
    "next_step": Bilingual(fr="Prochaine étape et date", en="Next step and date"),
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
        "days": [] if programme.focus else [_together(programme, day, language) for day in days_of(programme)],
        "overview": [] if programme.focus else [_overview(programme, o, language) for o in delegations],
        "grids": [] if programme.focus else _days(programme, delegations, language),
        "sections": [section(programme, organisation, language) for organisation in delegations],
        "hosts": hosts(programme, language),
        "notes": notes_of(programme.notes, language),
        "sources": sources_of(programme.sources, language),
    }
    return typeset("programme", data, language, stamp)


def _front(programme: Programme, language: Language) -> dict[str, Any]:
    title, dates = programme.title.say(language), say_dates(programme.days, language)
    own = programme.organisation(programme.focus).name if programme.focus else ""
    return {
        "kicker": LABELS["kicker"].say(language),
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
    go = one_or_many(people, Bilingual(fr="va", en="goes"), Bilingual(fr="vont", en="go"))
    whole = Bilingual(
        fr=f"{who} de {many} {go.fr} de {programme.origin} à {programme.destination} pendant {days}.",
        en=f"{who} from {many} {go.en} from {programme.origin} to {programme.destination} for {days}.",
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


def _together(programme: Programme, day: dt.date, language: Language) -> dict[str, Any]:
    """Say what everyone does together on a day: meals, group visits, arrival."""
    everyone = {person.id for person in programme.participants if person.delegate}
    shared = [a for a in programme.activities if a.start.date() == day and everyone == set(a.participants)]
    return {
        "title": sentence_case(say_date(day, language, weekday=True, year=False)),
        "moments": [
            {"start": say_clock(a.start, language), "title": shortened(a.title.say(language), 90), "kind": a.kind}
            for a in sorted(shared, key=lambda a: a.start)
            if a.kind != "travel"
        ],
    }


def _days(programme: Programme, delegations: Sequence[Organisation], language: Language) -> list[dict[str, Any]]:
    """Say every page of every day; a day of several pages numbers them."""
    pages = list(_grids(programme, delegations))
    said = []
    for number, page in enumerate(pages):
        same = [other for other in pages if other.day == page.day]
        place = f" ({number - pages.index(same[0]) + 1} / {len(same)})" if len(same) > 1 else ""
        said.append(_grid(programme, page, language, place))
    return said


def _grids(programme: Programme, delegations: Sequence[Organisation]) -> Iterable[DayGrid]:
    """Cut a wide day into pages of at most so many lanes."""
    for day in days_of(programme):
        page: list[str] = []
        for organisation in delegations:
            if page and len(day_grid(programme, day, [*page, organisation.id]).lanes) > LANES_A_PAGE:
                yield day_grid(programme, day, page)
                page = []
            page.append(organisation.id)
        if page:
            yield day_grid(programme, day, page)


def _grid(programme: Programme, grid: DayGrid, language: Language, place: str) -> dict[str, Any]:
    lanes = [
        {
            "name": shortened(programme.organisation(lane.organisation).name, SHORT_NAME),
            "long-word": _long_word(programme.organisation(lane.organisation).name),
            "people": say_people(len(lane.people), language)
            if lane.whole
            else shortened(labels_of(lane.people, language), SHORT_NAME),
        }
        for lane in grid.lanes
    ]
    wide = {row for c in grid.cells if c.columns == len(lanes) for row in range(c.row, c.row + c.rows)}
    rows = [
        {
            "label": say_clock(row.start, language) if row.hour else "",
            "minutes": row.minutes,
            "busy": row.busy,
            "shared": number in wide and len(lanes) > 1,
        }
        for number, row in enumerate(grid.rows)
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
            "wide": cell.columns > 2,
            "long-word": _long_word(cell.activity.title.say(language)),
        }
        for cell in grid.cells
    ]  # fmt: skip
    day = sentence_case(say_date(grid.day, language, weekday=True))
    return {"title": day + place, "lanes": lanes, "rows": rows, "cells": cells}


def _long_word(text: str) -> bool:
    """Tell whether a word is too long for a lane: only then is it hyphenated."""
    return max(map(len, text.split()), default=0) > LONG_WORD
