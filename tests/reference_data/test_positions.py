"""Positions as people paste them, with no negative longitude asked of anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.reference.places.positions import position_of

SEPT_ILES = (50.2001, -66.3821)


@pytest.mark.parametrize(
    "text",
    [
        "50.21, -66.38",
        "50.21,-66.38",
        "50,21 -66,38",
        "50,21; 66,38",
        "50.21 N, 66.38 W",
        "50,21° N, 66,38° O",
        "N 50.21 O 66.38",
        "66,38 O, 50,21 N",
        "50°12'36\" N 66°22'48\" O",
        "50° 12′ 36″ N, 66° 22′ 48″ W",
        "geo:50.21,-66.38?z=15",
        "https://www.openstreetmap.org/?mlat=50.21&mlon=-66.38#map=15/50.30/-66.50",
        "https://www.openstreetmap.org/#map=13/50.21/-66.38",
        "https://www.google.com/maps/@50.21,-66.38,15z",
        "https://www.google.ca/maps/place/Sept-%C3%8Eles/@50.3,-66.5,12z/data=!3m1!4b1!4m6!3m5!1s0x0!8m2!3d50.21!4d-66.38!16s",
        "https://www.google.com/maps?q=50.21,-66.38",
        "https://maps.google.com/?ll=50.21,-66.38&z=12",
        "https://www.google.com/maps/search/50.21,+-66.38",
        "https://maps.apple.com/?ll=50.21,-66.38",
    ],
)
def test_one_place_is_read_however_it_is_pasted(text: str) -> None:
    found = position_of(text, near=SEPT_ILES)
    assert found is not None and found == pytest.approx((50.21, -66.38))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sept-Îles",
        "50.21",
        "1, 2, 3",
        "95, 10",
        "50.21 E, 66.38 E",
        "https://example.org/50.21,-66.38",
        "12 rue 50",
    ],
)
def test_what_is_no_position_is_none(text: str) -> None:
    assert position_of(text, near=SEPT_ILES) is None


def test_the_side_of_greenwich_is_the_nearer_one_unless_it_is_said() -> None:
    assert position_of("45.75, 4.85", near=(48.8, 2.3)) == (45.75, 4.85)
    assert position_of("46.09 71.31", near=SEPT_ILES) == (46.09, -71.31)
    assert position_of("46.09 71.31 E", near=SEPT_ILES) == (46.09, 71.31)
    assert position_of("46.09 71.31") == (46.09, 71.31)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_two_signed_numbers_are_read_back(north: float, east: float) -> None:
    found = position_of(f"{north:.5f}, {east:+.5f}")
    assert found == pytest.approx((north, east), abs=1e-5)


@given(st.text(max_size=80))
def test_any_text_gives_a_position_on_earth_or_none(text: str) -> None:
    found = position_of(text)
    assert found is None or (abs(found.latitude) <= 90 and abs(found.longitude) <= 180)
