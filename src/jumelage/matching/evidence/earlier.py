"""What two organisations did together before: they met, and something followed or nothing did."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.language import NO_TEXT, Bilingual
from jumelage.matching.evidence.pieces import Piece
from jumelage.matching.profile import Profile

__all__ = ["Earlier", "met_before"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier meeting of two organisations.

    ``mission`` names where, ``followed`` tells whether anything came of it (None: nobody said), ``wanted`` whether they
    want to meet again: else the pair is not proposed.
    """

    mission: Bilingual = NO_TEXT
    followed: bool | None = None
    wanted: bool = False

    @property
    def note(self) -> Bilingual:
        """Say that they met, and ask what changed."""
        return Bilingual(
            fr=f"Déjà rencontrées ({self.mission.fr}) : dire ce qui a changé depuis.",
            en=f"They have met before ({self.mission.en}): say what has changed since.",
        )


def met_before(one: Profile, other: Profile, earlier: Earlier | None) -> Piece | None:
    """Say that something followed from an earlier meeting; none where nothing did, or nobody said."""
    if earlier is None or not earlier.followed:
        return None
    return Piece("met", 1.0, "met", lambda: _words(one, other, earlier))


def _words(one: Profile, other: Profile, earlier: Earlier) -> Bilingual:
    return Bilingual(
        fr=f"{one.called} et {other.called} se sont déjà rencontrées ({earlier.mission.fr}), et il y a eu une suite.",
        en=f"{one.called} and {other.called} have met before ({earlier.mission.en}), and something followed.",
    )
