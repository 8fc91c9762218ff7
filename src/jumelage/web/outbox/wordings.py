"""The kinds of messages that rooms send, with their default wording: named when Django starts (``AppConfig.ready``)."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.language import Bilingual

__all__ = ["Wording", "kinds", "register", "wording_of"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind of message.

    ``subject`` and ``body`` hold ``{placeholders}``; ``values`` lists those that may stand there, with what each
    means, so that a page can tell an officer. A line that holds only a link is shown as one.
    """

    kind: str
    name: Bilingual
    subject: Bilingual
    body: Bilingual
    values: tuple[tuple[str, Bilingual], ...] = ()


_kinds: dict[str, Wording] = {}


def register(*wordings: Wording) -> None:
    """Make kinds of messages known."""
    _kinds.update({wording.kind: wording for wording in wordings})


def wording_of(kind: str) -> Wording:
    """Return the default wording of a kind (``KeyError`` when no room sends it)."""
    return _kinds[kind]


def kinds() -> list[Wording]:
    """List the kinds that rooms send."""
    return list(_kinds.values())
