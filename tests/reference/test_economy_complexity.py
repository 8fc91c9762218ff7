"""Numbers of other libraries on world trade 1998-2000, to the digits they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from jumelage.economy import Panel, complexity
from jumelage.economy.measures.proximity import proximity

pytestmark = pytest.mark.shared


def columns(file: Path, order: bool = True) -> dict[str, Any]:
    return duckdb.sql(f"select * from '{file}' {'order by 1' if order else ''}").fetchnumpy()


def matrix(file: Path) -> np.ndarray:
    found = columns(file, order=False)
    return np.column_stack([found[name] for name in found if name != "__index_level_0__"]).astype(float)


@pytest.fixture(scope="module")
def trade(shared_data: Path) -> Panel:
    file = shared_data / "economy" / "ecR_world_trade_avg_1998_2000.csv.gz"
    query = f"select country as place, product as industry, 1999 as year, value as employment from '{file}'"
    return Panel.from_frame(duckdb.sql(query))


@pytest.mark.parametrize(
    ("convention", "column"), [("atlas", "eci"), ("econgeo", "econcomplex"), ("datawheel", "datawheel")]
)
def test_eci_of_each_convention(trade: Panel, shared_data: Path, convention: Any, column: str) -> None:
    reference = columns(shared_data / "economy" / "ref_eci_three_python_libs_trade1998_2000.csv")
    found = complexity(trade, convention=convention)
    assert list(found.places) == list(reference["country"])
    np.testing.assert_allclose(found.eci, reference[column], atol=1e-9, rtol=0)
    if convention == "atlas":
        eci = dict(zip(found.places, found.eci, strict=True))
        assert [round(eci[c], 6) for c in ("jpn", "can", "aus")] == [2.262632, -0.114069, -1.206248]


def test_pci_of_the_atlas(trade: Panel, shared_data: Path) -> None:
    reference = columns(shared_data / "economy" / "ref_pci_ecomplexity_trade1998_2000.csv")
    np.testing.assert_allclose(complexity(trade).pci, reference["pci_ecomplexity"], atol=1e-9, rtol=0)


def test_presence_proximity_and_fitness_of_the_r_package(trade: Panel, shared_data: Path) -> None:
    folder = shared_data / "economy"
    found = complexity(trade)
    balassa = matrix(folder / "ecR_ref_balassa_index.parquet")
    assert found.presence.sum() == 31_951
    np.testing.assert_array_equal(found.presence, balassa)
    np.testing.assert_allclose(
        found.proximity(), matrix(folder / "ecR_ref_proximity_product.parquet"), atol=1e-12, rtol=0
    )
    by_place = matrix(folder / "ecR_ref_proximity_country.parquet")
    np.testing.assert_allclose(proximity(found.presence.T), by_place, atol=1e-12, rtol=0)
    fitness = columns(folder / "ecR_ref_fitness_country.csv")["fitness"]
    difficulty = columns(folder / "ecR_ref_fitness_product.csv")["complexity"]
    np.testing.assert_allclose(found.fitness, fitness, atol=1e-6, rtol=0)
    np.testing.assert_allclose(found.complexity, difficulty, atol=1e-6, rtol=0)
