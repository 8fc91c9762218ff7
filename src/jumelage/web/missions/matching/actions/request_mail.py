"""Tell people of a request: the other side that it is asked, the asking side what came of it. Priorities are told to no one."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from jumelage.language import NO_TEXT, Bilingual, say_date
from jumelage.web.missions.core.models import Participant
from jumelage.web.missions.core.rules import PartState, Side
from jumelage.web.missions.matching.letters import request_path
from jumelage.web.missions.matching.models import Request
from jumelage.web.missions.matching.queries.requests import best_suggestion
from jumelage.web.missions.matching.rules import RequestState
from jumelage.web.missions.people.actions.mailing import write_to_side
from jumelage.web.missions.people.queries.participants import people_of_side

__all__ = ["tell_answer", "tell_asked", "tell_expired", "tell_withdrawn"]

REASONS_SAID = 2


def _people(request: Request, side: Side) -> list[Participant]:
    """Return who is written to: the people of the side who said yes, else those who are invited."""
    key = getattr(request, f"{side.value}_id")
    found = people_of_side(request.mission, key) or people_of_side(request.mission, key, PartState.INVITED)
    for person in found:
        person.mission = request.mission
    return found


def _name(request: Request, side: Side) -> Bilingual:
    name = getattr(request, side.value).name
    return Bilingual(name, name)


def _quoted(words: str) -> Bilingual:
    return Bilingual(f"«\u00a0{words}\u00a0»", f"“{words}”") if words else NO_TEXT


def _page(request: Request) -> str:
    return reverse("my-requests", args=[request.mission.slug])


def tell_asked(request: Request) -> None:
    """Tell the other side who asks, why, in which words, and until when to answer."""
    asking = Side(request.asked_by_side)
    match = best_suggestion(request.mission, request.delegation_id, request.host_id, request.relation)
    said = [reason.text for reason in match.bilingual_reasons[:REASONS_SAID]] if match else []
    day = timezone.localtime(request.expires_at).date()
    write_to_side(
        _people(request, asking.other),
        "mission.request",
        path=lambda person: request_path(request.pk, person),
        other=_name(request, asking),
        words=_quoted(request.words),
        reasons=Bilingual("\n".join(one.say("fr") for one in said), "\n".join(one.say("en") for one in said)),
        until=Bilingual(say_date(day, "fr"), say_date(day, "en")),
    )


def tell_answer(request: Request) -> None:
    """Tell the asking side yes, or that it is not possible: why is for the officer alone."""
    asking = Side(request.asked_by_side)
    yes = request.state == RequestState.ACCEPTED
    kind = "mission.request.accepted" if yes else "mission.request.not_possible"
    more = {"words": _quoted(request.answer_words)} if yes else {}
    write_to_side(_people(request, asking), kind, path=_page(request), other=_name(request, asking.other), **more)


def tell_withdrawn(request: Request, leaving: Side) -> None:
    """Tell the side that stays."""
    people = _people(request, leaving.other)
    write_to_side(people, "mission.request.withdrawn", path=_page(request), other=_name(request, leaving))


def tell_expired(request: Request) -> None:
    """Tell the asking side that no answer came."""
    asking = Side(request.asked_by_side)
    people = _people(request, asking)
    write_to_side(people, "mission.request.expired", path=_page(request), other=_name(request, asking.other))
