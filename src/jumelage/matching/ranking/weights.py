"""How the evidence is weighed: default weights written down here, or trees learned from past outcomes."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from jumelage.errors import CannotBeDone, InputError
from jumelage.language import Bilingual
from jumelage.matching.ranking.features import FEATURES

__all__ = ["DEFAULT_WEIGHTS", "HandSet", "LearnedWeights", "Weights", "read_weights"]

FORMAT = "jumelage-weights"
VERSION = 1
Floats = NDArray[np.float64]


class Weights(Protocol):
    """Turns measured evidence into one score a candidate."""

    @property
    def embedder(self) -> str:
        """Name the sentence vectors that the weights were learned with; empty for none."""

    def score(self, evidence: NDArray[np.float32]) -> Floats:
        """Score rows of evidence (columns in the order of ``FEATURES``); any scale, higher is better."""

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
    """Trees learned from past outcomes, with the slope and intercept that turn their scores into chances."""

    model: str
    slope: float = 1.0
    intercept: float = 0.0
    embedder: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    _booster: list[Any] = field(default_factory=list, repr=False, compare=False)

    def score(self, evidence: NDArray[np.float32]) -> Floats:
        """Sum the trees' answers."""
        if not self._booster:
            self._booster.append(_booster(self.model))
        return np.asarray(self._booster[0].predict(evidence, num_threads=1), dtype=float)

    def probability(self, scores: Floats) -> Floats:
        """Apply the calibration (Platt 1999): a logistic curve fitted on outcomes kept aside."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.slope * scores + self.intercept, -40, 40))))

    def as_text(self) -> str:
        """Write the weights as one JSON text; the trees are LightGBM's own text inside it."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "features": list(FEATURES),
            "embedder": self.embedder,
            "calibration": {"slope": self.slope, "intercept": self.intercept},
            "about": self.about,
            "model": self.model,
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read_weights(path: Path) -> LearnedWeights:
    """Read weights written by ``jumelage match learn``: JSON, nothing in it is executed.

    Raises
    ------
    InputError
        When the file is not such weights, or was learned on other evidence than this version measures.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refused(
            path, f"lecture impossible ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error
    except ValueError as error:
        raise _refused(path, "ce n'est pas du JSON.", "this is not JSON.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT or document.get("version") != VERSION:
        raise _refused(path, "ce ne sont pas des poids d'appariement.", "these are not matching weights.")
    if document.get("features") != list(FEATURES):
        raise _refused(path, "ces poids pèsent d'autres indices.", "these weights weigh other evidence.")
    return _checked(path, document)


def _checked(path: Path, document: dict[str, Any]) -> LearnedWeights:
    calibration = document.get("calibration")
    model, embedder = document.get("model"), document.get("embedder")
    found = [calibration.get(k) for k in ("slope", "intercept")] if isinstance(calibration, dict) else []
    numbers = [n for n in found if isinstance(n, int | float) and math.isfinite(n)]
    if not (len(numbers) == 2 and isinstance(model, str) and isinstance(embedder, str)):
        raise _refused(path, "le fichier est incomplet.", "the file is incomplete.")
    about = document.get("about")
    slope, intercept = (float(n) for n in numbers)
    weights = LearnedWeights(model, slope, intercept, embedder, about if isinstance(about, dict) else {})
    try:
        weights.score(np.zeros((1, len(FEATURES)), dtype=np.float32))
    except CannotBeDone:
        raise
    except Exception as error:  # LightGBM's own kinds
        raise _refused(path, "les arbres sont illisibles.", "the trees cannot be read.") from error
    return weights


def _booster(model: str) -> Any:
    try:
        import lightgbm  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:
        raise CannotBeDone(
            Bilingual(
                "Les poids appris demandent « jumelage[matching] » (LightGBM), qui n'est pas installé.",
                "Learned weights need “jumelage[matching]” (LightGBM), which is not installed.",
            )
        ) from error
    return lightgbm.Booster(model_str=model)


def _refused(path: Path, fr: str, en: str) -> InputError:
    remedy = Bilingual("Refaites-les avec « jumelage match learn ».", "Make them again with “jumelage match learn”.")
    return InputError.at(str(path), Bilingual(fr, en), remedy)
