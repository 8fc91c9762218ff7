from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jumelage.economy import Panel, portrait, stress
from jumelage.economy.scenarios.accounts import SupplyTable, leontief, read_supply_table
from jumelage.economy.scenarios.regional import METHODS, Method, trade_share
from jumelage.errors import InputError, NoResultError

# Miller and Blair, Input-Output Analysis (2009), section 2.3: two sectors; section 2.5: with households.
TWO = SupplyTable(("1", "2"), np.array([[150.0, 500], [200, 100]]), np.array([1000.0, 2000]))
CLOSED = np.array([[0.15, 0.25, 0.05], [0.2, 0.05, 0.4], [0.3, 0.25, 0.05]])


def test_multipliers_of_a_published_example() -> None:
    np.testing.assert_allclose(leontief(TWO.coefficients), [[1.2541, 0.3300], [0.2640, 1.1221]], atol=5e-5)
    expected = [[1.3651, 0.4253, 0.2509], [0.5273, 1.3481, 0.5954], [0.5698, 0.4890, 1.2885]]
    np.testing.assert_allclose(leontief(CLOSED), expected, atol=5e-5)


def test_the_carried_table_balances() -> None:
    table = read_supply_table("demo:us-sectors")
    assert table.imbalance() < 1e-9
    assert table.grouped(["a"] * 10 + ["b"] * 10).imbalance() < 1e-9
    assert len(table.industries) == 20


def test_without_a_table_no_indirect_job() -> None:
    found = stress(Panel.demo(), "Red Lake", "21")
    assert found.direct == 595
    assert found.indirect is None
    assert found.induced is None
    assert found.by_industry == ()
    assert "invented" in found.warnings[0].en


def test_with_a_table_a_range() -> None:
    table = read_supply_table("demo:us-sectors")
    found = stress(Panel.demo(), "Timmins", "21", table=table)
    assert found.indirect is not None
    assert found.induced is not None
    assert 0 < found.indirect.low < found.indirect.middle < found.indirect.high
    half = stress(Panel.demo(), "Timmins", "21", 0.5, table=table)
    assert half.indirect is not None
    assert half.indirect.middle == pytest.approx(found.indirect.middle / 2)
    assert sum(a for _, a, _ in found.by_industry) == pytest.approx(found.indirect.middle)
    told = portrait(Panel.demo(), "Timmins", table=table)
    assert told.indirect is not None
    assert told.indirect > 0


def test_a_place_as_large_as_the_nation_keeps_the_national_table() -> None:
    jobs = np.array([30.0, 70])
    for method in METHODS:
        np.testing.assert_allclose(trade_share(jobs, jobs, method), 1.0)


def test_location_quotients_of_a_worked_example() -> None:
    # Place 10 + 10 of a nation 100 + 300: SLQ = 2 and 2/3; size 0.05, log2(1.05) = 0.070389.
    share = trade_share(np.array([10.0, 10]), np.array([100.0, 300]), Method("FLQ", 0.3))
    leak = 0.0703893**0.3
    np.testing.assert_allclose(share, [[min(1, 2 * leak), min(1, 3 * leak)], [leak / 3, leak * 2 / 3]], atol=1e-5)


def test_a_place_loses_no_more_jobs_than_it_has() -> None:
    rows = [("A", "1", 2020, 900.0), ("A", "2", 2020, 2.0), ("Z", "1", 2020, 1000.0), ("Z", "2", 2020, 2000.0)]
    panel = Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"])).with_wholes("Z")
    found = stress(panel, "A", "1", table=TWO)
    assert found.indirect is not None
    assert found.indirect.high <= 2


def test_questions_without_answer(tmp_path: Path) -> None:
    panel = Panel.demo()
    for loss in (0.0, 1.5, -1.0, float("nan")):
        with pytest.raises(InputError, match="between 0 and 1"):
            stress(panel, "Wawa", "21", loss)
    with pytest.raises(InputError, match="not in the table"):
        stress(panel, "Wawa", "99")
    with pytest.raises(NoResultError, match="no known job"):
        stress(panel, "Dubreuilville", "21", year=2001)
    with pytest.raises(InputError, match="no industry 21"):
        stress(panel, "Wawa", "21", table=replace(TWO, industries=("7", "8")))
    for text in (
        "",
        ",1\n1,5\n",
        ",1\n1,nan\noutput,9\n",
        ",1,2\n1,5,x\n2,1,1\noutput,9,9\n",
        ",1,2\n1,50,1\n2,1,1\noutput,0,9\n",
    ):
        file = tmp_path / "io.csv"
        file.write_text(text)
        with pytest.raises(InputError, match=r"io\.csv"):
            read_supply_table(file)
    with pytest.raises(InputError, match="buy more"):
        leontief(np.array([[1.2]]))
