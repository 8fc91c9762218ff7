"""What a repair changed, for whom and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jumelage.agenda.model.problem import Meeting, Problem
from jumelage.agenda.model.result import Agenda, Placement
from jumelage.language import Bilingual, one_or_many

__all__ = ["moves"]


def moves(problem: Problem, published: Agenda, repaired: Agenda) -> list[dict[str, Any]]:
    """List each meeting that moved or was lost: from where, to where, whom it concerns, and the reason."""
    asked = {meeting.id: meeting for meeting in problem.meetings}
    now = {placement.id: placement for placement in repaired.meetings}
    lost = {dropped.id: dropped.why for dropped in repaired.dropped}
    changes = []
    for before in published.meetings:
        after = now.get(before.id)
        if before.id not in asked or (after is not None and (after.slot, after.site) == (before.slot, before.site)):
            continue
        people = (after or before).people or asked[before.id].people
        change: dict[str, Any] = {"id": before.id, "people": list(people), "from": _place(before)}
        if after is not None:
            change |= {"to": _place(after), "why": _why(problem, asked, before, now)}
        else:
            change |= {
                "to": None,
                "why": lost.get(before.id, Bilingual(fr="Elle n'a plus de place.", en="It lost its place.")),
            }
        changes.append(change)
    return changes


def _place(placement: Placement) -> dict[str, Any]:
    return {"slot": placement.slot, "site": placement.site}


def _why(problem: Problem, asked: Mapping[str, Meeting], before: Placement, now: Mapping[str, Placement]) -> Bilingual:
    meeting = asked[before.id]
    covered = range(before.slot, before.slot + meeting.duration)
    away = [p.id for p in problem.people if p.id in meeting.people and set(p.unavailable).intersection(covered)]
    if away:
        names = ", ".join(away)
        one, many = Bilingual(fr="n'est plus libre", en="is"), Bilingual(fr="ne sont plus libres", en="are")
        free = one_or_many(len(away), one, many)
        return Bilingual(fr=f"{names} {free.fr} à cette heure.", en=f"{names} {free.en} no longer free at that hour.")
    if meeting.at is not None and meeting.at != before.slot:
        return Bilingual(fr="Son heure est maintenant fixée ailleurs.", en="Its hour is now fixed elsewhere.")
    if before.site not in {site.id for site in problem.sites}:
        return Bilingual(
            fr=f"Le lieu «\u00a0{before.site}\u00a0» n'existe plus.", en=f"The site “{before.site}” is no longer there."
        )
    if meeting.sites is not None and before.site not in meeting.sites:
        return Bilingual(fr=f"« {before.site} » n'est plus possible.", en=f"“{before.site}” is no longer possible.")
    for other in now.values():
        shared = set(asked[other.id].people) & set(meeting.people)
        if other.id != before.id and shared and before.slot <= other.slot < before.slot + meeting.duration:
            who = sorted(shared)[0]
            return Bilingual(
                fr=f"À cette heure, {who} a maintenant « {other.id} ».",
                en=f"At that hour {who} now has “{other.id}”.",
            )
    return Bilingual(
        fr="Il fallait faire de la place (tables, trajets ou ordre).",
        en="Room had to be made (tables, travel or order).",
    )
