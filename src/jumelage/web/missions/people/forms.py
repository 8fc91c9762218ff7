"""The forms of a person of a mission, and of its settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.core.forms import GoalFields
from jumelage.web.missions.core.rules import MEETS, Part

__all__ = ["ONE_PART", "PART_WORDS", "STATE_WORDS", "NeedsForm", "PersonForm", "SettingsForm"]


PART_WORDS = {
    Part.DELEGATE: _("Delegates"),
    Part.HOST: _("Hosts"),
    Part.PARTNER: _("Partners at the destination"),
    Part.READER: _("Council readers"),
}


ONE_PART = {
    Part.DELEGATE: _("travels with the delegation"),
    Part.HOST: _("receives visitors"),
    Part.PARTNER: _("organises at the destination"),
    Part.READER: _("reads for the council"),
}


STATE_WORDS = {
    "listed": _("to invite"),
    "invited": _("invited"),
    "accepted": _("said yes"),
    "waiting": _("on the waiting list"),
    "declined": _("said no"),
    "withdrawn": _("withdrawn"),
}


class NeedsForm(forms.Form):
    """What a person needs on the day."""

    dietary_needs = forms.CharField(label=_("Dietary needs (optional)"), required=False, max_length=300)
    access_needs = forms.CharField(label=_("Accessibility needs (optional)"), required=False, max_length=300)


class PersonForm(NeedsForm):
    """A person of a mission: which part, from which organisation, how to write to them."""

    part = forms.ChoiceField(label=_("Part in the mission"), choices=list(ONE_PART.items()))
    organisation: Any = forms.ModelChoiceField(
        queryset=None, label=_("Organisation"), required=False, empty_label=_("none: partner or reader")
    )
    name = forms.CharField(label=_("Name"), max_length=160)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone (optional)"), required=False, max_length=40)
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", "Français"), ("en", "English")], initial="fr")
    quota = forms.IntegerField(
        label=_("Requests the organisation may make (empty: as the mission says)"),
        required=False,
        min_value=0,
        max_value=99,
    )
    field_order = ("part", "organisation", "name", "email", "phone", "language", "quota")

    def __init__(self, data: Any, organisations: Any, *, fixed_part: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        self._part = fixed_part
        del self.fields["part" if fixed_part else "quota"]

    def clean(self) -> dict[str, Any]:
        """Ask for an organisation where the person meets on its behalf."""
        cleaned = super().clean() or {}
        if (self._part or cleaned.get("part")) in MEETS and not cleaned.get("organisation"):
            self.add_error("organisation", _("Choose the organisation that the person comes from."))
        return cleaned


class SettingsForm(GoalFields):
    """What a mission is called, what it is for, how many travel, how much they may ask, how long an answer may take."""

    title_fr = forms.CharField(label=_("Title, in French"), max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200)
    seats = forms.IntegerField(
        label=_("Seats of the delegation (empty: no limit)"), required=False, min_value=0, max_value=999
    )
    quota = forms.IntegerField(label=_("Requests each organisation may make"), min_value=0, max_value=99)
    answer_days = forms.IntegerField(label=_("Days to answer a request"), min_value=1, max_value=60)
    language = forms.ChoiceField(
        label=_("Language of the people invited"), choices=[("fr", "Français"), ("en", "English")]
    )

    field_order = ("title_fr", "title_en", "goal_fr", "goal_en")
