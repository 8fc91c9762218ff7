"""Addresses that calendars follow: the page that makes and revokes them, and the calendars themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from jumelage.web.missions.agenda.actions import feeds as acts
from jumelage.web.missions.agenda.forms import FeedForm
from jumelage.web.missions.agenda.queries import feeds as queries
from jumelage.web.missions.agenda.queries.publishing import CALENDAR, concerned
from jumelage.web.missions.agenda.views.opening import open_agenda

__all__ = ["calendar", "feeds", "make", "renew", "revoke"]

LONGEST_TOKEN = 100


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Send the calendar of an address, to whoever holds the address; a revoked one is not there."""
    feed = queries.feed_of(acts.digest_of(token)) if len(token) <= LONGEST_TOKEN else None
    if feed is None:
        raise Http404
    acts.note_reading(feed)
    found = queries.followed(feed)
    tag, changed = quote_etag(found.tag), int(found.changed_at.timestamp())
    answer = get_conditional_response(request, etag=tag, last_modified=changed)
    if answer is None:
        answer = HttpResponse(found.write(), content_type=CALENDAR)
        answer.headers["Content-Disposition"] = 'inline; filename="jumelage.ics"'
    answer.headers["ETag"] = tag
    answer.headers["Last-Modified"] = http_date(changed)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@require_GET
def feeds(request: HttpRequest, slug: str) -> HttpResponse:
    """List the addresses, whose they are and when they were last read; make new ones."""
    context = open_agenda(request, slug, "agenda", edit=True)
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200, **more: Any) -> HttpResponse:
    mission = context["mission"]
    programme = context["programme"]
    context |= {
        "feeds": queries.feeds_of(mission),
        "people": concerned(mission),
        "organisations": sorted(programme.organisations, key=lambda o: o.name) if programme else [],
        **more,
    }
    return render(request, "missions/agenda/feeds.html", context, status=status)


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an address and show it, once."""
    context = open_agenda(request, slug, "agenda", edit=True)
    form = FeedForm(request.POST)
    if not form.is_valid():
        return _page(request, context, status=422, problem=_("Choose whose calendar it is, and its language."))
    kind, which = form.cleaned_data["whose"]
    whose: dict[str, Any] = {}
    if kind == "person":
        whose["participant"] = next((one for one in concerned(context["mission"]) if str(one.pk) == which), None)
    elif kind == "organisation":
        whose["organisation"] = queries.organisation_of(context["mission"], which)
    if None in whose.values():
        return _page(request, context, status=422, problem=_("Choose whose calendar it is, and its language."))
    feed, token = acts.make_feed(request.user, context["mission"], language=form.cleaned_data["language"], **whose)
    return _shown(request, context, feed, token)


def _shown(request: HttpRequest, context: dict[str, Any], feed: Any, token: str) -> HttpResponse:
    """Show the secret address in the answer to the form that made it, and nowhere else."""
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    return _page(request, context, made=feed, address=address, webcal=f"webcal://{address.partition('://')[2]}")


@require_POST
def renew(request: HttpRequest, slug: str, feed: int) -> HttpResponse:
    """Replace an address by a new one."""
    context = open_agenda(request, slug, "agenda", edit=True)
    fresh, token = acts.renew_feed(request.user, _feed(context, feed))
    return _shown(request, context, fresh, token)


@require_POST
def revoke(request: HttpRequest, slug: str, feed: int) -> HttpResponse:
    """Stop an address."""
    context = open_agenda(request, slug, "agenda", edit=True)
    acts.revoke_feed(request.user, _feed(context, feed))
    messages.success(request, _("The address is revoked: calendars that follow it get nothing more."))
    return redirect("agenda-feeds", slug=slug)


def _feed(context: dict[str, Any], pk: int) -> Any:
    return get_object_or_404(context["mission"].feeds.select_related("mission__agency"), pk=pk)
