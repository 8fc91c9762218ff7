"""How mail leaves the service, and under which address readers come back: read and checked once."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["Mail", "read_mail", "read_sender", "read_site"]

BACKENDS = "django.core.mail.backends"
SENDER = "Jumelage <jumelage@localhost>"


@dataclass(frozen=True, slots=True)
class Mail:
    """A way for mail to leave.

    ``kind`` is ``smtp``, ``file``, ``console`` or ``none`` (not set up: messages wait); ``settings`` are Django's.
    """

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)


def read_mail(url: str) -> Mail:
    """Read ``JUMELAGE_EMAIL_URL`` (:class:`InputError` when it is no such address)."""
    if not url:
        return Mail("none", {"EMAIL_BACKEND": f"{BACKENDS}.dummy.EmailBackend"})
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _no_mail() from None
    if parts.scheme == "console":
        return Mail("console", {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"})
    if parts.scheme == "file":
        folder = unquote(parts.netloc + parts.path)
        if not folder:
            raise _no_mail()
        path = str(Path(folder).expanduser().resolve())
        return Mail("file", {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": path})
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise _no_mail()
    return Mail("smtp", _smtp(parts.scheme, parts.hostname, port, parts.username, parts.password, parts.query))


def _smtp(
    scheme: str, host: str, port: int | None, user: str | None, password: str | None, query: str
) -> dict[str, Any]:
    given = parse_qs(query)
    encrypted = scheme == "smtps"
    # Encryption is asked for unless the server is this very machine, or the address says starttls=0.
    here = host in ("localhost", "127.0.0.1", "::1")
    starttls = given.get("starttls", ["0" if encrypted or here else "1"])[-1] not in ("0", "no", "false")
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or (465 if encrypted else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(user or ""),
        "EMAIL_HOST_PASSWORD": unquote(password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": starttls and not encrypted,
        "EMAIL_TIMEOUT": 20,
    }


def _no_mail() -> InputError:
    return InputError.at(
        "JUMELAGE_EMAIL_URL",
        Bilingual(fr="ce n'est pas une façon d'envoyer des courriels.", en="this is not a way to send mail."),
        Bilingual(
            fr="Écrivez smtps://utilisateur:mot-de-passe@serveur:465, smtp://serveur:587, file:/un/dossier ou console:, "
            "ou retirez la variable.",
            en="Write smtps://user:password@server:465, smtp://server:587, file:/a/folder or console:, or remove the "
            "variable.",
        ),
    )


def read_sender(address: str) -> str:
    """Read ``JUMELAGE_EMAIL_FROM``: an address, with or without a name (``Jumelage <mission@example.org>``)."""
    if not address:
        return SENDER
    _, plain = parseaddr(address)
    name, _, host = plain.rpartition("@")
    if not (name and host) or any(character in address for character in "\r\n"):
        raise InputError.at(
            "JUMELAGE_EMAIL_FROM",
            Bilingual(fr=f"«\u00a0{address}\u00a0» n'est pas une adresse.", en=f"“{address}” is not an address."),
            Bilingual(fr="Écrivez Mission <mission@exemple.org>.", en="Write Mission <mission@example.org>."),
        )
    return address


def read_site(url: str, hosts: tuple[str, ...], https: bool) -> str:
    """Read ``JUMELAGE_SITE_URL``, the address that links in mail begin with; the first host where none is given."""
    if not url:
        named = next((host for host in hosts if not host.startswith((".", "*"))), "")
        return f"{'https' if https else 'http'}://{named or '127.0.0.1:8000'}"
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.path.strip("/"):
        raise InputError.at(
            "JUMELAGE_SITE_URL",
            Bilingual(
                fr=f"«\u00a0{url}\u00a0» n'est pas l'adresse d'un site.", en=f"“{url}” is not the address of a site."
            ),
            Bilingual(fr="Écrivez https://jumelage.exemple.org.", en="Write https://jumelage.example.org."),
        )
    return f"{parts.scheme}://{parts.netloc}"
