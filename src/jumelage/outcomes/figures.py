"""The figures of a report, each computed from its links and pairs alone, with bounds where people were silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.outcomes.comparison import Comparison, compare
from jumelage.outcomes.links import LADDER, Attribution, Link, Stage
from jumelage.outcomes.pairs import Pair, PairOutcome

__all__ = ["GROUPS", "Figure", "agreed_pairs", "counted_once", "figures_of", "silent_pairs"]

GROUPS = {
    "idea_or_talks": (Stage.IDEA, Stage.TALKS),
    "first_order_or_further": LADDER[LADDER.index(Stage.FIRST_ORDER) :],
    "signed_or_delivered": (Stage.SIGNED, Stage.DELIVERED),
    "stopped": (Stage.LOST, Stage.DORMANT, Stage.DISPUTED),
}
"""Stages as a council reads them; the third is part of the second."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report: its code, value, bounds, unit, and the table that it follows from."""

    figure: str
    value: float
    low: float
    high: float
    unit: str
    source: str


def figures_of(
    links: Sequence[Link], pairs: Sequence[Pair], *, cost: Decimal | None = None, currency: str = "CAD"
) -> tuple[Figure, ...]:
    """Compute every figure of a report.

    Parameters
    ----------
    links, pairs
        What the report knows.
    cost, currency
        What the mission cost, where it was entered.

    Raises
    ------
    InputError
        When a code stands twice, or a link repeats the money of one that is not there, or of itself.
    """
    pairs = tuple(pairs)
    silent = len(silent_pairs(links, pairs))
    figures = [*_of_pairs(pairs), *_of_links(links, silent), *_of_values(links), *_of_comparison(pairs)]
    if cost is not None:
        figures.append(_exactly("cost", float(cost), currency, "entered"))
        introduced = sum(link.attribution == Attribution.INTRODUCED for link in links)
        if introduced:
            most, least = float(cost / introduced), float(cost / (introduced + silent))
            source = "entered, links, pairs"
            figures.append(Figure("cost_per_introduced_link", most, least, most, currency, source))
    return tuple(figures)


def agreed_pairs(pairs: Iterable[Pair]) -> tuple[PairOutcome, ...]:
    """Return the pairs that both sides wanted, for the comparison of those placed with those that were not."""
    return tuple(PairOutcome(p.pair, p.mission, p.placed, p.outcome) for p in pairs if p.agreed)


def silent_pairs(links: Iterable[Link], pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs that may have met, of which neither side said anything and no link tells.

    Counted as none and as all, they bound what came of a mission.
    """
    told = {frozenset((link.a, link.b)) for link in links}
    return tuple(
        pair for pair in pairs if pair.may_have_met and pair.outcome is None and frozenset((pair.a, pair.b)) not in told
    )


def _exactly(code: str, value: float, unit: str, source: str) -> Figure:
    return Figure(code, value, value, value, unit, source)


def _of_pairs(pairs: Iterable[Pair]) -> list[Figure]:
    pairs = list(pairs)
    met = [pair for pair in pairs if pair.may_have_met]
    held = sum(bool(pair.held) for pair in met)
    outcomes = Counter(pair.outcome for pair in met)
    counts = {
        "organisations_a": len({pair.a for pair in pairs if pair.placed}),
        "organisations_b": len({pair.b for pair in pairs if pair.placed}),
        "pairs": len(pairs),
        "pairs_agreed": sum(pair.agreed for pair in pairs),
        "pairs_placed": sum(pair.placed for pair in pairs),
        "pairs_agreed_not_placed": sum(pair.agreed and not pair.placed for pair in pairs),
        "meetings_not_held": sum(pair.held is False for pair in pairs),
        "meetings_answered_by_one_side_or_both": outcomes[True] + outcomes[False],
        "meetings_answered_by_both": sum(pair.follow_up_a is not None and pair.follow_up_b is not None for pair in met),
        "meetings_where_sides_differ": sum({pair.follow_up_a, pair.follow_up_b} == {True, False} for pair in met),
    }
    units = {"organisations_a": "organisations", "organisations_b": "organisations"}
    figures = [_exactly(code, count, units.get(code, "pairs"), "pairs") for code, count in counts.items()]
    yes, silent = outcomes[True], outcomes[None]
    figures.append(Figure("meetings_held", held, held, len(met), "pairs", "pairs"))
    return [*figures, Figure("meetings_with_follow_up", yes, yes, yes + silent, "pairs", "pairs")]


def _of_links(links: Sequence[Link], silent: int) -> list[Figure]:
    by_stage = Counter(link.stage for link in links)
    by_attribution = Counter(link.attribution for link in links)
    both = Counter((link.attribution, link.stage) for link in links)
    counts = {"links": len(links)}
    counts |= {f"links.{stage}": by_stage[stage] for stage in Stage}
    counts |= {f"links.{attribution}": by_attribution[attribution] for attribution in Attribution}
    counts |= {f"links.{a}.{s}": both[a, s] for a in Attribution for s in Stage}
    counts |= {f"links.{group}": sum(by_stage[s] for s in stages) for group, stages in GROUPS.items()}
    counts |= {f"links.{a}.{g}": sum(both[a, s] for s in stages) for a in Attribution for g, stages in GROUPS.items()}
    figures = [_exactly(code, count, "links", "links") for code, count in counts.items()]
    # A silent pair may have come to anything, by any way: it widens the total and each attribution, upwards alone.
    open_ended = {"links", "links.first_order_or_further", *(f"links.{a}" for a in Attribution)}
    open_ended |= {f"links.{a}.first_order_or_further" for a in Attribution}
    return [
        Figure(f.figure, f.value, f.low, f.high + silent, f.unit, "links, pairs") if f.figure in open_ended else f
        for f in figures
    ]


def _of_values(links: Sequence[Link]) -> list[Figure]:
    totals: dict[tuple[str, str, str], Decimal] = {}
    for link in counted_once(links):
        if link.value is None or link.kind is None:
            continue
        key = (link.kind, link.attribution, "jobs" if link.kind == "jobs" else link.currency)
        totals[key] = totals.get(key, Decimal(0)) + link.value
    return [_exactly(f"value.{k}.{a}", float(total), unit, "links") for (k, a, unit), total in sorted(totals.items())]


def _of_comparison(pairs: Sequence[Pair]) -> list[Figure]:
    agreed = agreed_pairs(pairs)
    found: Comparison = compare(agreed)
    figures = [
        _exactly(f"comparison.{name}.{what}", count, "pairs", "pairs")
        for name, arm in (("placed", found.placed), ("not_placed", found.not_placed))
        for what, count in (("pairs", arm.pairs), ("yes", arm.yes), ("silent", arm.silent))
    ]
    if found.effect is not None:
        figures.append(Figure("comparison.effect", found.effect, found.low, found.high, "share", "pairs"))
    return [*figures, _exactly("comparison.pairs_needed", found.pairs_needed, "pairs", "pairs")]


def counted_once(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the links whose value may be added: those that do not repeat another link's money.

    Raises
    ------
    InputError
        When a code stands twice, or a link repeats the money of one that is not there, or of itself.
    """
    known: dict[str, Link] = {}
    for link in links:
        if link.link in known:
            raise _wrong(link, "Ce code de lien est donné deux fois.", "This link's code is given twice.")
        known[link.link] = link
    for link in links:
        seen = {link.link}
        step = link
        while step.same_money_as:
            if step.same_money_as not in known:
                raise _wrong(
                    link, "« Même argent que » nomme un lien absent.", "“Same money as” names a link that is not there."
                )
            step = known[step.same_money_as]
            if step.link in seen:
                raise _wrong(link, "« Même argent que » tourne en rond.", "“Same money as” goes round in a circle.")
            seen.add(step.link)
    return tuple(link for link in links if not link.same_money_as)


def _wrong(link: Link, fr: str, en: str) -> InputError:
    return InputError.at(
        f"links, {link.link}", Bilingual(fr=fr, en=en), Bilingual(fr="Corrigez le lien.", en="Correct the link.")
    )
