"""An agenda changed by hand: each change judged by the independent check, and why it cannot be, in words.

A change is refused when it breaks a rule that held before it. Words are found beside the check, never instead of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jumelage.agenda import Agenda, Dropped, Meeting, Placement, Problem, Status, Violation, check
from jumelage.language import NO_TEXT, Bilingual
from jumelage.mission.wording import Change, why_not

__all__ = ["Place", "Verdict", "broken", "changed", "counted", "patched", "room_for", "verdict", "verdicts"]

Place = tuple[int, str]
"""A slot and a site."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a meeting may be at a place; if not, why, and which meetings are in the way."""

    slot: int
    site: str
    reasons: tuple[Bilingual, ...] = ()
    blockers: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether nothing stands against it."""
        return not self.reasons


def changed(problem: Problem, agenda: Agenda, places: Mapping[str, Place | None], why: Bilingual = NO_TEXT) -> Agenda:
    """Put meetings elsewhere, or nowhere (None): the agenda that results, whatever rules it breaks.

    Others keep their place and their table. Figures are counted again; the agenda is ``optimal`` when they reach the
    bounds that were proved. ``why`` is the reason kept with what loses its place.
    """
    asked = {meeting.id: meeting for meeting in problem.meetings}
    kept = [placed for placed in agenda.meetings if placed.id not in places]
    for id, place in places.items():
        if place is not None:
            kept.append(_seated(problem, asked, kept, Placement(id, place[0], place[1])))
    placed = {placement.id for placement in kept}
    reasons = {dropped.id: dropped.why for dropped in agenda.dropped}
    dropped = tuple(Dropped(id, reasons.get(id, why)) for id in asked if id not in placed)
    made = replace(agenda, meetings=tuple(kept), dropped=dropped, objective={}, moved=None, why=NO_TEXT, extra={})
    return counted(problem, made)


def counted(problem: Problem, agenda: Agenda) -> Agenda:
    """Count an agenda's figures, and tell whether they reach the proved bounds."""
    figures = check(problem, replace(agenda, objective={})).objective
    proved = all(agenda.bound.get(name) == figure for name, figure in figures.items())
    status: Status = "optimal" if proved else "feasible"
    return replace(agenda, status=status, objective=dict(figures))


def _seated(
    problem: Problem, asked: Mapping[str, Meeting], others: Iterable[Placement], placement: Placement
) -> Placement:
    """Give the lowest table that is free all along."""
    end = placement.slot + asked[placement.id].duration
    used = {
        other.table
        for other in others
        if other.site == placement.site and other.slot < end and placement.slot < other.slot + asked[other.id].duration
    }
    most = {site.id: site.tables for site in problem.sites}.get(placement.site)
    table = next(number for number in range(1, len(used) + 2) if number not in used)
    # Full at every number, yet perhaps not at every hour: the meeting then has no table of its own.
    return replace(placement, table=table if most is None or table <= most else None)


def broken(problem: Problem, before: Agenda, after: Agenda, *, was: Problem | None = None) -> tuple[Violation, ...]:
    """List the rules that ``after`` breaks and ``before`` did not, under the problem that ``was`` where it changed too."""
    known = Counter(_key(violation) for violation in check(problem if was is None else was, before).violations)
    fresh = []
    for violation in check(problem, after).violations:
        known[_key(violation)] -= 1
        if known[_key(violation)] < 0:
            fresh.append(violation)
    return tuple(fresh)


def _key(violation: Violation) -> tuple[str, str, str]:
    return violation.kind, violation.place, violation.what.en


def verdict(
    problem: Problem, agenda: Agenda, places: Mapping[str, Place | None], names: Mapping[str, Bilingual]
) -> Verdict:
    """Judge one change of one or several meetings, over the whole agenda."""
    after = changed(problem, agenda, places)
    found = broken(problem, agenda, after)
    first = next((place for place in places.values() if place is not None), (0, ""))
    said = [why_not(Change(problem, after, id, names), found) for id in places]
    reasons = tuple(dict.fromkeys(reason for words, _ in said for reason in words))
    blockers = tuple(dict.fromkeys(other for _, others in said for other in others if other not in places))
    return Verdict(first[0], first[1], reasons, blockers)


def verdicts(problem: Problem, agenda: Agenda, meeting: str, names: Mapping[str, Bilingual]) -> tuple[Verdict, ...]:
    """Judge every slot and site for one meeting, in order of time.

    Only what the meeting can touch is checked: everything its people do, who is at the site at that hour, what it waits
    for. Nothing else can be broken by it, except a limit on the difference of breaks, for which everything is checked.
    """
    asked = next(one for one in problem.meetings if one.id == meeting)
    sites = asked.sites if asked.sites is not None else tuple(site.id for site in problem.sites)
    around = _Around(problem, agenda, asked)
    found = []
    for slot in range(problem.slots):
        for site in sites:
            near, part = around.at(slot, site)
            after = _with(part, Placement(meeting, slot, site))
            reasons, blockers = why_not(Change(near, after, meeting, names), broken(near, part, after))
            found.append(Verdict(slot, site, reasons, blockers))
    return tuple(found)


def _with(agenda: Agenda, placement: Placement) -> Agenda:
    kept = tuple(placed for placed in agenda.meetings if placed.id != placement.id)
    return replace(agenda, meetings=(*kept, placement), dropped=(), objective={})


class _Around:
    """The part of a problem and of its agenda that one meeting can touch, for each place where it might be."""

    def __init__(self, problem: Problem, agenda: Agenda, meeting: Meeting) -> None:
        self.problem, self.agenda, self.meeting = problem, agenda, meeting
        self.whole = problem.max_break_difference is not None
        people = {*meeting.people, *(person for group in meeting.any_of for person in group)}
        self.asked = {one.id: one for one in problem.meetings}
        self.placed = {placement.id: placement for placement in agenda.meetings}
        self.people = tuple(person for person in problem.people if person.id in people)
        own = {
            id for id, placement in self.placed.items() if people.intersection(_attendees(self.asked[id], placement))
        }
        self.own = {meeting.id, *meeting.after, *own, *(one.id for one in problem.meetings if meeting.id in one.after)}
        self.at_slot: dict[tuple[str, int], set[str]] = {}
        for id, placement in self.placed.items():
            for slot in range(placement.slot, placement.slot + self.asked[id].duration):
                self.at_slot.setdefault((placement.site, slot), set()).add(id)

    def at(self, slot: int, site: str) -> tuple[Problem, Agenda]:
        """Return what a place touches; the meeting is still where it was."""
        if self.whole:
            return self.problem, replace(self.agenda, dropped=(), objective={})
        ids = set(self.own)
        for covered in range(slot, slot + self.meeting.duration):
            ids |= self.at_slot.get((site, covered), set())
        near = replace(
            self.problem,
            meetings=tuple(self._near(id, ids) for id in sorted(ids)),
            people=self.people,
        )
        kept = tuple(self._here(id) for id in sorted(ids) if id in self.placed)
        return near, replace(self.agenda, meetings=kept, dropped=(), objective={})

    def _near(self, id: str, ids: set[str]) -> Meeting:
        """Keep of another meeting its place, and those of its people who matter here."""
        one = self.asked[id]
        if id == self.meeting.id:
            return one
        wanted = {person.id for person in self.people}
        attending = tuple(person for person in _attendees(one, self.placed.get(id)) if person in wanted)
        return replace(one, people=attending, any_of=(), after=tuple(before for before in one.after if before in ids))

    def _here(self, id: str) -> Placement:
        placement = self.placed[id]
        return placement if id == self.meeting.id else replace(placement, people=())


def _attendees(meeting: Meeting, placement: Placement | None) -> tuple[str, ...]:
    return (placement.people if placement else ()) or meeting.people


def patched(problem: Problem, agenda: Agenda) -> Agenda:
    """Keep of an agenda what a changed problem allows, and put what lost its place at the nearest free hour.

    Found in an instant, and sound; not the fewest moves, which :func:`jumelage.agenda.repair` proves.
    """
    held = {placed.id: placed for placed in agenda.meetings}
    made = replace(agenda, meetings=(), dropped=(), bound={}, moved=None)
    waiting = []
    for meeting in sorted(problem.meetings, key=lambda one: (not one.required, -one.value)):
        if meeting.id not in held:
            continue
        was = held[meeting.id]
        near, part = _Around(problem, made, meeting).at(was.slot, was.site)
        if broken(near, part, _with(part, was)):
            waiting.append(meeting.id)
        else:
            made = replace(made, meetings=(*made.meetings, was))
    for id in waiting:
        free = [one for one in verdicts(problem, made, id, {}) if one.ok]
        if free:
            best = min(free, key=lambda one: (abs(one.slot - held[id].slot), one.site != held[id].site))
            made = changed(problem, made, {id: (best.slot, best.site)})
    return changed(problem, made, {}, LOST)


LOST = Bilingual(fr="Elle n'a plus de place libre.", en="No free place is left for it.")


def room_for(found: Sequence[Verdict], movable: Iterable[str]) -> Verdict | None:
    """Choose, among the refused places of a meeting, the first where only one meeting is in the way, and may move."""
    may = set(movable)
    return next((v for v in found if not v.ok and len(v.blockers) == 1 and v.blockers[0] in may), None)
