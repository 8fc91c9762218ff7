"""The form after a meeting: four answers, the next step, its date, a note that only the agency reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.day.actions.outcomes import StatedOutcome
from jumelage.web.missions.day.outcome_report import RESULT_WORDS
from jumelage.web.missions.day.rules import Result

__all__ = ["RESULT_WORDS", "OutcomeForm"]


class OutcomeForm(forms.Form):
    """What came of a meeting, as one side says it. Nothing but the answer is required."""

    result = forms.ChoiceField(
        choices=[(r.value, r.value) for r in Result],
        error_messages={"required": _("Choose one of the four answers.")},
    )
    next_step = forms.CharField(
        label=_("Next step (optional)"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due = forms.DateField(
        label=_("By when (optional): we remind you the day before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    private_note = forms.CharField(
        label=_("Note to the agency only (optional): nobody else reads it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_due(self) -> dt.date | None:
        """Reject a date out of range."""
        due: dt.date | None = self.cleaned_data["due"]
        if due is not None and not 2000 <= due.year <= 2100:
            raise forms.ValidationError(_("Write a date of this century, as 2026-05-31."))
        return due

    def clean(self) -> dict[str, Any]:
        """Ask what is due when only a date was given."""
        data = super().clean() or {}
        if data.get("due") and not data.get("next_step"):
            self.add_error("next_step", _("Say what is to be done by then, or leave the date empty."))
        return data

    def stated(self) -> StatedOutcome:
        """Return what the action takes."""
        data = self.cleaned_data
        return StatedOutcome(
            Result(data["result"]), data["next_step"].strip(), data["due"], data["private_note"].strip()
        )
