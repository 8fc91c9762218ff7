"""The pages that tell a mission: overview, delegation, documents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from jumelage.web.accounts.decorators import looked_for
from jumelage.web.accounts.queries import agencies_edited_by, agencies_visible_to
from jumelage.web.directory.forms import ProfileForm
from jumelage.web.directory.queries import statements
from jumelage.web.directory.queries import visible_to as organisations_visible_to
from jumelage.web.directory.views.statements import tell_left_out
from jumelage.web.formatting import page_language
from jumelage.web.missions.agenda import timetable
from jumelage.web.missions.agenda.queries.programmes import visits
from jumelage.web.missions.agenda.views.opening import open_agenda
from jumelage.web.missions.core.views.drafts import draft_page
from jumelage.web.missions.core.views.setup import setup_page
from jumelage.web.missions.matching.actions.matching import complete_profile
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.matching.queries.matches import suggestions
from jumelage.web.missions.overview import queries
from jumelage.web.missions.people.queries import delegation as delegation_queries
from jumelage.web.missions.people.queries.delegation import Travelling

__all__ = ["delegation", "document", "documents", "find", "mission", "missions", "organisation", "profile"]

VISITS_SHOWN = 8


def missions(request: HttpRequest) -> HttpResponse:
    """List the missions; archived ones on demand."""
    rows, archived = queries.missions_open_to(request.user), request.GET.get("show") == "archived"
    context = {
        "missions": rows.exclude(archived_at=None) if archived else rows.filter(archived_at=None),
        "archived": archived,
        "set_aside": rows.exclude(archived_at=None).count(),
        "may_create": agencies_edited_by(request.user).exists(),
        "firms": organisations_visible_to(request.user).count(),
    }
    return render(request, "missions/overview/missions.html", context)


def mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the answer, the numbers, the next thing to do, the visits with their reasons, what is assumed."""
    context = open_agenda(request, slug, "overview")
    if context["version"] is None and context["mission"].topics.exists() and not context["shared"]:
        return draft_page(request, context)
    if context["version"] is None and not context["shared"]:
        return setup_page(request, context)
    travelling = delegation_queries.delegation(context["mission"])
    context |= {
        "numbers": queries.numbers(context["mission"], context["programme"], travelling),
        "map": queries.map_of_towns(context["mission"], page_language()),
    }
    if context["shared"]:
        return render(request, "missions/overview/mission_shared.html", context)
    context |= {
        "incomplete": [row.organisation for row in travelling if row.to_complete],
        "visits": visits(context["version"])[:VISITS_SHOWN] if context["version"] else [],
        "notes": queries.notes_of(context["programme"]),
    }
    return render(request, "missions/overview/mission.html", context)


def delegation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who travels, and whose profile is to complete."""
    context = open_agenda(request, slug, "delegation")
    rows = delegation_queries.delegation(context["mission"])
    context |= {
        "delegations": rows,
        "people": sum(len(row.people) for row in rows),
        "incomplete": [row.organisation for row in rows if row.to_complete and not context["shared"]],
    }
    return render(request, "missions/overview/delegation.html", context)


def _of_delegation(context: dict[str, Any], code: str) -> Travelling:
    found = delegation_queries.travelling(context["mission"], code)
    if found is None:
        raise Http404
    return found


def organisation(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one delegate organisation: its profile, its programme, whom it could meet."""
    context = open_agenda(request, slug, "delegation")
    if context["shared"]:
        raise PermissionDenied
    found = _of_delegation(context, code)
    programme = context["programme"]
    own = [who for who in timetable.travellers(programme) if who.organisation.id == code] if programme else []
    context |= {
        "row": found,
        "organisation": found.organisation,
        "travellers": [(who, timetable.own_days(programme, who.activities)) for who in own],
        "suggestions": suggestions(context["mission"], delegation=code)[:5],
        "relation_words": RELATION_WORDS,
    }
    return render(request, "missions/overview/organisation.html", context)


def profile(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Complete what an organisation offers and needs."""
    context = open_agenda(request, slug, "delegation")
    if not context["may_edit"]:
        raise PermissionDenied
    found = _of_delegation(context, code).organisation
    form = ProfileForm(request.POST or None, initial=statements(found))
    if request.method == "POST" and form.is_valid():
        stated = complete_profile(request.user, context["mission"], found, form.cleaned_data)
        said = ngettext(
            "The profile of %(name)s is saved: %(n)s match has a reason.",
            "The profile of %(name)s is saved: %(n)s matches have a reason.",
            stated.reasons,
        )
        messages.success(request, said % {"name": found.name, "n": stated.reasons})
        tell_left_out(request, stated.left_out)
        return redirect("delegate-organisation", slug=slug, code=code)
    status = 422 if form.is_bound else 200
    return render(
        request, "missions/overview/profile.html", context | {"organisation": found, "form": form}, status=status
    )


def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """List the documents to download."""
    context = open_agenda(request, slug, "documents")
    if context["version"]:
        listed = list(queries.documents_of(context["version"]))
        context |= {
            "whole": [one for one in listed if not one.organisation],
            "own": [
                (row, [one for one in listed if one.organisation == row.id])
                for row in context["programme"].delegations()
            ],
        }
    return render(request, "missions/overview/documents.html", context)


def document(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """Make one document and send it."""
    context = open_agenda(request, slug, "documents")
    listed = queries.documents_of(context["version"]) if context["version"] else ()
    found = next((one for one in listed if one.file == file), None)
    if found is None:
        raise Http404
    response = HttpResponse(found.make(), content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.file}"'
    return response


def find(request: HttpRequest) -> HttpResponse:
    """Search people, firms and meetings of the person's agencies at once."""
    if not agencies_visible_to(request.user):
        raise PermissionDenied
    words = looked_for(request)
    context = {"words": words, "found": queries.found_by(request.user, words) if words else None, "room": "find"}
    return render(request, "missions/overview/find.html", context)
