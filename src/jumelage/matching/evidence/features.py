"""The evidence between one need and every organisation of a corpus, as numbers that can be weighed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.language import Bilingual
from jumelage.matching.evidence.calls import Calls, Floats
from jumelage.matching.evidence.corpus import LEVELS, Corpus, Met, Vectors, code_parts, regions
from jumelage.matching.evidence.whereabouts import WHEREABOUTS, Likeness
from jumelage.matching.evidence.wording import telling
from jumelage.matching.profile import Profile, known_then, single_lines, spoken
from jumelage.text import fold, words

__all__ = ["CANDIDATES", "FEATURES", "Query", "candidates", "measure", "queries"]

FEATURES: tuple[str, ...] = (
    # the single offer that best answers a single need: words, translated words, concepts and meaning together
    "answer",
    # words of the need in the lines of past work: best line, mean, recent lines, how many, all lines as one text
    "words_best", "words_mean", "words_recent", "words_sum", "words_whole",
    # the same by meaning (sentence vectors)
    "meaning_best", "meaning_mean", "meaning_recent", "meaning_sum",
    # both, and with the line's own code
    "line_best", "line_coded", "line_coded_mean", "line_coded_sum", "line_fresh",
    # who answered the calls most like this one (few, many, lately), and who keeps company with them
    "neighbours", "neighbours_fair", "neighbours_fresh", "neighbours_many",
    "company", "company_fresh", "company_many", "company_here", "neighbours_here", "company_many_here", "words_here",
    # the same beside the best candidate's
    "words_best_of", "line_coded_of", "neighbours_of", "neighbours_many_of", "company_of", "company_fresh_of", "company_here_of",
    # codes: how often, and which part of the organisation's work
    "code_2", "code_4", "code_6", "code_8", "code_2_part", "code_4_part", "code_6_part", "code_8_part",
    "category", "code_recent", "code_fresh",
    # place: regions in common as part of each side's, the buyer's town, the buyer's name and town in past lines
    "region_own", "region_need", "regions", "town", "town_named", "place_best", "place_mean",
    # size and recency, coarse: fine figures would name the organisation
    "bids", "years_idle",
    # how much of the need the name tells, and the need itself
    "name", "need_words", "need_best",
    # where and of which kind the past calls were
    *WHEREABOUTS,
)  # fmt: skip

HERE = {"company": "company", "neighbours": "neighbours", "company_many": "company_many", "words": "words_whole"}
OF_BEST = (
    "words_best", "line_coded", "neighbours", "neighbours_many", "company", "company_fresh", "company_here",
)  # fmt: skip
CANDIDATES = 800
"""Organisations weighed for a need: enough to hold nine of ten right answers, few enough to learn in a minute."""

NEIGHBOURS, MANY_NEIGHBOURS = 40, 200
QUICK = (
    "answer", "company_here", "neighbours_many", "company_many", "words_best", "line_coded", "near_company_fresh", "both_lately",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A need ready to be compared: its single lines, its whole text, the vector of the whole."""

    profile: Profile
    lines: tuple[Bilingual, ...]
    text: str
    vectors: Vectors

    @property
    def whole(self) -> Bilingual:
        """Return the whole text as one line."""
        return Bilingual(self.text, "")


def queries(
    corpus: Corpus, needs: Sequence[Profile], as_of: dt.date | None = None, *, by_name: bool = True
) -> list[Query]:
    """Make needs ready to be compared, all their lines embedded at once; ``by_name``: a name may stand for a need."""
    found = []
    for need in needs:
        lines = single_lines(known_then(need.needs, as_of))
        text = " ".join(line.fr or line.en for line in lines)
        if by_name and not need.needs:
            text, lines = need.name, (Bilingual(need.name, ""),)
        found.append((need, lines, text))
    vectors = corpus.embed(line for _, lines, text in found for line in (*lines, Bilingual(text, "")))
    return [Query(*one, vectors) for one in found]


def measure(corpus: Corpus, query: Query) -> tuple[dict[str, Floats], dict[int, Met]]:
    """Measure every feature for every organisation.

    Returns
    -------
    tuple
        One array a feature, in the order of the corpus; NaN where it is unknown: meaning without vectors, an answer of
        those who offer nothing, past work where the list tells of none. And the lines that met, by place.
    """
    found: dict[str, Floats] = {}
    calls, said = corpus.calls, words(query.text)
    index = corpus.index
    by_word = index.words.scores(said).astype(float) / index.words.best_possible(said)
    vector = next((query.vectors[key] for key in spoken(query.whole) if key in query.vectors), None)
    by_meaning = None if vector is None else index.cosines(vector)
    met = corpus.answers(query.lines, query.vectors)
    found["answer"] = np.where(corpus.says, 0.0, np.nan)
    found["answer"][list(met)] = [one.strength for one in met.values()]
    found |= _wording(calls, by_word, "words", 0.15)
    found["words_whole"] = corpus.whole.scores(said).astype(float)
    if by_meaning is None:
        found |= {f"meaning_{k}": np.full(len(corpus.profiles), np.nan) for k in ("best", "mean", "recent", "sum")}
    else:
        found |= _wording(calls, by_meaning, "meaning", 0.2)
    alike, by_code = _likeness(by_word, by_meaning), _code_likeness(corpus, query.profile)
    coded = alike + 0.4 * by_code
    found |= _lines(calls, alike, coded)
    buyer = words(f"{query.profile.name} {query.profile.town}")
    named = index.words.scores(buyer).astype(float)
    found |= _codes(corpus, query.profile) | _places(corpus, query, named)
    if calls.known:
        likeness = Likeness(coded, by_code, named / max(index.words.best_possible(buyer), 1e-9))
        found |= _past_work(corpus, query.profile, likeness, found)
    found["name"] = _named(corpus, query)
    found["need_words"] = np.full(len(corpus.profiles), float(len(said)))
    found["need_best"] = np.full(len(corpus.profiles), float(coded.max(initial=0.0)))
    unknown = np.full(len(corpus.profiles), np.nan)
    return {name: found.get(name, unknown) for name in FEATURES}, met


def _past_work(corpus: Corpus, need: Profile, like: Likeness, before: Mapping[str, Floats]) -> dict[str, Floats]:
    """Measure who answered calls like this one, with whom, where and since when."""
    calls = corpus.calls
    found = _neighbours(calls, like.coded)
    near_code = (like.by_code * (like.by_code >= 0.5))[calls.line]
    found["code_recent"] = calls.line_sum(near_code * calls.recent)
    found["code_fresh"] = calls.line_sum(near_code * calls.fresh[calls.line])
    found |= {"bids": calls.bids.round().astype(float), "years_idle": calls.years_idle}
    every = {**before, **found}
    here = 1 + 3 * (before["region_own"] + before["region_need"])
    every |= {f"{name}_here": every[of] * here for name, of in HERE.items()}
    every |= {f"{name}_of": every[name] / max(float(every[name].max()), 1e-9) for name in OF_BEST}
    wanted, kinds = regions(need.region), code_parts(need.codes)[1]
    return every | corpus.where.measure(fold(need.town), wanted, kinds, like, every)


def candidates(found: Mapping[str, Floats], most: int) -> NDArray[np.int64]:
    """Choose who is worth weighing: the best by any of the quick orders."""
    quick = [np.nan_to_num(found[k]) for k in QUICK]
    if len(quick[0]) <= most:
        return np.arange(len(quick[0]))
    places = np.full(len(quick[0]), most)
    for values in quick:
        first = np.sort(np.argpartition(-values, most)[:most])
        first = first[values[first] > 0]  # those without any evidence are not ahead of one another
        first = first[np.argsort(-values[first], kind="stable")]
        places[first] = np.minimum(places[first], np.arange(len(first)))
    return np.argsort(places, kind="stable")[:most]


def _named(corpus: Corpus, query: Query) -> Floats:
    """Return which part of what a need's best line tells is in the name (*Forge Exemple*), in either language, 0 to 1."""
    best = np.zeros(len(corpus.profiles))
    for line in query.lines:
        for language, text in spoken(line):
            stems, there = telling(text), np.zeros(len(corpus.profiles))
            for stem in sorted(stems):
                says = np.zeros(len(corpus.profiles))
                for form, chance in corpus.index.forms(stem, language).items():
                    rows = corpus.names.rows(form)
                    says[rows] = np.maximum(says[rows], chance)
                there += corpus.names.idf(stem) * says
            best = np.maximum(best, there / max(sum(map(corpus.names.idf, stems)), 1e-9))
    return best


def _wording(calls: Calls, by_line: Floats, name: str, least: float) -> dict[str, Floats]:
    values = by_line[calls.line]
    return {
        f"{name}_best": calls.best_line(values),
        f"{name}_mean": calls.line_sum(values) / calls.lines,
        f"{name}_recent": calls.best_line(values * calls.recent),
        f"{name}_sum": calls.line_sum(np.maximum(values - least, 0.0)),
    }


def _likeness(by_word: Floats, by_meaning: Floats | None) -> Floats:
    words_of = by_word / max(float(by_word.max(initial=0.0)), 1e-9)
    return words_of if by_meaning is None else 0.5 * words_of + 0.5 * np.maximum(0.25 + 0.75 * by_meaning, 0.0)


def _code_likeness(corpus: Corpus, need: Profile) -> Floats:
    """Return for each line how deep its code agrees with the need's: 0.25 a level."""
    alike = np.zeros(len(corpus.texts))
    for code in code_parts(need.codes)[0]:
        scheme, _, digits = code.partition(":")
        for depth, level in enumerate(LEVELS, start=1):
            numbers, own = corpus.line_codes[level]
            key = numbers.get(f"{scheme}:{digits[:level]}")
            if key is not None:
                alike[own == key] = np.maximum(alike[own == key], depth / len(LEVELS))
    return alike


def _lines(calls: Calls, alike: Floats, coded: Floats) -> dict[str, Floats]:
    values = coded[calls.line]
    return {
        "line_best": calls.best_line(alike[calls.line]),
        "line_coded": calls.best_line(values),
        "line_coded_mean": calls.line_sum(values) / calls.lines,
        "line_coded_sum": calls.line_sum(np.maximum(values - 0.6, 0.0)),
        "line_fresh": calls.best_line((coded * calls.fresh)[calls.line]),
    }


def _neighbours(calls: Calls, coded: Floats) -> dict[str, Floats]:
    few = _nearest(coded, NEIGHBOURS) * coded**4
    many = _nearest(coded, MANY_NEIGHBOURS) * np.maximum(coded - 0.35, 0.0) ** 2 * calls.fresh
    found = {
        "neighbours": calls.answered @ few,
        "neighbours_fair": calls.answered @ (few / np.sqrt(calls.answers)),
        "neighbours_fresh": calls.answered @ (few * calls.fresh),
        "neighbours_many": calls.answered @ many,
    }
    found["company"] = calls.keep_company(found["neighbours"])
    found["company_fresh"] = calls.keep_company(found["neighbours_fresh"])
    found["company_many"] = calls.keep_company(found["neighbours_many"])
    return found


def _nearest(values: Floats, most: int) -> Floats:
    chosen = np.zeros(len(values))
    chosen[np.argpartition(-values, most - 1)[:most] if len(values) > most else slice(None)] = 1.0
    return chosen


def _codes(corpus: Corpus, need: Profile) -> dict[str, Floats]:
    size = len(corpus.profiles)
    digits, names = code_parts(need.codes)
    found: dict[str, Floats] = {}
    for level in LEVELS:
        often, part = np.zeros(size), np.zeros(size)
        for key in {f"{c.partition(':')[0]}:{c.partition(':')[2][:level]}" for c in digits}:
            if key in corpus.by_level[level].of:
                who, counts, parts = corpus.by_level[level].of[key]
                often[who] += counts
                part[who] += parts
        found[f"code_{level}"], found[f"code_{level}_part"] = np.log1p(often), part
    shared = np.zeros(size)
    for name in set(names) & corpus.by_category.of.keys():
        shared[corpus.by_category.of[name][0]] += 1.0
    return found | {"category": shared}


def _places(corpus: Corpus, query: Query, named: Floats) -> dict[str, Floats]:
    need, calls, size = query.profile, corpus.calls, len(corpus.profiles)
    wanted, common, town = regions(need.region), np.zeros(size), np.zeros(size)
    for region in wanted & corpus.by_region.of.keys():
        common[corpus.by_region.of[region][0]] += 1.0
    if need.town and fold(need.town) in corpus.by_town.of:
        town[corpus.by_town.of[fold(need.town)][0]] = 1.0
    named = named[calls.line]
    return {
        "region_own": common / np.maximum(corpus.region_count, 1.0),
        "region_need": common / max(len(wanted), 1),
        "regions": np.minimum(corpus.region_count, 4.0),
        "town": town,
        "town_named": corpus.towns.scores(words(f"{query.text} {need.name} {need.town}")).astype(float),
        "place_best": calls.best_line(named),
        "place_mean": calls.line_sum(named) / calls.lines,
    }
