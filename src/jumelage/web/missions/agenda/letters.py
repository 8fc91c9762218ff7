"""The mail that goes with a published agenda: default wording in both languages."""

from __future__ import annotations

from jumelage.language import Bilingual
from jumelage.web.missions.people.letters import wording

__all__ = ["WORDINGS"]

WORDINGS = (
    wording(
        "agenda.published",
        Bilingual(fr="Programme publié ou modifié", en="Agenda published or changed"),
        Bilingual(fr="{state}\u00a0: {mission}", en="{state}: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nVoici ce qui vous concerne dans le programme de la mission «\u00a0{mission}\u00a0».\n\n{changes}\n\n"
            "Le calendrier joint remplace celui que vous aviez. Votre page montre tout\u00a0:\n{link}",
            en="Hello {person},\n\nHere is what concerns you in the agenda of the mission “{mission}”.\n\n{changes}\n\n"
            "The calendar with this message replaces the one you had. Your page shows everything:\n{link}",
        ),
        ("state", Bilingual(fr="programme provisoire ou définitif", en="provisional or final agenda")),
        ("changes", Bilingual(fr="ce qui est nouveau, déplacé ou annulé pour elle", en="what is new, moved or off for them")),
    ),
)  # fmt: skip
