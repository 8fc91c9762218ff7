"""The figures of a report follow from its links and pairs, and money is counted once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.errors import InputError
from jumelage.outcomes import Attribution, Link, Pair, Stage, ValueKind, figures_of

ANSWER = st.sampled_from([True, False, None])


def link(code: str, **values: object) -> Link:
    """Make an invented link."""
    known = {"stage": Stage.SIGNED, "attribution": Attribution.EXISTING_TALKS} | values
    return Link(code, "Acier Inventé", "Quai Néant", "partner", **known)  # type: ignore[arg-type]


@given(
    st.lists(
        st.builds(
            Pair,
            st.uuids().map(str),
            st.just("m"),
            st.just("a"),
            st.just("b"),
            st.booleans(),
            st.booleans(),
            ANSWER,
            ANSWER,
            ANSWER,
        ),
        max_size=20,
    )
)
def test_follow_up_is_bounded_by_silence(pairs: list[Pair]) -> None:
    figures = {f.figure: f for f in figures_of([], pairs)}
    met = [p for p in pairs if p.held or (p.placed and p.held is None)]
    yes = sum(bool(p.follow_up_a or p.follow_up_b) for p in met)
    silent = sum(p.follow_up_a is None and p.follow_up_b is None for p in met)
    found = figures["meetings_with_follow_up"]
    assert (found.value, found.low, found.high) == (yes, yes, yes + silent)
    assert found.high <= figures["meetings_held"].high


@given(st.lists(st.tuples(st.sampled_from(Stage), st.sampled_from(Attribution)), max_size=30))
def test_stages_and_attributions_add_up(kinds: list[tuple[Stage, Attribution]]) -> None:
    figures = {
        f.figure: f.value
        for f in figures_of([link(str(i), stage=s, attribution=a) for i, (s, a) in enumerate(kinds)], [])
    }
    assert sum(figures[f"links.{s}"] for s in Stage) == figures["links"] == len(kinds)
    for a in Attribution:
        assert sum(figures[f"links.{a}.{s}"] for s in Stage) == figures[f"links.{a}"]


def test_the_same_money_is_counted_once_and_kinds_never_meet() -> None:
    links = [
        link("conveyor", value=Decimal(15_000_000), kind=ValueKind.PROJECT),
        link("order", value=Decimal(15_000_000), kind=ValueKind.PROJECT, same_money_as="conveyor"),
        link("unpaid", value=Decimal(5_600_000), kind=ValueKind.CLAIM),
    ]
    figures = {f.figure: f.value for f in figures_of(links, [], cost=Decimal(24_000))}
    assert figures["value.project.existing_talks"] == 15_000_000
    assert figures["value.claim.existing_talks"] == 5_600_000
    assert figures["cost"] == 24_000
    assert "cost_per_introduced_link" not in figures  # no link was introduced: nothing to divide by


@pytest.mark.parametrize("money", [{"a": "b", "b": "a"}, {"a": "a"}, {"a": "z"}])
def test_money_that_goes_in_circles_or_nowhere_is_refused(money: dict[str, str]) -> None:
    with pytest.raises(InputError, match="links, a"):
        figures_of([link(code, same_money_as=money.get(code, "")) for code in ("a", "b")], [])
