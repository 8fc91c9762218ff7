"""The commands as a person or a program calls them."""

import csv
import json

import pytest
from click.testing import CliRunner

from jumelage.cli.directory import directory
from jumelage.cli.match import match

LIST = (
    "id,name,town,kind,naics,offers_fr,needs_fr\n"
    "a,Montage Exemple,Nordville,company,236210,Soudure,Convoyeurs à courroie\n"
    "b,Convoyeur Exemple,Sudville,company,333920,Conception de convoyeurs,\n"
)


@pytest.fixture
def organisations(tmp_path):
    path = tmp_path / "organisations.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def _run(command, *arguments):
    return CliRunner().invoke(command, [str(a) for a in arguments])


def test_pairs_as_json_and_as_a_file(organisations, tmp_path):
    out = tmp_path / "out.csv"
    done = _run(match, organisations, "--from", "Nordville", "--to", "Sudville", "--json", "--lang", "en", "-o", out)
    assert done.exit_code == 0, done.output
    first = json.loads(done.stdout)[0]
    assert (first["a"], first["b"]) == ("a", "b")
    assert set(first) == {"a", "b", "relation", "score", "reasons", "missing"}
    with out.open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert set(json.loads(row["reasons"])[0]) == {"kind", "text", "weight"}


def test_a_shortlist_tells_what_was_given_up(organisations):
    done = _run(match, organisations, "--from", "Nordville", "--to", "Sudville", "--shortlist", "--json")
    assert set(json.loads(done.stdout)) == {"matches", "given_up", "short"}


def test_a_reader_gets_sentences(organisations):
    done = _run(match, organisations, "--from", "Nordville", "--to", "Sudville", "--lang", "fr")
    assert "Montage Exemple cherche « Convoyeurs à courroie »" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("absent.csv", "--from", "A", "--to", "B"), 2, "absent.csv"),
        (("LIST", "--from", "Lyon", "--to", "Sudville"), 1, "Lyon"),
        (("LIST",), 2, "--from"),
        (("evaluate", "--organisations", "LIST", "--needs", "LIST", "--truth", "LIST"), 2, "need"),
        (("codes", ""), 1, "vide"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_code_of_the_contract(organisations, arguments, code, said):
    done = _run(
        match,
        *(organisations if a == "LIST" else a for a in arguments),
        *(["--lang", "fr"] if len(arguments) > 1 else []),
    )
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stdout == ""


def test_duplicates_write_one_entity_a_record(tmp_path):
    records, out = tmp_path / "fiches.csv", tmp_path / "out.csv"
    records.write_text("id;name;town\n1;Forge Exemple inc.;Laval\n2;FORGE EXEMPLE;Laval\n3;Autre Chose;Laval\n")
    done = _run(directory, "duplicates", records, "-o", out, "--json")
    document = json.loads(done.stdout)
    assert (document["records"], document["entities"]) == (3, 2)
    assert set(document["pairs"][0]) == {"a", "b", "probability", "why"}
    assert out.read_text().split() == ["id,entity,enterprise", "1,1,1", "2,1,1", "3,3,3"]
