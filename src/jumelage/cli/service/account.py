"""``jumelage account``: open an account from the machine's command line, before anyone can sign in."""

from __future__ import annotations

import os

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["account"]


@click.command(help="Ouvrir un compte, ou changer son mot de passe / open an account, or change its password.")
@click.argument("email")
@click.option("--name", default="", help="Nom affiché / name shown.")
@click.option("--agency", default="", help="Organisme, créé s'il manque / agency, made if missing.")
@click.option(
    "--role",
    type=click.Choice(["officer", "reader"]),
    default="officer",
    show_default=True,
    help="Rôle dans l’organisme / role in the agency.",
)
@click.option("--operator", is_flag=True, help="Gère le service / runs the service.")
@standard_options
def account(console: Console, email: str, name: str, agency: str, role: str, operator: bool) -> None:
    """Open an account; the password comes from JUMELAGE_PASSWORD or is asked for."""
    if not agency and not operator:
        raise click.UsageError(console.text("Donnez --agency ou --operator.", "Give --agency or --operator."))
    from jumelage.cli.service.database import prepare_database

    prepare_database(console)
    from django.core.exceptions import ValidationError
    from django.utils import translation

    from jumelage.web.accounts.actions import open_account
    from jumelage.web.accounts.rules import Role

    try:
        with translation.override(console.language):
            user, new = open_account(
                email, _password(console), name=name, agency=agency, role=Role(role), operator=operator
            )
    except ValidationError as error:
        words = " ".join(error.messages)
        raise InputError.at(
            email,
            Bilingual(fr=words, en=words),
            Bilingual(fr="Rien n'a été enregistré ; recommencez.", en="Nothing was saved; try again."),
        ) from error
    console.result(
        {"email": user.email, "new": new},
        console.text(
            f"Compte {'ouvert' if new else 'mis à jour'} : {user.email}",
            f"Account {'opened' if new else 'updated'}: {user.email}",
        ),
    )


def _password(console: Console) -> str:
    given = os.environ.get("JUMELAGE_PASSWORD")
    if given:
        return given
    asked: str = click.prompt(
        console.text("Mot de passe", "Password"), hide_input=True, confirmation_prompt=True, err=True
    )
    return asked
