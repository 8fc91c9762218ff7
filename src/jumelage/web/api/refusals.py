"""What an action says when somebody was faster, or a rule would break: the status, and the words."""

from __future__ import annotations

from jumelage.web.missions.actions import requests
from jumelage.web.missions.actions.agenda import NoAgenda
from jumelage.web.missions.actions.day import Moved, NotNow
from jumelage.web.missions.actions.editing import NotADraft, Refused, Stale
from jumelage.web.missions.actions.publishing import Overtaken

__all__ = ["KINDS", "reasons_of", "status_of"]

WORDS: dict[type[Exception], str] = {
    requests.AlreadyAsked: "A request lives between the two. / Une demande existe déjà entre les deux.",
    requests.RequestMoved: "The request changed meanwhile: read it again. / La demande a changé entre-temps : relisez-la.",
    requests.NotPossible: "The two are not to meet. / Ces deux-là ne se rencontrent pas.",
    requests.QuotaReached: "The organisation has as many requests as it may make. / L’organisation a atteint son nombre de demandes.",
    NoAgenda: "The mission has no agenda yet: plan it first. / La mission n’a pas encore de programme : planifiez-la d’abord.",
    NotADraft: "The version is no draft any more. / La version n’est plus un brouillon.",
    Stale: "Somebody changed the draft meanwhile: read it again. / Le brouillon a changé entre-temps : relisez-le.",
    Overtaken: "Another version became public meanwhile. / Une autre version a été publiée entre-temps.",
    Moved: "The meeting was moved or taken off. / La rencontre a été déplacée ou retirée.",
    NotNow: "Not at this hour: the meeting has begun, or has not. / Pas à cette heure : la rencontre a commencé, ou pas encore.",
}
KINDS = (*WORDS, Refused)


def status_of(error: Exception) -> int:
    """Tell a broken rule (422) from a change that came first (409)."""
    return 422 if isinstance(error, Refused) else 409


def reasons_of(error: Exception) -> str:
    """Say why, in both languages."""
    if isinstance(error, Refused):
        return " ".join(f"{reason.en} / {reason.fr}" for reason in error.reasons)
    return WORDS[type(error)]
