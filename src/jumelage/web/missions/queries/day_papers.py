"""The day on paper: one's own programme, and one sheet of a day by place and hour."""

from __future__ import annotations

from jumelage import documents
from jumelage.language import Language
from jumelage.web.missions.models import AgendaVersion, Participant
from jumelage.web.missions.queries.missions import programme_of
from jumelage.web.missions.queries.publishing import own_programme

__all__ = ["own_paper"]


def own_paper(version: AgendaVersion, person: Participant, language: Language) -> bytes | None:
    """Print what a participant takes part in; None where the version has nothing for them."""
    own = own_programme(programme_of(version), person)
    return documents.programme_pdf(own, language) if own is not None and own.activities else None
