from __future__ import annotations

import numpy as np
import pandas as pd

from jumelage.economy import Panel
from jumelage.economy.table.suppression import employment_bounds


def panel(rows: list[tuple[str, str, float | None, int]]) -> Panel:
    frame = pd.DataFrame(rows, columns=["place", "industry", "employment", "establishments"])
    return Panel.from_frame(frame.assign(year=2020))


def test_a_class_bounds_its_hidden_parts() -> None:
    found = employment_bounds(
        panel([("A", "21", 100, 5), ("A", "2121", 60, 3), ("A", "2122", None, 2), ("B", "21", 9, 1)]), 2020
    )
    assert found.of("A", "2122") == (2, 40)
    assert found.of("A", "2121") == (60, 60)
    assert found.of("B", "2122") == (0, 0)


def test_the_whole_bounds_its_hidden_places() -> None:
    rows = [("All", "22", 50, 4), ("A", "22", 20, 1), ("B", "22", None, 1), ("C", "22", None, 2)]
    found = employment_bounds(panel(rows).with_wholes("All"), 2020)
    assert found.of("B", "22") == (1, 28)
    assert found.of("C", "22") == (2, 29)


def test_what_nothing_bounds_is_without_bound() -> None:
    found = employment_bounds(panel([("A", "22", None, 3), ("B", "22", 5, 1)]), 2020)
    assert found.of("A", "22") == (3, np.inf)
