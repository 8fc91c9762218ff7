"""What is read about messages."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from jumelage.text import mail_address
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.outbox.models import Message, Suppression, Template
from jumelage.web.outbox.rules import LONGEST_WAIT, MessageState

__all__ = [
    "Filters",
    "agency_of_stop",
    "counts",
    "due",
    "fingerprint",
    "kinds_sent",
    "messages_found",
    "plain",
    "suppressed",
    "suppressions_of",
    "suppressions_visible_to",
    "template_of",
    "templates_of",
    "visible_to",
]


def visible_to(user: AnyUser) -> QuerySet[Message]:
    """Return the messages of the agencies whose officer the person is: mail is not for readers."""
    return Message.objects.filter(agency__in=agencies_edited_by(user))


def due() -> QuerySet[Message]:
    """Return the messages whose time has come, the most urgent first; a time too far ahead was written before the clock
    was put back.
    """
    now = timezone.now()
    come = Q(next_try__lte=now) | Q(next_try__gt=now + LONGEST_WAIT)
    found = Message.objects.filter(come, state=MessageState.QUEUED)
    if settings.MAIL_KIND == "none":  # nothing can leave; what was asked for just now is told in the log
        found = found.filter(priority__gt=0)
    return found.order_by("-priority", "next_try", "pk")


def template_of(agency: Agency | None, kind: str) -> Template | None:
    """Return the agency's own wording of a kind, where it has one."""
    return Template.objects.filter(agency=agency, kind=kind).first() if agency else None


def suppressed(agency: Agency | None, email: str) -> bool:
    """Tell whether nothing may be sent to an address."""
    return suppressions_of(agency, email).exists()


def suppressions_of(agency: Agency | None, email: str) -> QuerySet[Suppression]:
    """Return what keeps mail from an address, for this agency or for all; an erased address is known by its print."""
    return Suppression.objects.filter(Q(agency=None) | Q(agency=agency), email__in=[plain(email), fingerprint(email)])


def plain(email: str) -> str:
    """Normalise an address as it is stored."""
    return mail_address(email)


def fingerprint(email: str) -> str:
    """Hash an address that was erased: the hash recognises the address and does not reveal it."""
    return f"{salted_hmac('jumelage.erased', plain(email)).hexdigest()[:40]}@erased.invalid"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an officer looks for among messages."""

    state: str = ""
    kind: str = ""
    words: str = ""


def messages_found(user: AnyUser, filters: Filters) -> QuerySet[Message]:
    """Return the messages of the person's agencies that fit, the newest first."""
    found = visible_to(user).select_related("agency").defer("text", "calendar")
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    for word in filters.words.split():
        found = found.filter(Q(to__icontains=word) | Q(to_name__icontains=word) | Q(subject__icontains=word))
    return found


def counts(user: AnyUser) -> dict[str, int]:
    """Count the messages of the person's agencies, state by state."""
    rows = visible_to(user).order_by().values_list("state").annotate(n=Count("pk"))
    return {state.value: 0 for state in MessageState} | dict(rows)


def kinds_sent(user: AnyUser) -> list[str]:
    """List the kinds of messages that were written."""
    return list(visible_to(user).order_by("kind").values_list("kind", flat=True).distinct())


def suppressions_visible_to(user: AnyUser) -> QuerySet[Suppression]:
    """Return the addresses that the person's agencies send nothing to."""
    return Suppression.objects.filter(agency__in=agencies_edited_by(user)).select_related("agency", "by")


def templates_of(agency: Agency) -> dict[str, Template]:
    """Return the agency's own wordings, by kind."""
    return {template.kind: template for template in Template.objects.filter(agency=agency).select_related("changed_by")}


def agency_of_stop(pk: int | None) -> Agency | None:
    """Return the agency that a stop link speaks of."""
    return Agency.objects.filter(pk=pk).first() if pk else None


def suppressions_like(found: QuerySet[Suppression], words: str) -> QuerySet[Suppression]:
    """Keep the addresses that hold what is looked for; a whole address also finds its print."""
    return found.filter(Q(email__icontains=words) | Q(email=fingerprint(words)))
