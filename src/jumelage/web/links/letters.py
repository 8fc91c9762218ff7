"""The mail that reminds a link's owner of the next step."""

from __future__ import annotations

from jumelage.language import Bilingual
from jumelage.web.outbox.wordings import Wording

__all__ = ["NEXT_STEP", "WORDINGS"]

NEXT_STEP = "link.next_step"

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
)
