"""Mail of the links room: the reminder of a next step, and the letters of the survey waves."""

from __future__ import annotations

from django.core import signing

from jumelage.language import Bilingual
from jumelage.web.links.rules import WaveCode
from jumelage.web.missions.people.letters import address_print, wording
from jumelage.web.outbox.wordings import Wording

__all__ = ["AFTER", "NEXT_STEP", "WAVE", "WORDINGS", "read_wave", "wave_token"]

NEXT_STEP, WAVE = "link.next_step", "link.wave"
SALT = "links.wave"
LINK_LASTS = 120 * 24 * 3600  # seconds
AFTER = {
    WaveCode.WEEK_1: Bilingual(fr="il y a une semaine", en="a week ago"),
    WaveCode.MONTH_6: Bilingual(fr="il y a six mois", en="six months ago"),
    WaveCode.MONTH_12: Bilingual(fr="il y a un an", en="a year ago"),
    WaveCode.MONTH_24: Bilingual(fr="il y a deux ans", en="two years ago"),
    WaveCode.MONTH_36: Bilingual(fr="il y a trois ans", en="three years ago"),
}
"""How long ago the mission was, in the letter of a wave."""


def wave_token(pk: int, email: str) -> str:
    """Sign the number of a letter and the address it goes to, for the address that stands in it."""
    return signing.dumps([pk, address_print(email)], salt=SALT)


def read_wave(token: str) -> tuple[int, str] | None:
    """Return the number of the letter that an address names, and the print of where it went; None where it was changed or is too old."""
    try:
        pk, address = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk), str(address)


WORDINGS = (
    Wording(
        NEXT_STEP,
        Bilingual(fr="Rappel de la prochaine étape d’un lien", en="Reminder of a link’s next step"),
        Bilingual(fr="Prévu le {due}\u00a0: {step}", en="Due {due}: {step}"),
        Bilingual(
            fr="Bonjour {person},\n\nPour le lien {ends}, vous avez prévu pour le {due}\u00a0:\n{step}\n\nC’est fait\u00a0? "
            "Notez-le et choisissez la prochaine étape\u00a0:\n{link}",
            en="Hello {person},\n\nFor the link {ends}, you planned for {due}:\n{step}\n\nIs it done? Note it and choose "
            "the next step:\n{link}",
        ),
        (
            ("person", Bilingual(fr="le nom de la personne", en="the person’s name")),
            ("ends", Bilingual(fr="les deux organisations", en="the two organisations")),
            ("step", Bilingual(fr="la prochaine étape", en="the next step")),
            ("due", Bilingual(fr="la date de cette étape", en="the date of that step")),
            ("link", Bilingual(fr="l’adresse de la page", en="the address of the page")),
        ),
        (
            ("ends", Bilingual(fr="Acier Exemple – Quai Exemple", en="Acier Exemple – Quai Exemple")),
            ("step", Bilingual(fr="Envoyer le dessin de la première pièce", en="Send the drawing of the first part")),
            ("due", Bilingual(fr="14 mai", en="May 14")),
        ),
    ),
    wording(
        WAVE,
        Bilingual(fr="Questions après la mission", en="Questions after the mission"),
        Bilingual(fr="Qu’en est-il sorti\u00a0? {mission}", en="What came of it? {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nLa mission «\u00a0{mission}\u00a0» a eu lieu {after}. Où en êtes-vous avec ceux que vous avez "
            "rencontrés\u00a0? Cinq questions au plus, et «\u00a0rien pour l’instant\u00a0» nous aide autant qu’un contrat\u00a0:\n"
            "{link}\n\nSi vous aviez pensé à une première petite commande ou à un essai, c’est le moment de le fixer avec "
            "l’autre partie. Ouvrir cette page n’envoie rien\u00a0: vous répondez par un bouton.",
            en="Hello {person},\n\nThe mission “{mission}” took place {after}. Where do you stand with those you met? Five "
            "questions at most, and “nothing for now” helps us as much as a contract:\n{link}\n\nIf you thought of a first "
            "small order or a trial, now is the time to settle it with the other side. Opening that page sends nothing: "
            "you answer with a button.",
        ),
        ("after", Bilingual(fr="depuis combien de temps", en="how long ago")),
    ),
)
