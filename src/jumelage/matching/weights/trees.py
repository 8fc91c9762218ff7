"""Boosted trees learned elsewhere, as plain numbers: scored here without the library that learned them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trees"]

MOST_TREES, MOST_NODES = 2_000, 1_023
LEAF = -1
COLUMNS = ("feature", "threshold", "left", "right", "value")


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of decision trees; one row a tree, one column a node, the root first.

    A node sends a row left where its feature is at most the threshold; ``feature`` is -1 at a leaf, which adds ``value``.
    A child always comes after its parent, so that every walk ends.
    """

    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]

    def score(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the leaves that each row falls into."""
        trees = np.arange(len(self.feature))[None, :] * self.feature.shape[1]
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        at = np.zeros((len(rows), len(self.feature)), dtype=np.int64)
        whose = np.arange(len(rows))[:, None] * rows.shape[1]
        values = np.ascontiguousarray(rows).ravel()
        while True:
            node = at + trees
            asked = feature[node]
            if (asked == LEAF).all():
                return np.asarray(self.value.ravel()[node].sum(axis=1))
            goes_left = values[whose + np.maximum(asked, 0)] <= threshold[node]
            at = np.where(asked == LEAF, at, np.where(goes_left, left[node], right[node]))

    def as_document(self) -> list[dict[str, list[float]]]:
        """Write each tree as five lists, one entry a node."""
        return [
            {name: getattr(self, name)[n, : self._size(n)].tolist() for name in COLUMNS}
            for n in range(len(self.feature))
        ]

    def _size(self, tree: int) -> int:
        return 1 + int(max(self.left[tree].max(), self.right[tree].max()))

    @classmethod
    def from_document(cls, document: object, features: int) -> Trees:
        """Read trees; everything is checked here, since the file comes from outside.

        Raises
        ------
        ValueError
            When anything is not such trees.
        """
        if not isinstance(document, list) or not 0 < len(document) <= MOST_TREES:
            raise ValueError("trees")
        checked = [_checked(tree, features) for tree in document]
        width = max(len(tree["feature"]) for tree in checked)
        fill = {"feature": LEAF, "threshold": 0.0, "left": 0, "right": 0, "value": 0.0}
        arrays: dict[str, Any] = {
            name: np.array([[*tree[name], *[fill[name]] * (width - len(tree[name]))] for tree in checked])
            for name in COLUMNS
        }
        return cls(**arrays)

    @classmethod
    def from_nested(cls, roots: Sequence[Mapping[str, Any]], features: int) -> Trees:
        """Lay out the nested trees of LightGBM's ``dump_model``."""
        return cls.from_document([_laid_out(root) for root in roots], features)


def _laid_out(root: Mapping[str, Any]) -> dict[str, list[float]]:
    nodes: list[Mapping[str, Any]] = [root]
    found: dict[str, list[float]] = {name: [] for name in COLUMNS}
    for node in nodes:  # grows as it is read: children come after their parents
        inner = "split_feature" in node
        found["feature"].append(node["split_feature"] if inner else LEAF)
        found["threshold"].append(float(node["threshold"]) if inner else 0.0)
        found["left"].append(len(nodes) if inner else 0)
        found["right"].append(len(nodes) + 1 if inner else 0)
        found["value"].append(0.0 if inner else float(node["leaf_value"]))
        if inner:
            nodes += [node["left_child"], node["right_child"]]
    return found


def _checked(tree: object, features: int) -> dict[str, list[Any]]:
    if not isinstance(tree, dict) or tree.keys() != set(COLUMNS):
        raise ValueError("columns")
    size = len(tree["feature"]) if isinstance(tree["feature"], list) else 0
    if not 0 < size <= MOST_NODES or any(not isinstance(c, list) or len(c) != size for c in tree.values()):
        raise ValueError("sizes")
    for name in ("feature", "left", "right"):
        if any(type(v) is not int for v in tree[name]):
            raise ValueError(name)
    for name in ("threshold", "value"):
        if any(type(v) is not float or not math.isfinite(v) for v in tree[name]):
            raise ValueError(name)
    for n, (feature, left, right) in enumerate(zip(tree["feature"], tree["left"], tree["right"], strict=True)):
        if not LEAF <= feature < features or (feature != LEAF and not (n < left < size and n < right < size)):
            raise ValueError("walk")
    return tree
