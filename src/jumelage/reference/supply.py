"""Supply links between industries: who buys from whom, by detailed input-output accounts.

Source: U.S. Bureau of Economic Analysis, detailed accounts of 2017 (public domain), prepared by the U.S. EPA's useeior
(MIT); derived by ``scripts/derive_supply_links.py``. American technology stands in for Canadian: Statistics Canada's
own detailed tables suppress what a small town needs. The names in French are our translation.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jumelage.language import Bilingual

__all__ = [
    "SOURCE",
    "SupplyLink",
    "industries_of",
    "industry_name",
    "narrowest_codes",
    "supply_link",
    "supply_links_from",
]

SOURCE = Bilingual(
    fr="Comptes d'entrées-sorties détaillés des États-Unis, 2017 (BEA)",
    en="Detailed input-output accounts of the United States, 2017 (BEA)",
)


@dataclass(frozen=True, slots=True)
class SupplyLink:
    """One industry supplies another.

    ``share_of_inputs``: part of what the buyer purchases that comes from the supplier (0 to 1); ``share_of_sales``:
    part of the supplier's sales that goes to the buyer; ``pmi``: bits above what the sizes of both alone would give.
    """

    supplier: str
    buyer: str
    share_of_inputs: float
    share_of_sales: float
    pmi: float

    @property
    def strength(self) -> float:
        """Return how telling the link is, 0 to 1: half its share (log, 0.3 % to 10 %), half its PMI (1 to 6 bits)."""
        share = math.log(self.share_of_inputs / 0.003) / math.log(0.1 / 0.003)
        return 0.5 * min(1.0, max(0.0, share)) + 0.5 * min(1.0, max(0.0, (self.pmi - 1) / 5))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files(__package__).joinpath(name).open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


@cache
def _names() -> dict[str, Bilingual]:
    return {
        row["code"]: Bilingual(row["fr"], row["en"][:1].lower() + row["en"][1:])
        for row in _rows("supply_industries.csv")
    }


@cache
def _by_naics() -> dict[str, tuple[str, ...]]:
    return {row["naics"]: tuple(row["industries"].split(";")) for row in _rows("supply_naics.csv")}


@cache
def _links() -> dict[tuple[str, str], SupplyLink]:
    numbers = ("share_of_inputs", "share_of_sales", "pmi")
    return {
        (row["supplier"], row["buyer"]): SupplyLink(row["supplier"], row["buyer"], *(float(row[n]) for n in numbers))
        for row in _rows("supply_links.csv")
    }


@cache
def _by_supplier() -> dict[str, tuple[SupplyLink, ...]]:
    found = defaultdict(list)
    for link in _links().values():
        found[link.supplier].append(link)
    return {code: tuple(sorted(links, key=lambda k: (-k.strength, k.buyer))) for code, links in found.items()}


def industry_name(code: str) -> Bilingual:
    """Name an industry of the accounts (``KeyError`` when unknown)."""
    return _names()[code]


def industries_of(naics: str) -> tuple[str, ...]:
    """Return the industries of the accounts that a NAICS code falls in; empty when unknown or too wide.

    Canadian codes that the American list lacks are looked up by their first five, then four digits.
    """
    digits = "".join(c for c in naics if c.isdigit())
    for length in range(min(6, len(digits)), 3, -1):
        found = _by_naics().get(digits[:length])
        if found is not None:
            return found
    return ()


def narrowest_codes() -> dict[str, Bilingual]:
    """Return, for each industry of the accounts that one NAICS code holds whole, that code and the industry's name."""
    found: dict[str, str] = {}
    for naics, industries in _by_naics().items():
        if len(industries) == 1 and len(naics) > 3 and len(naics) < len(found.get(industries[0], "9999999")):
            found[industries[0]] = naics
    return {naics: _names()[industry] for industry, naics in found.items()}


def supply_link(supplier_naics: str, buyer_naics: str) -> SupplyLink | None:
    """Return the strongest link from one NAICS code to another, or None.

    Two codes of one same industry have no link here: they are colleagues or competitors first.
    """
    suppliers, buyers = industries_of(supplier_naics), industries_of(buyer_naics)
    if set(suppliers) & set(buyers):
        return None
    links = (_links().get((s, b)) for s in suppliers for b in buyers)
    return max((link for link in links if link is not None), key=lambda k: k.strength, default=None)


def supply_links_from(naics: str) -> tuple[SupplyLink, ...]:
    """Return the links to the industries that buy from a NAICS code, strongest first; one a buyer."""
    best: dict[str, SupplyLink] = {}
    for industry in industries_of(naics):
        for link in _by_supplier().get(industry, ()):
            if link.buyer not in best or link.strength > best[link.buyer].strength:
                best[link.buyer] = link
    return tuple(sorted(best.values(), key=lambda k: (-k.strength, k.buyer)))
