"""The reader: every problem of a file is named with its place and remedy; nothing unsound passes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jumelage.agenda import agenda_from, problem_document, problem_from, read_problem
from jumelage.cli.main import main
from jumelage.errors import InputError

SOUND: dict[str, Any] = {
    "version": 1,
    "slots": 4,
    "slot_minutes": 30,
    "starts": ["2017-02-15T08:30", "2017-02-15T09:00", "2017-02-15T09:30", "2017-02-15T10:00"],
    "days": [[0, 2], [2, 4]],
    "sessions": {"morning": [0, 4], "nothing": [4, 4]},
    "sites": [{"id": "hall", "tables": 2}, {"id": "ctmp"}],
    "travel": {"hall": {"ctmp": 1}},
    "people": [{"id": "ann", "unavailable": [3], "max_meetings": 2, "min_meetings": 1}, {"id": "bob"}],
    "meetings": [
        {"id": "m0", "people": ["ann", "bob"], "at": 0, "sites": ["hall"], "session": "morning"},
        {"id": "m1", "people": ["bob"], "after": ["m0"], "required": False, "value": 3, "duration": 2},
    ],
    "max_break_difference": 1,
    "objectives": ["value", "breaks"],
}


def test_a_document_comes_back_as_it_was() -> None:
    problem = problem_from(SOUND)
    assert problem_from(problem_document(problem)) == problem
    assert problem.travel_slots("ctmp", "hall") == 1


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    document = copy.deepcopy(SOUND)
    inner: Any = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["meetings", 0, "people"], ["ann", "zoe"], "meetings[0] (m0).people"),
        (["meetings", 0, "sites"], ["moon"], "meetings[0] (m0).sites"),
        (["meetings", 0, "session"], "evening", "meetings[0] (m0).session"),
        (["meetings", 0, "after"], ["m1"], "after"),
        (["meetings", 0, "after"], ["m9"], "meetings[0] (m0).after"),
        (["meetings", 1, "duration"], -1, "meetings[1].duration"),
        (["meetings", 1, "duration"], 1.5, "meetings[1].duration"),
        (["meetings", 1, "value"], float("nan"), "meetings[1].value"),
        (["meetings", 1, "value"], 10**30, "meetings[1].value"),
        (["meetings", 1, "required"], "no", "meetings[1].required"),
        (["meetings", 1, "id"], "m0", "meetings[1].id"),
        (["meetings", 0, "people"], ["ann", "ann"], "meetings[0] (m0).people"),
        (["meetings", 0, "people"], [], "meetings[0] (m0).people"),
        (["meetings", 0, "at"], 4, "meetings[0].at"),
        (["meetings", 0, "poeple"], ["bob"], "meetings[0]"),
        (["people", 1, "id"], "ann", "people[1].id"),
        (["people", 0, "unavailable"], [True], "people[0].unavailable[0]"),
        (["people", 1, "unavailble"], [3], "people[1].unavailble"),
        (["slots"], 1_000_000, "slots"),
        (["slots"], True, "slots"),
        (["days"], [[0, 3], [2, 4]], "days[1]"),
        (["sessions"], {"morning": [3, 1]}, "sessions.morning"),
        (["sites", 1, "id"], "hall", "sites[1].id"),
        (["travel", "moon"], {"hall": 1}, "travel"),
        (["travel", "hall", "hall"], 2, "travel.hall.hall"),
        (["starts"], ["2017-02-15T08:30"], "starts"),
        (["objectives"], ["value", "beauty"], "objectives[1]"),
        (["people"], None, "people"),
        (["version"], 2, "version"),
    ],
)
def test_what_is_unsound_is_refused_with_its_place(path: list[Any], value: Any, place: str) -> None:
    with pytest.raises(InputError) as caught:
        problem_from(changed(path, value), place="event.json")
    said = caught.value.say("en")
    assert "event.json" in said
    assert place in said
    assert caught.value.say("fr") != said


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"\xff\xfe", b'{"slots": 1, "slots": 2}', b"[" * 100_000, b"", b"null"]
)
def test_broken_files_exit_2_and_write_nothing(content: bytes, tmp_path: Path) -> None:
    bad, out = tmp_path / "bad.json", tmp_path / "out.json"
    bad.write_bytes(content)
    for lang in ("fr", "en"):
        ran = CliRunner().invoke(main, ["agenda", "solve", str(bad), "-o", str(out), "--lang", lang])
        assert ran.exit_code == 2, ran.output
        assert "bad.json" in ran.stderr
    assert not out.exists()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.json"):
        read_problem(tmp_path / "nothing.json")


def test_solve_check_repair_from_the_command_line(tmp_path: Path) -> None:
    problem, agenda, new = (tmp_path / name for name in ("problem.json", "agenda.json", "new.json"))
    problem.write_text(json.dumps(SOUND))
    run = CliRunner()
    solved = run.invoke(main, ["agenda", "solve", str(problem), "-o", str(agenda), "--json", "--lang", "en"])
    assert solved.exit_code == 0, solved.stderr
    assert json.loads(solved.stdout) == json.loads(agenda.read_text())
    assert json.loads(solved.stdout)["objective"] == {"value": 4, "breaks": 0}
    assert run.invoke(main, ["agenda", "check", str(problem), str(agenda)]).exit_code == 0
    repaired = run.invoke(main, ["agenda", "repair", str(problem), str(agenda), "-o", str(new), "--json"])
    assert repaired.exit_code == 0
    assert json.loads(new.read_text())["moved"] == []
    spoiled = json.loads(agenda.read_text())
    spoiled["meetings"][0]["slot"] = 3
    agenda.write_text(json.dumps(spoiled))
    checked = run.invoke(main, ["agenda", "check", str(problem), str(agenda), "--json", "--lang", "en"])
    assert checked.exit_code == 1
    assert {v["kind"] for v in json.loads(checked.stdout)["violations"]} >= {"at", "unavailable"}


def test_an_impossible_problem_is_written_and_exits_1(tmp_path: Path) -> None:
    problem, agenda = tmp_path / "problem.json", tmp_path / "agenda.json"
    problem.write_text(json.dumps(changed(["people", 1, "max_meetings"], 0)))
    ran = CliRunner().invoke(main, ["agenda", "solve", str(problem), "-o", str(agenda), "--lang", "en"])
    assert ran.exit_code == 1
    written = json.loads(agenda.read_text())
    assert (written["status"], written["meetings"], written["dropped"]) == ("infeasible", [], [])
    assert written["why"] in ran.stderr


@pytest.mark.parametrize("read", [problem_from, agenda_from])
def test_an_empty_object_lacks_its_keys(read: Any) -> None:
    with pytest.raises(InputError) as caught:
        read({})
    assert "meetings: the key is missing" in caught.value.say("en")
