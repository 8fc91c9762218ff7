"""The mails of requests to meet: default wordings in both languages."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from jumelage.language import Bilingual
from jumelage.web.missions.core.models import Participant
from jumelage.web.missions.people.letters import address_print, wording

__all__ = ["WORDINGS", "read_request_link", "request_path"]

SALT = "request to meet"

_OTHER = ("other", Bilingual(fr="l’organisation d’en face", en="the other organisation"))
_WORDS = ("words", Bilingual(fr="ce qu’elle écrit", en="what it wrote"))
_REASONS = ("reasons", Bilingual(fr="les raisons de se rencontrer", en="the reasons to meet"))
_UNTIL = ("until", Bilingual(fr="jusqu’à quand répondre", en="until when to answer"))

WORDINGS = (
    wording(
        "mission.request",
        Bilingual(fr="Demande de rencontre", en="Request to meet"),
        Bilingual(fr="{other} souhaite vous rencontrer", en="{other} would like to meet you"),
        Bilingual(
            fr="Bonjour {person},\n\n{other} souhaite vous rencontrer pendant la mission «\u00a0{mission}\u00a0».\n\n{reasons}\n\n"
            "{words}\n\nRépondez avant le {until}\u00a0: sans réponse, la demande s’éteint d’elle-même.\n{link}",
            en="Hello {person},\n\n{other} would like to meet you during the mission “{mission}”.\n\n{reasons}\n\n"
            "{words}\n\nAnswer before {until}: without an answer, the request ends by itself.\n{link}",
        ),
        _OTHER, _REASONS, _WORDS, _UNTIL,
    ),
    wording(
        "mission.request.accepted",
        Bilingual(fr="Demande acceptée", en="Request accepted"),
        Bilingual(fr="{other} dit oui", en="{other} says yes"),
        Bilingual(
            fr="Bonjour {person},\n\n{other} accepte de vous rencontrer pendant la mission «\u00a0{mission}\u00a0». L’heure et le lieu "
            "viendront avec le programme.\n\n{words}\n\n{link}",
            en="Hello {person},\n\n{other} agrees to meet you during the mission “{mission}”. The time and the place will "
            "come with the programme.\n\n{words}\n\n{link}",
        ),
        _OTHER, _WORDS,
    ),
    wording(
        "mission.request.not_possible",
        Bilingual(fr="Rencontre impossible", en="Meeting not possible"),
        Bilingual(fr="{other}\u00a0: rencontre impossible cette fois", en="{other}: a meeting is not possible this time"),
        Bilingual(
            fr="Bonjour {person},\n\nLa rencontre avec {other} n’est pas possible pendant la mission «\u00a0{mission}\u00a0». Votre "
            "page propose d’autres personnes à rencontrer\u00a0:\n{link}",
            en="Hello {person},\n\nA meeting with {other} is not possible during the mission “{mission}”. Your page "
            "suggests others to meet:\n{link}",
        ),
        _OTHER,
    ),
    wording(
        "mission.request.withdrawn",
        Bilingual(fr="Demande retirée ou rencontre annulée", en="Request withdrawn or meeting cancelled"),
        Bilingual(fr="{other} ne peut plus vous rencontrer", en="{other} can no longer meet you"),
        Bilingual(
            fr="Bonjour {person},\n\n{other} retire sa demande, ou ne peut plus venir à votre rencontre, pendant la mission "
            "«\u00a0{mission}\u00a0». Votre page est à jour\u00a0:\n{link}",
            en="Hello {person},\n\n{other} takes its request back, or can no longer come to your meeting, during the "
            "mission “{mission}”. Your page is up to date:\n{link}",
        ),
        _OTHER,
    ),
    wording(
        "mission.request.expired",
        Bilingual(fr="Demande sans réponse", en="Request without an answer"),
        Bilingual(fr="{other} n’a pas répondu", en="{other} did not answer"),
        Bilingual(
            fr="Bonjour {person},\n\n{other} n’a pas répondu à temps à votre demande pour la mission «\u00a0{mission}\u00a0». Vous "
            "pouvez demander une autre rencontre\u00a0:\n{link}",
            en="Hello {person},\n\n{other} did not answer your request in time for the mission “{mission}”. You may ask "
            "for another meeting:\n{link}",
        ),
        _OTHER,
    ),
)  # fmt: skip


def request_path(request: int, person: Participant) -> str:
    """Return the path at which a person answers one request without signing in: signed, and for the address it goes to."""
    return reverse("request-link", args=[signing.dumps([request, person.pk, address_print(person.email)], salt=SALT)])


def read_request_link(token: str) -> tuple[int, int, str] | None:
    """Read back the request, the person and the print of the address of a signed path; None when it is not ours."""
    try:
        request, participant, address = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(request), int(participant), str(address)
