"""What every test may use: the shared data folder, and a skip with its reason where it is absent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("jumelage", deadline=None)
hypothesis.settings.load_profile("jumelage")

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


class _FromModels:
    """The setting ``MIGRATION_MODULES`` under which no app has migrations: its tables are made from its models."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Make the tables of SQLite from the models, in a second: walking all migrations takes seven in each process.

    ``test_migrations.py`` holds them to what the migrations make, and PostgreSQL is given its tables by these.
    """
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            patch.setattr(settings, "MIGRATION_MODULES", _FromModels())
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Note every migration as applied, and let what asks for migrations see them from here on."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    if not isinstance(settings.MIGRATION_MODULES, _FromModels):
        return
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations:
            recorder.record_applied(app, name)


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that speaks French."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_CA.UTF-8")
