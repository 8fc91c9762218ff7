"""Put a copy back: prepared beside, checked, then in place at once, or nothing is changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual
from jumelage.web.service.backup import DATABASE, applied, copy_sqlite, open_copy, read_copy, secret_of

__all__ = ["check_plain", "check_sound", "put_back"]

BESIDE = "beside"
"""The name under which Django sees the database that is being prepared."""


def put_back(source: Path, environment: Any, *, replace: bool = False) -> dict[str, Any]:
    """Put a copy in the place of what the service holds; return the copy's manifest.

    The tables of the service are those of this version (``jumelage migrate``).

    Raises
    ------
    InputError
        When the file is no copy or is damaged.
    NoResultError
        When the service holds something and ``replace`` was not said, or when a later version made the copy.
    """
    manifest = read_copy(source)
    _require_known(manifest)
    if not replace and _holds_something():
        raise NoResultError(
            Bilingual(
                fr="Ce service contient déjà des comptes ou des organismes\u00a0; rien n'a été changé. Copiez-le d'abord "
                "(jumelage backup), puis dites --replace.",
                en="This service already holds accounts or agencies; nothing was changed. Copy it first (jumelage "
                "backup), then say --replace.",
            )
        )
    with tempfile.TemporaryDirectory(dir=environment.home, prefix=".restore-") as name:
        folder = Path(name)
        taken = open_copy(source, folder)
        rows_only = taken.name != DATABASE
        if not rows_only:
            check_plain(taken, source)
        if rows_only and set(manifest["migrations"]) != set(applied()):
            raise _older(manifest)
        if environment.embedded:
            ready = _prepared(folder, None if rows_only else taken)
            if rows_only:
                _fill(ready, taken)
            check_sound(ready, source)
            _close()
            copy_sqlite(ready, Path(environment.database["NAME"]))
        else:
            _into_postgresql(taken if rows_only else _prepared(folder, taken), source, rows_only=rows_only)
    _keep_secret(source, environment)
    return manifest


def _require_known(manifest: dict[str, Any]) -> None:
    """Refuse a copy whose tables have had updates that this version does not know."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    later = [name for name in manifest["migrations"] if name not in known]
    if later:
        about = ", ".join(later[:3])
        raise NoResultError(
            Bilingual(
                fr=f"Cette copie vient d'une version plus récente ({manifest['version']}\u00a0: {about}). Mettez Jumelage à jour.",
                en=f"This copy comes from a later version ({manifest['version']}: {about}). Update Jumelage.",
            )
        )


def _older(manifest: dict[str, Any]) -> NoResultError:
    version = manifest["version"]
    return NoResultError(
        Bilingual(
            fr=f"Cette copie de lignes vient de la version {version}, dont les tables sont autres. Remettez-la avec cette "
            "version-là, puis mettez à jour.",
            en=f"This copy of rows comes from version {version}, whose tables differ. Restore it with that version, then "
            "update.",
        )
    )


def _holds_something() -> bool:
    from jumelage.web.accounts.models import Agency, User

    return User.objects.exists() or Agency.objects.exists()


def _prepared(folder: Path, taken: Path | None) -> Path:
    """Bring a database, new or taken out of a copy, to the tables of this version, in a process of its own."""
    ready = folder / "jumelage.sqlite3"
    if taken is not None:
        taken.replace(ready)
    env = os.environ | {"JUMELAGE_HOME": str(folder), "JUMELAGE_DEMO": "0", "JUMELAGE_SECRET_KEY": "x" * 50}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "migrate"]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NoResultError(
            Bilingual(
                fr=f"La copie n'a pu être mise à jour\u00a0; rien n'a été changé. {done.stderr.strip()[-300:]}",
                en=f"The copy could not be brought up to date; nothing was changed. {done.stderr.strip()[-300:]}",
            )
        )
    return ready


def _beside(path: Path) -> None:
    """Let Django see a second database, the file that is being prepared."""
    from django.db import connections

    mine = connections.databases["default"]
    connections.databases[BESIDE] = mine | {
        "ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": 0,
        "USER": "", "PASSWORD": "", "HOST": "", "PORT": "",
    }  # fmt: skip


def _fill(ready: Path, rows: Path) -> None:
    """Put rows of PostgreSQL into the prepared file."""
    from django.db import connections, transaction

    from jumelage.web.service.rows import load

    _beside(ready)
    try:
        with transaction.atomic(using=BESIDE), rows.open(encoding="utf-8") as lines:
            load(BESIDE, lines)
    finally:
        connections[BESIDE].close()
        del connections.databases[BESIDE]


def _into_postgresql(taken: Path, source: Path, *, rows_only: bool) -> None:
    """Replace what PostgreSQL holds, in one transaction."""
    from django.db import connections, transaction

    from jumelage.web.service.rows import empty, load, rows_of

    if rows_only:
        with transaction.atomic(), taken.open(encoding="utf-8") as lines:
            empty("default")
            load("default", lines)
        return
    check_sound(taken, source)
    _beside(taken)
    try:
        with transaction.atomic():
            empty("default")
            load("default", rows_of(BESIDE))
    finally:
        connections[BESIDE].close()
        del connections.databases[BESIDE]


def check_plain(path: Path, source: Path) -> None:
    """Refuse a database that holds more than tables: a trigger or a view would act while it is brought up to date."""
    try:
        with closing(sqlite3.connect(path)) as database:
            plain = not database.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()
    except sqlite3.DatabaseError:
        plain = False
    if not plain:
        raise _not_sound(source)


def check_sound(path: Path, source: Path) -> None:
    """Refuse a database that is not sound, or rows that point at nothing."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            sound = database.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            whole = database.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError:
        sound = whole = False
    if not (sound and whole):
        raise _not_sound(source)


def _not_sound(source: Path) -> InputError:
    return InputError.at(
        str(source),
        Bilingual(fr="la base copiée n'est pas saine.", en="the copied database is not sound."),
        Bilingual(
            fr="Rien n'a été changé\u00a0; prenez une autre copie.", en="Nothing was changed; take another copy."
        ),
    )


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _keep_secret(source: Path, environment: Any) -> None:
    """Put the secret key back where the copy carries it and the environment gives none."""
    secret = secret_of(source)
    if secret and not os.environ.get("JUMELAGE_SECRET_KEY"):
        path = environment.home / "secret_key"
        beside = path.with_name(".secret_key.part")
        beside.touch(mode=0o600)
        beside.write_text(secret, encoding="ascii")
        beside.replace(path)
