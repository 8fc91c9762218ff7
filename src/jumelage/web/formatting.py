"""Template filters and tags: how a page writes texts, numbers, hours and dates in its language."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from django import template
from django.template.base import Parser, Token
from django.templatetags.i18n import BlockTranslateNode, do_block_translate
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from jumelage.documents.lettering import joined, spaced
from jumelage.documents.words import say_dates
from jumelage.language import (
    Bilingual,
    Language,
    say_clock,
    say_date,
    say_money,
    say_number,
    say_partial_date,
    say_percent,
)

__all__ = ["register"]

register = template.Library()

LONGEST_INITIALS = 6
NO_FIGURE = "–"
_BREAKS = re.compile(r"[ \n]+")  # not the spaces that French keeps unbroken
_BEFORE_A_STOP = re.compile(r" (?=(?:<\w[^<>]*>)*(?:[,.:;)…\u00a0]|&nbsp;))")


def page_language() -> Language:
    """Return the language of the page."""
    return "en" if get_language() == "en" else "fr"


@register.filter
def text(value: Bilingual | dict[str, str] | None) -> str:
    """Write a bilingual text, or one stored as ``{fr, en}``, in the language of the page, typeset for it."""
    if isinstance(value, dict):
        value = Bilingual(fr=value.get("fr", ""), en=value.get("en", ""))
    return typeset(value.say(page_language())) if value else ""


@register.filter
def typeset(words: object) -> str:
    """Set apostrophes, unbroken spaces and elisions in a sentence of the page's language."""
    return spaced(str(words), page_language())


@register.filter
def short_name(name: str) -> str:
    """Shorten an organisation's name for a narrow box: its initials where it gives them, else without parentheses."""
    kept, _, added = name.rstrip(") ").partition(" (")
    return added if added and len(added) <= LONGEST_INITIALS and added.upper() == added else kept


@register.filter
def role_of(label: Bilingual, name: str) -> str:
    """Write who a delegate is beside the organisation's name: « personne 1 », « représentant »."""
    words = text(label).removeprefix(name).lstrip(", ")
    return words[:1].upper() + words[1:]


@register.filter
def clock(time: dt.datetime | dt.time) -> str:
    """Write an hour of the mission's own clock: 13 h 30, 1:30 p.m."""
    return say_clock(time, page_language())


@register.filter
def day(date: dt.date) -> str:
    """Write a date with its weekday: mercredi 15 février 2017."""
    return say_date(date, page_language(), weekday=True)


@register.filter
def short_day(date: dt.date) -> str:
    """Write a date with its weekday and without its year: mercredi 15 février."""
    return say_date(date, page_language(), weekday=True, year=False)


@register.filter
def partial_date(text: str) -> str:
    """Write an ISO date, month or year: 20 juillet 2017, avril 2017, 2017."""
    return say_partial_date(text, page_language())


@register.filter
def local_date(moment: dt.datetime | dt.date) -> str:
    """Write the date of a moment, where the server is: 24 novembre 2026. A date stays as it is."""
    return say_date(_local(moment), page_language())


@register.filter
def local_time(moment: dt.datetime) -> str:
    """Write the hour of a moment, where the server is: 13 h 30."""
    return say_clock(timezone.localtime(moment), page_language())


@register.filter
def local_moment(moment: dt.datetime) -> str:
    """Write the day and hour of a moment, where the server is: 24 novembre, 16 h 05."""
    return f"{say_date(_local(moment), page_language(), year=False)}, {local_time(moment)}"


def _local(moment: dt.datetime | dt.date) -> dt.date:
    return timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment


@register.filter
def days(mission: Any) -> str:
    """Write the days of a mission: 15 et 16 février 2017; that they are to be set where they are."""
    if not (mission.first_day and mission.last_day):
        return gettext("dates to be set")
    return say_dates((mission.first_day, mission.last_day), page_language())


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """Write a number with so many decimals: 28 487, 5,2; a dash where there is none."""
    return say_number(value, page_language(), decimals) if _is_known(value) else NO_FIGURE


@register.filter
def published(value: float | None) -> str:
    """Write a whole number, or that it was not published: an unknown figure is no zero."""
    return gettext("not published") if value is None else say_number(value, page_language())


@register.filter
def signed(value: float, decimals: int = 0) -> str:
    """Write a change with its sign: +155, −315."""
    return f"{'+' if value > 0 else ''}{say_number(value, page_language(), decimals)}"


@register.filter
def percent(share: float | None) -> str:
    """Write a share as a percentage: 48 %; a dash where there is none."""
    return say_percent(share, page_language()) if _is_known(share) else NO_FIGURE


@register.filter
def signed_percent(share: float | None) -> str:
    """Write a gap as a percentage with its sign: +14 %; a dash where there is none."""
    return f"{'+' if share > 0 else ''}{percent(share)}" if _is_known(share) else NO_FIGURE


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


@register.filter
def money(value: float) -> str:
    """Write an amount in Canadian dollars: 15 000 000 $."""
    return say_money(value, page_language())


@register.filter
def website(url: str) -> str:
    """Name the site that a source address belongs to: lenord-cotier.com."""
    host = urlsplit(url).hostname or url
    return host.removeprefix("www.")


@register.filter
def split(line: str) -> list[str]:
    """Cut a line into its words, for a template to go through."""
    return line.split()


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """Look a key up in a dictionary."""
    return mapping.get(key)


@register.filter
def is_list(value: Any) -> bool:
    """Tell whether a stored value is a list."""
    return isinstance(value, list)


@register.filter
def apart_from(place: Bilingual, title: Bilingual) -> str:
    """Write a place, unless it only repeats the title (« Chez X » under « X »)."""
    words = text(place)
    return "" if words.endswith(text(title)) else words


@register.filter
def visitors(activity: Any, programme: Any) -> str:
    """Name the organisations whose people take part in something."""
    homes = {person.id: person.organisation for person in programme.participants}
    names = {organisation.id: organisation.name for organisation in programme.organisations}
    coming = dict.fromkeys(homes[person] for person in activity.participants if person in homes)
    return ", ".join(names.get(id, id) for id in coming)


@register.simple_tag(takes_context=True)
def inline(context: template.Context, template_name: str, **values: Any) -> SafeString:
    """Include a template inside a sentence or an address: its line breaks are single spaces, none at its ends."""
    with context.push(**values):
        written = template.Engine.get_default().get_template(template_name).render(context)
    return mark_safe(_BREAKS.sub(" ", written).strip(" "))


@register.simple_block_tag
def sentence(content: str) -> SafeString:
    """Write a sentence whose pieces stand on several lines: single spaces, none before a comma, a colon or a full stop."""
    written = _BEFORE_A_STOP.sub("", _BREAKS.sub(" ", content)).strip(" ")
    return mark_safe(joined(written, page_language()))


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """Draw a symbol of the page's sprite; the words beside it say the same, so readers of the screen skip it."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)


class _JoinedNode(template.Node):
    """A translated sentence, mended where values were put in."""

    def __init__(self, node: BlockTranslateNode) -> None:
        self.node = node

    def render(self, context: template.Context) -> SafeString:
        written = joined(self.node.render(context), page_language())
        if self.node.asvar:
            context[self.node.asvar] = mark_safe(joined(context[self.node.asvar], page_language()))
        return mark_safe(written)


@register.tag
def blocktranslate(parser: Parser, token: Token) -> template.Node:
    """Translate as Django does, then mend where values were put in: « profil d’Adémétal inc. », one full stop."""
    return _JoinedNode(do_block_translate(parser, token))
