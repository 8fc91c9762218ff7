"""What people agree to: kept with its very words, looked up before what needs it, taken back at any time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jumelage.language import Bilingual, Language
from jumelage.web.accounts.actions import record_change
from jumelage.web.accounts.models import Agency, AnyUser, Consent, User, author

__all__ = ["consents_of", "give", "standing", "withdraw"]


@transaction.atomic
def give(  # noqa: PLR0913 (a consent has that many parts)
    user: User, purpose: str, text: Bilingual, *, language: Language, version: str, about: str = "",
    agency: Agency | None = None, lasts: dt.timedelta | None = None, by: AnyUser | None = None,
) -> Consent:  # fmt: skip
    """Keep that a person agrees.

    Parameters
    ----------
    user, purpose, about
        Who agrees to what, for what: ``mission.telephone``, ``mission:12``.
    text, language, version
        The words that the person read, in which language, and which edition of them.
    agency
        To whom.
    lasts
        For how long; without it, until withdrawn.
    by
        The officer who wrote it down, where the person said it otherwise.
    """
    standing(user, purpose, about).update(withdrawn_at=timezone.now())  # one stands at a time; the former is kept
    made = Consent.objects.create(
        user=user, agency=agency, purpose=purpose, about=about, text=text.say(language), language=language,
        version=version, expires_at=timezone.now() + lasts if lasts else None, given_by=author(by),
    )  # fmt: skip
    if agency is not None:
        record_change(agency, by or user, "consent.given", f"consent:{made.pk}", after=_read(made))
    return made


@transaction.atomic
def withdraw(user: AnyUser, consent: Consent) -> bool:
    """Take a consent back; tell whether it stood. Whoever gave it may, at any time."""
    if consent.user_id != user.pk:
        return False
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        return False
    if consent.agency is not None:
        record_change(consent.agency, user, "consent.withdrawn", f"consent:{consent.pk}", before=_read(consent))
    return True


def standing(user: User, purpose: str, about: str = "") -> QuerySet[Consent]:
    """Return the consent that holds now, where there is one."""
    now = timezone.now()
    holds = Q(expires_at=None) | Q(expires_at__gt=now)
    return Consent.objects.filter(holds, user=user, purpose=purpose, about=about, withdrawn_at=None)


def consents_of(user: User) -> QuerySet[Consent]:
    """Return everything that a person ever agreed to, the latest first."""
    return Consent.objects.filter(user=user).select_related("agency")


def _read(consent: Consent) -> dict[str, str]:
    return {
        "purpose": consent.purpose,
        "about": consent.about,
        "version": consent.version,
        "language": consent.language,
    }
