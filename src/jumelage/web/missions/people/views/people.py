"""The people of a mission, as its officers keep them: listed, invited, in or waiting; the mission’s settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jumelage.documents.sheet_writing import Column, write_workbook
from jumelage.language import Bilingual
from jumelage.web.formatting import page_language, text
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.core.views.opening import open_mission
from jumelage.web.missions.people.actions import participants as actions
from jumelage.web.missions.people.actions.listing import list_contacts
from jumelage.web.missions.people.actions.settings import change_settings
from jumelage.web.missions.people.forms import ONE_PART, PART_WORDS, STATE_WORDS, PersonForm, SettingsForm
from jumelage.web.missions.people.queries import listing
from jumelage.web.missions.people.queries import participants as queries
from jumelage.web.missions.people.rules import Answer

__all__ = ["act", "add", "add_contacts", "invite", "people", "people_book", "person", "settings"]


_WORDS: dict[str, Any] = {"part_words": PART_WORDS, "one_part": ONE_PART, "state_words": STATE_WORDS}


def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everyone with a part in the mission, by part, with how far each invitation is."""
    context = open_mission(request, slug, "people")
    mission = context["mission"]
    rows = list(queries.participants_of(mission))
    waiting = [row.pk for row in queries.waiting_list(mission)]
    context |= _WORDS | {
        "parts": [(part, found) for part in Part if (found := [row for row in rows if row.part == part])],
        "listed": sum(1 for row in rows if row.state == "listed" and row.email),
        "no_address": sum(1 for row in rows if row.state == "listed" and not row.email),
        "awaited": sum(1 for row in rows if row.state == "invited"),
        "accepted": sum(1 for row in rows if row.state == "accepted"),
        "line": {pk: number for number, pk in enumerate(waiting, start=1)},
        "seats": queries.seats_of(mission),
        "empty": not rows,
    }
    return render(request, "missions/people/people.html", context)


@require_safe
def people_book(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the list of people as a workbook."""
    mission = open_mission(request, slug, "people")["mission"]
    rows: list[list[Any]] = [
        [str(PART_WORDS[Part(row.part)]), row.organisation.name if row.organisation else "", row.name, row.email, row.phone,
         row.language, str(STATE_WORDS[row.state])]
        for row in queries.participants_of(mission)
    ]  # fmt: skip
    made = write_workbook(text(mission.title), [(BOOK, BOOK_COLUMNS, rows)], page_language(), timezone.now())
    answer = HttpResponse(made, content_type=WORKBOOK)
    answer.headers["Content-Disposition"] = f'attachment; filename="{mission.slug}-personnes.xlsx"'
    return answer


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = Bilingual("Personnes", "People")
BOOK_COLUMNS: list[Column] = [
    (Bilingual("Rôle", "Part"), 20),
    (Bilingual("Organisation", "Organisation"), 32),
    (Bilingual("Nom", "Name"), 28),
    (Bilingual("Courriel", "E-mail"), 32),
    (Bilingual("Téléphone", "Telephone"), 18),
    (Bilingual("Langue", "Language"), 10),
    (Bilingual("Réponse", "Answer"), 20),
]


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """List one person by hand, or people whom the directory knows."""
    context = open_mission(request, slug, "people", edit=True)
    mission = context["mission"]
    form = PersonForm(request.POST or None, listing.organisations_for(mission), initial={"language": mission.language})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "part"}
        try:
            row = actions.list_participant(request.user, mission, Part(form.cleaned_data["part"]), **given)
        except actions.AlreadyParticipantError as known:
            form.add_error("email", _("This address is already here: %(name)s.") % {"name": known.participant})
        else:
            messages.success(request, _("%(name)s is listed. Nothing is sent before you invite.") % {"name": row.name})
            return redirect("participants", slug=slug)
    context |= _WORDS | {
        "form": form,
        "contacts": listing.contacts_to_list(mission),
        "others": listing.contacts_to_list(mission, own=False),
    }
    return render(request, "missions/people/add.html", context, status=422 if form.is_bound else 200)


@require_POST
def add_contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """List the contacts that were ticked: those of our town travel, those of the other receive."""
    context = open_mission(request, slug, "people", edit=True)
    ticked = [int(key) for key in request.POST.getlist("contact") if key.isdecimal() and len(key) < 19]
    made = list_contacts(request.user, context["mission"], ticked)
    said = ngettext(
        "%(n)s person is listed. Nothing is sent before you invite.",
        "%(n)s people are listed. Nothing is sent before you invite.",
        len(made),
    )
    messages.success(request, said % {"n": len(made)})
    return redirect("participants", slug=slug)


@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite everyone who is listed and has an address."""
    context = open_mission(request, slug, "people", edit=True)
    listed = queries.participants_of(context["mission"]).filter(state="listed")
    _say_invited(request, actions.invite(request.user, context["mission"], listed))
    return redirect("participants", slug=slug)


def _say_invited(request: HttpRequest, done: actions.Invited) -> None:
    if done.sent:
        said = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", len(done.sent))
        messages.success(request, said % {"n": len(done.sent)})
    if done.without_address:
        lacking = ngettext(
            "%(n)s person has no e-mail address: call, then note the answer here.",
            "%(n)s people have no e-mail address: call, then note the answers here.",
            len(done.without_address),
        )
        messages.warning(request, lacking % {"n": len(done.without_address)})
    if done.answered:
        messages.info(request, _("Someone had answered meanwhile: nothing more was sent to them."))
    if not (done.sent or done.without_address or done.answered):
        messages.info(request, _("Nobody is left to invite."))


def _person(context: dict[str, Any], number: int) -> Any:
    row = queries.participant_of(context["mission"], number)
    if row is None:
        raise Http404
    return row


def person(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Correct what is known of a person; note what the person said; take them off."""
    context = open_mission(request, slug, "people", edit=True)
    row = _person(context, number)
    initial = {name: getattr(row, name) for name in actions.EDITABLE}
    form = PersonForm(
        request.POST or None, listing.organisations_for(context["mission"]), fixed_part=row.part, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_participant(request.user, row, **form.cleaned_data)
        except actions.AlreadyParticipantError as known:
            form.add_error("email", _("This address is already here: %(name)s.") % {"name": known.participant})
        else:
            messages.success(request, _("It is saved."))
            return redirect("participant", slug=slug, number=number)
    history = listing.history_of(context["mission"], row)
    context |= _WORDS | {"row": row, "form": form, "history": history}
    return render(request, "missions/people/person.html", context, status=422 if form.is_bound else 200)


@require_POST
def act(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Invite one person, send the invitation again, note an answer, end their sessions."""
    context = open_mission(request, slug, "people", edit=True)
    row = _person(context, number)
    asked = request.POST.get("do", "")
    try:
        if asked == "invite":
            _say_invited(request, actions.invite(request.user, context["mission"], [row]))
        elif asked == "resend":
            sent = actions.resend(request.user, row)
            words = _("The invitation is on its way again.") if sent else _("There is no address to send it to.")
            messages.success(request, words)
        elif asked == "sessions":
            actions.end_sessions(request.user, row)
            messages.success(request, _("Every session of %(name)s is over.") % {"name": row})
        elif asked in list(Answer):
            done = actions.answer_invitation(request.user, row, Answer(asked))
            state = {"name": row, "state": STATE_WORDS[done.state]}
            messages.success(request, _("%(name)s: %(state)s. It is noted in your name.") % state)
        else:
            raise Http404
    except actions.ParticipantChangedError as late:
        stands = {"name": late.participant, "state": STATE_WORDS[late.participant.state]}
        context |= {"words": _("%(name)s: %(state)s. Nothing was changed.") % stands, "row": row}
        return render(request, "missions/people/moved.html", context, status=409)
    return redirect("participants", slug=slug)


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change what a mission is called, what it is for, its seats, quotas and days to answer."""
    context = open_mission(request, slug, "people", edit=True)
    mission = context["mission"]
    names = ("title_fr", "title_en", "goal_fr", "goal_en", "seats", "quota", "answer_days", "language")
    form = SettingsForm(request.POST or None, initial={name: getattr(mission, name) for name in names})
    if request.method == "POST" and form.is_valid():
        seated = change_settings(request.user, mission, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        if seated:
            said = ngettext(
                "%(n)s person who waited has a seat, and is told.", "%(n)s people who waited have a seat, and are told.",
                len(seated),
            )  # fmt: skip
            messages.success(request, said % {"n": len(seated)})
        return redirect("mission-settings", slug=slug)
    context |= {"form": form, "seats": queries.seats_of(mission)}
    return render(request, "missions/people/settings.html", context, status=422 if form.is_bound else 200)
