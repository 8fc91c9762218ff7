"""What people write is shown as it is, and never breaks a page."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jumelage.documents.lettering import BREAK_HERE, NO_GLYPH, covered, printable, shortened, spaced, visible


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


def test_shortened_ends_in_an_ellipsis_within_its_length() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
