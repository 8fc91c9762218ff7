"""What people agree to when they take part: shown in these very words, kept in these very words."""

from __future__ import annotations

from jumelage.language import Bilingual

__all__ = ["TAKING_PART", "TELEPHONE", "VERSION", "taking_part", "telephone"]

TAKING_PART, TELEPHONE = "mission.taking_part", "mission.telephone"
VERSION = "2026-1"


def taking_part(agency: str) -> Bilingual:
    """Say what a yes to an invitation agrees to."""
    return Bilingual(
        fr=f"En disant oui, vous acceptez que l’organisme {agency} garde votre nom, votre adresse et vos réponses pour "
        "organiser cette mission, et montre votre nom et celui de votre organisation à ceux que vous rencontrez. Vous "
        "pouvez vous retirer en tout temps\u00a0; ce qui est gardé vous est remis ou est effacé sur demande.",
        en=f"By saying yes, you agree that {agency} keeps your name, your address and your answers to organise this "
        "mission, and shows your name and your organisation’s to those you meet. You may withdraw at any time; what "
        "is kept is handed over to you or erased on demand.",
    )


def telephone() -> Bilingual:
    """Say what sharing one’s telephone agrees to."""
    return Bilingual(
        fr="Ceux que je rencontre peuvent voir mon numéro et m’appeler pendant la mission.",
        en="Those I meet may see my number and call me during the mission.",
    )
