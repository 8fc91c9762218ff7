"""What a participant reads of requests: whom they could meet, what they asked and were asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission, Participant
from jumelage.web.missions.core.rules import MEETS, Part, PartState, Side
from jumelage.web.missions.matching.models import Request, Suggestion
from jumelage.web.missions.matching.queries import requests as asking
from jumelage.web.missions.matching.queries.matches import kept_apart, rejected_pairs
from jumelage.web.missions.matching.rules import LIVE, RequestState, Wish
from jumelage.web.missions.people.letters import address_print
from jumelage.web.missions.portal.questions import REVERSED

__all__ = ["Asked", "Possible", "asked_by_me", "asked_of_me", "open_to", "others", "possible", "still_invited"]


@dataclass(frozen=True, slots=True)
class Possible:
    """An organisation across the table that one could meet: as what, why, and what was said so far."""

    other: Organisation
    relation: str
    reasons: list[Bilingual]
    request: Request | None
    refused: bool

    @property
    def state(self) -> str:
        """Say how it stands: open, mine, theirs, agreed or refused."""
        if self.request is None:
            return "refused" if self.refused else "open"
        if self.request.state == RequestState.ACCEPTED:
            return "agreed"
        own = self.request.asked_by_side == self.mine
        return "mine" if own else "theirs"

    @property
    def mine(self) -> str:
        """Return one's own side of the request."""
        assert self.request is not None
        return Side.HOST if self.request.delegation_id == self.other.pk else Side.DELEGATION


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as one side reads it: the other's words and reasons, one's own wish, never the other's."""

    request: Request
    side: Side
    reasons: list[Bilingual]
    relation: str = ""

    @property
    def other(self) -> Organisation:
        """Return who is across."""
        return self.request.host if self.side == Side.DELEGATION else self.request.delegation

    @property
    def mine(self) -> bool:
        """Tell whether one's own side asked."""
        return self.request.asked_by_side == self.side

    @property
    def wish(self) -> str:
        """Return one's own wish."""
        return str(getattr(self.request, f"{self.side.value}_wish"))

    @property
    def words(self) -> str:
        """Return what the other side wrote: with its request, or with its yes; what comes with a no is not shown."""
        if not self.mine:
            return self.request.words
        return self.request.answer_words if self.request.state == RequestState.ACCEPTED else ""

    @property
    def open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.request.state == RequestState.PROPOSED

    @property
    def live(self) -> bool:
        """Tell whether it may still be taken back."""
        return self.request.state in LIVE


def _seen_from(side: Side, relation: str) -> str:
    """Say what the other is to us: a match says what the host is to the visitor."""
    return relation if side == Side.DELEGATION else REVERSED.get(relation, relation)


def possible(mission: Mission, organisation: Organisation, side: Side) -> list[Possible]:
    """Return whom an organisation could meet and why, the best first; who was asked, and who was refused, last.

    Pairs that an officer keeps apart, and those of which the other side said no, are not there: nobody learns which.
    """
    across = side.other.value
    mine = mission.suggestions.filter(**{side.value: organisation}).exclude(reasons=[])
    rows = mine.select_related(across).prefetch_related(f"{across}__offers").order_by("-score", "id")
    best: dict[int, Suggestion] = {}
    for row in rows:
        best.setdefault(getattr(row, f"{across}_id"), row)
    requests = list(asking.requests_of(mission).filter(**{side.value: organisation}).order_by("answered_at", "id"))
    living = {getattr(row, f"{across}_id"): row for row in requests if row.state in LIVE}
    ended = {getattr(row, f"{across}_id"): row for row in requests if row.state == RequestState.DECLINED}
    apart = _apart(mission, organisation, side)
    found = []
    for key, row in best.items():
        last = ended.get(key)
        theirs = last is not None and getattr(last, f"{across}_wish") == Wish.NO and key not in living
        if key in apart or theirs:
            continue
        refused = last is not None and getattr(last, f"{side.value}_wish") == Wish.NO
        reasons = [reason.text for reason in row.bilingual_reasons]
        other = getattr(row, across)
        found.append(Possible(other, _seen_from(side, row.relation), reasons, living.get(key), refused))
    order = {"theirs": 0, "open": 1, "mine": 2, "agreed": 3, "refused": 4}
    return sorted(found, key=lambda one: order[one.state])


def _apart(mission: Mission, organisation: Organisation, side: Side) -> set[int]:
    """Return the organisations that a decision keeps apart from this one."""
    own = 0 if side == Side.DELEGATION else 1
    keys = {pair[1 - own] for pair in rejected_pairs(mission) if pair[own] == organisation.pk}
    codes = {a if b == organisation.code else b for a, b in kept_apart(mission) if organisation.code in (a, b)}
    if codes:
        named = Organisation.objects.filter(agency=mission.agency, code__in=codes)
        keys |= set(named.values_list("pk", flat=True))
    return keys


def others(mission: Mission, organisation: Organisation, side: Side, known: set[int]) -> list[Organisation]:
    """Return who else takes part across the table, with what they offer: no reason is known, yet one may ask."""
    part = Part.HOST if side == Side.DELEGATION else Part.DELEGATE
    said_yes = mission.participants.filter(part=part, state=PartState.ACCEPTED, organisation__isnull=False)
    apart = _apart(mission, organisation, side) | known | {organisation.pk}
    gone = asking.requests_of(mission).filter(**{side.value: organisation})
    gone_keys = set(gone.values_list(f"{side.other.value}_id", flat=True))
    rows = Organisation.objects.filter(pk__in=said_yes.values("organisation"), merged_into=None)
    return list(rows.exclude(pk__in=apart | gone_keys).prefetch_related("offers").order_by("name"))


def _asked(mission: Mission, rows: list[Request], side: Side) -> list[Asked]:
    pairs = {(row.delegation_id, row.host_id) for row in rows}
    matches = mission.suggestions.filter(delegation__in={a for a, _ in pairs}, host__in={b for _, b in pairs}).exclude(
        reasons=[]
    )
    best: dict[tuple[int, int], Suggestion] = {}
    for match in matches.order_by("-score", "id"):
        best.setdefault(match.pair, match)
    found = []
    for row in rows:
        known = best.get((row.delegation_id, row.host_id))
        relation = row.relation or (known.relation if known is not None else "")
        reasons = [reason.text for reason in known.bilingual_reasons] if known is not None else []
        found.append(Asked(row, side, reasons, _seen_from(side, relation)))
    return found


def asked_of_me(mission: Mission, organisation: Organisation, side: Side) -> list[Asked]:
    """Return what an organisation was asked: what waits for an answer first, then what it agreed to."""
    rows = sorted(
        asking.asked_of(mission, organisation.pk, side), key=lambda row: (row.state != "proposed", row.expires_at)
    )
    return _asked(mission, rows, side)


def open_to(number: int, participant: int, address: str) -> tuple[Participant, Asked] | None:
    """Return who may answer a request by its signed path, and the request: until it is answered, taken back or too late.

    ``address`` is the print of the address that the path went to: nothing once the person has another.
    """
    part = (
        Participant.objects.select_related("user", "organisation", "mission__agency")
        .filter(pk=participant, part__in=MEETS, state=PartState.ACCEPTED, user__is_active=True)
        .first()
    )
    if part is None or part.organisation_id is None or address_print(part.email) != address:
        return None
    side = part.side
    waiting = asking.asked_of(part.mission, part.organisation_id, side)
    rows = [row for row in waiting if row.pk == number and row.state == RequestState.PROPOSED]
    found = _asked(part.mission, [row for row in rows if row.expires_at > timezone.now()], side)
    return (part, found[0]) if found else None


def still_invited(participant: int, address: str) -> Participant | None:
    """Return a person whom the mission waits for: an answer to a request comes after theirs to the invitation."""
    found = Participant.objects.filter(pk=participant, state=PartState.INVITED, invited_at__isnull=False).first()
    return found if found is not None and address_print(found.email) == address else None


def asked_by_me(mission: Mission, organisation: Organisation, side: Side) -> list[Asked]:
    """Return what an organisation asked, the latest first."""
    return _asked(mission, list(asking.made_by_side(mission, organisation.pk, side)), side)
