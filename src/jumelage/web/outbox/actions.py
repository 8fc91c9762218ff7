"""Write a message in the transaction that causes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jumelage.language import Language
from jumelage.web.accounts.models import Agency
from jumelage.web.outbox.models import Message
from jumelage.web.outbox.queries import suppressed, template_of
from jumelage.web.outbox.rules import MessageState
from jumelage.web.outbox.wordings import wording_of

__all__ = ["post"]


@transaction.atomic
def post(
    agency: Agency | None,
    kind: str,
    to: str,
    *,
    language: Language,
    name: str = "",
    about: str = "",
    key: str | None = None,
    calendar: str = "",
    **values: str,
) -> Message:
    """Write one message; the worker sends it once the transaction holds.

    Parameters
    ----------
    agency, kind
        In whose name, and which wording (:mod:`jumelage.web.outbox.wordings`).
    to, name, language
        To whom, in which language.
    about, key
        What it is about (``mission:12``); a message whose ``key`` was used already is not written twice.
    calendar
        A calendar file that goes with it.
    values
        What stands in the wording's placeholders.
    """
    if key is not None and (known := Message.objects.filter(key=key).first()):
        return known
    wording = template_of(agency, kind) or wording_of(kind)
    stopped = suppressed(agency, to)
    return Message.objects.create(
        agency=agency,
        kind=kind,
        about=about,
        key=key,
        to=to.strip().lower(),
        to_name=name,
        language=language,
        subject=_filled(wording.subject.say(language), values),
        text=_filled(wording.body.say(language), values),
        calendar=calendar,
        state=MessageState.SUPPRESSED if stopped else MessageState.QUEUED,
    )


def _filled(text: str, values: dict[str, Any]) -> str:
    """Put the values in; an unknown placeholder stays as it is, no value is read as one."""
    parts = text.split("{")
    return parts[0] + "".join(_value(part, values) for part in parts[1:])


def _value(part: str, values: dict[str, Any]) -> str:
    name, closed, rest = part.partition("}")
    return f"{values[name]}{rest}" if closed and name in values else "{" + part
