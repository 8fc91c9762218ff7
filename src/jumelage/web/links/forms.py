"""A meeting becomes a link: what it is about, as what they work together, whether it was the mission's doing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.language import Bilingual
from jumelage.web.links.rules import Attribution
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS

__all__ = ["FollowForm"]


class FollowForm(forms.Form):
    """Nothing is assumed: the answer on attribution has no default."""

    what = forms.CharField(
        label=_("What is it about, in a sentence?"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    relation = forms.ChoiceField(label=_("The host is"))
    attribution = forms.ChoiceField(
        choices=[
            (a.value, a.value) for a in (Attribution.EXISTING_TALKS, Attribution.INTRODUCED, Attribution.LIVE_TENDER)
        ],
        error_messages={"required": _("Answer this: a link is credited to the mission only with its answer.")},
    )
    attribution_note = forms.CharField(label=_("How do you know? (optional)"), required=False, max_length=400)

    def __init__(self, language: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language = language
        field = self.fields["relation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *((name, words) for name, words in RELATION_WORDS.items())]

    def values(self) -> dict[str, Any]:
        """Return what the action takes; a text stands in the language that it was written in."""
        data = self.cleaned_data
        return {
            "what": self._text(data["what"]),
            "relation": data["relation"],
            "attribution": Attribution(data["attribution"]),
            "attribution_note": self._text(data["attribution_note"]),
        }

    def _text(self, words: str) -> Bilingual:
        return Bilingual(fr=words if self.language == "fr" else "", en=words if self.language == "en" else "")
