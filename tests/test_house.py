"""The shape of the house: small folders and modules, and names that say something."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jumelage

SOURCE = Path(jumelage.__file__).parent
MODULES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_no_module_is_over_400_lines() -> None:
    lengths = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_folder_holds_over_twenty_files() -> None:
    files = [*MODULES, *SOURCE.rglob("*.html")]
    folders = Counter(path.parent.relative_to(SOURCE).as_posix() for path in files if path.name != "__init__.py")
    assert {folder: count for folder, count in folders.items() if count > 20} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in MODULES if path.stem in ("utils", "helpers", "common", "misc")] == []
