"""The forms of a participant's own pages, short enough for a phone."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.directory.forms import ProfileForm
from jumelage.web.missions.matching.forms.requests import ReplyForm
from jumelage.web.missions.people.rules import Answer

__all__ = ["AnswerForm", "AskForm", "OwnProfileForm"]


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


class OwnProfileForm(ProfileForm):
    """The profile of one's own organisation: the same lines, asked of those who are it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "offers_fr": _("What you offer, in French"),
            "needs_fr": _("What you look for, in French"),
            "offers_en": _("What you offer, in English"),
            "needs_en": _("What you look for, in English"),
        }
        for name, label in asked.items():
            self.fields[name].label = label


class AskForm(ReplyForm):
    """A request to one organisation across the table."""

    other = forms.IntegerField(min_value=1, max_value=2**53)
    relation = forms.CharField(required=False, max_length=12)
