from __future__ import annotations

import numpy as np
import pytest

from jumelage.economy import Panel, peers
from jumelage.economy.measures.peers import isolation
from jumelage.errors import NoResultError


def test_peers_are_towns_like_one() -> None:
    found = peers(Panel.demo(), "Red Lake", 2021, top=5)
    assert len(found) == 5
    assert all(p.place not in ("Ontario", "Canada", "Red Lake") for p in found)
    assert [p.similarity for p in found] == sorted((p.similarity for p in found), reverse=True)
    assert all(p.isolation is None for p in found)


def test_positions_make_isolation_count() -> None:
    # One degree of latitude is 111.2 km.
    found = isolation(("A", "B", "C"), np.array([10.0, 5, 1]), {"A": (0, 0), "B": (1, 0), "C": (3, 0)})
    assert np.isnan(found[0])
    np.testing.assert_allclose(found[1:], [111.2, 222.4], atol=0.1)
    places = Panel.demo().places
    positions = {p: (48 + i / 10, -80.0) for i, p in enumerate(places)}
    assert any(p.isolation is not None for p in peers(Panel.demo(), "Red Lake", positions=positions))


def test_a_place_without_figures_has_no_peers() -> None:
    with pytest.raises(NoResultError):
        peers(Panel.demo(), "Nowhere")
    with pytest.raises(NoResultError):
        peers(Panel.demo(), "Nipigon", 2011)
