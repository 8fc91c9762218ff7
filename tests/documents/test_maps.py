"""Distances and ways on the globe, and the coast under them."""

import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.documents import Spot, map_of
from jumelage.documents.coast.rings import clipped, land
from jumelage.documents.maps import EARTH_KM, distance_km, great_circle

spots = st.builds(Spot, st.just("X"), st.floats(-89, 89), st.floats(-180, 180))
EXAMPLE, MODEL = Spot("Ville-Exemple", 50.2, -66.4), Spot("Bourg-Modèle", 46.1, -71.3)


def test_a_quarter_of_the_globe() -> None:
    assert distance_km(Spot("Pôle", 90, 0), Spot("Équateur", 0, 40)) == pytest.approx(EARTH_KM * math.pi / 2)


@given(spots, spots)
def test_the_way_is_as_long_as_the_distance_and_never_jumps(a: Spot, b: Spot) -> None:
    far = distance_km(a, b)
    if not 1 < far < 19_000:
        return
    way = [Spot("", lat, (lon + 180) % 360 - 180) for lat, lon in great_circle(a, b)]
    assert sum(map(distance_km, way, way[1:])) == pytest.approx(far, rel=1e-6)
    assert all(abs(q[1] - p[1]) <= 180 for p, q in zip(great_circle(a, b), great_circle(a, b)[1:], strict=False))


@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(-10, 10)), min_size=3, max_size=12))
def test_what_is_cut_lies_inside(ring: list[tuple[float, float]]) -> None:
    assert all(-2.001 <= x <= 3.001 and -1.001 <= y <= 4.001 for x, y in clipped(ring, (-2, -1, 3, 4)))


def test_the_coast_is_drawn_where_it_is_known() -> None:
    assert land((-72, 46, -64, 51))
    assert land((0, 40, 5, 45)) == []


def test_the_map_names_the_towns_and_the_distance() -> None:
    svg = map_of(EXAMPLE, MODEL, "fr")
    texts = {text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    assert {"Ville-Exemple", "Bourg-Modèle", f"{distance_km(EXAMPLE, MODEL):.0f}\xa0km"} <= texts
    assert "vol d'oiseau" in svg
    assert map_of(EXAMPLE, MODEL, "fr") == svg


@pytest.mark.parametrize("other", [EXAMPLE, Spot("<&>" * 60, -17.8, 178), Spot("P", 89.9, 0), Spot("Q", -50.2, 113.6)])
def test_any_two_places_can_be_drawn(other: Spot) -> None:
    ET.fromstring(map_of(EXAMPLE, other, "en"))


def test_off_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="degrees"):
        Spot("Nulle part", 91, 0)
