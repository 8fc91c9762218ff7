"""``jumelage match learn`` and ``evaluate``: weights from past outcomes, and how well they rank."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Any

import click

from jumelage.cli.console import Console, standard_options, write_whole
from jumelage.cli.extras import say_missing_extras
from jumelage.matching.evaluation import Evaluation, evaluate, read_truth
from jumelage.matching.match import embedder_of
from jumelage.matching.reading import read_profiles
from jumelage.matching.retrieval.vectors import default_embedder
from jumelage.matching.weights import DEFAULT_WEIGHTS, Weights, read_weights
from jumelage.matching.weights.learning import learn

__all__ = ["evaluate_command", "learn_command"]

_ORGANISATIONS = click.option(
    "--organisations",
    type=click.Path(path_type=Path),
    required=True,
    help="Liste des organisations / list of organisations.",
)
_NEEDS = click.option(
    "--needs", type=click.Path(path_type=Path), required=True, help="Liste des besoins / list of needs."
)
_TRUTH = click.option(
    "--truth", type=click.Path(path_type=Path), required=True, help="Qui a répondu / who answered: need, organisation."
)


@click.command("learn")
@_ORGANISATIONS
@_NEEDS
@_TRUTH
@click.option("-o", "output", type=click.Path(path_type=Path), required=True, help="Poids (JSON) / weights (JSON).")
@standard_options
def learn_command(console: Console, output: Path, **paths: Path) -> None:
    """Apprendre à peser les indices d'après les résultats passés / learn weights from past outcomes."""
    organisations, needs = read_profiles(paths["organisations"]), read_profiles(paths["needs"])
    truth = read_truth(paths["truth"], needs, organisations)
    say_missing_extras(console, trees=True)
    embedder = default_embedder()
    with console.step("Apprentissage…", "Learning…") as step:
        weights = learn(organisations, needs, truth, embedder=embedder, progress=step)
    write_whole(output, weights.as_text())
    document = {"weights": str(output), "embedder": weights.embedder, **weights.about}
    console.result(
        document,
        console.text(
            f"Poids appris de {weights.about['needs']} besoins : {output}",
            f"Weights learned from {weights.about['needs']} needs: {output}",
        ),
    )


@click.command("evaluate")
@_ORGANISATIONS
@_NEEDS
@_TRUTH
@click.option(
    "--weights",
    type=click.Path(path_type=Path),
    help="De « match learn » ; sinon ceux d’office / of “match learn”; else the default ones.",
)
@click.option(
    "--relation",
    type=click.Choice(["supplier"]),
    default="supplier",
    show_default=True,
    help="Relation évaluée / relation scored.",
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Rangs (CSV) / rankings (CSV).")
@standard_options
def evaluate_command(console: Console, weights: Path | None, relation: str, output: Path | None, **paths: Path) -> None:
    """Mesurer un rangement contre les vraies réponses / score a ranking against the real answers."""
    say_missing_extras(console)
    chosen: Weights = DEFAULT_WEIGHTS if weights is None else read_weights(weights)
    organisations, needs = read_profiles(paths["organisations"]), read_profiles(paths["needs"])
    truth = read_truth(paths["truth"], needs, organisations)
    embedder = embedder_of(chosen)
    with console.step("Évaluation…", "Evaluating…") as step:
        found = evaluate(organisations, needs, truth, chosen, embedder=embedder, progress=step)
    if output is not None:
        write_whole(output, found.as_csv())
    document = found.figures() | {"relation": relation, "peak_mb": _peak_mb()}
    console.result(document, lambda: _as_text(console, found))


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _as_text(console: Console, found: Evaluation) -> str:
    figures: dict[str, Any] = found.figures()
    names = {"queries": ("besoins", "needs"), "candidates": ("organisations", "organisations")}
    lines = []
    for key, value in figures.items():
        name = names[key][0 if console.language == "fr" else 1] if key in names else key.replace("_at_", "@")
        lines.append(f"{name:>14}  {value}")
    return "\n".join(lines)
