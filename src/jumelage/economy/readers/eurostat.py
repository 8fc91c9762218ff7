"""Eurostat tables by NACE: bulk TSV, and SDMX-CSV."""

from __future__ import annotations

from collections.abc import Iterator

from jumelage.economy.readers.downloads import Download, Layout, Row, not_the_layout, source_of
from jumelage.economy.readers.nace import flat_codes
from jumelage.economy.table.source import PanelSource

__all__ = ["EUROSTAT"]


def read_eurostat(table: Download) -> tuple[Iterator[Row], PanelSource]:
    """Eurostat bulk TSV (``freq,nace_r2,geo`` and years across) or SDMX-CSV (``geo, nace_r2, TIME_PERIOD, OBS_VALUE``).

    ``:`` is unknown; flags after a figure (``12 b``) are dropped but ``c`` (confidential) is unknown. Codes that would
    count people twice (totals, ``B-E`` beside ``C``) are left out.
    """
    keys = table.header[0].split("\\")[0].split(",") if table.header else []
    if "geo" in keys and any(k.startswith("nace") for k in keys):
        return _eurostat_wide(keys, table), source_of("Eurostat", "Eurostat")
    place, year, value = (
        table.column(*names) for names in (("geo",), ("time_period", "time"), ("obs_value", "values"))
    )
    industry = next((i for i, h in enumerate(table.header) if h.casefold().startswith("nace")), None)
    if place is None or year is None or value is None or industry is None:
        raise not_the_layout(
            table.name,
            "eurostat",
            f"colonnes lues\u00a0: {', '.join(table.header[:12])}",
            f"columns read: {', '.join(table.header[:12])}",
        )
    flag, secret = table.column("obs_flag"), table.column("conf_status")

    def long() -> Iterator[Row]:
        kept = flat_codes({row[industry] for row in table})
        for row in table:
            hidden = (flag is not None and "c" in row[flag]) or (
                secret is not None and row[secret].strip() in ("C", "N")
            )
            figure = ":" if hidden else row[value].strip()
            if row[industry] in kept:
                yield {"place": row[place], "industry": row[industry], "year": row[year], "employment": figure or ":"}

    return long(), source_of("Eurostat", "Eurostat")


def _eurostat_wide(keys: list[str], table: Download) -> Iterator[Row]:
    place, industry = keys.index("geo"), next(i for i, k in enumerate(keys) if k.startswith("nace"))
    kept = flat_codes({row[0].split(",")[industry].strip() for row in table})
    for row in table:
        parts = [part.strip() for part in row[0].split(",")]
        if parts[industry] not in kept:
            continue
        for year, cell in zip(table.header[1:], row[1:], strict=False):
            figure, _, flags = cell.strip().partition(" ")
            unknown = figure in ("", ":") or "c" in flags
            yield {
                "place": parts[place],
                "industry": parts[industry],
                "year": year.strip(),
                "employment": ":" if unknown else figure,
            }


def _is_eurostat(table: Download) -> bool:
    keys = table.header[0].casefold().split("\\")[0].split(",") if table.header else []
    named = keys if "geo" in keys else [name.casefold() for name in table.header]
    return any(name.startswith("nace") for name in named) and "geo" in named


EUROSTAT = Layout("eurostat", _is_eurostat, read_eurostat)
