"""How the evidence is weighed: weights written down here, or learned from past outcomes or an agency's decisions."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.matching.evidence.features import FEATURES
from jumelage.matching.weights.trees import Trees

__all__ = ["DEFAULT_WEIGHTS", "Weights", "beside_others", "read_weights"]

FORMAT = "jumelage-weights"
VERSION = 3
LARGEST_FILE = 20_000_000
SECOND_LOOK = 200
"""Candidates, the best by weights, that trees look at again."""

TREES_COUNT = 1.0
"""What the trees' order counts beside the weights', both in standard deviations: chosen within 2018."""

LOWEST, HIGHEST = 5.0, 8.0
_OPEN = (
    "neighbours", "company", "words_sum", "meaning_sum", "line_coded_sum", "code_recent", "code_fresh", "words_here",
    "near_answers", "near_fresh", "near_company", "words_likely", "buyer_named", "town_answers",
)  # fmt: skip
_UNBOUNDED = [n for n, name in enumerate(FEATURES) if name.startswith(_OPEN) and not name.endswith("_of")]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each piece of evidence, and the logistic curve that turns their sum into a chance.

    Parameters
    ----------
    weights
        By piece: those of :data:`FEATURES`, and of a pair (:mod:`jumelage.matching.relations`). A piece that is absent
        adds nothing.
    slope, intercept
        Of the curve (Platt 1999).
    embedder
        Name of the sentence vectors that the weights were learned with; empty for any.
    about
        What they were learned from, in numbers.
    beside
        Whether evidence is first taken beside the other candidates' (weights learned on thousands of candidates).
    trees
        Look again at the best candidates, where the extra ``learning`` was there to learn them.
    """

    weights: dict[str, float]
    slope: float = 1.0
    intercept: float = 0.0
    embedder: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    beside: bool = False
    trees: Trees | None = None

    def score(self, evidence: NDArray[np.float32]) -> Floats:
        """Sum the weighted evidence of one need's candidates (columns in the order of ``FEATURES``)."""
        if self.beside:
            return self.score_beside(beside_others(evidence))
        columns = [n for n, name in enumerate(FEATURES) if self.weights.get(name)]
        values = np.nan_to_num(evidence[:, columns].astype(float))
        return np.asarray(values @ np.array([self.weights[FEATURES[n]] for n in columns]))

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

    def odds(self, evidence: NDArray[np.float32]) -> Floats:
        """Return the log-odds of one need's candidates."""
        return self.slope * self.score(evidence) + self.intercept

    def of(self, name: str) -> float:
        """Return the weight of a piece of a pair; where outcomes taught none, the documented one."""
        return self.weights.get(name, DEFAULT_WEIGHTS.weights.get(name, 0.0))

    def as_text(self) -> str:
        """Write the weights as one JSON text."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "embedder": self.embedder,
            "calibration": {"slope": self.slope, "intercept": self.intercept},
            "about": self.about,
            "beside": self.beside,
            "weights": self.weights,
            "trees": None if self.trees is None else self.trees.as_document(),
        }
        lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in document.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"


DEFAULT_WEIGHTS = Weights(
    {
        # of one provider for one need, with whatever past work is known
        "answer": 5.0,
        "name": 3.0,
        "company_here_of": 6.0,
        "neighbours_many_of": 4.0,
        "code_6_part": 2.0,
        "region_own": 1.6,
        "bids": 0.3,
        # of a pair: what industries do on average, a centre in the firm's trade, near trades, common clients, wishes
        "supply": 3.4,
        "support": 5.0,
        "trade": 3.4,
        "near": 6.0,
        "clients": 3.6,
        "industries": 2.0,
        "wish": 1.5,
        # something followed from an earlier meeting
        "met": 1.0,
        "language": -1.0,
    },
    intercept=-3.4,
)
"""Judged on the pairs of the case and, for past work, within the tenders of 2018. Without evidence a pair has one chance
in thirty."""


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
    known = ~np.isnan(values)
    counts = np.maximum(known.sum(axis=0), 1)
    means = np.where(known, values, 0.0).sum(axis=0) / counts
    apart = np.where(known, values - means, 0.0)
    spread = np.sqrt((apart**2).sum(axis=0) / counts)
    return np.asarray(np.clip(apart / np.where(spread > 1e-9, spread, np.inf), -LOWEST, HIGHEST))


def read_weights(path: Path) -> Weights:
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


def _checked(path: Path, document: dict[str, Any]) -> Weights:
    weights, calibration = _numbers(document.get("weights")), _numbers(document.get("calibration"))
    beside = document.get("beside") is True
    if (beside and weights.keys() != set(FEATURES)) or not weights.keys() <= {*FEATURES, *DEFAULT_WEIGHTS.weights}:
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
    return Weights(weights, calibration["slope"], calibration["intercept"], embedder, about, beside, trees)


def _numbers(found: object) -> dict[str, float]:
    """Return the finite numbers of a table of names."""
    if not isinstance(found, dict):
        return {}
    return {str(k): v for k, v in found.items() if isinstance(v, float) and math.isfinite(v)}


def _refused(path: Path, fr: str, en: str) -> InputError:
    remedy = Bilingual("Refaites-les avec « jumelage match learn ».", "Make them again with “jumelage match learn”.")
    return InputError.at(str(path), Bilingual(fr, en), remedy)
