"""What industries say of a pair: one buys from the other, both serve the same, or both do the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jumelage.language import NO_TEXT, Bilingual, say_percent
from jumelage.matching.evidence.pieces import Piece
from jumelage.matching.profile import Profile, is_closed
from jumelage.reference.places import distance_km, find_place
from jumelage.reference.supply import SupplyLink, industries_of, industry_name, supply_link, supply_links_from

__all__ = ["same_trade", "shared_clients", "shared_industries", "supplies"]

LEAST_STRENGTH = 0.25
"""Weaker links are left unsaid: they would surprise a host."""

CLIENTS_NAMED = 3
SURELY = 0.4
FAR = 150.0
"""Kilometres beyond which shops, hotels and offices do not send for what any town has."""

SERVE_EVERYONE = frozenset({"44", "45", "51", "52", "53", "54", "55", "61", "62", "71", "72", "81"})


@lru_cache(maxsize=100_000)
def _link(supplier: str, buyer: str) -> SupplyLink | None:
    return supply_link(supplier, buyer)


@lru_cache(maxsize=100_000)
def _can_serve(supplier: str, client: str) -> float:
    """Return how surely an industry serves a client's, or its neighbours in the same group (mines of another metal).

    Shops, offices, schools and tables serve everyone: no reason to meet.
    """
    if supplier[:2] in SERVE_EVERYONE:
        return 0.0
    link = _link(supplier, client) or _link(supplier, client[:4])
    return link.strength if link else 0.0


@lru_cache(maxsize=10_000)
def _far(one: str, other: str) -> bool:
    """Tell whether two towns are known to be far apart."""
    here, there = find_place(one), find_place(other)
    return here is not None and there is not None and distance_km(here, there) > FAR


def supplies(supplier: Profile, buyer: Profile) -> Piece | None:
    """Say that the supplier's industry sells to the buyer's, where the accounts show it.

    What a hotel, a shop or an office buys on average it buys at home: far away the average is no evidence.
    """
    if not (supplier.industry and buyer.industry):
        return None
    link = _link(supplier.industry, buyer.industry)
    if link is None or link.strength < LEAST_STRENGTH:
        return None
    if buyer.industry[:2] in SERVE_EVERYONE and _far(supplier.town, buyer.town):
        return None
    return Piece("supply", link.strength, "supply", lambda: _supply_words(supplier, buyer, link))


def _supply_words(supplier: Profile, buyer: Profile, link: SupplyLink) -> Bilingual:
    sells, buys = industry_name(link.supplier), industry_name(link.buyer)
    share = Bilingual(*(say_percent(link.share_of_inputs, language, 1) for language in ("fr", "en")))
    return Bilingual(
        fr=f"À explorer : {buyer.called}, du secteur « {buys.fr} », pourrait acheter à {supplier.called}, "
        f"du secteur « {sells.fr} » ({share.fr} des achats de ce secteur en moyenne, États-Unis, 2017).",
        en=f"To be explored: {buyer.called}, in “{buys.en}”, could buy from {supplier.called}, "
        f"in “{sells.en}” ({share.en} of that industry's purchases on average, U.S., 2017).",
    )


def shared_clients(one: Profile, other: Profile, market: Sequence[Profile]) -> Piece | None:
    """Say that both could sell, with different work, to the same organisations of the list, and name them."""
    if not (one.industry and other.industry) or set(industries_of(one.industry)) & set(industries_of(other.industry)):
        return None
    clients = []
    for client in market:
        if (
            is_closed(client)
            or client.id in (one.id, other.id)
            or client.industry[:4] in (one.industry[:4], other.industry[:4])
        ):
            continue
        strength = min(_can_serve(one.industry, client.industry), _can_serve(other.industry, client.industry))
        if strength >= LEAST_STRENGTH:
            clients.append((strength, client))
    if not clients:
        return None
    clients.sort(key=lambda found: (-found[0], found[1].id))
    strength = clients[0][0] + 0.05 * min(len(clients) - 1, 4)
    first = [client for _, client in clients[:CLIENTS_NAMED]]
    return Piece("clients", min(0.9, strength), "clients", lambda: _clients_words(one, other, first))


def _clients_words(one: Profile, other: Profile, clients: Sequence[Profile]) -> Bilingual:
    named = ", ".join(f"{c.called} ({c.town})" if c.town else c.called for c in clients)
    return Bilingual(
        fr=f"{one.called} et {other.called} font des métiers différents et peuvent servir les mêmes clients : {named}.",
        en=f"{one.called} and {other.called} do different work and can serve the same clients: {named}.",
    )


def shared_industries(one: Profile, other: Profile) -> Piece | None:
    """Say which industries buy from both, for two firms already known to be of near trades."""
    if not (one.industry and other.industry) or set(industries_of(one.industry)) & set(industries_of(other.industry)):
        return None
    if {one.industry[:2], other.industry[:2]} & SERVE_EVERYONE:
        return None
    mine = {link.buyer: link.strength for link in supply_links_from(one.industry)}
    theirs = {link.buyer: link.strength for link in supply_links_from(other.industry)}
    both = sorted(((min(mine[c], theirs[c]), c) for c in mine.keys() & theirs.keys()), reverse=True)
    strong = [(strength, code) for strength, code in both if strength >= SURELY][:CLIENTS_NAMED]
    if len(strong) < 2:
        return None
    return Piece("industries", strong[0][0], "clients", lambda: _industries_words([code for _, code in strong]))


def _industries_words(codes: Sequence[str]) -> Bilingual:
    names = [industry_name(code) for code in codes]
    return Bilingual(
        fr=f"Leurs secteurs vendent aux mêmes clients : {' ; '.join(n.fr for n in names)} (moyenne des États-Unis, 2017).",
        en=f"Their industries sell to the same clients: {'; '.join(n.en for n in names)} (U.S. average, 2017).",
    )


def same_trade(one: Profile, other: Profile) -> Piece | None:
    """Say that both are in one trade, by their NAICS group (four digits at least)."""
    digits = _same_digits(one.industry, other.industry)
    if digits < 4:
        return None
    value = {4: 0.6, 5: 0.8}.get(digits, 1.0)
    return Piece("trade", value, "trade", lambda: _trade_words(one, other, one.industry[:digits]))


def _trade_words(one: Profile, other: Profile, code: str) -> Bilingual:
    names = [industry_name(c) for c in industries_of(one.industry) if c in industries_of(other.industry)]
    name = names[0] if len(names) == 1 else NO_TEXT
    of = Bilingual(f", « {name.fr} »" if name else "", f", “{name.en}”" if name else "")
    return Bilingual(
        fr=f"{one.called} et {other.called} sont du même métier (SCIAN {code}{of.fr}) : "
        "elles peuvent unir leurs capacités pour un contrat trop grand pour une seule.",
        en=f"{one.called} and {other.called} are in the same trade (NAICS {code}{of.en}): "
        "they can join capacities for a contract too large for one.",
    )


def _same_digits(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
