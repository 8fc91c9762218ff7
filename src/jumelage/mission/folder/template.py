"""A new mission folder, from an example that plans as it is."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["new_folder"]

FILES = ("mission.toml", "organisations.csv", "requests.csv")


def new_folder(folder: Path) -> tuple[Path, ...]:
    """Write a commented example mission into ``folder``, never over a file that is there.

    Raises
    ------
    InputError
        When a file of that name exists or the folder cannot be written.
    """
    for name in FILES:
        if (folder / name).exists():
            raise InputError.at(
                str(folder / name),
                Bilingual(fr="ce fichier existe déjà.", en="this file exists already."),
                Bilingual(fr="Choisissez un dossier vide.", en="Choose an empty folder."),
            )
    example = resources.files("jumelage.mission") / "example"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (folder / name).write_bytes((example / name).read_bytes())
    except OSError as error:
        raise InputError.at(
            str(folder),
            Bilingual(fr=f"impossible d'écrire ({error.strerror}).", en=f"cannot be written ({error.strerror})."),
            Bilingual(fr="Choisissez un autre dossier.", en="Choose another folder."),
        ) from error
    return tuple(folder / name for name in FILES)
