"""Read the tables of the case: small CSV files beside this module, in UTF-8, blank where nothing was found."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jumelage.language import Bilingual

__all__ = ["Source", "When", "bilingual", "number", "read_table", "source_of", "when"]

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date as precise as its source: a day, a month or a year."""

    first_day: dt.date
    precision: Precision

    @property
    def last_day(self) -> dt.date:
        """The last day that the date may mean."""
        if self.precision == "year":
            return dt.date(self.first_day.year, 12, 31)
        if self.precision == "month":
            year, month = self.first_day.year, self.first_day.month
            return dt.date(year, month, calendar.monthrange(year, month)[1])
        return self.first_day

    def known_by(self, date: dt.date) -> bool:
        """Tell whether it was certainly past on ``date``: ``2017-02`` was not on the 15th of that month."""
        return self.last_day <= date

    def __str__(self) -> str:
        """Write it as precise as it is: ``2017``, ``2017-02``, ``2017-02-15``."""
        return self.first_day.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. ``exact`` is false where only the site or section can be given, or no address was kept."""

    url: str
    exact: bool


def read_table(name: str) -> list[dict[str, str]]:
    """Read ``name.csv`` of the case."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def when(text: str) -> When | None:
    """Read ``2017``, ``2017-02`` or ``2017-02-15``; nothing where the date was not found."""
    if not text:
        return None
    precision: Precision = "day" if len(text) == 10 else "month" if len(text) == 7 else "year"
    return When(dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :]), precision)


def bilingual(row: dict[str, str], name: str) -> Bilingual:
    """Take the columns ``name_fr`` and ``name_en`` of a row."""
    return Bilingual(row[f"{name}_fr"], row[f"{name}_en"])


def number(text: str) -> int | None:
    """Read a whole number; nothing where it was not found."""
    return int(text) if text else None


def source_of(row: dict[str, str]) -> Source:
    """Take the source of a row."""
    return Source(row["source_url"], row["source_exact"] == "yes")
