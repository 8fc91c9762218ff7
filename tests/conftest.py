"""What every test may use: the shared data folder, and a skip with its reason where it is absent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED_DATA.is_dir():
        return
    skip = pytest.mark.skip(reason=f"needs the test data of {SHARED_DATA.relative_to(ROOT.parent)}, which is absent")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the shared test data; mark the test ``shared``."""
    return SHARED_DATA


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make home folders whose database has its tables: they are made once, then copied."""
    first = tmp_path_factory.mktemp("migrated")
    env = os.environ | {"JUMELAGE_HOME": str(first), "JUMELAGE_DEMO": "0", "DATABASE_URL": ""}
    command = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "migrate"]
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=300)

    def make(name: str) -> Path:
        home = tmp_path_factory.mktemp(name)
        shutil.copy(first / "jumelage.sqlite3", home)
        return home

    return make


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that speaks French."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
