"""The derived tables are what their scripts make of the source tables, where these are at hand."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "data"
MADE = {
    "make_ontario_panel": ["ontario/panel.csv", "ontario/places.csv"],
    "make_classification": ["classification/naics.csv"],
    "make_places": ["places/places.csv"],
}


@pytest.mark.shared
@pytest.mark.skipif(not SOURCES.is_dir(), reason="needs ../shared/data")
@pytest.mark.parametrize("script", MADE)
def test_a_script_makes_the_table_that_is_carried(script: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "reference" / f"{script}.py"), "--data", str(SOURCES)]
    subprocess.run([*command, "--out", str(tmp_path)], check=True, timeout=60)
    for name in MADE[script]:
        carried = ROOT / "src" / "jumelage" / "reference" / name
        assert (tmp_path / carried.name).read_bytes() == carried.read_bytes()
