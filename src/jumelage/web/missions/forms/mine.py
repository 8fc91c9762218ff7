"""The forms of a participant's own pages: short, for a thumb."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.rules import Answer

__all__ = ["AnswerForm"]

_PHONE = re.compile(r"[+()\d .\-x]{7,40}")


class AnswerForm(forms.Form):
    """The answer to an invitation; with a yes, the telephone and whether those one meets may have it."""

    answer_given = forms.ChoiceField(choices=[(a.value, a.value) for a in Answer])
    phone = forms.CharField(
        label=_("Telephone, for the day itself (optional)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    share_phone = forms.BooleanField(label=_("Those I meet may see it"), required=False)

    def clean_phone(self) -> str:
        """Take what looks like a telephone number, however it is written."""
        given = " ".join(str(self.cleaned_data["phone"]).split())
        if given and not _PHONE.fullmatch(given):
            raise forms.ValidationError(_("Write the number in digits, as 418 555-0100."))
        return given

    def answer(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {
            "answer": Answer(data["answer_given"]),
            "phone": data["phone"],
            "share_phone": bool(data["share_phone"] and data["phone"]),
        }
