"""Score pairs in each relation: the evidence of both sides, weighed, combined, with the reasons that carry it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching import reasons as said
from jumelage.matching.evidence.calls import Floats
from jumelage.matching.evidence.corpus import Corpus, Met
from jumelage.matching.evidence.features import FEATURES, measure, queries
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

SAID_FIRST = ("need", "support", "trade", "supply", "clients", "wish")
"""What the two say themselves comes before what their industries do on average."""

SUPPORT = frozenset({"research_centre", "college", "university", "incubator"})


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
        The documented defaults, or those that an agency learned.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        as_of: dt.date | None = None,
        embedder: Embedder | None = None,
        weights: Weights = DEFAULT_WEIGHTS,
    ) -> None:
        self.corpus = Corpus(profiles, embedder, as_of)
        self.weights = weights
        self._asked = {q.profile.id: q for q in queries(self.corpus, profiles, as_of, by_name=False)}
        self._columns = [name for name in FEATURES if weights.weights.get(name)]
        self._providers: dict[str, tuple[dict[str, Floats], dict[int, Met]]] = {}
        self._offers: dict[str, dict[int, Met]] = {}

    def needs(self, profile: Profile) -> tuple[Bilingual, ...]:
        """Return the single needs of an organisation."""
        return self._asked[profile.id].lines

    def score(self, a: Profile, b: Profile, relation: Relation) -> Match:
        """Score one pair in one relation, for both sides; each reason weighs what the score loses without its piece.

        The chances of the two sides combine by their harmonic mean (Pizzato et al., *RECON: a reciprocal recommender*,
        2010), so that a meeting good for one alone scores low.
        """
        pieces = self.pieces(a, b, relation)
        told = [piece for piece in pieces if piece.words is not None]
        if not any(piece.name != "wish" for piece in told):
            floor = UNKNOWN_SCORE if not (is_known(a) and is_known(b)) else 0.0
            return Match(a.id, b.id, relation, floor, (), said.missing(a, b))
        score = self._chance(pieces)
        found = []
        for piece in told:
            lost = score - self._chance([other for other in pieces if other is not piece])
            if lost > 0 and piece.words is not None:
                weight = round(min(1.0, max(lost, 0.0001)), 4)
                found.append(Reason(piece.kind, piece.words(), weight, piece.name, round(piece.value, 4)))
        found.sort(key=lambda r: (SAID_FIRST.index(r.kind), -r.weight))
        return Match(a.id, b.id, relation, round(min(score, 0.99), 4), tuple(found), said.missing(a, b))

    def quick(self, a: Profile, b: Profile, relation: Relation) -> float:
        """Return the score of one pair alone; 0 without a reason."""
        pieces = self.pieces(a, b, relation)
        return self._chance(pieces) if any(p.words is not None and p.name != "wish" for p in pieces) else 0.0

    def _chance(self, pieces: Iterable[Piece]) -> float:
        values = {piece.name: piece.value for piece in pieces}
        wished = self.weights.weights.get("wish", 0.0) * values.pop("wish", 0.0)
        odds = self.weights.add_up(values)
        gain, other = (float(p) for p in self.weights.probability(np.array([odds, odds - LESS_SURELY + wished])))
        return 2 * gain * other / (gain + other)

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
        if a.languages and b.languages and not set(a.languages) & set(b.languages):
            found.append(Piece("language", 1.0))
        return [piece for piece in found if piece is not None]

    def _provides(self, seeker: Profile, provider: Profile) -> list[Piece | None]:
        """Return how the provider answers the seeker's needs: by its lines, and by its past work where any is known."""
        if not self.needs(seeker):
            return []
        if seeker.id not in self._providers:
            measured, met = measure(self.corpus, self._asked[seeker.id])
            self._providers[seeker.id] = ({name: measured[name] for name in self._columns}, met)
        measured, met = self._providers[seeker.id]
        place = self.corpus.place[provider.id]
        values = {name: float(column[place]) for name, column in measured.items()}
        words = self._need_words(seeker, provider, met.get(place), values)
        return [Piece(name, v, "need", words.get(name)) for name, v in values.items() if v and not math.isnan(v)]

    def _need_words(
        self, seeker: Profile, provider: Profile, met: Met | None, values: Mapping[str, float]
    ) -> dict[str, Callable[[], Bilingual]]:
        """Return what can be said of an answered need: by the lines that meet, else by the provider's name."""
        if met is not None and met.strength >= LEAST["need"]:
            return {"answer": partial(said.need, seeker, provider, self.corpus, met)}
        if values.get("name", 0.0) < LEAST["name"]:
            return {}
        name = set(telling(provider.name))
        asked = max(self.needs(seeker), key=lambda line: len(name & telling(line.fr or line.en)))
        offers = self.corpus.offers[self.corpus.place[provider.id]] or (NO_TEXT,)
        offered = offers[0] if met is None else self.corpus.lines[met.number]
        return {"name": partial(said.need_by_name, seeker, provider, asked, offered)}

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
        if met is None or met.strength < LEAST["support"]:
            return None
        words = partial(said.support, firm, centre, self.corpus, met)
        return Piece("support", max(0.3, met.strength), "support", words)

    def _foreign(self, a: Profile, b: Profile) -> bool:
        if self.corpus.embedder is None:
            return False
        met = self._meeting(a, b)
        return met is None or met.alike < FOREIGN
