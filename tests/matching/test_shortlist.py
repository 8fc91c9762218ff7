"""A shortlist that serves everyone."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.matching import Match, Reason, shortlist

WHY = (Reason("need", Bilingual("Parce que.", "Because."), 0.5),)


def _match(a, b, score, reasons=WHY):
    return Match(a, b, "supplier", score, reasons)


PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 99).map(lambda n: n / 100), max_size=7
)


@settings(max_examples=60, deadline=None)
@given(PAIRS, st.integers(1, 2), st.integers(1, 2))
def test_the_flow_keeps_the_limits_and_no_other_choice_scores_more(pairs, per_delegate, per_host):
    matches = [_match(a, b, score) for (a, b), score in pairs.items()]
    kept = shortlist(matches, per_delegate=per_delegate, per_host=per_host, spread=0.0).matches

    def sound(chosen):
        return (
            max(Counter(m.a for m in chosen).values(), default=0) <= per_delegate
            and max(Counter(m.b for m in chosen).values(), default=0) <= per_host
        )

    assert sound(kept)
    every = (chosen for size in range(len(matches) + 1) for chosen in combinations(matches, size))
    best = max(sum(m.score for m in chosen) for chosen in every if sound(chosen))
    assert sum(m.score for m in kept) == pytest.approx(best)


def test_a_promised_minimum_comes_before_scores_and_what_was_given_up_is_told():
    matches = [_match("a", "x", 0.9), _match("b", "x", 0.3), _match("a", "y", 0.2)]
    fair = shortlist(matches, per_delegate=1, per_host=1, least_per_delegate=1)
    assert {(m.a, m.b) for m in fair.matches} == {("a", "y"), ("b", "x")}
    assert [(g.match.a, g.match.b) for g in fair.given_up] == [("a", "x")]
    assert "1 rencontre" in fair.given_up[0].why.fr
    assert fair.short == {}


def test_who_cannot_have_the_minimum_is_named():
    assert shortlist([_match("a", "x", 0.5)], least_per_delegate=3).short == {"a": 1}


def test_a_pair_meets_once_and_never_without_a_reason():
    other = Match("a", "x", "partner", 0.7, WHY)
    fair = shortlist([_match("a", "x", 0.5), other, _match("a", "y", 0.9, ())])
    assert fair.matches == (other,)


def test_between_equal_choices_the_less_solicited_host_is_taken():
    matches = [_match(a, b, 0.5) for a in "abcd" for b in "xy"]
    load = Counter(m.b for m in shortlist(matches, per_delegate=1, per_host=4).matches)
    assert load == {"x": 2, "y": 2}


def test_limits_must_make_sense():
    with pytest.raises(NoResultError):
        shortlist([_match("a", "x", 0.5)], per_host=-1)
    assert shortlist([]).matches == ()
