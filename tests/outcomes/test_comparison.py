"""The comparison of placed and not placed pairs: exact values, laws, its size and its power."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from jumelage.errors import InputError
from jumelage.outcomes import PairOutcome, compare, pairs_needed
from jumelage.outcomes.exact import Stratum, exact_p
from jumelage.outcomes.score_interval import score_interval


def rows(mission: str, placed: tuple[int, int, int], kept_apart: tuple[int, int, int]) -> list[PairOutcome]:
    """Make pairs: (yes, no, silent) of each arm."""
    made = []
    for arm, counts in ((True, placed), (False, kept_apart)):
        for outcome, count in zip((True, False, None), counts, strict=True):
            made += [PairOutcome(f"{mission}-{arm}-{outcome}-{i}", mission, arm, outcome) for i in range(count)]
    return made


@given(st.tuples(*[st.integers(0, 9)] * 4))
def test_one_stratum_is_fishers_test(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    expected = fisher_exact([[a, b], [c, d]])[1]
    assert exact_p([Stratum(a, a + b, c, c + d)]) == pytest.approx(expected, abs=1e-9)


def test_several_strata_sum_their_tables_one_by_one() -> None:
    tables = [Stratum(3, 5, 1, 6), Stratum(2, 4, 0, 3)]
    total, law = 0.0, {}
    from math import comb

    for x in range(5):
        for y in range(3):
            p = comb(5, x) * comb(6, 4 - x) / comb(11, 4) * comb(4, y) * comb(3, 2 - y) / comb(7, 2)
            law[x + y] = law.get(x + y, 0.0) + p
            total += p
    expected = sum(p for p in law.values() if p <= law[5] * (1 + 1e-7))
    assert total == pytest.approx(1)
    assert exact_p(tables) == pytest.approx(expected)


def test_least_successes_against_none() -> None:
    assert exact_p([Stratum(4, 8, 0, 8)]) > 0.05 > exact_p([Stratum(5, 8, 0, 8)])
    assert exact_p([Stratum(5, 30, 0, 30)]) > 0.05 > exact_p([Stratum(6, 30, 0, 30)])


def test_score_interval_against_published_values() -> None:
    # Newcombe 1998, table II, method 10's neighbour (Miettinen and Nurminen): 56/70 against 48/80 and 9/10 against 3/10.
    assert score_interval([Stratum(56, 70, 48, 80)]) == pytest.approx((0.0528, 0.3382), abs=2e-4)
    assert score_interval([Stratum(9, 10, 3, 10)]) == pytest.approx((0.1700, 0.8406), abs=2e-4)


def test_pairs_needed_of_the_reference_design() -> None:
    assert (pairs_needed(0.02, 0.10), pairs_needed(0.05, 0.20)) == (137, 75)


def test_a_small_mission_cannot_tell_and_names_the_pairs_that_would() -> None:
    found = compare(rows("road", (3, 2, 0), (0, 5, 0)))
    assert found.verdict == "cannot tell"
    assert found.pairs_needed == 137


def test_a_plain_effect_pooled_over_missions() -> None:
    found = compare([*rows("one", (18, 10, 2), (2, 26, 2)), *rows("two", (17, 11, 2), (3, 26, 1))])
    assert found.verdict == "more"
    assert found.missions == 2
    assert found.effect == pytest.approx(0.5)
    assert found.bounds.silent_as_no[0] > 0 < found.bounds.silent_as_yes[0]


def test_silence_can_undo_a_verdict() -> None:
    heard = compare(rows("m", (12, 18, 0), (1, 29, 0)))
    silent = compare(rows("m", (12, 18, 0), (1, 9, 20)))
    assert heard.verdict == "more"
    assert silent.verdict == "cannot tell"


def test_no_difference_is_said_only_where_it_was_looked_for() -> None:
    assert compare(rows("m", (12, 588, 0), (12, 588, 0))).verdict == "no difference seen"
    assert compare(rows("m", (1, 29, 0), (1, 29, 0))).verdict == "cannot tell"


def test_both_sides_of_a_pair_count_once() -> None:
    both = [PairOutcome("p", "m", True, None), PairOutcome("p", "m", True, True)]
    found = compare(both)
    assert (found.placed.pairs, found.placed.yes, found.joined) == (1, 1, 1)
    with pytest.raises(InputError, match="pair p, mission m"):
        compare([*both, PairOutcome("p", "m", False, True)])


@given(
    st.lists(
        st.builds(
            PairOutcome,
            pair=st.integers(0, 40).map(str),
            mission=st.sampled_from("ab"),
            placed=st.just(True) | st.just(True),
            outcome=st.sampled_from([True, False, None]),
        ),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60)
def test_arms_swapped_change_the_sign_only(placed: list[PairOutcome], random: object) -> None:
    rows = [PairOutcome(f"{i}", one.mission, i % 3 > 0, one.outcome) for i, one in enumerate(placed)]
    there = compare(rows)
    back = compare([PairOutcome(r.pair, r.mission, not r.placed, r.outcome) for r in rows])
    assert back.p_exact == pytest.approx(there.p_exact)
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low), abs=1e-6)


def test_size_stays_under_five_per_cent_and_power_is_as_computed() -> None:
    random = np.random.default_rng(20170215)

    def rejects(share_0: float, share_1: float, pairs: int) -> float:
        yes_1, yes_0 = random.binomial(pairs, share_1, 600), random.binomial(pairs, share_0, 600)
        return float(
            np.mean(
                [exact_p([Stratum(int(a), pairs, int(b), pairs)]) <= 0.05 for a, b in zip(yes_1, yes_0, strict=True)]
            )
        )

    assert rejects(0.05, 0.05, 75) <= 0.06
    assert 0.66 <= rejects(0.02, 0.10, 137) <= 0.86  # the exact test is a little weaker than the 80 % of the formula
