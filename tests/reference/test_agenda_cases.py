"""Situations that people met with other software: the agenda's rows of the shared cases come out right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jumelage.cli.main import main

pytestmark = pytest.mark.shared


@pytest.fixture
def inputs(shared_data: Path) -> Path:
    folder = shared_data.parent / "cases" / "inputs"
    if not folder.is_dir():
        pytest.skip("../shared/cases is absent")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["agenda", *map(str, arguments), "--lang", "en"])


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("c01_zero_duration", 2, "duration"),
        ("c02_across_night", 1, "no possible slot"),
        ("c02b_longer_than_day", 1, "longer than any day"),
        ("c05_huge_travel", 1, "do not fit together"),
        ("c07_number_ids", 2, "text"),
        ("c16_nfc_nfd", 2, "accents"),
    ],
)
def test_what_cannot_be_is_said_with_its_reason(inputs: Path, tmp_path: Path, name: str, code: int, words: str) -> None:
    ran = run("solve", inputs / f"{name}.json", "-o", tmp_path / "A.json", "--time-limit", 20)
    assert ran.exit_code == code, ran.output
    assert words in ran.stderr


def test_a_meeting_longer_than_any_day_is_dropped_for_that_reason(inputs: Path, tmp_path: Path) -> None:
    assert run("solve", inputs / "c04_one_slot_days.json", "-o", tmp_path / "A.json").exit_code == 0
    (dropped,) = json.loads((tmp_path / "A.json").read_text())["dropped"]
    assert (dropped["id"], dropped["why"]) == ("m2", "It is longer than any day.")


def test_a_renamed_room_keeps_the_hours(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "N.json"
    assert run("repair", inputs / "r04_room_renamed.json", inputs / "r01_agenda.json", "-o", out).exit_code == 0
    mended = json.loads(out.read_text())
    assert mended["moved"] == ["m1", "m2", "m3"]
    assert {m["id"]: (m["slot"], m["site"]) for m in mended["meetings"]} == {
        "m1": (0, "grande salle"),
        "m2": (1, "grande salle"),
        "m3": (1, "grande salle"),
    }


def test_a_published_agenda_with_a_meeting_twice_is_refused(inputs: Path, tmp_path: Path) -> None:
    ran = run("repair", inputs / "r01_problem.json", inputs / "r06_agenda_twice.json", "-o", tmp_path / "N.json")
    assert ran.exit_code == 2
    assert "m1" in ran.stderr
    assert not (tmp_path / "N.json").exists()
