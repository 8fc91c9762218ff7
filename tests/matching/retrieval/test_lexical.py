"""BM25 against its formula."""

import math

import pytest

from jumelage.matching.retrieval.lexical import BM25, K1, B


def test_a_score_is_that_of_the_formula():
    index = BM25([["acier", "acier", "pont"], ["pont"], ["route"]])
    idf = math.log1p((3 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * 3 / (5 / 3)))
    assert index.scores(["acier"]) == pytest.approx([expected, 0, 0])


def test_texts_added_later_are_found_with_those_before():
    index = BM25([["acier"]])
    index.add([["pont", "acier"]])
    assert (index.scores({"acier": 1.0, "pont": 0.5}) > 0).all()
    assert index.size == 2
    assert index.scores([]).tolist() == [0, 0]
