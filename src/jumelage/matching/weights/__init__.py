"""One way to weigh evidence: documented defaults, weights learned from outcomes, weights of an agency's decisions."""

from jumelage.matching.weights.weights import DEFAULT_WEIGHTS, Weights, read_weights

__all__ = ["DEFAULT_WEIGHTS", "Weights", "read_weights"]
