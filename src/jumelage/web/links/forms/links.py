"""Forms of links: made of a meeting, opened by hand, a step, the next step, a payment risk, a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.language import Bilingual
from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.models import User
from jumelage.web.links.rules import NoteVisibility, partial_date
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS

__all__ = [
    "ATTRIBUTION_WORDS",
    "GRADE_WORDS",
    "STAGE_WORDS",
    "FollowForm",
    "LinkNoteForm",
    "NextStepForm",
    "OpenForm",
    "RiskForm",
    "StepForm",
]

STAGE_WORDS = {
    Stage.IDEA.value: _("an idea"),
    Stage.TALKS.value: _("in talks"),
    Stage.FIRST_ORDER.value: _("first small order or trial"),
    Stage.QUOTATION.value: _("quotation"),
    Stage.SIGNED.value: _("signed"),
    Stage.DELIVERED.value: _("delivered"),
    Stage.LOST.value: _("lost"),
    Stage.DORMANT.value: _("dormant"),
    Stage.DISPUTED.value: _("in dispute"),
}
ATTRIBUTION_WORDS = {
    Attribution.EXISTING_TALKS.value: _("existing talks"),
    Attribution.INTRODUCED.value: _("introduced by us"),
    Attribution.LIVE_TENDER.value: _("live tender"),
    Attribution.OTHER.value: _("other, or not known"),
}
GRADE_WORDS = {
    Grade.NONE.value: _("nothing yet"),
    Grade.ONE_SIDE.value: _("one side’s word"),
    Grade.BOTH_SIDES.value: _("both sides’ word"),
    Grade.DOCUMENT.value: _("a document"),
    Grade.PUBLIC_SOURCE.value: _("a public source"),
}


class FollowForm(forms.Form):
    """Make a link of a meeting; attribution has no default answer, so that none is assumed."""

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


class OpenForm(forms.Form):
    """A link opened by hand: each end is chosen from the directory, or named."""

    a = forms.CharField(
        label=_("First organisation"), max_length=200, widget=forms.TextInput(attrs={"list": "organisations"})
    )
    b = forms.CharField(
        label=_("Second organisation"), max_length=200, widget=forms.TextInput(attrs={"list": "organisations"})
    )
    relation = forms.ChoiceField(label=_("The second is"))
    what = forms.CharField(
        label=_("What is it about, in a sentence?"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    attribution = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=[("", _("choose")), *ATTRIBUTION_WORDS.items()],
        error_messages={"required": _("Answer this: a link is credited to the mission only with its answer.")},
    )
    grade = forms.ChoiceField(label=_("What does that rest on?"), choices=list(GRADE_WORDS.items()))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["relation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *((name, words) for name, words in RELATION_WORDS.items())]


class StepForm(forms.Form):
    """A dated step of a link's history."""

    stage = forms.ChoiceField(label=_("Where does it stand now?"), choices=list(STAGE_WORDS.items()))
    dated = forms.CharField(
        label=_("Since when?"),
        max_length=10,
        help_text=_("A date (2026-05-14), a month (2026-05) or a year."),
        error_messages={"required": _("Write a date, a month or a year.")},
    )
    note = forms.CharField(
        label=_("What happened? (optional)"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    grade = forms.ChoiceField(label=_("What does that rest on?"), choices=list(GRADE_WORDS.items()))
    source_url = forms.URLField(
        label=_("Address of the source (optional)"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    lost_why = forms.CharField(label=_("If lost: why?"), required=False, max_length=400)
    lost_to = forms.CharField(label=_("If lost: to whom?"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Check the date, and ask why of a link that is lost."""
        data = super().clean() or {}
        if data.get("dated") and partial_date(data["dated"]) is None:
            self.add_error("dated", _("Write a date as 2026-05-14, a month as 2026-05, or a year."))
        if data.get("stage") == Stage.LOST and not data.get("lost_why", "").strip():
            self.add_error("lost_why", _("Say why it was lost: the next mission learns from it."))
        return data


class NextStepForm(forms.Form):
    """The one next step of a link."""

    next_step = forms.CharField(label=_("Next step"), max_length=400)
    next_due = forms.DateField(
        label=_("By when?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Give it a date: its owner is reminded the day before.")},
    )
    owner = forms.ChoiceField(label=_("Who sees to it?"))

    def __init__(self, people: list[User], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {str(person.pk): person for person in people}
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, person.name or person.email) for key, person in self.people.items()]


class RiskForm(forms.Form):
    """A payment that may not come."""

    reason = forms.CharField(label=_("Which payment, and why is it at risk?"), max_length=600)


class LinkNoteForm(forms.Form):
    """A note on a link."""

    text = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    visibility = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[(NoteVisibility.AGENCY.value, _("The agency")), (NoteVisibility.AUTHOR.value, _("Only me"))],
    )
