"""The kinds of messages that rooms send, with their default wording: named when Django starts (``AppConfig.ready``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from jumelage.language import Bilingual

__all__ = ["Wording", "kinds", "known_wording", "placeholders", "register", "wording_of"]


COMMON = {
    "before": Bilingual(fr="les 4 et 5 mars 2031", en="March 4 and 5, 2031"),
    "by": Bilingual(fr="Jean Exemple", en="John Example"),
    "after": Bilingual(fr="il y a six mois", en="six months ago"),
    "person": Bilingual(fr="Marie Exemple", en="Mary Example"),
    "mission": Bilingual(fr="Port-Exemple → Val-Exemple", en="Port-Example → Val-Example"),
    "organiser": Bilingual(fr="Agence de Port-Exemple", en="Port-Example Agency"),
    "link": Bilingual(fr="https://jumelage.example/page", en="https://jumelage.example/page"),
    "days": Bilingual(fr="les 4 et 5 mars 2031", en="March 4 and 5, 2031"),
    "other": Bilingual(fr="Forge Exemple inc.", en="Example Forge Inc."),
    "when": Bilingual(fr="mardi 4 mars, 13\u00a0h\u00a030", en="Tuesday, March 4, 1:30\u00a0p.m."),
    "until": Bilingual(fr="14 février 2031", en="February 14, 2031"),
    "code": Bilingual(fr="1234-5678", en="1234-5678"),
    "minutes": Bilingual(fr="10", en="10"),
    "address": Bilingual(fr="https://jumelage.example/sign-in", en="https://jumelage.example/sign-in"),
    "goal": Bilingual(fr="Trouver trois fournisseurs d’outillage.", en="Find three suppliers of tooling."),
    "as": Bilingual(fr="comme hôte", en="as a host"),
    "reasons": Bilingual(
        fr="Vous cherchez de l’outillage\u00a0; elle en fabrique.", en="You look for tooling; they make it."
    ),
    "words": Bilingual(fr="Pourriez-vous forger trois mètres\u00a0?", en="Could you forge three metres?"),
    "state": Bilingual(fr="provisoire", en="provisional"),
    "changes": Bilingual(
        fr="– Forge Exemple inc.\u00a0: mardi 4 mars, 13\u00a0h\u00a030",
        en="– Example Forge Inc.: Tuesday, March 4, 1:30\u00a0p.m.",
    ),
    "meetings": Bilingual(
        fr="– 13\u00a0h\u00a030\u00a0: Forge Exemple inc.", en="– 1:30\u00a0p.m.: Example Forge Inc."
    ),
    "step": Bilingual(fr="envoyer le plan de la pièce", en="send the drawing of the part"),
    "due": Bilingual(fr="14 mars 2031", en="March 14, 2031"),
}
"""Invented values for the names that many wordings share."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind of message.

    ``subject`` and ``body`` hold ``{placeholders}``; ``values`` lists those that may stand there, with what each
    means, so that a page can tell an officer. A line that holds only a link is shown as one. ``samples`` are values
    to try a wording with. ``asked_for`` marks mail that its reader has just asked for (a code): it is sent whatever
    was stopped, carries no stop link and is worded for everyone by the service. ``secret`` marks a text that is not
    kept once sent; ``gate`` says of an address, when the mail is about to leave, whether it may.
    """

    kind: str
    name: Bilingual
    subject: Bilingual
    body: Bilingual
    values: tuple[tuple[str, Bilingual], ...] = ()
    samples: tuple[tuple[str, Bilingual], ...] = ()
    asked_for: bool = False
    secret: bool = False
    gate: Callable[[str], bool] | None = None

    def sample(self, name: str) -> Bilingual:
        """Return a value to try the wording with: the placeholder itself where none is given."""
        return dict(self.samples).get(name) or COMMON.get(name) or Bilingual(fr=name, en=name)


_kinds: dict[str, Wording] = {}


def register(*wordings: Wording) -> None:
    """Make kinds of messages known."""
    _kinds.update({wording.kind: wording for wording in wordings})


def wording_of(kind: str) -> Wording:
    """Return the default wording of a kind (``KeyError`` when no room sends it)."""
    return _kinds[kind]


def kinds() -> list[Wording]:
    """List the kinds that rooms send."""
    return list(_kinds.values())


def known_wording(kind: str) -> Wording | None:
    """Return the default wording of a kind, None when no room sends it (any more)."""
    return _kinds.get(kind)


def placeholders(text: str) -> list[str]:
    """List the placeholders of a text, each once, in order."""
    return list(dict.fromkeys(re.findall(r"\{(\w+)\}", text)))
