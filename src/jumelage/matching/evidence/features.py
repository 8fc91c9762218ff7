"""The evidence between one need and every organisation of a corpus, as numbers that can be weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.matching.profile import Profile
from jumelage.matching.evidence.corpus import LEVELS, Corpus, Floats, code_parts, regions
from jumelage.matching.evidence.whereabouts import WHEREABOUTS, Calls
from jumelage.text import fold, words

__all__ = ["FEATURES", "Query", "candidates", "measure"]

FEATURES: tuple[str, ...] = (
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
    # the name, and the need itself
    "name", "need_words", "need_best",
    # where and of which kind the past calls were
    *WHEREABOUTS,
)  # fmt: skip

NEIGHBOURS, MANY_NEIGHBOURS = 40, 200
QUICK = (
    "company_here", "neighbours_many", "company_many", "words_best", "line_coded", "near_company_fresh", "both_lately",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A need ready to be compared."""

    profile: Profile
    text: str
    vector: NDArray[np.float32] | None

    @classmethod
    def of(cls, need: Profile, vector: NDArray[np.float32] | None = None) -> Query:
        """Take the need's lines; its name when it has none."""
        return cls(need, text_of(need), vector)


def text_of(need: Profile) -> str:
    """Return what the need says, in its first language."""
    return " ".join(line.fr or line.en for line in need.needs) or need.name


def measure(corpus: Corpus, query: Query) -> dict[str, Floats]:
    """Measure every feature for every organisation.

    Returns
    -------
    dict
        One array a feature, in the order of the corpus. Without vectors the features of meaning are NaN, which learned
        weights take as unknown.
    """
    found: dict[str, Floats] = {}
    said = words(query.text)
    by_word = corpus.words.scores(said).astype(float) / corpus.words.best_possible(said)
    by_meaning = (
        None if query.vector is None or corpus.vectors is None else (corpus.vectors @ query.vector).astype(float)
    )
    found |= _wording(corpus, by_word, "words", 0.15)
    found["words_whole"] = corpus.whole.scores(said).astype(float)
    if by_meaning is None:
        found |= {f"meaning_{k}": np.full(len(corpus.profiles), np.nan) for k in ("best", "mean", "recent", "sum")}
    else:
        found |= _wording(corpus, by_meaning, "meaning", 0.45)
    alike, by_code = _likeness(by_word, by_meaning), _code_likeness(corpus, query.profile)
    coded = alike + 0.4 * by_code
    near_code = (by_code * (by_code >= 0.5))[corpus.line]
    found["code_recent"] = corpus.line_sum(near_code * corpus.recent)
    found["code_fresh"] = corpus.line_sum(near_code * corpus.fresh[corpus.line])
    found |= _lines(corpus, alike, coded)
    found |= _neighbours(corpus, coded)
    found |= _codes(corpus, query.profile) | _places(corpus, query.profile)
    found |= {"bids": corpus.bids.round().astype(float), "years_idle": corpus.years_idle}
    here = 1 + 3 * (found["region_own"] + found["region_need"])
    for name, of in (
        ("company", "company"),
        ("neighbours", "neighbours"),
        ("company_many", "company_many"),
        ("words", "words_whole"),
    ):
        found[f"{name}_here"] = found[of] * here
    for name in (
        "words_best",
        "line_coded",
        "neighbours",
        "neighbours_many",
        "company",
        "company_fresh",
        "company_here",
    ):
        found[f"{name}_of"] = found[name] / max(float(found[name].max()), 1e-9)
    wanted, kinds = regions(query.profile.region), code_parts(query.profile.codes)[1]
    found |= corpus.where.measure(query.profile, wanted, kinds, Calls(coded, by_code), found)
    found["name"] = corpus.names.scores(said).astype(float)
    found["need_words"] = np.full(len(corpus.profiles), float(len(said)))
    found["need_best"] = np.full(len(corpus.profiles), float(coded.max(initial=0.0)))
    return found


def candidates(found: Mapping[str, Floats], most: int) -> NDArray[np.int64]:
    """Choose who is worth weighing: the best by any of the quick orders."""
    quick = [found[k] for k in QUICK]
    if len(quick[0]) <= most:
        return np.arange(len(quick[0]))
    places = np.full(len(quick[0]), most)
    for values in quick:
        first = np.sort(np.argpartition(-values, most)[:most])
        first = first[values[first] > 0]  # those without any evidence are not ahead of one another
        first = first[np.argsort(-values[first], kind="stable")]
        places[first] = np.minimum(places[first], np.arange(len(first)))
    return np.argsort(places, kind="stable")[:most]


def _wording(corpus: Corpus, by_line: Floats, name: str, least: float) -> dict[str, Floats]:
    values = by_line[corpus.line]
    return {
        f"{name}_best": corpus.best_line(values),
        f"{name}_mean": corpus.line_sum(values) / corpus.lines,
        f"{name}_recent": corpus.best_line(values * corpus.recent),
        f"{name}_sum": corpus.line_sum(np.maximum(values - least, 0.0)),
    }


def _likeness(by_word: Floats, by_meaning: Floats | None) -> Floats:
    words_of = by_word / max(float(by_word.max(initial=0.0)), 1e-9)
    return words_of if by_meaning is None else 0.5 * words_of + 0.5 * np.maximum(by_meaning, 0.0)


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


def _lines(corpus: Corpus, alike: Floats, coded: Floats) -> dict[str, Floats]:
    values = coded[corpus.line]
    return {
        "line_best": corpus.best_line(alike[corpus.line]),
        "line_coded": corpus.best_line(values),
        "line_coded_mean": corpus.line_sum(values) / corpus.lines,
        "line_coded_sum": corpus.line_sum(np.maximum(values - 0.6, 0.0)),
        "line_fresh": corpus.best_line((coded * corpus.fresh)[corpus.line]),
    }


def _neighbours(corpus: Corpus, coded: Floats) -> dict[str, Floats]:
    few = _nearest(coded, NEIGHBOURS) * coded**4
    many = _nearest(coded, MANY_NEIGHBOURS) * np.maximum(coded - 0.35, 0.0) ** 2 * corpus.fresh
    found = {
        "neighbours": corpus.answered @ few,
        "neighbours_fair": corpus.answered @ (few / np.sqrt(corpus.answers)),
        "neighbours_fresh": corpus.answered @ (few * corpus.fresh),
        "neighbours_many": corpus.answered @ many,
    }
    found["company"] = corpus.keep_company(found["neighbours"])
    found["company_fresh"] = corpus.keep_company(found["neighbours_fresh"])
    found["company_many"] = corpus.keep_company(found["neighbours_many"])
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


def _places(corpus: Corpus, need: Profile) -> dict[str, Floats]:
    size = len(corpus.profiles)
    wanted, common, town = regions(need.region), np.zeros(size), np.zeros(size)
    for region in wanted & corpus.by_region.of.keys():
        common[corpus.by_region.of[region][0]] += 1.0
    if need.town and fold(need.town) in corpus.by_town.of:
        town[corpus.by_town.of[fold(need.town)][0]] = 1.0
    named = corpus.words.scores(words(f"{need.name} {need.town}")).astype(float)[corpus.line]
    return {
        "region_own": common / np.maximum(corpus.region_count, 1.0),
        "region_need": common / max(len(wanted), 1),
        "regions": np.minimum(corpus.region_count, 4.0),
        "town": town,
        "town_named": corpus.towns.scores(words(f"{text_of(need)} {need.name} {need.town}")).astype(float),
        "place_best": corpus.best_line(named),
        "place_mean": corpus.line_sum(named) / corpus.lines,
    }
