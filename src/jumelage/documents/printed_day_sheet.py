"""One sheet of paper for one day: who is where at each hour, with a box to tick. For the wall, and for when networks fail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jumelage.documents.lettering import shortened
from jumelage.documents.typeset import typeset
from jumelage.documents.words import sentence_case
from jumelage.language import NO_BREAK, Bilingual, Language, say_clock, say_date

__all__ = ["SheetLine", "SheetList", "day_sheet_pdf"]

ONE_PAGE = 34
"""Lines that one page holds at full size; more are set smaller, then run over."""
MOST_NAMED = 4

LABELS = {
    "kicker": Bilingual(fr="Feuille du jour", en="Day sheet"),
    "page": Bilingual(fr="Page", en="Page"),
    "hour": Bilingual(fr="Heure", en="Time"),
    "what": Bilingual(fr="Qui, avec qui", en="Who, with whom"),
    "there": Bilingual(fr="Là", en="Here"),
    "off": Bilingual(fr="annulée", en="cancelled"),
    "nothing": Bilingual(fr="Rien au programme ce jour-là.", en="Nothing on the programme that day."),
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One meeting of the day: local times, where, between whom; ``off`` when it is cancelled."""

    start: dt.datetime
    end: dt.datetime
    title: Bilingual
    place: Bilingual
    kind: str
    table: int | None = None
    guests: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    off: bool = False


@dataclass(frozen=True, slots=True)
class SheetList:
    """What a sheet lists after the day's meetings: a heading, then of whom and what, a box to tick beside each."""

    title: Bilingual
    lines: Sequence[tuple[str, str]]


def day_sheet_pdf(
    title: Bilingual,
    date: dt.date,
    lines: Iterable[SheetLine],
    version: int,
    printed: dt.datetime,
    language: Language,
    lists: Sequence[SheetList] = (),
) -> bytes:
    """Print one day by place and hour, then what else is to be looked after.

    Parameters
    ----------
    title
        The mission.
    date, lines
        The day, and what happens on it.
    version, printed
        Which version of the agenda it is, and when it was printed (local time): a sheet on a wall grows old.
    language
        Language of the document.
    lists
        What is listed after the meetings; a list without lines is left out.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1) on Letter paper, one page wherever the day allows.
    """
    rows = sorted(lines, key=lambda line: (line.start, line.end))
    name, day = title.say(language), say_date(date, language, weekday=True)
    made = Bilingual(
        fr=f"Version {version} du programme, imprimée le {say_date(printed.date(), 'fr')} à {say_clock(printed, 'fr')}. "
        "Ce qui a changé depuis n'y est pas.",
        en=f"Version {version} of the programme, printed {say_date(printed.date(), 'en')} at {say_clock(printed, 'en')}. "
        "What changed since is not on it.",
    )
    data: dict[str, Any] = {
        "labels": {key: text.say(language) for key, text in LABELS.items()},
        "kicker": LABELS["kicker"].say(language),
        "title": sentence_case(day),
        "mission": name,
        "document_title": f"{LABELS['kicker'].say(language)}, {name}, {day}",
        "foot": shortened(name, 90),
        "made": made.say(language),
        "places": [
            {"name": place, "lines": [_line(line, language) for line in own]}
            for place, own in _by_place(rows, language)
        ]
        + [
            {"name": one.title.say(language), "lines": [_listed(*line) for line in one.lines]}
            for one in lists
            if one.lines
        ],
        "small": len(rows) + sum(len(one.lines) for one in lists) + 2 * len({row.place for row in rows}) > ONE_PAGE,
    }
    return typeset("day_sheet", data, language, None)


def _by_place(rows: Sequence[SheetLine], language: Language) -> list[tuple[str, list[SheetLine]]]:
    """Sort what happens by place; the place that receives most comes first."""
    places: dict[str, list[SheetLine]] = {}
    for row in rows:
        places.setdefault(row.place.say(language) or row.title.say(language), []).append(row)
    return sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))


def _line(line: SheetLine, language: Language) -> dict[str, Any]:
    two_sided = line.kind in ("individual", "exchange")
    at_home = len(line.hosts) == 1 and line.place.say(language).endswith(line.hosts[0])  # the heading names the host
    hosts = "" if at_home else _named(line.hosts, language)
    parts = [name for name in (_named(line.guests, language), hosts) if name]
    table = f"table{NO_BREAK}{line.table}" if line.table else ""
    return {
        "hours": f"{say_clock(line.start, language)} – {say_clock(line.end, language)}",
        "who": " → ".join(parts) if two_sided and parts else line.title.say(language),
        "more": ", ".join(part for part in (table, "" if two_sided else _named(line.guests, language)) if part),
        "off": line.off,
    }


def _listed(who: str, what: str) -> dict[str, Any]:
    return {"hours": "", "who": who, "more": what, "off": False}


def _named(names: Sequence[str], language: Language) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(shortened(name, 40) for name in names)
    many = len(names)
    return Bilingual(fr=f"{many} organisations", en=f"{many} organisations").say(language)
