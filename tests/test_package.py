"""What is installed is whole: the source archive makes the wheel, and the wheel runs in an empty folder."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and from what it holds alone the wheel."""
    folder = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder / "source", filter="data")
    source = next((folder / "source").iterdir())
    subprocess.run([*build, "-t", "wheel"], cwd=source, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_every_file_of_the_package_and_the_guides(wheel):
    package, docs = ROOT / "src" / "jumelage", ROOT / "docs"
    wanted = {f"jumelage/{file.relative_to(package).as_posix()}" for file in package.rglob("*") if file.is_file()}
    wanted |= {f"jumelage/web/docs/{page.relative_to(docs).as_posix()}" for page in docs.rglob("*.md")}
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert sorted(name for name in wanted - carried if "__pycache__" not in name) == []


@pytest.mark.slow
def test_the_wheel_plans_the_demonstration_in_an_empty_folder(wheel, tmp_path):
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, *install], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site), "JUMELAGE_HOME": str(empty / "home")}
    code = (
        f"import jumelage; assert jumelage.__file__.startswith({str(site)!r}); from jumelage.cli.main import run; run()"
    )
    command = [sys.executable, "-c", code, "demo", "--no-serve", "--out", "out", "--json"]
    done = subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"programme.pdf", "agenda.ics", "mission.xlsx", "rapport.pdf"} <= {f.name for f in (empty / "out").iterdir()}
    look = "from jumelage.web.guides import DOCS, guide_names; print(DOCS.parts[-3:], len(guide_names()))"
    shown = subprocess.run(
        [sys.executable, "-c", look], env=environment, cwd=empty, capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("('jumelage', 'web', 'docs')")
