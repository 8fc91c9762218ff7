"""Template filters: how a page says texts, numbers, hours and dates in the reader's language."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from jumelage.documents.lettering import spaced
from jumelage.documents.words import say_dates
from jumelage.language import Bilingual, Language, say_clock, say_date, say_money, say_number, say_percent

__all__ = ["register"]

register = template.Library()

LONGEST_INITIALS = 6
_BREAKS = re.compile(r"[ \n]+")  # not the spaces that French keeps unbroken
_BEFORE_A_STOP = re.compile(r" (?=[,.:;)…\u00a0]|&nbsp;)")


def reader() -> Language:
    """Return the language of the page."""
    return "en" if get_language() == "en" else "fr"


@register.filter
def say(text: Bilingual | None) -> str:
    """Say a bilingual text, with the spaces that French keeps unbroken."""
    return spaced(text.say(reader()), reader()) if text else ""


@register.filter
def say_pair(texts: dict[str, str] | None) -> str:
    """Say a text that is kept as ``{fr, en}``."""
    return say(Bilingual(fr=texts.get("fr", ""), en=texts.get("en", ""))) if texts else ""


@register.filter
def short_name(name: str) -> str:
    """Shorten an organisation's name for a narrow box: its initials where it gives them, else without parentheses."""
    kept, _, added = name.rstrip(") ").partition(" (")
    return added if added and len(added) <= LONGEST_INITIALS and added.upper() == added else kept


@register.filter
def role_of(label: Bilingual, name: str) -> str:
    """Say who a delegate is beside the organisation's name: « personne 1 », « représentant »."""
    words = say(label).removeprefix(name).lstrip(", ")
    return words[:1].upper() + words[1:]


@register.filter
def clock(time: dt.datetime | dt.time) -> str:
    """Say an hour: 13 h 30, 1:30 p.m."""
    return say_clock(time, reader())


@register.filter
def day(date: dt.date) -> str:
    """Say a date with its weekday: mercredi 15 février 2017."""
    return say_date(date, reader(), weekday=True)


@register.filter(expects_localtime=True)
def dated(moment: dt.datetime) -> str:
    """Say on which day something was done: 15 février 2017."""
    return say_date(moment, reader())


@register.filter
def date_said(moment: dt.datetime) -> str:
    """Say the date of a moment, where the server is: 24 novembre 2026."""
    return say_date(timezone.localtime(moment).date(), reader())


@register.filter
def hour_said(moment: dt.datetime) -> str:
    """Say the hour of a moment, where the server is: 13 h 30."""
    return say_clock(timezone.localtime(moment), reader())


@register.filter
def short_day(date: dt.date) -> str:
    """Say a date without its year: mercredi 15 février."""
    return say_date(date, reader(), weekday=True, year=False)


@register.filter
def days(mission: Any) -> str:
    """Say the days of a mission: 15 et 16 février 2017; that they are to be set where they are."""
    if not (mission.first_day and mission.last_day):
        return gettext("dates to be set")
    return say_dates((mission.first_day, mission.last_day), reader())


@register.filter
def number(value: float) -> str:
    """Say a whole number: 28 487."""
    return say_number(value, reader())


@register.filter
def decimal(value: float) -> str:
    """Say a number with two decimals: 0,82."""
    return say_number(value, reader(), 2)


@register.filter
def known(value: float | None) -> str:
    """Say a whole number, or that it was not published: an unknown figure is no zero."""
    return say(Bilingual(fr="non publié", en="not published")) if value is None else say_number(value, reader())


@register.filter
def part(share: float | None) -> str:
    """Say a share, or a dash where it is not known."""
    return "–" if share is None or not math.isfinite(share) else say_percent(share, reader())


@register.filter
def tenths(value: float | None) -> str:
    """Say a number with one decimal: 5,2; a dash where it has no meaning."""
    return "–" if value is None or not math.isfinite(value) else say_number(value, reader(), 1)


@register.filter
def signed(value: float, decimals: int = 0) -> str:
    """Say a change with its sign: +155, −315."""
    said = say_number(value, reader(), decimals)
    return f"+{said}" if value > 0 else said


@register.filter
def thousandths(value: float) -> str:
    """Say a number with three decimals: 0,043."""
    return say_number(value, reader(), 3)


@register.filter
def signed_part(share: float | None) -> str:
    """Say a gap as a percentage with its sign: +14 %; a dash where there is none."""
    if share is None or not math.isfinite(share):
        return "–"
    return f"{'+' if share > 0 else ''}{say_percent(share, reader())}"


@register.filter
def money(value: float) -> str:
    """Say an amount in Canadian dollars: 15 000 000 $."""
    return say_money(value, reader())


@register.filter
def percent(share: float) -> str:
    """Say a share as a percentage: 48 %."""
    return say_percent(share, reader())


@register.filter
def website(url: str) -> str:
    """Name the site that a source address belongs to: lenord-cotier.com."""
    host = urlsplit(url).hostname or url
    return host.removeprefix("www.")


@register.filter
def words(text: str) -> list[str]:
    """Cut a line into its words, for a template to go through."""
    return text.split()


@register.filter
def of_key(mapping: dict[Any, Any], key: Any) -> Any:
    """Look a key up in a dictionary."""
    return mapping.get(key)


@register.filter
def is_list(value: Any) -> bool:
    """Tell whether a stored value is a list."""
    return isinstance(value, list)


@register.filter
def apart_from(place: Bilingual, title: Bilingual) -> str:
    """Say a place, unless it only repeats the title (« Chez X » under « X »)."""
    words = say(place)
    return "" if words.endswith(say(title)) else words


@register.filter
def visitors(activity: Any, programme: Any) -> str:
    """Name the organisations whose people take part in something."""
    homes = {person.id: person.organisation for person in programme.participants}
    names = {organisation.id: organisation.name for organisation in programme.organisations}
    coming = dict.fromkeys(homes[person] for person in activity.participants if person in homes)
    return ", ".join(names.get(id, id) for id in coming)


@register.filter
def moment(time: dt.datetime) -> str:
    """Say the day and hour of a moment, where the server is: 24 novembre, 16 h 05."""
    local = timezone.localtime(time)
    return f"{say_date(local.date(), reader(), year=False)}, {say_clock(local, reader())}"


@register.simple_tag(takes_context=True)
def inline(context: template.Context, template_name: str, **values: Any) -> SafeString:
    """Include a template inside a sentence or an address: its line breaks are single spaces, none at its ends."""
    with context.push(**values):
        written = template.Engine.get_default().get_template(template_name).render(context)
    return mark_safe(_BREAKS.sub(" ", written).strip(" "))


@register.simple_block_tag
def sentence(content: str) -> SafeString:
    """Write a sentence whose pieces stand on several lines: single spaces, none before a comma, a colon or a full stop."""
    return mark_safe(_BEFORE_A_STOP.sub("", _BREAKS.sub(" ", content)).strip(" "))


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """Draw a symbol of the page's sprite; the words beside it say the same, so readers of the screen skip it."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)
