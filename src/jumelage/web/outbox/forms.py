"""What officers enter about mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelage.language import Bilingual
from jumelage.web.outbox.wordings import Wording, placeholders

__all__ = ["SuppressionForm", "WordingForm"]

FIELDS = ("subject_fr", "body_fr", "subject_en", "body_en")


class WordingForm(forms.Form):
    """The wording of a kind of message in both languages."""

    subject_fr = forms.CharField(label=gettext_lazy("Subject in French"), max_length=200)
    body_fr = forms.CharField(
        label=gettext_lazy("Text in French"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12, "lang": "fr"})
    )
    subject_en = forms.CharField(label=gettext_lazy("Subject in English"), max_length=200)
    body_en = forms.CharField(
        label=gettext_lazy("Text in English"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12, "lang": "en"})
    )

    def __init__(self, wording: Wording, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording

    def clean(self) -> dict[str, Any]:
        """Refuse placeholders that nothing fills: readers would see the braces."""
        given = super().clean() or {}
        known = {name for name, _meaning in self.wording.values}
        for field in FIELDS:
            unknown = [name for name in placeholders(given.get(field, "")) if name not in known]
            if unknown:
                names = ", ".join(f"{{{name}}}" for name in unknown)
                words = _("Nothing fills %(names)s in this kind of message. Choose from the list of placeholders.")
                self.add_error(field, words % {"names": names})
        return given

    def missing(self) -> list[str]:
        """List the placeholders of the first wording that this one leaves out, which may well be meant."""
        given = self.cleaned_data
        left_out = []
        for language in ("fr", "en"):
            first = self.wording.subject.say(language) + self.wording.body.say(language)
            mine = placeholders(f"{given.get(f'subject_{language}', '')} {given.get(f'body_{language}', '')}")
            left_out += [name for name in placeholders(first) if name not in mine]
        return list(dict.fromkeys(left_out))

    @property
    def subject(self) -> Bilingual:
        """The subject in both languages."""
        return Bilingual(fr=self.cleaned_data["subject_fr"], en=self.cleaned_data["subject_en"])

    @property
    def body(self) -> Bilingual:
        """The text in both languages, with the line ends of mail."""
        return Bilingual(
            fr=self.cleaned_data["body_fr"].replace("\r\n", "\n"), en=self.cleaned_data["body_en"].replace("\r\n", "\n")
        )


class SuppressionForm(forms.Form):
    """An address that nothing more is sent to."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    note = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)
