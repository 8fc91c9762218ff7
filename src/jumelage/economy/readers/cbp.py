"""County Business Patterns of the US Census Bureau."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jumelage.economy.readers.downloads import Download, Layout, Row, not_the_layout, source_of
from jumelage.economy.table.source import PanelSource

__all__ = ["CBP"]

_SIZES = {
    "A": (0, 19), "B": (20, 99), "C": (100, 249), "E": (250, 499), "F": (500, 999), "G": (1000, 2499),
    "H": (2500, 4999), "I": (5000, 9999), "J": (10_000, 24_999), "K": (25_000, 49_999), "L": (50_000, 99_999),
}  # fmt: skip
"""Jobs between which a hidden figure lies, by the letter of ``empflag`` (files up to 2017)."""


def read_cbp(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """County Business Patterns of the US Census Bureau, county file: ``fipstate, fipscty, naics, emp, est``.

    Codes are padded (``1133//``, ``21----``). Cells flagged ``D`` or ``S`` are unknown, between
    the bounds of the class of size that older files give. Totals are left out. The file has no
    year: it is read from its name (``cbp21co.txt``).
    """
    places = [table.column(key) for key in ("fipstate", "fipscty", "naics", "emp", "est")]
    year = re.search(r"(?:cbp)?(?:19|20)?(\d{2})co", table.name.casefold())
    if None in places or year is None:
        raise not_the_layout(
            table.name,
            "cbp",
            f"colonnes lues\u00a0: {', '.join(table.header[:12])}\u00a0; l'année se lit dans le nom, comme cbp21co.txt",
            f"columns read: {', '.join(table.header[:12])}; the year is read from the name, such as cbp21co.txt",
        )
    state, county, naics, jobs, firms = (i for i in places if i is not None)
    flag = table.column("empflag")
    noise = table.column("emp_nf")
    full = 2000 + int(year[1]) if int(year[1]) < 80 else 1900 + int(year[1])

    def long() -> Iterator[Row]:
        for row in table:
            code = row[naics].strip().rstrip("-/")
            if not code:
                continue
            hidden = (flag is not None and row[flag].strip() != "") or (
                noise is not None and row[noise].strip().upper() in ("D", "S")
            )
            least, most = _SIZES.get(row[flag].strip().upper() if flag is not None else "", (None, None))
            yield {
                "place": row[state].strip().zfill(2) + row[county].strip().zfill(3),
                "industry": {"31": "31-33", "44": "44-45", "48": "48-49"}.get(code, code),
                "year": str(full),
                "employment": "D" if hidden else row[jobs].strip(),
                "establishments": row[firms].strip(),
                "lower": least if least is None else str(least),
                "upper": most if most is None else str(most),
            }

    return long(), source_of(
        "US Census Bureau, County Business Patterns", "US Census Bureau, County Business Patterns", "jobs"
    )


CBP = Layout("cbp", lambda table: table.has("fipstate", "fipscty", "naics", "emp", "est"), read_cbp, decimal=".")
