"""What an action says when somebody was faster, or a rule would break: the status, and the words."""

from __future__ import annotations

from jumelage.web.missions.agenda.actions.editing import EditRefusedError, NotADraftError, OutdatedDraftError
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError
from jumelage.web.missions.agenda.actions.versions import NoAgendaError
from jumelage.web.missions.day.actions.presence import MeetingMovedError, NotAllowedNowError
from jumelage.web.missions.matching.actions import requests

__all__ = ["KINDS", "reasons_of", "status_of"]

WORDS: dict[type[Exception], str] = {
    requests.DuplicateRequestError: "A request between the two is already active. / Une demande existe déjà entre les deux.",
    requests.RequestChangedError: "The request changed meanwhile: read it again. / La demande a changé entre-temps : relisez-la.",
    requests.RequestNotAllowedError: "The two are not to meet. / Ces deux-là ne se rencontrent pas.",
    requests.QuotaReachedError: "The organisation has as many requests as it may make. / L’organisation a atteint son nombre de demandes.",
    NoAgendaError: "The mission has no agenda yet: plan it first. / La mission n’a pas encore de programme : planifiez-la d’abord.",
    NotADraftError: "The version is no draft any more. / La version n’est plus un brouillon.",
    OutdatedDraftError: "Somebody changed the draft meanwhile: read it again. / Le brouillon a changé entre-temps : relisez-le.",
    OutdatedVersionError: "Another version became public meanwhile. / Une autre version a été publiée entre-temps.",
    MeetingMovedError: "The meeting was moved or taken off. / La rencontre a été déplacée ou retirée.",
    NotAllowedNowError: "Not at this hour: the meeting has begun, or has not. / Pas à cette heure : la rencontre a commencé, ou pas encore.",
}
KINDS = (*WORDS, EditRefusedError)


def status_of(error: Exception) -> int:
    """Tell a broken rule (422) from a change that came first (409)."""
    return 422 if isinstance(error, EditRefusedError) else 409


def reasons_of(error: Exception) -> str:
    """Say why, in both languages."""
    if isinstance(error, EditRefusedError):
        return " ".join(f"{reason.en} / {reason.fr}" for reason in error.reasons)
    return WORDS[type(error)]
