"""What an organisation says it looks for, beyond a product: clients, partners."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Literal

from jumelage.language import Bilingual
from jumelage.matching.evidence.pieces import Piece
from jumelage.matching.profile import Profile, quote
from jumelage.text import tokens

__all__ = ["looks_for"]

_CLIENTS = (
    "client clients clientele marche marches vente ventes exportation market markets customer customers sales export"
)
_PARTNERS = (
    "partenaire partenaires partenariat partenariats alliance alliances ressource ressources relais "
    "partner partners partnership partnerships resource resources"
)
_SAID = {"clients": frozenset(_CLIENTS.split()), "partners": frozenset(_PARTNERS.split())}
_NAMES = {"clients": Bilingual("des clients", "clients"), "partners": Bilingual("des partenaires", "partners")}


def looks_for(profile: Profile, what: Literal["clients", "partners"], needs: Iterable[Bilingual]) -> Piece | None:
    """Quote the need in which an organisation says that it looks for clients or partners; None when it does not."""
    for need in needs:
        if _SAID[what] & {*tokens(need.fr), *tokens(need.en)}:
            return Piece("wish", 1.0, "wish", partial(_words, profile, what, need))
    return None


def _words(profile: Profile, what: Literal["clients", "partners"], need: Bilingual) -> Bilingual:
    said, name = quote(need), _NAMES[what]
    return Bilingual(
        fr=f"{profile.called} dit chercher {name.fr} : « {said.fr} ».",
        en=f"{profile.called} says it is looking for {name.en}: “{said.en}”.",
    )
