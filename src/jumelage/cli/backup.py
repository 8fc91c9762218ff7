"""``jumelage backup``: a copy of everything in one file, while the service serves."""

from __future__ import annotations

from pathlib import Path

import click

from jumelage.cli.console import Console, standard_options

__all__ = ["backup"]


@click.command(help="Faire une copie de tout dans un fichier / make a copy of everything in one file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-secret", is_flag=True, help="La clé secrète aussi / the secret key too.")
@standard_options
def backup(console: Console, file: Path, with_secret: bool) -> None:
    """Write the copy; it restores on the embedded database and on PostgreSQL alike."""
    from jumelage.cli.database import require_tables, start_django

    start_django()
    require_tables()
    from jumelage.web.environment import read_environment
    from jumelage.web.jobs.periodic import note_done
    from jumelage.web.service.backup import make_copy
    from jumelage.web.service.health import BACKUP

    with console.step("Copier", "Copy"):
        manifest = make_copy(file.expanduser().resolve(), read_environment(), with_secret=with_secret)
    note_done(BACKUP)
    size = file.stat().st_size
    document = {"file": str(file), "bytes": size, "secret_key": with_secret} | manifest
    console.result(
        document,
        console.text(
            f"Copie faite\u00a0: {file} ({size / 1e6:.1f} Mo). Gardez-la ailleurs que sur cet ordinateur.",
            f"Copy made: {file} ({size / 1e6:.1f} MB). Keep it elsewhere than on this computer.",
        ),
    )
