"""The command line: one thin group, each command loaded only when it is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

import jumelage
from jumelage.language import default_language

__all__ = ["main", "run"]

# name -> (module:attribute, a line in both languages)
COMMANDS: dict[str, tuple[str, str]] = {
    "agenda": (
        "jumelage.cli.agenda:agenda",
        "Résoudre, vérifier, réparer un programme / solve, check, repair an agenda",
    ),
    "match": (
        "jumelage.cli.match:match",
        "Qui devrait rencontrer qui, et pourquoi / who should meet whom, and why",
    ),
    "directory": (
        "jumelage.cli.directory:directory",
        "Répertoire d'organisations, doublons / directory of organisations, duplicates",
    ),
    "economy": ("jumelage.cli.economy:economy", "Portrait d'une ville / a town's portrait"),
    "practices": (
        "jumelage.cli.practices:practices",
        "Méthodes d'autres villes, échecs compris / what other towns tried",
    ),
    "mission": (
        "jumelage.cli.mission:mission",
        "Planifier une mission depuis un dossier / plan a mission from a folder",
    ),
    "outcomes": ("jumelage.cli.outcomes:outcomes", "Ce qui est sorti des missions / what came of missions"),
    "report": ("jumelage.cli.service.report:report", "Le rapport d'une mission / a mission's report"),
    "demo": ("jumelage.cli.demo:demo", "La mission de démonstration / the demonstration mission"),
    "serve": ("jumelage.cli.service.serve:serve", "Servir l'application web / serve the web application"),
    "worker": (
        "jumelage.cli.service.worker:worker",
        "Faire les travaux, envoyer les courriels / do the jobs, send the mail",
    ),
    "check": ("jumelage.cli.service.check:check", "Vérifier la configuration / check the configuration"),
    "backup": ("jumelage.cli.service.backup:backup", "Faire une copie de tout / make a copy of everything"),
    "restore": ("jumelage.cli.service.restore:restore", "Remettre une copie en place / put a copy back"),
    "upgrade": ("jumelage.cli.service.upgrade:upgrade", "Mettre le service à jour / upgrade the service"),
    "account": ("jumelage.cli.service.account:account", "Ouvrir un compte / open an account"),
    "migrate": (
        "jumelage.cli.service.database:migrate",
        "Mettre la base de données à jour / bring the database up to date",
    ),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        try:
            command: click.Command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as error:
            from jumelage.cli.console import stop_for_extra

            stop_for_extra(error, default_language())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commandes / commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(jumelage.__version__, prog_name="jumelage")
def main() -> None:
    """Jumelage : jumeler des villes, apparier des entreprises, planifier la mission, garder les liens.

    Twin towns, match firms, plan the mission, keep the links.
    """


def run(**extra: Any) -> None:
    """Start the command line (the console script)."""
    main(**extra)
