"""Files that hurt a reader: refused with their name and a remedy, within seconds, and no other process is touched."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.spreadsheets.bombs import TEXTS, WORKBOOKS, cell, xlsx

from jumelage.directory.lists import read_list
from jumelage.errors import InputError
from jumelage.spreadsheets import open_file
from jumelage.spreadsheets.apart import read_apart

SECONDS, MEGABYTES = 10, 1_000
HERE = SECONDS * (3 if sys.gettrace() else 1)  # counting lines for coverage slows the reader in this process


@pytest.mark.parametrize("name", WORKBOOKS)
@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_a_workbook_that_claims_too_much_is_refused(name: str, apart: bool) -> None:
    start = time.process_time()
    with pytest.raises(InputError) as refused:
        read_list(WORKBOOKS[name], name, apart=apart)
    assert time.process_time() - start < HERE
    assert name in refused.value.say("fr") and refused.value.problems[0].remedy


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_signs_is_refused_or_read(name: str) -> None:
    start = time.process_time()
    try:
        open_file(TEXTS[name], name)
    except InputError as refused:
        assert refused.problems[0].remedy
    assert time.process_time() - start < HERE


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(InputError, match="memory or time"):
        read_apart("liste.xlsx", xlsx(cell("r='A1'")), seconds=0.001)


PROBLEM = {"version": 1, "slots": 1_000_000, "sites": [{"id": "s"}], "people": [{"id": "a"}, {"id": "b"}],
           "meetings": [{"id": "m", "people": ["a", "b"]}]}  # fmt: skip
COMMANDS = {
    **{name: ("directory", "import", name, "--dry-run") for name in (*WORKBOOKS, *TEXTS)},
    "organisations.ods": ("match", "organisations.ods", "--from", "A", "--to", "B"),
    "records.xlsx": ("directory", "duplicates", "records.xlsx"),
    "panel.xlsx": ("economy", "portrait", "panel.xlsx", "--place", "P"),
    "panel.parquet": ("economy", "portrait", "panel.parquet", "--place", "P"),
    "commas as a panel.csv": ("economy", "portrait", "commas as a panel.csv", "--place", "P"),
    "outcomes.ods": ("economy", "models", "outcomes.ods", "--like", "P", "--outcome", "x"),
    "nested.json": ("agenda", "solve", "nested.json"),
    "slots.json": ("agenda", "solve", "slots.json", "--time-limit", "2"),
    "mission.toml": ("mission", "plan", ".", "-o", "out"),
}
CONTENT = {
    **WORKBOOKS, **TEXTS, "organisations.ods": WORKBOOKS["rows that repeat.ods"],
    "records.xlsx": WORKBOOKS["a size that lies.xlsx"], "panel.xlsx": WORKBOOKS["far cell, single quotes.xlsx"],
    "panel.parquet": WORKBOOKS["a billion rows.parquet"], "commas as a panel.csv": TEXTS["commas.csv"],
    "outcomes.ods": WORKBOOKS["rows never closed.ods"], "nested.json": b"[" * 100_000 + b"]" * 100_000,
    "slots.json": json.dumps(PROBLEM).encode(), "mission.toml": b"".join(b"k%d = 1\n" % n for n in range(1_000_000)),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_refuses_it_by_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(CONTENT[name])
    program = [sys.executable, "-c", "from jumelage.cli.main import run; run()", *COMMANDS[name], "--lang", "en"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert name.partition(".")[0] in done.stderr
    assert spent.ru_utime - before < SECONDS
    assert spent.ru_maxrss / 1024 < MEGABYTES  # of any child so far
