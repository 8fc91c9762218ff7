"""Where past calls were and of which kind, though only organisations say so: and what each did there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from jumelage.matching.evidence.calls import Calls, Floats

__all__ = ["WHEREABOUTS", "Likeness", "Whereabouts", "hidden_labels"]

SHORT, LONG = 365, 1_095
"""Half-lives in days of what was done."""

ROUNDS = 6
OWN_SHARE = 0.5
TOWN_CALLS = 3
"""An organisation's town speaks for it as three calls would."""

MOST_CALLS, NEAR_CALLS = 20, 300
WEIGH_REGION, WEIGH_CATEGORY, WEIGH_PLACE = 0.2, 0.15, 0.4

WHEREABOUTS: tuple[str, ...] = (
    # which part of its calls was in the need's region: its own, with its town's, its town's alone
    "region_share", "region_likely", "region_of_town", "region_log", "category_share",
    # how many calls lately: in the region, of the category, both; over longer; in the region with the code's start
    "region_lately", "category_lately", "both_lately", "region_long", "category_long", "both_long",
    "region_code_2", "region_code_4", "region_code_6",
    # calls near in what, which kind and where: its best, who answered them, who keeps company with those
    "near_best", "near_answers_wide", "near_answers", "near_fresh_wide", "near_fresh",
    "near_company_wide", "near_company", "near_company_fresh",
    # company and words, where it is likely to work
    "company_likely", "company_many_likely", "words_likely",
    # the buyer's name and town in past lines; those of the same town; the towns that answer calls there
    "buyer_named", "buyer_named_town", "town_answers", "town_answers_part",
)  # fmt: skip


def hidden_labels(
    answered: csr_array, company: csr_array, sets: Sequence[frozenset[str]]
) -> tuple[dict[str, int], Floats, Floats]:
    """Find the label of each call when only the set of labels of each organisation's calls is known.

    An organisation's set is the union of its calls' labels, so a call's label is in the sets of all who answered it:
    expectation-maximisation (Dempster, Laird & Rubin 1977) of a mixture an organisation.

    Returns
    -------
    tuple
        The column of each label; the chances of each call's labels; the share of each organisation's calls by label.
    """
    labels = {label: n for n, label in enumerate(sorted({label for found in sets for label in found}))}
    may = np.zeros((len(sets), len(labels)))
    for n, found in enumerate(sets):
        may[n, [labels[label] for label in found]] = 1.0
    own = may / np.maximum(may.sum(axis=1, keepdims=True), 1.0)
    shares, silent = own, may.sum(axis=1) == 0
    chances = np.zeros((answered.shape[1], len(labels)))
    for _ in range(ROUNDS if labels else 0):
        logs = np.log(np.maximum(shares, 1e-4))
        logs[silent] = 0.0
        said = company @ logs
        chances = np.exp(said - said.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        counted = (answered @ chances) * may + OWN_SHARE * own
        shares = counted / np.maximum(counted.sum(axis=1, keepdims=True), 1e-9)
    return labels, chances, shares


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a need each past call is.

    ``coded``: by words, meaning and code together; ``by_code``: by code alone (0.25 a level); ``named``: how it names the
    need's buyer and town.
    """

    coded: Floats
    by_code: Floats
    named: Floats


class Whereabouts:
    """Regions, categories and towns of the past calls of a corpus."""

    def __init__(
        self,
        calls: Calls,
        regions: Sequence[frozenset[str]],
        categories: Sequence[frozenset[str]],
        towns: Sequence[str],
    ) -> None:
        self.calls = calls
        self.regions, self.call_regions, self.shares = hidden_labels(calls.answered, calls.company, regions)
        self.categories, self.call_categories, self.kinds = hidden_labels(calls.answered, calls.company, categories)
        ages = np.maximum(
            calls.line_days[calls.line], calls.days[calls.owner]
        )  # no line is later than its last activity
        self.lately, self.long = 0.5 ** (ages / SHORT), 0.5 ** (ages / LONG)
        self.answered_fresh = csr_array((self.long, (calls.owner, calls.line)), shape=calls.answered.shape)
        self.towns = {town: n for n, town in enumerate(dict.fromkeys(towns))}
        self.town = np.array([self.towns[t] for t in towns], dtype=np.int64)
        self.town_size = np.bincount(self.town).astype(float)
        self.town_calls = np.bincount(self.town, weights=calls.lines)
        self._towns_work()

    def _towns_work(self) -> None:
        by_town = np.zeros((len(self.towns), len(self.regions)))
        np.add.at(by_town, self.town, self.shares)
        self.of_town = by_town / np.maximum(by_town.sum(axis=1, keepdims=True), 1e-9)
        self.everywhere = self.shares.sum(axis=0) / max(float(self.shares.sum()), 1e-9)
        known = np.minimum(self.calls.lines, MOST_CALLS)[:, None]
        self.likely = (self.shares * known + TOWN_CALLS * self.of_town[self.town]) / (known + TOWN_CALLS)

    def measure(
        self,
        town: str,
        regions: frozenset[str],
        categories: Sequence[str],
        like: Likeness,
        found: Mapping[str, Floats],
    ) -> dict[str, Floats]:
        """Measure the features of ``WHEREABOUTS`` for every organisation; ``found`` holds those measured before."""
        there = self._region_of(town, regions)
        here = self.call_regions @ there / max(float(there.max(initial=0.0)), 1e-9)
        kinds = [self.categories[c] for c in categories if c in self.categories]
        kind = self.call_categories[:, kinds].sum(axis=1)
        likely = self.likely @ there
        measured = {
            "region_share": self.shares @ there,
            "region_likely": likely,
            "region_of_town": (self.of_town @ there)[self.town],
            "region_log": np.log(np.maximum(likely, 1e-3)),
            "category_share": self.kinds[:, kinds].sum(axis=1),
            "company_likely": found["company"] * likely,
            "company_many_likely": found["company_many"] * likely,
            "words_likely": found["words_whole"] * likely,
        }
        measured |= self._done(here, kind, like.by_code)
        measured |= self._near(like.coded + WEIGH_REGION * here + WEIGH_CATEGORY * kind + WEIGH_PLACE * like.named)
        return measured | self._towns(here, like.named)

    def _region_of(self, town: str, regions: frozenset[str]) -> Floats:
        """Return the chances of the need's regions: as it says, else as its town's firms work, else as everyone's."""
        known = [self.regions[r] for r in regions if r in self.regions]
        if known:
            there = np.zeros(len(self.regions))
            there[known] = 1 / len(known)
            return there
        known_town = self.towns.get(town)
        return np.asarray(self.everywhere if known_town is None else self.of_town[known_town])

    def _done(self, here: Floats, kind: Floats, by_code: Floats) -> dict[str, Floats]:
        calls, found = self.calls, {}
        for name, values in (("region", here), ("category", kind), ("both", here * kind)):
            mine = values[calls.line]
            found[f"{name}_lately"] = np.log1p(calls.line_sum(mine * self.lately))
            found[f"{name}_long"] = np.log1p(calls.line_sum(mine * self.long))
        for level, depth in ((2, 0.25), (4, 0.5), (6, 0.75)):
            mine = (here * (by_code >= depth))[calls.line]
            found[f"region_code_{level}"] = np.log1p(calls.line_sum(mine * self.long))
        return found

    def _near(self, near: Floats) -> dict[str, Floats]:
        calls = self.calls
        found = {"near_best": calls.best_line(near[calls.line])}
        for name, sharp in (("_wide", 6.0), ("", 12.0)):
            weigh = np.exp(sharp * (near - near.max(initial=0.0)))
            weigh[weigh < 1e-3] = 0.0
            whole = max(float(weigh.sum()), 1e-9)
            answers, fresh = calls.answered @ weigh, self.answered_fresh @ weigh
            found |= {f"near_answers{name}": answers / whole, f"near_fresh{name}": fresh / whole}
            found[f"near_company{name}"] = calls.keep_company(answers) / whole
        found["near_company_fresh"] = calls.keep_company(fresh) / whole
        return found

    def _towns(self, here: Floats, named: Floats) -> dict[str, Floats]:
        calls = self.calls
        buyer = calls.line_sum(named[calls.line]) / np.sqrt(calls.lines)
        by_town = np.bincount(self.town, weights=buyer) / np.sqrt(self.town_size + 1)
        near = here * (0.2 + named)
        if len(near) > NEAR_CALLS:
            near[near < np.partition(near, -NEAR_CALLS)[-NEAR_CALLS]] = 0.0
        answers = np.bincount(self.town, weights=np.asarray(calls.answered @ near))
        return {
            "buyer_named": buyer,
            "buyer_named_town": by_town[self.town],
            "town_answers": (answers / np.sqrt(self.town_calls + 2))[self.town],
            "town_answers_part": (answers / (self.town_calls + 5))[self.town],
        }
