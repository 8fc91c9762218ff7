"""Agendas changed by hand: the quick verdicts say what the whole check says, and no accepted change breaks a rule."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.agenda import Agenda, Meeting, Person, Placement, Problem, Site, check, problem_document, problem_from
from jumelage.language import Bilingual
from jumelage.mission import Plan
from jumelage.mission.changing import Changes, Wanted, pinned, to_repair, with_meetings, without_meetings
from jumelage.mission.comparing import compare
from jumelage.mission.editing import broken, changed, counted, patched, verdict, verdicts
from jumelage.mission.naming import names as names_of
from jumelage.mission.programme import build_programme
from jumelage.mission.reporting.planned import renewed


def strategies() -> object:
    """The small problems that the engine is tried on."""
    where = Path(__file__).parents[1] / "agenda" / "strategies.py"
    spec = importlib.util.spec_from_file_location("agenda_strategies", where)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PROBLEMS = strategies().problems  # type: ignore[attr-defined]


@settings(max_examples=50, deadline=None)
@given(PROBLEMS(slots=5, most_meetings=4, most_sites=2), st.data())
def test_accepted_moves_never_break_a_rule_and_quick_verdicts_are_the_whole_check_s(
    problem: Problem, data: st.DataObject
) -> None:
    agenda = Agenda("feasible")
    for _ in range(6):
        meeting = data.draw(st.sampled_from(problem.meetings))
        quick = {(one.slot, one.site): one.ok for one in verdicts(problem, agenda, meeting.id, {})}
        slot, site = data.draw(st.sampled_from(sorted(quick)))
        whole = verdict(problem, agenda, {meeting.id: (slot, site)}, {})
        assert whole.ok == quick[slot, site], whole.reasons
        assert whole.ok == bool(not whole.reasons)
        after = changed(problem, agenda, {meeting.id: (slot, site)})
        if whole.ok:
            assert not broken(problem, agenda, after)
            agenda = after
    kept = [v for v in check(problem, agenda).violations if v.kind != "missing"]
    assert not kept
    assert set(counted(problem, agenda).objective) == set(problem.objectives)


HOURS = tuple(f"2031-03-04T{8 + n // 2:02}:{30 * (n % 2):02}" for n in range(8))
NAMES = {
    "a": Bilingual("Soudure", "Soudure"), "b": Bilingual("Optique", "Optique"), "h": Bilingual("Granit", "Granit"),
    "m": Bilingual("Granit (Soudure)", "Granit (Soudure)"), "n": Bilingual("Forge (Soudure)", "Forge (Soudure)"),
    "here": Bilingual("Chez Granit", "At Granit"), "there": Bilingual("Chez Forge", "At Forge"),
}  # fmt: skip


def problem(**more: object) -> Problem:
    return Problem(
        slots=8, slot_minutes=30, starts=HOURS, sites=(Site("here", 1), Site("there", 1)),
        travel={"here": {"there": 1}}, people=(Person("a"), Person("b", unavailable=(6,)), Person("h", max_meetings=2)),
        meetings=(
            Meeting("m", ("a", "h"), duration=2, sites=("here",), required=False),
            Meeting("n", ("a",), duration=2, sites=("there",), required=True),
            Meeting("o", ("b", "h"), duration=1, sites=("here",), required=False),
        ), **more,
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("meeting", "slot", "fr", "en"),
    [
        ("m", 1, "Soudure a «\u00a0Forge (Soudure)\u00a0» de 9\u00a0h à 10\u00a0h.", "Soudure has “Forge (Soudure)” from 9\u00a0a.m. to 10\u00a0a.m."),
        ("m", 4, "Soudure quitte «\u00a0Forge (Soudure)\u00a0» à 10\u00a0h\u00a0; la route de 30\u00a0min n'y entre pas.",
         "Soudure leaves “Forge (Soudure)” at 10\u00a0a.m.; the drive of 30\u00a0min does not fit."),
        ("m", 7, "Elle finirait après la journée (12\u00a0h).", "It would end after the day does (12\u00a0p.m.)."),
        ("o", 6, "Optique n'est pas libre à cette heure.", "Optique is not free at that hour."),
    ],
)  # fmt: skip
def test_a_refusal_says_who_what_and_when(meeting: str, slot: int, fr: str, en: str) -> None:
    agenda = changed(problem(), Agenda("feasible"), {"n": (2, "there")})
    found = next(v for v in verdicts(problem(), agenda, meeting, NAMES) if (v.slot, v.site) == (slot, "here"))
    assert not found.ok
    assert (found.reasons[0].fr, found.reasons[0].en) == (fr, en)


def test_what_must_take_place_is_moved_not_removed() -> None:
    agenda = changed(problem(), Agenda("feasible"), {"n": (2, "there")})
    found = verdict(problem(), agenda, {"n": None}, NAMES)
    assert found.reasons[0].en == "“Forge (Soudure)” must take place: move it rather."


def test_an_agenda_is_optimal_while_it_reaches_the_proved_bounds() -> None:
    one = problem(objectives=("value",))
    agenda = counted(one, Agenda("optimal", bound={"value": 3}, meetings=(Placement("n", 0, "there"),)))
    assert agenda.status == "feasible"
    full = changed(one, agenda, {"m": (3, "here"), "o": (0, "here")})
    assert (full.status, dict(full.objective)) == ("optimal", {"value": 3})
    assert check(one, full).ok
    assert compare((one, agenda), (one, full)).added == ("m", "o")


def test_both_sides_want_a_meeting_where_the_host_receives() -> None:
    more = with_meetings(problem(), [Wanted("new", ("b",), "h", 40), Wanted("far", ("b",), "z", 7)], {"m"})
    new, far = more.meetings[-2:]
    assert (new.people, new.sites, new.duration, new.required, new.value) == (("b", "h"), ("here",), 2, False, 40)
    assert far.sites == ("at-z",)
    assert more.travel_slots("at-z", "here") == more.travel_slots("there", "at-z") == 1
    assert problem_from(problem_document(more)) == more
    again = with_meetings(more, [Wanted("new", ("b",), "h", 41)], {"m"})
    assert len(again.meetings) == len(more.meetings)
    assert without_meetings(again, {"new", "far"}).meetings == problem().meetings


def test_the_day_changes_and_the_past_stays() -> None:
    agenda = changed(problem(), Agenda("feasible"), {"n": (0, "there"), "m": (3, "here"), "o": (7, "here")})
    assert check(problem(), agenda).ok
    asked, solved = to_repair(problem(), agenda, Changes(absent={"h": (3,)}, now=2), {"n"})
    fixed = {meeting.id: meeting.at for meeting in solved.meetings}
    assert fixed == {"m": None, "n": 0, "o": None}
    made = patched(solved, agenda)
    assert check(asked, made).ok
    assert {p.id: p.slot for p in made.meetings} == {"n": 0, "m": 4, "o": 7}
    closed, _ = to_repair(problem(), agenda, Changes(closed={"here": "there"}, cancelled=("o",)), set())
    assert {m.id: m.sites for m in closed.meetings} == {"m": ("there",), "n": ("there",)}
    away, _ = to_repair(problem(), agenda, Changes(absent={"a": (0, 1)}), {"n"})
    assert next(m for m in away.meetings if m.id == "n").people == ("a",)  # the last one is not left out
    late = to_repair(problem(), agenda, Changes(late={"m": 4}), set())[1]
    assert next(m for m in late.meetings if m.id == "m").at == 4


def test_pinned_meetings_stay_in_the_copy_only() -> None:
    agenda = changed(problem(), Agenda("feasible"), {"m": (3, "here")})
    copy = pinned(problem(), agenda, {"m"})
    assert (copy.meetings[0].at, copy.meetings[0].required) == (3, True)
    assert problem().meetings[0].at is None


def test_a_plan_s_report_follows_another_agenda(made: Plan) -> None:
    placed = next(
        p for p in made.agenda.meetings if not next(m for m in made.problem.meetings if m.id == p.id).required
    )
    fewer = changed(made.problem, made.agenda, {placed.id: None}, Bilingual("Retirée.", "Taken off."))
    programme = build_programme(made.brief, made.appointments, made.problem, fewer, version=2)
    assert placed.id not in {activity.id for activity in programme.activities}
    assert programme.notes[0].text.fr.startswith("Visite non placée") or any(
        "Retirée." in note.text.fr for note in programme.notes
    )
    report = renewed(made.report, programme)
    assert [section.title for section in report.sections] == [section.title for section in made.report.sections]
    assert report.answer != made.report.answer
    same = renewed(made.report, made.programme)
    assert replace(same, answer=made.report.answer) == made.report
    other = Bilingual("D'autres mots", "Other words")  # sections are found by their code, never by their words
    retitled = replace(made.report, sections=tuple(replace(section, title=other) for section in made.report.sections))
    kept = {section.code for section in renewed(retitled, made.programme).sections if section.title == other}
    assert kept == {"delegation", "next"}
    assert names_of(made.brief, made.appointments)[placed.id]
