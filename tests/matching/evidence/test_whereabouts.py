"""Where and when past calls were, found from what organisations say. Everything is invented."""

import datetime as dt

import numpy as np

from jumelage.language import Bilingual
from jumelage.matching import Profile
from jumelage.matching.evidence.corpus import Corpus
from jumelage.matching.evidence.features import FEATURES, measure, queries
from jumelage.matching.evidence.timeline import UNKNOWN, line_days


def _firm(id, region, *lines, town="Ville", day=1):
    offers = tuple(Bilingual(line, "") for line in lines)
    return Profile(id, f"Exemple {id}", town, region=region, offers=offers, last_active=dt.date(2018, 1, day))


def test_a_call_is_in_a_region_that_all_who_answered_it_share():
    corpus = Corpus([_firm("a", "1;2", "pont", "quai"), _firm("b", "2;3", "pont", "route"), _firm("c", "3", "route")])
    chances = dict(zip(corpus.texts, corpus.where.call_regions, strict=True))
    column = corpus.where.regions
    assert chances["pont"][column["2"]] > 0.99
    assert chances["route"][column["3"]] > 0.99


def test_work_in_the_region_counts_by_how_much_of_it_there_was():
    often = _firm("often", "1;2", "pavage nord", "pavage est", "pavage sud")
    once = _firm("once", "1;2", "pavage nord", "autre sud", "autre ouest")
    others = [_firm("n", "1", "pavage nord", "pavage est"), _firm("s", "2", "autre sud", "autre ouest", "pavage sud")]
    corpus = Corpus([often, once, *others])
    need = Profile("need", "Acheteur", "Ville", region="1", needs=(Bilingual("pavage", ""),))
    found, _ = measure(corpus, *queries(corpus, [need]))
    assert found["region_share"][0] > found["region_share"][1]
    assert set(found) == set(FEATURES)
    assert all(np.isfinite(found[name]).all() for name in FEATURES if not name.startswith("meaning"))


def test_a_line_is_dated_by_those_that_end_there_and_bounded_by_its_neighbours():
    # Line 0 ends one list 300 days ago and opens another that ended 100 days ago: line 1 is between, line 2 is last.
    days = line_days([[0], [0, 1, 2], [3]], [300.0, 100.0, None], 4)
    assert days[0] == 300
    assert days[2] == 100
    assert 100 <= days[1] <= 300
    assert days[3] == UNKNOWN


def test_a_text_written_for_several_calls_is_dated_by_none():
    assert line_days([[0], [0]], [10.0, 900.0], 1)[0] == UNKNOWN
