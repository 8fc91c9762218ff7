"""What the solver answers: an agenda that carries its own evidence, and what a check says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jumelage.language import NO_TEXT, Bilingual, Language

__all__ = ["Agenda", "CheckReport", "Dropped", "Placement", "Status", "Violation"]

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Placement:
    """When and where a meeting is; ``table`` counts from 1. ``people`` names who was chosen from ``any_of`` groups."""

    id: str
    slot: int
    site: str
    table: int | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A meeting without a place, and the reason."""

    id: str
    why: Bilingual | str = NO_TEXT


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that an agenda breaks.

    Parameters
    ----------
    kind
        The rule: ``overlap``, ``travel``, ``tables``, ``unavailable``, ``missing``...
    place
        Who or what: a meeting, a person, a site.
    what
        The fact, in both languages.
    """

    kind: str
    place: str
    what: Bilingual

    def to_document(self, language: Language) -> dict[str, str]:
        """Write the violation for ``--json``."""
        return {"kind": self.kind, "place": self.place, "what": self.what.say(language)}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check found: violations (none: the agenda holds) and the objectives, computed again."""

    violations: tuple[Violation, ...]
    objective: Mapping[str, int]

    @property
    def ok(self) -> bool:
        """Tell whether the agenda keeps every rule."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda with its status, objectives and the bounds proved for them.

    ``bound[k]`` holds for agendas that are as good in the objectives before ``k`` (for a ``feasible`` agenda whose
    earlier objectives are not proved, it is what could be shown for any agenda). None: nothing was shown.
    ``moved`` is None unless the agenda comes from a repair.
    """

    status: Status
    objective: Mapping[str, int] = field(default_factory=dict)
    bound: Mapping[str, int | None] = field(default_factory=dict)
    meetings: tuple[Placement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    moved: tuple[str, ...] | None = None
    why: Bilingual = NO_TEXT
    seconds: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1

    @property
    def exists(self) -> bool:
        """Tell whether there is an agenda at all."""
        return self.status in ("optimal", "feasible")
