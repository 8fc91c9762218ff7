"""A script that shares no code with the engine recomputes the figures from the exported tables alone."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.outcomes import Attribution, Grade, Link, Pair, Stage, ValueKind, figures_of
from jumelage.outcomes.exports import figures_csv, links_csv, pairs_csv

NAMES = ["Acier Inventé", "Quai, Néant", '"Forge" Zéro', "=Usine", "Érablière", "Scierie\nNulle"]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Link], list[Pair], Decimal | None]:
    """Draw links (some repeat earlier money) and pairs, as any years of missions may leave them."""
    names = st.sampled_from(NAMES)
    links: list[Link] = []
    for number in range(draw(st.integers(0, 25))):
        kind = draw(st.none() | st.sampled_from(ValueKind))
        value = draw(st.decimals(0, 10**8, places=2)) if kind else None
        same = draw(st.sampled_from(["", *(one.link for one in links)])) if kind else ""
        links.append(
            Link(
                f"L{number}", draw(names), draw(names), "partner", draw(st.sampled_from(Stage)), draw(st.sampled_from(Attribution)),
                draw(st.sampled_from(Grade)), value, draw(st.sampled_from(["CAD", "EUR"])), kind, same,
            )
        )  # fmt: skip
    answer = st.sampled_from([True, False, None])
    pairs = [
        Pair(
            f"p{number}", draw(st.sampled_from(["m1", "m2", "m3"])), draw(names), draw(names), draw(st.booleans()),
            draw(st.booleans()), draw(answer), draw(answer), draw(answer),
        )
        for number in range(draw(st.integers(0, 40)))
    ]  # fmt: skip
    return links, pairs, draw(st.none() | st.decimals(1, 10**6, places=2))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def either(row: dict[str, str]) -> str:
    """Join the two sides' answers."""
    said = {row["follow_up_a"], row["follow_up_b"]} - {""}
    return "1" if "1" in said else "0" if said else ""


def recomputed(links_text: str, pairs_text: str, cost: str) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Compute again what a report states, from its two tables (and the cost that was typed)."""
    links, pairs = rows_of(links_text), rows_of(pairs_text)
    found: dict[tuple[str, str], tuple[float, float, float]] = {}

    def state(figure: str, low: float, high: float | None = None, unit: str = "") -> None:
        found[figure, unit] = (low, low, low if high is None else high)

    may = [p for p in pairs if p["held"] == "1" or (p["placed"] == "1" and p["held"] == "")]
    linked = {tuple(sorted((one["a"], one["b"]))) for one in links}
    silent = sum(either(p) == "" and tuple(sorted((p["a"], p["b"]))) not in linked for p in may)
    state("pairs", len(pairs))
    state("pairs_agreed", sum(p["agreed"] == "1" for p in pairs))
    state("pairs_placed", sum(p["placed"] == "1" for p in pairs))
    state("pairs_agreed_not_placed", sum(p["agreed"] == "1" and p["placed"] == "0" for p in pairs))
    state("organisations_a", len({p["a"] for p in pairs if p["placed"] == "1"}))
    state("organisations_b", len({p["b"] for p in pairs if p["placed"] == "1"}))
    state("meetings_not_held", sum(p["held"] == "0" for p in pairs))
    state("meetings_held", sum(p["held"] == "1" for p in may), len(may))
    yes = sum(either(p) == "1" for p in may)
    state("meetings_with_follow_up", yes, yes + sum(either(p) == "" for p in may))
    state("meetings_answered_by_one_side_or_both", sum(either(p) != "" for p in may))
    state("meetings_answered_by_both", sum("" not in (p["follow_up_a"], p["follow_up_b"]) for p in may))
    state("meetings_where_sides_differ", sum({p["follow_up_a"], p["follow_up_b"]} == {"0", "1"} for p in may))

    climbing = ["first_order", "quotation", "signed", "delivered"]
    groups = {
        "idea_or_talks": ["idea", "talks"],
        "first_order_or_further": climbing,
        "signed_or_delivered": ["signed", "delivered"],
        "stopped": ["lost", "dormant", "disputed"],
    }
    for who in ("", *Attribution):
        own = [one for one in links if who in ("", one["attribution"])]
        head = "links" + (f".{who}" if who else "")
        state(head, len(own), len(own) + silent)
        for stage in Stage:
            state(f"{head}.{stage}", sum(one["stage"] == stage for one in own))
        for group, stages in groups.items():
            n = sum(one["stage"] in stages for one in own)
            state(f"{head}.{group}", n, n + silent if group == "first_order_or_further" else None)

    money: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in links:
        if one["value"] and not one["same_money_as"]:
            unit = "jobs" if one["kind"] == "jobs" else one["currency"]
            money[f"value.{one['kind']}.{one['attribution']}", unit] += Decimal(one["value"])
    for (figure, unit), total in money.items():
        state(figure, float(total), unit=unit)

    agreed = [p for p in pairs if p["agreed"] == "1"]
    for arm, flag in (("placed", "1"), ("not_placed", "0")):
        rows = [p for p in agreed if p["placed"] == flag]
        state(f"comparison.{arm}.pairs", len(rows))
        state(f"comparison.{arm}.yes", sum(either(p) == "1" for p in rows))
        state(f"comparison.{arm}.silent", sum(either(p) == "" for p in rows))
    if cost:
        state("cost", float(cost), unit="CAD")
        introduced = sum(one["attribution"] == "introduced" for one in links)
        if introduced:
            each, least = float(cost) / introduced, float(cost) / (introduced + silent)
            found["cost_per_introduced_link", "CAD"] = (each, least, each)
    return found


COUNTED = ("pairs", "links", "organisations")
BY_THE_TEST = ("comparison.effect", "comparison.pairs_needed")
"""Figures of the exact test, which tests/outcomes/test_comparison.py checks against published values."""


def check(history: tuple[list[Link], list[Pair], Decimal | None]) -> None:
    """Compare the exported figures with those recomputed, row by row."""
    links, pairs, cost = history
    exported = rows_of(figures_csv(figures_of(links, pairs, cost=cost)))
    expected = recomputed(links_csv(links), pairs_csv(pairs), str(cost) if cost is not None else "")
    stated = {}
    for row in exported:
        if row["figure"] not in BY_THE_TEST:
            key = row["figure"], "" if row["unit"] in COUNTED else row["unit"]
            stated[key] = tuple(float(row[name]) for name in ("value", "low", "high"))
    assert stated.keys() == expected.keys()
    for key, numbers in expected.items():
        assert stated[key] == pytest.approx(numbers, rel=1e-12), key


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_figures_follow_from_the_tables(history: tuple[list[Link], list[Pair], Decimal | None]) -> None:
    check(history)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(histories())
def test_the_figures_follow_from_the_tables_over_a_thousand_histories(
    history: tuple[list[Link], list[Pair], Decimal | None],
) -> None:
    check(history)
