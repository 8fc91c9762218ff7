"""Versions of the agenda: listed, read, compared, published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from jumelage.web.formatting import text
from jumelage.web.missions.agenda import timetable
from jumelage.web.missions.agenda.actions import editing
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError, hindrances, publish
from jumelage.web.missions.agenda.forms import PublishForm
from jumelage.web.missions.agenda.queries import editor as agendas
from jumelage.web.missions.agenda.queries import editor_view as board
from jumelage.web.missions.agenda.queries import programmes as queries
from jumelage.web.missions.agenda.queries.publishing import letters_of
from jumelage.web.missions.agenda.queries.versions import difference, version_of
from jumelage.web.missions.agenda.rules import PUBLIC, VersionState
from jumelage.web.missions.agenda.views.opening import open_agenda

__all__ = ["compare", "publication", "version", "versions"]


@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the versions: state, who made each and when, what each is worth."""
    context = _ours(request, slug)
    context["versions"] = list(agendas.versions_of(context["mission"]))
    return render(request, "missions/agenda/versions/versions.html", context)


def _ours(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Open a page for people of the agency: drafts are not for those who follow from outside."""
    context = open_agenda(request, slug, "agenda")
    if context["shared"]:
        raise Http404
    return context


def _version(context: dict[str, Any], number: int) -> Any:
    found = version_of(context["mission"], number)
    if found is None:
        raise Http404
    return found


@require_GET
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one version as it was."""
    context = _ours(request, slug)
    found = _version(context, number)
    programme = queries.programme_of(found)
    people = timetable.travellers(programme)
    context |= {
        "version": found,
        "programme": programme,
        "tables": timetable.day_tables(programme, people),
        "lists": [(who, timetable.own_days(programme, who.activities)) for who in people],
        "difference": difference(found.based_on, found) if found.based_on_id else None,
    }
    return render(request, "missions/agenda/versions/version.html", context)


@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare two versions: the one before the last and the last, unless others are asked for."""
    context = _ours(request, slug)
    listed = list(agendas.versions_of(context["mission"]))
    numbers = [one.number for one in listed]
    asked = [int(given) for name in ("a", "b") if (given := request.GET.get(name, "")).isdecimal() and len(given) < 6]
    if len(asked) != 2:
        asked = [numbers[min(1, len(numbers) - 1)], numbers[0]] if numbers else []
    context |= {"versions": listed, "asked": asked}
    if asked:
        context["difference"] = difference(_version(context, asked[0]), _version(context, asked[1]))
    return render(request, "missions/agenda/versions/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who will be told what, then publish: checked, one public version at a time."""
    context = open_agenda(request, slug, "agenda", edit=True)
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("version", "")
    latest = queries.current_version(context["mission"])
    found = version_of(context["mission"], int(asked)) if asked.isdecimal() and len(asked) < 6 else latest
    if found is None:
        raise Http404
    if request.method != "POST":
        return _preview(request, context, found)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _preview(request, context, found, status=422, problems=[_("Choose provisional or final.")])
    said = form.cleaned_data
    try:
        made = publish(request.user, found, VersionState(said["state"]), said["revision"])
    except editing.EditRefusedError as refusal:
        return _preview(request, context, found, status=422, problems=[text(one) for one in refusal.reasons])
    except (editing.OutdatedDraftError, editing.NotADraftError) as late:
        context["late"] = board.done_to(agendas.AgendaEditor.of(late.version), getattr(late, "edits", ()))
        problem = _("It changed while you read: nothing was published. Read it again, then publish.")
        return _preview(request, context, late.version, status=409, problems=[problem])
    except OutdatedVersionError as first:
        problem = _(
            "%(name)s published version %(n)s meanwhile, and this one does not come from it: nothing was published."
        ) % {"name": first.public.published_by or _("Someone"), "n": first.public.number}
        return _preview(request, context, found, status=409, problems=[problem])
    told = made.changes.get("told", 0)
    words = _("Version %(n)s is public.") % {"n": made.number}
    words += " " + ngettext("%(n)s person is written to.", "%(n)s people are written to.", told) % {"n": told}
    messages.success(request, words)
    return redirect("agenda", slug=slug)


def _preview(
    request: HttpRequest, context: dict[str, Any], found: Any, *, status: int = 200, problems: list[str] | None = None
) -> HttpResponse:
    before = queries.public_version(context["mission"])
    given = (request.POST if request.method == "POST" else request.GET).get("state", "")
    state = VersionState(given) if given in [one.value for one in PUBLIC] else _next(before)
    editor = agendas.AgendaEditor.of(found)
    letters = letters_of(found, state)
    publishable = found.state == VersionState.DRAFT or (
        found.state == VersionState.PROVISIONAL and state == VersionState.FINAL
    )
    context |= {
        "version": found,
        "before": before,
        "state": state,
        "letters": [one for one in letters if one.participant.email],
        "silent": [one for one in letters if not one.participant.email],
        "stopping": hindrances(editor),
        "publishable": publishable,
        "overtaken": publishable and before is not None and not agendas.descends(found, before.pk),
        "problems": problems,
        "unagreed": board.proposals_placed(editor),
        "exposed": board.exposed(editor),
        "waiting": board.waiting(editor),
        "difference": difference(before, found) if before is not None and before.pk != found.pk else None,
        "what": {},
    }
    return render(request, "missions/agenda/versions/publish.html", context, status=status)


def _next(before: Any) -> VersionState:
    """Propose what usually comes next: provisional first, then final."""
    return VersionState.PROVISIONAL if before is None else VersionState.FINAL
