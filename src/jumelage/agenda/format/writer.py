"""Write a problem or an agenda as JSON documents; defaults are left out."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from jumelage.agenda.model.problem import Meeting, Person, Problem, Site
from jumelage.agenda.model.result import Agenda, Placement
from jumelage.language import Bilingual, Language

__all__ = ["agenda_document", "problem_document"]


def problem_document(problem: Problem) -> dict[str, Any]:
    """Write a problem."""
    document: dict[str, Any] = {"version": problem.version, "slots": problem.slots}
    optional = {
        "slot_minutes": problem.slot_minutes,
        "starts": list(problem.starts) or None,
        "days": [list(day) for day in problem.days] or None,
        "sessions": {name: list(span) for name, span in problem.sessions.items()} or None,
    }
    document |= {key: value for key, value in optional.items() if value is not None}
    document["sites"] = [_item(site) for site in problem.sites]
    if problem.travel:
        document["travel"] = {origin: dict(row) for origin, row in problem.travel.items()}
    document["people"] = [_item(person) for person in problem.people]
    document["meetings"] = [_item(meeting) for meeting in problem.meetings]
    if problem.max_break_difference is not None:
        document["max_break_difference"] = problem.max_break_difference
    document["objectives"] = list(problem.objectives)
    return document


def agenda_document(agenda: Agenda, language: Language) -> dict[str, Any]:
    """Write an agenda, its reasons in ``language``."""
    document: dict[str, Any] = {
        "version": agenda.version,
        "status": agenda.status,
        "objective": dict(agenda.objective),
        "bound": dict(agenda.bound),
        "meetings": [_placement(placement) for placement in agenda.meetings],
        "dropped": [{"id": dropped.id, "why": _say(dropped.why, language)} for dropped in agenda.dropped],
    }
    if agenda.moved is not None:
        document["moved"] = list(agenda.moved)
    if agenda.why:
        document["why"] = agenda.why.say(language)
    document["seconds"] = round(agenda.seconds, 3)
    return document | {key: _translated(value, language) for key, value in agenda.extra.items()}


def _item(value: Person | Site | Meeting) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for known in fields(value):
        held = getattr(value, known.name)
        if known.name in ("id", "people") or held != known.default:
            document[known.name] = _plain(held)
    return document


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _placement(placement: Placement) -> dict[str, Any]:
    document = {"id": placement.id, "slot": placement.slot, "site": placement.site, "table": placement.table}
    return document | ({"people": list(placement.people)} if placement.people else {})


def _say(text: Bilingual | str, language: Language) -> str:
    return text if isinstance(text, str) else text.say(language)


def _translated(value: Any, language: Language) -> Any:
    if isinstance(value, Bilingual):
        return value.say(language)
    if isinstance(value, dict):
        return {key: _translated(part, language) for key, part in value.items()}
    return [_translated(part, language) for part in value] if isinstance(value, (list, tuple)) else value
