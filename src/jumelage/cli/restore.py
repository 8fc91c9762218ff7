"""``jumelage restore``: put a copy back, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click

from jumelage.cli.console import Console, standard_options

__all__ = ["restore"]


@click.command(help="Remettre une copie en place, entière ou pas du tout / put a copy back, whole or not at all.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--replace", is_flag=True, help="À la place de ce que le service contient / in the place of what is there."
)
@standard_options
def restore(console: Console, file: Path, replace: bool) -> None:
    """Restore a file made by ``jumelage backup``; everybody signs in anew."""
    from jumelage.cli.database import prepare_database, start_django
    from jumelage.web.environment import read_environment

    start_django()
    from jumelage.web.service.backup import read_copy
    from jumelage.web.service.restore import put_back

    source = file.expanduser().resolve()
    read_copy(source)  # before anything is made
    prepare_database(console)
    with console.step("Remettre la copie en place", "Put the copy back"):
        manifest = put_back(source, read_environment(), replace=replace)
    console.result(
        {"file": str(file)} | manifest,
        console.text(
            f"Copie du {manifest['made_at']} remise en place. Chacun se connecte de nouveau.",
            f"Copy of {manifest['made_at']} put back. Everybody signs in anew.",
        ),
    )
