from pathlib import Path

import pytest

from jumelage.mission import Brief, new_folder, read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh copy of the invented example mission."""
    new_folder(tmp_path / "exemple")
    return tmp_path / "exemple"


@pytest.fixture
def brief(folder: Path) -> Brief:
    return read_folder(folder)
