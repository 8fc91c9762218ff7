"""What is measured is what people get: one score for a pair everywhere, and reasons that carry it. The firms are invented."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.language import Bilingual
from jumelage.matching import RELATIONS, Earlier, Profile, explain, match
from jumelage.matching.evaluation import evaluate
from jumelage.matching.relations import Pairs
from jumelage.matching.weights import DEFAULT_WEIGHTS
from jumelage.matching.weights.learning import learn

TRADES = ("toiture métallique", "déneigement des rues", "pompe de procédé", "convoyeur à courroie", "coffrage de béton")


def _firm(n):
    lines = tuple(Bilingual(f"{TRADES[(n + k) % 5]} secteur {n % 4} lot {k}", "") for k in range(1 + n % 3))
    naics = ("333920", "238160", "", "212210")[n % 4]
    return Profile(
        f"o{n}", f"Exemple {n}", "Nord", "company", naics, offers=lines, region=str(n % 4), past_bids=n % 5,
        last_active=dt.date(2018, 1, 1 + n % 28), needs=(Bilingual("De nouveaux clients", ""),) if n % 3 else (),
        languages=("en",) if n % 11 == 0 else ("fr",),
    )  # fmt: skip


def _buyer(n):
    need = Bilingual(f"travaux de {TRADES[n % 5]} {n}", "")
    return Profile(
        f"n{n}", f"Acheteur {n}", "Sud", "company", "236210", region=str(n % 4), needs=(need,), languages=("fr",)
    )


FIRMS, BUYERS = [_firm(n) for n in range(100)], [_buyer(n) for n in range(50)]
TRUTH = {f"n{n}": frozenset(f"o{k}" for k in range(100) if k % 5 == n % 5 and k % 4 == 0) for n in range(50)}
LIST = [*FIRMS, *BUYERS]


@pytest.fixture(scope="module")
def learned():
    return learn(LIST, BUYERS, TRUTH)


@pytest.mark.parametrize("of_outcomes", [False, True])
def test_match_evaluate_and_explain_give_one_score(learned, of_outcomes):
    weights = learned if of_outcomes else DEFAULT_WEIGHTS
    shown = match(LIST, from_town="Sud", to_town="Nord", relation="supplier", top=100, embedder=None, weights=weights)
    found = evaluate(LIST, BUYERS, TRUTH, weights)
    ranked = {(r.need, id): s for r in found.rankings for id, s in zip(r.organisations, r.chances, strict=True)}
    both = [m for m in shown if (m.a, m.b) in ranked]
    assert len(both) > 100
    assert all(m.score == pytest.approx(min(ranked[m.a, m.b], 0.99), abs=1e-4) for m in both)
    one = Pairs(LIST, None, None, weights).score(BUYERS[3], FIRMS[3], "supplier")
    assert one in shown or not one.reasons


def test_learned_weights_change_who_comes_first(learned):
    def first(weights):
        found = match(LIST, from_town="Sud", to_town="Nord", relation="supplier", embedder=None, weights=weights)
        return [max((m for m in found if m.a == b.id), key=lambda m: m.score).b for b in BUYERS]

    right = [sum(b in TRUTH[f"n{n}"] for n, b in enumerate(first(w))) for w in (DEFAULT_WEIGHTS, learned)]
    assert right[1] > right[0]


WORDS = (
    "soudure",
    "acier",
    "convoyeur",
    "mine",
    "forge",
    "pièces",
    "clients",
    "partenaires",
    "service",
    "de",
    "welding",
)
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda said: Bilingual(" ".join(said), ""))
PROFILES = st.builds(
    lambda name, naics, kind, offers, needs: (f"{name} Exemple", naics, kind, tuple(offers), tuple(needs)),
    st.sampled_from(WORDS), st.sampled_from(("", "333920", "332710", "236210", "212210")),
    st.sampled_from(("company", "college")), st.lists(LINES, max_size=3), st.lists(LINES, max_size=3),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(PROFILES, min_size=2, max_size=4))
def test_without_the_piece_of_its_first_reason_a_pair_scores_less(made):
    firms = [
        Profile(str(n), name, kind=kind, naics=naics, offers=offers, needs=needs)
        for n, (name, naics, kind, offers, needs) in enumerate(made)
    ]
    pairs = Pairs(firms)
    for relation in RELATIONS:
        found, pieces = pairs.score(firms[0], firms[1], relation), pairs.pieces(firms[0], firms[1], relation)
        if found.reasons:
            without = [piece for piece in pieces if piece.name != found.reasons[0].piece]
            assert len(without) == len(pieces) - 1
            assert pairs.chance(without) < pairs.chance(pieces)
            assert pairs.chance(pieces) == pytest.approx(found.score, abs=1e-4) or found.score == 0.99


def test_pairs_that_met_are_not_proposed_again_unless_wanted_and_then_say_so():
    where = Bilingual("Mission d'essai 2030", "Trial mission 2030")
    options = {"from_town": "Sud", "to_town": "Nord", "relation": "supplier", "embedder": None, "top": 100}
    weakest = min(match(LIST, **options), key=lambda m: m.score)
    a, b = weakest.a, weakest.b

    def proposed(**met):
        found = match(LIST, **options, earlier={(b, a): Earlier(where, **met)} if met else {})
        return next((m for m in found if (m.a, m.b) == (a, b)), None)

    assert proposed(followed=True) is None
    again = proposed(wanted=True)
    assert again.score == proposed().score
    assert "Déjà rencontrées (Mission d'essai 2030)" in again.missing[0].fr
    better = proposed(wanted=True, followed=True)
    assert better.score > again.score
    assert "met" in {reason.kind for reason in better.reasons}


def test_nothing_is_said_of_a_first_meeting():
    assert all("rencontrées" not in text.fr for text in explain(BUYERS[0], FIRMS[0], "supplier").missing)
