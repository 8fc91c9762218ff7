"""The figures of a report, each computed from its links and pairs alone, with bounds where people were silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.outcomes.links import LADDER, Attribution, Link, Stage
from jumelage.outcomes.pairs import Pair

__all__ = ["Figure", "counted_once", "figures_of"]


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
    figures = [*_of_pairs(pairs), *_of_links(links), *_of_values(links)]
    if cost is not None:
        figures.append(_exactly("cost", float(cost), currency, "entered"))
        introduced = sum(link.attribution == Attribution.INTRODUCED for link in links)
        if introduced:
            figures.append(_exactly("cost_per_introduced_link", float(cost / introduced), currency, "entered, links"))
    return tuple(figures)


def _exactly(code: str, value: float, unit: str, source: str) -> Figure:
    return Figure(code, value, value, value, unit, source)


def _of_pairs(pairs: Iterable[Pair]) -> list[Figure]:
    pairs = list(pairs)
    held = [pair for pair in pairs if pair.held]
    outcomes = Counter(pair.outcome for pair in held)
    counts = {
        "pairs": len(pairs),
        "pairs_agreed": sum(pair.agreed for pair in pairs),
        "pairs_placed": sum(pair.placed for pair in pairs),
        "pairs_agreed_not_placed": sum(pair.agreed and not pair.placed for pair in pairs),
        "meetings_held": len(held),
        "meetings_not_held": sum(pair.held is False for pair in pairs),
        "meetings_answered_by_one_side_or_both": outcomes[True] + outcomes[False],
        "meetings_answered_by_both": sum(
            pair.follow_up_a is not None and pair.follow_up_b is not None for pair in held
        ),
        "meetings_where_sides_differ": sum({pair.follow_up_a, pair.follow_up_b} == {True, False} for pair in held),
    }
    figures = [_exactly(code, count, "pairs", "pairs") for code, count in counts.items()]
    yes, silent = outcomes[True], outcomes[None]
    return [*figures, Figure("meetings_with_follow_up", yes, yes, yes + silent, "pairs", "pairs")]


def _of_links(links: Sequence[Link]) -> list[Figure]:
    by_stage = Counter(link.stage for link in links)
    by_attribution = Counter(link.attribution for link in links)
    both = Counter((link.attribution, link.stage) for link in links)
    counts = {"links": len(links)}
    counts |= {f"links.{stage}": by_stage[stage] for stage in Stage}
    counts |= {f"links.{attribution}": by_attribution[attribution] for attribution in Attribution}
    counts |= {f"links.{a}.{s}": both[a, s] for a in Attribution for s in Stage}
    ordered = LADDER[LADDER.index(Stage.FIRST_ORDER) :]
    counts |= {f"links.{a}.first_order_or_further": sum(both[a, s] for s in ordered) for a in Attribution}
    return [_exactly(code, count, "links", "links") for code, count in counts.items()]


def _of_values(links: Sequence[Link]) -> list[Figure]:
    totals: dict[tuple[str, str, str], Decimal] = {}
    for link in counted_once(links):
        if link.value is None or link.kind is None:
            continue
        key = (link.kind, link.attribution, "jobs" if link.kind == "jobs" else link.currency)
        totals[key] = totals.get(key, Decimal(0)) + link.value
    return [_exactly(f"value.{k}.{a}", float(total), unit, "links") for (k, a, unit), total in sorted(totals.items())]


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
