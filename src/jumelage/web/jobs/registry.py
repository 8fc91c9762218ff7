"""Who does which kind of job: each room names its handlers when Django starts (``AppConfig.ready``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

__all__ = ["Handler", "Running", "handler_of", "handles"]


class Running(Protocol):
    """What a handler knows of the job it does.

    ``user`` asked for it; ``payload`` is what was asked. ``tell`` writes how far it is (plain values; at most a few
    times a second reach the database). ``cancelled`` says whether somebody asked to stop: a handler looks often.
    """

    agency: Any
    user: Any
    subject: str
    payload: dict[str, Any]

    def tell(self, **progress: Any) -> None:
        """Write how far it is."""

    def cancelled(self) -> bool:
        """Tell whether to stop."""


Handler = Callable[[Running], "dict[str, Any] | None"]
"""Does the work, returns the result in plain values. ``InputError`` and ``CannotBeDone`` become the job's problem."""

_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Name the function that does one kind of job."""

    def keep(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return keep


def handler_of(kind: str) -> Handler:
    """Return the handler of a kind (``KeyError`` when no room has one)."""
    return _handlers[kind]
