import json

from click.testing import CliRunner

from jumelage.cli.main import main


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_new_folder_plans_as_it_is(tmp_path):
    assert run("mission", "new", tmp_path / "m").exit_code == 0
    result = run("mission", "plan", tmp_path / "m", "-o", tmp_path / "out", "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["agenda_status"] == "optimal"


def test_a_broken_file_exits_2_and_writes_nothing(tmp_path):
    run("mission", "new", tmp_path / "m")
    (tmp_path / "m" / "mission.toml").write_text("version = 1\n[mission\n")
    result = run("mission", "plan", tmp_path / "m", "-o", tmp_path / "out", "--lang", "fr")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "mission.toml" in result.stderr
    assert "TOML illisible" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_is_not_one_exits_2(tmp_path):
    run("mission", "new", tmp_path / "m")
    (tmp_path / "m" / "organisations.csv").unlink()
    (tmp_path / "m" / "organisations.xlsx").write_bytes(b"%PDF-1.7 not a workbook")
    result = run("mission", "plan", tmp_path / "m", "-o", tmp_path / "out", "--lang", "en")
    assert result.exit_code == 2
    assert "organisations.xlsx" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_in_the_way_exits_2(tmp_path):
    run("mission", "new", tmp_path / "m")
    (tmp_path / "out").write_text("a file")
    assert run("mission", "plan", tmp_path / "m", "-o", tmp_path / "out").exit_code == 2
    assert (tmp_path / "out").read_text() == "a file"
