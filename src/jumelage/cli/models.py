"""``jumelage economy models``: which towns were like us, lost their industry, and did better."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import InputError
from jumelage.language import Bilingual

if TYPE_CHECKING:
    from jumelage.economy.model_towns import ModelTowns, Outcomes
    from jumelage.economy.panel import Panel

__all__ = ["models"]

_PANEL_KEYS = ("place", "industry", "year", "employment", "place_name", "industry_name", "establishments", "suppressed")


@click.command()
@click.argument("table", metavar="PANEL|OUTCOMES")
@click.option("--like", metavar="PLACE", help="La ville qui demande / the asking town.")
@click.option("--outcome", default="employment", show_default=True, help="Colonne jugée / column judged.")
@click.option(
    "--shock-in", metavar="COLUMN", help="Colonne où chercher le choc / column in which shocks are looked for."
)
@click.option("--columns", metavar="place=NOM,...", help="Noms des colonnes / column names: place=fips,year=yr.")
@click.option("--lower-is-better", is_flag=True, help="Une hausse est mauvaise (chômage) / a rise is bad.")
@click.option("--donors", type=click.IntRange(1, 500), help="Lieux de comparaison au plus / most places compared with.")
@click.option("--placebos", type=click.IntRange(19, 5000), help="Placebos au plus / most placebos.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processus / processes.")
@click.option(
    "--checkpoint",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier de reprise\u00a0: une recherche interrompue repart de là / file to resume an interrupted search from.",
)
@click.option("--top", type=click.IntRange(1), default=12, show_default=True, help="Villes affichées / towns shown.")
@standard_options
def models(
    console: Console,
    table: str,
    like: str | None,
    outcome: str,
    shock_in: str | None,
    columns: str | None,
    lower_is_better: bool,
    workers: int,
    checkpoint: Path | None,
    top: int,
    donors: int | None,
    placebos: int | None,
) -> None:
    """Villes modèles\u00a0: qui a vécu cela avant nous, et s'en est mieux tiré / towns that went through it and did better.

    Chaque verdict vient avec son contrefactuel, ses placebos et son erreur avant le choc, ou n'est pas rendu.
    Each verdict comes with its counterfactual, its placebos and its error before the shock, or is not given.
    """
    from jumelage.cli.models_text import models_text
    from jumelage.economy.model_towns import Settings, model_towns, model_towns_document

    names = _columns(columns)
    default = Settings()
    settings = replace(default, donors=donors or default.donors, placebos=placebos or default.placebos)
    with console.step("Lecture du tableau", "Reading the table"):
        source, panel = _read(table, names, outcome, shock_in, not lower_is_better)
    with console.step(
        "Recherche des chocs, puis des contrefactuels", "Looking for shocks, then counterfactuals"
    ) as step:

        def progress(done: int, total: int) -> None:
            step(done / total, f"{done}/{total}")

        found = model_towns(
            source,
            like,
            panel=panel,
            settings=settings,
            workers=workers,
            checkpoint=checkpoint,
            progress=progress,
        )
    _announce(console, found)
    console.result(model_towns_document(found, console.language), lambda: models_text(found, console.language, top))


def _read(
    table: str, names: dict[str, str], outcome: str, shock_in: str | None, higher_is_better: bool
) -> tuple[Panel | Outcomes, Panel | None]:
    """Return what to search, and the industries where the table has any."""
    from jumelage.economy.model_towns import read_outcomes
    from jumelage.economy.model_towns.outcomes_reader import columns_of
    from jumelage.economy.panel import Panel

    if table == "demo:ontario":
        _only_employment(table, outcome)
        return Panel.demo(), None
    present = {column.casefold() for column in columns_of(table)}
    employment = names.get("employment", "employment")
    if names.get("industry", "industry").casefold() not in present or employment.casefold() not in present:
        return read_outcomes(table, outcome, columns=names, shock_in=shock_in, higher_is_better=higher_is_better), None
    panel = Panel.read(table, columns={key: name for key, name in names.items() if key in _PANEL_KEYS})
    if outcome in ("employment", employment):
        return panel, None
    return read_outcomes(table, outcome, columns=names, shock_in=shock_in, higher_is_better=higher_is_better), panel


def _only_employment(table: str, outcome: str) -> None:
    if outcome != "employment":
        raise InputError.at(
            f"--outcome {outcome}",
            Bilingual(fr=f"{table} n'a que l'emploi.", en=f"{table} holds employment only."),
            Bilingual(fr="Écrivez --outcome employment.", en="Write --outcome employment."),
        )


def _announce(console: Console, found: ModelTowns) -> None:
    total, judged, better = len(found.towns), found.judged, len(found.of("did better"))
    console.say(
        f"Lieux\u00a0: {found.searched}, touchés\u00a0: {total}, jugés\u00a0: {judged}, ont fait mieux\u00a0: {better}.",
        f"Places: {found.searched}, hit: {total}, judged: {judged}, did better: {better}.",
    )


def _columns(text: str | None) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in (text or "").split(",") if pair.strip()]
    for key, equals, name in pairs:
        if not (equals and key.strip() and name.strip()):
            raise InputError.at(
                f"--columns {text}",
                Bilingual(fr="se lit NOM=COLONNE, séparés par des virgules.", en="reads NAME=COLUMN, with commas."),
                Bilingual(
                    fr="Exemple\u00a0: --columns place=fips,place_name=name",
                    en="Example: --columns place=fips,place_name=name",
                ),
            )
    return {key.strip(): name.strip() for key, _, name in pairs}
