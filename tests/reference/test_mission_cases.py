"""Mission folders of the shared cases, through the command that users call."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jumelage.cli.main import main

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture
def cases(shared_data: Path) -> Path:
    folder = shared_data.parent / "cases" / "inputs"
    if not folder.is_dir():
        pytest.skip("../shared/cases is not here")
    return folder


def planned(folder: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["mission", "plan", str(folder), "-o", str(out), "--lang", "en", "--json"])


def test_requests_that_contradict_are_refused(cases: Path, tmp_path: Path) -> None:
    found = planned(cases / "m12b_both_ways", tmp_path)
    assert found.exit_code == 2 and "contradicts row 2" in found.output and "row 3" in found.output


@pytest.mark.parametrize(
    ("case", "code", "words"),
    [
        ("m08_two_places", 2, "with the same people"),
        ("m04_after_midnight", 2, "mission.toml"),
        ("m02b_windows_zone", 2, "America/Toronto"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    cases: Path, tmp_path: Path, case: str, code: int, words: str
) -> None:
    found = planned(cases / case, tmp_path)
    assert (found.exit_code, words in found.output) == (code, True), found.output


def test_a_calendar_written_again_says_that_it_is_later(cases: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(cases / "m01_dst_accents", tmp_path / "mission")
    calendars = []
    for name in ("first", "second"):
        assert planned(folder, tmp_path / name).exit_code == 0
        calendars.append((tmp_path / name / "agenda.ics").read_text("utf-8"))
        time.sleep(1.1)  # a stamp counts whole seconds, and a small mission takes less
        toml = folder / "mission.toml"
        toml.write_text(re.sub(r"visit_minutes = \d+", "visit_minutes = 45", toml.read_text("utf-8")), "utf-8")
    uids, stamps = (
        [sorted(set(re.findall(rf"^{key}:(.*?)\r?$", text, re.M))) for text in calendars] for key in ("UID", "DTSTAMP")
    )
    assert set(uids[0]) & set(uids[1])
    assert max(stamps[0]) < min(stamps[1])
    assert all(len(line.encode()) <= 75 for text in calendars for line in text.splitlines())
    assert json.loads((tmp_path / "second" / "summary.json").read_text())["meetings"]
