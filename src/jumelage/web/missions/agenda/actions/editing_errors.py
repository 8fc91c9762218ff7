"""Why an edit of a draft agenda is not made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jumelage.language import Bilingual
from jumelage.web.missions.agenda.models import AgendaVersion

__all__ = ["EditRefusedError", "NotADraftError", "OutdatedDraftError"]


class EditRefusedError(Exception):
    """A change would break a rule: ``reasons`` say which, in words. Nothing was changed."""

    def __init__(self, *reasons: Bilingual) -> None:
        super().__init__(" ".join(reason.en for reason in reasons))
        self.reasons = reasons


class OutdatedDraftError(Exception):
    """Somebody changed the draft meanwhile: ``edits`` say who and what, ``version`` is the draft as it is now."""

    def __init__(self, version: AgendaVersion, edits: Sequence[dict[str, Any]]) -> None:
        super().__init__(f"revision {version.revision}")
        self.version, self.edits = version, edits


class NotADraftError(Exception):
    """The version was published or replaced meanwhile; it no longer changes."""

    def __init__(self, version: AgendaVersion) -> None:
        super().__init__(version.state)
        self.version = version
