from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.economy import Panel, complexity, relatedness
from jumelage.economy.measures.complexity import complexity_of
from jumelage.economy.measures.conventions import CONVENTIONS
from jumelage.economy.measures.proximity import nearest_present, nearness, proximity
from jumelage.economy.measures.relatedness import DEFINITIONS, related
from jumelage.errors import InputError, NoResultError

NESTED = np.array([[1.0, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]])


def presence(seed: int, shape: tuple[int, int] = (30, 40)) -> np.ndarray:
    found = (np.random.default_rng(seed).random(shape) < 0.3).astype(float)
    found[:, 0] = found[0] = 1
    return found


def test_diverse_places_and_rare_industries_are_complex() -> None:
    found = complexity_of(NESTED, binary=True)
    assert list(np.argsort(-found.eci)) == [0, 1, 2, 3]
    assert list(np.argsort(-found.pci)) == [3, 2, 1, 0]
    assert found.fitness[0] == found.fitness.max()


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_atlas_index_of_a_place_is_the_mean_of_its_industries(seed: int) -> None:
    m = presence(seed)
    found = complexity_of(m, binary=True)
    np.testing.assert_allclose(found.eci, m @ found.pci / m.sum(axis=1), atol=1e-9)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_order_of_rows_changes_nothing(convention: str) -> None:
    m = presence(3)
    order = np.random.default_rng(0).permutation(len(m))
    found, shuffled = (complexity_of(x, binary=True, convention=convention) for x in (m, m[order]))  # type: ignore[arg-type]
    np.testing.assert_allclose(shuffled.eci, found.eci[order], atol=1e-6 if convention == "datawheel" else 1e-9)


@pytest.mark.parametrize("shape", [(260, 300), (300, 260)])
def test_both_sides_give_the_eigenvector_of_the_whole_matrix(shape: tuple[int, int]) -> None:
    m = presence(5, shape)
    found = complexity_of(m, binary=True)
    d, u = m.sum(axis=1), m.sum(axis=0)
    values, vectors = np.linalg.eig((m / d[:, None]) @ (m / u).T)
    v = np.real(vectors[:, np.argsort(values.real)[-2]])
    assert abs(np.corrcoef(v, found.eci)[0, 1]) == pytest.approx(1, abs=1e-10)


def test_an_empty_place_spoils_no_other() -> None:
    found = complexity_of(np.vstack([NESTED, np.zeros(4)]), binary=True)
    np.testing.assert_allclose(found.eci[:4], complexity_of(NESTED, binary=True).eci, atol=1e-9)
    assert np.isnan(found.eci[4])
    assert "1 places" in found.warnings[0].en


def test_separate_groups_are_told() -> None:
    block = np.kron(np.eye(2), NESTED)
    assert any("2 groups" in w.en for w in complexity_of(block, binary=True).warnings)


def test_nothing_to_compare() -> None:
    with pytest.raises(NoResultError, match="Fewer than two"):
        complexity_of(np.array([[1.0, 0], [0, 0]]), binary=True)
    with pytest.raises(InputError, match="atlas, datawheel, econgeo"):
        complexity(Panel.demo(), convention="harvard")  # type: ignore[arg-type]


def test_proximity_of_a_worked_example() -> None:
    near = proximity(NESTED)
    assert near[0, 3] == pytest.approx(1 / 4)
    assert near[1, 2] == pytest.approx(2 / 3)
    assert proximity(NESTED, "cosine")[0, 3] == pytest.approx(1 / 2)
    assert proximity(NESTED, "jaccard")[1, 2] == pytest.approx(2 / 3)
    assert proximity(NESTED, "association")[0, 1] == pytest.approx(1)
    assert nearest_present(NESTED)[3, 1] == pytest.approx(3 / 4)


@pytest.mark.parametrize("diagonal", [0.0, 1.0])
@pytest.mark.parametrize("places", [4, 25])
def test_density_and_gain_agree_with_their_definition(places: int, diagonal: float) -> None:
    m, pci = presence(7)[:places], np.random.default_rng(1).normal(size=40)
    near = proximity(m, diagonal=diagonal)
    found = nearness(m, pci, diagonal)
    total = np.where(near.sum(axis=0) > 0, near.sum(axis=0), np.inf)
    np.testing.assert_allclose(found.density, m @ near / total, atol=1e-14)
    absent = 1 - m
    gained = absent * (absent @ (near * (pci / total)[:, None]))
    np.testing.assert_allclose(found.opportunity_gain, gained, atol=1e-14)
    np.testing.assert_allclose(found.distance, 1 - found.density)


@pytest.mark.parametrize("alone", [21, 29, 39, 42, 52])
def test_an_industry_near_nothing_has_no_density_whatever_the_rounding(alone: int) -> None:
    m = (np.random.default_rng(3).random((60, 600)) < 0.1).astype(float)
    m[:, 0], m[:alone, 0], m[:alone, 1:] = 0.0, 1.0, 0.0
    found = nearness(m, np.random.default_rng(1).normal(size=600), 0.0)
    assert not found.density[:, 0].any()
    assert np.abs(found.density).max() <= 1.0
    np.testing.assert_allclose(found.opportunity_gain[:, 0], 0.0, atol=1e-12)
    assert nearness(np.zeros((0, 0)), np.zeros(0)).density.shape == (0, 0)


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_place_learns_nothing_from_itself(definition: str) -> None:
    quotients = np.random.default_rng(2).lognormal(0, 1, (20, 12))
    alone = quotients.copy()
    alone[0, 5] = 0.0  # what place 0 has of industry 5 must not move its own score for it
    before = related(quotients, definition, learned=quotients[1:])  # type: ignore[arg-type]
    if definition in ("ubiquity", "density"):
        after = related(alone, definition, learned=quotients[1:])  # type: ignore[arg-type]
        assert after[0, 5] == pytest.approx(before[0, 5])
    assert before.shape == (20, 12)
    section, scores = relatedness(Panel.demo(), 2021, definition=definition)  # type: ignore[arg-type]
    assert "Ontario" not in section.places
    assert np.isfinite(scores).all()
