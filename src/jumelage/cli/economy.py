"""``jumelage economy``: the portrait of a place, and what could grow there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from jumelage.cli.console import Console, standard_options
from jumelage.cli.models import models
from jumelage.economy.panel import Panel
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["economy"]

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def economy() -> None:
    """Portrait d'une ville, scénario de fermeture, industries possibles / a town's portrait, closure, what could grow."""


def panel_options(command: F) -> F:
    """Give a command its panel: a file or ``demo:ontario``, its columns, level and whole."""
    decorators = (
        click.argument("panel", metavar="PANEL"),
        click.option(
            "--columns", metavar="place=NOM,...", help="Noms des colonnes / column names: place=fips,employment=emp."
        ),
        click.option("--level", type=click.IntRange(2, 6), help="Niveau SCIAN, en chiffres / NAICS level, in digits."),
        click.option("--reference", metavar="PLACE", help="L'ensemble de comparaison / the whole to compare with."),
        click.option(
            "--sum-duplicates", is_flag=True, help="Additionner les cellules répétées / add repeated cells together."
        ),
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def load(panel: str, columns: str | None, level: int | None, reference: str | None, sum_duplicates: bool) -> Panel:
    """Read the panel of a command."""
    table = Panel.read(panel, columns=_columns(columns), sum_duplicates=sum_duplicates)
    if level is not None:
        table = table.at_level(level)
    return table if reference is None else table.with_wholes(table.find_place(reference), first=True)


def _columns(text: str | None) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in (text or "").split(",") if pair.strip()]
    for key, equals, name in pairs:
        if not (equals and key.strip() and name.strip()):
            raise InputError.at(
                f"--columns {text}",
                Bilingual(
                    fr="se lit NOM=COLONNE, séparés par des virgules.", en="reads NAME=COLUMN, separated by commas."
                ),
                Bilingual(
                    fr="Exemple\u00a0: --columns place=fips,industry=naics,employment=emp",
                    en="Example: --columns place=fips,industry=naics,employment=emp",
                ),
            )
    return {key.strip(): name.strip() for key, _, name in pairs}


@economy.command()
@panel_options
@click.option("--place", required=True, help="Code ou nom du lieu / code or name of the place.")
@click.option("--year", type=int, help="Année / year (la dernière / the latest).")
@click.option("--since", type=int, help="Comparer depuis / compare since (la première / the first).")
@standard_options
def portrait(
    console: Console,
    panel: str,
    place: str,
    year: int | None,
    since: int | None,
    **options: Any,
) -> None:
    """Taille, dépendance, diversité et changement d'un lieu / size, dependence, diversity and change of a place."""
    from jumelage.cli.economy_text import portrait_text
    from jumelage.economy.document import portrait_document
    from jumelage.economy.portrait import portrait as draw

    found = draw(load(panel, **options), place, year, since=since)
    console.result(portrait_document(found, console.language), lambda: portrait_text(found, console.language))


economy.add_command(models)
