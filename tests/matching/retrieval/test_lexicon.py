"""A lexicon learned from pairs of labels."""

import pytest

from jumelage.matching.retrieval.lexicon import carried_lexicon, learn_lexicon

PAIRS = [
    ("pont acier", "steel bridge"),
    ("pont bois", "wooden bridge"),
    ("structure acier", "steel structure"),
    ("bois", "wooden"),
]


def test_model_1_finds_the_words_that_go_together():
    lexicon = learn_lexicon(PAIRS, rounds=30)
    best = {word: max(others, key=others.get) for word, others in lexicon.to_english.items()}
    assert best["acier"] == "steel"
    assert best["pont"] == "bridg"
    assert max(lexicon.to_french["wooden"], key=lexicon.to_french["wooden"].get) == "bois"


def test_chances_of_a_word_sum_to_at_most_one():
    for others in learn_lexicon(PAIRS).to_english.values():
        assert sum(others.values()) <= 1 + 1e-9


@pytest.mark.parametrize(("fr", "en"), [("convoyeur", "conveyor"), ("soudag", "welding"), ("acier", "steel")])
def test_the_carried_lexicon_knows_the_trades(fr, en):
    assert carried_lexicon().to_english[fr][en] > 0.3


def test_an_unknown_word_stands_for_itself():
    assert carried_lexicon().translate(["zyxwv"], "en") == {"zyxwv": 1.0}
