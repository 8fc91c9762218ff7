"""Score pairs in each relation: the evidence of both sides, weighed, combined, with the reasons that carry it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching import reasons as said
from jumelage.matching.evidence.calls import Floats
from jumelage.matching.evidence.corpus import Corpus, Met
from jumelage.matching.evidence.earlier import Earlier, met_before
from jumelage.matching.evidence.features import CANDIDATES, FEATURES, candidates, measure, queries
from jumelage.matching.evidence.industry import same_trade, shared_clients, shared_industries, supplies
from jumelage.matching.evidence.pieces import Piece
from jumelage.matching.evidence.wishes import looks_for
from jumelage.matching.evidence.wording import telling
from jumelage.matching.profile import FIRMS, Profile, is_known
from jumelage.matching.result import Match, Reason, Relation
from jumelage.matching.retrieval.vectors import Embedder
from jumelage.matching.weights import DEFAULT_WEIGHTS, Weights

__all__ = ["UNKNOWN_SCORE", "Pairs"]

UNKNOWN_SCORE = 0.02
"""What a pair scores of which nothing can be said: it may be worth a visit, nobody knows."""

LEAST = {"need": 0.12, "name": 0.3, "trade": 0.2, "support": 0.08}
"""Weaker meetings of lines are left unsaid: a wrong reason is worse than none. Judged by eye on the pairs of the case."""

FOREIGN = 0.015
"""Two firms whose offers meet less than this do not complement each other on one contract."""

LESS_SURELY = 0.5
"""Who sells or joins gains when the other does, a little less surely (in log-odds)."""

SAID_FIRST = ("need", "support", "trade", "met", "supply", "clients", "wish")
"""What the two say themselves comes before what their industries do on average."""

SUPPORT = frozenset({"research_centre", "college", "university", "incubator"})


@dataclass(frozen=True, slots=True)
class Answers:
    """How each organisation of the list answers one seeker's needs, by its lines, its name and its past work.

    ``odds`` are log-odds, the weights' level included; ``order`` is best first: the first ``weighed`` were weighed, the
    others follow by who keeps company with whom. ``named`` is how much of the need each name tells; ``met`` holds the
    lines that meet, by place.
    """

    odds: Floats
    order: NDArray[np.int64]
    weighed: int
    named: Floats
    met: dict[int, Met]


class Pairs:
    """Weighs the pairs of a list.

    Parameters
    ----------
    profiles
        The organisations that are scored, and those whose lines only lend their words' frequencies.
    as_of
        What a line says of a later year is left out.
    embedder
        Sentence vectors; None compares words alone.
    weights
        The documented defaults, those of an agency, or those of ``match learn``.
    earlier
        What came of earlier meetings, by pair of ids in either order.
    seekers
        Needs of others that are ranked for (:meth:`ranked`); where one has none, its name stands for it.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        as_of: dt.date | None = None,
        embedder: Embedder | None = None,
        weights: Weights = DEFAULT_WEIGHTS,
        *,
        earlier: Mapping[tuple[str, str], Earlier] = MappingProxyType({}),
        seekers: Sequence[Profile] = (),
    ) -> None:
        self._earlier = {frozenset(pair): found for pair, found in earlier.items()}
        self.corpus = Corpus(profiles, embedder, as_of)
        self.weights = weights
        asked = [*queries(self.corpus, profiles, as_of, by_name=False), *queries(self.corpus, seekers, as_of)]
        self._asked = {query.profile.id: query for query in asked}
        self._answers: dict[str, Answers] = {}
        self._offers: dict[str, dict[int, Met]] = {}

    def earlier(self, a: Profile, b: Profile) -> Earlier | None:
        """Return the earlier meeting of two organisations."""
        return self._earlier.get(frozenset((a.id, b.id)))

    def needs(self, profile: Profile) -> tuple[Bilingual, ...]:
        """Return the single needs of an organisation."""
        return self._asked[profile.id].lines

    def score(self, a: Profile, b: Profile, relation: Relation) -> Match:
        """Score one pair in one relation, for both sides; each reason weighs what the score loses without its piece.

        The chances of the two sides combine by their harmonic mean (Pizzato et al., *RECON: a reciprocal recommender*,
        2010), so that a meeting good for one alone scores low.
        """
        pieces, earlier = self.pieces(a, b, relation), self.earlier(a, b)
        lacking = (*([earlier.note] if earlier else []), *said.missing(a, b))
        told = [piece for piece in pieces if piece.words is not None]
        if not any(piece.name != "wish" for piece in told):
            floor = UNKNOWN_SCORE if not (is_known(a) and is_known(b)) else 0.0
            return Match(a.id, b.id, relation, floor, (), lacking)
        score = self.chance(pieces)
        found = []
        for piece in told:
            lost = score - self.chance([other for other in pieces if other is not piece])
            if lost > 0 and piece.words is not None:
                weight = round(min(1.0, max(lost, 0.0001)), 4)
                found.append(Reason(piece.kind, piece.words(), weight, piece.name, round(piece.value, 4)))
        found.sort(key=lambda r: (SAID_FIRST.index(r.kind), -r.weight))
        return Match(a.id, b.id, relation, round(min(score, 0.99), 4), tuple(found), lacking)

    def quick(self, a: Profile, b: Profile, relation: Relation) -> float:
        """Return the score of one pair alone; 0 without a reason."""
        pieces = self.pieces(a, b, relation)
        return self.chance(pieces) if any(p.words is not None and p.name != "wish" for p in pieces) else 0.0

    def ranked(self, seeker: Profile) -> tuple[NDArray[np.int64], Floats]:
        """Order the whole list for one seeker's needs, as what it could be supplied by: places, and scores by place."""
        found = self._answered(seeker)
        scores = _both_sides(found.odds, found.odds - LESS_SURELY)
        for place in found.order[: found.weighed].tolist():
            provider = self.corpus.profiles[place]
            if self._more_is_known(seeker, provider):
                scores[place] = self.chance(self.pieces(seeker, provider, "supplier"))
        del self._answers[seeker.id]  # large, where many are ranked for
        first, others = found.order[: found.weighed], found.order[found.weighed :]
        return np.concatenate([first[np.argsort(-scores[first], kind="stable")], others]), scores

    def _more_is_known(self, seeker: Profile, provider: Profile) -> bool:
        """Tell whether anything but needs and offers speaks for or against a supplier."""
        return bool(
            (seeker.industry and provider.industry)
            or (seeker.languages and provider.languages)
            or (provider.id in self._asked and self.needs(provider))
            or provider.kind in SUPPORT
            or self.earlier(seeker, provider)
        )

    def chance(self, pieces: Iterable[Piece]) -> float:
        """Return the score that pieces of evidence make together."""
        level, wished = self.weights.intercept, 0.0
        odds = []
        for piece in pieces:
            weighed = self.weights.of(piece.name) * piece.value if piece.odds is None else piece.odds
            if piece.name == "wish":
                wished = weighed
            else:
                odds.append(weighed)
        total = level + math.fsum(odds)
        return float(_both_sides(np.array(total), np.array(total - LESS_SURELY + wished)))

    def pieces(self, a: Profile, b: Profile, relation: Relation) -> list[Piece]:
        """Return the evidence of one pair in one relation; what is unknown is absent."""
        if relation == "supplier":
            found = [
                *self._provides(a, b),
                supplies(b, a),
                self._supports(a, b),
                looks_for(b, "clients", self.needs(b)),
            ]
        elif relation == "client":
            found = [*self._provides(b, a), supplies(a, b), looks_for(a, "clients", self.needs(a))]
        elif relation == "complement":
            found = [None if self._foreign(a, b) else shared_clients(a, b, self.corpus.profiles)]
        else:
            found = [same_trade(a, b), self._near(a, b)]
            if any(found):
                found.append(shared_clients(a, b, self.corpus.profiles) or shared_industries(a, b))
            wishes = (looks_for(p, "partners", self.needs(p)) for p in (a, b))
            found.append(next((wish for wish in wishes if wish), None))
        found.append(met_before(a, b, self.earlier(a, b)))
        if a.languages and b.languages and not set(a.languages) & set(b.languages):
            found.append(Piece("language", 1.0))
        return [piece for piece in found if piece is not None]

    def _provides(self, seeker: Profile, provider: Profile) -> list[Piece | None]:
        """Return how the provider answers the seeker's needs: by its lines, and by its past work where any is known."""
        if not self.needs(seeker):
            return []
        found = self._answered(seeker)
        place = self.corpus.place[provider.id]
        odds = float(found.odds[place]) - self.weights.intercept
        name, value, words = self._need_words(seeker, provider, found.met.get(place), float(found.named[place]))
        return [Piece(name, value, "need", words, odds)] if odds else []

    def _answered(self, seeker: Profile) -> Answers:
        """Weigh the list for one seeker's needs, once."""
        if seeker.id not in self._answers:
            measured, met = measure(self.corpus, self._asked[seeker.id])
            those = candidates(measured, CANDIDATES)
            rows = np.column_stack([measured[name][those] for name in FEATURES]).astype(np.float32)
            weighed = self.weights.odds(rows)
            odds = np.full(len(self.corpus.profiles), weighed.min(initial=self.weights.intercept))
            odds[those] = weighed
            others = np.setdiff1d(np.arange(len(odds)), those)
            others = others[np.argsort(-np.nan_to_num(measured["company_many"][others]), kind="stable")]
            order = np.concatenate([those[np.argsort(-weighed, kind="stable")], others])
            self._answers[seeker.id] = Answers(odds, order, len(those), measured["name"], met)
        return self._answers[seeker.id]

    def _need_words(
        self, seeker: Profile, provider: Profile, met: Met | None, named: float
    ) -> tuple[str, float, Callable[[], Bilingual] | None]:
        """Return what can be said of an answered need, its name and how strong it is: lines that meet, else the name."""
        if met is not None and met.telling and met.strength >= LEAST["need"]:
            return "answer", met.strength, partial(said.need, seeker, provider, self.corpus, met)
        if named < LEAST["name"]:
            return "answer", met.strength if met else 0.0, None
        name = set(telling(provider.name))
        asked = max(self.needs(seeker), key=lambda line: len(name & telling(line.fr or line.en)))
        offers = self.corpus.offers[self.corpus.place[provider.id]] or (NO_TEXT,)
        offered = offers[0] if met is None else self.corpus.lines[met.number]
        return "name", named, partial(said.need_by_name, seeker, provider, asked, offered)

    def _meeting(self, a: Profile, b: Profile) -> Met | None:
        """Return the lines of both's offers that meet best."""
        for one in (a, b):
            if one.id not in self._offers:
                lines = self.corpus.offers[self.corpus.place[one.id]]
                self._offers[one.id] = self.corpus.answers(lines, self.corpus.vectors)
        found = [self._offers[one.id].get(self.corpus.place[other.id]) for one, other in ((a, b), (b, a))]
        return max((met for met in found if met), key=lambda met: met.strength, default=None)

    def _near(self, a: Profile, b: Profile) -> Piece | None:
        met = self._meeting(a, b) if a.kind in FIRMS and b.kind in FIRMS else None
        if met is None or met.telling < 2 or met.strength < LEAST["trade"]:
            return None
        return Piece("near", met.strength, "trade", partial(said.near, a, b, self.corpus, met))

    def _supports(self, firm: Profile, centre: Profile) -> Piece | None:
        """Say that a research centre or school works in the firm's own trade."""
        met = self._meeting(firm, centre) if firm.kind in FIRMS and centre.kind in SUPPORT else None
        if met is None or not met.telling or met.strength < LEAST["support"]:
            return None
        words = partial(said.support, firm, centre, self.corpus, met)
        return Piece("support", max(0.3, met.strength), "support", words)

    def _foreign(self, a: Profile, b: Profile) -> bool:
        if self.corpus.embedder is None:
            return False
        met = self._meeting(a, b)
        return met is None or met.alike < FOREIGN


def _both_sides(gain: Floats, other: Floats) -> Floats:
    """Combine the two sides' log-odds: the harmonic mean of their chances."""
    one, two = 1 / (1 + np.exp(-np.clip(gain, -40, 40))), 1 / (1 + np.exp(-np.clip(other, -40, 40)))
    return np.asarray(2 * one * two / (one + two))
