"""An agency's own judgements: they teach when there is something to learn, and are left alone when there is not."""

import numpy as np

from jumelage.matching.weights import DEFAULT_WEIGHTS
from jumelage.matching.weights.decisions import Judged, learn_from_decisions

RULE = {"answer": 1.0, "supply": 9.0, "near": 9.0, "trade": 0.2, "clients": 1.0, "support": 6.0}
"""What an invented officer goes by, against the defaults."""


def _pairs(random, size):
    drawn = ({k: float(random.uniform(0.15, 1)) for k in RULE if random.random() < 0.5} for _ in range(size))
    return [pieces for pieces in drawn if pieces]


def _odds(pieces):
    return sum(RULE[name] * value for name, value in pieces.items()) - 5


def _judged(random, missions, informed=True):
    for mission in range(missions):
        for pieces in _pairs(random, 40):
            chance = 1 / (1 + np.exp(-_odds(pieces))) if informed else 0.5
            yield Judged(pieces, bool(random.random() < chance), str(mission))


def _agreement(weights, pairs):
    sums = [sum(weights.of(name) * value for name, value in pieces.items()) for pieces in pairs]
    return float(np.corrcoef(sums, [_odds(p) for p in pairs])[0, 1])


def test_from_the_third_mission_on_the_learned_order_is_nearer_to_the_officer():
    random = np.random.default_rng(1)
    judged, unseen = list(_judged(random, 3)), _pairs(random, 400)
    lesson = learn_from_decisions(judged)
    assert lesson.helps
    assert lesson.loss < lesson.carried_loss
    assert (lesson.judged, lesson.missions) == (len(judged), 3)
    assert _agreement(lesson.weights, unseen) > _agreement(DEFAULT_WEIGHTS, unseen)


def test_what_speaks_for_a_pair_never_comes_to_speak_against_it():
    lesson = learn_from_decisions(_judged(np.random.default_rng(2), 4))
    assert all(lesson.weights.weights[name] > 0 for name in RULE)


def test_an_officer_who_draws_lots_teaches_nothing():
    lessons = [learn_from_decisions(_judged(np.random.default_rng(seed), 3, informed=False)) for seed in range(4)]
    assert sum(lesson.helps for lesson in lessons) <= 2


def test_too_few_judgements_keep_the_carried_weights_and_say_so():
    lesson = learn_from_decisions([Judged({"answer": 0.5}, True), Judged({}, False)])
    assert lesson.weights is DEFAULT_WEIGHTS
    assert (lesson.helps, lesson.judged) == (False, 1)
