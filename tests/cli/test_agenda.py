"""``jumelage agenda exposure`` says who is full, unmet or short, and refuses an agenda of another problem."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from jumelage.cli.agenda import agenda

PROBLEM: dict[str, Any] = {
    "version": 1,
    "slots": 2,
    "sites": [{"id": "hall", "tables": 2}],
    "people": [{"id": "ann", "max_meetings": 1}, {"id": "bob", "min_meetings": 2}, {"id": "eve"}],
    "meetings": [
        {"id": "ann-bob", "people": ["ann", "bob"], "required": False},
        {"id": "ann-eve", "people": ["ann", "eve"], "required": False},
    ],
}


def exposed(folder: Path, meeting: str, *options: str) -> tuple[int, str]:
    held = [{"id": meeting, "slot": 0, "site": "hall"}]
    (folder / "problem.json").write_text(json.dumps(PROBLEM), encoding="utf-8")
    (folder / "agenda.json").write_text(
        json.dumps({"version": 1, "status": "feasible", "objective": {}, "meetings": held, "dropped": []}),
        encoding="utf-8",
    )
    ran = CliRunner().invoke(
        agenda, ["exposure", str(folder / "problem.json"), str(folder / "agenda.json"), "--lang", "en", *options]
    )
    return ran.exit_code, ran.output


def test_exposure_names_them(tmp_path: Path) -> None:
    code, said = exposed(tmp_path, "ann-bob", "--json")
    assert code == 0
    assert json.loads(said) == {
        "full": ["ann"],
        "idle": ["eve"],
        "short": {"bob": 1},
        "meetings": {"ann": 1, "bob": 1, "eve": 0},
    }
    assert "At their most (1): ann" in exposed(tmp_path, "ann-bob")[1]


def test_agenda_of_another_problem_is_refused(tmp_path: Path) -> None:
    code, said = exposed(tmp_path, "ann-zoe")
    assert code == 2
    assert "ann-zoe" in said
