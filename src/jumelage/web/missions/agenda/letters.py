"""The mail that goes with a published agenda: default wording in both languages."""

from __future__ import annotations

from jumelage.language import Bilingual
from jumelage.web.outbox.wordings import Wording

__all__ = ["WORDINGS"]

WORDINGS = (
    Wording(
        kind="agenda.published",
        name=Bilingual(fr="Programme publié ou modifié", en="Agenda published or changed"),
        subject=Bilingual(fr="{state}\u00a0: {mission}", en="{state}: {mission}"),
        body=Bilingual(
            fr="Bonjour {person},\n\nVoici ce qui vous concerne dans le programme de la mission {mission}.\n\n{changes}\n\n"
            "Le calendrier joint remplace celui que vous aviez. Votre page montre tout\u00a0:\n{link}\n\n{organiser}",
            en="Hello {person},\n\nHere is what concerns you in the agenda of the mission {mission}.\n\n{changes}\n\n"
            "The calendar with this message replaces the one you had. Your page shows everything:\n{link}\n\n{organiser}",
        ),
        values=(
            ("person", Bilingual(fr="le nom de la personne", en="the person’s name")),
            ("mission", Bilingual(fr="le nom de la mission", en="the mission’s name")),
            ("state", Bilingual(fr="programme provisoire ou définitif", en="provisional or final agenda")),
            (
                "changes",
                Bilingual(
                    fr="ce qui est nouveau, déplacé ou annulé pour elle", en="what is new, moved or off for them"
                ),
            ),
            ("link", Bilingual(fr="l’adresse de sa page", en="the address of their page")),
            ("organiser", Bilingual(fr="l’organisme qui organise", en="the organisation that organises")),
        ),
    ),
)
