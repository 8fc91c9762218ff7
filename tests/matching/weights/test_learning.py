"""Weights learned from outcomes, kept in a file, and refused when they are not weights. Everything is invented."""

import datetime as dt
import json
import sys

import numpy as np
import pytest

from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual
from jumelage.matching import Profile
from jumelage.matching.evaluation import evaluate, read_truth
from jumelage.matching.evidence.corpus import Corpus
from jumelage.matching.evidence.features import FEATURES, candidates, measure, queries
from jumelage.matching.weights import DEFAULT_WEIGHTS, boosting, read_weights
from jumelage.matching.weights.learning import learn

TRADES = ("soudure", "pavage", "toiture", "plomberie", "arpentage", "jardinage")


def _organisation(n):
    trade = TRADES[n % len(TRADES)]
    lines = tuple(Bilingual(f"{trade} secteur {n % 4} lot {k}", "") for k in range(1 + n % 3))
    return Profile(
        f"o{n}",
        f"Exemple {n}",
        "Ville",
        offers=lines,
        region=str(n % 4),
        past_bids=n % 5,
        last_active=dt.date(2018, 1, 1 + n % 28),
    )


def _need(n):
    text = f"travaux de {TRADES[n % len(TRADES)]} {n}"
    return Profile(
        f"n{n}",
        "Ville Exemple",
        "Ville",
        region=str(n % 4),
        needs=(Bilingual(text, ""),),
        date=dt.date(2018, 7, 1 + n % 28),
    )


ORGANISATIONS = tuple(_organisation(n) for n in range(120))
NEEDS = tuple(_need(n) for n in range(60))
# Those of the trade who seldom bid answer: the default weights would rather have the others.
TRUTH = {
    f"n{n}": frozenset(f"o{k}" for k in range(120) if k % len(TRADES) == n % len(TRADES) and k % 5 == 0)
    for n in range(60)
}


@pytest.fixture(scope="module")
def weights():
    with pytest.MonkeyPatch.context() as fewer:  # small trees, to be quick
        fewer.setattr(boosting, "ROUNDS", 10)
        return learn(ORGANISATIONS, NEEDS, TRUTH)


def test_learned_weights_rank_better_than_the_default_and_survive_a_file(weights, tmp_path):
    asked = {need: ids for need, ids in TRUTH.items() if ids}
    before = evaluate(ORGANISATIONS, NEEDS, asked, DEFAULT_WEIGHTS)
    after = evaluate(ORGANISATIONS, NEEDS, asked, weights)
    assert after.mrr > before.mrr
    (tmp_path / "w.json").write_text(weights.as_text(), encoding="utf-8")
    again = evaluate(ORGANISATIONS, NEEDS, asked, read_weights(tmp_path / "w.json"))
    assert again.rankings == after.rankings
    assert all(0 <= chance <= 1 for ranked in after.rankings for chance in ranked.chances)


def test_ids_carry_nothing(weights):
    renamed = [Profile(**{**{f: getattr(o, f) for f in Profile.__slots__}, "id": f"x{o.id}"}) for o in ORGANISATIONS]
    truth = {need: frozenset(f"x{id}" for id in ids) for need, ids in TRUTH.items()}
    assert evaluate(renamed, NEEDS, truth, weights).mrr == evaluate(ORGANISATIONS, NEEDS, TRUTH, weights).mrr


def test_capitals_without_accents_rank_the_same():
    shouted = [
        Profile(n.id, n.name, n.town, region=n.region, needs=(Bilingual(n.needs[0].fr.upper(), ""),)) for n in NEEDS
    ]
    plain = evaluate(ORGANISATIONS, NEEDS, TRUTH, DEFAULT_WEIGHTS)
    assert evaluate(ORGANISATIONS, shouted, TRUTH, DEFAULT_WEIGHTS).mrr == plain.mrr


def test_too_few_outcomes_are_said():
    with pytest.raises(NoResultError, match="30"):
        learn(ORGANISATIONS, NEEDS[:5], TRUTH)


def test_figures_count_as_the_contract_says():
    found = evaluate(ORGANISATIONS, NEEDS[:1], {"n0": frozenset({"o7"})}, DEFAULT_WEIGHTS)
    place = found.rankings[0].places[0]
    assert found.mrr == pytest.approx(1 / place)
    assert found.recall_at_10 == float(place <= 10)
    assert (found.queries, found.candidates) == (1, 120)


def test_organisations_that_say_nothing_are_ranked_all_the_same():
    corpus = Corpus([Profile("1", "A"), Profile("2", "B", offers=(Bilingual("soudure", ""),))])
    (query,) = queries(corpus, [Profile("n", "Ville", needs=(Bilingual("soudure", ""),))])
    found, met = measure(corpus, query)
    assert np.isnan(found["answer"][0])
    assert met[1].strength == found["answer"][1] > 0
    assert set(found) == set(FEATURES)
    assert found["words_best"][1] > found["words_best"][0] == 0
    assert sorted(candidates(found, 1)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        json.dumps({"format": "jumelage-weights", "version": 3, "weights": {"words_best": 1.0}}),
    ],
)
def test_a_file_that_is_not_weights_is_refused_with_a_remedy(tmp_path, text):
    path = tmp_path / "w.json"
    path.write_text(text)
    with pytest.raises(InputError, match="match learn"):
        read_weights(path)


@pytest.mark.parametrize(
    "trees", [[], [{}], "x", [{"feature": [0], "threshold": [0.0], "left": [0], "right": [0], "value": [0.0]}]]
)
def test_weights_with_hostile_trees_are_refused(weights, tmp_path, trees):
    path = tmp_path / "w.json"
    path.write_text(json.dumps({**json.loads(weights.as_text()), "trees": trees}))
    with pytest.raises(InputError, match="trees"):
        read_weights(path)


def test_without_the_extra_the_weights_alone_are_learned(monkeypatch):
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    plain = learn(ORGANISATIONS, NEEDS, TRUTH)
    assert plain.trees is None
    asked = {need: ids for need, ids in TRUTH.items() if ids}
    assert evaluate(ORGANISATIONS, NEEDS, asked, plain).mrr > evaluate(ORGANISATIONS, NEEDS, asked, DEFAULT_WEIGHTS).mrr


def test_a_truth_that_joins_nothing_is_refused(tmp_path):
    path = tmp_path / "truth.csv"
    path.write_text("need,organisation\nn1,inconnue\n")
    with pytest.raises(InputError, match="joins"):
        read_truth(path, NEEDS, ORGANISATIONS)
