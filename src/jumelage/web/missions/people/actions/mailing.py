"""Write to the people of a mission: each in their own language, each mail once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from jumelage.documents.words import say_dates
from jumelage.language import Bilingual, Language
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import Part, PartState
from jumelage.web.missions.people.letters import absolute, invitation_link
from jumelage.web.outbox.actions import enqueue

__all__ = ["language_of", "write_to", "write_to_side"]

AS = {
    Part.DELEGATE: Bilingual(fr="comme membre de la délégation", en="as a member of the delegation"),
    Part.HOST: Bilingual(fr="pour recevoir des visiteurs", en="to receive visitors"),
    Part.PARTNER: Bilingual(fr="comme partenaire sur place", en="as a partner at the destination"),
    Part.READER: Bilingual(fr="pour suivre la mission au nom du conseil", en="to follow it for the council"),
}
UNDATED = Bilingual(fr="aux dates à fixer", en="on dates to be set")


def language_of(participant: Participant) -> Language:
    """Return the language that a person is written to in."""
    return "en" if participant.language == "en" else "fr"


def write_to(
    participant: Participant, kind: str, *, key: str | None = None, path: str = "", **values: Bilingual
) -> bool:
    """Write one mail to a person of a mission; tell whether there was an address to write to.

    ``path`` is the page that the mail leads to; without one, the person's own page of the mission, or the invitation
    while it waits for an answer.
    """
    if not participant.email:
        return False
    mission, language = participant.mission, language_of(participant)
    said: dict[str, Any] = {name: text.say(language) for name, text in values.items()}
    said |= {
        "person": participant.name or str(participant.organisation or participant.email),
        "mission": mission.title.say(language),
        "organiser": mission.agency.name,
        "goal": mission.goal.say(language),
        "days": _days(mission).say(language),
        "as": AS[Part(participant.part)].say(language),
        "link": absolute(path) if path else _page(participant),
    }
    about = f"mission:{mission.pk}"
    enqueue(
        mission.agency, kind, participant.email, language=language, name=participant.name, about=about, key=key, **said
    )
    return True


def write_to_side(
    people: Iterable[Participant], kind: str, *, path: str | Callable[[Participant], str] = "", **values: Bilingual
) -> int:
    """Write the same to each person of a side, with a page for all or one each; return how many have an address."""
    own = path if callable(path) else lambda _: path
    return sum(write_to(person, kind, key=None, path=own(person), **values) for person in people)


def _page(participant: Participant) -> str:
    if participant.state == PartState.INVITED and participant.invited_at:
        return invitation_link(participant.pk, participant.invited_at.isoformat())
    return absolute(reverse("my-mission", args=[participant.mission.slug]))


def _days(mission: Mission) -> Bilingual:
    if not (mission.first_day and mission.last_day):
        return UNDATED
    days = (mission.first_day, mission.last_day)
    return Bilingual(fr=say_dates(days, "fr", article=True), en=say_dates(days, "en"))
