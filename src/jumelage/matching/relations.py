"""Score a pair in each relation: the evidence of both sides, combined, with the reasons that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from jumelage.language import Bilingual
from jumelage.matching.industry import same_trade, shared_clients, supplies
from jumelage.matching.profile import Profile, is_known, quote
from jumelage.matching.result import Match, Reason, Relation
from jumelage.matching.wording import Wording

__all__ = ["UNKNOWN_SCORE", "missing", "score"]

UNKNOWN_SCORE = 0.02
"""What a pair scores of which nothing can be said: it may be worth a visit, nobody knows."""

LEAST_MEETING = {"need": 0.25, "trade": 0.3}
"""Weaker meetings of words are left unsaid: a wrong reason is worse than none."""


def score(a: Profile, b: Profile, relation: Relation, wording: Wording) -> Match:
    """Score one pair in one relation.

    Evidence adds up as independent chances would: ``1 - prod(1 - weight)``.
    """
    reasons = _reasons(a, b, relation, wording)
    total = 1 - prod(1 - r.weight for r in reasons) if reasons else _floor(a, b)
    return Match(a.id, b.id, relation, round(min(total, 0.99), 4), reasons, missing(a, b))


def _floor(a: Profile, b: Profile) -> float:
    return UNKNOWN_SCORE if not (is_known(a) and is_known(b)) else 0.0


def _reasons(a: Profile, b: Profile, relation: Relation, wording: Wording) -> tuple[Reason, ...]:
    found: list[Reason | None]
    if relation == "supplier":
        found = [_need_met(a, b, wording), supplies(b, a)]
    elif relation == "client":
        found = [_need_met(b, a, wording), supplies(a, b)]
    elif relation == "complement":
        found = [shared_clients(a, b, wording.profiles)]
    else:
        found = [same_trade(a, b), _near_offers(a, b, wording)]
    return tuple(sorted((r for r in found if r is not None), key=lambda r: -r.weight))


def _need_met(seeker: Profile, provider: Profile, wording: Wording) -> Reason | None:
    met = wording.best(wording.needs[seeker.id], wording.offers[provider.id])
    if met is None or met.strength < LEAST_MEETING["need"]:
        return None
    need, offer, shared = quote(met.one), quote(met.other), _words(met.shared)
    text = Bilingual(
        fr=f"{seeker.called} cherche « {need.fr} » ; {provider.called} offre « {offer.fr} »{shared.fr}.",
        en=f"{seeker.called} is looking for “{need.en}”; {provider.called} offers “{offer.en}”{shared.en}.",
    )
    return Reason("need", text, round(0.3 + 0.5 * met.strength, 3))


def _near_offers(a: Profile, b: Profile, wording: Wording) -> Reason | None:
    met = wording.best(wording.offers[a.id], wording.offers[b.id])
    if met is None or met.strength < LEAST_MEETING["trade"]:
        return None
    mine, theirs, shared = quote(met.one), quote(met.other), _words(met.shared)
    text = Bilingual(
        fr=f"Leurs offres sont voisines : {a.called}, « {mine.fr} » ; {b.called}, « {theirs.fr} »{shared.fr}.",
        en=f"Their offers are close: {a.called}, “{mine.en}”; {b.called}, “{theirs.en}”{shared.en}.",
    )
    return Reason("trade", text, round(0.1 + 0.4 * met.strength, 3))


def _words(shared: Bilingual) -> Bilingual:
    """Name the common words in each language that has them."""
    return Bilingual(
        fr=f" (mots communs : {shared.fr or shared.en})", en=f" (words in common: {shared.en or shared.fr})"
    )


def missing(a: Profile, b: Profile) -> tuple[Bilingual, ...]:
    """Say what to complete: first the firms of which nothing is known, then needs, then industries."""
    found: list[Bilingual] = []
    for profile in (a, b):
        found += _missing_of(profile)
    return tuple(found)


def _missing_of(profile: Profile) -> Sequence[Bilingual]:
    if not is_known(profile):
        return (
            Bilingual(
                f"Compléter le profil de {profile.called} : ses offres, ses besoins, son code SCIAN.",
                f"Complete the profile of {profile.called}: its offers, its needs, its NAICS code.",
            ),
        )
    if not profile.needs:
        return (
            Bilingual(
                f"Demander à {profile.called} ce qu'elle cherche.", f"Ask {profile.called} what it is looking for."
            ),
        )
    if not profile.offers:
        return (Bilingual(f"Demander à {profile.called} ce qu'elle offre.", f"Ask {profile.called} what it offers."),)
    return ()
