"""``jumelage upgrade``: after a new version is installed, a verified copy, the tables brought up to date, a check."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["upgrade"]


@click.command(help="Mettre le service à jour\u00a0: copie vérifiée, tables, vérification / upgrade the service.")
@click.option(
    "--copy",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Où mettre la copie / where to put the copy.",
)
@standard_options
def upgrade(console: Console, target: Path | None) -> None:
    """Bring the tables to this version; where that fails, an embedded database is put back as it was."""
    from jumelage.cli.database import prepare_database, start_django, waiting_migrations

    start_django()
    from jumelage.web.environment import read_environment

    environment = read_environment()
    made = None
    if waiting_migrations():
        name = f"before-upgrade-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}{'.zip' if environment.embedded else '.dump'}"
        made = (target or environment.home / name).expanduser().resolve()
        with console.step("Copier et vérifier la copie", "Copy, and verify the copy"):
            _copy(made, environment)
        console.say(f"Copie\u00a0: {made}", f"Copy: {made}")
    applied = 0
    try:
        applied = prepare_database(console)
    except Exception:
        if made is not None and environment.embedded:
            _put_back(made, environment)
            console.say("La base est remise comme avant.", "The database is as it was before.")
        raise
    console.result(
        {"applied": applied, "copy": str(made) if made else None},
        console.text(
            f"À jour ({applied} migrations). Redémarrez serveur et travailleurs, puis «\u00a0jumelage check\u00a0».\n"
            + (
                f"Pour revenir\u00a0: réinstallez la version d'avant, puis {_way_back(made, environment)}"
                if made
                else ""
            ),
            f"Up to date ({applied} migrations). Restart server and workers, then “jumelage check”.\n"
            + (f"To go back: install the version before, then {_way_back(made, environment)}" if made else ""),
        ).strip(),
    )


def _copy(made: Path, environment: Any) -> None:
    """Copy the database as it is, before this version touches it, and read the copy back."""
    from jumelage.web.service.backup import make_copy, read_copy

    if environment.embedded:
        make_copy(made, environment, with_secret=True)
        read_copy(made)
        _sound(made)
        return
    if shutil.which("pg_dump") is None or shutil.which("pg_restore") is None:
        raise NoResultError(
            Bilingual(
                fr="pg_dump et pg_restore manquent\u00a0: rien n'a été changé. Installez le client de PostgreSQL.",
                en="pg_dump and pg_restore are missing: nothing was changed. Install PostgreSQL's client.",
            )
        )
    old = os.umask(0o077)
    try:
        for command in (
            ["pg_dump", "--format=custom", f"--file={made}", f"--dbname={environment.database_url}"],
            ["pg_restore", "--list", str(made)],
        ):
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                words = done.stderr.strip()[-300:]
                raise NoResultError(
                    Bilingual(
                        fr=f"La copie n'a pu être faite\u00a0; rien n'a été changé. {words}",
                        en=f"The copy could not be made; nothing was changed. {words}",
                    )
                )
    finally:
        os.umask(old)


def _sound(made: Path) -> None:
    from jumelage.web.service.backup import open_copy
    from jumelage.web.service.restore import check_sound

    with tempfile.TemporaryDirectory(dir=made.parent, prefix=".upgrade-") as name:
        check_sound(open_copy(made, Path(name)), made)


def _put_back(made: Path, environment: Any) -> None:
    from django.db import connections

    from jumelage.web.service.backup import copy_sqlite, open_copy

    connections.close_all()
    with tempfile.TemporaryDirectory(dir=made.parent, prefix=".upgrade-") as name:
        copy_sqlite(open_copy(made, Path(name)), Path(environment.database["NAME"]))


def _way_back(made: Path | None, environment: Any) -> str:
    if environment.embedded:
        return f"jumelage restore {made} --replace"
    return f"pg_restore --clean --if-exists --dbname=… {made}"
