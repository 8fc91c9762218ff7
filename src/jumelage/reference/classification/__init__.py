"""Industries by code: NAICS Canada 2017 (SCIAN in French), from sectors to industry groups, in both languages.

All 20 sectors and 102 subsectors have both titles. Of the 322 groups, the French title is given where a source prints it,
and marked where not. Titles: Statistics Canada Open Licence. Made by ``scripts/reference/make_classification.py``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["SECTORS", "French", "Level", "Title", "ancestors", "children", "closest", "parent", "title"]

Level = Literal["sector", "subsector", "group"]
French = Literal["official", "inferred", "absent"]

_RANGES = {"31": "31-33", "32": "31-33", "33": "31-33", "44": "44-45", "45": "44-45", "48": "48-49", "49": "48-49"}


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a code.

    Parameters
    ----------
    code
        Two to four digits; sectors that span several are ``31-33``, ``44-45`` and ``48-49``.
    text
        Title in both languages; ``text.fr`` is empty where ``french`` is ``absent`` (``text.say("fr")`` then gives English).
    french
        ``official``: printed by a source; ``inferred``: the printed title of the class below that has the same English
        title; ``absent``: not found.
    """

    code: str
    text: Bilingual
    french: French
    level: Level


@cache
def _titles() -> dict[str, Title]:
    with Path(__file__).with_name("naics.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Title(
                row["code"],
                Bilingual(row["title_fr"], row["title_en"]),
                cast(French, row["french"]),
                cast(Level, row["level"]),
            )
            for row in csv.DictReader(file)
        }


def title(code: str) -> Title:
    """Return the title of a code.

    Parameters
    ----------
    code
        A sector (``21``, ``31-33``; ``32`` means its sector), a subsector (``212``) or a group (``2122``).

    Raises
    ------
    InputError
        The code is not one of these. For a longer code, see :func:`closest`.
    """
    key = _RANGES.get(code, code)
    found = _titles().get(key)
    if found is None:
        raise InputError.at(
            code or "\u2014",
            Bilingual(
                "n'est pas un code du SCIAN Canada 2017 de deux à quatre chiffres.",
                "is not a code of NAICS Canada 2017, two to four digits.",
            ),
            Bilingual("Exemples\u00a0: 21, 31-33, 212, 2122.", "Examples: 21, 31-33, 212, 2122."),
        )
    return found


def closest(code: str) -> Title | None:
    """Return the title of the longest known beginning of a code (``333130``: group 3331); None where there is none."""
    titles = _titles()
    for length in range(min(len(code), 5), 1, -1):
        key = _RANGES.get(code[:length], code[:length])
        if key in titles:
            return titles[key]
    return None


def parent(code: str) -> Title | None:
    """Return what a code belongs to; None for a sector."""
    here = title(code)
    return None if here.level == "sector" else title(here.code[:-1])


def ancestors(code: str) -> tuple[Title, ...]:
    """Return what a code belongs to, nearest first: the subsector then the sector of a group."""
    above = parent(code)
    return () if above is None else (above, *ancestors(above.code))


def children(code: str) -> tuple[Title, ...]:
    """Return what belongs to a code, one level down, in the order of the classification."""
    here = title(code)
    return tuple(t for t in _titles().values() if t.level != "sector" and _above(t) == here.code)


def _above(child: Title) -> str:
    return _RANGES.get(child.code[:-1], child.code[:-1])


SECTORS: tuple[str, ...] = (
    "11", "21", "22", "23", "31-33", "41", "44-45", "48-49", "51", "52",
    "53", "54", "55", "56", "61", "62", "71", "72", "81", "91",
)  # fmt: skip
"""The 20 sectors, in the order of the classification."""
