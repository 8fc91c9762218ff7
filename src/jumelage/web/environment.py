"""What the environment says: read once, checked, each mistake with its remedy."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.web.mail_settings import Mail, read_mail, read_sender, read_site

__all__ = ["LOOPBACK", "Environment", "read_environment"]

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
_YES, _NO = ("1", "true", "yes", "on", "oui", "vrai"), ("", "0", "false", "no", "off", "non", "faux")


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that differ from one installation to another."""

    home: Path
    database_url: str
    hosts: tuple[str, ...]
    https: bool
    demo: bool
    debug: bool
    secret_key: str
    site_url: str
    email_url: str
    email_from: str
    metrics_token: str

    @property
    def mail(self) -> Mail:
        """Say how mail leaves: in the demonstration, never the machine."""
        folder = f"file:{self.home / 'mail'}"
        return read_mail(folder if self.demo else self.email_url)

    @property
    def database(self) -> dict[str, Any]:
        """Describe the database for Django."""
        return _postgresql(self.database_url) if self.database_url else _sqlite(self.home)

    def keep_private(self) -> None:
        """Let nobody else of the machine read the embedded database; its log files take its rights over."""
        path = self.home / "jumelage.sqlite3"
        if self.embedded:
            path.touch(mode=0o600)
            path.chmod(0o600)

    @property
    def embedded(self) -> bool:
        """Tell whether the database is the file in the home folder."""
        return not self.database_url


def read_environment(values: Mapping[str, str] | None = None) -> Environment:
    """Read and check the environment.

    Raises
    ------
    InputError
        Naming the variable, what is wrong with it and the remedy.
    """
    values = os.environ if values is None else values
    home = Path(values.get("JUMELAGE_HOME") or "var").expanduser().resolve()
    hosts = tuple(h.strip() for h in values.get("JUMELAGE_HOSTS", "").split(",") if h.strip())
    url = values.get("DATABASE_URL", "").strip()
    if url:
        _postgresql(url)
    return Environment(
        home=home,
        database_url=url,
        hosts=hosts or LOOPBACK,
        https=_flag(values, "JUMELAGE_HTTPS"),
        demo=_flag(values, "JUMELAGE_DEMO"),
        debug=_flag(values, "JUMELAGE_DEBUG"),
        secret_key=values.get("JUMELAGE_SECRET_KEY") or _kept_secret(home),
        site_url=read_site(values.get("JUMELAGE_SITE_URL", "").strip(), hosts, _flag(values, "JUMELAGE_HTTPS")),
        email_url=_checked_mail(values.get("JUMELAGE_EMAIL_URL", "").strip()),
        email_from=read_sender(values.get("JUMELAGE_EMAIL_FROM", "").strip()),
        metrics_token=values.get("JUMELAGE_METRICS_TOKEN", "").strip(),
    )


def _checked_mail(url: str) -> str:
    read_mail(url)
    return url


def _flag(values: Mapping[str, str], name: str) -> bool:
    value = values.get(name, "").strip().lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise InputError.at(
        name,
        Bilingual(fr=f"« {value} » n'est ni oui ni non.", en=f"“{value}” is neither yes nor no."),
        Bilingual(fr="Écrivez 1 ou 0.", en="Write 1 or 0."),
    )


def _kept_secret(home: Path) -> str:
    """Return the secret key of this installation; make it on the first run, readable by its owner only."""
    path = home / "secret_key"
    try:
        if path.exists():
            return path.read_text(encoding="ascii").strip()
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass  # another process made it in the meantime
    except OSError as error:
        raise InputError.at(
            "JUMELAGE_HOME",
            Bilingual(
                fr=f"impossible d'écrire dans « {home} » ({error.strerror}).",
                en=f"“{home}” cannot be written ({error.strerror}).",
            ),
            Bilingual(
                fr="Donnez un dossier où l'application peut écrire.",
                en="Give a folder that the application may write to.",
            ),
        ) from error
    return path.read_text(encoding="ascii").strip()


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "jumelage.sqlite3",
        "OPTIONS": {
            # Readers never wait for the writer; a writer waits its turn instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise InputError.at(
            "DATABASE_URL",
            Bilingual(
                fr="ce n'est pas l'adresse d'une base PostgreSQL.",
                en="this is not the address of a PostgreSQL database.",
            ),
            Bilingual(
                fr="Écrivez postgresql://utilisateur:mot-de-passe@serveur:5432/base, ou retirez la variable.",
                en="Write postgresql://user:password@server:5432/database, or remove the variable.",
            ),
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
