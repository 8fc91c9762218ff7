"""What is known of each place and industry at one moment, that may tell whether the industry comes.

Features come from the snapshots up to the moment only. Where several years are known each feature is their mean, since
one year of a small town is mostly noise. Features are standardised over the rows of their own year, so that a model
learned on one decade can read the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.forecast.kriging import MOST_PLACES, kriged
from jumelage.economy.forecast.sampling import chance_at_par, people_behind, surprise
from jumelage.economy.forecast.snapshots import Snapshot, Timeline
from jumelage.economy.measures.proximity import proximity
from jumelage.economy.measures.relatedness import sapling_similarity
from jumelage.economy.table.classification import ancestor, is_naics, level
from jumelage.economy.table.long_table import Floats

__all__ = ["Evidence", "gather"]

RIDGES = (1000.0, 3000.0)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Features by name, each of shape ``(places, industries)``, and the similarity of places behind some of them.

    Parameters
    ----------
    features
        By name.
    similarity
        How alike two places are by industry mix, shape ``(places, places)``; -inf for a place and itself.
    """

    features: dict[str, Floats]
    similarity: Floats

    def rows(self, chosen: NDArray[np.bool_]) -> Floats:
        """Return the standardised features of the chosen cells, shape ``(rows, features)``, cut at four deviations."""
        columns = np.column_stack([values[chosen] for values in self.features.values()])
        if not len(columns):
            return columns
        deviation = columns.std(axis=0)
        standard = (columns - columns.mean(axis=0)) / np.where(deviation > 1e-9, deviation, np.inf)
        rows: Floats = np.clip(standard, -4.0, 4.0)
        return rows


def gather(timeline: Timeline) -> Evidence:
    """Compute the evidence at the last snapshot of a timeline: the mean of what each of its snapshots tells."""
    found = [_of_year(timeline, snapshot) for snapshot in timeline.snapshots]
    names = [name for name in found[-1].features if all(name in f.features for f in found)]
    features = {name: np.mean([f.features[name] for f in found], axis=0) for name in names}
    return Evidence(features, np.mean([f.similarity for f in found], axis=0))


def _of_year(timeline: Timeline, snapshot: Snapshot) -> Evidence:
    quotients = snapshot.plain
    presence = (quotients >= 1).astype(np.float64)
    logs = np.log1p(quotients)
    centred = logs - logs.mean(axis=0)
    mix = _root_shares(snapshot.employment)
    similarity = _similarity(mix)
    features = {
        "own": quotients,
        "own_rank": np.argsort(np.argsort(quotients, axis=0, kind="stable"), axis=0) / len(quotients),
        "ubiquity": _by_industry(presence.mean(axis=0), presence),
        "half_ubiquity": _by_industry((quotients >= 0.5).mean(axis=0), presence),
        "spread": _by_industry(logs.std(axis=0), presence),
        "near_entry": _by_industry(_near_entry(quotients), presence),
        "diversity": _by_place(presence.sum(axis=1), presence),
        "concentration": _by_place((mix**4).sum(axis=1), presence),
        **_of_neighbours(similarity, _similarity(centred), presence),
        **_of_industries(presence, logs),
        "sapling": _sapling(presence),
        **_of_size(timeline, snapshot, presence),
        **_of_sector(timeline.industries, snapshot),
    }
    return Evidence(features, similarity)


def _root_shares(employment: Floats) -> Floats:
    known = np.nan_to_num(employment)
    total = known.sum(axis=1, keepdims=True)
    roots: Floats = np.sqrt(known / np.where(total > 0, total, 1.0))
    return roots


def _near_entry(quotients: Floats) -> Floats:
    under = (quotients < 0.5).sum(axis=0)
    share: Floats = ((quotients < 0.5) & (quotients > 0.25)).sum(axis=0) / np.maximum(under, 1)
    return share


def _by_industry(values: Floats, like: Floats) -> Floats:
    return np.broadcast_to(values, like.shape)


def _by_place(values: Floats, like: Floats) -> Floats:
    return np.broadcast_to(values[:, None], like.shape)


def _similarity(profile: Floats) -> Floats:
    unit = profile / np.maximum(np.linalg.norm(profile, axis=1, keepdims=True), 1e-12)
    similarity: Floats = unit @ unit.T
    np.fill_diagonal(similarity, -np.inf)
    return similarity


def _of_neighbours(by_mix: Floats, by_quotient: Floats, presence: Floats) -> dict[str, Floats]:
    found = {}
    for name, similarity in (("mix", by_mix), ("quotient", by_quotient)):
        for count in (30, 100):
            found[f"nearest_{count}_by_{name}"] = _weighted(similarity, presence, _nearest(count))
    found["all_by_mix"] = _weighted(by_mix, presence, lambda s: np.exp(20 * s))
    return found


def _nearest(count: int) -> Callable[[Floats], Floats]:
    def weigh(similarity: Floats) -> Floats:
        kept = min(count, similarity.shape[1] - 1)
        cut = -np.partition(-similarity, kept - 1, axis=1)[:, kept - 1 : kept]
        return np.where(similarity >= cut, np.maximum(similarity, 0.0) ** 2, 0.0)

    return weigh


def _weighted(similarity: Floats, presence: Floats, weigh: Callable[[Floats], Floats]) -> Floats:
    weight = weigh(similarity)
    mean: Floats = (weight @ presence) / np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    return mean


def _of_industries(presence: Floats, logs: Floats) -> dict[str, Floats]:
    mean = presence.mean(axis=0)
    centred, levels = presence - mean, logs - logs.mean(axis=0)
    found = {}
    for ridge in RIDGES:
        found[f"others_{ridge:.0f}"] = _from_others(centred, ridge) + mean
    found["levels_of_others"] = _from_others(levels, 500.0)
    for name, values, ranks in (("presence", centred, (5, 15)), ("level", levels, (5, 15, 40))):
        _, _, directions = np.linalg.svd(values, full_matrices=False)
        for rank in ranks:
            kept = directions[:rank]
            found[f"{name}_rank_{rank}"] = (values @ kept.T) @ kept + (mean if name == "presence" else 0.0)
    near = proximity(presence, diagonal=0.0)
    found["related"] = presence @ near
    found["density"] = found["related"] / np.maximum(near.sum(axis=0), 1e-12)
    return found


def _from_others(values: Floats, ridge: float) -> Floats:
    # Each industry predicted from the others (Steck 2019): inverse of the covariance, own weight taken out.
    inverse = np.linalg.inv(values.T @ values + ridge * np.eye(values.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    predicted: Floats = values @ weights
    return predicted


def _sapling(presence: Floats) -> Floats:
    similarity = sapling_similarity(presence, presence)
    np.fill_diagonal(similarity, 0.0)
    scores: Floats = (similarity @ presence) / np.maximum(np.abs(similarity).sum(axis=1, keepdims=True), 1e-12)
    return scores


def _of_size(timeline: Timeline, snapshot: Snapshot, presence: Floats) -> dict[str, Floats]:
    employment = np.nan_to_num(snapshot.employment)
    size = np.log(np.maximum(employment.sum(axis=1), 1e-9))
    if size.std() < 0.1:
        return _of_shares(timeline, snapshot)  # a panel of shares does not say how large places are
    shares = employment.sum(axis=0) / employment.sum()
    return {
        "size": _by_place(size, presence),
        "jobs_at_par": size[:, None] + np.log(np.maximum(shares, 1e-9)),
        "some": (employment > 0).astype(np.float64),
    }


def _of_shares(timeline: Timeline, snapshot: Snapshot) -> dict[str, Floats]:
    # Read as a sample: the number drawn is estimated, then what that draw can show.
    employment, quotients = np.nan_to_num(snapshot.employment), snapshot.plain
    total = employment.sum(axis=1, keepdims=True)
    total = np.where(total > 0, total, 1.0)
    whole = employment.sum(axis=0) / max(employment.sum(), 1e-12)
    people = people_behind(snapshot.employment / total, whole)
    expected = people[:, None] * whole
    away = surprise(employment / total, expected, people)
    mean = away.mean(axis=0)
    _, _, directions = np.linalg.svd(away - mean, full_matrices=False)
    by_mix = _similarity(_root_shares(snapshot.employment))
    alike = _weighted(by_mix, np.minimum(quotients, 3.0), _nearest(30))
    return {
        "people": _by_place(np.log(people), quotients),
        "people_at_par": np.log(np.maximum(expected, 1e-6)),
        "chance_at_par": chance_at_par(quotients, alike, expected),
        **{
            f"surprise_rank_{rank}": ((away - mean) @ directions[:rank].T) @ directions[:rank] + mean
            for rank in (10, 30)
        },
        **({} if len(away) > MOST_PLACES else {"kriged": kriged(away - mean, timeline.places, timeline.industries)}),
    }


def _of_sector(codes: tuple[str, ...], snapshot: Snapshot) -> dict[str, Floats]:
    if not is_naics(codes) or min(level(code) for code in codes) < 3:
        return {}
    employment = np.nan_to_num(snapshot.employment)
    found = {}
    for digits in (2, 3):
        groups = [ancestor(code, digits) for code in codes]
        if digits >= min(level(code) for code in codes):
            continue
        names = sorted(set(groups))
        member = np.array([[group == name for name in names] for group in groups], dtype=np.float64)
        shares = employment @ member / np.maximum(employment.sum(axis=1, keepdims=True), 1e-12)
        whole = employment.sum(axis=0) @ member / employment.sum()
        found[f"sector_{digits}"] = np.log1p(shares / np.where(whole > 0, whole, 1.0)) @ member.T
    return found
