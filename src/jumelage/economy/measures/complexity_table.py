"""Results as tables on disk: Parquet through DuckDB, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from jumelage.economy.measures.complexity import Complexity
from jumelage.economy.measures.proximity import nearest_present
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["write_complexity"]


def write_complexity(found: Complexity, out: Path) -> tuple[Path, Path]:
    """Write one row for each place and industry, and the proximity of industries beside it.

    Parameters
    ----------
    found
        The result.
    out
        ``OUT.parquet`` (or ``.csv``): place, industry, rca, present, eci, pci, fitness, complexity, diversity,
        ubiquity, density, distance, proximity (to the nearest industry the place has), opportunity_gain.
        ``OUT-proximity.parquet``: industry, other, proximity.

    Raises
    ------
    InputError
        The folder cannot be written.
    """
    places, industries = len(found.places), len(found.industries)

    def by_place(values: Any) -> Any:
        return np.repeat(values, industries)

    def by_industry(values: Any) -> Any:
        return np.tile(values, places)

    main = {
        "place": by_place(np.array(found.places, dtype=object)),
        "industry": by_industry(np.array(found.industries, dtype=object)),
        "rca": found.quotients.ravel(),
        "present": found.presence.ravel().astype(bool),
        "eci": by_place(found.eci),
        "pci": by_industry(found.pci),
        "fitness": by_place(found.fitness),
        "complexity": by_industry(found.complexity),
        "diversity": by_place(found.diversity).astype(np.int64),
        "ubiquity": by_industry(found.ubiquity).astype(np.int64),
        "density": found.near.density.ravel(),
        "distance": found.near.distance.ravel(),
        "proximity": nearest_present(found.presence).ravel(),
        "opportunity_gain": found.near.opportunity_gain.ravel(),
    }
    labels = np.array(found.industries, dtype=object)
    pairs = {
        "industry": np.repeat(labels, industries),
        "other": np.tile(labels, industries),
        "proximity": found.proximity().ravel(),
    }
    beside = out.with_name(f"{out.stem}-proximity{out.suffix}")
    _write(main, out)
    _write(pairs, beside)
    return out, beside


def _write(columns: Mapping[str, Any], out: Path) -> None:
    part = out.with_name(f".{out.name}.part")
    form = "csv, header" if out.suffix.lower() == ".csv" else "parquet, compression zstd"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect() as connection:
            connection.register("result", dict(columns))
            name = str(part).replace("'", "''")
            connection.execute(f"copy (select * from result) to '{name}' (format {form})")
        part.replace(out)
    except (OSError, duckdb.Error) as error:
        part.unlink(missing_ok=True)
        raise InputError.at(
            str(out),
            Bilingual(fr=f"impossible d'écrire ({error}).", en=f"cannot be written ({error})."),
            Bilingual(fr="Choisissez un autre dossier.", en="Choose another folder."),
        ) from error
