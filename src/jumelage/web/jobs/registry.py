"""Registry of job handlers: each app registers its own when Django starts (``AppConfig.ready``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.accounts.models import User

__all__ = ["Handler", "Kind", "Running", "handles", "kind_of"]


class Running(Protocol):
    """A job as its handler sees it: it reports progress and asks whether to stop.

    ``user`` asked for it; ``payload`` is what was asked. ``tell`` writes how far it is (plain values; at most twice a
    second reach the database): ``share`` (0 to 1) draws the bar and ``words`` (a ``Bilingual``) stands beside it, any
    other name is the room's own. ``cancelled`` says whether to stop, because somebody asked or because the worker
    ends: a handler looks often, and returns at once without having changed anything.
    """

    agency: Any
    user: User | None
    subject: str
    payload: dict[str, Any]

    def tell(self, **progress: Any) -> None:
        """Report progress."""

    def cancelled(self) -> bool:
        """Tell whether to stop."""


Handler = Callable[[Running], "dict[str, Any] | None"]
"""Does the work, returns the result in plain values: ``address`` is where the reader finds what was made, ``words``
(a ``Bilingual``) what came of it. ``InputError`` and ``NoResultError`` become the job's problem.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its handler, its name, and how many attempts it has."""

    handler: Handler
    name: Bilingual
    attempts: int


_kinds: dict[str, Kind] = {}


def handles(kind: str, *, name: Bilingual = NO_TEXT, attempts: int = 1) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of job.

    Parameters
    ----------
    kind
        How :func:`jumelage.web.jobs.actions.ask` names it: ``agenda.solve``.
    name
        How the reader names it: « Calcul du programme ».
    attempts
        How many times it may be begun, when it fails unexpectedly or its worker dies. More than 1 only for a handler
        that changes nothing until its end, or that doing twice does not hurt.
    """

    def keep(handler: Handler) -> Handler:
        _kinds[kind] = Kind(handler, name, attempts)
        return handler

    return keep


def kind_of(kind: str) -> Kind | None:
    """Return what is known of a kind, None when no room has it."""
    return _kinds.get(kind)
