"""Trees scored as the library that learned them scores them, and refused when they do not hold together."""

import copy

import numpy as np
import pytest

from jumelage.matching.weights.trees import Trees

STUMP = {
    "feature": [0, -1, -1],
    "threshold": [0.5, 0.0, 0.0],
    "left": [1, 0, 0],
    "right": [2, 0, 0],
    "value": [0.0, -1.0, 2.0],
}
LEAF = {"feature": [-1], "threshold": [0.0], "left": [0], "right": [0], "value": [0.25]}


def test_trees_score_as_the_library_that_learned_them():
    lightgbm = pytest.importorskip("lightgbm")
    random = np.random.default_rng(4)
    rows = random.normal(size=(600, 6))
    target = rows[:, 0] * rows[:, 1] + random.normal(size=600)
    settings = {"num_leaves": 8, "verbose": -1, "num_threads": 1}
    model = lightgbm.train(settings, lightgbm.Dataset(rows, target), 12)
    nested = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    trees = Trees.from_nested(nested, 6)
    assert trees.score(rows) == pytest.approx(model.predict(rows))
    again = Trees.from_document(trees.as_document(), 6)
    assert (again.score(rows) == trees.score(rows)).all()


def test_trees_of_different_sizes_add_up():
    trees = Trees.from_document([STUMP, LEAF], 1)
    assert trees.score(np.array([[0.5], [0.6]])).tolist() == [-0.75, 2.25]
    assert trees.as_document() == [STUMP, LEAF]


@pytest.mark.parametrize(
    ("column", "entry", "value"),
    [
        ("left", 0, 0),  # a walk that never ends
        ("right", 0, 3),
        ("left", 0, True),
        ("feature", 0, 1),
        ("feature", 0, -2),
        ("threshold", 0, float("nan")),
        ("value", 1, 10**400),
        ("value", 1, "1"),
    ],
)
def test_hostile_trees_are_refused(column, entry, value):
    tree = copy.deepcopy(STUMP)
    tree[column][entry] = value
    with pytest.raises(ValueError):
        Trees.from_document([tree], 1)


@pytest.mark.parametrize(
    "document", [[], {}, [[]], [{}], [{**STUMP, "value": [0.0]}], [{**STUMP, "more": [1, 2, 3]}], None]
)
def test_what_is_not_trees_is_refused(document):
    with pytest.raises(ValueError):
        Trees.from_document(document, 1)
