"""The programme as a workbook: real dates and hours, one subject a sheet, ready to sort, filter and print."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jumelage.documents.lettering import visible
from jumelage.documents.programme import Activity, Organisation, Programme
from jumelage.documents.typeset import missing_extra
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

INK, HEAD, LINE = "FF17211D", "FFE2EFEA", "FFDFDCD2"
DATE_FORMAT, TIME_FORMAT, SCORE_FORMAT = "yyyy-mm-dd", "hh:mm", "0.00"
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""

WIDE, MIDDLE, NARROW = 48, 26, 11

Column = tuple[Bilingual, int]
Rows = list[list[Any]]


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
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise missing_extra("openpyxl") from error
    book = Workbook()
    book.remove(book.active)
    for title, columns, rows in (
        _programme(programme, language),
        _by_person(programme, language),
        _delegation(programme, language),
        _hosts(programme, language),
        _matches(matches_rows, language),
        _todo(programme, language),
        _sources(programme, language),
    ):
        _write(book, title.say(language), columns, rows, language)
    made = created or dt.datetime.combine(min(programme.days, default=dt.date(2000, 1, 1)), dt.time())
    book.properties.title = _text(programme.title.say(language))
    book.properties.creator = "Jumelage"
    book.properties.language = f"{language}-CA"
    book.properties.created = made.replace(tzinfo=None)
    target = io.BytesIO()
    book.save(target)
    return _same_bytes(target.getvalue(), made)


def _programme(programme: Programme, language: Language) -> tuple[Bilingual, list[Column], Rows]:
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
            activity.relation.say(language),
            "\n".join(reason.say(language) for reason in activity.reasons),
            activity.note.say(language),
            _yes(activity.exploratory, language),
            _yes(activity.fixed, language),
        ]
        for activity in _in_order(programme.activities)
    ]
    return Bilingual(fr="Programme", en="Programme"), columns, rows


def _by_person(programme: Programme, language: Language) -> tuple[Bilingual, list[Column], Rows]:
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


def _delegation(programme: Programme, language: Language) -> tuple[Bilingual, list[Column], Rows]:
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


def _hosts(programme: Programme, language: Language) -> tuple[Bilingual, list[Column], Rows]:
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


def _matches(found: Iterable[Mapping[str, Any]], language: Language) -> tuple[Bilingual, list[Column], Rows]:
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


def _todo(programme: Programme, language: Language) -> tuple[Bilingual, list[Column], Rows]:
    columns = [(Bilingual(fr="Nature", en="Kind"), 22), (Bilingual(fr="Quoi", en="What"), 100)]
    order = list(NOTE_WORDS)
    notes = sorted(programme.notes, key=lambda note: order.index(note.kind))
    return (
        Bilingual(fr="À faire", en="To do"),
        columns,
        [[NOTE_WORDS[note.kind].say(language), note.text.say(language)] for note in notes],
    )


def _sources(programme: Programme, language: Language) -> tuple[Bilingual, list[Column], Rows]:
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


def _text(value: str) -> str:
    """Keep the lines of a text, and nothing that a spreadsheet refuses."""
    return "\n".join(visible(line) for line in value.splitlines())[:LONGEST_CELL]


def _write(book: Any, title: str, columns: Sequence[Column], rows: Rows, language: Language) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    below = Border(bottom=Side(style="thin", color=LINE))
    for number, (name, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, number, name.say(language))
        cell.font = Font(name="Calibri", bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, values in enumerate(rows, start=2):
        for number, value in enumerate(values, start=1):
            cell = sheet.cell(row, number)
            _fill(cell, value)
            cell.border = below
            cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
    sheet.freeze_panes = "B2" if len(columns) > 2 else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"
    _for_paper(sheet, title)


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        text = _text(value)
        cell.value = text
        if text[:1] in ("=", "+", "-", "@"):
            cell.data_type = "s"
            cell.quotePrefix = True
        return
    cell.value = value
    if isinstance(value, dt.time):
        cell.number_format = TIME_FORMAT
    elif isinstance(value, dt.date):
        cell.number_format = DATE_FORMAT
    elif isinstance(value, float):
        cell.number_format = SCORE_FORMAT


def _for_paper(sheet: Any, title: str) -> None:
    """Letter paper, across, one page wide, the header on every page and its number below."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_LETTER
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = title
    sheet.oddFooter.right.text = "&P / &N"


def _same_bytes(file: bytes, made: dt.datetime) -> bytes:
    """Replace the hours that the writer took from the clock, in the archive and in its properties."""
    target = io.BytesIO()
    moment = max(made, dt.datetime(1980, 1, 1, tzinfo=made.tzinfo)).timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{made:%Y-%m-%dT%H:%M:%SZ}".encode(), content
                )
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, content)
    return target.getvalue()
