"""The mails of this room: the code to sign in with, the word to a colleague who is let in."""

from __future__ import annotations

from jumelage.language import Bilingual
from jumelage.web.accounts.queries import may_sign_in
from jumelage.web.outbox.wordings import Wording

__all__ = ["CODE", "COLLEAGUE"]

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

COLLEAGUE = Wording(
    kind="accounts.colleague",
    name=Bilingual(fr="Collègue invité", en="Colleague invited"),
    subject=Bilingual(
        fr="{by} vous invite dans Jumelage\u00a0: {organiser}", en="{by} invites you to Jumelage: {organiser}"
    ),
    body=Bilingual(
        fr="Bonjour {person},\n\n{by} vous donne accès aux missions et au répertoire de {organiser}. Entrez votre adresse sur "
        "la page de connexion\u00a0: un code vous est envoyé, il n’y a pas de mot de passe. Puis confirmez ou "
        "refusez ce rôle sous «\u00a0Mon compte\u00a0».\n\n{link}",
        en="Hello {person},\n\n{by} gives you access to the missions and the directory of {organiser}. Enter your address on "
        "the sign-in page: a code is sent to you, there is no password. Then confirm or refuse this role under "
        "“My account”.\n\n{link}",
    ),
    values=(
        ("person", Bilingual(fr="le nom de la personne", en="the person’s name")),
        ("by", Bilingual(fr="qui invite", en="who invites")),
        ("organiser", Bilingual(fr="le nom de l’organisme", en="the agency’s name")),
        ("link", Bilingual(fr="la page de connexion", en="the sign-in page")),
    ),
)
