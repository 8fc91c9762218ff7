"""Pages that load a table: send it, say which column is what, see what it becomes, load it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jumelage.documents.lettering import spaced
from jumelage.economy.readers.uploads import Reading, preview, read_official, read_table
from jumelage.errors import InputError, NoResultError
from jumelage.web.accounts.queries import agencies_edited_by
from jumelage.web.formatting import page_language
from jumelage.web.towns import actions, queries
from jumelage.web.towns.forms import COLUMN_FIELDS, TableForm, UploadForm

__all__ = ["forget", "ontario", "remove", "table", "upload"]


def _editable(request: HttpRequest) -> Any:
    agencies = agencies_edited_by(request.user)
    if not agencies:
        raise PermissionDenied
    return agencies


@require_POST
def ontario(request: HttpRequest) -> HttpResponse:
    """Load the embedded table of Ontario towns, which is public."""
    _editable(request)
    return redirect("panel", panel=actions.load_ontario().slug)


def upload(request: HttpRequest) -> HttpResponse:
    """Say which table is needed and where to find it, and take the file."""
    agencies = _editable(request)
    town = queries.visible_to(request.user).filter(slug=request.GET.get("town", "")).first()
    form = UploadForm(request.POST or None, request.FILES or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = actions.keep_upload(request.user, form.cleaned_data["agency"], file.name, file.read(), town)
        except InputError as error:
            for problem in error.problems:
                form.add_error("file", spaced(problem.say(page_language()), page_language()))
        else:
            return redirect("load-table", number=kept.pk)
    status = 422 if form.is_bound and request.method == "POST" else 200
    return render(request, "portraits/upload.html", {"form": form, "town": town, "room": "towns"}, status=status)


@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a file that will not be loaded."""
    actions.forget_upload(request.user, get_object_or_404(queries.uploads_visible_to(request.user), pk=number))
    messages.success(request, _("The file is removed. Nothing was loaded."))
    return redirect("towns")


@require_POST
def remove(request: HttpRequest, panel: str) -> HttpResponse:
    """Remove a table of the agency, with its portraits."""
    actions.remove_table(request.user, get_object_or_404(queries.panels_visible_to(request.user), slug=panel))
    messages.success(request, _("The table and its portraits are removed."))
    return redirect("towns")


def table(request: HttpRequest, number: int) -> HttpResponse:
    """Show the first rows, ask which column is what, show what the table becomes or each bad row, and load it."""
    kept = get_object_or_404(queries.uploads_visible_to(request.user), pk=number)
    content = bytes(kept.content)
    seen = preview(kept.name, content)
    official, problems = _official(request, kept.name, content, seen.layout)
    form = TableForm(request.POST or None, headers=seen.columns, town=kept.town, reading=official, file=kept.name)
    reading = official
    if not seen.layout:
        reading, problems = _read(form, kept.name, content)
    if reading is not None:
        form.offer_places([(place, reading.panel.name_of(place)) for place in reading.panel.places])
    status = 200
    if "load" in request.POST:
        status = 422
        if form.is_valid() and reading is not None:
            try:
                portrait = actions.load_table(request.user, kept, reading, form.given())
            except (InputError, NoResultError) as error:
                problems = _words(error)
            else:
                messages.success(request, _loaded(reading))
                return redirect("portrait", panel=portrait.panel.slug, place=portrait.slug)
    context = {
        "upload": kept,
        "seen": seen,
        "form": form,
        "column_fields": [form[name] for name in COLUMN_FIELDS if name in form.fields],
        "origin_fields": [field for field in form if field.name not in COLUMN_FIELDS],
        "loading": "load" in request.POST,
        "reading": reading,
        "notes": reading.panel.source.notes if reading is not None else (),
        "problems": problems,
        "room": "towns",
    }
    return render(request, "portraits/table.html", context, status=status)


def _official(
    request: HttpRequest, name: str, content: bytes, layout: str
) -> tuple[Reading | None, list[dict[str, str]]]:
    """Read an official table, whose layout says which column is what."""
    if not layout:
        return None, []
    level = request.POST.get("level", "")
    try:
        return read_official(name, content, layout, level=int(level) if level in ("2", "3", "4") else None), []
    except InputError as error:
        return None, _words(error)


def _read(form: TableForm, name: str, content: bytes) -> tuple[Reading | None, list[dict[str, str]]]:
    columns, fixed = form.columns()
    if not {"place", "industry", "year", "employment"} <= set(columns) | set(fixed):
        return None, []
    try:
        return read_table(name, content, columns, fixed, level=form.chosen_level(), decimal=form.chosen_decimal()), []
    except InputError as error:
        return None, _words(error)


def _words(error: InputError | NoResultError) -> list[dict[str, str]]:
    language = page_language()
    if isinstance(error, NoResultError):
        return [{"place": "", "what": spaced(error.say(language), language), "remedy": ""}]
    return [
        {
            "place": problem.place.replace("ligne / row", {"fr": "ligne", "en": "row"}[language]),
            "what": spaced(problem.what.say(language), language),
            "remedy": spaced(problem.remedy.say(language), language),
        }
        for problem in error.problems
    ]


def _loaded(reading: Reading) -> str:
    places = len(reading.panel.places)
    said = ngettext(
        "The table is loaded: %(n)s place.",
        "The table is loaded: %(n)s places.",
        places,
    )
    return said % {"n": places}
