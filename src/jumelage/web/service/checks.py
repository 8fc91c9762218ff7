"""Is everything in order? Each check says what it found and, where something is wrong, the remedy."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
from collections.abc import Iterator
from typing import Any

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.service.findings import Found, Verdict
from jumelage.web.service.health import TOO_LITTLE_DISK, Health, measure, tables

__all__ = ["check_service"]

LITTLE = 1_000_000_000  # bytes left on the disk
A_DAY = dt.timedelta(days=1)


def check_service(environment: Any) -> Iterator[Found]:
    """Check a service whose settings could be read and whose Django has started, from what all needs to details."""
    yield Found("settings", Verdict.OK, _both("Les réglages se lisent.", "The settings can be read."))
    yield from _home(environment)
    yield from _openness(environment)
    database = _database(environment)
    yield database
    if database.verdict is Verdict.WRONG:
        return
    found = _tables()
    yield found
    if found.verdict is not Verdict.WRONG:
        health = measure()
        yield _queue(health)
        yield from _waiting_mail(health)
        yield _sweeps()
        yield _people()
        if not environment.demo:
            yield _copy(health)
    yield from _mail(environment)


def _both(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


def _home(environment: Any) -> Iterator[Found]:
    home = environment.home
    free = shutil.disk_usage(home).free
    words = _both(f"{free // 10**6} Mo libres dans {home}.", f"{free // 10**6} MB free in {home}.")
    remedy = _both("Faites de la place ou déplacez JUMELAGE_HOME.", "Free some space or move JUMELAGE_HOME.")
    verdict = Verdict.WRONG if free < TOO_LITTLE_DISK else Verdict.LOOK if free < LITTLE else Verdict.OK
    yield Found("disk", verdict, words, NO_TEXT if verdict is Verdict.OK else remedy)
    if stat.S_IMODE(home.stat().st_mode) & 0o077:
        yield Found(
            "home", Verdict.LOOK, _both(f"D'autres peuvent ouvrir {home}.", f"Others can open {home}."),
            _both(f"chmod 700 {home}", f"chmod 700 {home}"),
        )  # fmt: skip
    yield _secret(environment)


def _secret(environment: Any) -> Found:
    path = environment.home / "secret_key"
    if len(environment.secret_key) < 40 or len(set(environment.secret_key)) < 10:
        return Found(
            "secret", Verdict.WRONG,
            _both("La clé secrète est trop courte ou trop simple.", "The secret key is too short or too simple."),
            _both("Retirez JUMELAGE_SECRET_KEY\u00a0: une bonne clé se fait d'elle-même.",
                  "Remove JUMELAGE_SECRET_KEY: a good key makes itself."),
        )  # fmt: skip
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Found(
            "secret", Verdict.WRONG,
            _both(f"D'autres peuvent lire {path}.", f"Others can read {path}."),
            _both(f"chmod 600 {path}", f"chmod 600 {path}"),
        )  # fmt: skip
    return Found("secret", Verdict.OK, _both("La clé secrète est bonne et gardée.", "The secret key is good and kept."))


def _openness(environment: Any) -> Iterator[Found]:
    """Who may ask for the pages, and whether what they say travels in the clear."""
    from jumelage.web.environment import LOOPBACK

    public = [host for host in environment.hosts if host not in LOOPBACK]
    shown = ", ".join(environment.hosts)
    what = _both(f"Servi sous\u00a0: {shown}.", f"Served under: {shown}.")
    if "*" in public:
        yield Found(
            "hosts", Verdict.WRONG, _both("N'importe quel nom est accepté.", "Any name is accepted."),
            _both("Écrivez le vrai nom dans JUMELAGE_HOSTS.", "Write the real name in JUMELAGE_HOSTS."),
        )  # fmt: skip
    elif public and environment.demo:
        yield Found(
            "hosts", Verdict.WRONG, _both("La démonstration est ouverte à d'autres.", "The demonstration is open to others."),
            _both("Retirez JUMELAGE_DEMO.", "Remove JUMELAGE_DEMO."),
        )  # fmt: skip
    elif public and environment.debug:
        yield Found(
            "hosts", Verdict.WRONG, _both("Les pannes montrent leurs détails à tous.", "Failures show their details to all."),
            _both("Retirez JUMELAGE_DEBUG.", "Remove JUMELAGE_DEBUG."),
        )  # fmt: skip
    else:
        yield Found("hosts", Verdict.OK, what)
    if public and not environment.https:
        yield Found(
            "https", Verdict.WRONG,
            _both("Les mots de passe et les codes voyagent en clair.", "Passwords and codes travel in the clear."),
            _both("Servez derrière un mandataire HTTPS, puis JUMELAGE_HTTPS=1.",
                  "Serve behind an HTTPS proxy, then JUMELAGE_HTTPS=1."),
        )  # fmt: skip
    elif public:
        yield Found("https", Verdict.OK, _both("HTTPS est annoncé.", "HTTPS is announced."))


def _database(environment: Any) -> Found:
    from django.db import DatabaseError, connection

    kind = "SQLite" if environment.embedded else "PostgreSQL"
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)" if environment.embedded else "SELECT 'ok'")
            answer = str(cursor.fetchone()[0])
    except DatabaseError as error:
        answer = str(error).strip()
    if answer == "ok":
        return Found("database", Verdict.OK, _both(f"La base {kind} répond.", f"The {kind} database answers."))
    return Found(
        "database", Verdict.WRONG,
        _both(f"La base {kind} ne répond pas bien\u00a0: {answer}", f"The {kind} database does not answer well: {answer}"),
        _both("Vérifiez l'adresse et le serveur\u00a0; sinon, jumelage restore.",
              "Check the address and the server; else, jumelage restore."),
    )  # fmt: skip


def _tables() -> Found:
    waiting, unknown = tables()
    if unknown:
        return Found(
            "tables", Verdict.WRONG,
            _both(f"La base vient d'une version plus récente ({unknown[0]}).", f"The database comes from a later version ({unknown[0]})."),
            _both("Mettez Jumelage à jour, ou restaurez une copie de cette version.",
                  "Update Jumelage, or restore a copy made by this version."),
        )  # fmt: skip
    if waiting:
        return Found(
            "tables", Verdict.WRONG,
            _both(f"Les tables ont {waiting} mises à jour de retard.", f"The tables are {waiting} updates behind."),
            _both("Lancez «\u00a0jumelage migrate\u00a0».", "Run “jumelage migrate”."),
        )  # fmt: skip
    return Found(
        "tables", Verdict.OK, _both("Les tables sont celles de cette version.", "The tables are those of this version.")
    )


def _queue(found: Health) -> Found:
    waiting, late = found.jobs["waiting"], "job waits" in found.problems
    if found.workers:
        words = _both(
            f"{found.workers} au travail, {waiting} travaux attendent.",
            f"{found.workers} at work, {waiting} jobs wait.",
        )
        more = _both("Lancez un travailleur de plus.", "Start one more worker.") if late else NO_TEXT
        return Found("worker", Verdict.LOOK if late else Verdict.OK, words, more)
    return Found(
        "worker", Verdict.WRONG if waiting or found.oldest_mail else Verdict.LOOK,
        _both(f"Personne au travail\u00a0; {waiting} travaux attendent.", f"Nobody at work; {waiting} jobs wait."),
        _both("Lancez «\u00a0jumelage worker\u00a0», ou «\u00a0jumelage serve\u00a0» avec la base intégrée.",
              "Run “jumelage worker”, or “jumelage serve” with the embedded database."),
    )  # fmt: skip


def _waiting_mail(found: Health) -> Iterator[Found]:
    if "mail waits" in found.problems and found.oldest_mail:
        minutes = int(found.oldest_mail.total_seconds() // 60)
        yield Found(
            "outbox", Verdict.WRONG,
            _both(f"Un courriel attend depuis {minutes} minutes.", f"A message has waited for {minutes} minutes."),
            _both("Vérifiez le travailleur et le serveur de courriel.", "Check the worker and the mail server."),
        )  # fmt: skip


def _copy(found: Health) -> Found:
    """Is there a copy of less than a day? Only one made by ``jumelage backup`` is known of."""
    if found.backup is not None and found.backup < A_DAY:
        hours = int(found.backup.total_seconds() // 3600)
        return Found("copy", Verdict.OK, _both(f"Copie faite il y a {hours}\u00a0h.", f"Copy made {hours} h ago."))
    days = found.backup.days if found.backup else 0
    what = (
        _both(f"La dernière copie a {days} jour(s).", f"The last copy is {days} day(s) old.")
        if found.backup
        else _both("Aucune copie encore.", "No copy yet.")
    )
    remedy = _both("Copiez chaque nuit\u00a0: jumelage backup FICHIER, gardé ailleurs.",
                   "Copy every night: jumelage backup FILE, kept elsewhere.")  # fmt: skip
    return Found("copy", Verdict.LOOK, what, remedy)


def _sweeps() -> Found:
    from jumelage.web.jobs.models import Sweep

    failing = Sweep.objects.exclude(problem="").first()
    if failing is None:
        return Found("sweeps", Verdict.OK, _both("Ce qui est périodique se fait.", "What is periodic is done."))
    return Found(
        "sweeps", Verdict.WRONG, _both(f"{failing.name}\u00a0: {failing.problem}", f"{failing.name}: {failing.problem}"),
        _both("Le journal du travailleur en dit plus.", "The worker's log says more."),
    )  # fmt: skip


def _people() -> Found:
    from jumelage.web.accounts.models import User

    if User.objects.filter(is_active=True).exists():
        return Found("accounts", Verdict.OK, _both("Quelqu'un peut se connecter.", "Somebody can sign in."))
    return Found(
        "accounts", Verdict.LOOK, _both("Aucun compte encore.", "No account yet."),
        _both("Ouvrez-en un\u00a0: jumelage account VOUS@EXEMPLE --agency ORGANISME.",
              "Open one: jumelage account YOU@EXAMPLE --agency AGENCY."),
    )  # fmt: skip


def _mail(environment: Any) -> Iterator[Found]:
    mail = environment.mail
    if mail.kind == "smtp":
        yield _server()
        if environment.email_from.endswith("@localhost>"):
            yield Found(
                "sender", Verdict.WRONG, _both("Les courriels partent d'une adresse qui n'existe pas.", "Mail leaves from an address that does not exist."),
                _both("Réglez JUMELAGE_EMAIL_FROM.", "Set JUMELAGE_EMAIL_FROM."),
            )  # fmt: skip
        return
    if environment.demo:
        yield Found("mail", Verdict.OK, _both("Démonstration\u00a0: rien ne part.", "Demonstration: nothing leaves."))
        return
    what = {
        "none": _both("Aucun courriel ne part\u00a0; les codes de connexion s'écrivent au journal.",
                      "No mail leaves; codes to sign in are written to the log."),
        "file": _both("Les courriels s'écrivent dans un dossier.", "Mail is written to a folder."),
        "console": _both("Les courriels s'écrivent au journal.", "Mail is written to the log."),
    }[mail.kind]  # fmt: skip
    remedy = _both(
        "Réglez JUMELAGE_EMAIL_URL\u00a0: smtps://utilisateur:mot-de-passe@serveur:465.",
        "Set JUMELAGE_EMAIL_URL: smtps://user:password@server:465.",
    )
    yield Found("mail", Verdict.LOOK, what, remedy)


def _server() -> Found:
    import smtplib

    from django.core import mail

    connection: Any = mail.get_connection(timeout=10)
    try:
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return Found(
            "mail", Verdict.WRONG,
            _both(f"Le serveur de courriel ne répond pas bien\u00a0: {error}", f"The mail server does not answer well: {error}"),
            _both("Vérifiez JUMELAGE_EMAIL_URL\u00a0: serveur, port, mot de passe.", "Check JUMELAGE_EMAIL_URL: server, port, password."),
        )  # fmt: skip
    return Found("mail", Verdict.OK, _both("Le serveur de courriel répond.", "The mail server answers."))
