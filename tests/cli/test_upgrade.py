"""``jumelage upgrade``: from the tables of an earlier version, with a copy that leads back."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
EARLIER = """
import django; django.setup()
from django.core.management import call_command
from jumelage.web.accounts.actions import found_agency
found_agency("Agence Lichen", "lichen", officer_email="officer@lichen.invalid", officer_name="Élise")
call_command("migrate", "jobs", "0001", verbosity=0)
"""
TABLES = "SELECT name FROM sqlite_master WHERE name = 'jobs_sweep'"


def test_it_copies_first_and_the_copy_leads_back(new_home: Callable[[str], Path]) -> None:
    home = new_home("upgrade")
    env = os.environ | {
        "JUMELAGE_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "jumelage.web.settings",
    }

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from jumelage.cli.main import run; run()", *words]
        return subprocess.run(command, env=env, check=True, capture_output=True, text=True, timeout=300)

    def rows(question: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(home / "jumelage.sqlite3")) as database:
            return database.execute(question).fetchall()

    subprocess.run([sys.executable, "-c", EARLIER], env=env, check=True, timeout=300)
    assert rows(TABLES) == []
    done = json.loads(call("upgrade", "--json").stdout)
    assert (done["applied"], rows(TABLES)) == (1, [("jobs_sweep",)])
    copy = Path(done["copy"])
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE((home / "jumelage.sqlite3").stat().st_mode) == 0o600
    with closing(sqlite3.connect(home / "jumelage.sqlite3", isolation_level=None)) as database:
        database.execute("UPDATE accounts_agency SET name = 'X'")
    call("restore", str(copy), "--replace")
    assert rows("SELECT name FROM accounts_agency") == [("Agence Lichen",)]
    assert json.loads(call("upgrade", "--json").stdout) == {"applied": 0, "copy": None}
