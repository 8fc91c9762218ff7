"""Somebody arrives who is on no list: three fields, and on which side they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.queries.walk_ins import Entry

__all__ = ["WalkInForm"]


class WalkInForm(forms.Form):
    """Who arrives. The name alone is enough to look for a free place; the line finds reasons."""

    name = forms.CharField(label=_("Firm or organisation"), max_length=200)
    line = forms.CharField(label=_("What it does or looks for, in one line"), max_length=300, required=False)
    seeks = forms.ChoiceField(
        label=_("That is"),
        choices=[("", _("what it does")), ("yes", _("what it looks for"))],
        required=False,
    )
    contact = forms.CharField(label=_("Telephone or e-mail (optional)"), max_length=120, required=False)
    side = forms.ChoiceField(
        label=_("It comes"),
        choices=[(Side.DELEGATION.value, _("with the visitors")), (Side.HOST.value, _("to receive visitors"))],
        initial=Side.DELEGATION.value,
    )

    def clean_contact(self) -> str:
        """Reject what is not an e-mail address or a telephone number."""
        given = str(self.cleaned_data["contact"]).strip()
        if "@" in given:
            try:
                validate_email(given)
            except ValidationError:
                raise forms.ValidationError(_("This e-mail address is not complete: name@example.org.")) from None
        return given

    def entry(self) -> Entry:
        """Return who arrives."""
        data: dict[str, Any] = self.cleaned_data
        return Entry(
            data["name"].strip(), data["line"].strip(), data["contact"], Side(data["side"]), bool(data["seeks"])
        )
