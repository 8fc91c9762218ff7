"""Move a panel up the NAICS tree, or to another classification or vintage by a concordance.

A sum with an unknown term is unknown, but not less than its known terms: its bounds are the sums of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from jumelage.economy.table.classification import ancestor, is_naics, level
from jumelage.economy.table.long_table import Floats, Ints, LongTable
from jumelage.errors import InputError
from jumelage.language import NO_TEXT, Bilingual, say_number

__all__ = ["Concordance", "roll_up", "translate"]

T = TypeVar("T", bound=LongTable)


def roll_up(panel: T, digits: int) -> T:
    """Bring every industry of a panel to ``digits`` digits.

    Where a table gives both a class and what lies inside it, the figure nearest to the level wanted is used and the
    deeper ones are left out, so that no job counts twice. Classes wider than wanted are left out.

    Raises
    ------
    InputError
        The codes are no NAICS, or none is as fine as ``digits``.
    """
    if not is_naics(panel.industries):
        alien = next(code for code in panel.industries if not is_naics([code]))
        raise InputError.at(
            f"level {digits}",
            Bilingual(fr=f"«\u00a0{alien}\u00a0» n'est pas un code du SCIAN.", en=f"“{alien}” is no NAICS code."),
            Bilingual(
                fr="Gardez les codes tels quels, ou donnez une table de concordance.",
                en="Keep the codes as they are, or give a concordance.",
            ),
        )
    levels = np.array([level(code) for code in panel.industries])
    if not (levels >= digits).any():
        raise InputError.at(
            f"level {digits}",
            Bilingual(
                fr=f"le tableau s'arrête à {levels.max()} chiffres.", en=f"the table stops at {levels.max()} digits."
            ),
            Bilingual(fr=f"Demandez {levels.max()} ou moins.", en=f"Ask for {levels.max()} or fewer."),
        )
    targets = tuple(sorted({ancestor(c, digits) for c, n in zip(panel.industries, levels, strict=True) if n >= digits}))
    index = {code: i for i, code in enumerate(targets)}
    target = np.array([index.get(ancestor(c, digits), -1) for c in panel.industries], dtype=np.int32)
    fine = np.flatnonzero(levels[panel.industry] >= digits)
    rows = fine[_nearest(panel, fine, target, levels)]
    found = _regrouped(panel, rows, target[panel.industry[rows]], targets, np.ones(len(rows)))
    wide = np.flatnonzero(levels[panel.industry] < digits)
    inner = np.setdiff1d(fine, rows, assume_unique=True)
    notes = (
        _left_out(panel, wide, "plus larges que le niveau choisi", "wider than the level chosen"),
        _left_out(panel, inner, "déjà comptées dans une classe qui les contient", "already counted in a class above"),
    )
    return replace(found, source=replace(found.source, notes=(*found.source.notes, *filter(None, notes))))


def _left_out(panel: LongTable, rows: Ints, fr: str, en: str) -> Bilingual:
    """Name the rows left out, by industry, with their jobs; no text where there is none."""
    if not len(rows):
        return NO_TEXT
    jobs = np.bincount(panel.industry[rows], np.nan_to_num(panel.employment[rows]), minlength=len(panel.industries))
    codes = [panel.industries[i] for i in np.unique(panel.industry[rows])]
    total = float(jobs.sum())
    some = ", ".join(codes[:12]) + (", …" if len(codes) > 12 else "")
    return Bilingual(
        fr=f"Lignes laissées de côté, {fr}\u00a0: {len(rows)} ({some}), {say_number(total, 'fr')} emplois connus.",
        en=f"Rows left out, {en}: {len(rows)} ({some}), {say_number(total, 'en')} known jobs.",
    )


def _nearest(panel: LongTable, rows: Ints, target: Ints, levels: Ints) -> Ints:
    # For each place, year and class, keep only the rows of its shallowest level.
    key = _cell(panel, rows, target[panel.industry[rows]])
    depth = levels[panel.industry[rows]]
    _, cell = np.unique(key, return_inverse=True)
    shallowest = np.full(cell.max() + 1, 99)
    np.minimum.at(shallowest, cell, depth)
    return np.flatnonzero(depth == shallowest[cell])


def _cell(panel: LongTable, rows: Ints, industry: Ints) -> Ints:
    key: Ints = (panel.year[rows].astype(np.int64) * len(panel.places) + panel.place[rows]) * 10**7 + industry
    return key


@dataclass(frozen=True, slots=True)
class Concordance:
    """How the industries of one classification map to another: rows ``(from, to, weight)``.

    Weights of one code sum to 1; where official tables give none, the split is equal and says so in ``note``.
    """

    rows: tuple[tuple[str, str, float], ...]
    note: Bilingual = NO_TEXT

    @classmethod
    def of_pairs(cls, pairs: Sequence[tuple[str, str]]) -> Concordance:
        """Make a concordance of pairs without weights: a code with several heirs is split equally among them."""
        heirs: dict[str, list[str]] = {}
        for old, new in dict.fromkeys(pairs):
            heirs.setdefault(old, []).append(new)
        rows = tuple((old, new, 1 / len(news)) for old, news in heirs.items() for new in news)
        split = sum(len(news) > 1 for news in heirs.values())
        note = Bilingual(
            fr=f"{split} codes sans poids officiels ont été partagés en parts égales.",
            en=f"{split} codes without official weights were split equally.",
        )
        return cls(rows, note if split else NO_TEXT)

    def __post_init__(self) -> None:
        """Check that each code gives away exactly itself."""
        sums: dict[str, float] = {}
        for old, _, weight in self.rows:
            sums[old] = sums.get(old, 0.0) + weight
        wrong = next((old for old, total in sums.items() if abs(total - 1) > 1e-6), None)
        if wrong is not None:
            raise InputError.at(
                f"concordance, {wrong}",
                Bilingual(
                    fr=f"les poids font {sums[wrong]:.4f}, et non 1.", en=f"weights sum to {sums[wrong]:.4f}, not 1."
                ),
                Bilingual(fr="Corrigez les poids de ce code.", en="Correct the weights of this code."),
            )


def translate(panel: T, concordance: Concordance) -> T:
    """Translate the industries of a panel.

    Raises
    ------
    InputError
        Codes of the panel are missing from the concordance: all are named, none is dropped in silence.
    """
    heirs: dict[str, list[tuple[str, float]]] = {}
    for old, new, weight in concordance.rows:
        heirs.setdefault(old, []).append((new, weight))
    missing = [code for code in panel.industries if code not in heirs]
    if missing:
        raise InputError.at(
            "concordance",
            Bilingual(
                fr=f"codes absents\u00a0: {', '.join(missing[:20])}.", en=f"codes absent: {', '.join(missing[:20])}."
            ),
            Bilingual(fr="Ajoutez-les à la table.", en="Add them to the table."),
        )
    targets = tuple(sorted({new for code in panel.industries for new, _ in heirs[code]}))
    index = {code: i for i, code in enumerate(targets)}
    pairs = [(i, index[new], weight) for i, code in enumerate(panel.industries) for new, weight in heirs[code]]
    source = np.array([pair[0] for pair in pairs], dtype=np.int64)
    target = np.array([pair[1] for pair in pairs], dtype=np.int64)
    share = np.array([pair[2] for pair in pairs])
    first = np.searchsorted(source, np.arange(len(panel.industries)))
    heirs_of_row = np.bincount(source, minlength=len(panel.industries))[panel.industry]
    rows = np.repeat(np.arange(len(panel)), heirs_of_row)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(heirs_of_row) - heirs_of_row, heirs_of_row)
    pair = first[panel.industry[rows]] + within
    found = _regrouped(panel, rows, target[pair], targets, share[pair])
    if not concordance.note:
        return found
    return replace(found, source=replace(found.source, notes=(*found.source.notes, concordance.note)))


def _regrouped(panel: T, rows: Ints, industry: Ints, targets: Sequence[str], weight: Floats) -> T:
    key, cell = np.unique(_cell(panel, rows, industry), return_inverse=True)

    def total(values: Floats | None) -> Floats | None:
        if values is None:
            return None
        return np.bincount(cell, values[rows] * weight, minlength=len(key)).astype(np.float64)

    place_year, new_industry = np.divmod(key, 10**7)
    year, place = np.divmod(place_year, len(panel.places))
    employment = total(panel.employment)
    assert employment is not None
    lower, upper = _row_bounds(panel)
    return replace(
        panel,
        industries=tuple(targets),
        place=place.astype(np.int32),
        industry=new_industry.astype(np.int32),
        year=year.astype(np.int32),
        employment=employment,
        establishments=total(panel.establishments),
        lower=total(lower),
        upper=total(upper),
        industry_names={code: panel.industry_names[code] for code in targets if code in panel.industry_names},
    )


def _row_bounds(panel: LongTable) -> tuple[Floats | None, Floats | None]:
    """Return the bounds of every row, equal where the figure is known; None where all are."""
    unknown = np.isnan(panel.employment)
    if not unknown.any():
        return None, None
    least = np.zeros(len(panel)) if panel.lower is None else np.nan_to_num(panel.lower)
    if panel.establishments is not None:
        least = np.maximum(least, np.nan_to_num(panel.establishments))
    most = np.full(len(panel), np.nan) if panel.upper is None else panel.upper
    return np.where(unknown, least, panel.employment), np.where(unknown, most, panel.employment)
