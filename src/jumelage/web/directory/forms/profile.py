"""The form that completes an organisation's profile, and what the columns of a record are called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["COLUMN_WORDS", "ProfileForm"]

COLUMN_WORDS = {
    "name": _("Name"),
    "town": _("Town"),
    "kind": _("Kind"),
    "naics": _("Industry (NAICS)"),
    "website": _("Website"),
    "address": _("Address"),
    "postal_code": _("Postal code"),
    "phone": _("Telephone"),
    "enterprise_number": _("Enterprise number"),
    "languages": _("Languages"),
    "source_url": _("Source"),
    "offers": _("Offers"),
    "needs": _("Looks for"),
    "tags": _("Tags"),
    "contacts": _("Contacts"),
}


class ProfileForm(forms.Form):
    """What an organisation offers and needs, one a line, in French and in English."""

    offers_fr = forms.CharField(label=_("What it offers, in French"), required=False, max_length=2000)
    needs_fr = forms.CharField(label=_("What it needs, in French"), required=False, max_length=2000)
    offers_en = forms.CharField(label=_("What it offers, in English"), required=False, max_length=2000)
    needs_en = forms.CharField(label=_("What it needs, in English"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget = forms.Textarea(attrs={"rows": 3, "lang": name[-2:]})

    def clean(self) -> dict[str, Any]:
        """Ask for one statement at least."""
        cleaned = super().clean() or {}
        if not any(str(value).strip() for value in cleaned.values()):
            raise forms.ValidationError(_("Write at least one offer or one need: a host needs a reason to say yes."))
        return cleaned
