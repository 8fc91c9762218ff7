"""Results of stress, complexity, entries and peers: as JSON documents and as lines for a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from jumelage.economy.forecast.entries import Backtest, Prospect
from jumelage.economy.measures.complexity import Complexity
from jumelage.economy.measures.peers import Peer
from jumelage.economy.panel import Panel
from jumelage.economy.scenarios.accounts import SupplyTable
from jumelage.economy.scenarios.exposure import MarketExposure
from jumelage.economy.scenarios.leakage import LeakageLine
from jumelage.economy.scenarios.stress import Loss, Stress
from jumelage.language import Language, say_number, say_percent
from jumelage.serialisation import Measure, in_language, to_document

__all__ = [
    "backtest_document",
    "backtest_text",
    "complexity_document",
    "complexity_text",
    "exposure_document",
    "exposure_text",
    "leakage_document",
    "leakage_text",
    "peers_document",
    "peers_text",
    "prospects_document",
    "prospects_text",
    "stress_document",
    "stress_text",
]


def stress_document(panel: Panel, found: Stress, language: Language) -> dict[str, Any]:
    """Write a stress result; ``indirect`` and ``induced`` are null where no table allows them."""
    total = _total(found)
    return {
        "place": found.place,
        "name": panel.name_of(found.place),
        "year": found.year,
        "industry": found.industry,
        "industry_name": panel.industry_name(found.industry).say(language),
        "loss": found.share_lost,
        "employment": found.employment,
        "direct": found.direct,
        "direct_bounds": to_document(found.direct_bounds),
        "indirect": None if found.indirect is None else to_document(found.indirect),
        "induced": None if found.induced is None else to_document(found.induced),
        "total": None if total is None else to_document(total),
        "share_of_employment": None if total is None else total.middle / found.employment,
        "by_industry": [
            {"industry": c, "name": panel.industry_name(c).say(language), "indirect": a, "induced": b}
            for c, a, b in found.by_industry
        ],
        "warnings": [to_document(w) for w in found.warnings],
        "source": to_document(panel.source),
    }


def _total(found: Stress) -> Loss | None:
    if found.indirect is None:
        return None
    induced = found.induced or Loss(0.0, 0.0, 0.0)
    return Loss(
        found.direct + found.indirect.low + induced.low,
        found.direct + found.indirect.middle + induced.middle,
        found.direct + found.indirect.high + induced.high,
    )


def stress_text(panel: Panel, found: Stress, language: Language) -> str:
    """Write a stress result for a reader."""
    fr = language == "fr"
    name = panel.industry_name(found.industry).say(language)
    lost = say_percent(found.share_lost, language)
    head = (
        f"{panel.name_of(found.place)}, {found.year}\u00a0: perte de {lost} de «\u00a0{name}\u00a0»"
        if fr
        else f"{panel.name_of(found.place)}, {found.year}: loss of {lost} of “{name}”"
    )
    words = (
        ("perte directe", "perte indirecte", "perte induite", "en tout")
        if fr
        else ("direct loss", "indirect loss", "induced loss", "in all")
    )
    colon = "\u00a0:" if fr else ":"
    counted = panel.source.word.say(language)
    lines = [head, "", f"  {words[0]}{colon} {say_number(found.direct, language)} {counted}"]
    for word, loss in zip(words[1:], (found.indirect, found.induced, _total(found)), strict=True):
        lines.append(f"  {word}{colon} {_span(loss, language)}")
    lines += ["", *(w.say(language) for w in found.warnings)]
    return "\n".join(lines)


def _span(loss: Loss | None, language: Language) -> str:
    if loss is None:
        return "non calculée" if language == "fr" else "not computed"
    low, middle, high = (say_number(v, language) for v in (loss.low, loss.middle, loss.high))
    return f"{middle} (de {low} à {high})" if language == "fr" else f"{middle} ({low} to {high})"


def complexity_document(panel: Panel, found: Complexity, year: int, files: Sequence[Path]) -> dict[str, Any]:
    """Write the indices; matrices are in the files."""
    return {
        "year": year,
        "convention": found.convention.name,
        "follows": found.convention.follows,
        "places": [
            {
                "place": p,
                "eci": to_document(e, Measure),
                "fitness": to_document(f, Measure),
                "diversity": int(d),
                "coi": to_document(o, Measure),
                **_ranges(found, i),
            }
            for i, (p, e, f, d, o) in enumerate(
                zip(found.places, found.eci, found.fitness, found.diversity, found.coi, strict=True)
            )
        ],
        "industries": [
            {"industry": i, "pci": to_document(p, Measure), "complexity": to_document(q, Measure), "ubiquity": int(u)}
            for i, p, q, u in zip(found.industries, found.pci, found.complexity, found.ubiquity, strict=True)
        ],
        "second_eigenvalue": to_document(found.second_eigenvalue, Measure),
        "tables": [str(file) for file in files],
        "warnings": [to_document(w) for w in found.warnings],
        "source": to_document(panel.source),
    }


def _ranges(found: Complexity, row: int) -> dict[str, Any]:
    """Return the 95 % intervals of a place's index and rank; null where there is none."""
    if found.ranges is None:
        return {"eci_bounds": None, "rank_bounds": None}
    return {
        "eci_bounds": [to_document(end, Measure) for end in found.ranges.eci[row]],
        "rank_bounds": [to_document(end, Measure) for end in found.ranges.rank[row]],
    }


def complexity_text(panel: Panel, found: Complexity, files: Sequence[Path], language: Language) -> str:
    """Write the most and least complex places and industries."""
    fr = language == "fr"
    places = [
        f"{panel.name_of(found.places[i])} {say_number(found.eci[i], language, 2)}{_rank_text(found, i, language)}"
        for i in _ends(found.eci)
    ]
    industries = [
        f"{panel.industry_name(found.industries[i]).say(language)} {say_number(found.pci[i], language, 2)}"
        for i in _ends(found.pci)
    ]
    colon = "\u00a0:" if fr else ":"
    lines = [
        f"Convention {found.convention.name} ({found.convention.follows})",
        f"{'Lieux (ECI)' if fr else 'Places (ECI)'}{colon} {' · '.join(places)}",
        f"Industries (PCI){colon} {' · '.join(industries)}",
        *(w.say(language) for w in found.warnings),
        *(f"{'Écrit' if fr else 'Written'}{colon} {file}" for file in files),
    ]
    return "\n".join(lines)


def _rank_text(found: Complexity, row: int, language: Language) -> str:
    if found.ranges is None or not np.isfinite(found.ranges.rank[row]).all():
        return ""
    low, high = (int(end) for end in found.ranges.rank[row])
    return f" (rang {low} à {high})" if language == "fr" else f" (rank {low} to {high})"


def _ends(values: Any) -> list[int]:
    order = [int(i) for i in np.argsort(-np.nan_to_num(values, nan=-np.inf)) if np.isfinite(values[i])]
    return order if len(order) <= 6 else [*order[:3], *order[-3:]]


def backtest_document(panel: Panel, found: Backtest) -> dict[str, Any]:
    """Write the scores, those of the baselines on the same rows beside."""
    return {
        **to_document(found.scores),
        "calibration_error": found.calibration_error,
        "base_rate": found.base_rate,
        "rows": found.rows,
        "entries": int(found.happened.sum()),
        "baselines": {name: to_document(scores) for name, scores in found.baselines.items()},
        "learned": list(found.learned),
        "scored": list(found.scored),
        "folds": found.folds or None,
        "source": to_document(panel.source),
    }


def backtest_text(found: Backtest, language: Language) -> str:
    """Write the scores as a small table."""
    fr = language == "fr"
    head = ("", "précision moyenne", "AUC", "P@10", "F1") if fr else ("", "average precision", "AUC", "P@10", "F1")
    rows: list[tuple[str, ...]] = [head]
    names = {
        "ubiquity": ("ubiquité", "ubiquity"),
        "density": ("densité", "density"),
        "nearest_places": ("lieux voisins", "nearest places"),
        "sapling": ("sapling", "sapling"),
    }
    every: Mapping[str, Any] = {("modèle" if fr else "model"): found.scores, **found.baselines}
    for name, scores in every.items():
        label = names.get(name, (name, name))[0 if fr else 1]
        numbers = (scores.average_precision, scores.auc, scores.mp_at_10, scores.best_f1)
        rows.append((label, *(say_number(v, language, 3) for v in numbers)))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    rate, error = say_percent(found.base_rate, language, 2), say_number(found.calibration_error, language, 4)
    lines.append(
        f"{say_number(found.rows, language)} lignes, {rate} d'entrées\u00a0; erreur de calibration {error}"
        if fr
        else f"{say_number(found.rows, language)} rows, {rate} entries; calibration error {error}"
    )
    return "\n".join(lines)


def prospects_document(
    panel: Panel, found: Sequence[Prospect], period: tuple[int, int], language: Language
) -> dict[str, Any]:
    """Write what could come, with reasons in both languages."""
    return {
        "learned": list(period),
        "horizon_years": period[1] - period[0],
        "prospects": [
            {
                "industry": p.industry,
                "name": p.name.say(language),
                "probability": p.probability,
                "lq": p.lq,
                "reasons": [{"kind": r.kind, "text": to_document(r.text)} for r in p.reasons],
            }
            for p in found
        ],
        "source": to_document(panel.source),
    }


def prospects_text(found: Sequence[Prospect], period: tuple[int, int], language: Language) -> str:
    """Write what could come, one industry a paragraph."""
    years = period[1] - period[0]
    lines = [f"D'ici {years} ans\u00a0:" if language == "fr" else f"Within {years} years:"]
    for p in found:
        lines.append(f"{say_percent(p.probability, language):>6}  {p.industry}  {p.name.say(language)}")
        lines += [f"        {r.text.say(language)}" for r in p.reasons]
    return "\n".join(lines)


def peers_document(panel: Panel, found: Sequence[Peer]) -> dict[str, Any]:
    """Write the peers."""
    return {"peers": [to_document(peer) for peer in found], "source": to_document(panel.source)}


def peers_text(found: Sequence[Peer], language: Language) -> str:
    """Write the peers, one a line."""
    return "\n".join(f"{say_percent(p.similarity, language):>6}  {p.name}" for p in found)


def leakage_document(
    panel: Panel, table: SupplyTable, place: str, found: Sequence[LeakageLine], language: Language
) -> dict[str, Any]:
    """Write what a place buys outside."""
    return {
        "place": panel.find_place(place),
        "lines": [in_language(to_document(line), language) for line in found],
        "unit": table.source.unit.say(language),
        "table": table.source.title.say(language),
        "source": to_document(panel.source),
    }


def leakage_text(found: Sequence[LeakageLine], table: SupplyTable, language: Language) -> str:
    """Write what a place buys outside for a reader: each line ends in a firm to meet or a gap to fill."""
    lines = [f"{table.source.title.say(language)} ({table.source.unit.say(language)})", ""]
    for line in found:
        between = " – ".join("?" if v == float("inf") else say_number(v, language, 1) for v in (line.low, line.high))
        to, gap = ("à rencontrer", "à combler") if language == "fr" else ("to meet", "a gap to fill")
        ends = f"{to}: {', '.join(line.candidates[:5])}" if line.candidates else gap
        where = f" [{', '.join(line.where)}]" if line.where else ""
        name = line.name.say(language)[:40]
        lines.append(f"  {line.industry}  {name}  {say_number(line.bought, language, 1)} ({between}){where}  {ends}")
    return "\n".join(lines)


def exposure_document(panel: Panel, place: str, found: Sequence[MarketExposure]) -> dict[str, Any]:
    """Write the jobs that hang on each market."""
    return {
        "place": panel.find_place(place),
        "markets": [to_document(line) for line in found],
        "source": to_document(panel.source),
    }


def exposure_text(panel: Panel, found: Sequence[MarketExposure], language: Language) -> str:
    """Write the jobs that hang on each market for a reader."""
    word = panel.source.word.say(language)
    return "\n".join(
        f"  {line.market}  {say_number(line.low, language)} – "
        f"{'?' if line.high == float('inf') else say_number(line.high, language)} {word} ({', '.join(line.industries)})"
        for line in found
    )
