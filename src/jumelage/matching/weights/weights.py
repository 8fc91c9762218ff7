"""How the evidence is weighed: default weights written down here, or weights learned from past outcomes."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.matching.evidence.features import FEATURES
from jumelage.matching.weights.trees import Trees

__all__ = ["DEFAULT_WEIGHTS", "HandSet", "LearnedWeights", "Weights", "beside_others", "read_weights"]

FORMAT = "jumelage-weights"
VERSION = 2
LARGEST_FILE = 20_000_000
SECOND_LOOK = 200
"""Candidates, the best by weights, that trees look at again."""

TREES_COUNT = 1.0
"""What the trees' order counts beside the weights', both in standard deviations: chosen within 2018."""

LOWEST, HIGHEST = 5.0, 8.0
_UNBOUNDED = [
    n
    for n, name in enumerate(FEATURES)
    if name.startswith(
        (
            "neighbours",
            "company",
            "words_sum",
            "meaning_sum",
            "line_coded_sum",
            "code_recent",
            "code_fresh",
            "words_here",
            "near_answers",
            "near_fresh",
            "near_company",
            "words_likely",
            "buyer_named",
            "town_answers",
        )
    )
    and not name.endswith("_of")
]
Floats = NDArray[np.float64]


class Weights(Protocol):
    """Turns measured evidence into one score a candidate."""

    @property
    def embedder(self) -> str:
        """Name the sentence vectors that the weights were learned with; empty for none."""

    def score(self, evidence: NDArray[np.float32]) -> Floats:
        """Score the candidates of one need (columns in the order of ``FEATURES``); any scale, higher is better."""

    def probability(self, scores: Floats) -> Floats:
        """Turn scores into chances, 0 to 1."""


@dataclass(frozen=True, slots=True)
class HandSet:
    """Weights set by hand, for when there are no outcomes to learn from: a plain weighted sum."""

    weights: dict[str, float]
    embedder: str = ""

    def score(self, evidence: NDArray[np.float32]) -> Floats:
        """Sum the evidence; what is unknown adds nothing."""
        columns = [FEATURES.index(name) for name in self.weights]
        values = np.nan_to_num(evidence[:, columns].astype(float))
        return np.asarray(values @ np.array(list(self.weights.values())))

    def probability(self, scores: Floats) -> Floats:
        """Bring scores to 0–1; without outcomes this is an order, not a chance."""
        return np.clip(scores / sum(self.weights.values()), 0.0, 1.0)


DEFAULT_WEIGHTS = HandSet(
    {
        "words_best_of": 0.20,
        "meaning_best": 0.20,
        "company_here_of": 0.25,
        "neighbours_many_of": 0.15,
        "code_6_part": 0.08,
        "region_own": 0.05,
        "bids": 0.01,
    }
)
"""What an offer says and who answers alike calls first; then codes, region, and a little experience."""


@dataclass(frozen=True, slots=True)
class LearnedWeights:
    """A weight for each piece of evidence, learned from past outcomes, and the curve that turns scores into chances.

    ``trees``, where the extra ``learning`` was there to learn them, look again at the best candidates.
    """

    weights: dict[str, float]
    slope: float = 1.0
    intercept: float = 0.0
    embedder: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    trees: Trees | None = None

    def score(self, evidence: NDArray[np.float32]) -> Floats:
        """Sum the weighted evidence, each piece beside the other candidates' (see :func:`beside_others`)."""
        return self.score_beside(beside_others(evidence))

    def score_beside(self, beside: Floats) -> Floats:
        """Score evidence that :func:`beside_others` has prepared."""
        scores = _spread(np.asarray(beside @ np.array([self.weights[name] for name in FEATURES])))
        if self.trees is None:
            return scores
        best = np.argsort(-scores, kind="stable")[:SECOND_LOOK]
        second = _spread(self.trees.score(beside[best]))
        looked = np.full(len(scores), second.min(initial=0.0))
        looked[best] = second
        return scores + TREES_COUNT * looked

    def probability(self, scores: Floats) -> Floats:
        """Apply the calibration (Platt 1999): a logistic curve fitted on outcomes kept aside."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.slope * scores + self.intercept, -40, 40))))

    def as_text(self) -> str:
        """Write the weights as one JSON text."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "embedder": self.embedder,
            "calibration": {"slope": self.slope, "intercept": self.intercept},
            "about": self.about,
            "weights": self.weights,
            "trees": None if self.trees is None else self.trees.as_document(),
        }
        lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in document.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"


def _spread(scores: Floats) -> Floats:
    spread = float(scores.std()) if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros(len(scores))


def beside_others(evidence: NDArray[np.float32]) -> Floats:
    """Measure each piece of one need's evidence in standard deviations from the mean of its candidates.

    What is high in one need or year may be low in another; beside the other candidates it means the same. Unknown
    values are at the mean; amounts without a bound are first brought together by a square root.
    """
    values = evidence.astype(float)
    values[:, _UNBOUNDED] = np.sqrt(np.maximum(values[:, _UNBOUNDED], 0.0))
    values = np.where(np.isnan(values), 0.0, values)
    spread = values.std(axis=0)
    apart = (values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf)
    return np.asarray(np.clip(apart, -LOWEST, HIGHEST))


def read_weights(path: Path) -> LearnedWeights:
    """Read weights written by ``jumelage match learn``: JSON, nothing in it is executed.

    Raises
    ------
    InputError
        When the file is not such weights, or was learned on other evidence than this version measures.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST_FILE + 1)
        document = json.loads(text.decode("utf-8")) if len(text) <= LARGEST_FILE else None
    except OSError as error:
        raise _refused(
            path, f"lecture impossible ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error
    except (ValueError, RecursionError) as error:
        raise _refused(path, "ce n'est pas du JSON.", "this is not JSON.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT or document.get("version") != VERSION:
        raise _refused(path, "ce ne sont pas des poids d'appariement.", "these are not matching weights.")
    return _checked(path, document)


def _checked(path: Path, document: dict[str, Any]) -> LearnedWeights:
    weights, calibration = _numbers(document.get("weights")), _numbers(document.get("calibration"))
    if weights.keys() != set(FEATURES):
        raise _refused(path, "ces poids pèsent d'autres indices.", "these weights weigh other evidence.")
    embedder, about = document.get("embedder"), document.get("about")
    if calibration.keys() != {"slope", "intercept"} or not isinstance(embedder, str) or not isinstance(about, dict):
        raise _refused(path, "le fichier est incomplet.", "the file is incomplete.")
    trees = None
    if document.get("trees") is not None:
        try:
            trees = Trees.from_document(document["trees"], len(FEATURES))
        except ValueError as error:
            raise _refused(path, "ses arbres sont incohérents.", "its trees do not hold together.") from error
    return LearnedWeights(weights, calibration["slope"], calibration["intercept"], embedder, about, trees)


def _numbers(found: object) -> dict[str, float]:
    """Return the finite numbers of a table of names."""
    if not isinstance(found, dict):
        return {}
    return {str(k): v for k, v in found.items() if isinstance(v, float) and math.isfinite(v)}


def _refused(path: Path, fr: str, en: str) -> InputError:
    remedy = Bilingual("Refaites-les avec « jumelage match learn ».", "Make them again with “jumelage match learn”.")
    return InputError.at(str(path), Bilingual(fr, en), remedy)
