"""What a report is computed from, frozen when it is made: links and pairs, their stories, what was entered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from jumelage.documents.maps import Spot
from jumelage.language import NO_TEXT, Bilingual
from jumelage.outcomes import Comparison, Figure, Grade, Link, Pair, Stage, agreed_pairs, compare, figures_of

__all__ = ["LinkStory", "Practice", "Record", "Requests", "StoryStep", "WaveCount"]


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A dated step of a link: ``dated`` is an ISO date, month or year."""

    stage: Stage
    dated: str
    note: Bilingual = NO_TEXT
    grade: Grade = Grade.NONE
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class LinkStory:
    """The words of a link, beside its figures: ``link`` is its code."""

    link: str
    what: Bilingual
    attribution_note: Bilingual = NO_TEXT
    caveat: Bilingual = NO_TEXT
    caveat_url: str = ""
    source_url: str = ""
    payment_at_risk: bool = False
    next_step: str = ""
    next_due: dt.date | None = None
    steps: tuple[StoryStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Requests:
    """How many requests were made, and what became of them; None in a plan without requests."""

    asked: int
    accepted: int
    declined: int
    expired: int


@dataclass(frozen=True, slots=True)
class WaveCount:
    """What a survey wave amounts to: letters, answers, meetings with something, and what would have been without.

    ``without`` counts, in this order, anyway, later, smaller, not at all.
    """

    when: Bilingual
    sent: int
    answered: int
    with_something: int
    without: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that the delegation went to see, and what was decided of it at home."""

    title: Bilingual
    decision: Bilingual = NO_TEXT
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One mission, or a year of them, as it was known when the report was made.

    Parameters
    ----------
    code
        The mission's slug, or ``year-2031``.
    title, goal, dates, organiser
        What the report is about.
    made_on, first_day
        The day of the figures, and the first of the mission: until that day is over nothing has happened yet.
    origin, destination
        The two towns; places where they are known.
    links, pairs
        What every figure is computed from.
    stories
        The words of the links.
    cost, currency
        What was entered as the cost.
    delegates
        People who travelled, where known.
    missions
        How many missions it covers.
    waves
        What each survey wave amounts to.
    lessons
        What the officer would do again or otherwise, a line each.
    """

    code: str
    title: Bilingual
    goal: Bilingual
    dates: Bilingual
    organiser: str
    made_on: dt.date
    origin: str
    destination: str
    places: tuple[Spot, Spot] | None = None
    links: tuple[Link, ...] = ()
    pairs: tuple[Pair, ...] = ()
    stories: tuple[LinkStory, ...] = ()
    cost: Decimal | None = None
    currency: str = "CAD"
    first_day: dt.date | None = None
    delegates: int | None = None
    requests: Requests | None = None
    practices: tuple[Practice, ...] = ()
    missions: int = 1
    waves: tuple[WaveCount, ...] = ()
    lessons: tuple[str, ...] = ()

    @property
    def to_come(self) -> bool:
        """Tell whether the mission is still to come."""
        return self.first_day is not None and self.made_on <= self.first_day

    def figures(self) -> tuple[Figure, ...]:
        """Compute the figures."""
        return figures_of(self.links, self.pairs, cost=self.cost, currency=self.currency)

    def comparison(self) -> Comparison:
        """Compare the agreed pairs that were placed with those that were not."""
        return compare(agreed_pairs(self.pairs))
