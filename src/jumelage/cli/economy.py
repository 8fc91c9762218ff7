"""``jumelage economy``: the portrait of a place, what if its mine closes, and what could grow there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jumelage.cli.console import Console, standard_options
from jumelage.cli.economy_panel import load, panel_options
from jumelage.cli.models import models

__all__ = ["economy"]


@click.group()
def economy() -> None:
    """Portrait d'une ville, scénario de fermeture, industries possibles / a town's portrait, closure, what could grow."""


@economy.command()
@panel_options
@click.option("--place", required=True, help="Code ou nom du lieu / code or name of the place.")
@click.option("--year", type=int, help="Année, d'office la dernière / year, by default the latest.")
@click.option("--since", type=int, help="Comparer depuis, d'office la première / compare since, by default the first.")
@click.option("--io", metavar="TABLE", help="Tableau d'entrées-sorties / input-output table (demo:us-sectors).")
@standard_options
def portrait(
    console: Console,
    panel: str,
    place: str,
    year: int | None,
    since: int | None,
    io: str | None,
    **options: Any,
) -> None:
    """Taille, dépendance, diversité et changement d'un lieu / size, dependence, diversity and change of a place."""
    from jumelage.cli.economy_text import portrait_text
    from jumelage.economy.portrait.document import portrait_document
    from jumelage.economy.portrait.portrait import portrait as draw
    from jumelage.economy.scenarios.accounts import read_supply_table

    table = None if io is None else read_supply_table(io)
    found = draw(load(panel, **options), place, year, since=since, table=table)
    console.result(portrait_document(found, console.language), lambda: portrait_text(found, console.language))


@economy.command()
@panel_options
@click.option("--place", required=True, help="Code ou nom du lieu / code or name of the place.")
@click.option("--industry", required=True, help="Code de l'industrie touchée / code of the industry hit.")
@click.option(
    "--loss", type=float, default=1.0, show_default=True, help="Part des emplois perdue / share of jobs lost."
)
@click.option("--jobs", type=float, help="Ou emplois perdus / or jobs lost.")
@click.option("--year", type=int, help="Année, d'office la dernière / year, by default the latest.")
@click.option("--io", metavar="TABLE", help="Tableau d'entrées-sorties / input-output table (demo:us-sectors).")
@standard_options
def stress(
    console: Console,
    panel: str,
    place: str,
    industry: str,
    loss: float,
    jobs: float | None,
    year: int | None,
    io: str | None,
    **options: Any,
) -> None:
    """Et si la mine ferme : emplois directs, indirects, induits / what if the mine closes."""
    from jumelage.cli.economy_results import stress_document, stress_text
    from jumelage.economy.scenarios.accounts import read_supply_table
    from jumelage.economy.scenarios.stress import stress as close

    table = None if io is None else read_supply_table(io)
    source = load(panel, **options)
    found = close(source, place, industry, loss, jobs=jobs, year=year, table=table, reference=options["reference"])
    console.result(
        stress_document(source, found, console.language), lambda: stress_text(source, found, console.language)
    )


@economy.command()
@panel_options
@click.option("--year", type=int, help="Année, d'office la dernière / year, by default the latest.")
@click.option(
    "--convention",
    type=click.Choice(["atlas", "datawheel", "econgeo"]),
    default="atlas",
    show_default=True,
    help="Les nombres de quelle bibliothèque / whose numbers.",
)
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    help="OUT.parquet, et OUT-proximity.parquet / OUT.parquet, and OUT-proximity.parquet.",
)
@standard_options
def complexity(
    console: Console, panel: str, year: int | None, convention: Any, out: Path | None, **options: Any
) -> None:
    """ECI, PCI, proximité, densité / ECI, PCI, proximity, density."""
    from jumelage.cli.economy_results import complexity_document, complexity_text
    from jumelage.economy.measures.complexity import complexity as compute
    from jumelage.economy.measures.complexity_table import write_complexity

    source = load(panel, **options)
    with console.step("Calcul de la complexité", "Computing complexity"):
        found = compute(source, year, convention=convention, reference=options["reference"])
        files = () if out is None else write_complexity(found, out)
    document = complexity_document(source, found, year or source.years[-1], files)
    console.result(document, lambda: complexity_text(source, found, files, console.language))


@economy.command()
@panel_options
@click.option("--from", "start", type=int, required=True, help="Début de ce qui est appris / start of what is learned.")
@click.option("--to", "end", type=int, required=True, help="Fin de ce qui est appris / end of what is learned.")
@click.option("--test", type=int, help="Noter les entrées jusqu'à cette année / score entries up to this year.")
@click.option("--folds", type=int, help="Ou noter des lieux mis de côté / or score places held out.")
@click.option("--place", help="Ni l'un ni l'autre\u00a0: ce qui pourrait venir ici / neither: what could come here.")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Combien / how many.")
@standard_options
def entries(
    console: Console,
    panel: str,
    start: int,
    end: int,
    test: int | None,
    folds: int | None,
    place: str | None,
    top: int,
    **options: Any,
) -> None:
    """Quelles industries pourraient apparaître / which industries could appear."""
    from jumelage.cli.economy_results import backtest_document, backtest_text, prospects_document, prospects_text
    from jumelage.economy.forecast.entries import entries as backtest
    from jumelage.economy.forecast.entries import prospects

    source = load(panel, **options)
    reference = options["reference"]
    if test is None and folds is None and place is not None:
        with console.step("Apprentissage des entrées", "Learning entries"):
            found = prospects(source, start, end, place, reference=reference, top=top)
        document = prospects_document(source, found, (start, end), console.language)
        console.result(document, lambda: prospects_text(found, (start, end), console.language))
        return
    with console.step("Apprentissage et essai des entrées", "Learning and testing entries"):
        scored = backtest(source, start, end, test=test, folds=folds, reference=reference)
    console.result(backtest_document(source, scored), lambda: backtest_text(scored, console.language))


@economy.command()
@panel_options
@click.option("--place", required=True, help="Code ou nom du lieu / code or name of the place.")
@click.option("--year", type=int, help="Année, d'office la dernière / year, by default the latest.")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Combien / how many.")
@standard_options
def peers(console: Console, panel: str, place: str, year: int | None, top: int, **options: Any) -> None:
    """Les lieux les plus semblables / the places most alike."""
    from jumelage.cli.economy_results import peers_document, peers_text
    from jumelage.economy.measures.peers import peers as find

    source = load(panel, **options)
    found = find(source, place, year, top=top)
    console.result(peers_document(source, found), lambda: peers_text(found, console.language))


@economy.command()
@panel_options
@click.option("--place", required=True, help="Code ou nom du lieu / code or name of the place.")
@click.option("--year", type=int, help="Année, d'office la dernière / year, by default the latest.")
@click.option(
    "--io", default="demo:us-sectors", show_default=True, help="Tableau d'entrées-sorties / input-output table."
)
@click.option("--organisations", type=click.Path(path_type=Path), help="Entreprises qui pourraient fournir / firms.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="Combien / how many.")
@standard_options
def leakage(
    console: Console,
    panel: str,
    place: str,
    year: int | None,
    io: str,
    organisations: Path | None,
    top: int,
    **options: Any,
) -> None:
    """Ce que la ville achète ailleurs, et à qui / what the town buys outside, and from whom it could."""
    from jumelage.cli.economy_results import leakage_document, leakage_text
    from jumelage.economy.scenarios.accounts import read_supply_table
    from jumelage.economy.scenarios.leakage import leakage as find
    from jumelage.matching import read_profiles

    source, table = load(panel, **options), read_supply_table(io)
    firms = {p.id: p.naics for p in read_profiles(organisations)} if organisations is not None else None
    found = find(source, place, table, year=year, reference=options["reference"], organisations=firms)[:top]
    document = leakage_document(source, table, place, found, console.language)
    console.result(document, lambda: leakage_text(found, table, console.language))


@economy.command()
@panel_options
@click.option("--place", required=True, help="Code ou nom du lieu / code or name of the place.")
@click.option("--year", type=int, help="Année, d'office la dernière / year, by default the latest.")
@click.option(
    "--exports",
    required=True,
    type=click.Path(path_type=Path),
    help="Exportations / exports: industry, market, value, output.",
)
@standard_options
def exposure(console: Console, panel: str, place: str, year: int | None, exports: Path, **options: Any) -> None:
    """Les emplois qui tiennent à un marché / the jobs that hang on one market."""
    from jumelage.cli.economy_results import exposure_document, exposure_text
    from jumelage.economy.scenarios.exposure import exposure as find
    from jumelage.economy.scenarios.exposure import read_exports

    source = load(panel, **options)
    found = find(source, place, read_exports(exports), year=year)
    console.result(exposure_document(source, place, found), lambda: exposure_text(source, found, console.language))


economy.add_command(models)
