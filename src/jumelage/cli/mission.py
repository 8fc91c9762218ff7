"""``jumelage mission``: a commented example folder, and the plan of a folder."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import click

from jumelage.cli.console import Console, standard_options
from jumelage.cli.extras import say_missing_extras
from jumelage.errors import NoResultError
from jumelage.language import Bilingual, say_number
from jumelage.matching.weights import DEFAULT_WEIGHTS, read_weights
from jumelage.mission import Plan, new_folder, plan, read_folder, write_documents

__all__ = ["mission", "write_and_tell"]

_WEIGHTS = click.option("--weights", type=click.Path(path_type=Path), help="De « match learn » / of “match learn”.")


@click.group(help="Planifier une mission depuis un dossier / plan a mission from a folder.")
def mission() -> None:
    """Group the mission commands."""


@mission.command("new", help="Écrire un exemple commenté dans FOLDER / write a commented example into FOLDER.")
@click.argument("folder", type=click.Path(path_type=Path))
@standard_options
def new(console: Console, folder: Path) -> None:
    """Write a commented example mission."""
    files = new_folder(folder)
    follow = console.text("Ensuite", "Next")
    console.result(
        {"files": [str(file) for file in files]},
        "\n".join([*(str(file) for file in files), f"{follow}: jumelage mission plan {folder} -o out"]),
    )


@mission.command("plan", help="Planifier la mission de FOLDER, documents dans OUT / plan FOLDER, documents into OUT.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Dossier des documents / folder.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, help="Fils de calcul / solver threads.")
@_WEIGHTS
@standard_options
def plan_command(console: Console, folder: Path, out: Path, workers: int, weights: Path | None) -> None:
    """Plan a mission folder and write its documents."""
    brief, weighed = read_folder(folder), read_weights(weights) if weights else DEFAULT_WEIGHTS
    say_missing_extras(console)
    started = time.perf_counter()
    with console.step("Planifier la mission", "Plan the mission") as step:
        tell = lambda share, name: step(share, name.say(console.language))  # noqa: E731
        made = plan(brief, weights=weighed, workers=workers, progress=tell)
    write_and_tell(console, made, out, started)


def write_and_tell(console: Console, made: Plan, out: Path, started: float) -> None:
    """Write the documents of a plan and show the summary."""
    with console.step("Écrire les documents", "Write the documents") as step:
        figures = write_documents(
            made,
            out,
            console.language,
            seconds=lambda: time.perf_counter() - started,
            made_at=dt.datetime.now(dt.UTC),
            progress=step,
        )
    seconds = say_number(figures["seconds"], console.language, 1)
    console.result(
        figures,
        console.text(
            f"{made.programme.status.fr}\nDocuments dans {out} ({seconds} s)",
            f"{made.programme.status.en}\nDocuments in {out} ({seconds} s)",
        ),
    )


@mission.command(
    "load", help="Planifier FOLDER et l'ouvrir dans l'application web / plan FOLDER and open it in the web."
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--agency", required=True, help="Organisme à qui est la mission / agency that owns the mission.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, help="Fils de calcul / solver threads.")
@standard_options
def load(console: Console, folder: Path, agency: str, workers: int) -> None:
    """Plan a mission folder and load it; loading again adds a version of the agenda."""
    brief = read_folder(folder)
    say_missing_extras(console)
    from jumelage.cli.service.database import prepare_database

    prepare_database(console)
    from jumelage.web.accounts.queries import agency_named
    from jumelage.web.missions.agenda.actions.plans import load_plan

    owner = agency_named(agency)
    if owner is None:
        raise NoResultError(
            Bilingual(
                fr=f"Aucun organisme « {agency} ». Ouvrez d'abord un compte : jumelage account COURRIEL --agency « {agency} ».",
                en=f"No agency “{agency}”. Open an account first: jumelage account EMAIL --agency “{agency}”.",
            )
        )
    with console.step("Planifier la mission", "Plan the mission") as step:
        made = plan(brief, workers=workers, progress=lambda share, name: step(share, name.say(console.language)))
    with console.step("Charger la base de données", "Load the database"):
        loaded = load_plan(owner, made)
    console.result(
        {"mission": loaded.slug, "agenda_status": made.agenda.status},
        console.text(
            f"{made.programme.status.fr} /missions/{loaded.slug}/",
            f"{made.programme.status.en} /missions/{loaded.slug}/",
        ),
    )
