"""Pairs of organisations that wanted to meet: were they placed, and did anything come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["Pair", "PairOutcome", "merge_sides"]


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """A pair that both sides wanted, for a comparison.

    Parameters
    ----------
    pair, mission
        Codes; a pair is counted once in each mission.
    placed
        Whether the agenda seated it (intention to treat: a meeting that was then missed stays placed).
    outcome
        Whether anything came of it; None where nobody answered.
    """

    pair: str
    mission: str
    placed: bool
    outcome: bool | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of a mission, for the figures of its report.

    Parameters
    ----------
    pair, mission, a, b
        Codes of the pair and the mission, and the two organisations.
    agreed
        Whether both sides said yes.
    placed
        Whether the agenda seated it.
    held
        Whether the meeting took place; None where it is still to come, or nobody noted it.
    follow_up_a, follow_up_b
        What each side says: something follows, nothing follows, or None for no answer.
    """

    pair: str
    mission: str
    a: str
    b: str
    agreed: bool
    placed: bool
    held: bool | None = None
    follow_up_a: bool | None = None
    follow_up_b: bool | None = None

    @property
    def may_have_met(self) -> bool:
        """Tell whether the meeting took place, or was placed and nobody noted that it did not."""
        return self.held is True or (self.placed and self.held is None)

    @property
    def outcome(self) -> bool | None:
        """Tell whether a side says that something follows; None where neither answered."""
        return either(self.follow_up_a, self.follow_up_b)


def either(one: bool | None, other: bool | None) -> bool | None:
    """Join two answers: a yes wins over a no, an answer over silence."""
    answers = [answer for answer in (one, other) if answer is not None]
    return any(answers) if answers else None


def merge_sides(rows: Iterable[PairOutcome]) -> tuple[tuple[PairOutcome, ...], int]:
    """Count each pair of a mission once, where both sides wrote a row; return the pairs and how many rows were joined.

    Raises
    ------
    InputError
        When one pair of one mission is given both as placed and as not placed.
    """
    kept: dict[tuple[str, str], PairOutcome] = {}
    joined = 0
    for row in rows:
        key = (row.mission, row.pair)
        known = kept.get(key)
        if known is None:
            kept[key] = row
            continue
        if known.placed != row.placed:
            raise InputError.at(
                f"pair {row.pair}, mission {row.mission}",
                Bilingual(
                    fr="La paire est donnée placée et non placée.", en="The pair is given as placed and as not placed."
                ),
                Bilingual(fr="Gardez la bonne ligne.", en="Keep the row that is right."),
            )
        joined += 1
        kept[key] = PairOutcome(row.pair, row.mission, row.placed, either(known.outcome, row.outcome))
    return tuple(kept.values()), joined
