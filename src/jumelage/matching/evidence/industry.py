"""What industries say of a pair: one buys from the other, both serve the same, or both do the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jumelage.language import NO_TEXT, Bilingual, say_percent
from jumelage.matching.profile import Profile, is_closed
from jumelage.matching.result import Reason
from jumelage.reference.supply import SupplyLink, industries_of, industry_name, supply_link, supply_links_from

__all__ = ["same_trade", "shared_clients", "shared_industries", "supplies"]

LEAST_STRENGTH = 0.25
"""Weaker links are left unsaid: they would surprise a host."""

CLIENTS_NAMED = 3
SURELY = 0.4
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


def supplies(supplier: Profile, buyer: Profile) -> Reason | None:
    """Say that the supplier's industry sells to the buyer's, where the accounts show it."""
    if not (supplier.industry and buyer.industry):
        return None
    link = _link(supplier.industry, buyer.industry)
    if link is None or link.strength < LEAST_STRENGTH:
        return None
    sells, buys = industry_name(link.supplier), industry_name(link.buyer)
    share = Bilingual(*(say_percent(link.share_of_inputs, language, 1) for language in ("fr", "en")))
    text = Bilingual(
        fr=f"{supplier.called} est du secteur « {sells.fr} », qui fournit {share.fr} des achats "
        f"du secteur de {buyer.called} (« {buys.fr} » ; moyenne des États-Unis, 2017).",
        en=f"{supplier.called} is in “{sells.en}”, which supplies {share.en} of what "
        f"{buyer.called}'s industry purchases (“{buys.en}”; U.S. average, 2017).",
    )
    return Reason("supply", text, round(0.6 * link.strength, 3))


def shared_clients(one: Profile, other: Profile, market: Sequence[Profile]) -> Reason | None:
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
    named = ", ".join(f"{c.called} ({c.town})" if c.town else c.called for _, c in clients[:CLIENTS_NAMED])
    text = Bilingual(
        fr=f"{one.called} et {other.called} font des métiers différents et peuvent servir les mêmes clients : {named}.",
        en=f"{one.called} and {other.called} do different work and can serve the same clients: {named}.",
    )
    strength = clients[0][0] + 0.05 * min(len(clients) - 1, 4)
    return Reason("clients", text, round(min(0.6, 0.7 * strength), 3))


def shared_industries(one: Profile, other: Profile) -> Reason | None:
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
    names = [industry_name(code) for _, code in strong]
    text = Bilingual(
        fr=f"Leurs secteurs vendent aux mêmes clients : {' ; '.join(n.fr for n in names)} (moyenne des États-Unis, 2017).",
        en=f"Their industries sell to the same clients: {'; '.join(n.en for n in names)} (U.S. average, 2017).",
    )
    return Reason("clients", text, round(0.4 * strong[0][0], 3))


def same_trade(one: Profile, other: Profile) -> Reason | None:
    """Say that both are in one trade, by their NAICS group (four digits at least)."""
    digits = _same_digits(one.industry, other.industry)
    if digits < 4:
        return None
    names = [industry_name(c) for c in industries_of(one.industry) if c in industries_of(other.industry)]
    name = names[0] if len(names) == 1 else NO_TEXT
    of = Bilingual(f", « {name.fr} »" if name else "", f", “{name.en}”" if name else "")
    code = one.industry[:digits]
    text = Bilingual(
        fr=f"{one.called} et {other.called} sont du même métier (SCIAN {code}{of.fr}) : "
        "elles peuvent unir leurs capacités pour un contrat trop grand pour une seule.",
        en=f"{one.called} and {other.called} are in the same trade (NAICS {code}{of.en}): "
        "they can join capacities for a contract too large for one.",
    )
    return Reason("trade", text, {4: 0.3, 5: 0.4}.get(digits, 0.5))


def _same_digits(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
