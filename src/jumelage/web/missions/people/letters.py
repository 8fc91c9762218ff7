"""The mails to the people of a mission: default wordings in both languages, and the addresses that stand in them."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.outbox.wordings import Wording

__all__ = ["WORDINGS", "absolute", "address_print", "invitation_link", "read_invitation", "wording"]

SALT = "missions.invitation"
LINK_LASTS = 90 * 24 * 3600  # seconds

_MISSION = ("mission", Bilingual(fr="le nom de la mission", en="the mission’s name"))
_AGENCY = ("organiser", Bilingual(fr="l’organisme qui organise", en="the organisation that organises"))
_NAME = ("person", Bilingual(fr="le nom de la personne", en="the person’s name"))
_LINK = ("link", Bilingual(fr="l’adresse de la page", en="the address of the page"))
_DAYS = ("days", Bilingual(fr="les jours de la mission", en="the days of the mission"))
_GOAL = ("goal", Bilingual(fr="le but de la mission", en="the mission’s goal"))
_AS = ("as", Bilingual(fr="à quel titre la personne est invitée", en="as what the person is invited"))

_TO_ANSWER = ("mission.invitation", "mission.reminder", "mission.request")
_BUTTONS = Bilingual(
    fr="\n\nOuvrir cette page ne décide de rien\u00a0: vous répondez par un bouton.",
    en="\n\nOpening that page decides nothing: you answer with a button.",
)


def wording(kind: str, name: Bilingual, subject: Bilingual, body: Bilingual, *values: tuple[str, Bilingual]) -> Wording:
    """Return a mail's default wording, with the foot that all mails of a mission have."""
    buttons = _BUTTONS if kind in _TO_ANSWER else NO_TEXT
    whole = Bilingual(fr=f"{body.fr}{buttons.fr}\n\n{{organiser}}", en=f"{body.en}{buttons.en}\n\n{{organiser}}")
    return Wording(kind, name, subject, whole, (_NAME, _MISSION, _AGENCY, _LINK, *values))


WORDINGS = (
    wording(
        "mission.invitation",
        Bilingual(fr="Invitation", en="Invitation"),
        Bilingual(fr="Invitation\u00a0: {mission}", en="Invitation: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nNous vous invitons à la mission «\u00a0{mission}\u00a0», {days}, {as}.\n\n{goal}\n\n"
            "Lisez l’invitation, puis dites oui ou non\u00a0:\n{link}",
            en="Hello {person},\n\nWe invite you to the mission “{mission}”, {days}, {as}.\n\n{goal}\n\n"
            "Read the invitation, then say yes or no:\n{link}",
        ),
        _DAYS, _GOAL, _AS,
    ),
    wording(
        "mission.reminder",
        Bilingual(fr="Rappel de l’invitation", en="Reminder of the invitation"),
        Bilingual(fr="Votre réponse nous aiderait\u00a0: {mission}", en="Your answer would help us: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nVous n’avez pas encore répondu à l’invitation à la mission «\u00a0{mission}\u00a0», {days}. "
            "Un non nous aide autant qu’un oui\u00a0: la place ira à quelqu’un d’autre.\n\n{link}",
            en="Hello {person},\n\nYou have not answered the invitation to the mission “{mission}”, {days}, yet. "
            "A no helps us as much as a yes: the seat will go to someone else.\n\n{link}",
        ),
        _DAYS,
    ),
    wording(
        "mission.accepted",
        Bilingual(fr="Réponse reçue\u00a0: oui", en="Answer received: yes"),
        Bilingual(fr="Vous êtes de la mission\u00a0: {mission}", en="You are in: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nVotre oui est noté pour la mission «\u00a0{mission}\u00a0», {days}. Votre page dit quoi faire "
            "maintenant\u00a0:\n{link}\n\nSi ce n’est pas vous qui avez répondu, écrivez-nous.",
            en="Hello {person},\n\nYour yes to the mission “{mission}”, {days}, is noted. Your page says what to do "
            "now:\n{link}\n\nIf it was not you who answered, write to us.",
        ),
        _DAYS,
    ),
    wording(
        "mission.waiting",
        Bilingual(fr="Réponse reçue\u00a0: liste d’attente", en="Answer received: waiting list"),
        Bilingual(fr="Vous êtes sur la liste d’attente\u00a0: {mission}", en="You are on the waiting list: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nMerci de votre oui à la mission «\u00a0{mission}\u00a0», {days}. Toutes les places sont prises. "
            "Vous êtes sur la liste d’attente, dans l’ordre des réponses\u00a0; dès qu’une place se libère, nous "
            "vous écrivons.\n\n{link}",
            en="Hello {person},\n\nThank you for your yes to the mission “{mission}”, {days}. Every seat is taken. You "
            "are on the waiting list, in the order of answers; as soon as a seat is free, we write to you.\n\n{link}",
        ),
        _DAYS,
    ),
    wording(
        "mission.seat",
        Bilingual(fr="Une place s’est libérée", en="A seat is free"),
        Bilingual(fr="Une place est à vous\u00a0: {mission}", en="A seat is yours: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nUne place s’est libérée et elle est à vous\u00a0: vous êtes de la mission «\u00a0{mission}\u00a0», "
            "{days}. Si vous ne pouvez plus venir, dites-le sur votre page, pour la personne suivante\u00a0:\n{link}",
            en="Hello {person},\n\nA seat is free and it is yours: you are in the mission “{mission}”, {days}. If you can "
            "no longer come, say so on your page, for whoever is next:\n{link}",
        ),
        _DAYS,
    ),
    wording(
        "mission.moved",
        Bilingual(fr="Mission déplacée", en="Mission moved"),
        Bilingual(fr="Nouvelles dates\u00a0: {mission}", en="New dates: {mission}"),
        Bilingual(
            fr="Bonjour {person},\n\nLa mission «\u00a0{mission}\u00a0» est déplacée\u00a0: elle aura lieu {days}, et non {before}.\n\n"
            "Votre réponse reste notée. Si ces dates ne vous conviennent pas, dites-le sur votre page\u00a0:\n{link}",
            en="Hello {person},\n\nThe mission “{mission}” is moved: it takes place on {days}, and no longer on {before}.\n\n"
            "Your answer stands. If these dates do not suit you, say so on your page:\n{link}",
        ),
        _DAYS,
        ("before", Bilingual(fr="les jours d’avant", en="the days before")),
    ),
)  # fmt: skip


def absolute(path: str) -> str:
    """Return the whole address of a page, for a mail: jobs have no request to ask."""
    return str(settings.SITE_URL).rstrip("/") + path


def address_print(email: str) -> str:
    """Return what a signed path keeps of the address it went to: once the address is corrected, the path opens nothing."""
    return salted_hmac("missions.address", email, algorithm="sha256").hexdigest()[:16]


def invitation_link(participant: int, invited: str) -> str:
    """Return the address that an invitation carries: signed, so that nobody makes one up, and good for one sending."""
    token = signing.dumps([participant, invited], salt=SALT)
    return absolute(reverse("invitation", args=[token]))


def read_invitation(token: str) -> tuple[int, str] | None:
    """Read an invitation's address back; None when it is not ours or too old."""
    try:
        participant, invited = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(participant), str(invited)
