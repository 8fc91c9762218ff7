"""Import pages: send a list, see what it would change, decide, import, download what was rejected, undo."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jumelage.documents.lettering import spaced
from jumelage.errors import InputError, NoResultError
from jumelage.web.accounts.queries import agencies_edited_by, role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.directory import actions, queries
from jumelage.web.directory.forms import COLUMN_WORDS, ChoicesForm, UploadForm
from jumelage.web.directory.rules import BatchState
from jumelage.web.formatting import page_language
from jumelage.web.jobs.queries import latest

__all__ = ["errors_book", "forget", "imports", "one_import", "start", "undo"]

BATCHES_A_PAGE = 30
FIRST_ROWS = 8
REJECTED_SHOWN = 100
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def imports(request: HttpRequest) -> HttpResponse:
    """List the imports, and take a file."""
    agencies = agencies_edited_by(request.user)
    form = UploadForm(request.POST or None, request.FILES or None, agencies=agencies)
    status = 200
    if request.method == "POST":
        if not agencies:
            raise PermissionDenied
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                kept = actions.receive(request.user, form.cleaned_data["agency"], file.name, file.read())
            except InputError as error:
                for words in _words(error):
                    form.add_error("file", words)
            else:
                return redirect("import", kept.pk)
        status = 422
    page = Paginator(queries.batches_visible_to(request.user), BATCHES_A_PAGE).get_page(request.GET.get("page"))
    context = {"room": "directory", "tab": "imports", "form": form, "page": page, "may_edit": bool(agencies)}
    return render(request, "directory/imports.html", context, status=status)


def _words(error: InputError | NoResultError) -> list[str]:
    language = page_language()
    if isinstance(error, NoResultError):
        return [spaced(error.say(language), language)]
    return [spaced(problem.say(language), language) for problem in error.problems]


def _found(request: HttpRequest, pk: int, *, editing: bool = False) -> Any:
    rows = queries.batches_visible_to(request.user)
    found = (rows.defer(None) if editing else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    if editing and not may_edit(role_in(request.user, found.agency)):
        raise PermissionDenied
    return found


def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would change and keep what is decided (POST); once imported, what came of it."""
    batch = _found(request, pk, editing=request.method == "POST")
    if batch.state == BatchState.PREVIEW:
        return _preview(request, _found(request, pk, editing=True))
    if request.method == "POST":
        return redirect("import", pk)
    job = latest(batch.agency, "directory.import", queries.subject_of(batch))
    if batch.state == BatchState.RUNNING and (job is None or job.over):
        actions.put_back(batch.pk)
        return redirect("import", pk)
    context = {
        "room": "directory",
        "batch": batch,
        "job": job,
        "may_edit": may_edit(role_in(request.user, batch.agency)),
        "rows": Paginator(batch.rows.select_related("organisation"), 50).get_page(request.GET.get("page")),
        "problems": [row | {"what": row["problem"]} for row in batch.problems[:REJECTED_SHOWN]],
        "column_words": COLUMN_WORDS,
    }
    return render(request, "directory/import_result.html", context)


def _preview(request: HttpRequest, batch: Any) -> HttpResponse:
    listing = queries.listing_of(batch)
    initial = dict(batch.choices) | {"sheet": batch.sheet}
    form = ChoicesForm(request.POST or None, listing=listing, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.choose(
                    request.user, batch, form.choices() | {"language": page_language()}, form.cleaned_data["sheet"]
                )
                if "start" in request.POST:
                    return _start(request, batch)
            except (InputError, NoResultError) as error:
                for words in _words(error):
                    form.add_error(None, words)
            else:
                return redirect("import", batch.pk)
    context = _preview_context(batch, listing, form)
    return render(request, "directory/import_preview.html", context, status=status)


def _preview_context(batch: Any, listing: Any, form: ChoicesForm) -> dict[str, Any]:
    preview = batch.preview if batch.preview.get("for") == queries.key_of(batch) else None
    job = latest(batch.agency, "directory.compare", queries.subject_of(batch)) if preview is None else None
    answers = batch.choices.get("decisions", {})
    return {
        "room": "directory",
        "batch": batch,
        "listing": listing,
        "form": form,
        "preview": preview,
        "job": job,
        "questions": [
            question | {"answer": answers.get(str(question["row"]), "")}
            for question in (preview or {}).get("questions", [])
        ],
        "first": [
            [row.values.get(c.field, "") if c.field else None for c in listing.columns]
            for row in listing.rows[:FIRST_ROWS]
        ],
        "numbers": [row.number for row in listing.rows[:FIRST_ROWS]],
        "problems": listing.problems[:REJECTED_SHOWN],
        "asked": [column for column in listing.columns if column.candidates],
        "named": "name" in listing.fields,
        "column_words": COLUMN_WORDS,
    }


def _start(request: HttpRequest, batch: Any) -> HttpResponse:
    done = actions.start(request.user, batch)
    if done.state == BatchState.DONE:
        messages.success(request, _("The list is imported. It can be undone as a whole, below."))
    return redirect("import", batch.pk)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Import as decided so far."""
    batch = _found(request, pk, editing=True)
    if batch.state != BatchState.PREVIEW:
        return redirect("import", pk)
    try:
        return _start(request, batch)
    except (InputError, NoResultError) as error:
        for words in _words(error):
            messages.error(request, words)
    return redirect("import", pk)


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that will not be imported."""
    actions.give_up(request.user, _found(request, pk, editing=True))
    messages.success(request, _("The file is forgotten. Nothing was imported."))
    return redirect("imports")


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    done = actions.undo_import(request.user, _found(request, pk, editing=True))
    if done.kept_after_undo:
        messages.warning(request, _("The import is undone, but for what somebody changed since: see the list below."))
    else:
        messages.success(request, _("The import is undone: the directory reads as before."))
    return redirect("import", pk)


def errors_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the workbook of a list with what is to mend: the file itself before the import, what was kept after."""
    batch = _found(request, pk, editing=True)
    content = queries.book_to_mend(batch, page_language())
    if not content:
        raise Http404
    stem = PurePath(batch.file_name).stem[:80] or "liste"
    name = f"{stem}-{'a-corriger' if page_language() == 'fr' else 'to-mend'}.xlsx"
    answer = HttpResponse(content, content_type=WORKBOOK)
    answer.headers["Content-Disposition"] = _attachment(name)
    return answer


def _attachment(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, name) or "attachment"
