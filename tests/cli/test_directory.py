"""``jumelage directory import``: the contract's keys and exit codes, with and without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from jumelage.cli.directory import directory
from jumelage.web.directory.models import ImportBatch, Organisation

KEYS = {"rows", "created", "updated", "rejected", "duplicates", "errors"}
LIST = (
    "Entreprise;Ville;Téléphone;Courriel\nForge Lune;Gaspé;4185550100,0;a@lune.invalid\n"
    "FORGE LUNE INC.;Gaspé;;b@lune.invalid\nCâbles du Quai;Gaspé;12;\n;Gaspé;;c@d.invalid\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


def run(*args: object) -> tuple[int, dict[str, Any], str]:
    done = CliRunner().invoke(directory, ["import", *map(str, args), "--json", "--lang", "en"])
    return done.exit_code, json.loads(done.stdout) if done.stdout else {}, done.stderr


def test_all_or_nothing_without_a_database(file: Path, tmp_path: Path) -> None:
    back = tmp_path / "retour.xlsx"
    code, said, words = run(file, "--dry-run", "--errors", back)
    assert (code, set(said) >= KEYS) == (2, True)
    assert {key: said[key] for key in ("rows", "created", "rejected", "duplicates", "good")} == {
        "rows": 4, "created": 0, "rejected": 2, "duplicates": 1, "good": 2,
    }  # fmt: skip
    assert [(e["row"], e["column"]) for e in said["errors"]] == [(4, "Téléphone"), (5, "Entreprise")]
    assert said["errors"][0]["problem"] == "“12” is not a telephone number."
    assert said["errors"][0]["remedy"].startswith("Example")
    assert "--accept-good-rows" in words
    assert openpyxl.load_workbook(back).active["E4"].value.startswith("Téléphone: “12”")
    code, said, _ = run(file, "--dry-run", "--accept-good-rows")
    assert (code, said["created"]) == (0, 1)


def test_a_mapping_decides_and_is_checked(file: Path) -> None:
    code, said, _ = run(
        file, "--dry-run", "--accept-good-rows", "--map", "telephone=ignore", "--map", "Ville = address"
    )
    assert (code, said["rejected"], said["columns"]["Ville"], said["columns"]["Téléphone"]) == (0, 1, "address", None)
    for wrong, named in (("nonsense", "nonsense"), ("Nope=name", "Nope"), ("Ville=nope", "nope")):
        code, said, words = run(file, "--map", wrong)
        assert (code, said) == (2, {})
        assert named in words


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    paper = tmp_path / "liste.xlsx"
    paper.write_bytes(b"%PDF-1.7")
    for path in (paper, tmp_path / "absent.csv"):
        code, said, words = run(path, "--dry-run")
        assert (code, said) == (2, {})
        assert str(path.name) in words


@pytest.mark.django_db(transaction=True)
def test_it_writes_once_into_the_only_agency(file: Path) -> None:
    code, said, _ = run(file)
    assert (code, said["created"], Organisation.objects.count()) == (2, 0, 0)
    code, said, _ = run(file, "--accept-good-rows")
    assert (code, said["created"], said["rejected"], said["duplicates"]) == (0, 1, 2, 1)
    made = Organisation.objects.get()
    assert (made.name, made.town and made.town.name, made.phone) == ("Forge Lune", "Gaspé", "418 555-0100")
    assert [contact.email for contact in made.contacts.all()] == ["a@lune.invalid", "b@lune.invalid"]
    code, said, _ = run(file, "--accept-good-rows")
    assert (code, said["created"], said["updated"], said["unchanged"]) == (0, 0, 0, 2)
    assert [batch.state for batch in ImportBatch.objects.all()] == ["done", "done"]
    code, _, words = run(file, "--accept-good-rows", "--agency", "Personne")
    assert code == 1
    assert "Répertoire" in words
