"""How a command of ``jumelage economy`` names its table: a file or ``demo:ontario``, columns, level, whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from jumelage.economy.panel import Panel
from jumelage.economy.table.source import Counted
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["load", "panel_options"]

F = TypeVar("F", bound=Callable[..., Any])


def panel_options(command: F) -> F:
    """Give a command its panel."""
    decorators = (
        click.argument("panel", metavar="PANEL"),
        click.option(
            "--columns",
            metavar="place=NOM,...",
            help="Noms des colonnes / column names: place=fips,employment=emp.",
        ),
        click.option("--level", type=click.IntRange(2, 6), help="Niveau SCIAN, en chiffres / NAICS level, in digits."),
        click.option("--reference", metavar="PLACE", help="L'ensemble de comparaison / the whole to compare with."),
        click.option(
            "--sum-duplicates", is_flag=True, help="Additionner les cellules répétées / add repeated cells together."
        ),
        click.option(
            "--layout",
            default="auto",
            show_default=True,
            help="Disposition\u00a0: long, ou un tableau officiel / layout: long, or an official table.",
        ),
        click.option(
            "--counts",
            type=click.Choice(["people", "jobs"]),
            help="Ce qui est compté : personnes où elles habitent, emplois où ils sont / "
            "what is counted: people where they live, jobs where they are.",
        ),
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def load(
    panel: str,
    columns: str | None,
    level: int | None,
    reference: str | None,
    sum_duplicates: bool,
    layout: str = "auto",
    counts: Counted | None = None,
) -> Panel:
    """Read the panel of a command."""
    table = Panel.read(panel, columns=_columns(columns), sum_duplicates=sum_duplicates, layout=layout)
    if counts is not None:
        table = replace(table, source=table.source.counting(counts))
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
