"""``jumelage outcomes compare``: its keys, its words, its refusals."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from jumelage.cli.main import main


def test_compare_writes_the_keys_of_the_contract(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("pair,mission,placed,outcome\np1,m,1,1\np2,m,1,\np3,m,0,0\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["outcomes", "compare", str(table), "--json"])
    found = json.loads(result.stdout)
    assert {"effect", "low", "high", "p_exact", "placed", "not_placed", "bounds", "verdict", "pairs_needed"} <= set(
        found
    )
    assert found["placed"] == {"pairs": 2, "yes": 1, "silent": 1}
    assert found["verdict"] == "cannot tell"
    words = CliRunner().invoke(main, ["outcomes", "compare", str(table), "--lang", "fr"]).stdout
    assert "On ne peut pas trancher." in words


def test_every_bad_cell_is_named(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("pair,mission,placed,outcome\n,m,1,1\np2,m,oui,\np3,m,0,peut-être\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["outcomes", "compare", str(table), "--lang", "en"])
    assert result.exit_code == 2
    assert all(f"{row}, {column}" in result.stderr for row, column in ((2, "pair"), (3, "placed"), (4, "outcome")))
