"""Where figures come from: what is counted, by whom, and where a series cannot be compared with itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from jumelage.economy.table.survey import UNKNOWN_SURVEY, Survey
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["Counted", "PanelSource", "SeriesBreak"]

Counted = Literal["people", "jobs"]
"""People where they live, or jobs where the work is."""


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A change of definition: years up to ``before`` and from ``after`` on do not measure the same thing.

    Parameters
    ----------
    before, after
        The last year of the old definition and the first of the new one.
    note
        What changed.
    """

    before: int
    after: int
    note: Bilingual

    def lies_between(self, start: int, end: int) -> bool:
        """Tell whether a comparison of ``start`` with ``end`` crosses the break."""
        return start <= self.before and end >= self.after


@dataclass(frozen=True, slots=True)
class PanelSource:
    """The origin of a panel, shown beside each of its numbers.

    Parameters
    ----------
    title
        What the table is and who made it.
    unit
        What one unit of ``employment`` is (persons by residence, jobs by workplace, a share).
    address
        Where it can be found, or the name of the file.
    licence
        Under which terms it may be used; empty where unknown.
    breaks
        Changes of definition between years.
    notes
        What a reader must know to use the numbers well.
    counted
        Whether people are counted, where they live, or jobs, where the work is; None where the table does not say.
    layout
        The layout that the file was read by: ``long``, or the name of an official table.
    survey
        How the figures were gathered.
    """

    title: Bilingual
    unit: Bilingual
    address: str = ""
    licence: str = ""
    breaks: tuple[SeriesBreak, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    counted: Counted | None = None
    layout: str = "long"
    survey: Survey = UNKNOWN_SURVEY

    @property
    def word(self) -> Bilingual:
        """Return what is counted as a plural noun: people, jobs, or either where the table does not say."""
        return _WORDS[self.counted]

    def counting(self, counted: Counted) -> PanelSource:
        """Return the source of a table that its reader says counts people or jobs; a unit already known is kept."""
        return replace(self, counted=counted, unit=_UNITS[counted] if self.counted is None else self.unit)

    @classmethod
    def of_file(cls, name: str) -> PanelSource:
        """Describe a table of which only its name is known."""
        return cls(
            title=Bilingual(fr=f"Tableau fourni\u00a0: {name}", en=f"Table given: {name}"),
            unit=Bilingual(
                fr="Emploi tel que compté dans le tableau (unité non déclarée)",
                en="Employment as counted in the table (unit not stated)",
            ),
            address=name,
        )


_WORDS = {
    "people": Bilingual(fr="personnes", en="people"),
    "jobs": Bilingual(fr="emplois", en="jobs"),
    None: Bilingual(fr="emplois ou personnes", en="jobs or people"),
}
_UNITS = {
    "people": Bilingual(fr="personnes, selon le lieu de résidence", en="persons, by place of residence"),
    "jobs": Bilingual(fr="emplois, selon le lieu de travail", en="jobs, by place of work"),
}
UNKNOWN_SOURCE = PanelSource(title=Bilingual(fr="Source non déclarée", en="Source not stated"), unit=NO_TEXT)
