import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # each command starts Django and makes a database
JUMELAGE = Path(sys.executable).with_name("jumelage")


def run(home, *words, password="lichen-et-granit-9"):
    environment = os.environ | {"JUMELAGE_HOME": str(home), "JUMELAGE_PASSWORD": password}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [JUMELAGE, *map(str, words)], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_an_officer_gets_an_account_and_a_mission(tmp_path):
    opened = run(tmp_path, "account", "Agente@Exemple.invalid", "--agency", "Agence Exemple", "--json")
    assert json.loads(opened.stdout) == {"email": "agente@exemple.invalid", "new": True}
    run(tmp_path, "mission", "new", tmp_path / "m")
    loaded = run(tmp_path, "mission", "load", tmp_path / "m", "--agency", "agence exemple", "--json")
    assert loaded.returncode == 0, loaded.stderr
    assert json.loads(loaded.stdout)["mission"] == "exemple"


def test_an_easy_password_is_refused_and_nothing_saved(tmp_path):
    refused = run(tmp_path, "account", "a@exemple.invalid", "--agency", "A", "--lang", "fr", password="12345")
    assert refused.returncode == 2
    assert "mot de passe" in refused.stderr.lower()
    run(tmp_path, "mission", "new", tmp_path / "m")
    unknown = run(tmp_path, "mission", "load", tmp_path / "m", "--agency", "A")
    assert unknown.returncode == 1
    assert "jumelage account" in unknown.stderr
