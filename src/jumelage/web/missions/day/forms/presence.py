"""The forms of the day: one tap, or a few words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.day.rules import LATENESS, Presence

__all__ = ["CancelForm", "NoteForm", "asked_moment", "note_said"]


def asked_moment(text: str) -> dt.datetime | None:
    """Read the hour that a rehearsal asks for (``2017-02-15T09:40``); None when it is none."""
    try:
        found = dt.datetime.fromisoformat(text.strip()[:16])
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 and "T" in text else None


class NoteForm(forms.Form):
    """A note of presence: of whom, what, and by how many minutes."""

    about = forms.CharField(max_length=60)
    presence = forms.ChoiceField(choices=[(p.value, p.value) for p in Presence])
    minutes = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in LATENESS], coerce=int, empty_value=None, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes of who is late."""
        data = super().clean() or {}
        if data.get("presence") == Presence.LATE and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say by how many minutes: 5, 10, 15 or 30."))
        return data


def note_said(text: str) -> NoteForm:
    """Read what one button of the board says: what, by how many minutes, of whom (``late:10:F004``)."""
    presence, minutes, about = (*text.split(":", 2), "", "")[:3]
    return NoteForm({"presence": presence, "minutes": minutes, "about": about})


class CancelForm(forms.Form):
    """That one cannot come: the hour that was shown, and a word to those across."""

    shown = forms.CharField(max_length=16, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("A word to them (optional)"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
