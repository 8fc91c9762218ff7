"""A copy of the service in one file, and how it is put back, on the same kind of database or the other.

The file is a zip: ``manifest.json`` (what it is, version, checksums), then ``database.sqlite3`` (the embedded
database, taken while it serves by SQLite's own means) or ``rows.jsonl`` (rows of PostgreSQL, of one moment), and
``secret_key`` only where it was asked for. Who is signed in is not copied.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import jumelage
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual

__all__ = ["FORMAT", "applied", "copy_sqlite", "make_copy", "open_copy", "read_copy", "secret_of"]

FORMAT = 1
PATIENCE = 60  # seconds
DATABASE, ROWS, SECRET, MANIFEST = "database.sqlite3", "rows.jsonl", "secret_key", "manifest.json"


def make_copy(target: Path, environment: Any, *, with_secret: bool = False) -> dict[str, Any]:
    """Write a copy of the service to ``target``, whole or not at all; return its manifest.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".jumelage-") as folder:
            parts = (
                {DATABASE: _snapshot(Path(folder), environment)}
                if environment.embedded
                else {ROWS: _rows(Path(folder))}
            )
            if with_secret:
                parts[SECRET] = Path(folder) / SECRET
                parts[SECRET].write_text(environment.secret_key, encoding="ascii")
            manifest = _manifest(parts)
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
                for name, path in parts.items():
                    archive.write(path, name)
        beside.chmod(0o600)  # what people keep is for its owner
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError.at(
            str(target),
            Bilingual(fr=f"impossible d'écrire ({error.strerror}).", en=f"cannot be written ({error.strerror})."),
            Bilingual(
                fr="Choisissez un autre dossier ou libérez de la place.", en="Choose another folder or free some space."
            ),
        ) from error
    return manifest


def _snapshot(folder: Path, environment: Any) -> Path:
    """Take the embedded database at one moment, while others read and write it, without what is passing."""
    from jumelage.web.service.rows import tables_not_kept

    made = folder / DATABASE
    copy_sqlite(Path(environment.database["NAME"]), made)
    with closing(sqlite3.connect(made, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in there & set(tables_not_kept()):  # before an upgrade, some are not there yet
            database.execute(f'DELETE FROM "{table}"')
        database.execute("VACUUM")
    return made


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database over another by SQLite's online backup: readers and writers of both see the whole or nothing.

    Raises
    ------
    NoResultError
        When somebody else holds one of them for a minute.
    """
    deadline = time.monotonic() + PATIENCE

    def wait(status: int, remaining: int, total: int) -> None:
        if remaining and time.monotonic() > deadline:
            raise NoResultError(
                Bilingual(
                    fr="La base est occupée depuis une minute\u00a0; rien n'a été changé. Recommencez, ou arrêtez le service.",
                    en="The database has been busy for a minute; nothing was changed. Try again, or stop the service.",
                )
            )

    with closing(sqlite3.connect(source, timeout=30)) as one, closing(sqlite3.connect(target, timeout=30)) as other:
        one.backup(other, pages=-1, progress=wait)


def _rows(folder: Path) -> Path:
    """Write the rows of PostgreSQL as they are at one moment."""
    from django.db import connection, transaction

    from jumelage.web.service.rows import rows_of

    made = folder / ROWS
    with transaction.atomic(), made.open("w", encoding="utf-8") as file:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        file.writelines(f"{line}\n" for line in rows_of("default"))
    return made


def _manifest(parts: dict[str, Path]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": "jumelage",
        "version": jumelage.__version__,
        "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "migrations": applied(),
        "files": {name: {"sha256": _digest(path), "bytes": path.stat().st_size} for name, path in parts.items()},
    }


def applied() -> list[str]:
    """List the updates that the tables have had."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def read_copy(source: Path) -> dict[str, Any]:
    """Read and check the manifest of a copy.

    Raises
    ------
    InputError
        When it is no copy, when it is damaged, or when a later version made it.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["program"] != "jumelage" or not isinstance(manifest["format"], int):
                raise ValueError
            files, migrations = dict(manifest["files"]), list(manifest["migrations"])
            if set(archive.namelist()) != {MANIFEST, *files}:  # what is not listed was not checked
                raise ValueError
            if not {DATABASE, ROWS} & set(files) or not all(isinstance(name, str) for name in migrations):
                raise ValueError
            if manifest["format"] > FORMAT:
                raise _later(source, str(manifest["version"]))
            for name, told in files.items():
                if _digest_of(archive, name) != told["sha256"]:
                    raise _damaged(source, name)
    except FileNotFoundError as error:
        raise _no_copy(source, Bilingual(fr="ce fichier n'existe pas.", en="this file does not exist.")) from error
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        RuntimeError,
        EOFError,
    ) as error:
        if isinstance(error, (InputError, NoResultError)):
            raise
        words = Bilingual(
            fr="ce n'est pas une copie de Jumelage, ou elle est abîmée.",
            en="this is no copy of Jumelage, or it is damaged.",
        )
        raise _no_copy(source, words) from error
    return manifest


def open_copy(source: Path, folder: Path) -> Path:
    """Take the database or the rows out of a copy that was read, into a folder; return the path."""
    with zipfile.ZipFile(source) as archive:
        name = DATABASE if DATABASE in archive.namelist() else ROWS
        with archive.open(name) as packed, (folder / name).open("wb") as file:
            while part := packed.read(1 << 20):
                file.write(part)
    return folder / name


def secret_of(source: Path) -> str | None:
    """Return the secret key that a copy carries, None where it was left out."""
    with zipfile.ZipFile(source) as archive:
        return archive.read(SECRET).decode("ascii").strip() if SECRET in archive.namelist() else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        found = hashlib.sha256()
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def _no_copy(source: Path, what: Bilingual) -> InputError:
    remedy = Bilingual(
        fr="Donnez un fichier fait par «\u00a0jumelage backup\u00a0».", en="Give a file made by “jumelage backup”."
    )
    return InputError.at(str(source), what, remedy)


def _damaged(source: Path, name: str) -> InputError:
    return InputError.at(
        f"{source}, {name}",
        Bilingual(fr="le contenu n'est plus celui qui fut copié.", en="the content is not what was copied any more."),
        Bilingual(fr="Prenez une autre copie.", en="Take another copy."),
    )


def _later(source: Path, version: str) -> NoResultError:
    return NoResultError(
        Bilingual(
            fr=f"{source} vient de la version {version}, plus récente que celle-ci. Mettez Jumelage à jour, puis recommencez.",
            en=f"{source} comes from version {version}, later than this one. Update Jumelage, then try again.",
        )
    )
