"""Places and distances: known towns, a known distance, laws of distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.reference.places import EARTH_RADIUS_KM, Place, distance_km, find_place, place, places

points = st.builds(Place, st.just(Bilingual("x", "x")), st.floats(-90, 90), st.floats(-180, 180))


def test_a_town_is_found_however_it_is_typed() -> None:
    assert find_place("sept iles") == place("Sept-Îles")
    assert find_place("Grand Sudbury") == find_place("Greater Sudbury") == place("GREATER SUDBURY")
    assert find_place("Dubreuilville") is not None
    assert len(places()) == len({p.name.en for p in places()})


def test_distance_between_the_two_towns() -> None:
    # Vincenty on the WGS 84 ellipsoid gives 585.1 km.
    assert distance_km(place("Sept-Îles"), place("Thetford Mines")) == pytest.approx(585.1, rel=0.006)


def test_unknown_place() -> None:
    with pytest.raises(InputError, match="no coordinates"):
        place("Atlantide")


@given(points, points, points)
def test_distance_is_a_distance(a: Place, b: Place, c: Place) -> None:
    assert distance_km(a, a) == 0
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))
    assert distance_km(a, b) <= EARTH_RADIUS_KM * 3.1416
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-4
