"""The mail of this room: the code to sign in with."""

from __future__ import annotations

from jumelage.language import Bilingual
from jumelage.web.accounts.queries import may_sign_in
from jumelage.web.outbox.wordings import Wording

__all__ = ["CODE"]

CODE = Wording(
    kind="accounts.code",
    name=Bilingual(fr="Code de connexion", en="Code to sign in"),
    subject=Bilingual(fr="Votre code de connexion à Jumelage", en="Your code to sign in to Jumelage"),
    body=Bilingual(
        fr="Voici votre code\u00a0:\n\n{code}\n\nTapez-le dans la page où vous l’avez demandé. Il sert une seule fois, "
        "pendant {minutes} minutes. Si vous avez fermé cette page, demandez un nouveau code\u00a0:\n\n{address}\n\n"
        "Vous n’avez rien demandé\u00a0? Ne faites rien\u00a0: sans ce code, personne n’entre.",
        en="Here is your code:\n\n{code}\n\nType it on the page where you asked for it. It serves once, for {minutes} "
        "minutes. If you closed that page, ask for a new code:\n\n{address}\n\n"
        "You did not ask for anything? Do nothing: without this code nobody gets in.",
    ),
    values=(
        ("code", Bilingual(fr="le code", en="the code")),
        ("minutes", Bilingual(fr="combien de minutes il sert", en="for how many minutes it serves")),
        ("address", Bilingual(fr="la page de connexion", en="the sign-in page")),
    ),
    asked_for=True,
    secret=True,
    gate=may_sign_in,
)
