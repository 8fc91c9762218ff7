"""The agenda, read and edited: by person, by place, by hour; moved, locked, searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from zlib import crc32

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import quote_etag, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from jumelage.web.formatting import page_language, text
from jumelage.web.jobs import queries as jobs
from jumelage.web.missions.agenda import timetable
from jumelage.web.missions.agenda.actions import editing, searching
from jumelage.web.missions.agenda.actions import versions as drafts
from jumelage.web.missions.agenda.forms import SECONDS, ChangeForm, SearchForm
from jumelage.web.missions.agenda.queries import editor as agendas
from jumelage.web.missions.agenda.queries import editor_view as board
from jumelage.web.missions.agenda.queries import versions
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.agenda.views.opening import cache_key, open_agenda

__all__ = ["agenda", "change", "edit", "moves", "open_draft", "plan", "solve"]

VIEWS = ("person", "place", "hour", "list")
EDIT_VIEWS = ("person", "place")


def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Show when and where, by person (tables, or lists on a phone), by place, by hour, or as lists to print."""
    context = open_agenda(request, slug, "agenda")
    programme = context["programme"]
    shown = request.GET.get("view", "person")
    context["shown"] = shown if shown in VIEWS else "person"
    if context["version"]:
        travellers: Any = SimpleLazyObject(lambda: timetable.travellers(programme))
        context |= {
            "cache_key": cache_key(context, context["version"]),
            "tables": SimpleLazyObject(lambda: timetable.day_tables(programme, travellers)),
            "places": SimpleLazyObject(lambda: timetable.place_tables(programme)),
            "lists": SimpleLazyObject(lambda: _lists(programme, travellers)),
            "hours": SimpleLazyObject(lambda: timetable.days_by_hour(programme)),
        }
    elif context["may_edit"]:
        context["job"] = jobs.latest(context["mission"].agency, searching.PLAN, f"mission:{context['mission'].pk}")
    return render(request, "missions/agenda/agenda.html", context)


def _lists(programme: Any, travellers: Sequence[timetable.Traveller]) -> list[Any]:
    return [(who, timetable.own_days(programme, who.activities)) for who in travellers]


def _draft(context: dict[str, Any]) -> Any:
    """Return the draft, where the latest version is one: the page has read it already."""
    version = context["version"]
    if version is None or version.state != VersionState.DRAFT:
        return None
    version.mission = context["mission"]
    return version


@require_GET
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the editor: tables, what waits, the meeting selected, the search, the log."""
    context = open_agenda(request, slug, "agenda", edit=True)
    draft = _draft(context)
    if draft is None:
        return render(request, "missions/agenda/no_draft.html", context)
    return _room(request, context, draft, request.GET.get("meeting", ""))


@require_POST
def open_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the draft, or start it from a version."""
    context = open_agenda(request, slug, "agenda", edit=True)
    number = request.POST.get("version", "")
    try:
        if number.isdecimal():
            found = versions.version_of(context["mission"], int(number[:6]))
            if found is None:
                raise Http404
            if "carry" in request.POST:
                _carried(request, found)
            else:
                drafts.open_as_draft(request.user, found)
        else:
            drafts.draft_of(request.user, context["mission"])
    except drafts.NoAgendaError:
        raise Http404 from None
    return redirect("agenda-edit", slug=slug)


def _carried(request: HttpRequest, version: Any) -> None:
    """Start from what is public and keep what still fits of a draft that was overtaken."""
    fresh, left = drafts.carry_over(request.user, version)
    names = agendas.AgendaEditor.of(fresh).names
    if left:
        said = ", ".join(text(names[code]) for code in left)
        messages.warning(request, _("These changes fit no more and were left out: %(names)s.") % {"names": said})
    else:
        messages.success(request, _("Every change of the draft was made again."))


@require_GET
def moves(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell everywhere one meeting may go, and why not elsewhere: one answer for all hours, kept while nothing changes."""
    context = open_agenda(request, slug, "agenda", edit=True)
    draft = _draft(context)
    code = request.GET.get("meeting", "")
    if draft is None:
        raise Http404
    tag = quote_etag(f"{draft.pk}-{draft.revision}-{page_language()}-{crc32(code.encode()):x}")
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    editor = agendas.AgendaEditor.of(draft, context["programme"])
    panel = board.panel_of(editor, code)
    if panel is None:
        raise Http404
    context |= {"draft": draft, "panel": panel, "shown": _view(request.GET.get("view", ""))}
    answer = render(request, "missions/agenda/panel.html", context)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


Act = Callable[[Any, Any, dict[str, Any]], Any]
ACTS: dict[str, Act] = {
    "move": lambda user, draft, said: editing.move(
        user, draft, said["meeting"], said["place"][0], said["place"][1], said["revision"]
    ),
    "swap": lambda user, draft, said: editing.swap(user, draft, said["meeting"], said["other"], said["revision"]),
    "unplace": lambda user, draft, said: editing.unplace(user, draft, said["meeting"], said["revision"]),
    "lock": lambda user, draft, said: editing.lock(user, draft, said["meeting"], said["revision"]),
    "unlock": lambda user, draft, said: editing.unlock(user, draft, said["meeting"], said["revision"]),
    "undo": lambda user, draft, said: editing.undo(user, draft, said["revision"]),
    "redo": lambda user, draft, said: editing.redo(user, draft, said["revision"]),
    "refresh": lambda user, draft, said: editing.refresh(user, draft, said["revision"]),
    "away": lambda user, draft, said: editing.away(user, draft, said["who"], said["slots"], said["revision"]),
    "back": lambda user, draft, said: editing.back(user, draft, said["who"], said["slots"], said["revision"]),
}


@require_POST
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Make one change; refused or late, show the draft as it is and say why nothing changed."""
    context = open_agenda(request, slug, "agenda", edit=True)
    draft = _draft(context)
    if draft is None:
        return _published(request, context)
    form = ChangeForm(request.POST)
    code = request.POST.get("meeting", "")[:120]
    if not form.is_valid():
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        return _room(request, context, draft, code, status=422, refused=reasons)
    said = form.cleaned_data
    try:
        changed = ACTS[said["do"]](request.user, draft, said)
    except editing.EditRefusedError as refusal:
        return _room(request, context, draft, code, status=422, refused=[text(reason) for reason in refusal.reasons])
    except editing.OutdatedDraftError as late:
        return _room(request, context, late.version, code, status=409, late=late.edits)
    except editing.NotADraftError:
        return _published(request, context)
    return _after(request, context, changed, code if said["do"] in ("lock", "unlock") else "")


def _published(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["notice"] = _("This agenda was published meanwhile: nothing was changed. Open a draft to go on.")
    return render(request, "missions/agenda/no_draft.html", context, status=409)


def _after(request: HttpRequest, context: dict[str, Any], changed: Any, kept: str) -> HttpResponse:
    """Show a change that was made."""
    if request.htmx:  # type: ignore[attr-defined]
        return _room(request, context, changed, kept, done=True)
    messages.success(request, _done(agendas.AgendaEditor.of(changed)))
    asked = {"view": _view(request.POST.get("view", ""))} | ({"meeting": kept} if kept else {})
    return redirect(reverse("agenda-edit", args=[context["mission"].slug]) + "?" + urlencode(asked))


def _done(editor: agendas.AgendaEditor) -> str:
    """Say the change that was just made."""
    line = board.log_of(editor.version)[0]
    name = ", ".join(text(name) for name in board.done_to(editor, [line])[0].names)
    return f"{WHAT[line['what']]()}{pgettext('before a source', ': ') if name else ''}{name}"


WHAT: dict[str, Callable[[], str]] = {
    "move": lambda: _("Moved"),
    "place": lambda: _("Placed"),
    "swap": lambda: _("Hours exchanged"),
    "unplace": lambda: _("Taken off the agenda"),
    "lock": lambda: _("Locked"),
    "unlock": lambda: _("Unlocked"),
    "undo": lambda: _("Undone"),
    "redo": lambda: _("Done again"),
    "refresh": lambda: _("Brought up to date"),
    "away": lambda: _("Absence noted"),
    "back": lambda: _("There after all"),
    "solve": lambda: _("Replaced by a better agenda"),
    "proof": lambda: _("Searched: nothing better"),
}


def _view(name: str) -> str:
    return name if name in EDIT_VIEWS else "person"


def _room(
    request: HttpRequest,
    context: dict[str, Any],
    draft: Any,
    code: str,
    *,
    status: int = 200,
    refused: list[str] | None = None,
    late: Sequence[dict[str, Any]] | None = None,
    done: bool = False,
) -> HttpResponse:
    """Show the draft, whole or (to htmx) only what changes."""
    editor = agendas.AgendaEditor.of(draft, context["programme"] if draft is context["version"] else None)
    given = request.POST if request.method == "POST" else request.GET
    mission, people = context["mission"], board.people_of(editor)
    shown = _view(given.get("view", ""))
    context |= {
        "draft": draft,
        "programme": editor.programme,
        "shown": shown,
        "cache_key": cache_key(context, draft),
        "tables": SimpleLazyObject(lambda: board.tables_of(editor, shown)),
        "lists": SimpleLazyObject(lambda: _lists(editor.programme, timetable.travellers(editor.programme))),
        "waiting": board.waiting(editor),
        "exposed": board.exposed(editor),
        "absences": board.absences_of(editor, dict(people)),
        "asked_away": given if given.get("do") == "away" and (refused or late) else None,
        "people": people,
        "slots": board.hours_of(editor),
        "news": agendas.news_of(mission, editor),
        "names": editor.names,
        "panel": board.panel_of(editor, code) if code else None,
        "log": board.done_to(editor, board.log_of(draft)[:6]),
        "late": board.done_to(editor, late) if late is not None else None,
        "refused": refused,
        "done": _done(editor) if done else "",
        "what": {name: words() for name, words in WHAT.items()},
        "job": jobs.under_way(mission.agency, searching.SOLVE, f"mission:{mission.pk}"),
        "last_job": jobs.latest(mission.agency, searching.SOLVE, f"mission:{mission.pk}"),
        "seconds": SECONDS,
    }
    partial = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    template = "missions/agenda/room.html" if partial else "missions/agenda/edit.html"
    return render(request, template, context, status=status)


@require_POST
def solve(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the best agenda that some seconds can find."""
    context = open_agenda(request, slug, "agenda", edit=True)
    form = SearchForm(request.POST)
    seconds = form.cleaned_data["seconds"] if form.is_valid() else 30
    try:
        searching.ask_to_solve(request.user, context["mission"], seconds)
    except drafts.NoAgendaError:
        raise Http404 from None
    return redirect("agenda-edit", slug=slug)


@require_POST
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the first agenda of a mission."""
    context = open_agenda(request, slug, "agenda", edit=True)
    job = searching.ask_to_plan(request.user, context["mission"])
    return redirect("job", pk=job.pk)
