"""``jumelage report``: write the report of a mission of the service into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jumelage.cli.console import Console, standard_options, write_whole
from jumelage.cli.service.database import require_tables, start_django
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["report"]


@click.command(help="Le rapport d'une mission, en PDF, CSV, JSON et Markdown / a mission's report.")
@click.option("--mission", "slug", required=True, help="Adresse de la mission / the mission's slug.")
@click.option(
    "-o",
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Dossier des fichiers / folder of the files.",
)
@standard_options
def report(console: Console, slug: str, folder: Path) -> None:
    """Compute a mission's report as it stands, and write its files; nothing is kept in the database."""
    start_django()
    require_tables()
    from django.utils import timezone

    from jumelage.mission.reporting.files import figures_document, report_files
    from jumelage.web.reports.actions import freeze_mission
    from jumelage.web.reports.queries import mission_named, missions_listed

    mission = mission_named(slug)
    if mission is None:
        raise _unknown(slug, missions_listed())
    with console.step("Calculer les chiffres", "Compute the figures"):
        frozen = freeze_mission(mission, timezone.now())
    with console.step("Écrire les fichiers", "Write the files"):
        made = {name: make() for name, make in report_files(frozen, console.language).items()}
    for name, content in made.items():
        write_whole(folder / name, content)
    document: dict[str, Any] = {"folder": str(folder), "files": sorted(made), **figures_document(frozen)}
    names = ", ".join(sorted(made))
    console.result(document, console.text(f"Écrit dans {folder} : {names}", f"Written into {folder}: {names}"))


def _unknown(slug: str, known: list[str]) -> NoResultError:
    names = ", ".join(known[:10])
    return NoResultError(
        Bilingual(
            fr=f"Aucune mission « {slug} » dans cette base."
            + (f" Missions connues : {names}." if known else " Elle n'a aucune mission : lancez « jumelage demo »."),
            en=f"No mission “{slug}” in this database."
            + (f" Known missions: {names}." if known else " It has no mission: run “jumelage demo”."),
        )
    )
