"""Why a meeting cannot be at a place, in words that the people concerned would use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jumelage.agenda import Agenda, Meeting, Placement, Problem, Violation
from jumelage.language import LANGUAGES, NO_BREAK, Bilingual, Language, one_or_many, say_clock, say_date
from jumelage.mission.naming import violation_in_names

__all__ = ["Change", "hour", "why_not"]

Explanation = tuple[Bilingual, tuple[str, ...]]
MOST_NAMED = 2


@dataclass(frozen=True)
class Change:
    """An agenda after a change, and the meeting that was changed; ``names`` stand for the problem's ids."""

    problem: Problem
    agenda: Agenda
    meeting: str
    names: Mapping[str, Bilingual]

    @cached_property
    def asked(self) -> dict[str, Meeting]:
        """The meetings of the problem."""
        return {meeting.id: meeting for meeting in self.problem.meetings}

    @cached_property
    def placed(self) -> dict[str, Placement]:
        """Where meetings are."""
        return {placement.id: placement for placement in self.agenda.meetings}

    def end(self, id: str) -> int:
        """Give the slot after a meeting's last."""
        return self.placed[id].slot + self.asked[id].duration

    def of(self, person: str) -> list[str]:
        """List what a person does besides the changed meeting, in order of time."""
        own = [
            p for p in self.agenda.meetings if p.id != self.meeting and person in (p.people or self.asked[p.id].people)
        ]
        return [p.id for p in sorted(own, key=lambda p: p.slot)]

    def name(self, id: str) -> Bilingual:
        """Name a person, a site or a meeting."""
        return self.names.get(id, Bilingual(fr=id, en=id))


def why_not(change: Change, violations: Sequence[Violation]) -> tuple[tuple[Bilingual, ...], tuple[str, ...]]:
    """Say why a change is refused (nothing when no rule is broken), and which meetings are in the way."""
    if not violations:
        return (), ()
    said = (
        list(_reasons(change, violations)) if change.meeting in change.placed else list(_unplaced(change, violations))
    )
    if not said:  # broken by the change elsewhere than at the meeting
        said = [(violation_in_names(violation, change.names), ()) for violation in violations]
    return tuple(dict.fromkeys(words for words, _ in said)), tuple(
        dict.fromkeys(o for _, others in said for o in others)
    )


def _unplaced(change: Change, violations: Sequence[Violation]) -> Iterator[Explanation]:
    name = change.name(change.meeting)
    for violation in violations:
        if violation.kind == "missing":
            yield (
                Bilingual(
                    fr=f"«{NO_BREAK}{name.fr}{NO_BREAK}» doit avoir lieu{NO_BREAK}: déplacez-la plutôt.",
                    en=f"“{name.en}” must take place: move it rather.",
                ),
                (),
            )
        elif violation.kind == "after":
            other = change.name(violation.place)
            fr, en = f"«{NO_BREAK}{other.fr}{NO_BREAK}» l'attend.", f"“{other.en}” waits for it."
            yield Bilingual(fr=fr, en=en), (violation.place,)


def _reasons(change: Change, violations: Sequence[Violation]) -> Iterator[Explanation]:
    kinds = {violation.kind for violation in violations}
    people = {kind: [v.place for v in violations if v.kind == kind] for kind in kinds}
    if "day" in kinds:
        last = max(last for first, last in change.problem.all_days if first <= change.placed[change.meeting].slot)
        yield (
            _sentence(
                "Elle finirait après la journée ({}).",
                "It would end after the day does ({}).",
                _close(change.problem, last),
            ),
            (),
        )
        return
    if "overlap" in kinds:
        yield from _overlaps(change, people["overlap"])
    if "travel" in kinds:
        yield from _drives(change, people["travel"])
    if "unavailable" in kinds:
        yield (
            _sentence(
                "{} n'est pas libre à cette heure.",
                "{} is not free at that hour.",
                _people(change, people["unavailable"]),
            ),
            (),
        )
    if "tables" in kinds:
        yield _full(change)
    if "max_meetings" in kinds:
        yield (
            _sentence(
                "{} a déjà toutes les rencontres permises.",
                "{} already has all the meetings allowed.",
                _people(change, people["max_meetings"]),
            ),
            (),
        )
    yield from _rules(change, kinds)


def _rules(change: Change, kinds: set[str]) -> Iterator[Explanation]:
    meeting, slot = change.asked[change.meeting], change.placed[change.meeting].slot
    if "session" in kinds:
        yield Bilingual(fr="Elle déborderait de la séance.", en="It would not fit in the session."), ()
    if "at" in kinds and meeting.at is not None:
        fr, en = f"Son heure est fixée{NO_BREAK}: {{}}.", "Its hour is fixed: {}."
        yield _sentence(fr, en, hour(change.problem, meeting.at)), ()
    if "site" in kinds:
        yield (
            _sentence(
                "Elle ne peut pas avoir lieu à cet endroit ({}).",
                "It cannot take place there ({}).",
                change.name(change.placed[change.meeting].site),
            ),
            (),
        )
    if "max_break_difference" in kinds:
        yield (
            Bilingual(
                fr="Les pauses seraient trop inégales entre les gens.", en="Breaks would be too uneven between people."
            ),
            (),
        )
    if "after" in kinds:
        for before in meeting.after:
            if before not in change.placed or change.end(before) > slot:
                yield (
                    _sentence("Elle doit suivre «\u00a0{}\u00a0».", "It must come after “{}”.", change.name(before)),
                    (before,),
                )
        for later in change.asked.values():
            if (
                change.meeting in later.after
                and later.id in change.placed
                and change.placed[later.id].slot < change.end(change.meeting)
            ):
                yield (
                    _sentence("«\u00a0{}\u00a0» doit la suivre.", "“{}” must come after it.", change.name(later.id)),
                    (later.id,),
                )


def _overlaps(change: Change, people: Sequence[str]) -> Iterator[Explanation]:
    """Gather who is at the same other meeting."""
    start, end = change.placed[change.meeting].slot, change.end(change.meeting)
    at: dict[str, list[str]] = {}
    for person in dict.fromkeys(people):
        for other in change.of(person):
            if change.placed[other].slot < end and start < change.end(other):
                at.setdefault(other, []).append(person)
    for other, busy in at.items():
        has = one_or_many(len(_distinct(change, busy)), Bilingual(fr="a", en="has"), Bilingual(fr="ont", en="have"))
        texts = (
            _people(change, busy),
            change.name(other),
            _clock(change.problem, change.placed[other].slot),
            _close(change.problem, change.end(other)),
        )
        yield (
            _sentence(
                f"{{}} {has.fr} «\u00a0{{}}\u00a0» de {{}} à {{}}.", f"{{}} {has.en} “{{}}” from {{}} to {{}}.", *texts
            ),
            (other,),
        )


def _drives(change: Change, people: Sequence[str]) -> Iterator[Explanation]:
    """Say which drive does not fit, from the meeting before or to the one after."""
    here, start, end = (
        change.placed[change.meeting].site,
        change.placed[change.meeting].slot,
        change.end(change.meeting),
    )
    late: dict[tuple[str, bool], list[str]] = {}
    for person in dict.fromkeys(people):
        for other in change.of(person):
            there, gap = change.placed[other].site, start - change.end(other)
            if 0 <= gap < change.problem.travel_slots(there, here):
                late.setdefault((other, True), []).append(person)
            gap = change.placed[other].slot - end
            if 0 <= gap < change.problem.travel_slots(here, there):
                late.setdefault((other, False), []).append(person)
    for (other, before), who in late.items():
        there = change.placed[other].site
        slots = change.problem.travel_slots(there, here) if before else change.problem.travel_slots(here, there)
        minutes = slots * (change.problem.slot_minutes or 0)
        way = Bilingual(fr=f"{minutes}\u00a0min", en=f"{minutes}\u00a0min")
        moment = (
            _close(change.problem, change.end(other)) if before else _clock(change.problem, change.placed[other].slot)
        )
        fr = "{} quitte «\u00a0{}\u00a0» à {}" if before else "{} doit être à «\u00a0{}\u00a0» à {}"
        en = "{} leaves “{}” at {}" if before else "{} is due at “{}” at {}"
        texts = (_people(change, who), change.name(other), moment, way)
        yield (
            _sentence(f"{fr}\u00a0; la route de {{}} n'y entre pas.", f"{en}; the drive of {{}} does not fit.", *texts),
            (other,),
        )


def _full(change: Change) -> Explanation:
    placed = change.placed[change.meeting]
    end = change.end(change.meeting)
    others = [
        p.id
        for p in change.agenda.meetings
        if p.id != change.meeting and p.site == placed.site and p.slot < end and placed.slot < change.end(p.id)
    ]
    tables = {site.id: site.tables for site in change.problem.sites}.get(placed.site)
    if tables == 1 and others:
        first = change.name(others[0])
        return _sentence("L'endroit est pris par «\u00a0{}\u00a0».", "The place is taken by “{}”.", first), tuple(
            others
        )
    return _sentence(
        "Toutes les tables sont prises à cette heure ({}).",
        "Every table is taken at that hour ({}).",
        change.name(placed.site),
    ), tuple(others)


def _distinct(change: Change, people: Sequence[str]) -> list[Bilingual]:
    return list(dict.fromkeys(change.name(person) for person in people))


def _people(change: Change, people: Sequence[str]) -> Bilingual:
    """Name a few people, count the others."""
    found = _distinct(change, people)
    if len(found) <= MOST_NAMED:
        return Bilingual(fr=" et ".join(name.fr for name in found), en=" and ".join(name.en for name in found))
    more = len(found) - 1
    return Bilingual(fr=f"{found[0].fr} et {more} autres", en=f"{found[0].en} and {more} others")


def hour(problem: Problem, slot: int) -> Bilingual:
    """Say when a slot starts, with the day where there are several."""
    if len(problem.all_days) < 2 or not problem.starts:
        return _clock(problem, slot)
    moment = dt.datetime.fromisoformat(problem.starts[slot])
    said: dict[Language, str] = {
        lang: f"{say_date(moment.date(), lang, weekday=True, year=False)}, {say_clock(moment, lang)}"
        for lang in LANGUAGES
    }
    return Bilingual(**said)


def _clock(problem: Problem, slot: int) -> Bilingual:
    """Say the hour at which a slot starts."""
    return _said_at(problem, slot, 0)


def _close(problem: Problem, slot: int) -> Bilingual:
    """Say the hour at which the slot before this one ends: at a day's end, not the next morning."""
    return _said_at(problem, slot - 1, problem.slot_minutes or 0)


def _said_at(problem: Problem, slot: int, minutes: int) -> Bilingual:
    if not problem.starts:
        return Bilingual(fr=str(slot), en=str(slot))
    moment = dt.datetime.fromisoformat(problem.starts[slot]) + dt.timedelta(minutes=minutes)
    return Bilingual(fr=say_clock(moment, "fr"), en=say_clock(moment, "en"))


def _sentence(fr: str, en: str, *texts: Bilingual) -> Bilingual:
    english = en.format(*(t.en for t in texts)).replace(".m..", ".m.")  # one full stop after 11 a.m.
    return Bilingual(fr=fr.format(*(t.fr for t in texts)), en=english)
