from __future__ import annotations

import numpy as np

from jumelage.economy.measures.quotients import additive_quotients, location_quotients, symmetric_quotients


def test_quotients_of_a_worked_example() -> None:
    employment, whole = np.array([[60.0, 40], [20, np.nan], [0, 0]]), np.array([0.4, 0.6])
    found = location_quotients(employment, whole)
    np.testing.assert_allclose(found[0], [1.5, 2 / 3])
    np.testing.assert_allclose(found[1], [2.5, np.nan])
    assert np.isnan(found[2]).all()
    np.testing.assert_allclose(symmetric_quotients(found[0]), [0.2, -0.2])
    np.testing.assert_allclose(additive_quotients(employment[0], whole), [0.2, -0.2])
