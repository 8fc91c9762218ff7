"""The programme as a workbook: real dates and hours, one subject a sheet, ready to sort, filter and print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from jumelage.documents.programme import Activity, Organisation, Programme
from jumelage.documents.sheet_writing import Column, Sheet, write_workbook
from jumelage.documents.words import (
    KIND_WORDS,
    NOTE_WORDS,
    RELATION_WORDS,
    names_of,
    sentence_case,
    visitors,
)
from jumelage.language import Bilingual, Language

__all__ = ["workbook"]

WIDE, MIDDLE, NARROW = 48, 26, 11


def workbook(
    programme: Programme,
    matches_rows: Iterable[Mapping[str, Any]],
    language: Language,
    *,
    created: dt.datetime | None = None,
) -> bytes:
    """Write a programme and its matches as an Excel workbook.

    Parameters
    ----------
    programme
        Whole, or focused on one organisation.
    matches_rows
        Rows with ``a``, ``b`` (names), ``relation``, ``score`` (0 to 1) and ``reasons`` (a text, or a list of texts or of
        ``{"text": ...}``).
    language
        Language of headers and texts.
    created
        Date of the file's properties; the first day of the mission when absent. The same data give the same bytes.

    Returns
    -------
    bytes
        The ``.xlsx`` file. A text that a spreadsheet could take for a formula is kept as text.
    """
    made = created or dt.datetime.combine(min(programme.days, default=dt.date(2000, 1, 1)), dt.time())
    sheets = [
        _programme(programme, language),
        _by_person(programme, language),
        _delegation(programme, language),
        _hosts(programme, language),
        _matches(matches_rows, language),
        _todo(programme, language),
        _sources(programme, language),
    ]
    return write_workbook(programme.title.say(language), sheets, language, made)


def _programme(programme: Programme, language: Language) -> Sheet:
    columns = [
        (Bilingual(fr="Date", en="Date"), NARROW),
        (Bilingual(fr="Début", en="Start"), 8),
        (Bilingual(fr="Fin", en="End"), 8),
        (Bilingual(fr="Minutes", en="Minutes"), 9),
        (Bilingual(fr="Nature", en="Kind"), 19),
        (Bilingual(fr="Activité", en="Activity"), MIDDLE),
        (Bilingual(fr="Lieu", en="Place"), MIDDLE),
        (Bilingual(fr="Qui", en="Who"), MIDDLE),
        (Bilingual(fr="Personnes", en="People"), 10),
        (Bilingual(fr="Relation", en="Relation"), 14),
        (Bilingual(fr="Pourquoi", en="Why"), WIDE),
        (Bilingual(fr="Note", en="Note"), MIDDLE),
        (Bilingual(fr="Exploratoire", en="Exploratory"), 12),
        (Bilingual(fr="Fixe", en="Fixed"), 8),
    ]
    rows = [
        [
            *_when(activity),
            sentence_case(KIND_WORDS[activity.kind].say(language)),
            activity.title.say(language),
            activity.place.say(language),
            names_of(programme, activity),
            len(activity.participants),
            activity.relation_words.say(language),
            "\n".join(reason.say(language) for reason in activity.reasons),
            activity.note.say(language),
            _yes(activity.exploratory, language),
            _yes(activity.fixed, language),
        ]
        for activity in _in_order(programme.activities)
    ]
    return Bilingual(fr="Programme", en="Programme"), columns, rows


def _by_person(programme: Programme, language: Language) -> Sheet:
    columns = [
        (Bilingual(fr="Personne", en="Person"), 32),
        (Bilingual(fr="Organisation", en="Organisation"), MIDDLE),
        (Bilingual(fr="Date", en="Date"), NARROW),
        (Bilingual(fr="Début", en="Start"), 8),
        (Bilingual(fr="Fin", en="End"), 8),
        (Bilingual(fr="Minutes", en="Minutes"), 9),
        (Bilingual(fr="Nature", en="Kind"), 19),
        (Bilingual(fr="Activité", en="Activity"), 32),
        (Bilingual(fr="Lieu", en="Place"), 32),
    ]
    rows = [
        [
            person.label.say(language),
            programme.organisation(person.organisation).name,
            *_when(activity),
            sentence_case(KIND_WORDS[activity.kind].say(language)),
            activity.title.say(language),
            activity.place.say(language),
        ]
        for person in programme.participants
        if person.delegate
        for activity in programme.activities_of([person.id])
    ]
    return Bilingual(fr="Par personne", en="By person"), columns, rows


_ORGANISATION: list[Column] = [
    (Bilingual(fr="Organisation", en="Organisation"), 32),
    (Bilingual(fr="Ville", en="Town"), 18),
    (Bilingual(fr="Nature", en="Kind"), 24),
    (Bilingual(fr="Activité", en="Activity"), WIDE),
]


def _delegation(programme: Programme, language: Language) -> Sheet:
    columns = [
        *_ORGANISATION,
        (Bilingual(fr="Personnes", en="People"), 10),
        (Bilingual(fr="Visites individuelles", en="Individual visits"), 12),
        (Bilingual(fr="Profil", en="Profile"), 16),
        (Bilingual(fr="Source", en="Source"), WIDE),
    ]
    state = Bilingual(fr="à compléter", en="to complete"), Bilingual(fr="complet", en="complete")
    rows = []
    for organisation in programme.delegations():
        people = programme.people_of(organisation.id)
        own = programme.activities_of(person.id for person in people)
        visits = sum(1 for activity in own if activity.kind == "individual")
        told = state[organisation.complete].say(language)
        rows.append([*_facts(organisation, language), len(people), visits, told, organisation.source_url])
    return Bilingual(fr="Délégation", en="Delegation"), columns, rows


def _hosts(programme: Programme, language: Language) -> Sheet:
    columns = [
        *_ORGANISATION,
        (Bilingual(fr="Reçoit", en="Receives"), 32),
        (Bilingual(fr="Date", en="Date"), NARROW),
        (Bilingual(fr="Début", en="Start"), 8),
        (Bilingual(fr="Fin", en="End"), 8),
        (Bilingual(fr="Minutes", en="Minutes"), 9),
        (Bilingual(fr="Pourquoi", en="Why"), WIDE),
        (Bilingual(fr="Source", en="Source"), WIDE),
    ]
    travelling = {organisation.id for organisation in programme.delegations()}
    rows = []
    for organisation in programme.organisations:
        if organisation.id in travelling:
            continue
        for activity in _in_order(a for a in programme.activities if organisation.id in a.hosts):
            who = names_of(programme, activity)
            if len(visitors(programme, activity)) > 3:
                who = Bilingual(fr="toute la délégation", en="the whole delegation").say(language)
            why = "\n".join(reason.say(language) for reason in activity.reasons)
            rows.append([*_facts(organisation, language), who, *_when(activity), why, organisation.source_url])
    return Bilingual(fr="Hôtes", en="Hosts"), columns, rows


def _matches(found: Iterable[Mapping[str, Any]], language: Language) -> Sheet:
    columns = [
        (Bilingual(fr="De la délégation", en="From the delegation"), 32),
        (Bilingual(fr="Hôte", en="Host"), 32),
        (Bilingual(fr="Relation", en="Relation"), 14),
        (Bilingual(fr="Score (0 à 1)", en="Score (0 to 1)"), 12),
        (Bilingual(fr="Pourquoi", en="Why"), 80),
    ]
    rows = []
    for match in found:
        relation = str(match.get("relation", ""))
        words = RELATION_WORDS.get(relation, Bilingual(fr=relation, en=relation)).say(language)
        score = match.get("score")
        rows.append(
            [
                str(match.get("a", "")),
                str(match.get("b", "")),
                words,
                None if score is None else float(score),
                _reasons(match.get("reasons"), language),
            ]
        )
    return Bilingual(fr="Rencontres possibles", en="Matches"), columns, rows


def _todo(programme: Programme, language: Language) -> Sheet:
    columns = [(Bilingual(fr="Nature", en="Kind"), 22), (Bilingual(fr="Quoi", en="What"), 100)]
    order = list(NOTE_WORDS)
    notes = sorted(programme.notes, key=lambda note: order.index(note.kind))
    return (
        Bilingual(fr="À faire", en="To do"),
        columns,
        [[NOTE_WORDS[note.kind].say(language), note.text.say(language)] for note in notes],
    )


def _sources(programme: Programme, language: Language) -> Sheet:
    columns = [(Bilingual(fr="Source", en="Source"), 70), (Bilingual(fr="Adresse", en="Address"), 80)]
    rows = [[source.text.say(language), source.url] for source in programme.sources]
    return Bilingual(fr="Sources", en="Sources"), columns, rows


def _in_order(activities: Iterable[Activity]) -> list[Activity]:
    return sorted(activities, key=lambda a: (a.start, a.end, a.id))


def _when(activity: Activity) -> list[Any]:
    minutes = int((activity.end - activity.start).total_seconds() // 60)
    return [activity.start.date(), activity.start.time(), activity.end.time(), minutes]


def _facts(organisation: Organisation, language: Language) -> list[str]:
    unknown = Bilingual(fr="à préciser", en="to be confirmed").say(language)
    activity = organisation.activity.say(language) or unknown
    return [organisation.name, organisation.town, organisation.kind.say(language), activity]


def _yes(value: bool, language: Language) -> str:
    return Bilingual(fr="oui", en="yes").say(language) if value else ""


def _reasons(value: Any, language: Language) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    texts = [item["text"] if isinstance(item, Mapping) else item for item in value]
    return "\n".join(text.say(language) if isinstance(text, Bilingual) else str(text) for text in texts)
