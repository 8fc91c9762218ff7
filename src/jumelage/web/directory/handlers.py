"""Job handlers of the directory: compare a large file with the records, and import it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from jumelage.language import Bilingual
from jumelage.web.accounts.queries import authenticated
from jumelage.web.directory.actions.imports import compare, put_back, run_import
from jumelage.web.jobs.registry import Running, handles

__all__ = ["compare_list", "import_list"]

COMPARING = Bilingual(fr="Comparaison de la liste avec le répertoire", en="Comparing the list with the directory")
IMPORTING = Bilingual(fr="Importation de la liste", en="Importing the list")


class _StoppedError(Exception):
    """Somebody asked to stop, before anything was written."""


@handles("directory.compare", name=COMPARING, attempts=2)
def compare_list(running: Running) -> dict[str, Any]:
    """Compare the file of a batch with the directory."""
    number = _number(running)
    try:
        compare(number, _telling(running))
    except _StoppedError:
        return {}
    return {"address": reverse("import", args=[number])}


@handles("directory.import", name=IMPORTING, attempts=2)
def import_list(running: Running) -> dict[str, Any]:
    """Import the file of a batch; stopped or failed, the file waits again as it was."""
    number = _number(running)
    try:
        run_import(number, authenticated(running.user), _telling(running))
    except _StoppedError:
        put_back(number)
        return {}
    except Exception:
        put_back(number)
        raise
    return {"address": reverse("import", args=[number])}


def _number(running: Running) -> int:
    return int(running.subject.partition(":")[2])


def _telling(running: Running) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        if running.cancelled():
            raise _StoppedError
        words = Bilingual(fr=f"Lignes comparées : {done} sur {of}", en=f"Rows compared: {done} of {of}")
        running.tell(share=0.8 * done / max(of, 1), words=words)

    return tell
