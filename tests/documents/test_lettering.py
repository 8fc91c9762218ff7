"""What people write is shown as it is, and never breaks a page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.documents.lettering import BREAK_HERE, NO_GLYPH, covered, joined, printable, shortened, spaced, visible


@given(st.text())
def test_every_character_printed_has_a_glyph(text: str) -> None:
    assert all(ord(character) in covered() for character in printable(text) if character != BREAK_HERE)


@given(st.text())
def test_nothing_that_can_be_drawn_is_lost(text: str) -> None:
    kept = [c for c in unicodedata.normalize("NFC", visible(text)) if ord(c) in covered() and c != NO_GLYPH]
    shown = [c for c in printable(text) if c not in (NO_GLYPH, BREAK_HERE)]
    assert shown == [c for c in kept if c != BREAK_HERE]


def test_what_has_no_form_or_turns_the_text_is_removed() -> None:
    assert printable("Mine\x00 n°\u202e 5\r\nbis") == "Mine n° 5 bis"


def test_a_long_run_may_break_and_a_word_may_not() -> None:
    assert BREAK_HERE in printable("x" * 200)
    assert printable("anticonstitutionnellement") == "anticonstitutionnellement"
    assert max(map(len, printable("https://exemple.invalid/" + "a" * 90).split(BREAK_HERE))) <= 10


def test_french_spaces_and_apostrophes_are_set() -> None:
    assert spaced("l'usine : « oui » ; 48 % ?", "fr") == "l’usine\xa0: «\xa0oui\xa0»\xa0; 48\xa0%\xa0?"
    assert spaced("the town's mine: 48%", "en") == "the town’s mine: 48%"
    assert spaced("5' par 10'", "fr") == "5' par 10'"


@given(st.sampled_from("AÉIOUaéh"), st.text("abcé", min_size=1, max_size=6))
def test_names_are_elided_before_a_vowel_only(first: str, rest: str) -> None:
    name = first + rest
    small = "d’" if first in "AÉIOUaé" else "de "
    assert joined(f"le profil de {name}, dans le métier de <b>{name}</b>", "fr") == (
        f"le profil {small}{name}, dans le métier {small}<b>{name}</b>"
    )
    assert joined(f"the village of de {name}", "en") == f"the village of de {name}"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Chez Drone inc.. L'heure", "Chez Drone inc. L'heure"),
        ("at 12:30 p.m..", "at 12:30 p.m."),
        ("<b>Forge inc.</b>.", "<b>Forge inc.</b>"),
        ("Et puis… de onze à midi, de A à F, ...", "Et puis… de onze à midi, de A à F, ..."),
    ],
)
def test_a_sentence_has_one_full_stop(text: str, mended: str) -> None:
    assert joined(text, "fr") == mended


def test_shortened_ends_in_an_ellipsis_within_its_length() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
