"""Rank many organisations for a need: evidence measured, weighed as past outcomes teach, and scored honestly."""

from jumelage.matching.evidence.corpus import Corpus
from jumelage.matching.evaluation import Evaluation, evaluate, read_truth
from jumelage.matching.weights.learning import learn
from jumelage.matching.weights.weights import DEFAULT_WEIGHTS, LearnedWeights, Weights, read_weights

__all__ = [
    "DEFAULT_WEIGHTS",
    "Corpus",
    "Evaluation",
    "LearnedWeights",
    "Weights",
    "evaluate",
    "learn",
    "read_truth",
    "read_weights",
]
