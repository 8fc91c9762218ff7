"""Score a pair in each relation: the evidence of both sides, combined, with the reasons that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching.evidence.industry import same_trade, shared_clients, shared_industries, supplies
from jumelage.matching.profile import FIRMS, Profile, is_known, quote
from jumelage.matching.result import Match, Reason, Relation
from jumelage.matching.evidence.wishes import looks_for
from jumelage.matching.evidence.wording import Meeting, Wording

__all__ = ["UNKNOWN_SCORE", "missing", "score"]

UNKNOWN_SCORE = 0.02
"""What a pair scores of which nothing can be said: it may be worth a visit, nobody knows."""

LEAST_WORDS = {"need": 0.25, "trade": 0.3, "support": 0.12}
LEAST_MEANING = {"need": 0.55, "trade": 0.45, "support": 0.5}
"""Weaker meetings are left unsaid: a wrong reason is worse than none. Judged by eye on the pairs of the case."""

NOT_FOREIGN = 0.25
"""Two firms whose offers mean less in common than this do not complement each other on one contract."""

SAID_FIRST = ("need", "support", "trade", "clients", "supply", "wish")
"""What the two say themselves comes before what their industries do on average."""

SUPPORT = frozenset({"research_centre", "college", "university", "incubator"})


def score(a: Profile, b: Profile, relation: Relation, wording: Wording) -> Match:
    """Score one pair in one relation, for both sides.

    Evidence of a side adds up as independent chances would, ``1 - prod(1 - weight)``; the two sides combine by their
    harmonic mean (Pizzato et al., *RECON: a reciprocal recommender*, 2010), so that a meeting good for one alone
    scores low.
    """
    reasons = _reasons(a, b, relation, wording)
    if not reasons:
        return Match(a.id, b.id, relation, _floor(a, b), (), missing(a, b))
    gain = 1 - prod(1 - r.weight for r in reasons if r.kind != "wish")
    wished = 1 - prod(1 - r.weight for r in reasons if r.kind == "wish")
    # Who sells or joins gains when the other does, a little less surely; what they say they look for makes it surer.
    other = 1 - (1 - 0.8 * gain) * (1 - wished)
    total = 2 * gain * other / (gain + other)
    return Match(a.id, b.id, relation, round(min(total, 0.99), 4), reasons, missing(a, b))


def _floor(a: Profile, b: Profile) -> float:
    return UNKNOWN_SCORE if not (is_known(a) and is_known(b)) else 0.0


def _reasons(a: Profile, b: Profile, relation: Relation, wording: Wording) -> tuple[Reason, ...]:
    found: list[Reason | None]
    if relation == "supplier":
        found = [_need_met(a, b, wording), supplies(b, a), _support(a, b, wording)]
        wish = looks_for(b, "clients", wording.needs[b.id])
    elif relation == "client":
        found = [_need_met(b, a, wording), supplies(a, b)]
        wish = looks_for(a, "clients", wording.needs[a.id])
    elif relation == "complement":
        found = [shared_clients(a, b, wording.profiles) if _not_foreign(a, b, wording) else None]
        wish = None
    else:
        found = [same_trade(a, b), _near_offers(a, b, wording)]
        if any(found):
            found.append(shared_clients(a, b, wording.profiles) or shared_industries(a, b))
        wish = looks_for(a, "partners", wording.needs[a.id]) or looks_for(b, "partners", wording.needs[b.id])
    reasons = [r for r in found if r is not None]
    if reasons and wish is not None:
        reasons.append(wish)
    return tuple(sorted(reasons, key=lambda r: (SAID_FIRST.index(r.kind), -r.weight)))


def _holds(met: Meeting | None, kind: str) -> bool:
    return met is not None and (met.strength >= LEAST_WORDS[kind] or met.meaning >= LEAST_MEANING[kind])


def _evidence(met: Meeting) -> float:
    """Bring words and meaning to one strength, 0 to 1: a cosine of .4 says nothing, of .8 nearly all."""
    by_meaning = min(1.0, max(0.0, (met.meaning - 0.4) / 0.4))
    return 1 - (1 - 0.8 * met.strength) * (1 - 0.8 * by_meaning)


def _need_met(seeker: Profile, provider: Profile, wording: Wording) -> Reason | None:
    met = wording.best(wording.needs[seeker.id], wording.offers[provider.id])
    if met is None or not _holds(met, "need"):
        return None
    need, offer, shared = quote(met.one), quote(met.other), _words(met.shared)
    text = Bilingual(
        fr=f"{seeker.called} cherche « {need.fr} » ; {provider.called} offre « {offer.fr} »{shared.fr}.",
        en=f"{seeker.called} is looking for “{need.en}”; {provider.called} offers “{offer.en}”{shared.en}.",
    )
    return Reason("need", text, round(0.3 + 0.5 * _evidence(met), 3))


def _near_offers(a: Profile, b: Profile, wording: Wording) -> Reason | None:
    if a.kind not in FIRMS or b.kind not in FIRMS:
        return None
    met = wording.best(wording.offers[a.id], wording.offers[b.id])
    alike = wording.alike(a.id, b.id)
    by_line = _evidence(met) if met is not None and _holds(met, "trade") else 0.0
    by_all = min(1.0, (alike - 0.35) / 0.3) if alike >= LEAST_MEANING["trade"] else 0.0
    if met is None or not (by_line or by_all):
        return None
    if by_all > by_line:
        mine, theirs, shared = quote(wording.whole[a.id]), quote(wording.whole[b.id]), NO_TEXT
    else:
        mine, theirs, shared = quote(met.one), quote(met.other), _words(met.shared)
    text = Bilingual(
        fr=f"Leurs métiers sont voisins : {a.called}, « {mine.fr} » ; {b.called}, « {theirs.fr} »{shared.fr}.",
        en=f"Their trades are close: {a.called}, “{mine.en}”; {b.called}, “{theirs.en}”{shared.en}.",
    )
    return Reason("trade", text, round(0.15 + 0.45 * max(by_line, by_all), 3))


def _support(firm: Profile, centre: Profile, wording: Wording) -> Reason | None:
    """Say that a research centre or school works in the firm's own trade."""
    if firm.kind not in FIRMS or centre.kind not in SUPPORT:
        return None
    met = wording.best(wording.offers[firm.id], wording.offers[centre.id])
    if met is None or not _holds(met, "support"):
        return None
    mine, theirs, shared = quote(met.one), quote(met.other), _words(met.shared)
    text = Bilingual(
        fr=f"{centre.called} offre « {theirs.fr} », dans le métier de {firm.called} : « {mine.fr} »{shared.fr}.",
        en=f"{centre.called} offers “{theirs.en}”, in {firm.called}'s own trade: “{mine.en}”{shared.en}.",
    )
    return Reason("support", text, round(0.2 + 0.4 * _evidence(met), 3))


def _not_foreign(a: Profile, b: Profile, wording: Wording) -> bool:
    if not wording.has_meaning:
        return True
    if wording.alike(a.id, b.id) >= NOT_FOREIGN:
        return True
    met = wording.best(wording.offers[a.id], wording.offers[b.id])
    return met is not None and (met.meaning >= NOT_FOREIGN or met.strength >= LEAST_WORDS["trade"])


def _words(shared: Bilingual) -> Bilingual:
    """Name the common words, each language its own; nothing in a language that has none."""
    return Bilingual(
        fr=f" (mots communs : {shared.fr})" if shared.fr else "",
        en=f" (words in common: {shared.en})" if shared.en else "",
    )


def missing(a: Profile, b: Profile) -> tuple[Bilingual, ...]:
    """Say what to complete: first the firms of which nothing is known, then needs, then industries."""
    found: list[Bilingual] = []
    for profile in (a, b):
        found += _missing_of(profile)
    if a.languages and b.languages and not set(a.languages) & set(b.languages):
        found.append(
            Bilingual("Aucune langue commune : prévoir un interprète.", "No common language: plan an interpreter.")
        )
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
