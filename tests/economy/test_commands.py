from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from jumelage.cli.economy import economy


def run(*arguments: str) -> Result:
    return CliRunner().invoke(economy, list(arguments))


def test_complexity_writes_its_tables(tmp_path: Path) -> None:
    out = tmp_path / "c.parquet"
    result = run("complexity", "demo:ontario", "--year", "2016", "-o", str(out), "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["convention"] == "atlas"
    rows = duckdb.sql(f"select count(*), count(distinct place), min(density), max(density) from '{out}'").fetchall()[0]
    assert rows[:2] == (640, 32)
    assert rows[2] >= 0
    assert rows[3] <= 1
    columns = duckdb.sql(f"select * from '{out}'").columns
    assert {"eci", "pci", "proximity", "density"} <= set(columns)
    assert duckdb.sql(f"select count(*) from '{tmp_path / 'c-proximity.parquet'}'").fetchall() == [(400,)]
    assert not list(tmp_path.glob(".*.part"))


def test_entries_speak_the_contract() -> None:
    document = json.loads(
        run("entries", "demo:ontario", "--from", "2001", "--to", "2006", "--test", "2011", "--json").stdout
    )
    for key in (
        "average_precision",
        "auc",
        "mp_at_10",
        "best_f1",
        "calibration_error",
        "base_rate",
        "rows",
        "baselines",
    ):
        assert key in document
    assert set(document["baselines"]) == {"ubiquity", "density", "nearest_places", "sapling"}
    assert set(document["baselines"]["sapling"]) == {"average_precision", "auc", "mp_at_10", "best_f1"}
    document = json.loads(
        run("entries", "demo:ontario", "--from", "2016", "--to", "2021", "--place", "wawa", "--json").stdout
    )
    assert document["prospects"][0]["reasons"]


def test_stress_refuses_made_up_numbers() -> None:
    document = json.loads(run("stress", "demo:ontario", "--place", "wawa", "--industry", "21", "--json").stdout)
    assert document["direct"] > 0
    assert document["indirect"] is None
    assert document["total"] is None
    arguments = ("stress", "demo:ontario", "--place", "wawa", "--industry", "21", "--io", "demo:us-sectors", "--json")
    document = json.loads(run(*arguments).stdout)
    assert document["total"]["low"] <= document["total"]["middle"] <= document["total"]["high"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("stress", "demo:ontario", "--place", "wawa", "--industry", "99"), 2),
        (("stress", "demo:ontario", "--place", "wawa", "--industry", "21", "--io", "absent.csv"), 2),
        (("stress", "demo:ontario", "--place", "nowhere", "--industry", "21"), 1),
        (("complexity", "demo:ontario", "--year", "1999"), 1),
        (("complexity", "demo:ontario", "-o", "/proc/none/x.parquet"), 2),
        (("entries", "demo:ontario", "--from", "2001", "--to", "2006"), 2),
        (("entries", "demo:ontario", "--from", "2006", "--to", "2001", "--folds", "3"), 2),
        (("peers", "demo:ontario", "--place", "nowhere"), 1),
        (("portrait", "demo:ontario", "--place", "wawa", "--year", "2011", "--reference", "nipigon"), 1),
        (("portrait", "demo:ontario", "--place", "wawa", "--layout", "cbp"), 2),
        (("portrait", "demo:ontario", "--place", "wawa", "--level", "4"), 2),
    ],
)
def test_what_cannot_be_done_says_so(arguments: tuple[str, ...], code: int) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_the_command_names_the_option_that_mends_a_problem() -> None:
    assert "(--test, --folds)" in run("entries", "demo:ontario", "--from", "2001", "--to", "2006").stderr


@pytest.mark.parametrize("command", [("complexity",), ("entries", "--from", "2001", "--to", "2006", "--test", "2011")])
def test_the_whole_goes_by_its_name(command: tuple[str, ...]) -> None:
    name, *rest = command
    assert run(name, "demo:ontario", *rest, "--reference", "canada", "--json").exit_code == 0
