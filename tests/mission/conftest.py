from pathlib import Path

import pytest

from jumelage.mission import Brief, Plan, new_folder, plan, read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh copy of the invented example mission."""
    new_folder(tmp_path / "exemple")
    return tmp_path / "exemple"


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    folder = tmp_path_factory.mktemp("brief") / "exemple"
    new_folder(folder)
    return read_folder(folder)


@pytest.fixture(scope="session")
def made(brief: Brief) -> Plan:
    """The plan of the example: made once, never changed."""
    return plan(brief)
